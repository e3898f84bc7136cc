"""Gradients of one step on a GPU, for which other processes make the batches ahead."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType

import torch
from torch.utils.data import DataLoader, Dataset

from training.batches import Batch, BatchMaker
from training.gradients import Gradients
from training.loss import StepLoss, mean_loss

_AHEAD = 8


class Feed(Gradients):
    """This process, for which others make the batches."""

    _made: Iterator[tuple[int, list[Batch]]] | None = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._made = None  # ends the processes

    def gradients(self, step: int) -> StepLoss:
        """Sets the gradients of ``step``: the mean over all target tokens of its parts.

        Batches are made for the steps that follow the first one asked for; ask for them in order.
        """
        if self._made is None:
            self._made = self._from(step)
        made, batches = next(self._made)
        if made != step:
            raise ValueError(f"step {step} was asked for after step {made - 1}")
        for parameter in self._parameters:
            parameter.grad = None
        total = mean_loss([self._backward(step, *each) for each in enumerate(batches)])
        torch._foreach_div_([p.grad for p in self._parameters if p.grad is not None], total.tokens)
        return total

    def _from(self, first: int) -> Iterator[tuple[int, list[Batch]]]:
        yield from DataLoader(
            _Steps(self._batches),
            sampler=range(first, 1 << 40),
            batch_size=None,
            num_workers=self._count,
            prefetch_factor=_AHEAD,
            multiprocessing_context="fork",  # the examples are shared, not copied
        )


class _Steps(Dataset[tuple[int, list[Batch]]]):
    """The batches of each step, by its number."""

    def __init__(self, batches: BatchMaker) -> None:
        self._batches = batches

    def __getitem__(self, step: int) -> tuple[int, list[Batch]]:
        parts = self._batches.parts
        return step, [self._batches.batch(step, part) for part in range(parts)]
