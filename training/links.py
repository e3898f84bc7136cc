"""What guided attention is to look at: for each target piece the source pieces that it renders.

A piece looks at the pieces of the words that its word is aligned with. In a word that renders an
annotated term it looks at the very piece of the lemma that it copies, and at the lemma's last one
where it writes an ending: copying is taught piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.engines.annotation import Inside, cut_like, word_pieces
from training.align import Alignment
from training.annotate import Annotated

Links = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]
"""Target positions, source positions, and weights.

The weights sum to 1 over a target position, and to more where it copies: there each must be right.
"""

_SPACE = "▁"
_COPIED = 3.0


def link(
    source: Sequence[str], target: Sequence[str], text: Annotated, alignment: Alignment
) -> Links:
    """Links between the pieces of a pair.

    Args:
        source: the pieces that the model reads: a language token, the text, the end.
        target: the pieces that it writes, the end included.
        text: the pair, as it is before it is cut into pieces.
        alignment: for each word of the target the word of the plain source that it renders, or
            a negative number.
    """
    readable = _words(source[1:-1])  # positions count from the language token
    written = _words(target[:-1])
    of_origin: dict[int, list[int]] = {}
    for number, positions in enumerate(readable):
        origin = text.origins[min(number, len(text.origins) - 1)]
        of_origin.setdefault(origin, []).extend(at + 1 for at in positions)
    found: list[tuple[int, int, float]] = []
    for number, positions in enumerate(written):
        lemma = text.copies.get(number)
        if lemma is not None and lemma < len(readable):
            copied = [at + 1 for at in readable[lemma]]
            word = [target[at] for at in positions]
            for at, chosen in zip(
                positions, _copied(word, [source[c] for c in copied]), strict=True
            ):
                found += [(at, copied[c], _COPIED / len(chosen)) for c in chosen]
            continue
        wanted = int(alignment[min(number, len(alignment) - 1)])
        looked_at = of_origin.get(wanted, ()) if wanted >= 0 else ()
        found += [(at, place, 1 / len(looked_at)) for at in positions for place in looked_at]
    ats, places, weights = zip(*found, strict=True) if found else ((), (), ())
    return np.array(ats, np.int64), np.array(places, np.int64), np.array(weights, np.float32)


def cut_copies(
    source: Sequence[str],
    target: Sequence[str],
    text: Annotated,
    inside: Inside,
) -> list[str]:
    """The pieces of the target, those of copied words cut as their lemmas are, then an ending.

    A tokenizer cuts a form as it cuts any word, often across the place where the ending begins;
    the pieces to be written would then stand nowhere in the source.

    Args:
        source: the pieces of the source, without language token and end.
        target: the pieces of the target, without the end.
        text: the pair that they are the pieces of.
        inside: cuts what goes on a word that has begun.
    """
    readable = word_pieces(source)
    result: list[str] = []
    for number, pieces in enumerate(word_pieces(target)):
        lemma = text.copies.get(number, len(readable))
        copied = lemma < len(readable)
        result += cut_like(readable[lemma], "".join(pieces), inside) if copied else pieces
    return result


def _words(pieces: Sequence[str]) -> list[list[int]]:
    """The positions of the pieces of each word."""
    words: list[list[int]] = []
    for position, piece in enumerate(pieces):
        if piece.startswith(_SPACE) or not words:
            words.append([])
        words[-1].append(position)
    return words


def _copied(word: Sequence[str], lemma: Sequence[str]) -> Iterator[list[int]]:
    """For each piece of a word, which pieces of its lemma it copies; the last for an ending."""
    spans = list(_spans(lemma))
    letters, model = "".join(word).lstrip(_SPACE), "".join(lemma).lstrip(_SPACE)
    shift = max(letters.find(model[:2]), 0)  # what stands before the word, as a bracket
    for start, end in _spans(word):
        first, stop = start - shift, end - shift
        chosen = [n for n, (a, b) in enumerate(spans) if a < stop and first < b]
        if end == 0:  # a space that is a piece of its own
            chosen = [0]
        same = letters[start : start + 1] == model[first : first + 1] if first >= 0 else False
        yield chosen if chosen and same else [len(spans) - 1]


def _spans(pieces: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the letters of each piece stand in the word, the mark of its beginning left out."""
    done = 0
    for piece in pieces:
        size = len(piece.lstrip(_SPACE))
        yield done, done + size
        done += size
