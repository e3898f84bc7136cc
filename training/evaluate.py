"""Quality and speed of an exported model, by sacrebleu, as a Markdown table."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from transformers import MarianMTModel

from training import LOCALES
from training.corpora import Row
from training.export import CTRANSLATE2, TRANSFORMERS
from training.tokenizer import Encoder
from training.validate import translate

LENGTH_PENALTY = 1.5
"""Exponent of length normalisation: by plain means of its pieces the model translates too briefly.

Of 1, 1.3, 1.5 and 1.8 on held-out rows, the longer ones above all; see training/README.md.
"""

Translate = Callable[[Sequence[str], str], list[str]]


@dataclass(frozen=True, kw_only=True)
class Result:
    """Scores of one test set in one locale."""

    name: str
    locale: str
    sentences: int
    chrf: float
    chrf_plus: float
    bleu: float
    seconds: float


def ctranslate2_engine(model: Path, *, beams: int = 4, threads: int = 2) -> Translate:
    """Translates with the int8 model in ``model/ctranslate2``."""
    translator = ctranslate2.Translator(
        str(model / CTRANSLATE2), device="cpu", inter_threads=1, intra_threads=threads
    )
    encoder = Encoder(model / TRANSFORMERS)

    def run(texts: Sequence[str], locale: str) -> list[str]:
        tokens = [[encoder.pieces[i] for i in encoder.source(text, locale)] for text in texts]
        written = translator.translate_batch(
            tokens,
            beam_size=beams,
            length_penalty=LENGTH_PENALTY,
            max_batch_size=2048,
            batch_type="tokens",
        )
        return [encoder.decode(encoder.ids(result.hypotheses[0])) for result in written]

    return run


def transformers_engine(model: Path, *, beams: int = 4) -> Translate:
    """Translates with the reference implementation."""
    loaded = MarianMTModel.from_pretrained(str(model / TRANSFORMERS))
    encoder = Encoder(model / TRANSFORMERS)
    return lambda texts, locale: translate(
        loaded, encoder, texts, locale, beams=beams, length_penalty=LENGTH_PENALTY
    )


def ntrex_rows(directory: Path) -> list[Row]:
    """NTREX-128 from one file a language, aligned by line. For evaluation only."""
    columns = [
        (directory / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        for name in ("en", *LOCALES)
    ]
    return [Row(english=row[0], targets=row[1:]) for row in zip(*columns, strict=True)]


def evaluate(translator: Translate, sets: Mapping[str, Sequence[Row]]) -> list[Result]:
    """Scores every set in every locale."""
    results: list[Result] = []
    for name, rows in sets.items():
        for locale in LOCALES:
            start = time.perf_counter()
            written = translator([row.english for row in rows], locale)
            seconds = time.perf_counter() - start
            references = [[row.target(locale) for row in rows]]
            results.append(
                Result(
                    name=name,
                    locale=locale,
                    sentences=len(rows),
                    chrf=CHRF().corpus_score(written, references).score,
                    chrf_plus=CHRF(word_order=2).corpus_score(written, references).score,
                    bleu=BLEU().corpus_score(written, references).score,
                    seconds=seconds,
                )
            )
    return results


def markdown(results: Sequence[Result]) -> str:
    """A table of the results and the signatures of the metrics."""
    lines = [
        "| set | locale | sentences | chrF | chrF++ | BLEU | sentences/s |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {r.name} | {r.locale} | {r.sentences} | {r.chrf:.1f} | {r.chrf_plus:.1f} "
        f"| {r.bleu:.1f} | {r.sentences / r.seconds:.1f} |"
        for r in results
    ]
    metrics = (CHRF(), CHRF(word_order=2), BLEU())
    for metric in metrics:
        metric.corpus_score(["a"], [["a"]])
    signatures = ", ".join(f"`{metric.get_signature()}`" for metric in metrics)
    return "\n".join([*lines, "", f"sacrebleu signatures: {signatures}"])
