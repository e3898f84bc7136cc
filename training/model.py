"""The network: a small MarianMT with an initialisation that survives post-normalisation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import MarianConfig, MarianMTModel

from training.tokenizer import Encoder

_UNSEEN = 0.5
_ENCODER_RESIDUAL = 0.15
_DECODER_RESIDUAL = 1.0
_RESIDUAL_OUTPUTS = ("out_proj.weight", "fc2.weight")


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Size of the network."""

    width: int = 256
    feed_forward: int = 1024
    heads: int = 8
    encoder_layers: int = 4
    decoder_layers: int = 2
    dropout: float = 0.1
    positions: int = 512


def make_config(shape: Shape, encoder: Encoder) -> MarianConfig:
    """The MarianMT configuration."""
    return MarianConfig(
        vocab_size=encoder.size,
        decoder_vocab_size=encoder.size,
        d_model=shape.width,
        encoder_layers=shape.encoder_layers,
        decoder_layers=shape.decoder_layers,
        encoder_attention_heads=shape.heads,
        decoder_attention_heads=shape.heads,
        encoder_ffn_dim=shape.feed_forward,
        decoder_ffn_dim=shape.feed_forward,
        max_position_embeddings=shape.positions,
        activation_function="swish",
        dropout=shape.dropout,
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
        pad_token_id=encoder.pad,
        eos_token_id=encoder.eos,
        forced_eos_token_id=encoder.eos,
        decoder_start_token_id=encoder.pad,
    )


def make_model(config: MarianConfig) -> MarianMTModel:
    """A fresh model. Eager attention: faster than SDPA for short sentences on a CPU."""
    config._attn_implementation = "eager"
    model = MarianMTModel(config)
    initialise(model)
    return model


def initialise(model: MarianMTModel) -> None:
    """Xavier weights with small outputs of every residual branch of the encoder.

    Post-norm encoders trained from default weights collapse (all tokens alike); smaller residual
    branches keep the early gradient flat over depth, cf. Liu et al. (2020), "Understanding the
    Difficulty of Training Transformers".
    """
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "embed_positions" in name or weight.dim() < 2:
                continue
            if "shared" in name or "embed_tokens" in name or "lm_head" in name:
                nn.init.normal_(weight, std=model.config.d_model**-0.5)
                continue
            nn.init.xavier_uniform_(weight)
            if name.endswith(_RESIDUAL_OUTPUTS):
                weight.mul_(_ENCODER_RESIDUAL if ".encoder." in name else _DECODER_RESIDUAL)
    clear_padding(model)


def weights(folder: Path) -> dict[str, Tensor]:
    """The weights of a transformers folder in single precision, to go on training from."""
    published = MarianMTModel.from_pretrained(str(folder), dtype=torch.float32)
    state: dict[str, Tensor] = published.state_dict()
    return state


def set_frequencies(model: MarianMTModel, counts: Tensor) -> None:
    """Gives every piece the logarithm of its frequency as a fixed bias of the output.

    Else the first thing to be learned is the frequency of the pieces, and the shortest way there is
    an encoder that says the same of every token, from which post-norm layers recover slowly.
    """
    share = (counts.double() + _UNSEEN) / (counts.sum() + _UNSEEN * len(counts))
    with torch.no_grad():
        model.final_logits_bias.copy_(share.log().float())


def set_embeddings(model: MarianMTModel, vectors: Tensor) -> None:
    """Starts the tied embeddings from ``vectors``, one row a piece."""
    with torch.no_grad():
        model.model.shared.weight.copy_(vectors)
    clear_padding(model)


def clear_padding(model: MarianMTModel) -> None:
    """Sets the embedding of the padding token to zero.

    CTranslate2 starts Marian decoders from a zero embedding; tied to the output layer the row gets
    a gradient at every step, so this follows every update.
    """
    with torch.no_grad():
        model.model.shared.weight[model.config.pad_token_id].zero_()
