"""Bold, links and other marks with a width, put on the words of a translation.

Spans are placed from the outside in, each within the window of the span around it; of neighbours
the most confident goes first, and the others keep off its words while there are any left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np

from pipeline.alignment import DOUBTFUL, Lean, Offsets, Weights, best_stretch, is_punctuation
from pipeline.markup.layout import Frame, Layout
from pipeline.model import Mark

_PARTNERS: Final = {"(": ")", "[": "]", "“": "”", "«": "»"}
# How many words one word counts for, where a span should not take it.
_TAKEN: Final = 20.0  # it is in another span
_FOREIGN: Final = 100.0  # it is code that does not stand in the span


def place_spans(layout: Layout) -> None:
    """Give every mark that has a width and begins in the text of the segment its window."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for at, mark in enumerate(layout.segment.marks):
        if mark.start < min(mark.end, len(layout.segment.text)):
            children[layout.parents[at]].append(at)
    for parent, siblings in children.items():  # in the order in which the parents are placed
        waiting = [at for at in siblings if at not in layout.windows]
        if parent is not None and parent in layout.exact:
            layout.windows |= {at: layout.as_in_source(at, parent) for at in waiting}
        else:
            _place_siblings(layout, waiting, parent)


def _place_siblings(layout: Layout, siblings: Sequence[int], parent: int | None) -> None:
    frame = layout.frame(parent)
    costs = np.ones(len(layout.alignment.target_spans))
    guesses = {at: _words_for(layout, at, frame, costs)[2] for at in siblings}
    for at in sorted(siblings, key=lambda at: -guesses[at]):
        first, last, certainty = _words_for(layout, at, frame, costs)
        taken = first < last and costs[first:last].max() > 1
        window = _window(layout, at, frame, first, last)
        layout.windows[at] = _laminar(layout, at, *window)
        if certainty < DOUBTFUL or taken or layout.windows[at] != window:
            layout.doubtful.add(at)
        costs[first:last] = _TAKEN


def _words_for(layout: Layout, at: int, frame: Frame, costs: Weights) -> tuple[int, int, float]:
    """Return the range of target words that a mark belongs on, and how certain that is."""
    mark, alignment, (first, last) = layout.segment.marks[at], layout.alignment, frame.words
    own = _words_in(layout, mark.start, min(mark.end, frame.source[1]))
    if own and own == _words_in(layout, *frame.source):
        return first, last, 1.0  # on all that is there
    if first == last:
        return first, last, 0.0
    if not own:
        gap, _ = alignment.gap_of(mark.start, leans=Lean.LEFT) or (first, 0.0)
        word = min(max(gap - 1, first), last - 1)
        return word, word + 1, 0.0
    costs = costs.copy()
    for code, (start, end) in layout.code.items():
        if not layout.is_within(code, at):
            costs[[a < end and start < b for a, b in alignment.target_spans]] = _FOREIGN
    shares = alignment.shares(mark.start, mark.end)
    portion = alignment.portion(mark.start, mark.end)
    first, last, certainty = best_stretch(shares, portion, costs=costs, within=frame.words)
    return *_within_quotes(layout, first, last, shares), certainty


def _words_in(layout: Layout, start: int, end: int) -> list[Offsets]:
    return [(a, b) for a, b in layout.alignment.source_spans if a < end and b > start]


def _within_quotes(layout: Layout, first: int, last: int, shares: Weights) -> tuple[int, int]:
    """Keep a range of words on one side of a quote or bracket that it does not hold whole."""
    while (middle := _torn(layout, first, last)) is not None:
        ahead, behind = shares[first:middle].sum(), shares[middle:last].sum()
        first, last = (first, middle) if ahead >= behind else (middle, last)
    return first, last


def _torn(layout: Layout, first: int, last: int) -> int | None:
    """Return the word before which a quote or bracket stands whose partner is not in range."""
    spans = layout.alignment.target_spans
    opened: list[tuple[str, int]] = []
    for word in range(first + 1, last):
        for char in layout.text[spans[word - 1][1] : spans[word][0]]:
            if char in _PARTNERS:
                opened.append((_PARTNERS[char], word))
            elif char in _PARTNERS.values() and (not opened or opened.pop()[0] != char):
                return word
    return opened[0][1] if opened else None


def _window(layout: Layout, at: int, frame: Frame, first: int, last: int) -> Offsets:
    """Return the offsets of target words ``first`` to ``last`` with what belongs around them.

    That is the punctuation that the source span takes in at its edges, and everything up to an
    edge that it shares with its frame. A part of a word and a span of mere punctuation are looked
    for by their own text.
    """
    mark, text, (low, high) = layout.segment.marks[at], layout.text, frame.target
    if first == last:
        return low, high
    start = layout.alignment.target_spans[first][0]
    end = layout.alignment.target_spans[last - 1][1]
    own = _words_in(layout, mark.start, mark.end)
    if not own or _cuts_a_word(layout.segment.text, mark):
        copy = _copy(layout, mark, (start, end) if own else (low, high), within_words=bool(own))
        return copy or (start, end)
    lead, tail = own[0][0] - mark.start, mark.end - own[-1][1]
    edges = {edge for window in layout.windows.values() for edge in window}
    while lead > 0 and start > low and start not in edges and is_punctuation(text[start - 1]):
        start, lead = start - 1, lead - 1
    while tail > 0 and end < high and end not in edges and is_punctuation(text[end]):
        end, tail = end + 1, tail - 1
    whole = (first, last) == frame.words or frame.target != (0, len(text))
    if whole and mark.start <= frame.source[0] and first == frame.words[0]:
        start = low
    if mark.end >= frame.source[1] and last == frame.words[1]:
        end = high
    return start, end


def _copy(layout: Layout, mark: Mark, within: Offsets, *, within_words: bool) -> Offsets | None:
    """Return where the text of ``mark`` stands in the translation, if it does once."""
    enclosed = layout.segment.text[mark.start : mark.end]
    if layout.text.count(enclosed, *within) != 1:
        return None
    start = layout.text.index(enclosed, *within)
    end = start + len(enclosed)
    cut = any(a < end and start < b for a, b in layout.alignment.target_spans)
    return None if cut and not within_words else (start, end)


def _cuts_a_word(text: str, mark: Mark) -> bool:
    return any(text[p - 1 : p + 1].isalnum() for p in (mark.start, mark.end) if 0 < p < len(text))


def _laminar(layout: Layout, at: int, start: int, end: int) -> Offsets:
    """Widen a window so that it holds its code, and crosses no other window."""
    for code, window in layout.code.items():
        if layout.is_within(code, at):
            start, end = min(start, window[0]), max(end, window[1])
    windows = list(layout.windows.values())
    while crossing := [(a, b) for a, b in windows if a < start < b < end or start < a < end < b]:
        start = min(start, *(a for a, _ in crossing))
        end = max(end, *(b for _, b in crossing))
    return start, end
