"""Greedy translation with the network under training, and its chrF on held-out rows."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from sacrebleu.metrics.chrf import CHRF
from transformers import MarianMTModel

from training import LOCALES
from training.corpora import Row
from training.tokenizer import Encoder


def translate(
    model: MarianMTModel,
    encoder: Encoder,
    texts: Sequence[str],
    locale: str,
    *,
    beams: int = 1,
    length_penalty: float = 1.0,
    batch: int = 100,
) -> list[str]:
    """Translates ``texts`` in order; the model is left in the mode it was in."""
    training = model.training
    model.train(False)
    sources = [encoder.source(text, locale) for text in texts]
    order = sorted(range(len(texts)), key=lambda n: len(sources[n]))
    result = [""] * len(texts)
    device = next(model.parameters()).device
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        width = max(len(sources[n]) for n in part)
        ids = [sources[n] + [encoder.pad] * (width - len(sources[n])) for n in part]
        source = torch.tensor(ids, device=device)
        with torch.inference_mode():
            written = model.generate(
                input_ids=source,
                attention_mask=(source != encoder.pad).long(),
                num_beams=beams,
                length_penalty=length_penalty,
                do_sample=False,
                max_new_tokens=min(256, 2 * width + 10),
                bad_words_ids=[[encoder.pad]],
            )
        for n, row in zip(part, written.tolist(), strict=True):
            result[n] = encoder.decode(row)
    model.train(training)
    return result


def development_chrf(
    model: MarianMTModel, encoder: Encoder, rows: Sequence[Row]
) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Scores greedy translations by chrF, locale by locale, and returns them too."""
    scores: dict[str, float] = {}
    written: dict[str, list[str]] = {}
    for locale in LOCALES:
        written[locale] = translate(model, encoder, [row.english for row in rows], locale)
        references = [row.target(locale) for row in rows]
        scores[locale] = round(CHRF().corpus_score(written[locale], [references]).score, 2)
    return scores, written
