"""Training batches: which examples a step sees, as a pure function of (seed, step).

Examples are bucketed by length. Each has a weight that depends on its pool and on the progress of
training (a curriculum from words and short sentences to long ones); a step draws a bucket in
proportion to the weighted tokens in it, then examples of that bucket by weight. Nothing is kept
between steps, so a run resumed at any step sees exactly what an uninterrupted one would have seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from glossary import Glossary
from training.align import Alignment
from training.annotate import Annotated, Mention, annotate, choose
from training.cut import Cutter
from training.invent import Namer
from training.links import Links, cut_copies, link
from training.quotes import half_quoted
from training.tokenizer import Encoder
from training.vary import vary
from training.words import begun_small, english_words

_BUCKET_WIDTH = 4
_STAGE_STEPS = 100
_IGNORE = -100
_STOPS = (".", "!", "?", "»", "”")

Item = tuple[list[int], list[int], Links]
"""The pieces of a source, language token and end included, those of its target, and the links."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One sentence pair to train on."""

    pool: str
    locale: str
    source: str
    target: str
    length: int
    alignment: Alignment
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """Shares of the pools and the shape of the curriculum.

    ``shares`` are the shares of target tokens late in training, ``locales`` what those of a locale
    are multiplied by: it takes more to learn Russian, and Kazakh shares fewer words. Early on
    (progress 0 to 1 over ``curriculum_steps``) an example longer than the current limit has weight
    zero.
    """

    shares: Mapping[str, float] = field(
        default_factory=lambda: {"lexicon": 0.04, "news": 0.9, "general": 0.06}
    )
    locales: Mapping[str, float] = field(
        default_factory=lambda: {"kk": 1.15, "ru": 1.1, "tr": 0.85, "az": 1.0}
    )
    early_lexicon: float = 0.25
    curriculum_steps: int = 1500
    shortest: int = 12
    longest: int = 120
    parts: int = 2
    annotated: float = 0.55
    invented: float = 0.75
    swapped: float = 0.15
    varied: float = 0.3
    begun_small: float = 0.5
    quoted: float = 0.03
    joined: float = 0.12
    split: float = 0.06
    split_after: int = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """Padded id matrices; ``links`` are (row, target position, source position, weight)."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    labels: NDArray[np.int64]
    links: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]

    @property
    def tokens(self) -> int:
        """Number of target tokens that count for the loss."""
        return int((self.labels != _IGNORE).sum())


class BatchMaker:
    """Makes the batch of any step."""

    def __init__(
        self,
        examples: Sequence[Example],
        encoder: Encoder,
        *,
        mixture: Mixture,
        tokens: int,
        seed: int,
    ) -> None:
        self._examples = examples
        self._encoder = encoder
        self._mixture = mixture
        self._tokens = tokens
        self._seed = seed
        self._lengths = np.array([example.length for example in examples])
        self._pools = np.array([example.pool for example in examples])
        self._factors = np.array([mixture.locales.get(each.locale, 1.0) for each in examples])
        self._buckets = self._lengths // _BUCKET_WIDTH
        self._members = {int(b): np.flatnonzero(self._buckets == b) for b in set(self._buckets)}
        self._cutter = Cutter(encoder, mixture.split)
        self._words = english_words(example.source for example in examples)
        known = Glossary.load()
        self._inventors = {locale: Namer(locale) for locale in encoder.languages}
        self._namers = {locale: Namer(locale, known) for locale in encoder.languages}
        self._stage: tuple[int, NDArray[np.float64]] | None = None

    @property
    def parts(self) -> int:
        """Number of batches whose gradients a step adds up.

        Several small ones of one length each pad less, fit the cache, and mix lengths.
        """
        return self._mixture.parts

    def batch(self, step: int, part: int) -> Batch:
        """One batch of a step. All its sentences carry annotations where they can, or none does,
        for annotations make sources longer.
        """
        rng = np.random.default_rng((self._seed, step, part))
        weights = self._weights(step)
        mass = np.bincount(self._buckets, weights * self._lengths)
        mass = mass / mass.sum()
        tokens = self._tokens // self.parts
        bucket = int(rng.choice(len(mass), p=mass))
        members = self._members[bucket]
        count = max(1, tokens // ((bucket + 1) * _BUCKET_WIDTH))
        chance = weights[members] / weights[members].sum()
        count = min(count, int((chance > 0).sum()))
        chosen = rng.choice(members, size=count, p=chance, replace=False)
        marked = rng.random() < self._mixture.annotated
        made = [(int(n), self._example(int(n), step, rng, marked)) for n in chosen]
        if rng.random() < self._mixture.joined:
            return self._collate(self._joined(made))
        return self._collate([item for _, item in made])

    def _weights(self, step: int) -> NDArray[np.float64]:
        stage = step // _STAGE_STEPS
        if self._stage is None or self._stage[0] != stage:
            mixture = self._mixture
            progress = min(1.0, stage * _STAGE_STEPS / max(1, mixture.curriculum_steps))
            limit = mixture.shortest + progress * (mixture.longest - mixture.shortest)
            shares = dict(mixture.shares)
            if "lexicon" in shares:
                extra = (mixture.early_lexicon - shares["lexicon"]) * (1 - progress)
                shares["lexicon"] += max(0.0, extra)
            weights = np.zeros(len(self._lengths))
            fits = self._lengths <= max(limit, int(self._lengths.min()))
            for pool, share in shares.items():
                inside = fits & (self._pools == pool)
                if inside.any():
                    tokens = self._factors[inside] * self._lengths[inside]
                    weights[inside] = share * self._factors[inside] / tokens.sum()
            self._stage = (stage, weights)
        return self._stage[1]

    def _example(self, number: int, step: int, rng: np.random.Generator, marked: bool) -> Item:
        example, encoder = self._examples[number], self._encoder
        text = self._augmented(example, rng, marked)
        source, target = encoder.encode(text.source), encoder.encode(text.target)
        if step >= self._mixture.split_after and example.pool == "news":
            source, target = self._cutter.cut(source, rng), self._cutter.cut(target, rng)
        if text.copies:
            pieces = [encoder.pieces[i] for i in source], [encoder.pieces[i] for i in target]
            target = encoder.ids(cut_copies(*pieces, text, self._inside))
        source = [encoder.languages[example.locale], *source, encoder.eos]
        target = [*target, encoder.eos]
        pieces = [encoder.pieces[i] for i in source], [encoder.pieces[i] for i in target]
        return source, target, link(*pieces, text, example.alignment)

    def _joined(self, made: Sequence[tuple[int, Item]]) -> list[Item]:
        """Pairs of sentences made one item each, so that long texts are not always long sentences
        (Kondo et al. 2021, "Sentence Concatenation Approach to Data Augmentation").
        """
        result: list[Item] = []
        waiting: dict[str, Item] = {}
        for number, item in made:
            example = self._examples[number]
            whole = example.pool == "news" and example.target.endswith(_STOPS)
            if not whole or 2 * example.length > self._mixture.longest:
                result.append(item)
            elif example.locale in waiting:
                result.append(_join(waiting.pop(example.locale), item))
            else:
                waiting[example.locale] = item
        return [*result, *waiting.values()]

    def _inside(self, text: str) -> list[str]:
        return [self._encoder.pieces[i] for i in self._encoder.encode_inside(text)]

    def _augmented(self, example: Example, rng: np.random.Generator, marked: bool) -> Annotated:
        """Source and target with other names and numbers, and annotations if ``marked``."""
        mixture = self._mixture
        chosen: Sequence[Mention] = ()
        namer: Namer | None = None
        if example.mentions:
            draw = rng.random()
            if marked and draw < mixture.invented:
                namer = self._inventors[example.locale]
            if draw > 1 - mixture.swapped:
                namer = self._namers[example.locale]
            if marked or namer:
                chosen = choose(example.mentions, rng)
        source = example.source
        # At the start of a sentence "Cherries" is other pieces than "cherries", and rarer ones.
        if rng.random() < mixture.begun_small:
            source = begun_small(source, self._words)
        text = annotate(source, example.target, chosen, rng, namer, marked=marked)
        source, target = text.source, text.target
        if rng.random() < mixture.varied:
            source, target = vary(source, target, rng)
        source, target = half_quoted(source, target, example.locale, rng, mixture.quoted)
        return replace(text, source=source, target=target)

    def _collate(self, items: Sequence[Item]) -> Batch:
        pad = self._encoder.pad
        source = np.full((len(items), max(len(item[0]) for item in items)), pad, np.int64)
        target = np.full((len(items), max(len(item[1]) for item in items)), pad, np.int64)
        labels = np.full(target.shape, _IGNORE, np.int64)
        links: list[tuple[NDArray[np.int64], ...]] = []
        weights: list[NDArray[np.float32]] = []
        for row, (source_ids, target_ids, (at, source_at, weight)) in enumerate(items):
            source[row, : len(source_ids)] = source_ids
            labels[row, : len(target_ids)] = target_ids
            # Marian starts its decoder from the padding token.
            target[row, 1 : len(target_ids)] = target_ids[:-1]
            links.append((np.full(len(at), row), at, source_at))
            weights.append(weight)
        rows, ats, source_ats = (np.concatenate(parts) for parts in zip(*links, strict=True))
        return Batch(
            source=source,
            target=target,
            labels=labels,
            links=(rows, ats, source_ats, np.concatenate(weights)),
        )


def _join(first: Item, second: Item) -> Item:
    """Two sentences of one locale, one after the other."""
    source, target, (at, source_at, weight) = first
    others, rest, (at_2, source_at_2, weight_2) = second
    return (
        source[:-1] + others[1:],
        target[:-1] + rest,
        (
            np.concatenate([at, at_2 + len(target) - 1]),
            np.concatenate([source_at, source_at_2 + len(source) - 2]),
            np.concatenate([weight, weight_2]),
        ),
    )
