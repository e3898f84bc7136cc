"""Spaces: single, none before punctuation and one after it, and nothing invisible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.checks.base import Edit, Remark, Severity, check
from pipeline.checks.unit import Unit

_SPACE: Final = " \t\u00a0\u202f"
_SPACES: Final = tuple(_SPACE)
_DOUBLE: Final = re.compile(rf"(?<=\S)[{_SPACE}]{{2,}}(?=\S)")
_BEFORE: Final = re.compile(rf"(?<=[^\W_])[{_SPACE}]+(?=(?:[,;!?]|[.:](?!\w|\s?\d))(?!\S?[-)D(]))")
_INSIDE: Final = re.compile(rf"(?<=[«(\[])[{_SPACE}]+(?=\w)|(?<=\w)[{_SPACE}]+(?=[»)\]])")
_AFTER: Final = re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=[»”]))[,;!?](?=[^\W\d_])")
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")


@check("S01", "double-space", Severity.WARNING)
def double_space(unit: Unit) -> Iterator[Remark]:
    """Two spaces and more in a row, or white space at the edges that the source has not."""
    edits = []
    if not _DOUBLE.search(unit.source_prose):
        edits += [
            _put(match, "\u00a0" if "\u00a0" in match[0] else " ")
            for match in _apart(unit, _DOUBLE.finditer(unit.prose))
        ]
    source, text = unit.source_prose, unit.prose
    if text.startswith(_SPACES) and not source.startswith(_SPACES):
        edits.append(Edit(start=0, end=len(text) - len(text.lstrip(_SPACE)), text=""))
    if text.endswith(_SPACES) and not source.endswith(_SPACES):
        edits.append(Edit(start=len(text.rstrip(_SPACE)), end=len(text), text=""))
    if edits:
        yield Remark(message="superfluous spaces", edits=tuple(edits))


@check("S02", "space-at-punctuation", Severity.WARNING)
def space_at_punctuation(unit: Unit) -> Iterator[Remark]:
    """A space before a punctuation mark or within quotes, or none after a mark."""
    for pattern, instead, message in (
        (_BEFORE, "", "a space before a punctuation mark"),
        (_INSIDE, "", "a space inside quotes or brackets"),
    ):
        if edits := [_put(m, instead) for m in _apart(unit, pattern.finditer(unit.prose))]:
            yield Remark(message=message, edits=tuple(edits))
    after = [m for m in _AFTER.finditer(unit.prose) if m.end() not in unit.seams]
    if after:
        edits = [Edit(start=m.end(), end=m.end(), text=" ") for m in after]
        yield Remark(message="no space after a punctuation mark", edits=tuple(edits))


@check("S03", "invisible", Severity.WARNING)
def invisible(unit: Unit) -> Iterator[Remark]:
    """Characters that nobody sees, and that the source has not."""
    found = [m for m in _INVISIBLE.finditer(unit.prose) if m[0] not in unit.source]
    if found:
        codes = " ".join(dict.fromkeys(f"U+{ord(m[0]):04X}" for m in found))
        yield Remark(message=f"invisible: {codes}", edits=tuple(_put(m, "") for m in found))


def _put(match: re.Match[str], text: str) -> Edit:
    return Edit(start=match.start(), end=match.end(), text=text)


def _apart(unit: Unit, matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the matches at which no markup without a width stands."""
    for match in matches:
        if not any(place in unit.seams for place in range(match.start(), match.end() + 1)):
            yield match
