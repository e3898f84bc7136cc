"""The endings of numbers: 2018'de, not 2018'da, since sekiz is what is read."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.base import Edit, Remark, Severity, check
from pipeline.checks.unit import Unit
from pipeline.numbers import hung


@check("N04", "number-ending", Severity.ERROR)
def number_ending(unit: Unit) -> Iterator[Remark]:
    """The ending of a number does not agree with how the number is read."""
    for each in hung(unit.prose, unit.locale):
        if each.right:
            continue
        edits = [Edit(start=each.start, end=each.end, text=text) for text in each.fitting]
        instead = " or ".join(each.fitting)
        yield Remark(
            message=f"“{each.written}” is read with another ending: {instead}",
            edits=tuple(edits) if len(edits) == 1 else (),
        )
