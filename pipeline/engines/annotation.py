"""Hints written into a model's source, and its attention read back as if they were not there.

The form is the one that models which declare it were trained on: ``⟦Nakhchivan¦Нахчыван⟧``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.engines.base import Hint

OPEN, MIDDLE, CLOSE = "⟦¦⟧"
_PLAIN = str.maketrans({OPEN: "[", MIDDLE: "|", CLOSE: "]"})
_SPACE = "▁"


def plain(text: str) -> str:
    """Return text in which the writer's own brackets of this kind are ordinary ones.

    >>> plain("⟦sic⟧")
    '[sic]'
    """
    return text.translate(_PLAIN)


def annotate(text: str, hints: Sequence[Hint]) -> str:
    """Write hints into a text.

    >>> annotate("In Aktau.", [Hint(start=3, end=8, lemma="Ақтау")])
    'In ⟦Aktau¦Ақтау⟧.'
    """
    written, done = "", 0
    for hint in hints:
        surface = text[hint.start : hint.end]
        written += f"{text[done : hint.start]}{OPEN}{surface}{MIDDLE}{hint.lemma}{CLOSE}"
        done = hint.end
    return written + text[done:]


def owners(annotated: Sequence[str], source: Sequence[str]) -> NDArray[np.intp]:
    """Return for each piece of an annotated source the piece of the plain source it stands for.

    Pieces are matched by their letters, since a word may be cut otherwise beside a bracket; the
    brackets and the lemma stand for the last piece of what they annotate.

    >>> owners(["▁In", "▁", "⟦", "▁Ak", "tau", "¦", "▁Ақтау", "⟧", "."], ["▁In", "▁Akt", "au", "."])
    array([0, 1, 1, 1, 1, 2, 2, 2, 3])
    """
    of_letter = [at for at, piece in enumerate(source) for _ in piece.replace(_SPACE, "")]
    found: list[int] = []
    letter, in_lemma = 0, False
    last = max(len(source) - 1, 0)
    for piece in annotated:
        letters = piece.replace(_SPACE, "")
        if letters in {OPEN, MIDDLE, CLOSE} or in_lemma or not letters:
            in_lemma = letters == MIDDLE or (in_lemma and letters != CLOSE)
            at = letter - 1 if letters in {MIDDLE, CLOSE} or in_lemma else letter
        else:
            at, letter = letter, letter + len(letters)
        found.append(of_letter[min(max(at, 0), len(of_letter) - 1)] if of_letter else last)
    return np.array(found, dtype=np.intp)


def folded(
    attention: NDArray[np.float32], owner: NDArray[np.intp], width: int
) -> NDArray[np.float32]:
    """Sum the columns of ``attention`` by owner; the result has ``width`` columns."""
    return np.asarray(attention @ (owner[:, None] == np.arange(width)), dtype=np.float32)
