"""The inline markup of HTML blocks: plain text and marks, and back.

The source of a block is what a browser's ``innerHTML`` gives, with white space collapsed: text
with ``&amp; &lt; &gt; &nbsp;`` and all other characters as they are; tags and comments as the
article has them, but for white space between attributes. After a ``<br>`` that more follows stands
one space, which browsers do not show, so that words on two lines stay two words.

How markup becomes marks:

- An element with text is a ``SPAN``. Images and the like just before its end tag are in ``close``:
  a ``VOID`` where a span ends always stands after it.
- An element without text is one ``VOID`` with all that it holds. So are ``<br>``, images, comments,
  ``<svg>``, ``<script>`` and the like, and every tag whose counterpart is missing.
- ``code``, ``kbd``, ``samp`` and elements with ``translate="no"`` (or class ``notranslate``) are
  ``VERBATIM`` if they hold nothing but text, perhaps within further tags, which are then in
  ``open`` and ``close`` too; otherwise they are one ``VOID``. If something in them has
  ``translate="yes"``, they are a ``SPAN``, and the rest of their text is ``VERBATIM`` without tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.articles.html.elements import translates
from pipeline.articles.html.names import OPAQUE, VERBATIM
from pipeline.articles.html.pieces import Piece, PieceKind, partners, pieces
from pipeline.articles.html.text import SPACE, clean, clean_text, decode, escape
from pipeline.articles.html.tokens import Kind
from pipeline.model import Inline, Mark, MarkKind


def parse(source: str) -> Inline:
    """Split the source of a block, or any other markup, into plain text and marks.

    >>> parse('A <b>bold</b> &amp; <code>x</code>').text
    'A bold & x'
    """
    return _Parser(source).parse()


def write(inline: Inline) -> str:
    """Return the markup of ``inline``: its text escaped, its marks as they are.

    At one position, spans end before marks begin, and these follow in their order in ``inline``.

    >>> write(Inline(text="1 < 2", marks=(Mark(kind=MarkKind.SPAN, start=4, end=5, open="<b>",
    ...                                        close="</b>"),)))
    '1 &lt; <b>2</b>'
    """
    out: list[str] = []
    at = 0
    is_open: list[Mark] = []

    def text_up_to(end: int) -> None:
        nonlocal at
        out.append(escape(inline.text[at:end]))
        at = max(at, end)

    for mark in inline.marks:
        while is_open and is_open[-1].end <= mark.start:
            text_up_to(is_open[-1].end)
            out.append(is_open.pop().close)
        text_up_to(mark.start)
        out.append(mark.open)
        if mark.start == mark.end:
            out.append(mark.close)
        else:
            is_open.append(mark)
    while is_open:
        text_up_to(is_open[-1].end)
        out.append(is_open.pop().close)
    text_up_to(len(inline.text))
    return "".join(out)


@dataclass(kw_only=True, slots=True)
class _Draft:
    """A mark in the making; ``open`` and ``close`` are slices of the source."""

    kind: MarkKind
    start: int
    end: int
    open: slice
    close: slice


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.run: Sequence[Piece] = list(pieces(source))
        self.partner = partners(self.run)
        # How many pieces up to each one say translate="yes".
        self.wanted = list(accumulate(translates(piece.token) is True for piece in self.run))
        self.text: list[str] = []
        self.length = 0
        self.marks: list[_Draft] = []

    def parse(self) -> Inline:
        spans: list[tuple[int, bool]] = []  # open ones: place in marks, is their text copied
        copied = False
        index = 0
        while index < len(self.run):
            piece, partner = self.run[index], self.partner[index]
            if piece.kind is PieceKind.TEXT:
                self._add_text(piece, copied=copied)
            elif partner < 0:
                self._mark(MarkKind.VOID, self.length, piece.start, piece.end)
            elif piece.kind is PieceKind.CLOSE:
                self._end_span(spans.pop()[0], piece)
                copied = bool(spans) and spans[-1][1]
            else:
                says = translates(piece.token)
                copies = copied or piece.name in VERBATIM if says is None else not says
                if copies and not copied and self.wanted[partner] == self.wanted[index]:
                    self._add_verbatim(index, partner)
                    index = partner
                else:
                    spans.append((len(self.marks), copied := copies))
                    self._mark(MarkKind.SPAN, self.length, piece.start, piece.end)
            index += 1
        return Inline(text="".join(self.text), marks=tuple(map(self._finish, self.marks)))

    def _mark(self, kind: MarkKind, start: int, *markup: int) -> None:
        """Add a mark; ``markup`` is where its ``open`` begins and ends, and its ``close``."""
        places = (*markup, 0, 0, 0, 0)
        draft = _Draft(
            kind=kind,
            start=start,
            end=self.length,
            open=slice(*places[:2]),
            close=slice(*places[2:4]),
        )
        self.marks.append(draft)

    def _add_text(self, piece: Piece, *, copied: bool) -> None:
        text = decode(self.source[piece.start : piece.end])
        self.text.append(text)
        self.length += len(text)
        if copied:
            self._mark(MarkKind.VERBATIM, self.length - len(text))

    def _add_verbatim(self, first: int, last: int) -> None:
        low, high = first + 1, last - 1
        while low < high and self.partner[low] == high:
            low, high = low + 1, high - 1
        start, end = self.run[first].start, self.run[last].end
        if low != high or self.run[low].kind is not PieceKind.TEXT:
            self._mark(MarkKind.VOID, self.length, start, end)
            return
        content = self.run[low]
        before = self.length
        self._add_text(content, copied=False)
        self._mark(MarkKind.VERBATIM, before, start, content.start, content.end, end)

    def _end_span(self, place: int, piece: Piece) -> None:
        """Finish the open span at ``place`` in the marks with its end tag."""
        span = self.marks[place]
        if span.start == self.length:
            del self.marks[place:]
            self._mark(MarkKind.VOID, self.length, span.open.start, piece.end)
            return
        close = piece.start
        while self.marks[-1].kind is MarkKind.VOID and self.marks[-1].start == self.length:
            close = self.marks.pop().open.start
        span.end = self.length
        span.close = slice(close, piece.end)

    def _finish(self, draft: _Draft) -> Mark:
        return Mark(
            kind=draft.kind,
            start=draft.start,
            end=draft.end,
            open=self.source[draft.open],
            close=self.source[draft.close],
        )


def normalise(source: str, run: Iterable[Piece]) -> str:
    r"""Return a run of inline pieces of ``source`` as the source of a block.

    It is spelled as the module describes. It is the same wherever the article is wrapped, and a
    block's source is its own.

    >>> article = 'Two\n  <a\n href="x"\n>words</a\n>&mdash;and&nbsp;more<br/>\nof it'
    >>> normalise(article, pieces(article))
    'Two <a href="x">words</a>—and&nbsp;more<br/> of it'
    """
    out: list[str] = []
    ends_in_text = after_break = False
    for piece in run:
        if piece.kind is PieceKind.TEXT:
            text = escape(clean_text(source[piece.start : piece.end]))
            if after_break:
                text = text.lstrip(" ")
                if not text:
                    continue
                text = " " + text
                after_break = False
            out.append(text)
            ends_in_text = True
            continue
        if piece.name == "br":
            if ends_in_text:
                out[-1] = out[-1].rstrip(" ")
            after_break = True
        elif after_break and piece.kind is not PieceKind.CLOSE:
            out.append(" ")
            after_break = False
        out.append(spelling(source, piece))
        ends_in_text = False
    return "".join(out).strip(" ")


def spelling(markup: str, piece: Piece) -> str:
    """Return a piece that is no text as the source of a block has it."""
    token = piece.token
    raw = markup[token.start : token.end]
    if token.kind is Kind.END:
        return clean(raw[: 2 + len(token.name)] + ">")
    if token.kind is not Kind.START or token.name in OPAQUE:
        return clean(markup[piece.start : piece.end])
    parts = [raw[: 1 + len(token.name)]]
    for attribute in token.attributes:
        # Only after a slash may the name of an attribute begin with "=".
        parts.append(" /" if attribute.name.startswith("=") else " ")
        parts.append(markup[attribute.name_start : attribute.name_start + len(attribute.name)])
        if attribute.start < attribute.end:
            parts.append("=" + markup[attribute.start : attribute.end])
    if token.self_closing:
        parts.append(" /" if raw[:-2].endswith(tuple(SPACE)) else "/")
    return clean("".join(parts) + ">")
