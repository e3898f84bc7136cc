from __future__ import annotations

from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import LOCALES, BrokenEntry, Concept, Harmony, Number, Person, Rank, Status, Term
from glossary.entry import PARTS_OF_SPEECH, read_concept
from glossary.table import concept_table, parse_term, revised, toml_lines, toml_value


def read(table: dict[str, Any]) -> Concept:
    return read_concept("some-concept", table, subject="test")


def test_one_term_and_a_list_of_terms_are_read_alike() -> None:
    assert read({"en": "Baku"}).terms == read({"en": ["Baku"]}).terms


def test_the_first_term_is_preferred_and_the_rest_are_accepted() -> None:
    terms = read({"kk": ["Америка Құрама Штаттары", "АҚШ"], "forbidden": {"kk": ["США"]}}).terms
    assert [term.rank for term in terms["kk"]] == [Rank.PREFERRED, Rank.ACCEPTED, Rank.FORBIDDEN]


def test_terms_of_a_proper_noun_are_proper_and_its_english_ones_keep_their_case() -> None:
    concept = read({"pos": "proper noun", "en": "Turkey", "tr": "Türkiye"})
    assert concept.terms["en"][0].proper
    assert concept.terms["en"][0].case_sensitive
    assert concept.terms["tr"][0].proper
    assert not concept.terms["tr"][0].case_sensitive


def test_a_term_may_refuse_the_defaults_of_its_part_of_speech() -> None:
    table = {"pos": "proper noun", "tr": {"text": "Savunma Bakanlığı", "proper": False}}
    assert not read(table).terms["tr"][0].proper


def test_terms_of_a_noun_are_common_and_match_in_any_case() -> None:
    term = read({"en": "state"}).terms["en"][0]
    assert not term.proper
    assert not term.case_sensitive


def test_every_field_of_a_term_can_be_stated() -> None:
    table = {
        "text": "Вооружённые силы",
        "proper": True,
        "acronym": True,
        "spoken": "силы",
        "harmony": "front",
        "soften": False,
        "izafet": True,
        "head": [0, 1],
        "number": "plural",
        "gender": "femn",
        "animate": False,
        "person": "male",
        "invariable": True,
        "adjective": "вооружённый",
        "case_sensitive": True,
        "irregular": {"GEN.PL": "Вооружённых сил"},
        "note": "the whole of them",
    }
    term = read({"ru": table}).terms["ru"][0]
    assert term.number is Number.PLURAL
    assert term.harmony is Harmony.FRONT
    assert term.person is Person.MALE
    assert term.head == (0, 1)
    assert term.irregular == {"GEN.PL": "Вооружённых сил"}
    assert term.soften is False


def test_irregular_forms_may_be_keyed_with_and_without_quotation_marks() -> None:
    quoted = tomli.loads('ru = { text = "а", irregular = { "GEN.SG" = "б" } }')
    bare = tomli.loads('ru = { text = "а", irregular = { GEN.SG = "б" } }')
    assert read(quoted) == read(bare)


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ({"kz": "Баку"}, "known are: az, definition, en"),
        ({"forbiden": {"ru": "Бакы"}}, "did you mean 'forbidden'"),
        ({"en": ""}, "not blank"),
        ({"en": 5}, "a text or a table"),
        ({"en": {"txt": "Baku"}}, "has no text"),
        ({"en": {"text": "Baku", "izafed": True}}, "did you mean 'izafet'"),
        ({"en": {"text": "Baku", "izafet": "yes"}}, "true or false"),
        ({"en": {"text": "Baku", "head": -1}}, "number of a word"),
        ({"en": {"text": "Baku", "head": True}}, "number of a word"),
        ({"ru": {"text": "Баку", "irregular": {"GNE.SG": "Баку"}}}, "did you mean 'GEN.SG'"),
        ({"ru": {"text": "Баку", "gender": "male"}}, "masc, femn, neut"),
        ({"ru": {"text": "Баку", "number": "many"}}, "plural"),
        ({"en": "Ba\nku"}, "control character"),
        ({"en": "Ba\ud800ku"}, "control character"),
        ({"pos": "verb"}, "proper noun, noun"),
        ({"status": "done"}, "proposed, approved, deprecated"),
        ({"override": 1}, "true or false"),
        ({"note": 1}, "must be a text"),
        ({"forbidden": ["США"]}, "forbidden.ru"),
        ({"forbidden": {"kz": ["США"]}}, "no locale"),
        ({"gloss": "Unity"}, "gloss.ru"),
    ],
)
def test_a_broken_value_is_refused_with_what_is_wrong_and_what_to_do(
    table: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(BrokenEntry) as caught:
        read(table)
    assert complaint in str(caught.value)
    assert caught.value.key in table
    assert caught.value.advice


@pytest.mark.parametrize("id_", ["Baku", "baku city", "баку", "-baku", "baku_city", "", "../baku"])
def test_an_id_is_lower_case_words_joined_by_hyphens(id_: str) -> None:
    with pytest.raises(BrokenEntry, match="id is made of"):
        read_concept(id_, {"en": "Baku"}, subject="test")


def test_a_concept_that_is_no_table_is_refused() -> None:
    with pytest.raises(BrokenEntry, match="is a table"):
        read_concept("title", "Terms of places", subject="test")


def test_what_is_the_default_is_not_written() -> None:
    table = {"pos": "proper noun", "en": ["Türkiye", "Turkey"], "tr": "Türkiye"}
    assert concept_table(read({**table, "status": "approved"})) == table


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@st.composite
def terms(draw: st.DrawFn, locale: str, rank: Rank) -> Term:
    optional = lambda strategy: st.none() | strategy  # noqa: E731 - shorter than a function
    return Term(
        text=draw(texts),
        locale=locale,
        rank=rank,
        proper=draw(st.booleans()),
        acronym=draw(st.booleans()),
        spoken=draw(optional(texts)),
        harmony=draw(optional(st.sampled_from(Harmony))),
        soften=draw(optional(st.booleans())),
        izafet=draw(st.none() | st.booleans()),
        head=tuple(draw(st.lists(st.integers(0, 9), max_size=3))),
        number=draw(optional(st.sampled_from(Number))),
        gender=draw(optional(st.sampled_from(["masc", "femn", "neut"]))),
        animate=draw(optional(st.booleans())),
        person=draw(optional(st.sampled_from(Person))),
        invariable=draw(st.booleans()),
        adjective=draw(optional(texts)),
        case_sensitive=draw(st.booleans()),
        irregular=draw(st.dictionaries(st.sampled_from(["GEN.SG", "LOC.PL"]), texts)),
        note=draw(st.text(st.characters(exclude_categories=["Cs"]))),
    )


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    cells = {}
    for locale in ("en", *LOCALES):
        count = draw(st.integers(0, 2))
        ranks = [Rank.PREFERRED, Rank.ACCEPTED][:count] + [Rank.FORBIDDEN] * draw(st.integers(0, 2))
        if ranks:
            cells[locale] = tuple(draw(terms(locale, rank)) for rank in ranks)
    prose = st.text(st.characters(exclude_categories=["Cs"]))
    return Concept(
        id="some-concept",
        subject="test",
        terms=cells,
        gloss=draw(st.dictionaries(st.sampled_from(["en", *LOCALES]), texts)),
        pos=draw(st.sampled_from(PARTS_OF_SPEECH)),
        status=draw(st.sampled_from(Status)),
        definition=draw(prose),
        note=draw(prose),
        source=draw(prose),
    )


@settings(max_examples=50)
@given(concepts())
def test_a_concept_that_is_written_and_read_is_the_same(concept: Concept) -> None:
    text = "\n".join(["[some-concept]", *toml_lines(concept_table(concept))])
    assert read(tomli.loads(text)["some-concept"]) == concept


@given(st.recursive(st.booleans() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_a_value_is_written_as_toml_of_one_line(value: object) -> None:
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return  # half a character cannot be in a file
    written = toml_value(value)
    assert "\n" not in written
    assert tomli.loads(f"x = {written}")["x"] == value


def test_a_term_that_stays_keeps_its_grammar_when_its_locale_is_revised() -> None:
    old = read({"kk": {"text": "Бас штаб", "adjective": "бас штабтық"}})
    new = revised(old, {"kk": ["Бас штаб", "БШ"]})
    assert new.terms["kk"][0] == old.terms["kk"][0]
    assert new.terms["kk"][1].text == "БШ"


def test_a_revision_touches_only_what_it_names() -> None:
    old = read({"en": "Baku", "az": "Bakı", "forbidden": {"ru": "Бакы", "tr": "Baku"}})
    new = revised(old, {"forbidden": {"ru": ["Бакю"]}})
    assert concept_table(new) == {
        "en": "Baku",
        "az": "Bakı",
        "forbidden": {"ru": "Бакю", "tr": "Baku"},
    }


def test_an_empty_revision_of_a_locale_removes_it() -> None:
    old = read({"en": "Unity", "tr": "Birlik", "gloss": {"en": "x", "tr": "y"}, "note": "n"})
    new = revised(old, {"tr": [], "gloss": {"tr": ""}, "note": ""})
    assert concept_table(new) == {"en": "Unity", "gloss": {"en": "x"}}


def test_a_typed_term_may_be_a_table() -> None:
    assert parse_term('{ text = "ABD", spoken = "abede" }') == {"text": "ABD", "spoken": "abede"}
    with pytest.raises(BrokenEntry, match="no TOML table"):
        parse_term("{ text = ABD }")
