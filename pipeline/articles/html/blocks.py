"""Finds the blocks of an HTML article and where they stand in it.

A block is a run of inline content between the tags of block elements, from its first word to its
last, or the value of an attribute. Around the words, tags that have their counterpart in the run
belong to the block; images, line breaks, comments and tags without counterpart do not.

Blocks are in the order in which they begin; the attributes of tags within a run come after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from pipeline.articles.html.elements import translates
from pipeline.articles.html.inline import normalise
from pipeline.articles.html.names import VOID, names
from pipeline.articles.html.pieces import Piece, PieceKind, partners, pieces
from pipeline.articles.html.roles import attribute_blocks
from pipeline.articles.html.text import SPACE, clean, collapse, decode, escape, visible
from pipeline.articles.html.tokens import Kind, Token
from pipeline.model import Block, Role


class Place(Enum):
    """Where a block stands, which decides how it is spelled."""

    CONTENT = auto()  # inline content
    TITLE = auto()  # content that can hold no tags
    ATTRIBUTE = auto()  # the value of an attribute, with its quotes if there are any


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """A block, and that it stands at ``article[start:end]``.

    Attributes:
        place: how it stands there.
        start: where it begins.
        end: where it ends.
        block: the block.
        tag: the start tag that it is an attribute of, or that of the element which holds it and
            nothing else; ``None`` where there is no such element.
        stop: where the content of that element ends.
    """

    place: Place
    start: int
    end: int
    block: Block
    tag: Token | None
    stop: int


_WITHOUT_TEXT = names("colgroup head html table tbody tfoot thead tr")
"""Elements that hold no text: browsers put it elsewhere."""


def regions(article: str) -> Iterator[Region]:
    """Yield the blocks of an HTML article with their places."""
    return _Reader(article).read()


class _Reader:
    def __init__(self, article: str) -> None:
        self.article = article
        self._line = 1
        self._counted = 0

    def read(self) -> Iterator[Region]:
        run: list[Piece] = []
        start = 1 if self.article.startswith("\N{BOM}") else 0
        before: Piece | None = None
        for piece in pieces(self.article, start):
            if not self._ends(run, piece):
                run.append(piece)
                continue
            yield from self._run(run, _holder(before, piece), piece.start)
            run = []
            yield from self._attributes(piece)
            if piece.kind is PieceKind.TITLE and piece.inner.translate and self._is_content(piece):
                start, end = self._trimmed(piece.start, piece.end)
                source = escape(collapse(decode(clean(self.article[start:end])))).strip(" ")
                tag = before.token if before else None
                yield self._region(
                    Place.TITLE, start, end, piece.inner.role, source, tag, piece.end
                )
            before = piece
        yield from self._run(run, None, 0)

    def _ends(self, run: Sequence[Piece], piece: Piece) -> bool:
        """Say whether ``piece`` is not of the run before it."""
        if piece.kind is PieceKind.TEXT:
            # It is, unless it is left alone because of an element around the whole run.
            return not piece.inner.translate and not (run[0] if run else piece).outer.translate
        return piece.kind is PieceKind.BREAK or piece.kind is PieceKind.TITLE

    def _run(self, run: Sequence[Piece], holder: Token | None, stop: int) -> Iterator[Region]:
        content = [index for index, piece in enumerate(run) if self._is_content(piece)]
        words = [index for index in content if run[index].kind is PieceKind.TEXT]
        if not any(run[index].inner.translate for index in words):
            for piece in run:
                yield from self._attributes(piece)
            return
        partner = partners(run)
        first, last = content[0], content[-1]
        low = next((i for i in range(first) if partner[i] > first), first)
        high = next((i for i in range(len(run) - 1, last, -1) if 0 <= partner[i] < last), last)
        start, end = self._trimmed(run[low].start, run[high].end)
        for piece in run[:low]:
            yield from self._attributes(piece)
        if any(piece.name in {"math", "svg"} for piece in run[low:high]):
            # Where these end may hang on what is open around the run, which no translation knows.
            raw = self.article[start:end]
            source = normalise(raw, pieces(raw))
        else:
            source = normalise(self.article, run[low : high + 1])
        role = run[words[0]].inner.role
        yield self._region(Place.CONTENT, start, end, role, source, holder, stop)
        for piece in run[low:]:
            yield from self._attributes(piece)

    def _is_content(self, piece: Piece) -> bool:
        if piece.kind is PieceKind.TEXT or piece.kind is PieceKind.TITLE:
            return visible(decode(self.article[piece.start : piece.end]))
        return piece.kind is PieceKind.VOID and piece.name == "math"

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        raw = self.article[start:end]
        return end - len(raw.lstrip(SPACE)), start + len(raw.rstrip(SPACE))

    def _attributes(self, piece: Piece) -> Iterator[Region]:
        if piece.token.kind is not Kind.START:
            return
        says = translates(piece.token)
        if says if says is not None else piece.outer.translate:
            for attribute, role in attribute_blocks(piece.token):
                # White space written as a reference is meant, such as line breaks in a tooltip.
                value = decode(collapse(clean(attribute.raw)), attribute=True)
                if visible(value):
                    start, end = attribute.start, attribute.end
                    source = escape(value).strip(SPACE)
                    yield self._region(
                        Place.ATTRIBUTE, start, end, role, source, piece.token, piece.token.end
                    )

    def _region(
        self,
        place: Place,
        start: int,
        end: int,
        role: tuple[Role, str],
        source: str,
        tag: Token | None,
        stop: int,
    ) -> Region:
        passed = self.article[self._counted : start]
        self._line += passed.count("\n") + passed.count("\r") - passed.count("\r\n")
        self._counted = start
        block = Block(source=source, role=role[0], line=self._line, note=role[1])
        return Region(place=place, start=start, end=end, block=block, tag=tag, stop=stop)


def _holder(before: Piece | None, after: Piece) -> Token | None:
    """Return the start tag of the element whose content is what stands between two pieces."""
    if not before or before.kind is not PieceKind.BREAK or before.token.kind is not Kind.START:
        return None
    if before.name in VOID or before.name in _WITHOUT_TEXT or before.inner.opaque:
        return None
    ends = after.token.kind is Kind.END and after.name == before.name
    return before.token if ends else None
