from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import Case, Concept, Glossary, Number, Possessor, Rank, Recogniser, Rendition
from glossary.entry import read_concept
from glossary.inflect import forms

NAME = "proper noun"
TABLES: dict[str, dict[str, object]] = {
    "turkiye": {
        "pos": NAME,
        "tr": "Türkiye",
        "az": "Türkiyə",
        "kk": "Түркия",
        "ru": "Турция",
    },
    "kazakhstan": {
        "pos": NAME,
        "tr": "Kazakistan",
        "ru": {"text": "Казахстан", "adjective": "казахстанский"},
        "kk": "Қазақстан",
        "az": "Qazaxıstan",
    },
    "isparta": {"pos": NAME, "tr": "Isparta"},
    "izmir": {"pos": NAME, "tr": "İzmir"},
    "baku": {"pos": NAME, "az": "Bakı", "ru": {"text": "Баку", "invariable": True}},
    "ots": {
        "pos": NAME,
        "kk": [
            {"text": "Түркі мемлекеттері ұйымы", "izafet": True},
            {"text": "ТМҰ", "acronym": True},
        ],
        "ru": ["Организация тюркских государств", {"text": "ОТГ", "acronym": True}],
        "tr": [
            {"text": "Türk Devletleri Teşkilatı", "izafet": True, "proper": False},
            {"text": "TDT", "acronym": True, "spoken": "tedete"},
        ],
        "forbidden": {"ru": ["Организация тюркоязычных государств"]},
    },
    "turkic-states": {"ru": "тюркские государства"},
    "state": {"ru": "государство", "kk": "мемлекет", "tr": "devlet"},
    "exercise": {"kk": "жаттығу", "ru": "учение", "tr": "tatbikat", "az": "təlim"},
    "aircraft": {"ru": "самолёт"},
    "luxembourg": {"pos": NAME, "ru": "Люксембург"},
    "luxembourg-city": {"pos": NAME, "ru": "Люксембург"},
    "paper": {"tr": "kâğıt"},
    "fund": {"kk": "«Самұрық-Қазына» қоры"},
}
GLOSSARY = Glossary(read_concept(id_, table, subject="test") for id_, table in TABLES.items())
RECOGNISERS = {locale: Recogniser(GLOSSARY, locale) for locale in ("kk", "ru", "tr", "az")}


def concept(id_: str) -> Concept:
    found = GLOSSARY.get(id_)
    assert found is not None
    return found


def recognised(locale: str, text: str) -> list[tuple[str, str]]:
    found = RECOGNISERS[locale].recognise(text)
    return [(r.concept.id, text[r.start : r.end]) for r in found]


def only(locale: str, text: str) -> Rendition:
    [rendition] = RECOGNISERS[locale].recognise(text)
    return rendition


@pytest.mark.parametrize(
    ("locale", "text", "stretch", "case"),
    [
        ("tr", "Toplantı Türkiye'de yapıldı.", "Türkiye'de", Case.LOCATIVE),
        ("tr", "Toplantı Türkiye’de yapıldı.", "Türkiye’de", Case.LOCATIVE),
        (
            "tr",
            "Türk Devletleri Teşkilatının kararı",
            "Türk Devletleri Teşkilatının",
            Case.GENITIVE,
        ),
        ("tr", "TDT'ye üye", "TDT'ye", Case.DATIVE),
        ("az", "Görüş Bakıda keçirilib.", "Bakıda", Case.LOCATIVE),
        ("az", "Bakı ilə əlaqə", "Bakı ilə", Case.INSTRUMENTAL),
        ("kk", "Қазақстанның армиясы", "Қазақстанның", Case.GENITIVE),
        ("kk", "ТМҰ-ға мүше", "ТМҰ-ға", Case.DATIVE),
        ("kk", "Түркі мемлекеттері ұйымында", "Түркі мемлекеттері ұйымында", Case.LOCATIVE),
        ("ru", "саммит Организации тюркских государств", None, Case.GENITIVE),
        ("ru", "с Казахстаном", "Казахстаном", Case.INSTRUMENTAL),
    ],
)
def test_a_form_is_mapped_back_to_its_case(
    locale: str, text: str, stretch: str | None, case: Case
) -> None:
    rendition = only(locale, text)
    if stretch:
        assert text[rendition.start : rendition.end] == stretch
    assert case in {form.case for form in rendition.forms}
    assert {form.number for form in rendition.forms} >= {Number.SINGULAR}


def test_all_readings_of_a_form_are_given() -> None:
    cases = {form.case for form in only("ru", "Казахстан победил").forms}
    assert cases == {Case.NOMINATIVE, Case.ACCUSATIVE}


def test_possessed_forms_of_the_third_person_count() -> None:
    owners = {form.possessor for form in only("kk", "әскери жаттығуында").forms}
    assert Possessor.THIRD_SINGULAR in owners
    assert recognised("kk", "менің жаттығуымда") == []


def test_a_derived_adjective_counts() -> None:
    assert all(form.adjective for form in only("ru", "казахстанские военные").forms)


def test_accepted_and_forbidden_terms_are_told_apart() -> None:
    text = "ОТГ, Организации тюркоязычных государств и Организация тюркских государств"
    ranks = [rendition.term.rank for rendition in RECOGNISERS["ru"].recognise(text)]
    assert ranks == [Rank.ACCEPTED, Rank.FORBIDDEN, Rank.PREFERRED]


# Boundaries and length.


def test_the_longest_rendition_wins() -> None:
    assert recognised("ru", "Организация тюркских государств") == [
        ("ots", "Организация тюркских государств")
    ]
    assert recognised("ru", "тюркских государств, государств") == [
        ("turkic-states", "тюркских государств"),
        ("state", "государств"),
    ]


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("kk", "Қазақстан-Түркия шекарасы", ["Қазақстан", "Түркия"]),
        ("kk", "оқу-жаттығу", ["жаттығу"]),
        ("kk", "Қазақстандық", []),
        ("kk", "«Қазақстан»", ["Қазақстан"]),
        ("kk", "(Қазақстанға)", ["Қазақстанға"]),
        ("tr", "“Türkiye”", ["Türkiye"]),
        ("tr", "‘Türkiye’", ["Türkiye"]),
        ("tr", "Türkiyeli", []),
        ("az", "Bakılı", []),
        ("ru", "Казахстанцы", []),
        ("ru", "Организация\nтюркских\u00a0государств", ["Организация\nтюркских\u00a0государств"]),
        ("ru", "тюркские\n\nгосударства", ["государства"]),
        ("kk", '"Самұрық-Қазына" қорының', ['"Самұрық-Қазына" қорының']),
    ],
)
def test_words_have_boundaries(locale: str, text: str, expected: list[str]) -> None:
    assert [stretch for _, stretch in recognised(locale, text)] == expected


@pytest.mark.parametrize("ending", ["dir", "ymiş", "lilere"])
def test_an_ending_after_an_apostrophe_that_is_no_case_belongs_to_the_rendition(
    ending: str,
) -> None:
    text = f"Burası Türkiye’{ending}."
    rendition = only("tr", text)
    assert text[rendition.start : rendition.end] == f"Türkiye’{ending}"
    assert rendition.forms == ()


# Casing.


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("tr", "ISPARTA'DA", "isparta"),
        ("tr", "İZMİR'DE", "izmir"),
        ("tr", "IZMIR'DE", None),
        ("tr", "İSPARTA", None),
        ("tr", "TÜRKİYE'NİN", "turkiye"),
        ("tr", "türkiye", None),
        ("tr", "Tatbikat başladı", "exercise"),
        ("tr", "TATBİKATIN", "exercise"),
        ("tr", "TATBIKATIN", None),
        ("tr", "tdt", None),
        ("tr", "TDT'NİN", "ots"),
        ("tr", "Türk devletleri Teşkilatı", "state"),
        ("az", "TƏLİM", "exercise"),
        ("az", "BAKI", "baku"),
        ("az", "BAKİ", None),
        ("kk", "ЖАТТЫҒУ", "exercise"),
        ("kk", "Жаттығу басталды", "exercise"),
        ("kk", "қазақстан", None),
        ("kk", "тмұ", None),
        ("ru", "ОРГАНИЗАЦИЯ ТЮРКСКИХ ГОСУДАРСТВ", "ots"),
        ("ru", "Организация Тюркских Государств", "ots"),
        ("ru", "организация тюркских государств", "turkic-states"),
    ],
)
def test_casing_is_the_locales_own(locale: str, text: str, expected: str | None) -> None:
    assert [id_ for id_, _ in recognised(locale, text)] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("ru", "самолет"),
        ("ru", "САМОЛЁТА"),
        ("ru", unicodedata.normalize("NFD", "самолёт")),
        ("tr", "kağıdı"),
        ("tr", "kâğıt"),
        ("tr", unicodedata.normalize("NFD", "Türkiye'nin")),
        ("ru", "Казах\u00adстана"),
    ],
)
def test_spellings_that_are_one_to_a_reader_are_recognised(locale: str, text: str) -> None:
    rendition = only(locale, text)
    assert (rendition.start, rendition.end) == (0, len(text))
    assert rendition.forms


# What is asked for.


def test_only_the_concepts_that_are_asked_for_are_recognised() -> None:
    text = "Казахстан и Турция"
    found = RECOGNISERS["ru"].recognise(text, [concept("turkiye")])
    assert [rendition.concept.id for rendition in found] == ["turkiye"]
    assert RECOGNISERS["ru"].recognise(text, []) == ()


def test_asking_for_all_concepts_is_as_asking_for_each() -> None:
    text = "Организация тюркских государств, Казахстан, Баку, самолёты и учения государств"
    for_each = RECOGNISERS["ru"].recognise(text, GLOSSARY.concepts)
    assert for_each == RECOGNISERS["ru"].recognise(text)
    assert len(for_each) == 6


def test_a_concept_without_terms_in_the_locale_is_never_recognised() -> None:
    assert RECOGNISERS["kk"].recognise("Isparta", [concept("isparta")]) == ()


def test_deprecated_concepts_are_recognised_only_when_asked_for() -> None:
    old = read_concept("old", {"status": "deprecated", "ru": "совет"}, subject="test")
    recogniser = Recogniser(Glossary([old]), "ru")
    assert recogniser.recognise("совет") == ()
    assert len(recogniser.recognise("совет", [old])) == 1


def test_two_concepts_with_one_form_both_have_their_rendition() -> None:
    found = RECOGNISERS["ru"].recognise("в Люксембурге")
    assert [rendition.concept.id for rendition in found] == ["luxembourg", "luxembourg-city"]
    assert len({(rendition.start, rendition.end) for rendition in found}) == 1


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "\u0301" * 5, "'" * 5])
def test_a_text_without_forms_has_no_renditions(text: str) -> None:
    for recogniser in RECOGNISERS.values():
        assert recogniser.recognise(text) == ()


# Laws.

CELLS = [
    (locale, concept_, term)
    for locale in RECOGNISERS
    for concept_ in GLOSSARY.concepts
    for term in concept_.terms.get(locale, ())
]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(CELLS), st.data())
def test_every_form_of_every_term_is_recognised_in_its_place(
    cell: tuple[str, Concept, object], data: st.DataObject
) -> None:
    locale, concept_, term = cell
    form = data.draw(st.sampled_from(forms(term)))  # type: ignore[arg-type]
    text = f"— {form.text}, "
    found = RECOGNISERS[locale].recognise(text, [concept_])
    assert any(form in r.forms and text[r.start : r.end] == form.text for r in found)


@settings(deadline=None)
@given(st.text() | st.lists(st.sampled_from(["Türkiye", "'de", "’", " ", "DEVLET", "i", "İ"])))
def test_renditions_stand_in_order_and_do_not_overlap(text: str | list[str]) -> None:
    text = "".join(text)
    spans = sorted({(r.start, r.end) for r in RECOGNISERS["tr"].recognise(text)})
    assert all(start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
