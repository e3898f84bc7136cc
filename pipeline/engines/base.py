"""The seam between the pipeline and the models: what an engine is asked and what it answers.

An engine runs one model. Texts go in and out as strings; tokens are visible where enforcement
and alignment need them. Nothing here loads a model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoding:
    """How to search. The defaults are what a run uses for drafts.

    Attributes:
        beam: beam size; 1 is greedy.
        n_best: how many hypotheses to return, at most ``beam``.
        length_penalty: exponent of the length normalisation of scores (Wu et al. 2016 without
            their constant): score = log P / length ** penalty.
        max_length: bound on target tokens for one segment, as ``ratio * source + slack``.
        ratio, slack: see ``max_length``.
        attention: also return the alignment of each hypothesis.
    """

    beam: int = 4
    n_best: int = 1
    length_penalty: float = 1.0
    ratio: float = 2.5
    slack: int = 16
    attention: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One segment to translate.

    ``prefix`` is text that the hypothesis must begin with (enforcement); empty for free decoding.
    """

    text: str
    prefix: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hypothesis:
    """One translation of one segment.

    Attributes:
        text: detokenised text.
        tokens: its pieces, without ``</s>``; ``"".join(tokens).replace("▁", " ").strip()`` is the
            text up to the tokenizer's own normalisation.
        source_tokens: the pieces of the source, without the target-language token and ``</s>``.
        score: length-normalised log-probability, as ``Decoding.length_penalty`` says.
        attention: array of shape (len(tokens), len(source_tokens)), rows sum to at most 1: where
            each target piece looked; ``None`` unless asked for.
        complete: False when the search stopped at its length bound instead of at ``</s>``.
    """

    text: str
    tokens: tuple[str, ...]
    source_tokens: tuple[str, ...]
    score: float
    attention: NDArray[np.float32] | None = None
    complete: bool = True


class Engine(Protocol):
    """A loaded model for one or more target locales.

    Results do not depend on what else is in a call: the same request gives the same hypothesis
    alone and in a batch.
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

    def length(self, text: str, locale: str) -> int:
        """Return how many source tokens ``text`` takes, language token and ``</s>`` included."""

    @property
    def max_source(self) -> int:
        """The most source tokens that the model can take in one segment."""

    def translate(
        self, requests: Sequence[Request], locale: str, decoding: Decoding
    ) -> list[tuple[Hypothesis, ...]]:
        """Translate each request; element *i* holds the hypotheses of request *i*, best first.

        Raises:
            SegmentTooLong: when a request takes more than ``max_source`` tokens.
        """

    def score(
        self, pairs: Sequence[tuple[str, str]], locale: str, decoding: Decoding
    ) -> list[float]:
        """Return the score of each (source, target) pair, comparable with ``Hypothesis.score``."""
