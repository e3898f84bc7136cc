from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import LOCALES, Concept, Glossary
from glossary.exchange import ExchangeError, Format, export, read
from tests.glossary.exchange_strategies import FEW, glossaries

WEBLATE = """\
msgid ""
msgstr ""
"Language: tr_TR\\n"

#. The body of salt water.
#, terminology
msgid "Caspian Sea"
msgstr "Hazar Denizi"

#, terminology, forbidden
msgctxt "1"
msgid "Caspian Sea"
msgstr "Kaspi Denizi"

#, read-only
msgid "NATO"
msgstr ""

#, fuzzy
msgid "fund"
msgstr "para"

msgid "unit"
msgstr ""

#~ msgid "old"
#~ msgstr "eski"
"""


def part(concept: Concept, locale: str) -> Concept:
    """Return what of a concept concerns one locale, as its PO file holds it."""
    terms = {key: concept.terms[key] for key in ("en", locale) if key in concept.terms}
    terms["en"] = concept.allowed("en")
    gloss = {key: text for key, text in concept.gloss.items() if key in {"en", locale}}
    return replace(concept, terms=terms, gloss=gloss, line=0)


@FEW
@given(glossaries(), st.sampled_from(LOCALES))
def test_a_round_trip_through_po_loses_only_what_it_reports(
    concepts: list[Concept], locale: str
) -> None:
    exported = export(concepts, Format.PO, [locale])
    left_out = {loss.where for loss in exported.losses if loss.message.startswith("left out")}
    imported = read(exported.text, Format.PO)
    assert not imported.problems
    assert list(imported.concepts) == [part(c, locale) for c in concepts if c.id not in left_out]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_whole_glossary_survives_po(locale: str) -> None:
    concepts = Glossary.load().concepts
    imported = read(export(concepts, Format.PO, [locale]).text, Format.PO)
    assert list(imported.concepts) == [part(concept, locale) for concept in concepts]


def test_the_flags_are_those_of_weblate(glossary_of) -> None:  # type: ignore[no-untyped-def] # a fixture
    glossary = glossary_of(
        desk={"en": ["desk", "bureau"], "ru": "редакция", "forbidden": {"ru": "деск"}}
    )
    entries = polib.pofile(export(glossary.concepts, Format.PO, ["ru"]).text)
    assert [(e.msgid, e.msgstr, e.flags) for e in entries] == [
        ("desk", "редакция", ["terminology"]),
        ("bureau", "редакция", ["terminology"]),
        ("desk", "деск", ["terminology", "forbidden"]),
    ]


def test_a_glossary_of_weblate_is_read() -> None:
    sea, nato, fund, unit = read(WEBLATE, Format.PO).concepts
    assert sea.definition == "The body of salt water."
    assert [(t.text, t.rank.value) for t in sea.terms["tr"]] == [
        ("Hazar Denizi", "preferred"),
        ("Kaspi Denizi", "forbidden"),
    ]
    assert nato.terms["tr"][0].text == "NATO"
    assert "tr" not in fund.terms
    assert "tr" not in unit.terms


def test_a_machine_note_that_was_tampered_with_is_a_problem_and_no_crash() -> None:
    header = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n\n'
    notes = '#. birlestik: { subject = 5, en = 1, forbidden = 2, status = "odd" }\n'
    imported = read(f'{header}{notes}msgctxt "sea"\nmsgid "sea"\nmsgstr "море"\n', Format.PO)
    assert "'odd' is not allowed" in imported.problems[0].message


def test_a_language_of_others_is_refused() -> None:
    with pytest.raises(ExchangeError, match="'de'"):
        read('msgid ""\nmsgstr ""\n"Language: de\\n"\n', Format.PO)


@pytest.mark.parametrize("text", ["msgid broken", 'msgid "a', "no po", '"'])
def test_what_is_no_po_is_refused(text: str) -> None:
    with pytest.raises(ExchangeError):
        read(text, Format.PO)


def test_one_file_holds_one_locale() -> None:
    with pytest.raises(ExchangeError, match="one locale"):
        export([], Format.PO)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ExchangeError):
        read(text, Format.PO, "ru")


HEADER = 'msgid ""\nmsgstr ""\n"Language: tr\\n"\n\n'


@pytest.mark.parametrize("line", ['msgid "desk', 'msgid desk"', 'msgid "de"sk"', 'msgid "desk\\"'])
def test_an_unfinished_string_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(ExchangeError, match="line 5"):
        read(f'{HEADER}{line}\nmsgstr "masa"\n', Format.PO)


def test_a_fuzzy_translation_is_left_out_and_reported() -> None:
    imported = read(f'{HEADER}#, fuzzy\nmsgid "fund"\nmsgstr "para"\n', Format.PO)
    assert "tr" not in imported.concepts[0].terms
    assert "'para' is fuzzy" in imported.problems[0].message


def test_an_entry_with_plurals_gives_its_singular() -> None:
    plural = 'msgid "cat"\nmsgid_plural "cats"\nmsgstr[0] "kedi"\nmsgstr[1] "kediler"\n'
    (cat,) = read(HEADER + plural, Format.PO).concepts
    assert [term.text for term in cat.terms["tr"]] == ["kedi"]
