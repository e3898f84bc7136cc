"""What the two Marian engines share: everything but running the network.

`TokenEngine` turns requests into batches of tokens and what comes back into hypotheses. A
subclass runs them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from pipeline.engines import annotation
from pipeline.engines.base import Decoding, Hypothesis, Request
from pipeline.engines.batches import plan
from pipeline.engines.errors import LocaleNotServed, SegmentTooLong
from pipeline.engines.folder import Model, check_codes
from pipeline.engines.tokenizer import load_tokenizer

_SPACE = "▁"

Attention = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """Segments of one length that the network searches together.

    Attributes:
        sources: their tokens, language token and ``</s>`` included; all of one length.
        prefixes: the tokens that hypotheses begin with; all of one length, maybe 0.
        limit: the most tokens of a hypothesis, its prefix included.
        n_best: how many results are wanted. With a prefix it is the whole beam: searches rank
            by what follows the prefix, `TokenEngine` by all of it.
        attention: whether to return it.
    """

    sources: list[list[str]]
    prefixes: list[list[str]]
    limit: int
    n_best: int
    attention: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One result of a search.

    Attributes:
        tokens: without ``</s>``.
        score: normalised.
        complete: whether it ended with ``</s>``.
        attention: of shape (tokens, source tokens), where it was asked for.
    """

    tokens: list[str]
    score: float
    complete: bool
    attention: Attention | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Segment:
    source: tuple[str, ...]
    annotated: tuple[str, ...]  # what the model reads in its place, hints written in
    prefix: tuple[str, ...]
    fed: list[str]
    fed_prefix: list[str]
    limit: int
    strange: bool  # it holds pieces that the model does not know
    owner: NDArray[np.intp] | None  # which piece of the source each annotated one stands for

    @property
    def key(self) -> tuple[int, int, int, bool]:
        return len(self.fed), len(self.fed_prefix), self.limit, self.strange


class TokenEngine(ABC):
    """An `Engine` over a model's tokens."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._tokenizer = load_tokenizer(model.tokenizer)
        check_codes(model.name, model.manifest.codes, self._tokenizer.codes)

    @abstractmethod
    def _search(self, batches: Sequence[Batch], decoding: Decoding) -> Iterable[list[list[Found]]]:
        """Search each batch; for each of its segments ``n_best`` results."""

    @abstractmethod
    def _rate(
        self, batches: Sequence[list[tuple[list[str], list[str]]]], decoding: Decoding
    ) -> Iterable[list[float]]:
        """Score pairs of tokens; in a batch all sources have one length, and all targets."""

    @property
    def name(self) -> str:
        """The model's name and revision."""
        return self._model.name

    @property
    def locales(self) -> frozenset[str]:
        """The locales that it translates into."""
        return frozenset(self._model.manifest.codes)

    @property
    def annotates(self) -> bool:
        """Whether the model understands pins written into its source."""
        return self._model.manifest.annotates

    @property
    def max_source(self) -> int:
        """The most source tokens that the model can take in one segment."""
        return self._model.max_source

    @property
    def longest(self) -> int:
        """The most source tokens that the model translates well."""
        return self._model.longest

    @property
    def decoding(self) -> Decoding:
        """How the model is searched best."""
        return self._model.decoding

    def length(self, text: str, locale: str) -> int:
        """Return how many source tokens ``text`` takes, language token and ``</s>`` included."""
        return len(self._feed(self._read(text), locale))

    def translate(
        self, requests: Sequence[Request], locale: str, decoding: Decoding
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`."""
        segments = [self._segment(request, locale, decoding) for request in requests]
        results: list[tuple[Hypothesis, ...]]
        results = [(self._blank(segment, decoding),) for segment in segments]
        live = [i for i, segment in enumerate(segments) if segment.source]
        groups = plan([segments[i].key for i in live], [len(segments[i].fed) for i in live])
        chosen = [[live[at] for at in group] for group in groups]
        batches = [_batch([segments[i] for i in group], decoding) for group in chosen]
        for group, found in zip(chosen, self._search(batches, decoding), strict=True):
            for i, candidates in zip(group, found, strict=True):
                made = [self._hypothesis(segments[i], each, decoding) for each in candidates]
                made.sort(key=lambda hypothesis: -hypothesis.score)
                results[i] = tuple(made[: decoding.n_best])
        return results

    def score(
        self, pairs: Sequence[tuple[Request, str]], locale: str, decoding: Decoding
    ) -> list[float]:
        """See `Engine.score`."""
        fed: list[tuple[list[str], list[str]]] = []
        results: list[float] = []
        live: list[int] = []
        for index, (request, translation) in enumerate(pairs):
            source = self._read(request.text)
            read = self._annotated(request, source, locale)
            target = self._write(translation, read, request)
            fed.append((self._feed(read, locale), self._tokenizer.spell(target)))
            results.append(0.0 if not target else -inf)
            if source:
                live.append(index)
                self._check(request.text, len(fed[-1][0]), self.max_source)
                self._check(translation, len(target), self._model.positions - 1)
        keys = [(len(fed[i][0]), len(fed[i][1])) for i in live]
        groups = [[live[at] for at in group] for group in plan(keys, [sum(key) for key in keys])]
        rated = self._rate([[fed[i] for i in group] for group in groups], decoding)
        for group, scores in zip(groups, rated, strict=True):
            for i, score in zip(group, scores, strict=True):
                results[i] = score
        return results

    def _read(self, text: str) -> tuple[str, ...]:
        """Return the pieces of a text, in which only hints may have the marks of hints."""
        pieces = self._tokenizer.source(annotation.plain(text) if self.annotates else text)
        # Some tokenizers make pieces of a lone no-break space, which is nothing to read.
        return pieces if any(piece.replace(_SPACE, "").strip() for piece in pieces) else ()

    def _feed(self, source: Iterable[str], locale: str) -> list[str]:
        """Return what the model reads: language token, pieces, end."""
        if locale not in self._model.manifest.codes:
            raise LocaleNotServed(
                f"{self.name} does not translate into {locale}, only into "
                f"{', '.join(sorted(self.locales))}"
            )
        code = self._model.manifest.codes[locale]
        return [*([code] if code else []), *self._tokenizer.spell(source), self._tokenizer.eos]

    def _segment(self, request: Request, locale: str, decoding: Decoding) -> _Segment:
        source = self._read(request.text)
        annotated = self._annotated(request, source, locale)
        prefix = self._write(request.prefix, annotated, request) if request.prefix else ()
        fed = self._feed(annotated, locale)
        self._check(request.text, len(fed), self.max_source)
        self._check(request.prefix, len(prefix), self._model.positions - 1)
        room = max(int(decoding.ratio * len(fed)), len(prefix)) + decoding.slack
        return _Segment(
            source=source,
            annotated=annotated,
            prefix=prefix,
            fed=fed,
            fed_prefix=self._tokenizer.spell(prefix),
            limit=min(room, self._model.positions),
            strange=not all(map(self._tokenizer.known, source)),
            owner=annotation.owners(annotated, source) if annotated is not source else None,
        )

    def _annotated(self, request: Request, source: tuple[str, ...], locale: str) -> tuple[str, ...]:
        """Return ``source`` with hints, if the model takes any and they leave it short enough."""
        if not (self.annotates and request.hints and source):
            return source
        text = annotation.annotate(annotation.plain(request.text), request.hints)
        hinted = self._tokenizer.source(text)
        return hinted if len(self._feed(hinted, locale)) <= self.max_source else source

    def _write(self, text: str, annotated: tuple[str, ...], request: Request) -> tuple[str, ...]:
        """Return the pieces of a translation, cut as a model that knows of the hints cuts them."""
        pieces = self._tokenizer.target(text)
        if not (self.annotates and request.hints):
            return pieces
        return annotation.cut_like_lemmas(pieces, annotated, self._tokenizer.inside)

    def _check(self, text: str, length: int, limit: int) -> None:
        if length > limit:
            raise SegmentTooLong(text, length, limit)

    def _blank(self, segment: _Segment, decoding: Decoding) -> Hypothesis:
        """Return what stands for a segment that does not reach the model."""
        nothing = np.zeros((len(segment.prefix), 0), dtype=np.float32)
        return Hypothesis(
            text=self._tokenizer.join(segment.prefix),
            tokens=segment.prefix,
            source_tokens=(),
            score=0.0,
            attention=nothing if decoding.attention else None,
        )

    def _hypothesis(self, segment: _Segment, found: Found, decoding: Decoding) -> Hypothesis:
        tokens, attention = list(found.tokens), found.attention
        if attention is not None:
            first = len(segment.fed) - 1 - len(segment.annotated)  # past the language token
            attention = attention[:, first:-1]
            if segment.owner is not None:
                attention = annotation.folded(attention, segment.owner, len(segment.source))
        tokens[: len(segment.prefix)] = segment.prefix
        copied, lost = self._copy_unknown(tokens, segment, attention)
        for index in reversed(lost):
            del tokens[index]
        if attention is not None and lost:
            attention = np.delete(attention, lost, axis=0)
        return Hypothesis(
            text=self._tokenizer.join(tokens),
            tokens=tuple(tokens),
            source_tokens=segment.source,
            score=found.score,
            attention=attention if decoding.attention else None,
            complete=found.complete,
            copied=tuple(index - sum(gone < index for gone in lost) for index in copied),
            lost=len(lost),
        )

    def _copy_unknown(
        self, tokens: list[str], segment: _Segment, attention: Attention | None
    ) -> tuple[list[int], list[int]]:
        """Replace each ``<unk>`` by the unknown piece of the source that it looked at most.

        Each piece of the source is copied once. Return the indices of what was copied, and of
        what nothing was left for.
        """
        if self._tokenizer.unk not in tokens:
            return [], []
        free = [i for i, piece in enumerate(segment.source) if not self._tokenizer.known(piece)]
        copied: list[int] = []
        lost: list[int] = []
        for index, token in enumerate(tokens):
            if token != self._tokenizer.unk:
                continue
            if free and attention is not None:
                best = max(free, key=lambda at: float(attention[index, at]))
                free.remove(best)
                tokens[index] = segment.source[best]
                copied.append(index)
            else:
                lost.append(index)
        return copied, lost


def _batch(segments: Sequence[_Segment], decoding: Decoding) -> Batch:
    return Batch(
        sources=[segment.fed for segment in segments],
        prefixes=[segment.fed_prefix for segment in segments],
        limit=segments[0].limit,
        n_best=decoding.beam if segments[0].prefix else decoding.n_best,
        attention=decoding.attention or segments[0].strange,
    )
