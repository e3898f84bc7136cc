"""Inline Markdown put together: text and marks become a block's source.

A source is *canonical* when ``write(parse(source)) == source`` with all escapes and entities
resolved in the text. Readers make every block's source canonical; any other string is parsed with
its odd spellings kept as marks, so that the law holds for it too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.articles.addresses import addresses, mark_addresses, unmark_addresses
from pipeline.articles.markdown.brackets import Labels
from pipeline.articles.markdown.inline import SPACE, SPECIAL, Kind, Piece, assemble, scan
from pipeline.articles.spelling import spell
from pipeline.model import Inline, Mark, MarkKind

_ACTIVE = re.compile(r"[\\`*_~\[\]<&!]")
_LIKELY = re.compile(
    r"""
    ([*_~])\1*                      # emphasis and the like, as a run
  | [`\[\]]                         # code, links
  | \\ (?=[!-/:-@\[-`{-~\n] | $)    # a backslash before what it would escape
  | ! (?=\[ | $)                   # an image
  | < (?=[A-Za-z/!?])              # a tag, an autolink
  | & (?=\#?\w+;)                  # an entity
    """,
    re.VERBOSE,
)
_TAGS = {
    "*": "em",
    "_": "em",
    "**": "strong",
    "__": "strong",
    "~": "del",
    "~~": "del",
}


def parse(source: str) -> Inline:
    """Split a block's source into plain text and marks; see ``MarkdownFormat.parse``."""
    pieces = scan(source)
    inline = assemble(pieces)
    if _spelled(pieces) and write(inline) != source:
        inline = assemble(pieces, spelled=True)
    return mark_addresses(inline)


def write(inline: Inline) -> str:
    """Return the markup of ``inline``; see ``MarkdownFormat.write``.

    Text is written as it is if that reads back as the same text, and else with escapes. Where the
    delimiters of emphasis cannot work, because they would stand between a letter and a punctuation
    mark, or next to white space, they are moved, replaced by stars or, failing that, by HTML tags.
    """
    inline = _normal(unmark_addresses(inline))
    source = spell(inline)
    if not SPECIAL.search(source):
        return source
    for repair in (None, _trim, _star, _tag, _tag):
        if repair:
            inline = _normal(_replace(inline, _lost(inline), repair))
        for spelling in (str, escape, escape_all):
            source = spell(inline, spelling)
            if _reads_as(source, inline):
                return source
    return source


def canonical(source: str, pieces: Sequence[Piece], labels: Labels = None) -> str:
    """Return the canonical spelling of ``source``, of which these are the ``pieces``.

    With ``labels``, references to these become self-contained.
    """
    short = any(piece.tail and piece.tail.written for piece in pieces)
    unclear = labels is not None and "][" in source  # a reference without definition is text
    return write(assemble(pieces)) if short or unclear or _spelled(pieces) else source


def literal(source: str) -> str:
    r"""Return ``source`` with escapes and entities resolved, and other markup as it is spelled.

    This is for places that take plain text, such as the title of a link.

    >>> literal("AT&amp;T \\[sic\\] and `x`")
    'AT&T [sic] and `x`'
    """
    return "".join(
        piece.text if piece.kind is Kind.SPECIAL else piece.markup for piece in scan(source)
    )


def escape(text: str) -> str:
    r"""Return ``text`` with a backslash before every character that could be inline markup.

    >>> print(escape("R&D, &copy; 5 * 3, snake_case, *x*, [y], https://a.b/_(c)"))
    R&D, \&copy; 5 * 3, snake_case, \*x\*, \[y\], https://a.b/_(c)
    """
    parts: list[str] = []
    done = 0
    for start, end in addresses(text):
        parts += (_LIKELY.sub(_escaped, text[done:start]), text[start:end])
        done = end
    return "".join((*parts, _LIKELY.sub(_escaped, text[done:]))).replace("\n", "&#10;")


def escape_all(text: str) -> str:
    """Return ``text`` with a backslash before every character that is ever inline markup."""
    return _ACTIVE.sub(r"\\\g<0>", text).replace("\n", "&#10;")


def _escaped(match: re.Match[str]) -> str:
    """Return what ``_LIKELY`` found with backslashes, unless it is a run that can do nothing."""
    text, run = match.string, match.group()
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if match.group(1) and before and after:
        inside = run[0] == "_" and before.isalnum() and after.isalnum()
        if inside or (before.isspace() and after.isspace()):
            return run
    return "".join(f"\\{character}" for character in run)


def _spelled(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind is Kind.SPECIAL for piece in pieces)


def _reads_as(source: str, inline: Inline) -> bool:
    pieces = scan(source)
    return assemble(pieces) == inline or (
        _spelled(pieces) and assemble(pieces, spelled=True) == inline
    )


def _lost(inline: Inline) -> frozenset[int]:
    """Return the indices of the marks of emphasis that are not read back."""
    found = Counter(assemble(scan(spell(inline, escape_all))).marks)
    lost: list[int] = []
    for index, mark in enumerate(inline.marks):
        if found[mark]:
            found[mark] -= 1
        elif mark.open in _TAGS:
            lost.append(index)
    return frozenset(lost)


def _normal(inline: Inline) -> Inline:
    """Return ``inline`` as ``parse`` would have it.

    Marks without text are void, or nothing if they are emphasis; of emphasis on the same text in
    the same characters, ``***``, the strong one is inside.
    """
    kept = [mark for mark in inline.marks if mark.start < mark.end or mark.open not in _TAGS]
    marks: list[Mark] = []
    for (start, end, _), group in groupby(kept, key=_stretch):
        for mark in sorted(group, key=_strength):
            void = replace(mark, kind=MarkKind.VOID, open=mark.open + mark.close, close="")
            marks.append(mark if start < end else void)
    return Inline(text=inline.text, marks=tuple(marks))


def _stretch(mark: Mark) -> tuple[int, int, str]:
    return mark.start, mark.end, mark.open[:1] if mark.open in _TAGS else ""


def _strength(mark: Mark) -> int:
    return len(mark.open) if mark.open in _TAGS else 0


def _replace(
    inline: Inline, indices: frozenset[int], repair: Callable[[Mark, str], Mark]
) -> Inline:
    marks = (
        repair(mark, inline.text[mark.start : mark.end]) if index in indices else mark
        for index, mark in enumerate(inline.marks)
    )
    return Inline(text=inline.text, marks=tuple(marks))


def _trim(mark: Mark, words: str) -> Mark:
    """Move white space out of emphasis."""
    start = mark.end - len(words.lstrip(SPACE))
    end = mark.start + len(words.rstrip(SPACE))
    return replace(mark, start=start, end=end) if start < end else mark


def _star(mark: Mark, words: str) -> Mark:
    """Write emphasis with stars, which work within words."""
    stars = "*" * len(mark.open) if "_" in mark.open else mark.open
    return replace(mark, open=stars, close=mark.close.removesuffix(mark.open) + stars)


def _tag(mark: Mark, words: str) -> Mark:
    """Write emphasis as an HTML element, which works everywhere."""
    name = _TAGS[mark.open]
    close = f"{mark.close.removesuffix(mark.open)}</{name}>"
    return replace(mark, open=f"<{name}>", close=close)
