"""Requests into batches whose results do not depend on each other.

Padding is what makes results depend on the batch: in CTranslate2's int8 kernels a padded row
rounds differently (scores move by up to 0.03 and hypotheses with them). So a batch holds segments
of one length only; then the same segment gives the same bits alone and in company.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

TOKENS: Final = 1024
"""Source tokens in one batch; more is not faster on a CPU and takes memory."""


def plan(keys: Sequence[Hashable], sizes: Sequence[int], budget: int = TOKENS) -> list[list[int]]:
    """Group the indices of segments: equal keys only, at most ``budget`` tokens (or one segment).

    ``sizes`` are in tokens. The longest come first, so that parallel workers end together.

    >>> plan(["a", "b", "a", "a"], [2, 9, 2, 2], budget=4)
    [[1], [0, 2], [3]]
    """
    groups: dict[Hashable, list[int]] = {}
    for index, key in enumerate(keys):
        groups.setdefault(key, []).append(index)
    batches = []
    for members in groups.values():
        count = max(1, budget // max(1, sizes[members[0]]))
        batches += [members[at : at + count] for at in range(0, len(members), count)]
    return sorted(batches, key=lambda batch: -sizes[batch[0]])
