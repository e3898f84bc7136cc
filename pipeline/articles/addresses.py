"""Bare web and e-mail addresses in running text: they are copied, never translated.

The shape is that of the autolinks of GitHub Flavored Markdown (section "Autolinks (extension)"):
an address ends before white space, ``<`` and closing punctuation, and takes a closing bracket only
if it holds the opening one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge
from itertools import pairwise

from pipeline.model import Inline, Mark, MarkKind

_ADDRESS = re.compile(
    r"""
    (?<![\w.+/@-]) (?: (?:https?|ftp)://[^\s<>"]++ | www\.[\w-]++(?:\.[^\s<>"]++)? )
  | (?<![\w.+/@-]) (?:mailto:)? [\w.+-]++ @ [\w-]++ (?:\.[\w-]++)++
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HINT = re.compile(r"://|www\.|@", re.IGNORECASE)
_CLOSING = "?!.,:;*_~'’”»)]}"
_BRACKETS = ((")", "("), ("]", "["), ("}", "{"))


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of each bare address in ``text``.

    >>> text = "See https://example.org/a_(b), or (www.example.com). Mail ed@example.org!"
    >>> [text[start:end] for start, end in addresses(text)]
    ['https://example.org/a_(b)', 'www.example.com', 'ed@example.org']
    """
    if not _HINT.search(text):
        return
    for match in _ADDRESS.finditer(text):
        start, end = match.span()
        address = match.group()
        surplus = {c: address.count(c) - address.count(o) for c, o in _BRACKETS}
        while end > start and (last := text[end - 1]) in _CLOSING:
            if last in surplus:
                if surplus[last] <= 0:
                    break
                surplus[last] -= 1
            end -= 1
        if not text.endswith(("://", "www"), start, end):
            yield start, end


def mark_addresses(inline: Inline) -> Inline:
    """Return ``inline`` with a ``VERBATIM`` mark, without markup, on each bare address.

    An address ends where another mark begins or ends; text that is verbatim already is left alone.

    >>> mark_addresses(Inline(text="at www.example.org")).marks
    (Mark(kind=<MarkKind.VERBATIM: 'verbatim'>, start=3, end=18, open='', close=''),)
    """
    if not _HINT.search(inline.text):
        return inline
    edges = sorted({0, len(inline.text), *(e for m in inline.marks for e in (m.start, m.end))})
    verbatim = iter([mark for mark in inline.marks if mark.kind is MarkKind.VERBATIM])
    taken = next(verbatim, None)
    found: list[Mark] = []
    for start, end in pairwise(edges):
        while taken and taken.end <= start:
            taken = next(verbatim, None)
        if taken and taken.start <= start:
            continue
        found += (
            Mark(kind=MarkKind.VERBATIM, start=start + first, end=start + last, open="")
            for first, last in addresses(inline.text[start:end])
        )
    marks = merge(inline.marks, found, key=lambda mark: mark.start)
    return Inline(text=inline.text, marks=tuple(marks))


def unmark_addresses(inline: Inline) -> Inline:
    """Return ``inline`` without the marks that ``mark_addresses`` puts."""
    marks = tuple(mark for mark in inline.marks if mark.kind is not MarkKind.VERBATIM or mark.open)
    return Inline(text=inline.text, marks=marks)
