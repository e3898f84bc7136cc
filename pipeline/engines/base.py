"""The seam between the pipeline and the models: what an engine is asked and what it answers.

An engine runs one model. Texts go in and out as strings; tokens are visible where enforcement
and alignment need them. Nothing here loads a model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoding:
    """How to search. An engine's own is what a run uses for drafts.

    Attributes:
        beam: beam size; 1 is greedy.
        n_best: how many hypotheses to return, at most ``beam``.
        length_penalty: exponent of the length normalisation of scores (see `normalise`).
        ratio, slack: a hypothesis stops at ``ratio * source + slack`` tokens, counted with the
            source's language token, hints and ``</s>``, or where the model ends.
        attention: also return the alignment of each hypothesis.
    """

    beam: int = 4
    n_best: int = 1
    length_penalty: float = 1.0
    ratio: float = 2.5
    slack: int = 16
    attention: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.n_best <= self.beam:
            raise ValueError(f"n_best is {self.n_best}: it must lie between 1 and beam={self.beam}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Hint:
    """What a stretch of a segment, ``text[start:end]``, is called: a lemma in the target language.

    A model that annotates reads hints in its source and puts the lemma in the form that the
    sentence asks for (target lemma annotation, Bergmanis and Pinnis 2021).
    """

    start: int
    end: int
    lemma: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One segment to translate.

    ``prefix`` is text that the hypothesis must begin with (enforcement); empty for free decoding.
    The model may go on within the prefix's last word: it is pieces that are forced, not words.
    ``hints`` are for engines that annotate, in text order and disjoint; others pass them over.
    """

    text: str
    prefix: str = ""
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Hypothesis:
    """One translation of one segment.

    Attributes:
        text: detokenised text, never with ``<unk>`` in it.
        tokens: its pieces, without ``</s>``; ``"".join(tokens).replace("▁", " ").strip()`` is the
            text up to the tokenizer's own normalisation.
        source_tokens: the pieces of the source, without the target-language token and ``</s>``.
        score: length-normalised log-probability, as `normalise` says.
        attention: array of shape (len(tokens), len(source_tokens)), rows sum to at most 1: where
            each target piece looked; ``None`` unless asked for.
        complete: False when the search stopped at its length bound instead of at ``</s>``.
        copied: indices of the tokens that stand for what the model could not write: each is the
            piece of the source, unknown to the model, that it looked at (an emoji, a sign).
        lost: how many further pieces the model could not write, with nothing left to copy. They
            are not in ``tokens``; a draft with any needs eyes.
    """

    text: str
    tokens: tuple[str, ...]
    source_tokens: tuple[str, ...]
    score: float
    attention: NDArray[np.float32] | None = None
    complete: bool = True
    copied: tuple[int, ...] = ()
    lost: int = 0


def normalise(log_probability: float, length: int, penalty: float) -> float:
    """Return the score of a hypothesis of ``length`` pieces, ``</s>`` counted where it ends so.

    The length normalisation of Wu et al. 2016 without their constants:
    ``log P / length ** penalty``, which is what both engines search by.

    >>> normalise(-6.0, 4, 0.5)
    -3.0
    """
    return log_probability / math.pow(max(length, 1), penalty)


class Engine(Protocol):
    """A loaded model for one or more target locales.

    Results do not depend on what else is in a call: the same request gives the same hypothesis
    alone and in a batch. Engines may be called from several threads at once.
    """

    @property
    def name(self) -> str:
        """The model's name and revision, as provenance records them: ``embedded@1a2b3c4d``."""

    @property
    def locales(self) -> frozenset[str]:
        """The locales that it translates into."""

    @property
    def annotates(self) -> bool:
        """Whether the model understands pins written into its source."""

    @property
    def max_source(self) -> int:
        """The most source tokens that the model can take in one segment."""

    @property
    def longest(self) -> int:
        """The most source tokens that it translates well; at most ``max_source``."""

    @property
    def decoding(self) -> Decoding:
        """How it is searched best."""

    def length(self, text: str, locale: str) -> int:
        """Return how many source tokens ``text`` takes, language token and ``</s>`` included."""

    def translate(
        self, requests: Sequence[Request], locale: str, decoding: Decoding
    ) -> list[tuple[Hypothesis, ...]]:
        """Translate each request; element *i* holds the hypotheses of request *i*, best first.

        Text with nothing in it that the model reads (empty, blank, invisible characters) never
        reaches it: its one hypothesis is its prefix, with score 0.

        Raises:
            SegmentTooLong: when a request takes more than ``max_source`` tokens.
            LocaleNotServed: when ``locale`` is not one of ``locales``.
        """

    def score(
        self, pairs: Sequence[tuple[Request, str]], locale: str, decoding: Decoding
    ) -> list[float]:
        """Return the score of each target given its request, comparable with ``Hypothesis.score``.

        Hints count, prefixes do not.

        Of ``decoding`` only the length penalty counts. Texts are cut into pieces as the tokenizer
        does it; a hypothesis that the search spelled with other pieces scores lower here than
        in `translate`, so rank candidates of one segment, its draft included, by this method.
        For a source that never reaches the model it is 0 where the target is blank too, and minus
        infinity otherwise.

        Raises:
            SegmentTooLong: when a source or a target is longer than the model can take.
            LocaleNotServed: when ``locale`` is not one of ``locales``.
        """
