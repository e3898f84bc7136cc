"""The values that pass through the pipeline, from an article's blocks to their drafts.

The way of an article: read -> blocks -> segments -> pins -> drafts -> checks -> entries -> catalog.
Nothing here does I/O or knows a format, an engine or a catalog.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class Role(StrEnum):
    """What a block is in its article. The value is what an editor reads in the catalog."""

    TITLE = "title"
    DESCRIPTION = "description"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    QUOTE = "quote"
    TABLE_CELL = "table cell"
    CAPTION = "caption"
    ALT = "image description"
    TOOLTIP = "tooltip"
    LABEL = "label"
    FOOTNOTE = "footnote"


class MarkKind(StrEnum):
    """What a piece of inline markup is."""

    SPAN = "span"  # bold, emphasis, a link: encloses text
    VERBATIM = "verbatim"  # code, a bare URL: its text is copied, never translated
    VOID = "void"  # an image, a line break, raw HTML: has a place but no text


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A piece of inline markup of a block.

    ``open`` and ``close`` stand around ``text[start:end]`` of the block's plain text. A ``VOID``
    mark has ``start == end`` and all of its markup in ``open``. For ``VERBATIM`` the enclosed text
    is exactly what must come out again.
    """

    kind: MarkKind
    start: int
    end: int
    open: str
    close: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inline:
    """A block's text without markup, and the marks on it, outermost first at equal positions.

    Marks nest: any two are disjoint or one holds the other.
    """

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One unit of an article: it becomes one catalog entry.

    Attributes:
        source: the block as the article has it, with its inline markup; line prefixes (``> ``,
            list indents) and soft line breaks are normalised away, so that a rewrapped paragraph
            is the same source. Never blank.
        role: what the block is.
        line: the line of the article on which it begins, from 1.
        note: more for an editor than the role says: "heading, level 2", "row 2, column 3".
        context: ``msgctxt``: empty, unless the same source stands in this article in roles that
            may need different words. Set by the catalog's builder, not by readers.
    """

    source: str
    role: Role
    line: int
    note: str = ""
    context: str = ""


Translate = Callable[[Block], str | None]
"""What a renderer asks for each block: its translation, or ``None`` to keep the source."""


class Document(Protocol):
    """An article that has been read: its blocks, and how to write it with other words in them."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks in document order."""

    def render(self, translate: Translate) -> str:
        """Return the article with each block replaced by ``translate(block)``.

        With ``None``, or with the block's own source, a block keeps its original bytes: for
        Markdown and text ``render(lambda block: None)`` is the article itself, byte for byte.
        ``translate`` is called once for each of ``blocks``, in order.
        """


class Markup(Protocol):
    """How a text is written: what in it is words, and what stands around them."""

    def parse(self, source: str) -> Inline:
        """Split a block's source into plain text and marks."""

    def write(self, inline: Inline) -> str:
        """Return the markup of ``inline``; for untouched input, ``write(parse(s)) == s``.

        Text is escaped as the format needs. A translation cannot bring in markup of its own.
        """


class Format(Markup, Protocol):
    """A format of articles: a reader, and the inline markup of its blocks."""

    name: str
    suffixes: tuple[str, ...]

    def read(self, text: str) -> Document:
        """Read an article. Broken input is read as well as it can be; it raises nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One source file.

    Attributes:
        path: where it was read; ``Path("-")`` is standard input.
        name: its name in catalogs, from its path below the folder that was given, without suffix:
            ``economy/gas-deal``. Unique within a run.
        format: how it is read and rendered.
        document: its content.
    """

    path: Path
    name: str
    format: Format
    document: Document


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """One sentence of a block: the unit that the model translates.

    ``text`` is ``inline.text[start:end]`` of its block. Between segments of a block lies only
    white space, which ``gap`` (what follows this segment up to the next) keeps.
    """

    text: str
    start: int
    end: int
    gap: str = ""
    marks: tuple[Mark, ...] = ()  # positions relative to the segment
    translatable: bool = True  # False: blank, numeric, code only: copied as it is


class Outcome(StrEnum):
    """How good a draft is known to be, from best to worst."""

    CLEAN = "clean"
    FLAGGED = "flagged"  # something needs eyes; ``reasons`` says what


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What the machine wrote for a block or a segment, with the reasons why it needs eyes."""

    text: str
    reasons: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """``FLAGGED`` where there is any reason."""
        return Outcome.FLAGGED if self.reasons else Outcome.CLEAN
