"""Fixtures: a tokenizer and examples small enough for a test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from training.batches import BatchMaker, Mixture
from training.corpora import CORPORA, Split, read_split
from training.examples import make_examples, tokenizer_texts
from training.model import Shape, make_config, make_model
from training.tokenizer import Encoder, train_tokenizer
from training.train import Settings, Trainer

TINY = Shape(width=32, feed_forward=64, heads=2, encoder_layers=2, decoder_layers=1)

TINY_RUN: dict[str, Any] = {"warmup": 4, "log_steps": 2, "workers": 1, "bf16": False}


@pytest.fixture(scope="session")
def split(tmp_path_factory: pytest.TempPathFactory) -> Split:
    """A few hundred rows, the same ones however much the corpora grow."""
    folder = tmp_path_factory.mktemp("corpora")
    for name in ("part-01.tsv", "lexicon-01.tsv"):
        shutil.copyfile(CORPORA / name, folder / name)
    whole = read_split(folder)
    return Split(
        train=whole.train[:400], development=whole.development[:4], lexicon=whole.lexicon[:300]
    )


@pytest.fixture(scope="session")
def tokenizer(split: Split, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tokenizer folder of 1,000 pieces."""
    folder = tmp_path_factory.mktemp("tokenizer")
    train_tokenizer(tokenizer_texts(split), folder, pieces=1000, threads=1)
    return folder


@pytest.fixture(scope="session")
def encoder(tokenizer: Path) -> Encoder:
    """The encoder of that tokenizer."""
    return Encoder(tokenizer)


@pytest.fixture(scope="session")
def batches(split: Split, encoder: Encoder) -> BatchMaker:
    """Batches of 200 target tokens; annotations and piece splitting from the first step on."""
    examples = make_examples(split, encoder)
    mixture = Mixture(curriculum_steps=4, split_after=0, parts=2, annotated=0.5)
    return BatchMaker(examples, encoder, mixture=mixture, tokens=200, seed=7)


@pytest.fixture
def make_trainer(batches: BatchMaker, encoder: Encoder, split: Split) -> Callable[..., Trainer]:
    """Makes a trainer of a tiny model in a given folder."""

    def make(directory: Path, steps: int, **options: Any) -> Trainer:
        torch.set_num_threads(1)
        torch.manual_seed(7)
        return Trainer(
            model=make_model(make_config(TINY, encoder)),
            batches=batches,
            encoder=encoder,
            development=split.development[:1],
            directory=directory,
            settings=Settings(**{**TINY_RUN, "steps": steps, **options}),
        )

    return make
