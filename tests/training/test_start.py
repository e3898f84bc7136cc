"""What the network starts from: embeddings, frequencies, an encoder that waits."""

from __future__ import annotations

import numpy as np
import torch

from training.corpora import Split
from training.embed import aligned_embeddings, piece_counts
from training.examples import make_examples
from training.model import make_config, make_model, set_embeddings, set_frequencies
from training.tokenizer import Encoder
from training.train import Settings, encoder_share

from .conftest import TINY


def test_words_that_translate_each_other_start_close_together(
    split: Split, encoder: Encoder
) -> None:
    vectors = aligned_embeddings(make_examples(split, encoder), encoder, 64, seed=1)

    pairs = [
        (one[0], other[0])
        for row in split.lexicon
        for target in row.targets
        if len(one := encoder.encode(row.english)) == len(other := encoder.encode(target)) == 1
        and one != other
    ]
    likeness = [float(vectors[one] @ vectors[other]) for one, other in pairs]
    strangers = [
        float(vectors[one] @ vectors[other])
        for (one, _), (_, other) in zip(pairs, pairs[len(pairs) // 2 :] + pairs, strict=False)
    ]
    assert torch.allclose(vectors.norm(dim=1), torch.ones(encoder.size), atol=1e-3)
    assert len(pairs) > 20
    assert np.mean(likeness) > np.mean(strangers) + 0.2


def test_the_bias_of_the_output_is_the_frequency_of_the_pieces(
    split: Split, encoder: Encoder
) -> None:
    counts = piece_counts(make_examples(split, encoder), encoder)
    model = make_model(make_config(TINY, encoder))
    set_frequencies(model, counts)
    shares = model.final_logits_bias[0].exp()
    assert torch.isclose(shares.sum(), torch.tensor(1.0), atol=1e-3)
    assert shares.argmax() == counts.argmax()


def test_setting_embeddings_keeps_the_padding_at_zero(encoder: Encoder) -> None:
    model = make_model(make_config(TINY, encoder))
    set_embeddings(model, torch.ones(encoder.size, TINY.width))
    assert not model.model.shared.weight[encoder.pad].any()
    assert model.lm_head.weight is model.model.shared.weight


def test_the_encoder_learns_later() -> None:
    settings = Settings(steps=1000, warmup=100, encoder_after=200)
    assert encoder_share(200, settings) == 0.0
    assert encoder_share(250, settings) == 0.5
    assert encoder_share(900, settings) == 1.0
