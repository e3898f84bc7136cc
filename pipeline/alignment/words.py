"""The words of a text: what attention, marks and terms are reckoned in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

Offsets = tuple[int, int]
"""Where something begins and ends in a text: ``text[start:end]``."""

_SEPARATORS: Final = r'\s▁—–…"“”„«»‹›()\[\]{}<>'
_NUMBER: Final = r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)"  # 70 000 is one word
_CHUNK: Final = re.compile(rf"{_NUMBER}[^{_SEPARATORS}]*|[^{_SEPARATORS}]+")
_OF_WORDS: Final = frozenset("%‰#@§&_")  # punctuation to Unicode, part of a word to a reader


def words(text: str) -> tuple[Offsets, ...]:
    """Return the words of ``text``: what white space, dashes, quotes and brackets separate.

    Punctuation around a word does not belong to it, hyphens and apostrophes within do.

    >>> text = "“Bakü’de, 5%!”"
    >>> [text[start:end] for start, end in words(text)]
    ['Bakü’de', '5%']
    """
    found = []
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        while start < end and is_punctuation(text[start]):
            start += 1
        while start < end and is_punctuation(text[end - 1]):
            end -= 1
        if start < end:
            found.append((start, end))
    return tuple(found)


@lru_cache(maxsize=4096)
def is_punctuation(char: str) -> bool:
    """Whether ``char`` stands around words rather than in them.

    >>> [is_punctuation(char) for char in ".»-%a"]
    [True, True, True, False, False]
    """
    return unicodedata.category(char)[0] == "P" and char not in _OF_WORDS
