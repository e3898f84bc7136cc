"""The endings that Kazakh, Turkish and Azerbaijani hang on a figure: 2018'de, 160-тан, 2006-cı.

An ending follows the number as it is read, and so its last word: 160 takes what altmış takes
(TDK Yazım Kılavuzu, "Kesme işareti" and "Sayıların yazılışı"; «Қазақ тілінің орфографиялық
ережелері»; Azərbaycan dilinin orfoqrafiya qaydaları). Endings are written with the archiphonemes
of `glossary.inflect.turkic`, whose grammars fit them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, product
from typing import Final

from glossary.inflect.azerbaijani import AZERBAIJANI
from glossary.inflect.kazakh import KAZAKH
from glossary.inflect.turkic import Endings, Grammar, Stem, tail
from glossary.inflect.turkish import TURKISH
from glossary.model import Possessor, Term

_GRAMMARS: Final = {grammar.locale: grammar for grammar in (KAZAKH, TURKISH, AZERBAIJANI)}

_ORDINAL: Final = {"tr": "(I)ncI", "az": "cI", "kk": "шI"}
"""Azerbaijani and Kazakh write the last syllable only: 6-cı is altıncı, 6-шы алтыншы."""

_DERIVED: Final = {"tr": ("lIk", "lI", "(ş)Ar"), "az": ("lI",), "kk": ()}
_FINAL: Final = {
    # is, was; what is of a year has cases of its own, and ki does not harmonise.
    "tr": ("DIr", "(y)DI", *(f"DAki{case}" for case in ("nin", "ne", "ni", "nde", "nden", "ler"))),
    "az": ("dIr",),
    "kk": ("DAй",),  # as many as
}
"""What closes a word as a case does."""

_SHORT: Final = {"az": ("nA", "nI", "nIn", "ndA", "ndAn")}
"""Days of a month in Azerbaijani, whose possessive is read but not written: mayın 5-nə."""

_LAST_WORDS: Final = [*range(10), *range(10, 100, 10), 100, 1_000, 1_000_000, 1_000_000_000]

_UNITS: Final = {
    "az": {"%": "faiz", "km": "kilometr", "m": "metr", "kq": "kiloqram", "ha": "hektar"},
    "kk": {
        **{"%": "пайыз", "км": "километр", "м": "метр", "кг": "килограмм", "га": "гектар"},
        **{"млн": "миллион", "млрд": "миллиард", "трлн": "триллион"},
    },
    # Turkish reads % before the number: %14,25'ten.
    "tr": {"km": "kilometre", "m": "metre", "kg": "kilogram", "ha": "hektar"},
}
"""Signs after a number that are read as a word, which then decides."""

UNITS: Final = sorted({unit for units in _UNITS.values() for unit in units}, reverse=True)

_PARTS: Final = re.compile(r"(?P<figures>.*[0-9XVIХІ])\s?(?P<unit>\D*)", re.DOTALL)
_GROUPED: Final = re.compile(r"(?<![\d.,:/])\d{1,3}(?:[ .\u00a0\u202f\u2009]\d{3})+$")
_FULL_HOUR: Final = re.compile(r"(?<!\d)(\d\d?)[.:]00$")
_LAST: Final = re.compile(r"[0-9]+$")
_ROMAN: Final = re.compile(r"(?=.)(?P<tens>X{0,3})(?P<unit>IX|IV|V?I{0,3})")
_ROMAN_UNITS: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_LATIN: Final = str.maketrans("ХІ", "XI")  # Kazakh types them with its own letters


def agreeing(ending: str, number: str, locale: str, *, was: str = "") -> tuple[str, ...]:
    """Return an ending in lower case as it is after ``number``; see `endings.agreeing`."""
    stems = _stems(number, locale)
    usual, short = (_known(locale, short=short).get(ending, ()) for short in (False, True))
    if was:
        before = _stems(was, locale)
        meant, shortly = (
            tuple(c for c in chains if ending in _spelled(locale, before, [c]))
            for chains in (usual, short)
        )
        if meant or shortly:
            usual, short = meant, () if meant else shortly
    elif _roman(number):  # other endings may belong to a word in capitals
        usual, short = tuple(c for c in usual if c == (_ORDINAL[locale],)), ()
    fitting, shortened = (_spelled(locale, stems, chains) for chains in (usual, short))
    return (ending,) if ending in {*fitting, *shortened} else fitting or shortened


def _spelled(locale: str, stems: Iterable[Stem], chains: Iterable[Endings]) -> tuple[str, ...]:
    grammar = _GRAMMARS[locale]
    return tuple(dict.fromkeys(tail(grammar, stem, c) for c in chains for stem in stems))


@cache
def _known(locale: str, *, short: bool) -> Mapping[str, tuple[Endings, ...]]:
    """Return what each ending may be, by how it is written after one number or another."""
    found: dict[str, dict[Endings, None]] = {}
    shortened = [(ending,) for ending in _SHORT.get(locale, ())]
    for endings in shortened if short else _chains(_GRAMMARS[locale]):
        for figure in _LAST_WORDS:
            for text in _spelled(locale, _stems(str(figure), locale), [endings]):
                found.setdefault(text, {})[endings] = None
    return {text: tuple(chains) for text, chains in found.items()}


def _chains(grammar: Grammar) -> Iterator[Endings]:
    """Yield what may hang on a figure: ordinal or derivation, plural, possessive, case."""
    owned = grammar.possessives[Possessor.THIRD_SINGULAR][0]
    derivations = (_ORDINAL[grammar.locale], *_DERIVED[grammar.locale])
    for begun in product(("", *derivations), ("", grammar.plural), ("", owned)):
        stem = tuple(filter(None, begun))
        if stem:
            yield stem
        for last in _cases(grammar, owned=owned in stem):
            yield (*stem, last)


def _cases(grammar: Grammar, *, owned: bool) -> Iterator[str]:
    """Yield the endings of all cases, of which some differ after a possessive."""
    special = grammar.cases_after["I"] if owned else {}
    figure = Term(text="1", locale=grammar.locale)
    instrumental = (e for vowel in (False, True) for e in grammar.instrumental(figure, vowel))
    cases = chain.from_iterable({**grammar.cases, **special}.values())
    for ending in (*cases, *instrumental, *_FINAL[grammar.locale]):
        if not ending.startswith(" "):
            yield ending


def _stems(number: str, locale: str) -> tuple[Stem, ...]:
    """Return the last word of a number, or its unit's, as endings meet it; none if it has none."""
    if not (parts := _PARTS.fullmatch(number)):
        return ()
    words = _figures(parts["figures"])
    unit = parts["unit"]
    if unit in _UNITS[locale]:
        words = (_UNITS[locale][unit],)
    elif unit not in {"", "%"}:
        return ()
    return tuple(
        stem
        for word in words
        for stem in _GRAMMARS[locale].stems(word, Term(text=word, locale=locale))
    )


def _figures(number: str) -> tuple[str, ...]:
    """Return the figures in whose last word a number may end.

    >>> _figures("70.000"), _figures("14,25"), _figures("14:00"), _figures("XIX")
    (('70000',), ('25',), ('14', '0'), ('19',))
    """
    if roman := _roman(number):
        return (str(10 * len(roman["tens"]) + _ROMAN_UNITS.index(roman["unit"])),)
    if grouped := _GROUPED.search(number):
        return (re.sub(r"\D", "", grouped[0]),)
    if hour := _FULL_HOUR.search(number):
        return (hour[1], "0")
    last = _LAST.search(number)
    return (last[0],) if last else ()


def _roman(number: str) -> re.Match[str] | None:
    """Match a Roman number up to 39."""
    return _ROMAN.fullmatch(number.translate(_LATIN))
