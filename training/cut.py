"""Subword regularisation (Kudo 2018): now and then a piece becomes two shorter ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training.tokenizer import Encoder

_MOST = 3


class Cutter:
    """Cuts pieces of the vocabulary in two, each with probability ``share``."""

    def __init__(self, encoder: Encoder, share: float) -> None:
        self._share = share
        self._ways = _ways(encoder)

    def cut(self, ids: Sequence[int], rng: np.random.Generator) -> list[int]:
        """``ids`` with some of them cut in two, the likelier halves no more often than others."""
        draws = rng.random(len(ids))
        result: list[int] = []
        for number, draw in zip(ids, draws, strict=True):
            ways = self._ways[number]
            if draw < self._share and ways:
                result += ways[int(draw / self._share * len(ways))]
            else:
                result.append(number)
        return result


def _ways(encoder: Encoder) -> list[list[list[int]]]:
    """For each piece its likeliest ways to be written as two pieces of the vocabulary."""
    ids = {piece: n for n, piece in enumerate(encoder.pieces)}
    special = set(encoder.languages.values()) | {0, 1, encoder.pad}
    ways: list[list[list[int]]] = []
    for number, piece in enumerate(encoder.pieces):
        options: list[tuple[float, list[int]]] = []
        if number not in special:
            for place in range(1, len(piece)):
                left, right = ids.get(piece[:place]), ids.get(piece[place:])
                if left is not None and right is not None:
                    options.append((-encoder.scores[left] - encoder.scores[right], [left, right]))
        ways.append([pair for _, pair in sorted(options)[:_MOST]])
    return ways
