"""English words that are no names, so that a capital can be told to be a name's own.

``english.txt`` holds the words that the corpora of the embedded model have in small letters
(``python -m training words``).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from babel.dates import get_day_names, get_month_names

CALENDAR: Final = frozenset(
    name.lower()
    for names in (get_day_names("wide", locale="en"), get_month_names("wide", locale="en"))
    for name in names.values()
)
"""Days and months, which have capitals and are no names."""

_ENDINGS: Final = ("s", "es", "d", "ed", "ing", "ly", "er", "ers")
_SHORTEST: Final = 3
"""Letters of a stem; shorter ones are found in every name."""


def is_word(text: str) -> bool:
    """Tell whether a word in small letters is a common one, perhaps with an ending.

    >>> is_word("drill"), is_word("aidar"), is_word("bekov"), is_word("dancers")
    (True, False, False, True)
    """
    if text in _words():
        return True
    stems = (text.removesuffix(ending) for ending in _ENDINGS if text.endswith(ending))
    return any(len(stem) >= _SHORTEST and stem in _words() for stem in stems)


@cache
def _words() -> frozenset[str]:
    listed = files("pipeline").joinpath("english.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())
