"""What no pin asks for and a draft lacks all the same: names, clauses; and what it says twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.coverage import COVERED, Coverage, coverage
from pipeline.engines.base import Hypothesis
from pipeline.names import missing_names
from pipeline.pins import Pin


@dataclass(frozen=True, kw_only=True, slots=True)
class Lacks:
    """The names that nothing in a draft sounds like, and how it covers its source."""

    names: tuple[str, ...] = ()
    covered: Coverage = COVERED

    @property
    def count(self) -> int:
        """How many things are wrong."""
        return len(self.names) + self.covered.faults


NOTHING: Final = Lacks()
"""A draft lacks nothing."""


def lacks(source: str, hypothesis: Hypothesis, pins: Sequence[Pin]) -> Lacks:
    """Tell what ``hypothesis`` lacks of ``source`` besides its pins."""
    names = missing_names(source, hypothesis.text, pins)
    asked = [(pin.start, pin.end) for pin in pins]  # whether they are met is seen in the text
    return Lacks(names=tuple(names), covered=coverage(source, hypothesis, asked))
