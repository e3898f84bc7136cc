"""The second engine: transformers' MarianMTModel, on a CPU or a GPU.

It is the reference that the tests hold CTranslate2 to. It needs PyTorch (``birlestik[torch]``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import torch
from transformers import GenerationConfig, MarianMTModel
from transformers.modeling_outputs import BaseModelOutput
from transformers.utils import logging

from pipeline.engines.base import Decoding, normalise
from pipeline.engines.errors import IncompleteModel, UnsupportedModel
from pipeline.engines.folder import Model
from pipeline.engines.tokens import Batch, Found, TokenEngine


class MarianEngine(TokenEngine):
    """A model in transformers' layout.

    Args:
        model: what to run; it has the transformers layout.
        jobs: how many cores PyTorch uses. It is a setting of the whole process.
        device: ``cpu``, ``cuda`` or ``auto``.
    """

    def __init__(self, model: Model, *, jobs: int = 1, device: str = "cpu") -> None:
        super().__init__(model)
        if model.transformers is None:
            raise IncompleteModel(
                f"{model.root}: no weights for transformers in it; use --engine ctranslate2"
            )
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.set_num_threads(jobs)
        self._network = _load(model).to(device).eval()
        config = self._network.config
        self._start, self._pad = int(config.decoder_start_token_id), int(config.pad_token_id)
        (self._eos,) = self._tokenizer.ids([self._tokenizer.eos])
        # Of our own, since a checkpoint's forces </s> at the length bound, which would hide that
        # a hypothesis is incomplete.
        self._network.generation_config = GenerationConfig(  # type: ignore[no-untyped-call]  # transformers types half of itself
            decoder_start_token_id=self._start,
            eos_token_id=self._eos,
            pad_token_id=self._pad,
            bad_words_ids=[[self._pad]],
            # CTranslate2 has no <pad> in its vocabulary, so its probabilities sum to 1 without it.
            renormalize_logits=True,
        )

    @torch.inference_mode()
    def _search(self, batches: Sequence[Batch], decoding: Decoding) -> Iterable[list[list[Found]]]:
        return [self._search_one(batch, decoding) for batch in batches]

    def _search_one(self, batch: Batch, decoding: Decoding) -> list[list[Found]]:
        encoded = self._encode(batch.sources)
        prefixes = self._tensor([[self._start, *self._ids(prefix)] for prefix in batch.prefixes])
        generated = self._network.generate(
            encoder_outputs=BaseModelOutput(last_hidden_state=encoded),
            attention_mask=torch.ones(encoded.shape[:2], dtype=torch.long, device=encoded.device),
            decoder_input_ids=prefixes,
            num_beams=decoding.beam,
            num_return_sequences=batch.n_best,
            max_length=batch.limit + 1,  # with the start token
            do_sample=False,
            # As CTranslate2 does: a search ends when ``beam`` hypotheses have.
            **(
                {"early_stopping": True, "length_penalty": decoding.length_penalty}
                if decoding.beam > 1
                else {}
            ),
        )
        ended = [self._cut(row) for row in generated.tolist()]
        rated = self._force(
            encoded.repeat_interleave(batch.n_best, dim=0),
            [ids for ids, _ in ended],
            attention=batch.attention,
        )
        found = []
        for (ids, complete), (steps, attention) in zip(ended, rated, strict=True):
            used = steps if complete else steps[:-1]
            score = normalise(math.fsum(used), len(used), decoding.length_penalty)
            tokens = self._tokenizer.tokens(ids)
            found.append(Found(tokens=tokens, score=score, complete=complete, attention=attention))
        return [found[at : at + batch.n_best] for at in range(0, len(found), batch.n_best)]

    @torch.inference_mode()
    def _rate(
        self, batches: Sequence[list[tuple[list[str], list[str]]]], decoding: Decoding
    ) -> Iterable[list[float]]:
        rated = []
        for batch in batches:
            encoded = self._encode([source for source, _ in batch])
            forced = self._force(encoded, [self._ids(target) for _, target in batch])
            rated.append(
                [normalise(math.fsum(s), len(s), decoding.length_penalty) for s, _ in forced]
            )
        return rated

    def _encode(self, sources: Sequence[list[str]]) -> torch.Tensor:
        ids = self._tensor([self._ids(source) for source in sources])
        encoded: torch.Tensor = self._network.get_encoder()(input_ids=ids).last_hidden_state
        return encoded

    def _force(
        self, encoded: torch.Tensor, targets: Sequence[list[int]], *, attention: bool = False
    ) -> list[tuple[list[float], Any]]:
        """Run targets through the decoder.

        Returns:
            For each target the log-probabilities of its tokens and of ``</s>`` after them, and
            its attention of shape (tokens, source tokens), or ``None``.
        """
        width = max(map(len, targets)) + 1
        # Padding on the right: what a causal decoder says of a position depends on those before.
        inputs = self._tensor(
            [[self._start, *t, *[self._pad] * (width - 1 - len(t))] for t in targets]
        )
        labels = self._tensor(
            [[*t, self._eos, *[self._pad] * (width - 1 - len(t))] for t in targets]
        )
        output = self._network(
            encoder_outputs=BaseModelOutput(last_hidden_state=encoded),
            decoder_input_ids=inputs,
            output_attentions=attention,
            use_cache=False,
        )
        logits = output.logits.float()
        logits[..., self._pad] = -torch.inf
        chosen = logits.log_softmax(-1).gather(-1, labels.unsqueeze(-1)).squeeze(-1).tolist()
        heads = output.cross_attentions[-1].float().cpu().numpy() if attention else None
        guided = self._model.manifest.guided
        forced = []
        for row, target in enumerate(targets):
            looked = None
            if heads is not None:
                head = heads[row, 0] if guided else heads[row].mean(axis=0)
                looked = head[: len(target)].copy()
            forced.append((chosen[row][: len(target) + 1], looked))
        return forced

    def _cut(self, row: list[int]) -> tuple[list[int], bool]:
        """Return a generated row without start, end and padding, and whether it has an end."""
        row = row[1:]
        if self._eos in row:
            return row[: row.index(self._eos)], True
        return row, False

    def _ids(self, tokens: Sequence[str]) -> list[int]:
        return self._tokenizer.ids(tokens)

    def _tensor(self, rows: Sequence[Sequence[int]]) -> torch.Tensor:
        return torch.tensor(rows, dtype=torch.long, device=self._network.device)


def _load(model: Model) -> Any:
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # as above
    try:
        return MarianMTModel.from_pretrained(
            str(model.transformers),
            local_files_only=True,
            dtype=torch.float32,  # half precision on disk saves space; on a CPU it is slow
            attn_implementation="eager",  # the only one that hands out attention weights
        )
    except Exception as error:  # safetensors, pickle and transformers each raise their own
        raise UnsupportedModel(
            f"{model.transformers}: the weights cannot be read ({error}); pull or copy them again"
        ) from error
