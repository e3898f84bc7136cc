"""Reads a Markdown article into parts: its blocks, their places, how translations fit in there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.articles.frontmatter import Value, fit_value, front_matter, guard_key
from pipeline.articles.markdown.blocks import NEWLINE, Leaf, Shape, layout
from pipeline.articles.markdown.brackets import Labels
from pipeline.articles.markdown.fit import (
    fit_cell,
    fit_heading,
    fit_line,
    fit_paragraph,
    fit_title,
    inset_place,
    inset_source,
    insets,
    self_contained,
    with_words,
)
from pipeline.articles.markdown.html import html_part
from pipeline.articles.markdown.inline import SPACE, scan
from pipeline.articles.markdown.slices import BAR, Slice, cells, heading, paragraph, title
from pipeline.articles.markdown.write import canonical, write
from pipeline.articles.splice import Part, single, splice
from pipeline.model import Block, Inline, Role

_Place = Callable[[str], str]
"""What a translation becomes in a place."""

_TASK = re.compile(r"\[[ xX]\][ \t]+")
_ALERT = re.compile(r"\[![A-Za-z]+\][ \t]*")
_FOOTNOTE = re.compile(r"\[\^[^\]]*\]:")
_RULE = re.compile(r"[ \t>]*([-:|][-:| \t]*)[\r\n]*")
_MARKER = re.compile(r"[^>\s]")


def read_parts(article: str) -> tuple[Part, ...]:
    """Return the parts of ``article`` in document order."""
    start, values = front_matter(article, 1 if article.startswith("\N{BOM}") else 0)
    return tuple(_Reader(article, start).read(values))


class _Reader:
    def __init__(self, article: str, start: int) -> None:
        self._article = article
        self._layout = layout(article, start)
        self._above = len(NEWLINE.findall(article[:start]))
        # Text below a thematic break at the very beginning could become front matter.
        self._fenced = start <= 1 and article.startswith("---", start)
        newline = NEWLINE.search(article)
        self._newline = newline.group() if newline else "\n"
        self._parts: list[Part] = []

    def read(self, values: tuple[Value, ...]) -> list[Part]:
        for value in values:
            self._value(value)
        defined = -1  # the line after the last link definition
        for leaf in self._layout.leaves:
            match leaf.shape:
                case Shape.PARAGRAPH | Shape.SETEXT:
                    self._paragraph(leaf, titled=leaf.line == defined)
                case Shape.HEADING:
                    text, level = heading(self._article, leaf.spans[0])
                    columns = self._columns(leaf.line + 1)
                    place = partial(fit_heading, columns=columns)
                    note = f"heading, level {level}"
                    self._host(text, Role.HEADING, note, place, _around(columns > 0))
                case Shape.TABLE:
                    self._table(leaf)
                case Shape.DEFINITION:
                    self._definition(leaf)
                    defined = leaf.line + len(leaf.spans)
                case Shape.HTML:
                    self._html(leaf)
        return self._parts

    def _value(self, value: Value) -> None:
        def place(translation: str) -> str:
            return fit_value(fit_line(translation), value.style, flow=value.flow)

        source = write(Inline(text=value.text))
        line = 1 + len(NEWLINE.findall(self._article[: value.start]))
        note = f"front matter: {value.key}"
        block = Block(source=source, role=value.role, line=line, note=note)
        self._parts.append(single(block, value.start, value.end, place))

    def _paragraph(self, leaf: Leaf, *, titled: bool) -> None:
        spans = list(leaf.spans)
        role, note = leaf.within, ""
        if leaf.shape is Shape.SETEXT:
            dashes = self._article[spans.pop()[0]] == "-"
            role, note = Role.HEADING, f"heading, level {2 if dashes else 1}"
        prefix = self._prefix(leaf.line, spans)
        columns = self._columns(leaf.line + len(spans))
        start, end = spans[0]
        if leaf.within is Role.LIST_ITEM and (task := _TASK.match(self._article, start, end)):
            spans[0] = task.end(), end
        if leaf.within is Role.QUOTE and _ALERT.fullmatch(self._article, start, end):
            del spans[0]
        text = paragraph(self._article, spans)
        hard = text.hard if text else ""
        place = partial(
            fit_paragraph,
            prefix=prefix,
            newline=self._newline,
            hard=hard,
            titled=titled,
            columns=columns,
        )
        heads = any(self._columns(leaf.line + line) for line in range(1, len(spans) + 1))
        self._host(text, role, note, place, _around(heads))

    def _prefix(self, line: int, spans: list[tuple[int, int]]) -> str:
        """Return what stands before the second line of a paragraph, or would stand there."""
        if len(spans) > 1:
            return self._article[self._layout.lines[line + 1] : spans[1][0]]
        first = self._article[self._layout.lines[line] : spans[0][0]]
        first = _FOOTNOTE.sub(lambda label: " " * len(label.group()), first)
        return _MARKER.sub(" ", first)

    def _columns(self, line: int) -> int:
        """Return how many columns a table would have with ``line`` under its head, or 0."""
        lines = self._layout.lines
        if line >= len(lines):
            return 0
        end = lines[line + 1] if line + 1 < len(lines) else len(self._article)
        rule = _RULE.fullmatch(self._article, lines[line], end)
        return len(cells(self._article, rule.span(1))) if rule else 0

    def _table(self, leaf: Leaf) -> None:
        columns = 0
        for row, span in enumerate((leaf.spans[0], *leaf.spans[2:])):
            found = cells(self._article, span)
            columns = columns or len(found)
            for column, cell in enumerate(found[:columns], 1):
                note = f"row {row}, column {column}" if row else f"header, column {column}"
                if cell:
                    barred = row == 0 and not BAR.search(self._article, *span)
                    place = partial(fit_cell, first=cell.start == span[0], barred=barred)
                    self._host(cell, Role.TABLE_CELL, note, place, _piped)

    def _definition(self, leaf: Leaf) -> None:
        found = title(self._article, leaf.spans)
        if found and (source := inset_source(Role.TOOLTIP, found.text)).strip():
            columns = self._columns(leaf.line + len(leaf.spans))
            place = _around(columns > 0)(partial(fit_title, quote=self._article[found.start - 1]))
            note = f"title of {found.target}"
            block = self._block(source, Role.TOOLTIP, found.start, note)
            self._parts.append(single(block, found.start, found.end, place))

    def _html(self, leaf: Leaf) -> None:
        start, end = leaf.spans[0][0], leaf.spans[-1][1]
        prefixes = (
            self._article[self._layout.lines[line] : span[0]]
            for line, span in enumerate(leaf.spans[1:], leaf.line + 1)
        )
        if not any(prefix.strip() for prefix in prefixes):
            joint = self._newline + self._prefix(leaf.line, list(leaf.spans))
            line = self._above + leaf.line + 1
            part = html_part(self._article[start:end], start, line, joint)
            self._parts += [part] if part else []

    def _host(
        self,
        text: Slice | None,
        role: Role,
        note: str,
        place: _Place,
        around: Callable[[_Place], _Place],
    ) -> None:
        """Add a block and the insets in its markup, whose places ``around`` wraps."""
        if not text:
            return
        labels = self._layout.labels
        pieces = scan(text.text, labels)
        blocks: list[Block] = []
        worded = any(piece.text.strip() for piece in pieces)
        if worded:
            source = canonical(text.text, pieces, labels).strip(SPACE)
            blocks.append(self._block(source, role, text.start, note))
        places: list[tuple[int, int, _Place]] = []
        for inset in insets(pieces):
            source = inset_source(inset.role, text.text[inset.start : inset.end], labels)
            if source.strip():
                start, end = text.origin(inset.start - 1) + 1, text.origin(inset.stop - 1) + 1
                if inset.stop == inset.end:  # white space before the closing bracket or quote
                    end = text.origin(inset.end)
                of = "image" if inset.role is Role.ALT else "title of"
                blocks.append(self._block(source, inset.role, start, f"{of} {inset.target}"))
                places.append((start, end, around(inset_place(inset, text.text, labels))))
        if blocks:
            fit = _Fit(
                article=self._article,
                start=text.start,
                end=text.end,
                blocks=tuple(blocks),
                worded=worded,
                places=tuple(places),
                place=_guarded(place) if self._fenced else place,
                labels=labels,
            )
            self._parts.append(Part(start=text.start, end=text.end, blocks=tuple(blocks), fit=fit))

    def _block(self, source: str, role: Role, start: int, note: str) -> Block:
        line = self._above + bisect_right(self._layout.lines, start)
        return Block(source=source, role=role, line=line, note=note)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Fit:
    """Fits translations into a block and its insets.

    Attributes:
        article, start, end: where the block stands.
        blocks: the block itself, if it has words of its own (``worded``), and its insets.
        places: of each inset ``(start, end, place)`` in the article.
        place: the place of the block itself.
        labels: what the article defines.
    """

    article: str
    start: int
    end: int
    blocks: tuple[Block, ...]
    worded: bool
    places: tuple[tuple[int, int, _Place], ...]
    place: _Place
    labels: Labels

    def __call__(self, answers: Sequence[str | None]) -> str:
        first = 1 if self.worded else 0
        own = answers[0] if self.worded else None
        insets = list(zip(self.blocks[first:], answers[first:], self.places, strict=True))
        if own is None:
            return splice(
                self.article[self.start : self.end],
                (
                    (start - self.start, end - self.start, place(answer))
                    for _, answer, (start, end, place) in insets
                    if answer is not None
                ),
            )
        words = {(block.role, block.source): answer for block, answer, _ in insets if answer}
        return self.place(with_words(self_contained(own, self.labels), words, self.labels))


def _guarded(place: _Place) -> _Place:
    return lambda translation: guard_key(place(translation))


def _around(heads: bool) -> Callable[[_Place], _Place]:
    """Return what wraps the places of insets on lines that could head a table."""
    if not heads:
        return lambda place: place
    return lambda place: lambda translation: place(translation).replace("|", "&#124;")


def _piped(place: _Place) -> _Place:
    return lambda translation: place(translation).replace("|", r"\|")
