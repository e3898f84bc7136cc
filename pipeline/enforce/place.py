"""A place in a draft where a pin may be met."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a pin may be met: ``text[start:end]`` goes, or what is put there is an insertion.

    ``before`` and ``after`` join what is put there to a list.
    """

    start: int
    end: int
    doubtful: bool = False
    before: str = ""
    after: str = ""
