"""How an abbreviation or a number is read aloud, where an ending follows the sound.

TDK Yazım Kılavuzu (2012), "Kısaltmalar" and "Sayıların yazılışı": the ending of an abbreviation
in capitals follows the name of its last letter, or the word when it is read as a word (NATO'dan);
that of a figure follows the number read out. Kazakh and Azerbaijani spelling rules say the same,
with a hyphen for the apostrophe (АҚШ-тың, BMT-nin, 2030-cu).
"""

from __future__ import annotations

import re
from typing import Final

from glossary.casing import lower

_LATIN: Final = dict.fromkeys("bcçdfgğhjklmnprsştvyzqxw", "{}e")
_NAMES: Final = {
    # In use the name of K is ka (TSK'nın, PKK'nın), whatever the alphabet says.
    "tr": _LATIN | {"k": "ka", "q": "kü", "x": "iks", "ğ": "yumuşak ge"},
    "az": _LATIN,
    "kk": dict.fromkeys("бвгджзпстцч", "{}е")
    | dict.fromkeys("лмнрсф", "э{}")
    | dict.fromkeys("кхһшщ", "{}а")
    | dict.fromkeys("қғ", "{}ы")
    | {"ң": "ың", "й": "ый"},
}
_VOWELS: Final = {"tr": "aeıioöuüâîû", "az": "aəeıioöuü", "kk": "аәеёиоөуұүыіэюя"}
# Turkish reads ABD by its letters; Azerbaijani ABŞ and Kazakh АҚШ are said as words (ABŞ-ın).
_CODA: Final = {"tr": 1, "az": 2, "kk": 2}

_UNITS: Final = {
    "tr": "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
    "az": "sıfır bir iki üç dörd beş altı yeddi səkkiz doqquz",
    "kk": "нөл бір екі үш төрт бес алты жеті сегіз тоғыз",
}
_TENS: Final = {
    "tr": "on yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "az": "on iyirmi otuz qırx əlli altmış yetmiş səksən doxsan",
    "kk": "он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан",
}
_POWERS: Final = {
    "tr": "yüz bin milyon milyar",
    "az": "yüz min milyon milyard",
    "kk": "жүз мың миллион миллиард",
}
_FIGURE: Final = re.compile(r"[0-9]+$")


def spell(word: str, locale: str) -> str:
    """Return what ``word``, an abbreviation in capitals, sounds like, in lower case.

    >>> spell("TDT", "tr"), spell("NATO", "tr"), spell("ABD", "tr"), spell("ABŞ", "az")
    ('tedete', 'nato', 'abede', 'abş')
    """
    said = lower(word, locale)
    if _reads_as_a_word(said, locale):
        return said
    names = _NAMES[locale]
    return "".join(names.get(letter, "{}").format(letter) for letter in said)


def _reads_as_a_word(said: str, locale: str) -> bool:
    vowels = _VOWELS[locale]
    shape = "".join("v" if letter in vowels else "c" for letter in said)
    pattern = rf"c?v+(?:c{{1,3}}v+)*c{{0,{_CODA[locale]}}}"
    return len(shape) > 2 and re.fullmatch(pattern, shape) is not None


def count(figure: str, locale: str) -> str:
    """Return the last word of a whole number read aloud.

    >>> count("2030", "tr"), count("400", "az"), count("72", "kk"), count("0", "kk")
    ('otuz', 'yüz', 'екі', 'нөл')
    """
    digits = figure.lstrip("0") or "0"
    zeros = len(digits) - len(digits.rstrip("0")) if digits != "0" else 0
    if zeros == 0:
        return _UNITS[locale].split()[int(digits[-1])]
    if zeros == 1:
        return _TENS[locale].split()[int(digits[-2]) - 1]
    powers = _POWERS[locale].split()
    return powers[min(zeros // 3, len(powers) - 1)]


def aloud(word: str, locale: str) -> str | None:
    """Return how ``word`` sounds where it is a figure or in capitals, else ``None``.

    >>> aloud("F-16", "tr"), aloud("TÜRKSOY", "tr"), aloud("Bakü", "tr")
    ('altı', 'türksoy', None)
    """
    if figure := _FIGURE.search(word):
        return count(figure[0], locale)
    return spell(word, locale) if len(word) > 1 and word.isalpha() and word.isupper() else None
