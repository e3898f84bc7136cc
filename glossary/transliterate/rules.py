"""The rules of transliteration: which letters of one script become which of another.

A rule offers all that usage knows, the most usual first; what stands in a given name is for
``model`` to weigh. The tables are ``latin.toml`` and ``cyrillic.toml`` beside this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

import tomli

from glossary.normal import bare

DECAY: Final = 0.1
_NOTHING: Final = "_"


class Source(StrEnum):
    """In what language a name is given."""

    ENGLISH = "english"
    KAZAKH = "kazakh"
    RUSSIAN = "russian"

    @property
    def locale(self) -> str:
        """The locale whose spelling it is."""
        return {"english": "en", "kazakh": "kk", "russian": "ru"}[self]


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One way to write some letters: ``zh`` as ``ж``.

    ``start`` and ``end`` bind it to the beginning and the end of a word; ``whole`` says that its
    letters are never read apart; ``weight`` is how usual it is before any name was looked at;
    ``rule`` names the rules that it is one of.
    """

    letters: str
    text: str
    start: bool
    end: bool
    whole: bool
    weight: float
    rule: str

    def __str__(self) -> str:
        """Return the option as a person reads it: ``zh→ж``."""
        return f"{self.letters}→{self.text or '∅'}"


@dataclass(frozen=True, kw_only=True)
class Table:
    """All options from one script to one locale, and the source of its orthography."""

    options: tuple[Option, ...]
    orthography: str

    def at(self, word: str, place: int) -> Iterator[Option]:
        """Yield the options for what stands in ``word`` at ``place``.

        A letter that no rule knows loses its accent, or else stays as it is.
        """
        letter = word[place]
        if letter not in self._by_letters:
            word = word[:place] + (bare(letter) or letter)[0] + word[place + 1 :]
        known = False
        for size in range(min(self._longest, len(word) - place), 0, -1):
            fitting = [
                option
                for option in self._by_letters.get(word[place : place + size], ())
                if not (option.start and place) and not (option.end and place + size < len(word))
            ]
            yield from fitting
            known = known or bool(fitting)
            if fitting and fitting[0].whole:
                return
        if not known:
            yield _unchanged(letter)

    def unknown(self, word: str) -> str:
        """Return the letters of ``word`` that no rule knows, with or without their accents."""
        strange = (c for c in word if c.isalpha() and not {c, bare(c)[:1]} & self._alphabet)
        return "".join(dict.fromkeys(strange))

    @cached_property
    def _alphabet(self) -> frozenset[str]:
        return frozenset("".join(self._by_letters))

    @cached_property
    def _by_letters(self) -> Mapping[str, tuple[Option, ...]]:
        found: dict[str, tuple[Option, ...]] = {}
        for option in self.options:
            found[option.letters] = (*found.get(option.letters, ()), option)
        return found

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_letters))


def _unchanged(letter: str) -> Option:
    return Option(
        letters=letter, text=letter, start=False, end=False, whole=False, weight=0, rule="as it is"
    )


@cache
def table(source: Source, locale: str) -> Table:
    """Return the table from ``source`` to ``locale``."""
    name = "latin.toml" if source is Source.ENGLISH else "cyrillic.toml"
    data = tomli.loads((files("glossary.transliterate") / name).read_text("utf-8"))
    column = data["columns"].index(locale)
    options = []
    for group in data["rules"]:
        for key, row in group["letters"].items():
            for rank, text in enumerate(row.split("|")[column].split()):
                options.append(
                    Option(
                        letters=key.strip("^$"),
                        text="" if text == _NOTHING else text,
                        start=key.startswith("^"),
                        end=key.endswith("$"),
                        whole=group.get("whole", False),
                        weight=DECAY**rank,
                        rule=group["name"],
                    )
                )
    return Table(options=tuple(options), orthography=data["orthography"][locale])
