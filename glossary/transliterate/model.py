"""How likely each way to write a name is, learned from names whose spelling is known.

A name and its rendering are one sequence of *options* (zh→ж, a→а, ...), as in a joint-sequence
model (Bisani and Ney 2008, "Joint-sequence models for grapheme-to-phoneme conversion"). Three
*views* judge each option, every one by something else that it sees: the option before it; the
letters around it; the vowels around it, which is how қ is told from к and ə from a. Their estimates
are Witten-Bell's (a context that was often followed by something new is trusted less), down to the
rules' own weights, and the mean of their logarithms counts. Nothing in it is random.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Final

from glossary.transliterate.rules import Option, Table

BEAM: Final = 40
"""How many beginnings are kept at each letter of a name."""
UNSEEN: Final = 1e-6
"""The weight of what no rule foresees."""

Pair = tuple[str, str]
Key = tuple[str, str]  # an option's letters and text
History = tuple[Key, Key]  # the two options before
_Contexts = Sequence[Hashable]
_START: Final[Key] = ("^", "^")
_END: Final[Key] = ("$", "$")
_BEGINNING: Final[History] = (_START, _START)
_VOWELS: Final = frozenset("aeiouyäəöüıâîûаеёиоуыэюяәөұүі")


class Model:
    """The likelihood of spellings; one for each source and locale."""

    def __init__(self, table: Table, pairs: Iterable[Pair]) -> None:
        """Learn from ``pairs`` of words in lower case; those that no rules relate are left out."""
        self._table: Final = table
        weights: dict[Key, float] = {_END: 1.0}
        by_letters: dict[str, float] = defaultdict(float)
        for option in table.options:
            weights[_key(option)] = max(weights.get(_key(option), 0), option.weight)
        for (letters, _), weight in weights.items():
            by_letters[letters] += weight
        total = sum(weights.values())
        joint = {key: weight / total for key, weight in weights.items()}
        conditional = {key: weight / by_letters[key[0]] for key, weight in weights.items()}
        self._views: Final = (
            _View(_option_before, joint),
            _View(_letters_around, conditional),
            _View(_vowels_around, conditional),
        )
        self.aligned: dict[Pair, tuple[Key, ...]] = {}
        unique = sorted(set(pairs))
        # Twice, so that the second alignment knows what the first has taught.
        for _ in range(2):
            aligned = {pair: path for pair in unique if (path := self._align(*pair))}
            self._learn(self.aligned, -1)
            self.aligned = aligned
            self._learn(self.aligned, 1)

    def best(
        self, word: str, limit: int, without: Iterable[Pair] = ()
    ) -> list[tuple[float, tuple[Option, ...]]]:
        """Return the likeliest ways to write ``word``, each with its natural logarithm.

        ``without`` are pairs to forget for this once, as a test that leaves one out needs.
        """
        forgotten = [pair for pair in without if pair in self.aligned]
        self._learn(forgotten, -1)
        try:
            return self._search(word, limit)
        finally:
            self._learn(forgotten, 1)

    def _search(self, word: str, limit: int) -> list[tuple[float, tuple[Option, ...]]]:
        # For each place: the text so far and the last options -> their best (score, options).
        beams: list[dict[tuple[str, History], tuple[float, tuple[Option, ...]]]]
        beams = [{} for _ in range(len(word) + 1)]
        beams[0]["", _BEGINNING] = (0.0, ())
        for place in range(len(word)):
            options = list(self._table.at(word, place))
            kept = sorted(beams[place].items(), key=lambda item: (-item[1][0], item[0]))[:BEAM]
            for (text, history), (score, path) in kept:
                for option in options:
                    key = _key(option)
                    state = (text + option.text, (history[1], key))
                    value = score + self._score(word, place, history, key)
                    cell = beams[place + len(option.letters)]
                    if state not in cell or value > cell[state][0]:
                        cell[state] = (value, (*path, option))
        ends: dict[str, tuple[float, tuple[Option, ...]]] = {}
        for (text, history), (score, path) in beams[-1].items():
            value = score + self._score(word, len(word), history, _END)
            if text not in ends or value > ends[text][0]:
                ends[text] = (value, path)
        return [ends[t] for t in sorted(ends, key=lambda text: (-ends[text][0], text))[:limit]]

    def _align(self, word: str, target: str) -> tuple[Key, ...]:
        """Return the likeliest options that make ``target`` of ``word``; none where none do."""
        cells: dict[tuple[int, int], dict[History, tuple[float, tuple[Key, ...]]]]
        cells = defaultdict(dict)
        cells[0, 0][_BEGINNING] = (0.0, ())
        for place in range(len(word)):
            options = list(self._table.at(word, place))
            for reached in range(len(target) + 1):
                for history, (score, path) in cells.get((place, reached), {}).items():
                    for option in options:
                        if not target.startswith(option.text, reached):
                            continue
                        key = _key(option)
                        state = (history[1], key)
                        value = score + self._score(word, place, history, key)
                        cell = cells[place + len(option.letters), reached + len(option.text)]
                        if state not in cell or value > cell[state][0]:
                            cell[state] = (value, (*path, key))
        ends = cells.get((len(word), len(target)), {})
        return max(ends.values(), key=lambda end: end[0])[1] if ends else ()

    def _score(self, word: str, place: int, history: History, key: Key) -> float:
        logs = (math.log(view.probability(word, place, history, key)) for view in self._views)
        return sum(logs) / len(self._views)

    def _learn(self, pairs: Iterable[Pair], change: int) -> None:
        """Count how ``pairs`` are written; with a ``change`` of -1 forget it."""
        for word, target in pairs:
            place, history = 0, _BEGINNING
            for key in (*self.aligned[word, target], _END):
                for view in self._views:
                    view.count(word, place, history, key, change)
                place += len(key[0])
                history = (history[1], key)


class _View:
    """An estimate of options by the contexts that ``contexts`` sees, from the broadest to the
    narrowest.
    """

    def __init__(
        self,
        contexts: Callable[[str, int, History, Key], _Contexts],
        prior: dict[Key, float],
    ) -> None:
        self._contexts = contexts
        self._prior = prior
        self._counts: Counter[tuple[Hashable, Key]] = Counter()
        self._totals: Counter[Hashable] = Counter()
        self._kinds: Counter[Hashable] = Counter()

    def count(self, word: str, place: int, history: History, key: Key, change: int) -> None:
        for context in self._contexts(word, place, history, key):
            before = self._counts[context, key]
            self._counts[context, key] = before + change
            self._totals[context] += change
            self._kinds[context] += (before + change > 0) - (before > 0)

    def probability(self, word: str, place: int, history: History, key: Key) -> float:
        result = self._prior.get(key, UNSEEN)
        for context in self._contexts(word, place, history, key):
            if total := self._totals[context]:
                kinds = self._kinds[context]
                result = (self._counts[context, key] + kinds * result) / (total + kinds)
        return result


def _option_before(word: str, place: int, history: History, key: Key) -> _Contexts:
    """See the option before; letters and text of an option are foretold together."""
    return ("", history[1])


def _letters_around(word: str, place: int, history: History, key: Key) -> _Contexts:
    """See up to two letters that follow, and what was written last."""
    letters = key[0]
    after = word[place + len(letters) : place + len(letters) + 2] or "$"
    before = history[1][1][-1:] or history[1][0][-1:]
    return (letters, (letters, after[0]), (letters, after[0], before), (letters, after, before))


def _vowels_around(word: str, place: int, history: History, key: Key) -> _Contexts:
    """See the next vowel of the name, and the last one that was written."""
    letters = key[0]
    after = next(_vowels(word[place + len(letters) :]), "$")
    before = next(_vowels((history[0][1] + history[1][1])[::-1]), "^")
    return (letters, (letters, after), (letters, after, before))


def _vowels(text: str) -> Iterator[str]:
    return (letter for letter in text if letter in _VOWELS)


def _key(option: Option) -> Key:
    return option.letters, option.text
