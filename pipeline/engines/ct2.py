"""The default engine: CTranslate2, int8 on a CPU."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import ctranslate2
import numpy as np

from pipeline.engines.base import Decoding, normalise
from pipeline.engines.batches import plan
from pipeline.engines.errors import IncompleteModel
from pipeline.engines.folder import Model
from pipeline.engines.tokens import Attention, Batch, Found, TokenEngine


class CTranslate2Engine(TokenEngine):
    """A model in CTranslate2's layout.

    Args:
        model: what to run; it has the CTranslate2 layout.
        jobs: how many batches run at a time, each on one core. Cores that share a batch wait for
            each other at every step: on a busy machine that was several times slower.
        device: ``cpu``, ``cuda`` or ``auto``.
        compute_type: ``int8`` gives the same bits in every batch; ``float32`` the same texts but
            for ties.
    """

    def __init__(
        self, model: Model, *, jobs: int = 1, device: str = "cpu", compute_type: str = "int8"
    ) -> None:
        super().__init__(model)
        if model.ctranslate2 is None:
            raise IncompleteModel(
                f"{model.root}: not in CTranslate2's layout; run `birlestik models convert`"
            )
        self._translator = ctranslate2.Translator(
            str(model.ctranslate2),
            device=device,
            compute_type=compute_type,
            inter_threads=jobs,
            intra_threads=1,
            max_queued_batches=-1,  # so that submitting never waits for a worker
        )

    def _search(self, batches: Sequence[Batch], decoding: Decoding) -> Iterable[list[list[Found]]]:
        running = [self._submit(batch, decoding) for batch in batches]
        for batch, (results, first_rows) in zip(batches, running, strict=True):
            found = [
                self._found(result.result(), first.result() if first else None)
                for result, first in zip(results, first_rows, strict=True)
            ]
            yield self._with_prefix_scores(batch, found, decoding) if batch.prefixes[0] else found

    def _submit(self, batch: Batch, decoding: Decoding) -> tuple[list[Any], Sequence[Any]]:
        results = self._translator.translate_batch(
            batch.sources,
            target_prefix=batch.prefixes if batch.prefixes[0] else None,
            beam_size=decoding.beam,
            num_hypotheses=batch.n_best,
            length_penalty=decoding.length_penalty,
            max_decoding_length=batch.limit,
            max_input_length=0,  # never truncate
            return_scores=True,
            return_attention=batch.attention,
            return_end_token=True,
            asynchronous=True,
        )
        # With a beam, CTranslate2 4.8 gives segment i of a batch the first row of attention of
        # segment i // beam. That row depends on the source alone: a greedy step has the true one.
        if not (batch.attention and decoding.beam > 1 and len(batch.sources) > 1):
            return results, [None] * len(results)
        return results, self._translator.translate_batch(
            batch.sources,
            beam_size=1,
            max_decoding_length=1,
            max_input_length=0,
            return_attention=True,
            asynchronous=True,
        )

    def _found(self, result: Any, first: Any) -> list[Found]:
        found = []
        looked = result.attention  # once: every reading copies all of it
        for index, tokens in enumerate(result.hypotheses):
            complete = bool(tokens) and tokens[-1] == self._tokenizer.eos
            kept = tokens[:-1] if complete else tokens
            attention: Attention | None = None
            if looked:
                attention = np.asarray(looked[index], dtype=np.float32)[: len(kept)]
                if first is not None and len(kept):
                    attention[0] = first.attention[0][0]
            found.append(
                Found(
                    tokens=kept,
                    score=result.scores[index],
                    complete=complete,
                    attention=attention,
                )
            )
        return found

    def _with_prefix_scores(
        self, batch: Batch, found: list[list[Found]], decoding: Decoding
    ) -> list[list[Found]]:
        """Score hypotheses anew: a search leaves the prefix out of its scores."""
        flat = [
            (source, each)
            for source, group in zip(batch.sources, found, strict=True)
            for each in group
        ]
        scores = [0.0] * len(flat)
        for members in plan([len(each.tokens) for _, each in flat], [len(f[0]) for f in flat]):
            results = self._score([(flat[i][0], flat[i][1].tokens) for i in members])
            for i, result in zip(members, results, strict=True):
                steps = result.result().log_probs
                used = steps if flat[i][1].complete else steps[:-1]
                scores[i] = normalise(sum(used), len(used), decoding.length_penalty)
        rescored = iter(scores)
        return [[replace(each, score=next(rescored)) for each in group] for group in found]

    def _rate(
        self, batches: Sequence[list[tuple[list[str], list[str]]]], decoding: Decoding
    ) -> Iterable[list[float]]:
        running = [self._score(batch) for batch in batches]
        for results in running:
            yield [
                normalise(sum(steps), len(steps), decoding.length_penalty)
                for steps in (result.result().log_probs for result in results)
            ]

    def _score(self, pairs: Sequence[tuple[list[str], list[str]]]) -> list[Any]:
        scored: list[Any] = self._translator.score_batch(
            [source for source, _ in pairs],
            [target for _, target in pairs],
            max_input_length=0,
            asynchronous=True,
        )
        return scored
