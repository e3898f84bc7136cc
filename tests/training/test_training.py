"""A small run learns, resumes exactly, and exports a model that both engines load."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import ctranslate2
import numpy as np
import torch
from transformers import MarianMTModel

from training.align import align
from training.batches import Batch, BatchMaker, Mixture
from training.checkpoint import checkpoints, save
from training.corpora import Split
from training.evaluate import ctranslate2_engine, transformers_engine
from training.examples import make_examples
from training.export import average, export
from training.model import weights
from training.tokenizer import Encoder, load_tokenizer
from training.train import Settings, Trainer, learning_rate
from training.validate import translate

from .conftest import TINY

MakeTrainer = Callable[..., Trainer]


def losses(trainer: Trainer) -> list[float]:
    return [loss.cross_entropy for loss in trainer.run()]


def test_a_batch_depends_on_the_seed_and_the_step_alone(batches: BatchMaker) -> None:
    later = batches.batch(6, 1)
    batches.batch(900, 0)
    again = batches.batch(6, 1)
    assert np.array_equal(later.source, again.source)
    assert np.array_equal(later.labels, again.labels)
    assert not np.array_equal(later.source, batches.batch(6, 0).source)


def test_links_point_from_target_to_source_positions(batches: BatchMaker, encoder: Encoder) -> None:
    batch = batches.batch(6, 0)
    rows, targets, sources, weights = batch.links
    assert len(rows) > 0
    assert (batch.labels[rows, targets] >= 0).all()
    assert sources.min() > 0, "the language token belongs to no word"
    assert (batch.source[rows, sources] < encoder.pad).all()
    share = np.zeros(batch.labels.shape)
    np.add.at(share, (rows, targets), weights)
    assert np.isin(share.round(3), (0, 1, 3)).all()


def test_a_run_can_begin_with_the_weights_of_an_exported_model(
    make_trainer: MakeTrainer, tokenizer: Path, tmp_path: Path
) -> None:
    trainer = make_trainer(tmp_path / "run", steps=2)
    trainer.run()
    export(average(checkpoints(tmp_path / "run")), TINY, tokenizer, tmp_path / "out")
    found = weights(tmp_path / "out" / "transformers")
    ours = trainer.model.state_dict()
    assert found.keys() == ours.keys()
    trainer.model.load_state_dict(found)
    assert all(value.dtype == torch.float32 for value in found.values())
    assert all(torch.allclose(ours[name], found[name], atol=1e-2) for name in ours)


def test_alignment_finds_words_that_go_together() -> None:
    pairs = [("red house", "kırmızı ev"), ("red car", "kırmızı araba"), ("big house", "büyük ev")]
    assert align(pairs * 20)[0].tolist() == [0, 1]


def test_training_lowers_the_loss(make_trainer: MakeTrainer, tmp_path: Path) -> None:
    found = losses(make_trainer(tmp_path, 30))
    assert sum(found[-5:]) < sum(found[:5])


def test_two_workers_see_what_one_sees(make_trainer: MakeTrainer, tmp_path: Path) -> None:
    one = losses(make_trainer(tmp_path / "one", 3))
    two = losses(make_trainer(tmp_path / "two", 3, workers=2))
    assert np.allclose(one, two, rtol=1e-4)


def test_batches_made_ahead_train_as_batches_made_in_time(
    make_trainer: MakeTrainer, tmp_path: Path
) -> None:
    folder = tmp_path / "ahead"
    here = losses(make_trainer(tmp_path / "here", 6))
    ahead = losses(make_trainer(folder, 3, feeders=2)) + losses(make_trainer(folder, 6, feeders=2))
    assert np.allclose(here, ahead, rtol=1e-4)


def test_two_sentences_made_one_keep_their_pieces_and_links(split: Split, encoder: Encoder) -> None:
    examples = make_examples(split, encoder)

    def made(joined: float) -> Batch:
        mixture = Mixture(curriculum_steps=1, longest=1000, parts=1, joined=joined)
        return BatchMaker(examples, encoder, mixture=mixture, tokens=900, seed=3).batch(200, 0)

    apart, joined = made(0.0), made(1.0)
    rows = sorted(len(row[row >= 0]) for row in joined.labels)
    assert len(joined.source) < len(apart.source)
    assert rows[-1] > apart.labels.shape[1]
    assert len(joined.links[0]) == len(apart.links[0])

    def linked(batch: Batch) -> list[tuple[int, int]]:
        row, at, source_at, _ = batch.links
        pairs = zip(
            batch.labels[row, at].tolist(), batch.source[row, source_at].tolist(), strict=True
        )
        return sorted(pairs)

    assert linked(joined) == linked(apart)


def test_a_run_resumed_after_a_kill_has_the_same_losses(
    make_trainer: MakeTrainer, tmp_path: Path
) -> None:
    whole = losses(make_trainer(tmp_path / "whole", 60))
    folder = tmp_path / "killed"

    def endless() -> None:
        make_trainer(folder, 1_000_000, checkpoint_minutes=0.0).run()

    process = multiprocessing.get_context("fork").Process(target=endless)
    process.start()
    while not checkpoints(folder):
        time.sleep(0.01)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    (folder / "step-9999999.partial").write_bytes(b"half a checkpoint")
    trainer = make_trainer(folder, 60)
    begun = trainer.step
    assert begun > 0
    assert losses(trainer) == whole[begun:]


def test_a_stopped_run_leaves_a_checkpoint(make_trainer: MakeTrainer, tmp_path: Path) -> None:
    trainer = make_trainer(tmp_path, 1_000_000)
    start = time.monotonic()
    previous = signal.signal(signal.SIGALRM, lambda *_: trainer.stop())
    signal.alarm(1)
    trainer.run()
    signal.signal(signal.SIGALRM, previous)
    assert time.monotonic() - start < 30
    assert checkpoints(tmp_path)


def test_only_the_newest_checkpoints_are_kept(tmp_path: Path) -> None:
    for step in range(1, 6):
        save(tmp_path, step, {"step": step}, keep=2)
    assert [path.name for path in checkpoints(tmp_path)] == ["step-0000004.pt", "step-0000005.pt"]


def test_the_rate_rises_falls_and_ends_at_zero() -> None:
    settings = Settings(steps=100, warmup=10, cooldown=20, peak=1.0)
    rates = [learning_rate(step, settings) for step in range(101)]
    assert max(rates) == rates[9] == 1.0
    assert rates[79] > 0.3
    assert rates[100] == 0.0


def test_the_exported_model_loads_in_both_engines_and_they_agree(
    make_trainer: MakeTrainer, encoder: Encoder, tokenizer: Path, tmp_path: Path
) -> None:
    trainer = make_trainer(tmp_path / "run", 40)
    trainer.run()
    export(average(checkpoints(tmp_path / "run")), TINY, tokenizer, tmp_path / "model")

    model = MarianMTModel.from_pretrained(str(tmp_path / "model" / "transformers"))
    assert model.dtype == torch.float32
    assert model.config.birlestik["targets"] == ["kk", "ru", "tr", "az"]
    assert not model.model.shared.weight[encoder.pad].any()
    texts = ["The ministers met in Samarkand.", "Wheat prices rose."]
    trained = translate(trainer.model, encoder, texts, "tr")
    assert transformers_engine(tmp_path / "model", beams=1)(texts, "tr") == trained
    assert len(ctranslate2_engine(tmp_path / "model", beams=1)(texts, "tr")) == 2

    marian = load_tokenizer(tmp_path / "model" / "transformers")
    tokens = marian.convert_ids_to_tokens(marian(">>tr<< Wheat prices rose.")["input_ids"])
    translator = ctranslate2.Translator(str(tmp_path / "model" / "ctranslate2"))
    scores = translator.score_batch([tokens], [["▁B", "u"]])
    assert len(scores[0].log_probs) == 3
