from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Concept, Glossary
from glossary.exchange import ExchangeError, Format, export, merge, read
from glossary.exchange.spreadsheet import BOM, guard, unguard
from tests.glossary.exchange_strategies import FEW, glossaries


@FEW
@given(glossaries())
def test_a_round_trip_through_csv_loses_nothing(concepts: list[Concept]) -> None:
    exported = export(concepts, Format.CSV)
    imported = read(exported.text, Format.CSV)
    assert list(imported.concepts) == concepts
    assert not exported.losses
    assert not imported.problems


def test_the_whole_glossary_survives_csv() -> None:
    glossary = Glossary.load()
    merged = merge(glossary, read(export(glossary.concepts, Format.CSV).text, Format.CSV).concepts)
    assert len(merged.unchanged) == len(glossary.concepts)


@given(st.text())
def test_guarding_a_cell_can_be_undone(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@given(st.sampled_from("=+-@\t\r＝＋－＠"), st.text())
def test_no_cell_begins_like_a_formula(first: str, rest: str) -> None:
    assert guard(first + rest).startswith("'")


def test_a_hostile_term_is_no_formula_in_any_shape(glossary_of) -> None:  # type: ignore[no-untyped-def] # a fixture
    glossary = glossary_of(bad={"en": "=cmd|'/C calc'!A0", "ru": "@SUM(1)"})
    for format_ in (Format.CSV, Format.GOOGLE, Format.DEEPL):
        text = export(glossary.concepts, format_, ["ru"]).text
        assert "'=cmd" in text
        assert "'@SUM" in text
        assert read(text, format_, "ru").concepts[0].terms["ru"][0].text == "@SUM(1)"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", ["", BOM])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_marks_and_line_ends_are_told_apart(delimiter: str, bom: str, end: str) -> None:
    text = bom + end.join(["id,en,ru", 'baku,Baku,"Баку"', ""]).replace(",", delimiter)
    (concept,) = read(text, Format.CSV).concepts
    assert (concept.id, concept.terms["ru"][0].text) == ("baku", "Баку")


def test_a_header_of_languages_is_a_google_glossary() -> None:
    imported = read("en,tr-TR,de\nCaspian Sea,Hazar Denizi,Kaspisches Meer\n", Format.GOOGLE)
    assert imported.concepts[0].id == "caspian-sea"
    assert imported.concepts[0].terms["tr"][0].text == "Hazar Denizi"
    assert [p.message for p in imported.problems] == ["language 'de' is not of this glossary"]


def test_two_columns_are_a_deepl_glossary_of_the_locale_that_is_named() -> None:
    (concept,) = read("Baku,Баку\nBaku,Баки\n", Format.DEEPL, "ru").concepts
    assert [term.text for term in concept.terms["ru"]] == ["Баку", "Баки"]


def test_two_columns_without_a_locale_are_refused() -> None:
    with pytest.raises(ExchangeError, match="which column is which"):
        read("Baku,Баку\n", Format.DEEPL)


def test_deepl_gets_each_source_once_and_what_is_left_out_is_told(glossary_of) -> None:  # type: ignore[no-untyped-def] # a fixture
    glossary = glossary_of(
        one={"en": ["Unity", "Birlik"], "tr": "Birlik"}, two={"en": "Unity", "tr": "Vahdet"}
    )
    exported = export(glossary.concepts, Format.DEEPL, ["tr"])
    assert exported.text.splitlines() == ["Unity,Birlik", "Birlik,Birlik"]
    assert any("'Unity' is a term of another concept" in str(loss) for loss in exported.losses)


def test_a_shape_of_bare_terms_tells_what_it_does_not_hold(glossary_of) -> None:  # type: ignore[no-untyped-def] # a fixture
    glossary = glossary_of(
        fund={"pos": "noun", "en": "fund", "kk": {"text": "қор", "izafet": True}, "note": "n"}
    )
    lost = [loss.message for loss in export(glossary.concepts, Format.GOOGLE, ["kk"]).losses]
    assert lost == ["no place for note", "no place for kk: grammar"]


def test_a_broken_row_is_reported_with_its_line_and_stops_nothing() -> None:
    imported = read("id,en,ru\nBad Id,x,y\nbaku,Baku,{ text = \nok,Fine,Да\n", Format.CSV)
    assert [concept.id for concept in imported.concepts] == ["ok"]
    assert [problem.where for problem in imported.problems] == ["line 2", "line 3"]


@pytest.mark.parametrize("text", ["", BOM, "\n\n", "\r\n"])
def test_an_empty_file_holds_nothing(text: str) -> None:
    assert read(text, Format.CSV).concepts == ()


def test_an_open_quotation_mark_is_an_error_with_its_line() -> None:
    with pytest.raises(ExchangeError, match="line 2"):
        read('id,en\nbaku,"Baku\n', Format.CSV)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ExchangeError):
        read(text, Format.CSV, "ru")
