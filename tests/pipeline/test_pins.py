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


def test_concepts_that_share_a_form_take_a_place_each() -> None:
    town = concept("korfu-town", "Korfu Town", ru="Корфа")
    island = concept("korfu", "Korfu", ru="Корфа")
    p = pinner("ru", town, island)
    pins = p.pins("Korfu Town lies on Korfu.")
    assert len(pins) == 2
    assert len(p.verify("Корфа там.", pins).unmet) == 1
    verdict = p.verify("Корфа на Корфе.", pins)
    assert [place for _, place in verdict.met] == [(0, 5), (9, 14)]


def test_a_place_goes_to_the_pin_that_has_no_other() -> None:
    both = concept("korfu", "Korfu", ru=[named("Корфа", "ru"), named("Керкира", "ru")])
    town = concept("korfu-town", "Korfu Town", ru="Корфа")
    p = pinner("ru", both, town)
    assert p.verify("Корфа, Керкира.", p.pins("Korfu, Korfu Town.")).faults == 0


def test_a_term_within_a_longer_rendition_has_no_place_there() -> None:
    league = concept("league", "League of Dune States", tr="Kum Devletleri Birliği")
    states = concept("states", "Dune States", tr="Kum Devletleri")
    p = pinner("tr", league, states)
    pins = p.pins("League of Dune States and Dune States")
    assert len(p.verify("Kum Devletleri Birliği", pins).unmet) == 1
    assert p.verify("Kum Devletleri Birliği ve Kum Devletleri", pins).faults == 0


def test_hundreds_of_mentions_are_verified_without_fail() -> None:
    p = pinner("ru", VELDORA)
    pins = p.pins("Veldora " * 300)
    assert len(p.verify("Велдора " * 299, pins).unmet) == 1


@pytest.mark.parametrize(
    ("locale", "source", "text"),
    [
        ("tr", "in 2018", "2018'de"),
        ("az", "in 2018", "2018-ci ildə"),
        ("kk", "from 160", "160-тан"),
        ("kk", "In the 1990s", "1990-жылдары"),
        ("ru", "October 3, 2009", "3 октября 2009 года"),
        ("tr", "14.25 percent", "%14,25"),
        ("az", "10–15 days", "10–15 gün"),
        ("ru", "$5.5 billion", "5,5 миллиарда долларов"),
        ("kk", "on 3 and 2009", "3 2009"),
    ],
)
def test_numbers_are_met_with_their_endings(locale: str, source: str, text: str) -> None:
    p = pinner(locale)
    verdict = p.verify(text, p.pins(source))
    assert verdict.faults == 0
    assert len(verdict.met) == len(p.pins(source))


def test_a_gloss_is_asked_for_where_the_source_has_it_only() -> None:
    velik = Concept(
        id="velik",
        subject="test",
        terms={"en": (named("Velik", "en"),), "ru": (named("Велик", "ru"),)},
        gloss={"en": "Unity", "ru": "Единство"},
    )
    p = pinner("ru", velik)
    assert p.pins("Unity is strength.") == ()
    assert p.verify("Велик начался", p.pins("Velik began")).faults == 0
    glossed = p.pins("Velik (Unity) began")
    assert len(p.verify("Велик начался", glossed).unmet) == 1
    assert p.verify("Велик («Единство») начался", glossed).faults == 0
