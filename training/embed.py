"""Embeddings to start from: pieces that translate each other lie close together.

With one matrix for the source, the target and the output layer, a decoder that only passes on the
source token it looks at then already prefers its translations. The vectors are the leading
directions of the pointwise mutual information of aligned pieces (Levy and Goldberg 2014, "Neural
Word Embedding as Implicit Matrix Factorization", with aligned pieces for contexts).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.batches import Example
from training.tokenizer import Encoder

_SELF = 0.5
_NOISE = 0.3
_LANGUAGE = 0.5


def piece_counts(examples: Iterable[Example], encoder: Encoder) -> Tensor:
    """How often each piece stands in a target."""
    counts = np.zeros(encoder.size)
    for example in examples:
        np.add.at(counts, encoder.target(example.target), 1)
    return torch.from_numpy(counts)


def aligned_embeddings(
    examples: Iterable[Example], encoder: Encoder, width: int, *, seed: int
) -> Tensor:
    """A matrix of one row a piece, each of length about 1."""
    together = np.zeros((encoder.size, encoder.size), np.float32)
    locales = {locale: column for column, locale in enumerate(encoder.languages)}
    written = np.zeros((encoder.size, len(locales)), np.float32)
    for example in examples:
        source, target = encoder.encode(example.source), encoder.encode(example.target)
        if not source or not target:
            continue
        np.add.at(written[:, locales[example.locale]], target, 1)
        links = example.alignment[_words(target, encoder, len(example.alignment))]
        words = _words(source, encoder, len(example.source.split()))
        ats, sources = np.nonzero(links[:, None] == words[None, :])
        rows, columns = np.array(target)[ats], np.array(source)[sources]
        np.add.at(together, (rows, columns), 1)
        np.add.at(together, (columns, rows), 1)
    together[np.diag_indices(encoder.size)] += _SELF * together.sum(axis=1)
    totals = together.sum(axis=1)
    expected = np.outer(totals, totals) / max(1.0, float(totals.sum()))
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.where(together > 0, np.log(together / expected), 0).clip(min=0)
    torch.manual_seed(seed)
    left, values, _ = torch.svd_lowrank(torch.from_numpy(information), q=width, niter=3)
    vectors = left * values.sqrt()
    vectors = vectors - vectors.mean(dim=0)
    # Pieces seen too little keep some of a random direction, so that no two rows are the same.
    noise = torch.randn(vectors.shape) * width**-0.5
    lengths = vectors.norm(dim=1, keepdim=True)
    known = torch.from_numpy(totals > 0).unsqueeze(1)
    mixed = torch.where(known, vectors / lengths.clamp(min=1e-6) + _NOISE * noise, noise)
    # Words that translate each other must still be told apart by the language asked for.
    shares = torch.from_numpy(written / written.sum(axis=1, keepdims=True).clip(min=1))
    directions = torch.linalg.qr(torch.randn(width, len(locales))).Q.T
    mixed = mixed / mixed.norm(dim=1, keepdim=True) + _LANGUAGE * shares @ directions
    result: Tensor = mixed / mixed.norm(dim=1, keepdim=True)
    return result


def _words(ids: Sequence[int], encoder: Encoder, count: int) -> NDArray[np.int64]:
    starts = np.cumsum([encoder.starts_word[i] for i in ids]) - 1
    return np.asarray(np.clip(starts, 0, count - 1), np.int64)
