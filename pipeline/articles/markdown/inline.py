"""Inline Markdown taken apart: a block's source becomes pieces, text and marks.

markdown-it does the parsing, with the rules of ``brackets``. It gives no positions, but
its tokens come in the order of the source, so that ``scan`` finds them again by walking along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from markdown_it.token import Token

from pipeline.articles.markdown.brackets import (
    Brackets,
    Labels,
    Tail,
    close_bracket,
    open_bracket,
)
from pipeline.articles.markdown.parser import Parser
from pipeline.model import Inline, Mark, MarkKind


class Kind(Enum):
    """What a piece of a source is."""

    TEXT = auto()
    SPECIAL = auto()  # an escape or an entity: ``text`` is the character that it stands for
    VERBATIM = auto()  # code or an autolink
    VOID = auto()  # an image, a footnote reference, a lone HTML tag
    BREAK = auto()  # a hard line break
    OPEN = auto()
    CLOSE = auto()
    TAG = auto()  # an HTML tag that may yet find its partner


@dataclass(slots=True)
class Piece:
    """A stretch of a source, ``source[start:end]``.

    ``markup`` is the stretch, with references to link definitions written in full. Of ``VERBATIM``
    and ``TEXT`` pieces ``text`` is the text in it. ``tail`` is that of a link or an image, and
    ``alt`` says where an image's description stands.
    """

    kind: Kind
    start: int
    end: int
    markup: str
    text: str = ""
    tail: Tail | None = None
    alt: tuple[int, int] | None = None


SPECIAL = re.compile(r"[\\`*_~\[\]<&\n]")
"""Without one of these characters a source is nothing but text."""

SPACE = " \t\n\v\f\r\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""White space as CommonMark has it: next to delimiters it is what the end of a line is."""

_SOFT_BREAK = re.compile(r" *\n[ \t]*")
_HARD_BREAK = re.compile(r"(?:\\| +)\n[ \t]*")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_EMPTY_TAGS = frozenset(("area", "br", "embed", "hr", "img", "input", "source", "track", "wbr"))
_CODE_TAGS = frozenset(("code", "kbd", "samp", "var", "tt", "script", "style"))


def _parser() -> Parser:
    parser = Parser("commonmark", {"strikethrough_single_tilde": True})
    parser.enable("strikethrough").disable("fragments_join")
    parser.inline.ruler.at("link", open_bracket)
    parser.inline.ruler.at("image", close_bracket)
    return parser


_PARSER = _parser()


def scan(source: str, labels: Labels = None) -> list[Piece]:
    """Return the pieces of ``source``, which follow each other without gaps.

    ``labels`` are the link labels that the article defines; ``None`` is for the source of a block,
    in which every reference link is written in full.
    """
    if not SPECIAL.search(source):
        return [Piece(Kind.TEXT, 0, len(source), source, source)] if source else []
    tokens: list[Token] = []
    env = {"brackets": Brackets(labels=labels, openers=[])}
    shown = source.replace("\0", "\N{REPLACEMENT CHARACTER}")  # as CommonMark has it
    _PARSER.inline.parse(shown, _PARSER, env, tokens)
    pieces: list[Piece] = []
    pos = 0
    stream = iter(tokens)
    for token in stream:
        piece = _piece(token, source, pos)
        if piece.end > pos:
            pieces.append(piece)
            pos = piece.end
        if token.markup == "autolink":  # the text and the end of the link
            next(stream), next(stream)
    _pair_tags(pieces)
    return pieces


def _piece(token: Token, source: str, pos: int) -> Piece:
    """Return the piece of ``token``, which begins at ``pos``."""
    tail: Tail | None = token.meta.get("tail")
    alt: tuple[int, int] | None = token.meta.get("text")
    text = ""
    match token.type:
        case "text":
            kind, end = Kind.TEXT, pos + len(token.content)
            text = source[pos:end]
        case "text_special":
            end = pos + len(token.markup)
            kind, text = Kind.SPECIAL, token.content
            if text == token.markup:  # a backslash before a letter
                kind, text = Kind.TEXT, source[pos:end]
        case "softbreak":
            kind, end = Kind.TEXT, _end(_SOFT_BREAK, source, pos)
            text = source[pos:end]
        case "hardbreak":
            kind, end = Kind.BREAK, _end(_HARD_BREAK, source, pos)
        case "code_inline":
            kind, (text, end) = Kind.VERBATIM, _code(token.markup, source, pos)
        case "html_inline":
            kind, end = Kind.TAG, pos + len(token.content)
        case "footnote_ref":
            kind, end = Kind.VOID, pos + len(token.content)
        case "image" if tail:
            kind, end = Kind.VOID, tail.end
        case "link_close" if tail:
            kind, end = Kind.CLOSE, tail.end
        case "link_open" if token.markup == "autolink":
            kind, end = Kind.VERBATIM, source.index(">", pos) + 1
            text = source[pos + 1 : end - 1]
        case _:  # the beginning of a link; emphasis and strikethrough
            kind = Kind.OPEN if token.type.endswith("_open") else Kind.CLOSE
            end = pos + len(token.markup)
    markup = source[pos:end]
    if tail and tail.written:
        markup = source[pos : alt[1] if alt else pos] + tail.written
    return Piece(kind, pos, end, markup, text, tail, alt)


def _end(pattern: re.Pattern[str], source: str, pos: int) -> int:
    match = pattern.match(source, pos)
    return match.end() if match else pos


def _code(fence: str, source: str, pos: int) -> tuple[str, int]:
    """Return the text of the code span at ``pos``, and its end.

    One space next to either fence belongs to the fences, unless there is nothing else.
    """
    start = pos + len(fence)
    closing = re.compile(rf"(?<!`){fence}(?!`)").search(source, start)
    stop = closing.start() if closing else len(source)
    text = source[start:stop]
    if len(text) > 1 and text[0] in " \n" and text[-1] in " \n" and text.strip(" \n"):
        text = text[1:-1]
    return text, stop + len(fence)


def _pair_tags(pieces: Sequence[Piece]) -> None:
    """Make HTML tags that match each other ``OPEN`` and ``CLOSE``, and all others ``VOID``.

    Tags match only within the same Markdown span, so that all spans nest. A start tag that another
    one's end tag passes over stays alone.
    """
    spans: list[tuple[list[tuple[str, Piece]], dict[str, int]]] = [([], {})]
    for piece in pieces:
        if piece.kind is Kind.OPEN:
            spans.append(([], {}))
        elif piece.kind is Kind.CLOSE:
            spans.pop()
        elif piece.kind is Kind.TAG:
            piece.kind = Kind.VOID
            tag = _TAG.match(piece.markup)
            if not tag:  # a comment, a processing instruction
                continue
            waiting, counts = spans[-1]
            name = tag.group(2).lower()
            if not tag.group(1):
                if name not in _EMPTY_TAGS and not piece.markup.endswith("/>"):
                    waiting.append((name, piece))
                    counts[name] = counts.get(name, 0) + 1
            elif counts.get(name):
                opened = ""
                while opened != name:
                    opened, partner = waiting.pop()
                    counts[opened] -= 1
                partner.kind, piece.kind = Kind.OPEN, Kind.CLOSE


@dataclass(slots=True)
class _Draft:
    """A mark whose markup is still a range of pieces."""

    kind: MarkKind
    first: int  # pieces[first:opened] are its opening markup
    opened: int
    start: int
    end: int
    closing: int = 0  # pieces[closing:last] are its closing markup
    last: int = 0
    code: tuple[str, str] | None = None


def assemble(pieces: Sequence[Piece], *, spelled: bool = False) -> Inline:
    """Return text and marks of ``pieces``.

    An escape or an entity becomes the character that it stands for. With ``spelled`` it stays as it
    is spelled: an escape becomes a ``VERBATIM`` mark, an entity a ``VOID`` one. A span without text
    is a single ``VOID`` mark. What has no text and stands last in a span belongs to the span's
    closing markup, so that a mark at the end of a span always stands outside of it.
    """
    parts: list[str] = []
    length = 0
    drafts: list[_Draft] = []
    spans: list[int] = []
    for index, piece in enumerate(pieces):
        kind = piece.kind
        if kind is Kind.TEXT or (kind is Kind.SPECIAL and not spelled):
            parts.append(piece.text)
            length += len(piece.text)
        elif kind is Kind.VERBATIM and piece.text:
            end = length + len(piece.text)
            drafts.append(_Draft(MarkKind.VERBATIM, index, index, length, end, code=_around(piece)))
            parts.append(piece.text)
            length = end
        elif kind is Kind.SPECIAL and piece.markup == "\\" + piece.text:
            drafts.append(
                _Draft(MarkKind.VERBATIM, index, index, length, length + 1, code=("\\", ""))
            )
            parts.append(piece.text)
            length += 1
        elif kind is Kind.OPEN:
            spans.append(len(drafts))
            drafts.append(_Draft(MarkKind.SPAN, index, index + 1, length, length))
        elif kind is Kind.CLOSE:
            slot = spans.pop()
            span = drafts[slot]
            span.end, span.closing, span.last = length, index, index + 1
            if span.start == length:
                span.kind, span.opened, span.last = MarkKind.VOID, index + 1, index
                del drafts[slot + 1 :]
            while len(drafts) > slot + 1 and drafts[-1].start == length:
                span.closing = drafts.pop().first
            if span.start < length and _is_code(pieces, span):
                span.kind = MarkKind.VERBATIM
        else:
            drafts.append(_Draft(MarkKind.VOID, index, index + 1, length, length))
    return Inline(text="".join(parts), marks=tuple(_finish(drafts, pieces)))


def _around(piece: Piece) -> tuple[str, str]:
    """Return the markup before and after the text of a ``VERBATIM`` piece."""
    start = (len(piece.markup) - len(piece.text)) // 2
    return piece.markup[:start], piece.markup[start + len(piece.text) :]


def _is_code(pieces: Sequence[Piece], span: _Draft) -> bool:
    """Tell whether a span is an HTML code element that holds nothing but text."""
    tag = _TAG.match(pieces[span.first].markup)
    return bool(tag and tag.group(2).lower() in _CODE_TAGS) and all(
        pieces[index].kind is Kind.TEXT for index in range(span.first + 1, span.closing)
    )


def _finish(drafts: Sequence[_Draft], pieces: Sequence[Piece]) -> Iterator[Mark]:
    for draft in drafts:
        opening, closing = draft.code or (
            "".join(piece.markup for piece in pieces[draft.first : draft.opened]),
            "".join(piece.markup for piece in pieces[draft.closing : draft.last]),
        )
        yield Mark(kind=draft.kind, start=draft.start, end=draft.end, open=opening, close=closing)
