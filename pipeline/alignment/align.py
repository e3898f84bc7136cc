"""Which words of a translation render which words of its source, by the model's own attention.

An engine reports attention between *pieces* of its tokenizer. `Alignment.of` finds the characters
behind the pieces and sums up to words; `Alignment.target_of` answers for any stretch of source
text. Enforcement asks it for the rendition of a term, `pipeline.markup` for the place of a mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.alignment.cognates import both_names, in_turn, resemblance
from pipeline.alignment.pieces import piece_offsets
from pipeline.alignment.words import Offsets, words
from pipeline.engines.base import Hypothesis

Weights = NDArray[np.float64]

DOUBTFUL: Final = 0.4
"""Confidence below which an alignment needs eyes; 19 of 20 names are above."""


# Weights of the evidence, tuned on 1,200 news sentences in four locales: names with a known
# rendition, and other words by IBM Model 1 with a diagonal prior. They are exponents (logarithms
# of odds); a sharp attention of 0.95 among 20 words counts for 4.5.
_SPELLING: Final = 7.0
_CAPITALS: Final = 3.0
_PLACE: Final = 1.5
_TURN: Final = 2.0
_DOUBT: Final = 0.2  # attention mass spread over all words, for what attention gets wrong
_LATER_PIECES: Final = 0.5  # the first piece of a word decides which word it will be
_SIZE: Final = 0.2  # how strongly a stretch of the expected size is preferred
_LEVEL: Final = 0.4  # of a source word: what draws more is levelled to it
_LEAST_ATTENTION: Final = 0.05  # a piece that looks at </s> says nothing about words
_TINY: Final = 1e-9


class Match(NamedTuple):
    """The stretch ``[start:end]`` of a target text, and how far to trust it, from 0 to 1."""

    start: int
    end: int
    confidence: float


class Lean(Enum):
    """Which neighbour a place between two words belongs to."""

    LEFT = "left"
    RIGHT = "right"
    NOT = "not"


@dataclass(frozen=True, kw_only=True, slots=True)
class Alignment:
    """The words of a source and of its translation, and what each target word renders.

    Attributes:
        source_spans, target_spans: the offsets of the words in the two texts.
        weights: array of shape (target words, source words): the share of each source word in a
            target word. Each row sums to 1.
    """

    source_spans: tuple[Offsets, ...]
    target_spans: tuple[Offsets, ...]
    weights: Weights

    @classmethod
    def of(cls, source: str, hypothesis: Hypothesis) -> Alignment:
        """Align ``source``, which was translated, with the text of ``hypothesis``.

        Five kinds of evidence are multiplied (a log-linear model): the attention of a word's
        pieces, its first piece above all; `resemblance` of spelling; the order of words that are
        alike; capitals; and the place in the sentence, for what the others leave open. Columns
        are then levelled, since some source words draw attention from everywhere. Without
        attention the rest decides.

        Raises:
            ValueError: when the shape of the attention does not fit the tokens.
        """
        source_spans, target_spans = words(source), words(hypothesis.text)
        if not source_spans or not target_spans:
            shape = (len(target_spans), len(source_spans))
            return cls(
                source_spans=source_spans, target_spans=target_spans, weights=np.zeros(shape)
            )
        attention = word_attention(source, hypothesis, source_spans, target_spans)
        ours = [source[a:b] for a, b in source_spans]
        theirs = [hypothesis.text[a:b] for a, b in target_spans]
        alike = resemblance(ours, theirs)
        evidence = (
            _SPELLING * alike
            + _TURN * in_turn(ours, alike)
            + _CAPITALS * both_names(ours, theirs)
            - _PLACE * _distance(len(theirs), len(ours))
        )
        weights = _shares((attention + _DOUBT / len(ours)) * np.exp(evidence))
        weights = _shares(weights / np.maximum(weights.sum(axis=0), _LEVEL))
        return cls(source_spans=source_spans, target_spans=target_spans, weights=weights)

    def shares(self, start: int, end: int) -> Weights:
        """Return for each target word how much of it renders ``source[start:end]``, 0 to 1.

        A word that is touched counts whole. A stretch without any word gives zeros.
        """
        touched = [a < end and b > start for a, b in self.source_spans]
        return np.asarray(self.weights[:, touched].sum(axis=1), dtype=np.float64)

    def portion(self, start: int, end: int) -> float:
        """Return which part of the source words ``source[start:end]`` is, from 0 to 1."""
        touched = sum(a < end and b > start for a, b in self.source_spans)
        return touched / max(len(self.source_spans), 1)

    def target_of(self, start: int, end: int) -> Match | None:
        """Return the words of the target that render ``source[start:end]``, as one stretch.

        See `best_stretch` for what is best, and for the confidence. Measured on 1,200 sentences
        with a weak model: of 1,632 names 95 % are not `DOUBTFUL`, and 99 % of these are right; of
        other phrases of one to four words that are not, 4 % miss altogether.

        ``None`` where the source stretch or the target has no word.
        """
        shares = self.shares(start, end)
        if not shares.any():
            return None
        first, last, confidence = best_stretch(shares, self.portion(start, end))
        return Match(self.target_spans[first][0], self.target_spans[last - 1][1], confidence)

    def gap_of(self, place: int, *, leans: Lean = Lean.NOT) -> tuple[int, float] | None:
        """Return which gap between target words answers to ``place`` in the source.

        Gap *k* lies before target word *k*; the second number is the confidence. What leans left
        (a footnote sign) stays behind the word before it, what leans right before the word after
        it; what leans on neither goes where the better aligned of the two is. Before the first
        word and after the last a place is certain. ``None`` where either text has no word.
        """
        if not self.source_spans or not self.target_spans:
            return None
        following = sum(
            start < place if leans is Lean.LEFT else end <= place
            for start, end in self.source_spans
        )
        if following == 0:
            return 0, 1.0
        if following == len(self.source_spans):
            return len(self.target_spans), 1.0
        before = self.target_of(*self.source_spans[following - 1])
        after = self.target_of(*self.source_spans[following])
        behind = sum(a < before.end for a, _ in self.target_spans) if before else 0
        ahead = sum(b <= after.start for _, b in self.target_spans) if after else 0
        choices = []
        if before and leans is not Lean.RIGHT:
            choices.append((before.confidence, behind))
        if after and leans is not Lean.LEFT:
            choices.append((after.confidence, ahead))
        trust, gap = max(choices, default=(0.0, following))
        return gap, trust


def best_stretch(
    shares: Weights,
    portion: float,
    *,
    costs: Weights | None = None,
    within: Offsets | None = None,
) -> tuple[int, int, float]:
    """Return the best stretch ``[first:last]`` of target words, and how far to trust it.

    Its F-measure is the harmonic mean of precision (how much of the stretch renders the source) and
    recall (how much of what renders the source stands in the stretch), which comes to
    ``2 * sum(shares[first:last]) / (size + sum(shares))``. Where shares are blurred, a stretch of
    the size to be expected is preferred. The trust is the F-measure corrected for chance as
    Cohen's kappa is: 0 where every word renders every other alike, 1 where all is clear.

    Args:
        shares: how much of each word renders the source.
        portion: how much of the whole source that is; what any share would be by chance.
        costs: how much each word counts in ``size``; 1 unless given.
        within: the range of words in which the stretch must lie; all unless given.

    >>> best_stretch(np.array([0.0, 0.9, 0.1, 0.9, 0.1]), portion=0.4)
    (1, 4, 0.5384615384615384)
    """
    low, high = within or (0, len(shares))
    expected, whole = portion * len(shares), float(shares.sum())
    gained = np.concatenate([[0.0], np.cumsum(shares[low:high])])
    paid = np.concatenate(
        [[0.0], np.cumsum(np.ones(high - low) if costs is None else costs[low:high])]
    )
    inside = gained[None, 1:] - gained[:-1, None]
    size = paid[None, 1:] - paid[:-1, None]
    words = np.arange(1, high - low + 1)[None, :] - np.arange(high - low)[:, None]
    measure = np.where(words > 0, 2 * inside / np.maximum(size + whole, _TINY), -1.0)
    ratio = np.maximum(words, 1) / max(expected, 1.0)
    fitting = measure * np.minimum(ratio, 1 / ratio) ** _SIZE
    first, last = divmod(int(fitting.argmax()), high - low)
    by_chance = 2 * words[first, last] * portion / (words[first, last] + expected)
    trust = (measure[first, last] - by_chance) / max(1 - by_chance, _TINY)
    return low + first, low + last + 1, float(max(trust, 0.0))


def word_attention(
    source: str,
    hypothesis: Hypothesis,
    source_spans: tuple[Offsets, ...],
    target_spans: tuple[Offsets, ...],
) -> Weights:
    """Return what attention alone says: how much of a target word's goes to each source word.

    The array has the shape (target words, source words); a row sums to 1, or to 0 where there is
    no attention.

    Raises:
        ValueError: when the shape of the attention does not fit the tokens.
    """
    shape = (len(hypothesis.tokens), len(hypothesis.source_tokens))
    if hypothesis.attention is None or 0 in shape:
        return np.zeros((len(target_spans), len(source_spans)))
    if hypothesis.attention.shape != shape:
        raise ValueError(
            f"The attention of {hypothesis.text!r} has the shape {hypothesis.attention.shape},"
            f" its tokens ask for {shape}. Leave out the language token and </s> of both."
        )
    attention = np.nan_to_num(hypothesis.attention.astype(np.float64), posinf=0.0, neginf=0.0)
    attention = np.maximum(attention, 0.0)
    attention /= np.maximum(attention.sum(axis=1, keepdims=True), _LEAST_ATTENTION)
    columns = _owners(piece_offsets(hypothesis.source_tokens, source), source_spans, len(source))
    rows = _owners(
        piece_offsets(hypothesis.tokens, hypothesis.text), target_spans, len(hypothesis.text)
    )
    emphasis = np.where(rows == np.roll(rows, 1), _LATER_PIECES, 1.0)
    by_word = _one_hot(rows, len(target_spans)).T @ (emphasis[:, None] * attention)
    return _shares(by_word @ _one_hot(columns, len(source_spans)))


def _owners(pieces: Sequence[Offsets], spans: Sequence[Offsets], length: int) -> NDArray[np.intp]:
    """Return for each piece the index of its word, -1 where it is no part of one."""
    owner_of_char = [-1] * (length + 1)
    for index, (start, end) in enumerate(spans):
        owner_of_char[start:end] = [index] * (end - start)
    owners = [max(owner_of_char[start : max(end, start + 1)]) for start, end in pieces]
    return np.array(owners, dtype=np.intp)


def _one_hot(owners: NDArray[np.intp], size: int) -> Weights:
    return np.asarray(owners[:, None] == np.arange(size), dtype=np.float64)


def _shares(rows: Weights) -> Weights:
    totals = rows.sum(axis=1, keepdims=True, dtype=np.float64)
    return np.asarray(rows / np.maximum(totals, _TINY))


def _distance(targets: int, sources: int) -> Weights:
    """Return how far apart the words stand, in sentence lengths; shape (targets, sources)."""
    theirs, ours = (np.arange(targets) + 0.5) / targets, (np.arange(sources) + 0.5) / sources
    return np.asarray(np.abs(theirs[:, None] - ours[None, :]))
