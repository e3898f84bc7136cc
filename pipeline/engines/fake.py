"""An engine without a model, for tests of whatever uses engines.

It translates word by word from a small dictionary and shouts what it does not find, so that a
test sees at a glance what went through it. Alignment, scores, n-best lists, prefixes and length
limits behave as a real engine's do, and it remembers what it was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import islice, product

import numpy as np

from pipeline.engines.base import Decoding, Hypothesis, Request
from pipeline.engines.errors import LocaleNotServed, SegmentTooLong

_PIECE = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")
_SPACE = "▁"

Phrases = Mapping[str, str | Sequence[str]]
"""English words -> their translation, or several, best first."""

Span = tuple[int, int]
Candidate = tuple[list[str], list[Span]]
"""The pieces of a translation, and for each the stretch of source pieces that it renders."""


class FakeEngine:
    """A deterministic `Engine`.

    Args:
        phrases: locale -> dictionary. English keys may be of several words; the longest wins.
        max_source: the most tokens of a segment.
        limit: hypotheses of more tokens are cut there and not complete.
        annotates: what it says of itself.

    >>> engine = FakeEngine({"tr": {"in Baku": ["Bakü'de", "Bakü içinde"]}})
    >>> [only] = engine.translate([Request(text="They met in Baku.")], "tr", Decoding())
    >>> only[0].text, only[0].tokens
    ("THEY MET Bakü'de.", ('▁THEY', '▁MET', "▁Bakü'de", '.'))
    >>> [both] = engine.translate([Request(text="in Baku")], "tr", Decoding(n_best=2))
    >>> [hypothesis.text for hypothesis in both]
    ["Bakü'de", 'Bakü içinde']
    """

    def __init__(
        self,
        phrases: Mapping[str, Phrases] | None = None,
        *,
        locales: Sequence[str] = ("kk", "ru", "tr", "az"),
        max_source: int = 512,
        limit: int = 512,
        annotates: bool = False,
        name: str = "fake@00000000",
    ) -> None:
        self._phrases = {
            locale: {
                tuple(_PIECE.findall(source)): [target] if isinstance(target, str) else list(target)
                for source, target in dictionary.items()
            }
            for locale, dictionary in (phrases or {}).items()
        }
        self.name = name
        self.locales = frozenset(locales)
        self.annotates = annotates
        self.max_source = self.longest = max_source
        self.decoding = Decoding()
        self._limit = limit
        self.requests: list[tuple[str, Request]] = []
        """Every (locale, request) that reached the "model", in order."""

    def length(self, text: str, locale: str) -> int:
        """Return the count of words and marks of ``text``, and two."""
        return len(_pieces(text)) + 2

    def translate(
        self, requests: Sequence[Request], locale: str, decoding: Decoding
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`."""
        return [self._translate(request, locale, decoding) for request in requests]

    def score(
        self, pairs: Sequence[tuple[Request, str]], locale: str, decoding: Decoding
    ) -> list[float]:
        """Return how far each target is from the best translation: 0 where it is just that."""
        scores = []
        for request, target in pairs:
            self._check(request.text, locale)
            best, _ = next(self._candidates(_pieces(request.text), locale))
            ratio = SequenceMatcher(None, best, _pieces(target), autojunk=False).ratio()
            scores.append(ratio - 1)
        return scores

    def _translate(
        self, request: Request, locale: str, decoding: Decoding
    ) -> tuple[Hypothesis, ...]:
        self._check(request.text, locale)
        source = _pieces(request.text)
        if source:
            self.requests.append((locale, request))
        prefix = _pieces(request.prefix)
        made = []
        for tokens, spans in islice(self._candidates(source, locale), decoding.n_best):
            cut = [*prefix, *tokens[len(prefix) :]]
            # What a forced prefix says is taken to render what stood there before.
            looked = [spans[min(at, len(spans) - 1)] for at in range(len(cut))] if spans else []
            complete = len(cut) <= self._limit
            cut, looked = cut[: self._limit], looked[: self._limit]
            attention = np.zeros((len(cut), len(source)), dtype=np.float32)
            for row, (start, end) in enumerate(looked):
                attention[row, start:end] = 1 / (end - start)
            text = _text(cut)
            made.append(
                Hypothesis(
                    text=text,
                    tokens=tuple(cut),
                    source_tokens=tuple(source),
                    score=self.score([(request, text)], locale, decoding)[0],
                    attention=attention if decoding.attention else None,
                    complete=complete,
                )
            )
        return tuple(sorted(made, key=lambda hypothesis: -hypothesis.score))

    def _candidates(self, source: list[str], locale: str) -> Iterator[Candidate]:
        """Yield the translations of a source, best first."""
        dictionary = self._phrases.get(locale, {})
        words = [piece.removeprefix(_SPACE) for piece in source]
        parts: list[list[Candidate]] = []
        start = 0
        while start < len(source):
            ends = range(len(source), start, -1)
            end = next((e for e in ends if tuple(words[start:e]) in dictionary), start + 1)
            found = dictionary.get(tuple(words[start:end]), [words[start].upper()])
            spaced = source[start].startswith(_SPACE)
            alternatives = [_pieces(target, spaced=spaced) for target in found]
            parts.append([(pieces, [(start, end)] * len(pieces)) for pieces in alternatives])
            start = end
        for choice in product(*parts):
            yield [p for pieces, _ in choice for p in pieces], [s for _, ss in choice for s in ss]

    def _check(self, text: str, locale: str) -> None:
        if locale not in self.locales:
            raise LocaleNotServed(f"{self.name} does not translate into {locale}")
        if (length := self.length(text, locale)) > self.max_source:
            raise SegmentTooLong(text, length, self.max_source)


def _pieces(text: str, *, spaced: bool = True) -> list[str]:
    """Split a text into words and marks, each with ``▁`` where a space or the start precedes."""
    pieces = []
    for match in _PIECE.finditer(text):
        at = match.start()
        before = text[at - 1].isspace() if at else spaced
        pieces.append(_SPACE + match[0] if before else match[0])
    return pieces


def _text(pieces: Sequence[str]) -> str:
    return "".join(pieces).replace(_SPACE, " ").strip()
