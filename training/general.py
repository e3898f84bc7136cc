"""General text (software interfaces, manuals, government news): reading and filtering it.

A directory holds one ``<locale>.tsv.gz`` a locale with the columns English, target, source name.
None of it is part of the project; the recipe runs with or without it. Interface text dominates, so
the filter prefers sentences over fragments and throws out whatever looks like code.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from pathlib import Path

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-zƏəĞğİıŞşÇçÖöÜü]")
_CODE = re.compile(
    r"[<>{}\[\]\\|_=#@^~`$\u2026]|%[a-z0-9]|&\w|https?:|www\.|--|\.\.\.|[a-z][A-Z]|\w/\w|\w\.\w\w"
)
_ALLOWED = re.compile(r"[\w\s.,;:!?()'\"«»“”‘’\-–—%№+*/&°]+")
_PUNCTUATION = re.compile(r"[^\w\s]")
_NUMBERS = re.compile(r"\d+")
_CYRILLIC_LOCALES = frozenset({"kk", "ru"})
_LOWER_CASED = "kaznu"
_MAX_WORDS = 60
_MIN_WORDS = 5
_RATIOS = (0.45, 2.6)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """An English text and its translation."""

    english: str
    target: str


def read_pairs(directory: Path, locale: str) -> list[Pair]:
    """The usable pairs of ``directory/<locale>.tsv.gz`` in file order, each English text once.

    ``kaznu-*`` is government news in lower case. It is the only news here, so it is kept; its
    sentences get a capital first letter, its names stay as they are.
    """
    pairs: dict[str, Pair] = {}
    with gzip.open(directory / f"{locale}.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) != 3:
                continue
            english, target, source = columns
            if usable(english, target, locale):
                if source.startswith(_LOWER_CASED):
                    english = english[0].upper() + english[1:]
                    target = target[0].upper() + target[1:]
                pairs.setdefault(english.lower(), Pair(english=english, target=target))
    return list(pairs.values())


def usable(english: str, target: str, locale: str) -> bool:
    """Whether a pair looks like a translation of prose: alphabet, length, numbers, little code."""
    source_words, target_words = len(english.split()), len(target.split())
    if not _MIN_WORDS <= source_words <= _MAX_WORDS or target_words > _MAX_WORDS:
        return False
    if not _RATIOS[0] <= len(target) / max(1, len(english)) <= _RATIOS[1]:
        return False
    for text in (english, target):
        if _CODE.search(text) or not _ALLOWED.fullmatch(text):
            return False
        if len(_PUNCTUATION.findall(text)) > 2 + 0.12 * len(text):
            return False
    if _CYRILLIC.search(english) or english.lower() == target.lower():
        return False
    if sorted(_NUMBERS.findall(english)) != sorted(_NUMBERS.findall(target)):
        return False
    cyrillic, latin = len(_CYRILLIC.findall(target)), len(_LATIN.findall(target))
    right, wrong = (cyrillic, latin) if locale in _CYRILLIC_LOCALES else (latin, cyrillic)
    return right > 4 * wrong if locale in _CYRILLIC_LOCALES else right > 0 and wrong == 0
