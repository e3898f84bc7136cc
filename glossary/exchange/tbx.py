"""TBX (ISO 30042), dialect TBX-Basic, in the style that names data categories in attributes (DCA).

Written are the edition of 2019 ("v3": tbx, conceptEntry, langSec, termSec) and that of 2008 ("v2":
martif, termEntry, langSet, tig), which Weblate and translate-toolkit read; both are read. What
TBX-Basic has no category for is kept in machine notes (see ``values``). XML can hold no control
characters; they are left out and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

from glossary.entry import LANGUAGES, is_id
from glossary.exchange.tbx_basic import violations
from glossary.exchange.values import (
    SUBJECT,
    Collector,
    ExchangeError,
    Exported,
    Imported,
    Notice,
    as_list,
    grammar_of,
    machine_note,
    slug,
    split_notes,
    text_of,
)
from glossary.model import SOURCE, Concept
from glossary.table import concept_table

NAMESPACE: Final = "urn:iso:std:iso:30042:ed-2"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_UNHOLDABLE: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_POS: Final = {
    "proper noun": "properNoun",
    "noun": "noun",
    "adjective": "adjective",
    "phrase": "other",
}
_GENDER: Final = {"masc": "masculine", "femn": "feminine", "neut": "neuter"}
_KEPT: Final = ("status", "gloss")  # of a concept, in a machine note
_PRODUCER: Final = "Birlestik glossary"
_PREFERRED: Final = "preferredTerm-admn-sts"
_ADMITTED: Final = "admittedTerm-admn-sts"
_DEPRECATED: Final = "deprecatedTerm-admn-sts"
# Other spellings in use: those of translate-toolkit, and of TBX-Default.
_FORBIDDEN: Final = re.compile(r"(?i)deprecated|superseded|forbidden|obsolete")
_FIRST: Final = re.compile(r"(?i)preferred")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """The names of the elements that the editions of the standard call differently."""

    concept: str
    language: str
    term: str


V3: Final = Dialect(concept="conceptEntry", language="langSec", term="termSec")
V2: Final = Dialect(concept="termEntry", language="langSet", term="tig")


def export_tbx(concepts: Iterable[Concept], dialect: Dialect = V3) -> Exported:
    """Write concepts; the result obeys the rules of TBX-Basic, or is a defect of this module."""
    losses: list[Notice] = []
    root, body = _document(dialect)
    for concept in concepts:
        entry = _entry(concept, dialect, losses)
        body.append(entry)
    if broken := violations(root):
        raise AssertionError("; ".join(broken[:5]))
    ET.indent(root)
    # A reader would take a bare carriage return for a line feed (XML 1.0, 2.11).
    xml = ET.tostring(root, encoding="unicode").replace("\r", "&#13;")
    doctype = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n' if dialect is V2 else ""
    return Exported(
        text=f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}{xml}\n', losses=tuple(losses)
    )


def read_tbx(text: str) -> Imported:
    """Read either edition.

    Raises:
        ExchangeError: if it is no XML, no TBX, or declares entities (which a glossary needs
            none of, and which can be made to fill the memory or to read other files).
    """
    root = _parsed(text)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    dialects = {"tbx": V3, "martif": V2}
    if root.tag not in dialects:
        raise ExchangeError(f"the document is <{root.tag}>, not TBX", "export it as TBX-Basic")
    dialect = dialects[root.tag]
    own = any(p.text == _PRODUCER for p in root.iter("p"))
    collector = Collector()
    for number, entry in enumerate(root.iter(dialect.concept), 1):
        _read_entry(entry, dialect, collector, f"entry {entry.get('id') or number}", own=own)
    return collector.imported()


def _document(dialect: Dialect) -> tuple[ET.Element, ET.Element]:
    if dialect is V3:
        root = ET.Element(
            "tbx", {"type": "TBX-Basic", "style": "dca", _LANG: SOURCE, "xmlns": NAMESPACE}
        )
        header, text = ET.SubElement(root, "tbxHeader"), ET.SubElement(root, "text")
    else:
        root = ET.Element("martif", {"type": "TBX-Basic", _LANG: SOURCE})
        header, text = ET.SubElement(root, "martifHeader"), ET.SubElement(root, "text")
    description = ET.SubElement(ET.SubElement(header, "fileDesc"), "sourceDesc")
    ET.SubElement(description, "p").text = _PRODUCER
    return root, ET.SubElement(text, "body")


def _entry(concept: Concept, dialect: Dialect, losses: list[Notice]) -> ET.Element:
    table = concept_table(concept)
    # An XML name must not begin with a digit.
    id_ = f"_{concept.id}" if concept.id[0].isdigit() else concept.id
    entry = ET.Element(dialect.concept, {"id": id_})

    def put(parent: ET.Element, tag: str, text: str, category: str = "") -> None:
        element = ET.SubElement(parent, tag, {"type": category} if category else {})
        element.text = _UNHOLDABLE.sub("", text)
        if element.text != text:
            losses.append(Notice(where=concept.id, message="control characters are left out"))

    kept: set[str] = set()

    def keep(parent: ET.Element, content: Mapping[str, Any]) -> None:
        if content:
            put(parent, "note", machine_note(content))
            kept.update(content)

    put(entry, "descrip", concept.subject, "subjectField")
    for key, tag, category in (
        ("definition", "descrip", "definition"),
        ("source", "admin", "source"),
        ("note", "note", ""),
    ):
        if table.get(key):
            put(entry, tag, table[key], category)
    keep(entry, {key: table[key] for key in _KEPT if key in table})
    for locale in LANGUAGES:
        terms = [(term, _ADMITTED) for term in as_list(table.get(locale))]
        terms[:1] = [(term, _PREFERRED) for term, _ in terms[:1]]
        terms += [(t, _DEPRECATED) for t in as_list(table.get("forbidden", {}).get(locale))]
        if terms:
            language = ET.SubElement(entry, dialect.language, {_LANG: locale})
        for term, status in terms:
            section = ET.SubElement(language, dialect.term)
            put(section, "term", text_of(term))
            grammar = grammar_of(term)
            put(section, "termNote", _POS[concept.pos], "partOfSpeech")
            put(section, "termNote", status, "administrativeStatus")
            if grammar.pop("acronym", False):
                put(section, "termNote", "acronym", "termType")
            if gender := grammar.pop("gender", None):
                put(section, "termNote", _GENDER[gender], "grammaticalGender")
            if note := grammar.pop("note", None):
                put(section, "note", note)
            keep(section, grammar)
    losses += [
        Notice(where=concept.id, message=f"{key} is kept in a note that only Birlestik reads")
        for key in sorted(kept)
    ]
    return entry


def _read_entry(
    entry: ET.Element, dialect: Dialect, collector: Collector, where: str, *, own: bool
) -> None:
    note, kept = split_notes(_texts(entry, "note"))
    table: dict[str, Any] = {
        "definition": _first(entry, "descrip", "definition"),
        "source": _first(entry, "admin", "source"),
        "note": note,
        **{key: kept[key] for key in _KEPT if key in kept},
        "forbidden": {},
    }
    poses: list[str] = []
    for language in entry.iter(dialect.language):
        code = (language.get(_LANG) or language.get("lang") or "").replace("_", "-")
        locale = code.partition("-")[0].lower()
        if locale not in LANGUAGES:
            collector.problem(where, f"language {code!r} is not of this glossary")
            continue
        # In a language set of its own a definition is the concept's, where that has none.
        table["definition"] = table["definition"] or _first(language, "descrip", "definition")
        allowed: list[tuple[bool, Any]] = []
        for section in language:
            if section.tag not in {dialect.term, "ntig"} or not (term := _term(section)):
                continue
            status = _first(section, "termNote", "administrativeStatus")
            poses.append(_first(section, "termNote", "partOfSpeech").strip())
            if _FORBIDDEN.search(status):
                table["forbidden"].setdefault(locale, []).append(term)
            else:
                allowed.append((_FIRST.match(status) is None, term))
        # A sort keeps the order of what is alike: the preferred come first.
        table.setdefault(locale, []).extend(t for _, t in sorted(allowed, key=lambda a: a[0]))
    by_category = {category: pos for pos, category in _POS.items()}
    table["pos"] = next((by_category[pos] for pos in poses if pos in by_category), "")
    english = as_list(table.get(SOURCE))
    id_ = (entry.get("id") or "").removeprefix("_")
    if not own or not is_id(id_):  # another program's: c5, T-1
        id_ = slug(text_of(english[0])) if english else ""
    collector.add(where, id_, table, _first(entry, "descrip", "subjectField") or SUBJECT)


def _term(section: ET.Element) -> dict[str, Any] | None:
    """Return a term section as a term of a concept's table."""
    text = _flat(next(section.iter("term"), None))
    if not text:
        return None
    note, grammar = split_notes(_texts(section, "note"))
    genders = {category: gender for gender, category in _GENDER.items()}
    term = {"text": text, "note": note, **grammar}
    if _first(section, "termNote", "termType").strip() == "acronym":
        term["acronym"] = True
    if (gender := _first(section, "termNote", "grammaticalGender").strip()) in genders:
        term["gender"] = genders[gender]
    return {key: value for key, value in term.items() if value != ""}


def _elements(parent: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Yield the elements of one level, those in groups (descripGrp, termGrp) too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag.endswith("Grp"):
            yield from _elements(child, tag)


def _texts(parent: ET.Element, tag: str, category: str | None = None) -> list[str]:
    found = (e for e in _elements(parent, tag) if category in {None, e.get("type")})
    return ["".join(element.itertext()) for element in found]


def _first(parent: ET.Element, tag: str, category: str) -> str:
    return next(iter(_texts(parent, tag, category)), "")


def _flat(element: ET.Element | None) -> str:
    """Return the text of a term; where it was broken into lines, it becomes one again."""
    text = "" if element is None else "".join(element.itertext())
    return " ".join(text.split()) if "\n" in text or not text.strip() else text


def _parsed(text: str) -> ET.Element:
    data = text.removeprefix("\ufeff").lstrip()
    # The text is decoded already, whatever encoding its declaration names.
    data = re.sub(r"\A<\?xml[^>]*\?>", "", data)
    try:
        encoded = data.encode("utf-8")
        guard = expat.ParserCreate("utf-8")
        guard.EntityDeclHandler = _refuse_entity
        guard.Parse(encoded, True)
        return ET.fromstring(encoded)
    except UnicodeEncodeError as error:
        raise ExchangeError("the file holds half a character", "save it as UTF-8") from error
    except (expat.ExpatError, ET.ParseError) as error:
        raise ExchangeError(f"the file is no XML: {error}", "export it anew") from error


def _refuse_entity(name: str, *_: object) -> None:
    raise ExchangeError(f"the file declares the entity {name!r}", "remove the declaration")
