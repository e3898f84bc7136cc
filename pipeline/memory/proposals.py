"""What people approved for a source like a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from pipeline.catalogs import Proposal

ALIKE: Final = 75.0
"""Likeness (rapidfuzz ratio, per cent) from which an approved text is worth an editor's glance.

Below three quarters, where translators' tools commonly set it, mending costs more than writing."""


def propose(sources: Iterable[str], approved: Sequence[tuple[str, str]]) -> Mapping[str, Proposal]:
    """Find for each source what was approved for the same one, or else for the most alike.

    Args:
        sources: what is new.
        approved: pairs of source and target; of equal ones the first counts.

    >>> propose(["Gas flows on."], [("Gas flows.", "Газ течёт.")])["Gas flows on."].text
    'Газ течёт.'
    """
    targets: dict[str, str] = {}
    for source, target in approved:
        targets.setdefault(source, target)
    known = list(targets)
    found: dict[str, Proposal] = {}
    for source in dict.fromkeys(sources):
        if source in targets:
            found[source] = Proposal(text=targets[source], exact=True)
            continue
        best = process.extractOne(source, known, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best:
            found[source] = Proposal(text=targets[best[0]], exact=False)
    return found
