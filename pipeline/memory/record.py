"""A segment's draft as bytes: all that is needed to place markup again without the engine.

Pins and verdict are not in it, since they are found again from source and text. Attention is kept
in half precision; drafts are `rounded` to it whether they are kept or not, so that a reused draft
and a fresh one are the same in every bit.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pipeline.enforce import Enforced, Step
from pipeline.engines.base import Hypothesis


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """What is kept of a draft; fields as in ``Enforced``."""

    hypothesis: Hypothesis
    step: Step
    free_score: float
    reasons: tuple[str, ...]

    @classmethod
    def of(cls, draft: Enforced) -> Record:
        """Return the record of a draft that is `rounded`."""
        return cls(
            hypothesis=draft.hypothesis,
            step=draft.step,
            free_score=draft.free_score,
            reasons=draft.reasons,
        )

    def to_bytes(self) -> bytes:
        """Return the record in few bytes."""
        kept = self.hypothesis
        attention = kept.attention
        fields = {
            "text": kept.text,
            "tokens": kept.tokens,
            "source_tokens": kept.source_tokens,
            "score": kept.score,
            "shape": None if attention is None else attention.shape,
            "complete": kept.complete,
            "copied": kept.copied,
            "lost": kept.lost,
            "step": self.step,
            "free_score": self.free_score,
            "reasons": self.reasons,
        }
        head = json.dumps(fields).encode("ascii")  # escapes whatever is in the texts
        weights = b"" if attention is None else attention.astype("<f2").tobytes()
        return zlib.compress(head + b"\n" + weights)

    @classmethod
    def from_bytes(cls, data: bytes) -> Record:
        """Read what ``to_bytes`` wrote.

        Raises:
            ValueError: the bytes are no record.
        """
        try:
            head, _, weights = zlib.decompress(data).partition(b"\n")
            fields: dict[str, Any] = json.loads(head)
            attention = None
            if fields["shape"] is not None:
                attention = np.frombuffer(weights, dtype="<f2").reshape(fields["shape"])
                attention = attention.astype(np.float32)
            return cls(
                hypothesis=Hypothesis(
                    text=fields["text"],
                    tokens=tuple(fields["tokens"]),
                    source_tokens=tuple(fields["source_tokens"]),
                    score=fields["score"],
                    attention=attention,
                    complete=fields["complete"],
                    copied=tuple(fields["copied"]),
                    lost=fields["lost"],
                ),
                step=Step(fields["step"]),
                free_score=fields["free_score"],
                reasons=tuple(fields["reasons"]),
            )
        except (zlib.error, KeyError, TypeError) as error:
            raise ValueError(f"no record of a draft: {error}") from error


def rounded(draft: Enforced) -> Enforced:
    """Return a draft with its attention in the precision that records keep."""
    attention = draft.hypothesis.attention
    if attention is None:
        return draft
    halved = attention.astype(np.float16).astype(np.float32)
    return replace(draft, hypothesis=replace(draft.hypothesis, attention=halved))
