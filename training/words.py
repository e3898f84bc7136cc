"""The English words of the corpora: what never stands in small letters may be a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_FIRST = re.compile(r"[A-Z][a-z]+\b")
_SMALL = re.compile(r"(?<![\w'’.@/])[a-z]{2,}(?![\w@/])")


def english_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand in small letters somewhere; parts of compounds are words.

    >>> sorted(english_words(["Aidar's high-speed train left Baku."]))
    ['high', 'left', 'speed', 'train']
    """
    return frozenset(word for text in texts for word in _SMALL.findall(text))


def begun_small(text: str, words: Collection[str]) -> str:
    """``text`` without the capital of its first word, where that is one of ``words``.

    >>> begun_small("Trains left Baku", {"trains"}), begun_small("Baku waits", {"trains"})
    ('trains left Baku', 'Baku waits')
    """
    first = _FIRST.match(text)
    small = first[0].lower() if first else ""
    return small + text[len(small) :] if small in words else text
