"""Upper and lower case as each language has it.

Turkish and Azerbaijani pair ``i`` with ``İ`` and ``ı`` with ``I`` (Unicode Standard, chapter 5.18
and SpecialCasing.txt); every other locale follows Unicode's default mapping. Python's own methods
know only the default, and turn ``İ`` into two code points.
"""

from __future__ import annotations

import re
from typing import Final

_DOTTED: Final = frozenset({"tr", "az"})
_TO_LOWER: Final = str.maketrans({"İ": "i", "I": "ı"})
_TO_UPPER: Final = str.maketrans({"i": "İ", "ı": "I"})
# A word for title case: letters with their marks, and apostrophes inside it (Bakü'de).
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W_]|[\u0300-\u036f]|['’](?=\w))*")


def lower(text: str, locale: str) -> str:
    """Return ``text`` in lower case; code points and their number stay aligned with ``text``.

    >>> lower("ISPARTA İZMİR", "tr")
    'ısparta izmir'
    >>> lower("ISO İ", "kk")
    'iso i'
    """
    if locale in _DOTTED:
        text = text.translate(_TO_LOWER)
    lowered = text.lower()
    # İ is the only code point whose lower case is longer (SpecialCasing.txt).
    return lowered if len(lowered) == len(text) else text.replace("İ", "i").lower()


def upper(text: str, locale: str) -> str:
    """Return ``text`` in upper case.

    >>> upper("Bakı ili", "az"), upper("bakı", "kk")
    ('BAKI İLİ', 'BAKI')
    """
    return (text.translate(_TO_UPPER) if locale in _DOTTED else text).upper()


def capitalise(text: str, locale: str) -> str:
    """Return ``text`` with its first letter in upper case, the rest untouched.

    Opening quotes and brackets are passed over; a digit first leaves the text as it is.

    >>> capitalise("iran", "tr"), capitalise("«бірлестік»", "kk"), capitalise("2030 жыл", "kk")
    ('İran', '«Бірлестік»', '2030 жыл')
    """
    for place, letter in enumerate(text):
        if letter.isalnum():
            large = upper(letter, locale)  # ß has no single capital and stays.
            return text[:place] + (large if len(large) == 1 else letter) + text[place + 1 :]
    return text


def title(text: str, locale: str) -> str:
    """Return ``text`` with every word capitalised and the rest of each word in lower case.

    A hyphen begins a new word, an apostrophe does not.

    >>> title("ISPARTA'DAN nyu-york", "tr")
    "Isparta'dan Nyu-York"
    """
    return _WORD.sub(lambda word: capitalise(lower(word[0], locale), locale), text)


def fold(text: str, locale: str) -> str:
    """Return ``text`` for comparison without regard to case.

    Unicode's *simple* folding as the locale has it: one code point in, one out, so that offsets
    into the result are offsets into ``text``.

    >>> fold("Iğdır", "tr") == fold("IĞDIR", "tr"), fold("ΟΔΟΣ", "kk") == fold("οδος", "kk")
    (True, True)
    """
    return lower(text, locale).replace("ς", "σ")


def match_case(text: str, pattern: str, locale: str) -> str:
    """Return ``text`` in the casing of ``pattern``, a stretch of the source.

    All capitals (two letters or more) make all capitals; a capital first letter capitalises the
    first letter; anything else leaves ``text`` as its term has it, so that a name never loses
    its capitals.

    >>> match_case("genel sekreter", "SECRETARY GENERAL", "tr")
    'GENEL SEKRETER'
    >>> match_case("бас хатшы", "Secretary General", "kk"), match_case("Баку", "baku", "ru")
    ('Бас хатшы', 'Баку')
    """
    letters = [letter for letter in pattern if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return upper(text, locale)
    if letters and letters[0].isupper():
        return capitalise(text, locale)
    return text


def graft(word: str, lowered: str, locale: str) -> str:
    """Return ``word`` changed to read ``lowered``, keeping the casing of what they share.

    What is new is in capitals only where all that was kept is.

    >>> graft("Kitap", "kitab", "tr"), graft("ŞEHİR", "şehr", "tr")
    ('Kitab', 'ŞEHR')
    >>> graft("КазМунайГаз", "казмунайгазом", "ru")
    'КазМунайГазом'
    """
    kept = shared(lower(word, locale), lowered)
    rest = lowered[kept:]
    return word[:kept] + (upper(rest, locale) if word[:kept].isupper() and kept > 1 else rest)


def shared(one: str, other: str) -> int:
    """Return how many letters the two begin with in common.

    >>> shared("kitap", "kitab")
    4
    """
    for place, (ours, theirs) in enumerate(zip(one, other, strict=False)):
        if ours != theirs:
            return place
    return min(len(one), len(other))
