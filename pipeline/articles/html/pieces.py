"""Cuts HTML into pieces: text, inline tags, and what stays whole. Both articles and the sources of
their blocks are read this way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from pipeline.articles.html.elements import Element
from pipeline.articles.html.names import BLOCK, OPAQUE, VOID
from pipeline.articles.html.tokens import Kind, Token
from pipeline.articles.html.tree import Tree

_WHOLE = VOID | OPAQUE


class PieceKind(Enum):
    """What a piece is."""

    TEXT = auto()
    OPEN = auto()  # the start tag of an inline element
    CLOSE = auto()  # the end tag of an inline element
    VOID = auto()  # inline, without text of its own: an image, a comment, a whole <svg> or <script>
    BREAK = auto()  # what ends a run of inline content: a tag of a block element, a whole <pre>
    TITLE = auto()  # the content of <title>, which holds references but no tags


class Piece(NamedTuple):
    """A piece ``source[start:end]``.

    Attributes:
        kind: what it is.
        start: where it begins.
        end: where it ends.
        name: the name of its element; nothing for text and comments.
        token: its tag, for a whole element its start tag; or its text or comment.
        outer: the element that it stands in.
        inner: for a start tag, the element that it opens; otherwise the one that it leaves open.
    """

    kind: PieceKind
    start: int
    end: int
    name: str
    token: Token
    outer: Element
    inner: Element


def pieces(source: str, start: int = 0) -> Iterator[Piece]:
    """Yield the pieces of ``source`` from ``start`` on. They are contiguous.

    An element that is left alone (``OPAQUE``) is one piece with all that it holds.
    """
    tree = Tree()
    outer = tree.top
    whole: Piece | None = None  # the element that is being passed over,
    depth = 0  # and its place in the stack
    for token in tree.tokens(source, start):
        kind, at, end, name, _, _ = token
        inner = tree.top
        if whole:
            if len(tree.stack) > depth and tree.stack[depth] is whole.inner:
                continue
            ends = kind is Kind.END and name == whole.name
            yield whole._replace(end=end if ends else at)
            whole = None
            if ends:
                outer = inner
                continue
        piece = Piece(_kind(kind, name), at, end, name, token, outer, inner)
        if inner.opaque:
            whole, depth = piece, len(tree.stack) - 1
        else:
            yield piece
        outer = inner
    if whole:
        yield whole._replace(end=len(source))


def _kind(kind: Kind, name: str) -> PieceKind:
    if kind is Kind.TEXT:
        return PieceKind.TEXT
    if kind is Kind.RAW:
        return PieceKind.TITLE
    if name in BLOCK:
        return PieceKind.BREAK
    if kind is Kind.START:
        return PieceKind.VOID if name in _WHOLE else PieceKind.OPEN
    # Browsers read </br> as <br>. A comment has no name.
    return PieceKind.CLOSE if kind is Kind.END and name != "br" else PieceKind.VOID


def partners(run: Sequence[Piece]) -> list[int]:
    """Return for each piece the index of the tag that belongs to it, or -1 where there is none.

    Pairs nest: of ``<b><i></b></i>`` only the ``b`` is one.
    """
    found = [-1] * len(run)
    stack: list[int] = []
    is_open: Counter[str] = Counter()
    for index, piece in enumerate(run):
        if piece.kind is PieceKind.OPEN:
            stack.append(index)
            is_open[piece.name] += 1
        elif piece.kind is PieceKind.CLOSE and is_open[piece.name]:
            while True:
                start = stack.pop()
                is_open[run[start].name] -= 1
                if run[start].name == piece.name:
                    break
            found[start], found[index] = index, start
    return found
