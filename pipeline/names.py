"""Names that no glossary knows, of persons above all: a draft without one may read very well.

Such a name is what has a capital within a sentence and is no common English word. It keeps most of
its sounds in all five languages, so that a text in which nothing sounds like it lacks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz.distance import JaroWinkler

from pipeline.alignment import sound
from pipeline.english import CALENDAR, is_word
from pipeline.pins import Pin

LIKE: Final = 0.76
"""Jaro-Winkler similarity of sounds from which a word may render a name.

Of the names of 6,000 sentences 4 to 9 % have no such word in a translation by hand (Aleppo, Hələb);
where the word that renders a name is taken out, another is alike by chance in 9 to 17 %.
"""

_WORD: Final = re.compile(r"[^\W\d_]+")
_NAME: Final = re.compile(r"(?<=[\w,;)] )(?!\w*\d)(?P<word>[^\W\d_]{4,})(?:['’]s?)?(?![\w@/])")
"""A word after another word: what begins a sentence or a quotation has its capital from there."""


def missing_names(source: str, target: str, pins: Sequence[Pin]) -> list[str]:
    """List the names of a source that nothing in its translation sounds like, in order.

    What the pins know is left to them, and so is a word all in capitals.

    >>> missing_names("A school of Aidar Bekov", "Школа Айдара", ())
    ['Bekov']
    >>> missing_names("Our friend Dana Omarova on Monday", "Дос Дана Омарова", ())
    []
    """
    names = [*_names(source, pins)]
    if not names:
        return []
    heard = {sound(word) for word in _WORD.findall(target)}
    return [name for name in dict.fromkeys(names) if not _is_heard(sound(name), heard)]


def _names(source: str, pins: Sequence[Pin]) -> Iterator[str]:
    for match in _NAME.finditer(source):
        word = match["word"]
        if not word.istitle() or any(
            pin.start < match.end() and pin.end > match.start() for pin in pins
        ):
            continue
        small = word.lower()
        if not (is_word(small) or small.removesuffix("s") in CALENDAR):
            yield word


def _is_heard(name: str, heard: set[str]) -> bool:
    return any(
        JaroWinkler.similarity(name, each) >= LIKE
        # Endings make words longer than the name that they hold.
        or JaroWinkler.similarity(name, each[: len(name)]) >= LIKE
        for each in heard
    )
