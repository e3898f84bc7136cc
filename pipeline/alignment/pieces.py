"""Which characters of a text the pieces of a tokenizer stand for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from pipeline.alignment.words import Offsets

_BOUNDARY: Final = "▁"  # with which SentencePiece marks a piece that begins a word
_FOLD: Final = str.maketrans("“”„‟«»‘’‚‛‹›`´–—−‐‑", "\"\"\"\"\"\"''''''''-----")


def piece_offsets(pieces: Sequence[str], text: str) -> tuple[Offsets, ...]:
    """Return for each piece the characters of ``text`` that it stands for.

    Tokenizers normalise (NFKC, straight quotes, single spaces) and write ``<unk>``, so pieces and
    text are compared without white space, in NFKD, quotes and dashes folded; where they still
    differ, the longest common subsequences of `difflib` decide, and a piece that is in none of
    them gets the characters between its neighbours.

    >>> piece_offsets(["▁Ba", "k", "ü", "<unk>", "."], "  Bakü 😀.")
    ((2, 4), (4, 5), (5, 6), (7, 8), (8, 9))
    """
    chars = [at for at, char in enumerate(text) for _ in _folded(char)]
    parts = [at for at, piece in enumerate(pieces) for char in piece for _ in _folded(char)]
    starts: list[int | None] = [None] * len(pieces)
    ends = [0] * len(pieces)
    folded = "".join(map(_folded, text)), "".join(map(_folded, "".join(pieces)))
    for one, other in _common(*folded):
        char, piece = chars[one], parts[other]
        if starts[piece] is None:
            starts[piece] = char
        ends[piece] = char + 1
    return _with_gaps_filled(starts, ends, text)


def _common(first: str, second: str) -> Iterator[tuple[int, int]]:
    """Yield the positions of a longest common subsequence, in order."""
    if first == second:
        yield from zip(range(len(first)), range(len(second)), strict=True)
        return
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for one, other, size in matcher.get_matching_blocks():
        yield from zip(range(one, one + size), range(other, other + size), strict=True)


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char == _BOUNDARY or char.isspace():
        return ""
    return unicodedata.normalize("NFKD", char.translate(_FOLD)).replace(" ", "")


def _with_gaps_filled(starts: list[int | None], ends: list[int], text: str) -> tuple[Offsets, ...]:
    """Give pieces that were not found the characters between those found before and after."""
    limits: list[int] = []  # for each piece, where the next one that was found begins
    following = len(text)
    for start in reversed(starts):
        limits.append(following)
        following = following if start is None else start
    filled: list[Offsets] = []
    done = 0
    for start, end, limit in zip(starts, ends, reversed(limits), strict=True):
        if start is None:
            begin = min(done, limit)
            stretch = text[begin:limit]
            begin += len(stretch) - len(stretch.lstrip())
            filled.append((begin, begin + len(stretch.strip())))
        else:
            filled.append((start, end))
            done = end
    return tuple(filled)
