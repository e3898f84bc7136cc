r"""The lines of a message: what stands around its words, and which line breaks are mere wrapping.

Programs put several things into one message: a usage text, a list, a sentence that was wrapped.
A line ends what is said, unless the sentence visibly goes on in the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pipeline.model import Inline

EDGE: Final = re.compile(
    r"""
    (?:\.{3,}|…|:)(?=[ \t]*(?:\n|\Z))                              # Open...  Name:
  | (?:(?<=\n)|(?<=\n[ ])|(?<=\n[ ]{2})|(?<=\n\t)|\A)              # - an item, 1. another
    (?:[-*•]|\d{1,2}[.)])[ \t]+(?=\S)
    """,
    re.VERBOSE,
)
"""What begins or ends a line and is no words: bullets, numbers, an ellipsis, a colon."""

_BREAK: Final = re.compile(r"\n[ \t]*|[ \t]{2,}|\t")
_ITEM: Final = re.compile(r"\S{1,12}\s+[-–—:=]\s")  # k - keep, --all : show all
_ENDS: Final = ".!?:;…"
_LONG: Final = 50
"""Characters of a line from which it may have been wrapped before a capital letter too."""


def wrappings(text: str) -> Iterator[int]:
    r"""Yield the places of the line breaks within sentences.

    >>> text = "The file was not\nfound.\n\nFiles:\n  one\n  two"
    >>> [text[place - 3 : place] for place in wrappings(text)]
    ['not']
    """
    lines = text.split("\n")
    place = 0
    for line, following in pairwise(lines):
        place += len(line)
        begins = following[:1]
        if (
            line
            and not line[-1].isspace()
            and line[-1] not in _ENDS
            and begins
            and not begins.isspace()
            and not EDGE.match(f"\n{following}", 1)
            and not _ITEM.match(following)
            and ((begins.islower() and " " in line.strip()) or len(line) >= _LONG)
        ):
            yield place
        place += 1


def beginnings(inline: Inline) -> Iterator[int]:
    r"""Yield where something new begins: after a line break, a tab, several spaces.

    Two spaces with a mark between them are those around it.

    >>> inline = Inline(text="-a, --all\tShow all  files\n  here")
    >>> [inline.text[place:] for place in beginnings(inline)]
    ['Show all  files\n  here', 'files\n  here', 'here']
    """
    for found in _BREAK.finditer(inline.text):
        if not any(found.start() < mark.start < found.end() for mark in inline.marks):
            yield found.end()
