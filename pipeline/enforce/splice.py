"""Changing a stretch of a hypothesis while its alignment stays true."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pipeline.alignment import piece_offsets
from pipeline.engines.base import Hypothesis

_SPACE = "▁"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """``text`` in place of ``[start:end]`` of a hypothesis; where they are equal it is inserted.

    ``source`` is the stretch of the source that the new text renders.
    """

    start: int
    end: int
    text: str
    source: tuple[int, int]

    def applied(self, text: str) -> str:
        """Return ``text`` with the edit made; an insertion keeps single spaces around it.

        >>> Edit(start=4, end=4, text="Baku", source=(0, 0)).applied("Now in")
        'Now Baku in'
        """
        return text[: self.start] + self._spaced(text) + text[self.end :]

    def end_in(self, text: str) -> int:
        """Return where the new text ends once the edit is made."""
        return self.start + len(self._spaced(text).rstrip())

    def _spaced(self, text: str) -> str:
        if self.start != self.end:
            return self.text
        joined = self.text[:1] in {" ", ",", "-"} or self.start == 0
        before = "" if joined or text[self.start - 1].isspace() else " "
        ends = self.start == len(text) or not text[self.start].isalnum() or self.text[-1:] == "-"
        after = "" if ends else " "
        return f"{before}{self.text}{after}"


def splice(hypothesis: Hypothesis, source: str, edit: Edit) -> Hypothesis:
    """Return the hypothesis with an edit made: in its text, its tokens and its attention.

    The new text becomes one piece that looks at the pin's stretch of the source. The score is
    kept; it belongs to the old text, and the caller replaces it by the model's.
    """
    offsets = piece_offsets(hypothesis.tokens, hypothesis.text)
    # Pieces that the edit touches go, unless it is an insertion: then it goes between two.
    first = next((i for i, (_, end) in enumerate(offsets) if end > edit.start), len(offsets))
    last = first
    if edit.end > edit.start:
        last = next((i for i, (start, _) in enumerate(offsets) if start >= edit.end), len(offsets))
    last = max(first, last)
    text = edit.applied(hypothesis.text)
    head = hypothesis.text[offsets[first][0] : edit.start] if first < last else ""
    tail = hypothesis.text[edit.end : offsets[last - 1][1]] if first < last else ""
    piece = _SPACE + head + edit.text + tail
    tokens = (*hypothesis.tokens[:first], piece, *hypothesis.tokens[last:])
    attention = hypothesis.attention
    if attention is not None:
        row = np.zeros((1, attention.shape[1]), dtype=attention.dtype)
        pieces = piece_offsets(hypothesis.source_tokens, source)
        touched = [
            i for i, (a, b) in enumerate(pieces) if a < edit.source[1] and b > edit.source[0]
        ]
        if touched:
            row[0, touched] = 1 / len(touched)
        attention = np.concatenate([attention[:first], row, attention[last:]])
    return replace(hypothesis, text=text, tokens=tokens, attention=attention, copied=())
