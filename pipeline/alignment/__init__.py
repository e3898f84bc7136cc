"""Which words of a translation render which words of its source."""

from pipeline.alignment.align import (
    DOUBTFUL,
    Alignment,
    Lean,
    Weights,
    best_stretch,
    word_attention,
)
from pipeline.alignment.cognates import sound
from pipeline.alignment.pieces import piece_offsets
from pipeline.alignment.words import Offsets, is_punctuation, words

__all__ = [
    "DOUBTFUL",
    "Alignment",
    "Lean",
    "Offsets",
    "Weights",
    "best_stretch",
    "is_punctuation",
    "piece_offsets",
    "sound",
    "word_attention",
    "words",
]
