"""Russian nouns after a number: 1 новый файл, 2 новых файла, 5 новых файлов.

Which numbers go with which form is what CLDR's plural rules say (one, few, many). Where the number
itself is in the nominative or accusative, the noun agrees with one, and stands in the genitive
singular after few, in the genitive plural after many; an adjective before it stands in the genitive
plural after both, or after few in the nominative plural if the noun is feminine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from glossary.casing import graft
from glossary.inflect.russian_dictionary import analyser

_DIRECT: Final = frozenset({"nomn", "accs", "gent"})
_COMPARING: Final = frozenset({"более", "менее", "больше", "меньше", "свыше"})


def counted(words: Sequence[str], number: int, before: str = "") -> list[str] | None:
    """Return words that follow a number in the forms that it asks for.

    ``None`` where nothing is to change: the words begin with no noun phrase, it is in a case that
    the number shares (с 5 файлами), or its forms are right.

    Args:
        words: the words after the number, up to its noun and beyond.
        number: the number.
        before: the word before the number; a preposition asks for cases that are not ours to set.

    >>> counted(["новых", "файлы", "удалены"], 2)
    ['новых', 'файла', 'удалены']
    >>> [counted(["файл"], n) for n in (1, 2, 5, 11, 22)]
    [None, ['файла'], ['файлов'], ['файлов'], ['файла']]
    >>> counted(["новые", "группы"], 2), counted(["новые", "группы"], 5)
    (None, ['новых', 'групп'])
    >>> counted(["файлами"], 5), counted(["файлов"], 2, before="из")
    (None, None)
    """
    if before.lower() in _COMPARING or _is_preposition(before):
        return None
    adjectives = 0
    while adjectives < len(words) and _reading(words[adjectives], "ADJF", "PRTF", noun=False):
        adjectives += 1
    noun = _reading(words[adjectives], "NOUN") if adjectives < len(words) else None
    if noun is None or {"Fixd", "Pltm"} & noun.tag.grammemes:
        return None
    single, few = _is_single(number), _is_few(number)
    number_tag = "sing" if single or few else "plur"
    new = list(words)
    readings = analyser().parse(words[adjectives])
    fits = {"nomn", "accs", "gent"} if single else {"gent"}
    if not any(_has(reading, number_tag, fits) for reading in readings):
        case = "nomn" if single else "gent"
        new[adjectives] = _inflected(words[adjectives], noun, number_tag, case)
    for at in range(adjectives):
        reading = _reading(words[at], "ADJF", "PRTF")
        shown = analyser().parse(words[at])
        if single and not any("sing" in each.tag for each in shown):
            new[at] = _inflected(words[at], reading, "sing", "nomn", noun.tag.gender)
        elif not single:
            fits = {"nomn", "gent"} if few and noun.tag.gender == "femn" else {"gent"}
            if not any(_has(each, "plur", fits) for each in shown):
                new[at] = _inflected(words[at], reading, "plur", "gent")
    return None if new == list(words) else new


def _is_single(number: int) -> bool:
    return number % 10 == 1 and number % 100 != 11


def _is_few(number: int) -> bool:
    return number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}


def _is_preposition(word: str) -> bool:
    return bool(word) and any("PREP" in reading.tag for reading in analyser().parse(word))


def _reading(word: str, *parts_of_speech: str, noun: bool = True) -> Any:
    """Return the likeliest reading as such a part of speech in a case that numbers set.

    Without ``noun`` a word that is likelier a noun has none.
    """
    readings = analyser().parse(word)
    if not noun and readings and readings[0].tag.POS == "NOUN":
        return None
    fitting = (r for r in readings if r.tag.POS in parts_of_speech and r.tag.case in _DIRECT)
    return next(fitting, None)


def _has(reading: Any, number: str, cases: frozenset[str] | set[str]) -> bool:
    return number in reading.tag and reading.tag.case in cases


def _inflected(word: str, reading: Any, *grammemes: str | None) -> str:
    form = reading.inflect({each for each in grammemes if each})
    return graft(word, form.word, "ru") if form else word
