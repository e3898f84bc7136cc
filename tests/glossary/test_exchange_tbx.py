from __future__ import annotations

import re
from contextlib import suppress
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.tbx import tbxfile

from glossary import Concept, Glossary
from glossary.exchange import ExchangeError, Format, export, read
from glossary.exchange.tbx_basic import violations
from tests.glossary.conftest import concept_of
from tests.glossary.exchange_strategies import FEW, glossaries

EDITIONS = pytest.mark.parametrize("edition", [Format.TBX, Format.TBX_V2])

TBX: Any = tbxfile  # it publishes no types
FOREIGN = """\
<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
  <termEntry id="c5">
    <descripGrp><descrip type="definition">A sea.</descrip></descripGrp>
    <langSet xml:lang="en-US"><tig><term>Caspian Sea</term></tig></langSet>
    <langSet xml:lang="tr"><ntig><termGrp><term>Hazar
      Denizi</term></termGrp></ntig></langSet>
    <langSet xml:lang="ru">
      <tig><term>Каспий</term></tig>
      <tig><term>Каспийское море</term>
        <termNote type="administrativeStatus">preferred</termNote></tig>
      <tig><term>Хвалынское море</term>
        <termNote type="administrativeStatus">deprecated</termNote></tig>
    </langSet>
    <langSet xml:lang="de"><tig><term>Kaspisches Meer</term></tig></langSet>
  </termEntry>
</body></text></martif>
"""


@EDITIONS
@FEW
@given(concepts=glossaries())
def test_a_round_trip_through_tbx_loses_only_what_it_reports(
    concepts: list[Concept], edition: Format
) -> None:
    exported = export(concepts, edition)
    imported = read(exported.text, edition)
    assert not imported.problems
    damaged = {
        loss.where for loss in exported.losses if loss.message == "control characters are left out"
    }
    assert [c.id for c in imported.concepts] == [c.id for c in concepts]
    for ours, theirs in zip(concepts, imported.concepts, strict=True):
        assert ours == theirs or ours.id in damaged


@EDITIONS
def test_the_whole_glossary_survives_tbx_and_obeys_tbx_basic(edition: Format) -> None:
    concepts = Glossary.load().concepts
    text = export(concepts, edition).text
    assert [c.terms for c in read(text, edition).concepts] == [c.terms for c in concepts]
    root = ET.fromstring(re.sub(r' xmlns="[^"]*"', "", text))
    assert violations(root) == []


def test_the_edition_of_2019_is_what_its_standard_says(glossary_of) -> None:  # type: ignore[no-untyped-def] # a fixture
    glossary = glossary_of(
        ots={"en": {"text": "OTS", "acronym": True}, "ru": "ОТГ", "forbidden": {"ru": "ОТЯГ"}}
    )
    root = ET.fromstring(export(glossary.concepts, Format.TBX).text)
    space = "{urn:iso:std:iso:30042:ed-2}"
    assert (root.tag, root.get("type"), root.get("style")) == (f"{space}tbx", "TBX-Basic", "dca")
    notes = [(e.get("type"), e.text) for e in root.iter(f"{space}termNote")]
    assert notes[:3] == [
        ("partOfSpeech", "noun"),
        ("administrativeStatus", "preferredTerm-admn-sts"),
        ("termType", "acronym"),
    ]
    assert notes[-1] == ("administrativeStatus", "deprecatedTerm-admn-sts")


def test_translate_toolkit_reads_the_edition_of_2008_term_by_term() -> None:
    concepts = Glossary.load().concepts[:300]
    store: Any = TBX.parsestring(export(concepts, Format.TBX_V2).text.encode())
    store.settargetlanguage("ru")
    assert len(store.units) == len(concepts)
    for unit, concept in zip(store.units, concepts, strict=True):
        assert unit.getid() == concept.id
        assert [t.text for t in unit.get_source_terms()] == [t.text for t in concept.terms["en"]]
        targets = unit.get_target_terms()
        assert [t.text for t in targets if not t.deprecated] == [
            t.text for t in concept.allowed("ru")
        ]
        assert [t.text for t in targets if t.deprecated] == [
            t.text for t in concept.forbidden("ru")
        ]


def test_what_translate_toolkit_writes_is_read() -> None:
    store: Any = TBX(sourcelanguage="en", targetlanguage="tr")
    unit = store.addsourceunit("Black Sea")
    unit.target = "Karadeniz"
    (concept,) = read(bytes(store).decode(), Format.TBX).concepts
    assert (concept.id, concept.terms["tr"][0].text) == ("black-sea", "Karadeniz")


def test_other_programs_spellings_and_groups_are_read() -> None:
    imported = read(FOREIGN, Format.TBX)
    (concept,) = imported.concepts
    assert (concept.id, concept.definition) == ("caspian-sea", "A sea.")
    assert concept.terms["tr"][0].text == "Hazar Denizi"
    assert [term.text for term in concept.allowed("ru")] == ["Каспийское море", "Каспий"]
    assert [term.text for term in concept.forbidden("ru")] == ["Хвалынское море"]
    assert [p.message for p in imported.problems] == ["language 'de' is not of this glossary"]


def test_a_file_that_declares_entities_is_refused() -> None:
    bomb = '<!DOCTYPE tbx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>'
    with pytest.raises(ExchangeError, match="entity 'a'"):
        read(bomb, Format.TBX)
    outside = '<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>'
    with pytest.raises(ExchangeError, match="entity 'a'"):
        read(outside, Format.TBX)


@pytest.mark.parametrize(
    "text", ["", "no xml", "<tbx>", "<html/>", "<tbx>\ud800</tbx>", "<a>\0</a>"]
)
def test_what_is_no_tbx_is_refused(text: str) -> None:
    with pytest.raises(ExchangeError):
        read(text, Format.TBX)


@given(st.text(max_size=40))
def test_any_content_is_read_or_refused(text: str) -> None:
    with suppress(ExchangeError):
        read(f"<tbx><conceptEntry>{text}</conceptEntry></tbx>", Format.TBX)


def test_a_machine_note_that_was_tampered_with_is_a_problem_and_no_crash() -> None:
    text = export([concept_of("sea", {"en": "sea"})], Format.TBX).text
    for note in ('{ en = "x", status = 5 }', '{ gloss = "x" }', '{ forbidden = 3, status = "o" }'):
        changed = text.replace("<langSec", f"<note>birlestik: {note}</note><langSec", 1)
        assert [problem.where for problem in read(changed, Format.TBX).problems] == ["entry sea"]


def test_a_document_that_breaks_the_rules_of_tbx_basic_is_found_out() -> None:
    broken = ET.fromstring(
        "<tbx><text><body><conceptEntry id='a'>"
        "<descrip type='context'>x</descrip>"
        "<langSec><termSec><termNote type='partOfSpeech'>pronoun</termNote></termSec></langSec>"
        "<admin type='colour'>red</admin>"
        "</conceptEntry><conceptEntry id='a'/></body></text></tbx>"
    )
    found = "\n".join(violations(broken))
    for message in (
        "'context' must not stand at the level of the concept",
        "has no language",
        "must begin with its one <term>",
        "'pronoun' is no value of 'partOfSpeech'",
        "knows no category 'colour'",
        "describes what it holds after it",
        "two entries have the id 'a'",
        "holds no terms",
    ):
        assert message in found
