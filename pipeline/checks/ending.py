"""How a translation ends: as its source does, in the punctuation of the locale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.checks.base import Remark, Severity, check
from pipeline.checks.unit import Unit

_AROUND: Final = " \t\n\u00a0\"'«»“”„‘’)]*_`\ufffc"
_MARKS: Final = ".!?:;…"
_ABBREVIATED: Final = re.compile(r"(?:\.\w{1,4}|\b(?:[A-Z]|Inc|Ltd|Co|Corp|etc|Jr|Sr))\.$")
_SHORT: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,4}\.$")


@check("Q02", "end-punctuation", Severity.WARNING)
def end_punctuation(unit: Unit) -> Iterator[Remark]:
    """The translation does not end with the punctuation that the source ends with."""
    source, target = unit.source_prose.rstrip(_AROUND), unit.prose.rstrip(_AROUND)
    wanted, shown = _last(source), _last(target)
    if not source or not target or wanted == shown:
        return
    if not wanted and shown == "." and not _SHORT.search(target):
        yield Remark(message="ends with a full stop, the source does not")
    elif not wanted and shown in {"!", "?", ":"}:
        yield Remark(message=f"ends with {shown}, the source does not")
    elif wanted and not (wanted == "." and _ABBREVIATED.search(source)):
        end = f"with {shown}" if shown else "without"
        yield Remark(message=f"ends {end}, the source with {wanted}")


def _last(text: str) -> str:
    """Return the mark at the end: one character, an ellipsis for dots; empty for none."""
    if text.endswith(("...", "…")):
        return "…"
    match text[-1:]:
        case mark if mark and mark in _MARKS:
            return mark
    return ""
