import pytest

from glossary import Concept, Glossary, Matcher, Rank, Term
from pipeline.pins import Pinner

LOCALES = ["kk", "ru", "tr", "az"]


def named(text: str, locale: str) -> Term:
    proper = text[0].isupper()
    return Term(text=text, locale=locale, proper=proper, case_sensitive=proper)


def concept(id_: str, en: list[Term] | str, **others: str | list[Term]) -> Concept:
    terms = {}
    for locale, value in {"en": en, **others}.items():
        terms[locale] = (named(value, locale),) if isinstance(value, str) else tuple(value)
    return Concept(id=id_, subject="test", terms=terms, pos="proper noun")


TURKEY = concept("turkey", "Turkey", kk="Түркия", ru="Турция", tr="Türkiye", az="Türkiyə")
# An invented town, so that no model and no list can know it.
VELDORA = concept("veldora", "Veldora", kk="Велдора", ru="Велдора", tr="Veldora", az="Veldora")
NAKHCHIVAN = concept(
    "nakhchivan",
    "Nakhchivan",
    kk=[
        Term(text="Нахчыван", locale="kk", proper=True),
        Term(text="Нахичеван", locale="kk", proper=True, rank=Rank.FORBIDDEN),
    ],
    ru="Нахичевань",
)
G20 = concept("g20", [Term(text="G20", locale="en", acronym=True)], ru="«Большая двадцатка»")


def pinner(locale: str, *concepts: Concept) -> Pinner:
    glossary = Glossary(concepts)
    return Pinner(glossary, Matcher(glossary), locale)


def test_terms_and_numbers_of_a_segment_are_pinned_in_order() -> None:
    source = "Turkey sent 1,200 tonnes to Veldora in 2024."
    pins = pinner("ru", TURKEY, VELDORA).pins(source)
    assert [source[p.start : p.end] for p in pins] == ["Turkey", "1,200", "Veldora", "2024"]


def test_the_bird_is_not_the_state() -> None:
    assert pinner("ru", TURKEY).pins("They ate roast turkey.") == ()


def test_a_concept_without_a_term_in_the_locale_pins_nothing() -> None:
    assert pinner("az", NAKHCHIVAN).pins("In Nakhchivan.") == ()


def test_digits_of_a_term_are_no_number() -> None:
    pins = pinner("ru", G20).pins("The G20 met in 2024.")
    assert [p.number.whole for p in pins if p.number] == ["2024"]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("kk", "Олар Велдорада кездесті."),
        ("ru", "Они встретились в Велдоре."),
        ("tr", "Veldora'da buluştular."),
        ("tr", "Veldora’dan döndüler."),
        ("az", "Veldoradan qayıtdılar."),
    ],
)
def test_an_inflected_form_meets_its_pin(locale: str, text: str) -> None:
    p = pinner(locale, VELDORA)
    verdict = p.verify(text, p.pins("They met in Veldora."))
    assert verdict.faults == 0


def test_three_mentions_need_three_renditions() -> None:
    p = pinner("ru", VELDORA)
    pins = p.pins("Veldora, Veldora and Veldora.")
    assert len(p.verify("Велдора и Велдора.", pins).unmet) == 1
    assert p.verify("Велдора, Велдора и Велдора.", pins).faults == 0


def test_a_forbidden_term_is_a_fault() -> None:
    p = pinner("kk", NAKHCHIVAN)
    verdict = p.verify("Кездесу Нахичеванда өтті.", p.pins("They met in Nakhchivan."))
    assert [f.term.text for f in verdict.forbidden] == ["Нахичеван"]
    assert len(verdict.unmet) == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_a_changed_number_is_a_fault(locale: str) -> None:
    p = pinner(locale)
    verdict = p.verify("2028", p.pins("In 2018."))
    assert len(verdict.unmet) == 1
    assert len(verdict.strays) == 1


def test_may_is_a_month_beside_a_number_only() -> None:
    may = concept("may-month", "May", ru="май")
    p = pinner("ru", may)
    assert len(p.pins("May 9 is a holiday.")) == 2
    assert len(p.pins("In May they met.")) == 1
    assert p.pins("May I ask?") == ()


def test_the_state_changes_with_the_terms_that_a_source_mentions_and_with_no_other() -> None:
    source = "They met in Veldora."
    renamed = concept("veldora", "Veldora", ru="Вельдора")
    before = pinner("ru", VELDORA, TURKEY).state(source)
    assert pinner("ru", VELDORA).state(source) == before
    assert pinner("ru", renamed, TURKEY).state(source) != before
