"""Invented names that take the same endings as the name they replace.

A name is built from open syllables and a last syllable, spelled in English and in the target
locale at once. In Kazakh, Turkish and Azerbaijani the ending of a word depends on its last vowel
and its last sound, in Russian on its last letter: a name with the same class keeps the endings of
the sentence right. Now and then the English side gets an unrelated name, for the lemma that a
person gives is what counts, however little it looks like the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

# English spelling -> spellings in Kazakh, Russian, Turkish, Azerbaijani; several letters of a
# cell are alternatives, for no rule tells which one an English letter stands for.
_CONSONANTS = {
    "b": ("б", "б", "b", "b"),
    "ch": ("ч", "ч", "ç", "ç"),
    "d": ("д", "д", "d", "d"),
    "f": ("ф", "ф", "f", "f"),
    "g": ("гғ", "г", "g", "gq"),
    "j": ("ж", "ж", "c", "c"),
    "k": ("кқ", "к", "k", "kq"),
    "kh": ("х", "х", "h", "x"),
    "l": ("л", "л", "l", "l"),
    "m": ("м", "м", "m", "m"),
    "n": ("н", "н", "n", "n"),
    "p": ("п", "п", "p", "p"),
    "r": ("р", "р", "r", "r"),
    "s": ("с", "с", "s", "s"),
    "sh": ("ш", "ш", "ş", "ş"),
    "t": ("т", "т", "t", "t"),
    "v": ("в", "в", "v", "v"),
    "z": ("з", "з", "z", "z"),
}
_VOWELS = {
    "a": ("аә", "а", "a", "aə"),
    "e": ("е", "е", "e", "eə"),
    "i": ("ыі", "и", "iı", "iı"),
    "o": ("оө", "о", "oö", "oö"),
    "u": ("ұү", "у", "uü", "uü"),
}
_COLUMNS = {"kk": 0, "ru": 1, "tr": 2, "az": 3}
_BACK = set("aıouаоұы")
_FRONT = set("eiöüəеәөүіэ")
_AMBIGUOUS = set("иуяюё")
_ROUND = set("ouöüоөұү")
_ALL_VOWELS = _BACK | _FRONT | _AMBIGUOUS
_UNVOICED = set("pçtkfhsşxпткқфхсшцчщ")
_NASAL = set("mnмнң")
_HARD_RUSSIAN = set("бвдзлмнпрстф")
_LETTERS = re.compile(r"[^\W\d_]+")
_ATTEMPTS = 60
_MIN_LENGTH = 4
_FINAL_CONSONANT = 0.7
_UNRELATED = 0.25


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap:
    """An invented name: in English, its lemma, and the form that the sentence asks for."""

    english: str
    lemma: str
    form: str


class Inventor:
    """Replaces names of one locale by invented ones."""

    def __init__(self, locale: str) -> None:
        """Makes names of ``locale``."""
        self._locale = locale
        self._column = _COLUMNS[locale]

    def replace(self, lemma: str, word: str, rng: np.random.Generator) -> Swap | None:
        """A name to put in the place of ``lemma``, of which ``word`` is a form.

        ``None`` where the ending of ``word`` is not a plain addition to the lemma.
        """
        if len(lemma) < _MIN_LENGTH or not _LETTERS.fullmatch(lemma):
            return None
        stem, wanted = self._stem(lemma), self._sound(lemma)
        start = word.find(stem)
        if start < 0 or not wanted:
            return None
        ending = word[start + len(stem) :]
        for _ in range(_ATTEMPTS):
            english, invented = self._name(rng)
            if self._sound(invented) == wanted:
                if rng.random() < _UNRELATED:
                    english, _unused = self._name(rng)
                form = word[:start] + self._stem(invented) + ending
                return Swap(english=english, lemma=invented, form=form)
        return None

    def _stem(self, lemma: str) -> str:
        return lemma[:-1] if self._locale == "ru" and lemma[-1] == "а" else lemma

    def _sound(self, lemma: str) -> str:
        """What the ending depends on, as a comparable text; empty where it is irregular."""
        last = lemma[-1].lower()
        if self._locale == "ru":
            if last == "а":
                return "a" if lemma[-2].lower() in _HARD_RUSSIAN else ""
            return "consonant" if last in _HARD_RUSSIAN else ""
        vowel = next((c for c in reversed(lemma.lower()) if c in _ALL_VOWELS), "")
        if not vowel or vowel in _AMBIGUOUS:
            return ""
        harmony = ("back" if vowel in _BACK else "front") + ("round" if vowel in _ROUND else "")
        if last in _ALL_VOWELS:
            final = "vowel"
        elif last in _UNVOICED:
            final = "unvoiced"
        else:
            final = "nasal" if last in _NASAL else last
        return f"{harmony} {final}"

    def _name(self, rng: np.random.Generator) -> tuple[str, str]:
        parts: list[tuple[str, str]] = []
        for _ in range(int(rng.integers(2, 4))):
            parts += [self._sample(_CONSONANTS, rng), self._sample(_VOWELS, rng)]
        if rng.random() < _FINAL_CONSONANT:
            parts.append(self._sample(_CONSONANTS, rng))
        english = "".join(part for part, _ in parts).capitalize()
        word = "".join(part for _, part in parts)
        first = "İ" if word[0] == "i" and self._locale in ("tr", "az") else word[0].upper()
        return english, first + word[1:]

    def _sample(
        self, table: dict[str, tuple[str, str, str, str]], rng: np.random.Generator
    ) -> tuple[str, str]:
        english = list(table)[int(rng.integers(len(table)))]
        choices = table[english][self._column]
        return english, choices[int(rng.integers(len(choices)))]
