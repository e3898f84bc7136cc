"""Hints written into a model's source, and its attention read back as if they were not there.

The form is the one that models which declare it were trained on: ``⟦Nakhchivan¦Нахчыван⟧``. They
write a form of the lemma in the lemma's own pieces, as far as it begins with them, then an ending.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.engines.base import Hint

OPEN, MIDDLE, CLOSE = "⟦¦⟧"
_PLAIN = str.maketrans({OPEN: "[", MIDDLE: "|", CLOSE: "]"})
_SPACE = "▁"
_SHORTEST = 3
"""Letters that a word at least begins with as a lemma does, to be a form of it."""

Inside = Callable[[str], Sequence[str]]
"""Cuts into pieces what goes on a word that has begun."""


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


def cut_like(lemma: Sequence[str], word: str, inside: Inside) -> tuple[str, ...]:
    """Cut a word into the pieces of a lemma, as far as it begins with them, and an ending's.

    >>> cut_like(["▁Ақ", "тау"], "▁Ақтауда", lambda ending: [ending])
    ('▁Ақ', 'тау', 'да')
    """
    begun = _begun(lemma, word)
    ending = word.removeprefix("".join(begun))
    return (*begun, *(inside(ending) if ending else ()))


def cut_like_lemmas(
    target: Sequence[str], annotated: Sequence[str], inside: Inside
) -> tuple[str, ...]:
    """Cut those words of a target that are forms of a hint's lemma as `cut_like` does.

    >>> cut_like_lemmas(["▁Ақт", "ауда"], ["▁", "⟦", "▁Ak", "▁¦", "▁Ақ", "тау", "▁⟧"], str.split)
    ('▁Ақ', 'тау', 'да')
    """
    lemmas = list(_lemma_words(annotated))
    beginnings = {"".join(lemma)[: _SHORTEST + 1] for lemma in lemmas}
    result: list[str] = []
    for pieces in word_pieces(target):
        word = "".join(pieces)
        if word[: _SHORTEST + 1] not in beginnings:  # as most are, and this is told fast
            result += pieces
            continue
        likest = max(lemmas, key=lambda lemma: len("".join(_begun(lemma, word))))
        letters = "".join(_begun(likest, word)).strip(_SPACE)
        result += cut_like(likest, word, inside) if len(letters) >= _SHORTEST else pieces
    return tuple(result)


def _lemma_words(annotated: Sequence[str]) -> Iterator[list[str]]:
    """Yield the pieces of each word of the hints' lemmas."""
    lemma: list[str] = []
    inside = False
    for piece in annotated:
        match piece.strip(_SPACE):
            case mark if mark == MIDDLE:
                inside, lemma = True, []
            case mark if mark == CLOSE:
                inside = False
                yield from word_pieces(lemma)
            case _ if inside:
                lemma.append(piece)


def word_pieces(pieces: Sequence[str]) -> list[list[str]]:
    """Return the pieces of each word.

    >>> word_pieces(["▁In", "▁Ak", "tau"])
    [['▁In'], ['▁Ak', 'tau']]
    """
    words: list[list[str]] = []
    for piece in pieces:
        if piece.startswith(_SPACE) or not words:
            words.append([])
        words[-1].append(piece)
    return words


def _begun(lemma: Sequence[str], word: str) -> Sequence[str]:
    """Return the pieces of a lemma that a word begins with."""
    count = end = 0
    for piece in lemma:
        if not word.startswith(piece, end):
            break
        count, end = count + 1, end + len(piece)
    return lemma[:count]


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
