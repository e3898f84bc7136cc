"""The command line of the recipe: one command a stage."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from training import evaluate
from training.batches import BatchMaker, Mixture
from training.check import check_corpora
from training.checkpoint import checkpoints
from training.corpora import CORPORA, read_rows, read_split
from training.embed import aligned_embeddings, piece_counts
from training.examples import make_examples, tokenizer_texts
from training.export import average, export
from training.model import (
    Shape,
    make_config,
    make_model,
    set_embeddings,
    set_frequencies,
    weights,
)
from training.terms import term_markdown, term_success
from training.tokenizer import Encoder, train_tokenizer
from training.train import Settings, Trainer
from training.words import english_words


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one stage; returns the exit status."""
    options = _parser().parse_args(arguments)
    status: int = options.run(options)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training",
        description="Makes the embedded model: check-corpora, tokenizer, train, export, evaluate.",
    )
    stages = parser.add_subparsers(required=True, metavar="STAGE")

    def stage(
        name: str, run: Callable[[argparse.Namespace], int], purpose: str
    ) -> argparse.ArgumentParser:
        defaults = argparse.ArgumentDefaultsHelpFormatter
        added = stages.add_parser(name, help=purpose, formatter_class=defaults)
        added.set_defaults(run=run)
        return added

    check = stage("check-corpora", _check, "validate the corpus files")
    _add_corpora(check)
    check.add_argument(
        "--held-out",
        type=Path,
        nargs="*",
        default=[],
        metavar="FILE",
        help="evaluation sentences, one a line, that no corpus may contain",
    )

    tokenizer = stage("tokenizer", _tokenizer, "train the tokenizer")
    _add_data(tokenizer)
    tokenizer.add_argument("--out", type=Path, required=True, help="folder to write")
    tokenizer.add_argument("--pieces", type=int, default=8000, help="size of the vocabulary")

    words = stage("words", _words, "list the English words of the corpora")
    _add_corpora(words)
    words.add_argument("--out", type=Path, required=True, help="file to write")

    train = stage("train", _train, "train the model, or go on from the newest checkpoint")
    _add_data(train)
    train.add_argument("--tokenizer", type=Path, required=True, help="folder of the tokenizer")
    _add_run(train)
    _add_schedule(train)
    _add_shape(train)

    exporter = stage("export", _export, "average checkpoints and write the model")
    exporter.add_argument(
        "--run", dest="directory", type=Path, required=True, help="checkpoint folder"
    )
    exporter.add_argument("--tokenizer", type=Path, required=True, help="folder of the tokenizer")
    exporter.add_argument("--out", type=Path, required=True, help="folder to write")
    exporter.add_argument("--average", type=int, default=3, help="newest checkpoints to average")
    _add_shape(exporter)

    scorer = stage("evaluate", _evaluate, "score a model")
    scorer.add_argument("--model", type=Path, required=True, help="folder written by export")
    _add_corpora(scorer)
    scorer.add_argument("--ntrex", type=Path, default=None, help="folder of en.txt, kk.txt ...")
    scorer.add_argument("--engine", choices=("ctranslate2", "transformers"), default="ctranslate2")
    scorer.add_argument("--beams", type=int, default=4)
    scorer.add_argument("--limit", type=int, default=None, help="first sentences of each set only")
    scorer.add_argument("--threads", type=int, default=2)
    return parser


def _add_corpora(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of the .tsv files")


def _add_data(parser: argparse.ArgumentParser) -> None:
    _add_corpora(parser)
    parser.add_argument(
        "--parallel", type=Path, default=None, help="folder of <locale>.tsv.gz with general text"
    )


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--run", dest="directory", type=Path, required=True, help="checkpoint folder"
    )
    parser.add_argument(
        "--start",
        type=Path,
        default=None,
        help="transformers folder whose weights a new run begins with; take its tokenizer too",
    )


def _add_schedule(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--steps", type=int, default=6000, help="updates where the schedule ends")
    parser.add_argument(
        "--cooldown", type=int, default=1200, help="last updates, falling to rate 0"
    )
    parser.add_argument("--minutes", type=float, default=1e9, help="end this sitting after so long")
    parser.add_argument("--tokens", type=int, default=1400, help="target tokens of an update")
    parser.add_argument("--peak", type=float, default=1e-3, help="highest learning rate")
    parser.add_argument("--warmup", type=int, default=150, help="updates until the highest rate")
    parser.add_argument(
        "--encoder-after", type=int, default=250, help="updates before the encoder's layers learn"
    )
    parser.add_argument("--guidance", type=float, default=1.0, help="weight of guided attention")
    parser.add_argument("--curriculum", type=int, default=1500, help="updates until long sentences")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--workers", type=int, default=2, help="processes that train, or that feed a GPU"
    )
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--fp32", action="store_true", help="no bfloat16")
    parser.add_argument("--validate-minutes", type=float, default=25)
    parser.add_argument("--checkpoint-minutes", type=float, default=10)
    parser.add_argument("--development", type=int, default=100, help="held-out rows to translate")


def _add_shape(parser: argparse.ArgumentParser) -> None:
    shape = Shape()
    parser.add_argument("--width", type=int, default=shape.width)
    parser.add_argument("--feed-forward", type=int, default=shape.feed_forward)
    parser.add_argument("--heads", type=int, default=shape.heads)
    parser.add_argument("--encoder-layers", type=int, default=shape.encoder_layers)
    parser.add_argument("--decoder-layers", type=int, default=shape.decoder_layers)
    parser.add_argument("--dropout", type=float, default=shape.dropout)


def _check(options: argparse.Namespace) -> int:
    paths = sorted(options.corpora.glob("*.tsv"))
    faults = check_corpora(paths, options.held_out)
    for fault in faults:
        print(fault)
    print(f"{len(paths)} files, {len(read_rows(paths))} rows, {len(faults)} faults")
    return 1 if faults or not paths else 0


def _tokenizer(options: argparse.Namespace) -> int:
    texts = tokenizer_texts(read_split(options.corpora), options.parallel)
    train_tokenizer(texts, options.out, pieces=options.pieces)
    return 0


def _words(options: argparse.Namespace) -> int:
    rows = read_rows(sorted(options.corpora.glob("*.tsv")))
    listed = sorted(english_words(row.english for row in rows))
    options.out.write_text("\n".join(listed) + "\n", encoding="utf-8")
    print(f"{len(listed)} words in {options.out}")
    return 0


def _train(options: argparse.Namespace) -> int:
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    encoder = Encoder(options.tokenizer)
    split = read_split(options.corpora)
    examples = make_examples(split, encoder, parallel=options.parallel)
    print(f"{len(examples)} examples", flush=True)
    feeders = 0 if options.device == "cpu" else options.workers
    # A GPU wants one large batch where two small ones of other lengths fit a cache better.
    mixture = Mixture(curriculum_steps=options.curriculum, parts=1 if feeders else 2)
    batches = BatchMaker(
        examples, encoder, mixture=mixture, tokens=options.tokens, seed=options.seed
    )
    torch.manual_seed(options.seed)
    model = make_model(make_config(_shape(options), encoder))
    if options.start and not checkpoints(options.directory):
        model.load_state_dict(weights(options.start))
    elif not checkpoints(options.directory):
        set_frequencies(model, piece_counts(examples, encoder))
        vectors = aligned_embeddings(examples, encoder, options.width, seed=options.seed)
        set_embeddings(model, vectors)
    model = model.to(options.device)
    settings = Settings(
        steps=options.steps,
        cooldown=options.cooldown,
        minutes=options.minutes,
        seed=options.seed,
        peak=options.peak,
        warmup=options.warmup,
        guidance=options.guidance,
        encoder_after=options.encoder_after,
        bf16=not options.fp32,
        workers=options.workers,
        feeders=feeders,
        validate_minutes=options.validate_minutes,
        checkpoint_minutes=options.checkpoint_minutes,
    )
    held_out = split.development[: options.development]
    trainer = Trainer(
        model=model,
        batches=batches,
        encoder=encoder,
        development=held_out,
        directory=options.directory,
        settings=settings,
    )
    signal.signal(signal.SIGTERM, lambda *_: trainer.stop())
    trainer.run()
    return 0


def _export(options: argparse.Namespace) -> int:
    paths = checkpoints(options.directory)[-options.average :]
    export(average(paths), _shape(options), options.tokenizer, options.out)
    size = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(f"{', '.join(path.name for path in paths)}: {size / 1e6:.1f} MB in {options.out}")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    sets = {"development": read_split(options.corpora).development}
    if options.ntrex is not None:
        sets["NTREX-128"] = tuple(evaluate.ntrex_rows(options.ntrex))
    if options.engine == "ctranslate2":
        engine = evaluate.ctranslate2_engine(
            options.model, beams=options.beams, threads=options.threads
        )
    else:
        engine = evaluate.transformers_engine(options.model, beams=options.beams)
    limited = {name: rows[: options.limit] for name, rows in sets.items()}
    print(evaluate.markdown(evaluate.evaluate(engine, limited)))
    print(f"\n{term_markdown(term_success(engine, limited['development']))}")
    return 0


def _shape(options: argparse.Namespace) -> Shape:
    return Shape(
        width=options.width,
        feed_forward=options.feed_forward,
        heads=options.heads,
        encoder_layers=options.encoder_layers,
        decoder_layers=options.decoder_layers,
        dropout=options.dropout,
    )
