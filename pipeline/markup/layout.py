"""What is known of the places of a segment's marks while they are put on its translation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.alignment import Alignment, Offsets
from pipeline.markup.verbatim import Restored
from pipeline.model import Mark, Segment


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """What holds a mark: its bounds in the source and in the translation, and its target words."""

    source: Offsets
    target: Offsets
    words: tuple[int, int]


@dataclass(kw_only=True, slots=True)
class Layout:
    """The marks of a segment, and where they are on its translation as far as they are placed.

    Marks are named by their index. Their windows (offsets in the translation) form a laminar
    family: any two are disjoint or one holds the other.

    Attributes:
        segment: the source and its marks.
        text: the translation.
        alignment: of the two.
        code: where the verbatim texts stand.
        parents: for each mark the one that directly holds it.
        windows: for each placed mark with a width, where it stands.
        exact: the verbatim texts, and the marks in them: these stand as in the source.
        doubtful: the marks whose place is not certain.
    """

    segment: Segment
    text: str
    alignment: Alignment
    code: dict[int, Offsets]
    parents: list[int | None]
    windows: dict[int, Offsets]
    exact: set[int]
    doubtful: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, segment: Segment, restored: Restored) -> Layout:
        """Begin with the verbatim texts in their places."""
        return cls(
            segment=segment,
            text=restored.text,
            alignment=restored.alignment,
            code=dict(restored.stretches),
            parents=_parents(segment.marks),
            windows=dict(restored.stretches),
            exact=set(restored.stretches),
        )

    def frame(self, parent: int | None) -> Frame:
        """Return the frame of what stands directly within ``parent``, or in the whole segment."""
        source, target = (0, len(self.segment.text)), (0, len(self.text))
        if parent is not None:
            mark = self.segment.marks[parent]
            source, target = (mark.start, mark.end), self.windows[parent]
        first = sum(start < target[0] for start, _ in self.alignment.target_spans)
        last = sum(end <= target[1] for _, end in self.alignment.target_spans)
        return Frame(source=source, target=target, words=(first, max(first, last)))

    def as_in_source(self, at: int, parent: int) -> Offsets:
        """Return the place of a mark within an exact copy; from now on it is one itself."""
        mark, holder = self.segment.marks[at], self.segment.marks[parent]
        moved = self.windows[parent][0] - holder.start
        self.exact.add(at)
        return mark.start + moved, mark.end + moved

    def is_within(self, at: int, ancestor: int) -> bool:
        """Whether the mark ``ancestor`` holds the mark ``at``, directly or not."""
        parent = self.parents[at]
        while parent is not None and parent != ancestor:
            parent = self.parents[parent]
        return parent is not None


def _parents(marks: Sequence[Mark]) -> list[int | None]:
    parents: list[int | None] = []
    stack: list[int] = []
    for at, mark in enumerate(marks):
        while stack and not (
            marks[stack[-1]].start <= mark.start and mark.end <= marks[stack[-1]].end
        ):
            stack.pop()
        parents.append(stack[-1] if stack else None)
        stack.append(at)
    return parents
