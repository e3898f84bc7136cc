"""What became of a segment: its draft, the step that satisfied its pins, and what needs eyes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.enforce.lacks import NOTHING, Lacks
from pipeline.engines.base import Hypothesis
from pipeline.pins import Pin, Verdict, label


class Step(StrEnum):
    """Which step of the cascade satisfied a segment's pins."""

    NONE = "no pins"
    FREE = "free"
    N_BEST = "n-best"
    TOLD = "told"
    SUBSTITUTED = "substituted"
    FORCED = "forced"
    FLAGGED = "flagged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Enforced:
    """A draft of one segment, with how its pins were met.

    ``free_score`` is the score of the model's own best, ``hypothesis.score`` the one of what is
    kept: that less what was lost by the forms that were put in, where the model had to choose.
    ``doubts`` counts the pins that were put in without a certain place; ``reasons`` name them.
    """

    hypothesis: Hypothesis
    step: Step
    pins: tuple[Pin, ...] = ()
    verdict: Verdict | None = None
    free_score: float = 0.0
    doubts: int = 0
    reasons: tuple[str, ...] = ()

    @property
    def met(self) -> int:
        """How many of the pins are met."""
        return len(self.pins) - (len(self.verdict.unmet) if self.verdict else 0)


def doubt(pin: Pin, source: str) -> str:
    """Say that what was put in for a pin has no certain place."""
    name = label(pin.mention.concept) if pin.mention else source[pin.start : pin.end]
    return f"“{name}” may stand in the wrong place"


def reasons(
    source: str, hypothesis: Hypothesis, verdict: Verdict, lacks: Lacks = NOTHING
) -> Iterator[str]:
    """Say in words what is wrong with a draft."""
    for pin in verdict.unmet:
        named = source[pin.start : pin.end]
        if pin.mention:
            yield f"“{named}” is not rendered as the glossary says"
        else:
            yield f"the number {named} is missing"
    for rendition in verdict.forbidden:
        yield f"“{hypothesis.text[rendition.start : rendition.end]}” is a forbidden term"
    for start, end in verdict.strays:
        yield f"the source has no number {hypothesis.text[start:end]}"
    for name in lacks.names:
        yield f"nothing sounds like the name {name}"
    for clause in lacks.covered.lost:
        yield f"nothing seems to render “{clause}”"
    for phrase in lacks.covered.twice:
        yield f"“{phrase}” stands in the draft twice"
    if not hypothesis.complete:
        yield "the draft breaks off at the model's length limit"
    if hypothesis.lost:
        yield "the model could not write some signs of the source"
