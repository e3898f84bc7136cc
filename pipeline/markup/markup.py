"""Inline markup in a translation: bold, links, code, images and notes on the words they belong to.

`place` puts the marks of one segment on its translation, `join` puts the segments of a block
together again. What holds for any marks and any alignment, good or bad:

- the marks of the result nest, and each mark of the segment stands in it exactly once;
- the text of the translation is complete, and ``VERBATIM`` texts are exact;
- a ``SPAN`` stands on whole words, unless its source cuts a word itself (km<sup>2</sup>).

Where a mark stands on doubtful ground a reason says so, in words for an editor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.alignment import Alignment, Offsets
from pipeline.engines.base import Hypothesis
from pipeline.markup.layout import Layout
from pipeline.markup.points import Point, place_points
from pipeline.markup.spans import place_spans
from pipeline.markup.verbatim import restore
from pipeline.model import Inline, Mark, MarkKind, Segment

_NAMES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (r"!\[|<img\b", "image"),
        (r"\[\^", "footnote"),
        (r"\[|<a\b", "link"),
        (r"\*\*\*|___", "bold italics"),
        (r"\*\*|__|<b\b|<strong\b", "bold"),
        (r"\*|_|<i\b|<em\b", "emphasis"),
        (r"~~|<s\b|<del\b", "strikethrough"),
        (r"`|<code\b|<kbd\b|<samp\b", "code"),
        (r"<br\b|\s*\n|\\\n", "line break"),
    )
)
_LONGEST_QUOTE: Final = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A translated segment with its marks, and the reasons why it needs eyes."""

    inline: Inline
    reasons: tuple[str, ...] = ()


def place(segment: Segment, hypothesis: Hypothesis) -> Placed:
    """Put the marks of ``segment`` on its translation.

    Marks in the gap of the segment keep their distance from the end of the text.

    Raises:
        ValueError: when the attention of ``hypothesis`` does not fit its tokens.
    """
    if not segment.marks:
        return Placed(inline=Inline(text=hypothesis.text))
    alignment = Alignment.of(segment.text, hypothesis)
    restored = restore(segment, hypothesis.text, alignment)
    layout = Layout.of(segment, restored)
    place_spans(layout)
    points = place_points(layout)
    reasons = [
        f"{describe(segment, at)} was not found in the translation; see where it stands"
        for at in restored.lost
    ]
    for at in sorted(layout.doubtful):
        has_text = segment.marks[at].start < segment.marks[at].end
        where = "on the wrong words" if has_text else "in the wrong place"
        reasons.append(f"{describe(segment, at)} may stand {where}")
    return Placed(inline=_written(layout, points), reasons=tuple(reasons))


def copy(segment: Segment) -> Placed:
    """Return the segment itself as its translation, for what no model translates."""
    return Placed(inline=Inline(text=segment.text, marks=segment.marks))


def describe(segment: Segment, index: int) -> str:
    """Name a mark for an editor, with the source text that it encloses.

    >>> bold = Mark(kind=MarkKind.SPAN, start=0, end=4, open="**", close="**")
    >>> describe(Segment(text="Baku is here.", start=0, end=13, marks=(bold,)), 0)
    'the bold “Baku”'
    """
    mark = segment.marks[index]
    if mark.kind is MarkKind.VERBATIM and mark.open and not mark.close:
        return f"“{mark.open}”"  # a placeholder, written for the text that stands in for it
    name = next((name for pattern, name in _NAMES if pattern.match(mark.open)), None)
    quoted = segment.text[mark.start : mark.end] or ("" if name else mark.open)
    if len(quoted) > _LONGEST_QUOTE:
        quoted = quoted[: _LONGEST_QUOTE - 1] + "…"
    return f"the {name or 'markup'}" + (f" “{quoted}”" if quoted else "")


def join(segments: Sequence[Segment], translations: Sequence[Inline]) -> Inline:
    """Put the translated segments of a block together, with the gaps between them.

    The parts of a ``SPAN`` that was cut at a boundary are one again where they still meet: a bold
    paragraph of three sentences comes out in one bold.

    >>> bold = Mark(kind=MarkKind.SPAN, start=0, end=5, open="**", close="**")
    >>> one = Segment(text="One.", start=0, end=4, gap=" ")
    >>> two = Segment(text="Two!", start=5, end=9)
    >>> drafts = [Inline(text="Бір.", marks=(bold,)), Inline(text="Екі!", marks=(bold,))]
    >>> joined = join([one, two], drafts)
    >>> joined.text, [(mark.start, mark.end) for mark in joined.marks]
    ('Бір. Екі!', [(0, 10)])
    """
    text = ""
    marks: list[Mark] = []
    last: list[int] = []  # the marks of the segment before, and those that it continued
    for segment, translation in zip(segments, translations, strict=True):
        here = len(text)
        own = [replace(m, start=m.start + here, end=m.end + here) for m in translation.marks]
        ending = [at for at in last if marks[at].start < marks[at].end == here]
        beginning = [mark for mark in own if mark.start == here < mark.end]
        last = []
        for at, mark in zip(ending, beginning, strict=False):
            if not _is_continued(marks[at], mark):
                break
            marks[at] = replace(marks[at], end=mark.end)
            own.remove(mark)
            last.append(at)
        last += range(len(marks), len(marks) + len(own))
        marks += own
        text += translation.text + segment.gap
    return Inline(text=text, marks=tuple(marks))


def _is_continued(mark: Mark, following: Mark) -> bool:
    kind = (MarkKind.SPAN, mark.open, mark.close)
    return mark.kind is MarkKind.SPAN and kind == (following.kind, following.open, following.close)


def _written(layout: Layout, points: Sequence[Point]) -> Inline:
    """Return the translation with all marks, and spaces around the points that stand alone."""
    text, copied = "", 0
    added: list[tuple[int, int, int]] = []  # for each point its place, first mark and spaces
    shown: dict[int, Offsets] = {}
    for point in sorted(points, key=lambda point: (point.place, point.marks)):
        text += layout.text[copied : point.place] + " " * point.before
        shown.update(dict.fromkeys(point.marks, (len(text), len(text))))
        text += " " * point.after
        added.append((point.place, point.marks[0], point.before + point.after))
        copied = point.place
    text += layout.text[copied:]
    outermost: dict[int, int] = {}
    for at, (start, _) in layout.windows.items():
        outermost[start] = min(at, outermost.get(start, at))
    for at, (start, end) in layout.windows.items():
        # A point at the very start of a span is in it, unless it comes before it; but no space
        # goes into code.
        before = start + (at in layout.exact), outermost[start]
        ahead = sum(n for p, first, n in added if (p, first) < before)
        behind = sum(n for p, _, n in added if p < end)
        shown[at] = start + ahead, max(start + ahead, end + behind)
    return Inline(text=text, marks=_in_order(layout.segment, shown, len(text)))


def _in_order(segment: Segment, shown: Mapping[int, Offsets], size: int) -> tuple[Mark, ...]:
    """Return the marks in document order; those in the gap keep their distance from the text.

    A span that goes on in the next segment reaches into the gap where it ends the text, and what
    holds it does too.
    """
    moved = size - len(segment.text)
    marks = [replace(m, start=m.start + moved, end=m.end + moved) for m in segment.marks]
    for at, (start, end) in shown.items():
        marks[at] = replace(marks[at], start=start, end=end)
    wide = sorted(
        (at for at, mark in enumerate(marks) if mark.start < mark.end),
        key=lambda at: (marks[at].start, -marks[at].end, at),
    )
    reach = len(segment.gap)
    for at in wide:
        if at in shown and marks[at].end == size:
            reach = max(min(reach, segment.marks[at].end - len(segment.text)), 0)
            marks[at] = replace(marks[at], end=size + reach)
    order = {at: (mark.start, at, 0) for at, mark in enumerate(marks)}
    latest: dict[int, int] = {}
    for number, at in enumerate(wide):  # a point goes in after the spans that came before it
        start = marks[at].start
        latest[start] = max(at, latest.get(start, at))
        order[at] = (start, latest[start], number - len(wide))
    return tuple(marks[at] for at in sorted(order, key=order.__getitem__))
