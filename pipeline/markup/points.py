"""Images, notes, line breaks and raw tags: marks without a width, put between words.

They are placed when all spans are: beside the span that they touch in the source, else between
the target words that render their neighbours. Where one stood alone between two spaces, it does so
again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from pipeline.alignment import DOUBTFUL, Lean, is_punctuation
from pipeline.markup.layout import Frame, Layout
from pipeline.markup.verbatim import OPENING


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """Marks without width that stand together, and whether a space goes before and after."""

    place: int
    marks: tuple[int, ...] = ()
    before: bool = False
    after: bool = False


def place_points(layout: Layout) -> list[Point]:
    """Return the places of the marks without width that stand before the end of the segment.

    Marks at one place in the source stay together, and those within one span keep their order,
    since raw tags may belong to each other.
    """
    groups: dict[tuple[int | None, int], list[int]] = defaultdict(list)
    for at, mark in enumerate(layout.segment.marks):
        if at not in layout.windows and mark.start < len(layout.segment.text):
            groups[_holder(layout, at), mark.start].append(at)
    points: list[Point] = []
    done: dict[int | None, int] = {}
    for (parent, place), group in groups.items():
        if parent is not None and parent in layout.exact:
            point, certainty = Point(place=layout.as_in_source(group[0], parent)[0]), 1.0
        else:
            point, certainty = _point(layout, group[0], place, parent)
        if point.place < done.get(parent, 0):
            point, certainty = replace(point, place=done[parent]), 0.0
        done[parent] = point.place
        if certainty < DOUBTFUL:
            layout.doubtful.update(group)
        points.append(replace(point, marks=tuple(group)))
    return points


def _holder(layout: Layout, at: int) -> int | None:
    """Return the mark that holds one without width: not a point, nor code that ends there."""
    place, parent = layout.segment.marks[at].start, layout.parents[at]
    while parent is not None:
        holder = layout.segment.marks[parent]
        if holder.start < place < holder.end:
            break
        if holder.start < holder.end and parent not in layout.exact:
            break
        parent = layout.parents[parent]
    return parent


def _point(layout: Layout, at: int, place: int, parent: int | None) -> tuple[Point, float]:
    """Return where a mark without width goes, and how certain that is."""
    source, text, frame = layout.segment.text, layout.text, layout.frame(parent)
    blank_before = place == 0 or source[place - 1].isspace()
    alone = blank_before and source[place].isspace()
    target, certainty = _beside(layout, at, place, parent), 1.0
    if target is None:
        closes = is_punctuation(source[place]) and source[place] not in OPENING
        leans_right = source[place - 1] in OPENING or (blank_before and not closes)
        lean = Lean.NOT if alone else Lean.RIGHT if leans_right else Lean.LEFT
        target, certainty = _between(layout, place, lean, frame)
    target = _outside(layout, place, target, frame)
    if any(start < target < end for start, end in layout.code.values()):
        return Point(place=target), certainty  # no space may be put into code
    point = Point(
        place=target,
        before=blank_before and target > 0 and not text[target - 1].isspace(),
        after=alone and _is_word_ahead(text, target),
    )
    return point, certainty


def _is_word_ahead(text: str, place: int) -> bool:
    return place < len(text) and (text[place].isalnum() or text[place] in OPENING)


def _beside(layout: Layout, at: int, place: int, parent: int | None) -> int | None:
    """Return the edge of the window that the mark touches in the source, if any."""
    if place == 0 and parent is None:
        return 0
    marks, (low, high) = layout.segment.marks, layout.frame(parent).target
    near = [other for other, (a, b) in layout.windows.items() if low <= a and b <= high]
    if ended := [other for other in near if marks[other].end == place]:
        return layout.windows[min(ended)][1]
    begun = [other for other in near if marks[other].start == place]
    if inner := [other for other in begun if other < at]:
        return layout.windows[max(inner)][0]
    return layout.windows[min(begun)][0] if begun else None


def _between(layout: Layout, place: int, lean: Lean, frame: Frame) -> tuple[int, float]:
    """Return the place between target words that answers to one between source words."""
    text, spans = layout.text, layout.alignment.target_spans
    (first, last), (low, high) = frame.words, frame.target
    gap, certainty = layout.alignment.gap_of(place, leans=lean) or (first, 0.0)
    gap = min(max(gap, first), last)
    if first == last or (gap == last and lean is not Lean.LEFT):
        return (low if lean is Lean.LEFT else high), certainty
    if lean is Lean.LEFT:
        target = spans[gap - 1][1] if gap > first else low
        if is_punctuation(layout.segment.text[place - 1]):
            while target < high and is_punctuation(text[target]):
                target += 1
        elif target + 1 < high and text[target].isspace() and is_punctuation(text[target + 1]):
            target += 1
    else:
        target = spans[gap][0]
        while target > low and text[target - 1] in OPENING:
            target -= 1
    return target, certainty


def _outside(layout: Layout, place: int, target: int, frame: Frame) -> int:
    """Move a place out of words, and out of the windows of marks that do not hold it."""
    low, high = frame.target
    for start, end in layout.alignment.target_spans:
        if start < target < end:
            target = min(end, high)
    widest_first = sorted(layout.windows.items(), key=lambda item: item[1][0] - item[1][1])
    for at, (start, end) in widest_first:
        mark = layout.segment.marks[at]
        holds = mark.start <= place <= mark.end or (start <= low and high <= end)
        if start < target < end and not holds:
            target = start if place <= mark.start else end
    return target
