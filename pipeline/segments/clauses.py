"""Where a sentence that is too long for a model may be cut in two."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_JOINING: Final = (
    "and|but|or|nor|so|yet|which|who|whom|whose|where|when|while|whereas|because|although|though"
    "|if|unless|until|since|after|before|as|that|including|with|adding|saying|noting"
)
_CLOSED: Final = r"[\"'”’»)\]]*"
_BETWEEN_CLAUSES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[;:]{_CLOSED}\s+|\s[—–-]\s+|—",
        rf",{_CLOSED}\s+(?=(?:{_JOINING})\b)",
        rf"[,)\]]{_CLOSED}\s+",
        rf"\s+(?=(?:{_JOINING})\b)",
    )
)
_SPACE: Final = re.compile(r"\s+")
_REACH: Final = 2000  # characters from the middle; keeps the cutting of a huge text linear


def cut(text: str, whole: Sequence[tuple[int, int]] = ()) -> int | None:
    """Return where the second half of ``text`` begins, or ``None`` where it cannot be cut.

    The cut nearest to the middle is taken from the first kind that has one in the middle half of
    the text: after a semicolon, colon or dash; after a comma before a conjunction or relative
    pronoun; after any comma or bracket; before a conjunction. Else it is the white space nearest
    to the middle; else the edge of a stretch in ``whole``; else any character that does not
    combine with the one before.

    Stretches in ``whole`` (sorted, disjoint offsets) are never cut.

    >>> text = "The minister arrived on Monday, and the president, who was ill, stayed at home."
    >>> text[cut(text):]
    'and the president, who was ill, stayed at home.'
    """
    middle = len(text) // 2
    central = min(len(text) // 4, _REACH)
    for pattern in _BETWEEN_CLAUSES:
        ends = _ends(pattern, text, middle - central, middle + central)
        if (place := _nearest(ends, text, whole)) is not None:
            return place
    for places in (
        _ends(_SPACE, text, max(middle - _REACH, 0), middle + _REACH),
        _ends(_SPACE, text, 0, len(text)),
        (edge for stretch in whole for edge in stretch),
    ):
        if (place := _nearest(places, text, whole)) is not None:
            return place
    return next((p for p in _outward(len(text)) if not (_joins(text, p) or inside(p, whole))), None)


def inside(place: int, stretches: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the stretch (of sorted, disjoint ones) that a cut at ``place`` would cut in two.

    >>> inside(4, [(0, 3), (3, 6)]), inside(3, [(0, 3), (3, 6)])
    ((3, 6), None)
    """
    before = bisect_left(stretches, (place,)) - 1
    return stretches[before] if before >= 0 and place < stretches[before][1] else None


def _ends(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[int]:
    return (found.end() for found in pattern.finditer(text, start, end))


def _nearest(places: Iterable[int], text: str, whole: Sequence[tuple[int, int]]) -> int | None:
    free = (p for p in places if 0 < p < len(text) and not inside(p, whole))
    return min(free, key=lambda p: abs(2 * p - len(text)), default=None)


def _outward(size: int) -> Iterator[int]:
    """Yield the places between the characters of a text, from its middle outward."""
    for distance in range(size // 2 + 1):
        for place in (size // 2 + distance, size // 2 - distance):
            if 0 < place < size:
                yield place


def _joins(text: str, place: int) -> bool:
    """Whether the characters on both sides of ``place`` make one sign."""
    categories = unicodedata.category(text[place - 1]), unicodedata.category(text[place])
    return categories[0] == "Cf" or categories[1] in {"Mn", "Mc", "Me", "Cf"}
