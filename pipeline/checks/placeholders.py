"""Placeholders: what a program fills in must come through as it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from pipeline.checks.base import Remark, Severity, check
from pipeline.checks.unit import PLACEHOLDER, Unit

_ORDERED: Final = re.compile(r"%[^(\d]|%\d+[^$\d]")
_NUMBER: Final = re.compile(r"^%\d+\$")
_ACCELERATOR: Final = re.compile(r"&(?!#?\w+;)(?=\w)")


@check("P01", "placeholder", Severity.ERROR)
def placeholder(unit: Unit) -> Iterator[Remark]:
    """A placeholder of the source is missing, was changed, or was made up."""
    wanted = PLACEHOLDER.findall(unit.source_inline.text)
    shown = PLACEHOLDER.findall(unit.text)
    moved = any(map(_NUMBER.match, shown)) and not any(map(_NUMBER.match, wanted))
    if moved:  # the translation numbers them, since it has them in another order
        shown = [_NUMBER.sub("%", placeholder) for placeholder in shown]
    if missing := Counter(wanted) - Counter(shown):
        yield Remark(message=f"missing: {' '.join(missing.elements())}")
    if surplus := Counter(shown) - Counter(wanted):
        yield Remark(message=f"not in the source: {' '.join(surplus.elements())}")
    ordered = [[p for p in found if _ORDERED.match(p)] for found in (wanted, shown)]
    if ordered[0] != ordered[1] and not missing and not surplus and not moved:
        yield Remark(message=f"must stand in this order: {' '.join(ordered[0])}; or number them")
    if unit.format is None:  # a program's text, not an article's
        keys = [len(_ACCELERATOR.findall(text)) for text in (unit.source, unit.target)]
        if keys[0] == 1 != keys[1]:
            yield Remark(message="one letter needs & before it, the accelerator key")
