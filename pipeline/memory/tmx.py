"""TMX 1.4b (LISA OSCAR, 2005): translation memories for exchange.

Approved texts are units of whole blocks, drafts units of sentences with a property that tells the
model. Markup stays in the text as the article has it; inline elements of other tools' files count
with their content. Entities are refused, so that no file can grow while it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Final
from xml.parsers import expat
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from glossary.model import LOCALES, SOURCE

ORIGIN: Final = "x-birlestik-origin"
MODEL: Final = "x-birlestik-model"
_TOOL: Final = "Birlestik"
_UNHOLDABLE: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHUNK: Final = 1 << 16


class TmxError(Exception):
    """A file is no TMX; the message says where and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """One translation; ``model`` is empty where a person made or approved it."""

    locale: str
    source: str
    target: str
    origin: str = ""
    model: str = ""


def write(units: Iterable[Unit], file: IO[bytes]) -> tuple[int, int]:
    """Write a TMX file; return how many units it has, and how many XML cannot hold."""
    xml = XMLGenerator(file, encoding="utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.ignorableWhitespace('<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n')
    xml.startElement("tmx", AttributesImpl({"version": "1.4"}))
    header = {
        "creationtool": _TOOL,
        "creationtoolversion": "1",
        "segtype": "paragraph",
        "o-tmf": _TOOL,
        "adminlang": "en",
        "srclang": SOURCE,
        "datatype": "plaintext",
    }
    _element(xml, "header", header)
    xml.startElement("body", AttributesImpl({}))
    written = left_out = 0
    for unit in units:
        if _UNHOLDABLE.search(unit.source + unit.target):
            left_out += 1
            continue
        xml.ignorableWhitespace("\n")
        xml.startElement("tu", AttributesImpl({"segtype": "sentence"} if unit.model else {}))
        for name, value in ((ORIGIN, unit.origin), (MODEL, unit.model)):
            if value:
                _element(xml, "prop", {"type": name}, _UNHOLDABLE.sub("�", value))
        for language, text in ((SOURCE, unit.source), (unit.locale, unit.target)):
            xml.startElement("tuv", AttributesImpl({"xml:lang": language}))
            _element(xml, "seg", {}, text)
            xml.endElement("tuv")
        xml.endElement("tu")
        written += 1
    xml.ignorableWhitespace("\n")
    xml.endElement("body")
    xml.endElement("tmx")
    xml.ignorableWhitespace("\n")
    xml.endDocument()
    return written, left_out


def read(file: IO[bytes]) -> Iterator[Unit]:
    """Read the units of a TMX file that go from English into a locale that is served.

    Raises:
        TmxError: it is no well-formed TMX, or declares entities. Units before that are given.
    """
    reader = _Reader()
    while True:
        data = file.read(_CHUNK)
        try:
            reader.parser.Parse(data, not data)
        except expat.ExpatError as error:
            raise TmxError(f"the file is no XML: {error}") from error
        yield from reader.units
        reader.units.clear()
        if not data:
            return


@dataclass
class _Unit:
    texts: dict[str, str] = field(default_factory=dict)  # by language
    props: dict[str, str] = field(default_factory=dict)


class _Reader:
    """Takes the events of a parser and gathers units."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._refuse
        self._root = ""
        self._unit = _Unit()
        self._language = ""
        self._prop = ""
        self._text: list[str] | None = None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._root:
            self._root = tag
            if tag != "tmx":
                raise TmxError(f"the file is no TMX: its root is <{tag}>")
        if tag == "tu":
            self._unit = _Unit()
        elif tag == "tuv":
            # Before 1.4 the attribute was called lang.
            code = attributes.get("xml:lang", attributes.get("lang", ""))
            self._language = re.split("[-_]", code)[0].lower()
        elif tag in {"seg", "prop"}:
            self._prop = attributes.get("type", "")
            self._text = []

    def _end(self, tag: str) -> None:
        if tag == "seg" and self._text is not None:
            self._unit.texts.setdefault(self._language, "".join(self._text))
            self._text = None
        elif tag == "prop" and self._text is not None:
            self._unit.props[self._prop] = "".join(self._text)
            self._text = None
        elif tag == "tu":
            self._finish()

    def _finish(self) -> None:
        texts, props = self._unit.texts, self._unit.props
        source = texts.get(SOURCE, "")
        self.units += [
            Unit(
                locale=locale,
                source=source,
                target=texts[locale],
                origin=props.get(ORIGIN, ""),
                model=props.get(MODEL, ""),
            )
            for locale in LOCALES
            if source.strip() and texts.get(locale, "").strip()
        ]

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _refuse(self, name: str, *_: object) -> None:
        raise TmxError(f"the file declares the entity {name!r}; remove the declaration")


def _element(xml: XMLGenerator, tag: str, attributes: dict[str, str], text: str = "") -> None:
    xml.startElement(tag, AttributesImpl(attributes))
    if text:
        # A reader turns a bare carriage return into a line feed.
        for index, part in enumerate(text.split("\r")):
            if index:
                xml.ignorableWhitespace("&#13;")
            xml.characters(part)
    xml.endElement(tag)
