"""Where the gradients of a step come from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager

import torch
from torch.nn import Parameter

from training.batches import Batch, BatchMaker
from training.loss import GuidedLoss, PartLoss, StepLoss

_PART_SEED = 1_000_003


class Gradients(AbstractContextManager["Gradients"], ABC):
    """A context manager; inside it, :meth:`gradients` fills ``.grad`` of the parameters."""

    def __init__(
        self,
        loss: GuidedLoss,
        parameters: Sequence[Parameter],
        batches: BatchMaker,
        *,
        count: int,
        seed: int,
    ) -> None:
        """``count`` is how many processes work."""
        self._loss = loss
        self._parameters = list(parameters)
        self._batches = batches
        self._count = count
        self._seed = seed

    @abstractmethod
    def gradients(self, step: int) -> StepLoss:
        """Sets the gradients of ``step``: the mean over all target tokens of its parts."""

    def _backward(self, step: int, part: int, batch: Batch) -> PartLoss:
        # Dropout is a function of (seed, step, part): no generator state needs keeping.
        torch.manual_seed((self._seed * _PART_SEED + step) * self._batches.parts + part)
        return self._loss.backward(batch)
