"""Blocks to sentences: the units that a model translates, each with its own marks.

Two laws hold for `split` and `fit`: the texts and gaps of the segments, one after the other, are
the text; and no boundary falls inside a ``VERBATIM`` mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pipeline.model import Inline, Mark, MarkKind, Segment
from pipeline.segments import clauses
from pipeline.segments.sentences import ADDRESS, beginnings, masked

Offsets = tuple[int, int]

_HARD_BREAK: Final = re.compile(r"\s*<br\b[^<>]*>\s*|(?: {2,}|\\)\r?\n\s*", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_SPACE: Final = re.compile(r"\s*")


def split(inline: Inline, starts: Iterable[int] = ()) -> tuple[Segment, ...]:
    """Split a block into its sentences; hard line breaks end a sentence too.

    ``starts`` are places where a segment begins in any case.

    Segments begin and end with text; the white space between them is in their gaps. A block that
    begins with white space begins with a segment whose text is empty and whose gap is that space.
    An empty block gives one empty segment, which keeps its marks.

    Each mark goes with its segment, positions counted from the segment's start; a mark in a gap
    lies after ``len(segment.text)``. A ``SPAN`` that crosses a boundary is cut into one for each
    segment; its parts reach to the end of the gap, which tells them from two spans side by side.

    >>> block = Inline(text="The U.S. team left. “Will it rain?” he said.")
    >>> [segment.text for segment in split(block)]
    ['The U.S. team left.', '“Will it rain?” he said.']
    """
    text, whole = inline.text, _verbatim(inline.marks)
    breaks = {mark.start for mark in inline.marks if _is_hard_break(mark)}
    breaks.update(starts)
    lines = sorted({0, len(text), *(p for p in breaks if not clauses.inside(p, whole))})
    cuts = set(lines)
    for start, end in pairwise(lines):
        code = [(a - start, b - start) for a, b in whole if start <= a and b <= end]
        cuts.update(start + place for place in beginnings(text[start:end], code))
    return _cut(text, inline.marks, cuts, offset=0)


def fit(segment: Segment, length: Callable[[str], int], maximum: int) -> tuple[Segment, ...]:
    """Split a segment that is too long for a model, at the ends of clauses where it has any.

    ``length`` counts the tokens of a text, ``maximum`` is how many the model takes. Each part fits,
    unless it is a single character. A segment that fits, or that no model sees, comes back alone.

    >>> (long,) = split(Inline(text="He came in May; she left at once."))
    >>> [part.text for part in fit(long, len, 20)]
    ['He came in May;', 'she left at once.']
    """
    if not segment.translatable or length(segment.text) <= maximum:
        return (segment,)
    place = clauses.cut(segment.text, _verbatim(segment.marks))
    if place is None:
        return (segment,)
    parts = _cut(segment.text + segment.gap, segment.marks, {place}, offset=segment.start)
    return tuple(piece for part in parts for piece in fit(part, length, maximum))


def _verbatim(marks: Iterable[Mark]) -> list[Offsets]:
    """Return where the text must stay whole, sorted and disjoint."""
    stretches: list[Offsets] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.kind is MarkKind.VERBATIM and (not stretches or mark.start >= stretches[-1][1]):
            stretches.append((mark.start, mark.end))
    return stretches


def _is_hard_break(mark: Mark) -> bool:
    return mark.kind is MarkKind.VOID and _HARD_BREAK.fullmatch(mark.open) is not None


def _cut(
    text: str, marks: Sequence[Mark], cuts: Iterable[int], *, offset: int
) -> tuple[Segment, ...]:
    """Cut ``text`` at ``cuts``, moved on over white space; ``offset`` is where it begins."""
    whole = _verbatim(marks)
    starts = sorted({0, *(_start(text, place, whole) for place in (0, *cuts))} - {len(text)}) or [0]
    shares = _marks_of(starts, marks)
    segments = []
    for (start, following), share in zip(pairwise([*starts, len(text)]), shares, strict=True):
        end = start + len(text[start:following].rstrip())
        if stretch := clauses.inside(end, whole):
            end = stretch[1]
        own = [replace(mark, start=mark.start - start, end=mark.end - start) for mark in share]
        segments.append(
            Segment(
                text=text[start:end],
                start=offset + start,
                end=offset + end,
                gap=text[end:following],
                marks=tuple(own),
                translatable=_is_translatable(text[start:end], own),
            )
        )
    return tuple(segments)


def _start(text: str, place: int, whole: Sequence[Offsets]) -> int:
    after = _SPACE.match(text, place)
    place = after.end() if after else place
    stretch = clauses.inside(place, whole)
    return stretch[0] if stretch else place


def _marks_of(starts: Sequence[int], marks: Sequence[Mark]) -> list[list[Mark]]:
    """Return the marks of each segment, those that cross into the next one cut.

    What has no width belongs to the segment that begins there, except a hard break, which ends
    the segment before it, with all that comes before the break. (A break right within a span that
    begins there stays in the span.)
    """
    shares: list[list[Mark]] = [[] for _ in starts]
    opened = {mark.start: at for at, mark in reversed([*enumerate(marks)]) if mark.start < mark.end}
    breaks = {
        mark.start: at
        for at, mark in enumerate(marks)
        if _is_hard_break(mark) and at < opened.get(mark.start, len(marks))
    }
    for at, mark in enumerate(marks):
        own = bisect_right(starts, mark.start) - 1
        if mark.start == mark.end:
            ends_line = own > 0 and starts[own] == mark.start and at <= breaks.get(mark.start, -1)
            shares[own - ends_line].append(mark)
        while own < len(starts) and starts[own] < mark.end and mark.start < mark.end:
            limit = starts[own + 1] if own + 1 < len(starts) else mark.end
            start, end = max(mark.start, starts[own]), min(mark.end, limit)
            shares[own].append(replace(mark, start=start, end=end))
            own += 1
    return shares


def _is_translatable(text: str, marks: Iterable[Mark]) -> bool:
    """Whether there is a word in ``text`` outside code and addresses."""
    stretches = [*_verbatim(marks), *(found.span() for found in ADDRESS.finditer(text))]
    return _WORD.search(masked(text, stretches, " ")) is not None
