"""The same source translated in several ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pipeline.checks.base import Remark, Severity, check_all
from pipeline.checks.unit import Unit


@check_all("K01", "inconsistent", Severity.WARNING)
def inconsistent(units: Sequence[Unit]) -> Iterator[tuple[int, Remark]]:
    """The same source in the same context is translated otherwise elsewhere."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        if unit.target.strip():
            alike[unit.context, unit.source].append(index)
    for indices in alike.values():
        counts = Counter(units[index].target for index in indices)
        if len(counts) == 1:
            continue
        usual = counts.most_common(1)[0][0]
        others = next(text for text in counts if text != usual)
        for index in indices:
            other = others if units[index].target == usual else usual
            yield index, Remark(message=f"elsewhere translated as “{other}”")
