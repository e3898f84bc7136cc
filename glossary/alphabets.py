"""The letters of each language, and words that are written with others.

Kazakh: the 42 letters of its Cyrillic alphabet. Russian: 33. Turkish: 29, the circumflexed vowels,
and q, w, x, which names keep (TDK, Yazım Kılavuzu). Azerbaijani: the 32 letters of 1992.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Final

from glossary.casing import lower

_RUSSIAN: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_ENGLISH: Final = "abcdefghijklmnopqrstuvwxyz"
_ALPHABETS: Final = {
    "ru": frozenset(_RUSSIAN),
    "kk": frozenset(_RUSSIAN + "әғқңөұүһі"),
    "tr": frozenset(_ENGLISH + "çğıöşüâîû"),
    "az": frozenset(_ENGLISH + "çəğıöşü") - {"w"},
}
_SCRIPT: Final = {"en": "LATIN", "kk": "CYRILLIC", "ru": "CYRILLIC", "tr": "LATIN", "az": "LATIN"}
_WORD: Final = re.compile(r"[^\W\d_]+")
ROMAN: Final = re.compile(r"[IVXLCDM]+")


class Strangeness(StrEnum):
    """In what way a word is foreign to its locale."""

    MIXED = "mixed"  # letters of two scripts in one word: a look-alike slipped in
    SCRIPT = "script"  # a word of the other script
    LETTERS = "letters"  # the right script, but letters that the alphabet lacks


def words(text: str) -> list[str]:
    """Return the words of ``text``: its runs of letters, composed."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1 << 16)
def strangeness(word: str, locale: str) -> tuple[Strangeness, str] | None:
    """Tell what is foreign in a word of ``locale``, and which letters; ``None`` if nothing is.

    Roman numerals are at home everywhere.

    >>> strangeness("Бaку", "kk")  # its a is Latin
    (<Strangeness.MIXED: 'mixed'>, 'a')
    >>> strangeness("Baku", "ru"), strangeness("Қорғас", "ru")
    ((<Strangeness.SCRIPT: 'script'>, 'Baku'), (<Strangeness.LETTERS: 'letters'>, 'Қғ'))
    """
    home = _SCRIPT[locale]
    away = [letter for letter in word if _script(letter) != home]
    if away and len(away) < len(word):
        return Strangeness.MIXED, "".join(dict.fromkeys(away))
    if away:
        return None if ROMAN.fullmatch(word) else (Strangeness.SCRIPT, word)
    alphabet = _ALPHABETS.get(locale)
    foreign = [c for c in word if alphabet and lower(c, locale) not in alphabet]
    return (Strangeness.LETTERS, "".join(dict.fromkeys(foreign))) if foreign else None


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
