"""Suggestions for names that the glossary does not have."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from glossary.alphabets import ROMAN, strangeness
from glossary.casing import capitalise, upper
from glossary.errors import UnknownLetters
from glossary.model import LOCALES, SOURCE, Concept
from glossary.store import Glossary
from glossary.transliterate.model import Model
from glossary.transliterate.names import pairs, spelled, words
from glossary.transliterate.rules import Source, table

KNOWN: Final = 0.9
"""How likely it is that a word of a name is written as in another name of the termbase."""
WEIGHED: Final = 20
"""How many renderings of a word are weighed at least: a share among one would be certainty."""
LONGEST: Final = 200
_LANGUAGES: Final = (SOURCE, *LOCALES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """One way to write a name in a locale; for a person to approve.

    Attributes:
        text: the name.
        locale: the language that it is written in.
        likelihood: its share among what was weighed, 0 to 1; for ranking, not for trust.
        steps: how it came about, word by word: ``zh→ж a→а k→қ``.
        rules: the sources and the names of the rules that the steps are of.
    """

    text: str
    locale: str
    likelihood: float
    steps: str
    rules: tuple[str, ...]


class Transliterator:
    """Writes names after the rules, and as the names of a glossary suggest."""

    def __init__(self, glossary: Glossary) -> None:
        """Take the glossary to learn from; learning is put off until a locale is asked for."""
        self._glossary: Final = glossary
        self._learned: Final[dict[tuple[Source, str], _Learned]] = {}

    def suggest(
        self, name: str, *, source: Source | None = None, limit: int = 3
    ) -> Mapping[str, tuple[Suggestion, ...]]:
        """Return for every language but the name's own its renderings, the likeliest first.

        Words of the name that are in the glossary, alone or in another name, are written as
        there. What is no letter (spaces, hyphens, digits) stays.

        Args:
            name: the name as English, Kazakh or Russian spells it; letters of the Turkish,
                Azerbaijani, Uzbek and Turkmen alphabets are understood as English spelling.
            source: which of these it is; by default its letters decide.
            limit: the most renderings for each language.

        Raises:
            ValueError: if the name has no letters, or is longer than any name.
            UnknownLetters: if it has letters that the rules of its language do not know.
        """
        if len(name) > LONGEST:
            raise ValueError(f"a name has no more than {LONGEST} letters, not {len(name)}")
        if not words(name):
            raise ValueError(f"{name!r} has no letters to transliterate")
        name = unicodedata.normalize("NFC", name)
        source = source or guess_source(name)
        targets = [locale for locale in _LANGUAGES if locale != source.locale]
        _refuse_unknown(name, source, targets)
        return {locale: tuple(self._in_locale(name, source, locale, limit)) for locale in targets}

    def _in_locale(
        self, name: str, source: Source, locale: str, limit: int
    ) -> Iterable[Suggestion]:
        learned = self._learned.get((source, locale))
        if learned is None:
            learned = self._learned[source, locale] = _Learned(
                self._glossary.concepts, source, locale
            )
        parts = words(name)
        choices = [
            [_unchanged(part, locale)]
            if _is_numeral(part, place, source)
            else learned.renderings(part, limit)
            for place, part in enumerate(parts)
        ]
        # A name of many words has few likely renderings: all but its first words take the best.
        found = [
            (math.prod(one.likelihood for one in chosen), chosen)
            for chosen in product(*choices[:4], *([c[0]] for c in choices[4:]))
        ]
        found.sort(key=lambda item: -item[0])
        for likelihood, chosen in found[:limit]:
            yield Suggestion(
                text=_filled(name, parts, [one.text for one in chosen]),
                locale=locale,
                likelihood=likelihood,
                steps=", ".join(one.steps for one in chosen),
                rules=tuple(dict.fromkeys(rule for one in chosen for rule in one.rules)),
            )


class _Learned:
    """What the names of a glossary teach of one source and one locale."""

    def __init__(self, concepts: Iterable[Concept], source: Source, locale: str) -> None:
        self._source = source
        self._locale = locale
        self._known: dict[str, dict[str, str]] = defaultdict(dict)
        for concept in concepts:
            for word, target in pairs(concept, source.locale, locale):
                self._known[word].setdefault(target, concept.id)
        found = ((w, target) for w, targets in self._known.items() for target in targets)
        self._table = table(source, locale)
        self._model = Model(self._table, found)

    def renderings(self, word: str, limit: int) -> list[Suggestion]:
        spelling = spelled(word, self._source.locale)
        known = self._known.get(spelling, {})
        found = [
            self._suggestion(
                word, target, KNOWN / len(known), f"{spelling}→{target}", [f"as in {id_}"]
            )
            for target, id_ in known.items()
        ]
        best = self._model.best(spelling, max(limit, WEIGHED))
        total = sum(math.exp(score) for score, _ in best) / (1 - KNOWN if known else 1)
        for score, path in best:
            text = "".join(option.text for option in path)
            if text and text not in known:
                steps = " ".join(map(str, path))
                rules = [self._table.orthography, *(option.rule for option in path)]
                found.append(self._suggestion(word, text, math.exp(score) / total, steps, rules))
        return found[:limit]

    def _suggestion(
        self, word: str, text: str, likelihood: float, steps: str, rules: Iterable[str]
    ) -> Suggestion:
        if len(word) > 1 and word.isupper():
            text = upper(text, self._locale)
        elif word[0].isupper():
            text = capitalise(text, self._locale)
        return Suggestion(
            text=text,
            locale=self._locale,
            likelihood=likelihood,
            steps=steps,
            rules=tuple(dict.fromkeys(rules)),
        )


def _refuse_unknown(name: str, source: Source, targets: Iterable[str]) -> None:
    parts = (word for word in words(name) if not ROMAN.fullmatch(word))  # Пётр I
    spelling = "".join(spelled(word, source.locale) for word in parts)
    for locale in targets:
        if letters := table(source, locale).unknown(spelling):
            raise UnknownLetters(
                f"{name!r} cannot be transliterated: {source.capitalize()} spelling has no "
                f"{', '.join(letters)}",
                "write the name as English, Kazakh or Russian does",
            )


def guess_source(name: str) -> Source:
    """Return the language whose letters a name is written in.

    >>> [guess_source(name).value for name in ("Tokayev II", "Тоқаев", "Токаев II")]
    ['english', 'kazakh', 'russian']
    """
    own = [word for word in words(name) if _is_cyrillic(word)]
    if not own:
        return Source.ENGLISH
    return Source.RUSSIAN if all(strangeness(w, "ru") is None for w in own) else Source.KAZAKH


def _is_numeral(word: str, place: int, source: Source) -> bool:
    """Tell a Roman numeral (Пётр I, Charles III) from an initial or the beginning of a name."""
    return bool(ROMAN.fullmatch(word)) and (
        source is not Source.ENGLISH or (place > 0 and len(word) > 1)
    )


def _unchanged(word: str, locale: str) -> Suggestion:
    return Suggestion(text=word, locale=locale, likelihood=1, steps=word, rules=("as it is",))


def _is_cyrillic(word: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("CYRILLIC") for letter in word)


def suggest(
    name: str, *, source: Source | None = None, limit: int = 3
) -> Mapping[str, tuple[Suggestion, ...]]:
    """Suggest by the glossary that comes with the package; see ``Transliterator.suggest``.

    >>> suggest("Zhaksylykov")["kk"][0].text
    'Жақсылықов'
    """
    return _packaged().suggest(name, source=source, limit=limit)


@cache
def _packaged() -> Transliterator:
    return Transliterator(Glossary.load())


def _filled(name: str, parts: list[str], texts: list[str]) -> str:
    """Return ``name`` with each of its words replaced."""
    result, done = "", 0
    for part, text in zip(parts, texts, strict=True):
        place = name.index(part, done)
        result += name[done:place] + text
        done = place + len(part)
    return result + name[done:]
