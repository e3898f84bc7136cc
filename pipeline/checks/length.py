"""Length: a translation far shorter or longer than its source lost or made up something.

How long translations are was learned from the project's news corpora, half of the files
(``python -m benchmarks.checks --lengths``): the logarithm of the ratio of characters has a mean of
its own in each locale, and a spread that narrows with the length of the source.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from pipeline.checks.base import Remark, Severity, check
from pipeline.checks.unit import Unit

MEAN: Final = {"kk": -0.02, "ru": -0.02, "tr": -0.03, "az": -0.01}
"""Mean of log(target length / source length)."""

SPREAD: Final = {"kk": 1.31, "ru": 1.21, "tr": 1.30, "az": 1.30}
"""Standard deviation of the same, times the square root of the source's length."""

_BOUND: Final = 4.5  # standard deviations
_SHORTEST: Final = 8  # characters; the ratio of shorter ones says nothing


@check("R02", "length", Severity.WARNING)
def length(unit: Unit) -> Iterator[Remark]:
    """The translation is suspiciously short or long."""
    source, target = len(unit.source_prose.strip()), len(unit.prose.strip())
    if source < _SHORTEST or not target:
        return
    distance = math.log(target / source) - MEAN[unit.locale]
    if abs(distance) * math.sqrt(source) > _BOUND * SPREAD[unit.locale]:
        word = "long" if distance > 0 else "short"
        yield Remark(message=f"suspiciously {word}: {target} characters for {source}")
