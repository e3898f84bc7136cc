"""The training loop: updates, learning curve, checkpoints, exact resume."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import MarianMTModel

from training import checkpoint
from training.batches import BatchMaker
from training.corpora import Row
from training.feed import Feed
from training.loss import GuidedLoss, StepLoss
from training.model import clear_padding
from training.tokenizer import Encoder
from training.validate import development_chrf
from training.workers import Workers

_SAMPLES = 4


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to train. ``minutes`` ends a sitting early, ``steps`` is where the schedule ends.

    The gradients of a step come from ``workers`` processes, or, as a GPU wants it, from this one
    alone, for which ``feeders`` processes make the batches.
    """

    steps: int
    minutes: float = 1e9
    seed: int = 1
    peak: float = 1e-3
    warmup: int = 150
    encoder_after: int = 250
    cooldown: int = 0
    decay: float = 0.01
    clip: float = 1.0
    guidance: float = 1.0
    checkpoint_minutes: float = 10.0
    validate_minutes: float = 25.0
    log_steps: int = 20
    keep: int = 5
    bf16: bool = True
    workers: int = 2
    feeders: int = 0


def learning_rate(step: int, settings: Settings) -> float:
    """Linear warm-up, inverse square root after (Vaswani et al. 2017), and a linear cool-down to
    zero over the last ``cooldown`` updates (Hägele et al. 2024).
    """
    done = (step + 1) / settings.warmup
    rate = settings.peak * min(done, float(done**-0.5))
    if settings.cooldown:
        rate *= min(1.0, max(0.0, (settings.steps - step) / settings.cooldown))
    return rate


def encoder_share(step: int, settings: Settings) -> float:
    """The share of the rate that the encoder's layers get.

    They wait until the decoder has learned to look at the source embeddings, which tell the tokens
    apart: layers that learn before the decoder looks at them make all tokens alike.
    """
    return min(1.0, max(0.0, (step - settings.encoder_after) / settings.warmup))


def _parameter_groups(model: MarianMTModel, settings: Settings) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    for encoder in (False, True):
        for matrix in (True, False):
            chosen = [
                parameter
                for name, parameter in model.named_parameters()
                if parameter.requires_grad
                and (".encoder.layers." in name) == encoder
                and (parameter.dim() > 1) == matrix
            ]
            decay = settings.decay if matrix else 0.0
            groups.append({"params": chosen, "weight_decay": decay, "encoder": encoder})
    return groups


class Trainer:
    """Trains one model in one directory, from its newest checkpoint if there is one."""

    def __init__(
        self,
        *,
        model: MarianMTModel,
        batches: BatchMaker,
        encoder: Encoder,
        development: Sequence[Row],
        directory: Path,
        settings: Settings,
    ) -> None:
        self.model = model.train()
        self._encoder = encoder
        self._development = development
        self._directory = directory
        self._settings = settings
        groups = _parameter_groups(model, settings)
        self._parameters = [parameter for group in groups for parameter in group["params"]]
        self._optimizer = torch.optim.AdamW(
            groups,
            lr=settings.peak,
            betas=(0.9, 0.98),
            eps=1e-9,
            fused=True,
        )
        source = Feed if settings.feeders else Workers
        self._gradients = source(
            GuidedLoss(model, guidance=settings.guidance, bf16=settings.bf16),
            self._parameters,
            batches,
            count=settings.feeders or settings.workers,
            seed=settings.seed,
        )
        self._stopping = False
        self.step = 0
        self._tokens = 0
        self._seconds = 0.0
        self._resume()

    def stop(self) -> None:
        """Ends :meth:`run` after the present update; safe to call from a signal handler."""
        self._stopping = True

    def run(self) -> list[StepLoss]:
        """Trains until ``steps``, ``minutes`` or :meth:`stop`.

        Writes a last checkpoint and returns the losses of this sitting.
        """
        with self._gradients:
            return self._run()

    def _run(self) -> list[StepLoss]:
        settings = self._settings
        losses: list[StepLoss] = []
        begin = saved = validated = logged = time.monotonic()
        before, tokens_before = self._seconds, self._tokens
        while self.step < settings.steps:
            losses.append(self._update())
            now = time.monotonic()
            self._seconds = before + now - begin
            if self.step % settings.log_steps == 0:
                rate = (self._tokens - tokens_before) / max(1e-9, now - logged)
                logged, tokens_before = now, self._tokens
                self._report(losses[-settings.log_steps :], rate)
            if now - validated > 60 * settings.validate_minutes:
                self._validate()
                validated = time.monotonic()
            if now - saved > 60 * settings.checkpoint_minutes:
                self._save()
                saved = time.monotonic()
            if self._stopping or now - begin > 60 * settings.minutes:
                break
        self._save()
        self._validate()
        return losses

    def _update(self) -> StepLoss:
        loss = self._gradients.gradients(self.step)
        rate = learning_rate(self.step, self._settings)
        for group in self._optimizer.param_groups:
            late = encoder_share(self.step, self._settings) if group["encoder"] else 1.0
            group["lr"] = rate * late
        torch.nn.utils.clip_grad_norm_(self._parameters, self._settings.clip)
        self._optimizer.step()
        clear_padding(self.model)
        self.step += 1
        self._tokens += loss.tokens
        return loss

    def _report(self, recent: Sequence[StepLoss], rate: float) -> None:
        count = len(recent)
        print(
            f"step {self.step} tokens {self._tokens} "
            f"loss {sum(r.cross_entropy for r in recent) / count:.3f} "
            f"attention {sum(r.attention for r in recent) / count:.3f} "
            f"variance {sum(r.variance for r in recent) / count:.3f} "
            f"lr {learning_rate(self.step, self._settings):.2e} {rate:.0f} tok/s",
            flush=True,
        )

    def _validate(self) -> None:
        if not self._development:
            return
        threads = torch.get_num_threads()
        torch.set_num_threads(max(threads, self._settings.workers))
        scores, written = development_chrf(self.model, self._encoder, self._development)
        torch.set_num_threads(threads)
        entry = {
            "step": self.step,
            "tokens": self._tokens,
            "minutes": round(self._seconds / 60, 1),
            "chrf": scores,
        }
        with (self._directory / "curve.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
        print(f"chrF {scores}", flush=True)
        for n in range(min(_SAMPLES, len(self._development))):
            print(f"  {self._development[n].english}")
            for locale, texts in written.items():
                print(f"    {locale}: {texts[n]}", flush=True)

    def _save(self) -> None:
        state: dict[str, Any] = {
            "model": self.model.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "step": self.step,
            "tokens": self._tokens,
            "seconds": self._seconds,
            "settings": asdict(self._settings),
        }
        path = checkpoint.save(self._directory, self.step, state, keep=self._settings.keep)
        print(f"saved {path.name}", flush=True)

    def _resume(self) -> None:
        found = checkpoint.checkpoints(self._directory)
        if not found:
            return
        state = checkpoint.load(found[-1])
        self.model.load_state_dict(state["model"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.step, self._tokens = state["step"], state["tokens"]
        self._seconds = state["seconds"]
        print(f"resumed from {found[-1].name}", flush=True)
