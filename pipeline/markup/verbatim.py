"""Code and bare addresses in a translation: found again, however damaged, and put back exactly.

A model sees the text of a ``VERBATIM`` mark like any other and may respace, recase, inflect,
translate or drop it. `restore` looks for it in the translation, most certain evidence first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from rapidfuzz.fuzz import partial_ratio_alignment

from pipeline.alignment import DOUBTFUL, Alignment, Offsets
from pipeline.model import Mark, MarkKind, Segment

_ALIKE: Final = 80.0  # rapidfuzz ratio from which a stretch is a damaged copy
_SHORTEST_COPY: Final = 4  # shorter ones are alike by chance
OPENING: Final = "([{“«‹„"


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """A translation with its verbatim texts in place.

    Attributes:
        text: the translation.
        alignment: of the source with ``text``; each verbatim text is one word in it, together
            with an ending that the target language put on it.
        stretches: index of a mark of the segment -> where its exact text stands in ``text``.
        lost: the indices of marks whose text was not found and stands where its neighbours are.
    """

    text: str
    alignment: Alignment
    stretches: Mapping[int, Offsets]
    lost: tuple[int, ...] = ()


def restore(segment: Segment, text: str, alignment: Alignment) -> Restored:
    """Put the exact text of each ``VERBATIM`` mark of ``segment`` into its translation ``text``."""
    wanted: dict[int, Mark] = {}
    done = 0
    for at, mark in enumerate(segment.marks):
        if mark.kind is MarkKind.VERBATIM and done <= mark.start < mark.end <= len(segment.text):
            wanted[at] = mark  # one inside another goes with it
            done = mark.end
    if not wanted:
        return Restored(text=text, alignment=alignment, stretches={})
    found: dict[int, Offsets] = {}
    lost = []
    for at, mark in sorted(wanted.items(), key=lambda item: item[1].start - item[1].end):
        for start, end in _candidates(segment.text[mark.start : mark.end], mark, text, alignment):
            if all(end <= a or b <= start for a, b in found.values()):
                found[at] = (start, end)
                break
        else:
            lost.append(at)
    for at in sorted(lost):
        place = _place_between(wanted[at], text, alignment, list(found.values()))
        found[at] = (place, place)
    return _rewritten(segment, text, alignment, found, tuple(sorted(lost)))


def _candidates(code: str, mark: Mark, text: str, alignment: Alignment) -> Iterator[Offsets]:
    """Yield where ``code`` may stand in ``text``: exact, damaged, or what is aligned with it."""
    aligned = alignment.target_of(mark.start, mark.end)
    near = aligned.start if aligned else 0
    yield from sorted(_copies(code, text), key=lambda stretch: abs(stretch[0] - near))
    if _SHORTEST_COPY <= len(code) <= len(text):
        copy = partial_ratio_alignment(code.casefold(), text.casefold(), score_cutoff=_ALIKE)
        # Casefolding may change lengths (ß, İ); then offsets would not be those of the text.
        if copy and len(text.casefold()) == len(text):
            yield from _trimmed(code, text, copy.dest_start, copy.dest_end)
    if aligned and aligned.confidence >= DOUBTFUL:
        yield aligned.start, aligned.end


def _copies(code: str, text: str) -> Iterator[Offsets]:
    """Yield where ``code`` stands in ``text`` without being a piece of a longer word."""
    start = text.find(code)
    while start >= 0:
        end = start + len(code)
        joined = text[start - 1 : start + 1] if start else ""
        tail = text[end - 1 : end + 1]
        if not (len(joined) == 2 and joined.isalnum()) and not (len(tail) == 2 and tail.isalnum()):
            yield start, end
        start = text.find(code, start + 1)


def _trimmed(code: str, text: str, start: int, end: int) -> Iterator[Offsets]:
    """Yield a stretch like ``code`` made to end with words, unless nothing is left of it."""
    while start < end and not text[start].isalnum() and code[0].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum() and code[-1].isalnum():
        end -= 1
    if start < end:
        while start and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
        yield start, end


def _place_between(mark: Mark, text: str, alignment: Alignment, taken: Sequence[Offsets]) -> int:
    """Return the place in ``text`` where the neighbours of ``mark`` are; never inside a word."""
    gap = alignment.gap_of(mark.start)
    targets = alignment.target_spans
    if gap is None or not targets:
        place = len(text)
    elif gap[0] == len(targets):
        place = targets[-1][1]
    else:
        place = targets[gap[0]][0]
    return next((end for start, end in taken if start < place < end), place)


def _rewritten(
    segment: Segment,
    text: str,
    alignment: Alignment,
    found: Mapping[int, Offsets],
    lost: tuple[int, ...],
) -> Restored:
    """Write the exact texts into the stretches found, and take the alignment along."""
    written, copied = "", 0
    stretches: dict[int, Offsets] = {}
    moves = [(0, 0)]  # from which old place on text is moved, and how far
    for at, (start, end) in sorted(found.items(), key=lambda item: (*item[1], item[0])):
        mark = segment.marks[at]
        written += text[copied:start]
        if start == end and written and not (written[-1].isspace() or written[-1] in OPENING):
            written += " "
        stretches[at] = (len(written), len(written) + mark.end - mark.start)
        written += segment.text[mark.start : mark.end]
        if start == end < len(text) and (text[end].isalnum() or text[end] in OPENING):
            written += " "
        copied = end
        moves.append((end, len(written) - end))
    written += text[copied:]

    def moved(place: int) -> int:
        return place + moves[bisect_right(moves, (place, len(written))) - 1][1]

    words = dict(stretches)
    spans, rows = [], []
    for (start, end), row in zip(alignment.target_spans, alignment.weights, strict=True):
        touching = [at for at, (a, b) in found.items() if a < end and b > start]
        if not touching:
            spans.append((moved(start), moved(start) + end - start))
            rows.append(row)
        elif len(touching) == 1:  # what is left of the word, as an ending, goes with the code
            at = touching[0]
            left = moved(start) if start < found[at][0] else words[at][0]
            words[at] = left, moved(end) if end > found[at][1] else words[at][1]
    for at, span in words.items():
        mark = segment.marks[at]
        touched = np.array([a < mark.end and b > mark.start for a, b in alignment.source_spans])
        spans.append(span)
        rows.append(touched / max(touched.sum(), 1))
    order = sorted(range(len(spans)), key=spans.__getitem__)
    realigned = Alignment(
        source_spans=alignment.source_spans,
        target_spans=tuple(spans[at] for at in order),
        weights=np.array([rows[at] for at in order]).reshape(
            len(order), len(alignment.source_spans)
        ),
    )
    return Restored(text=written, alignment=realigned, stretches=stretches, lost=lost)
