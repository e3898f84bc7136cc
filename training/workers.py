"""Gradients of one step from several single-threaded processes.

At this size two processes of one thread each are faster than one process of two threads (no
barrier after every small operation) and suffer less from other work on the machine. Parameters
live in shared memory; each process handles a fixed share of the parts of a step and leaves its
gradients in its row of a shared matrix, which the first process adds up in a fixed order: the same
number of workers gives the same sums, bit for bit.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import Connection
from types import TracebackType

import torch
from torch import Tensor
from torch.nn import Parameter

from training.batches import BatchMaker
from training.gradients import Gradients
from training.loss import GuidedLoss, PartLoss, StepLoss, mean_loss


class Workers(Gradients):
    """Several processes, the first of them this one."""

    def __init__(
        self,
        loss: GuidedLoss,
        parameters: Sequence[Parameter],
        batches: BatchMaker,
        *,
        count: int,
        seed: int,
    ) -> None:
        super().__init__(loss, parameters, batches, count=count, seed=seed)
        self._pipes: list[Connection] = []
        self._processes: list[multiprocessing.process.BaseProcess] = []
        size = sum(parameter.numel() for parameter in self._parameters)
        self._shared = _shared(torch.zeros(count - 1, size))

    def __enter__(self) -> Workers:
        if self._count == 1:
            return self
        # Forked children share the examples; they need one thread and no earlier backward pass.
        torch.set_num_threads(1)
        context = multiprocessing.get_context("fork")
        for parameter in self._parameters:
            _shared(parameter.data)
        for rank in range(1, self._count):
            ours, theirs = context.Pipe()
            process = context.Process(target=self._serve, args=(rank, ours, theirs), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join(timeout=10)

    def gradients(self, step: int) -> StepLoss:
        """Sets the gradients of ``step``: the mean over all target tokens of its parts."""
        for pipe in self._pipes:
            pipe.send(step)
        losses = self._share(0, step)
        for pipe in self._pipes:
            losses += [PartLoss(tokens=n, sums=torch.tensor(sums)) for n, sums in pipe.recv()]
        for row in self._shared:
            start = 0
            for parameter in self._parameters:
                assert parameter.grad is not None
                part = row[start : start + parameter.numel()]
                parameter.grad += part.view_as(parameter)
                start += parameter.numel()
        tokens = sum(loss.tokens for loss in losses)
        for parameter in self._parameters:
            assert parameter.grad is not None
            parameter.grad /= tokens
        return mean_loss(losses)

    def _share(self, rank: int, step: int) -> list[PartLoss]:
        """Adds up the gradients of every ``count``-th part, from part ``rank`` on."""
        for parameter in self._parameters:
            if parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
            parameter.grad.zero_()
        return [
            self._backward(step, part, self._batches.batch(step, part))
            for part in range(rank, self._batches.parts, self._count)
        ]

    def _serve(self, rank: int, parents: Connection, pipe: Connection) -> None:
        # Without our copies of the other ends, the pipe ends when the first process does.
        for other in (parents, *self._pipes):
            other.close()
        row = self._shared[rank - 1]
        while True:
            try:
                step: int = pipe.recv()
            except (EOFError, KeyboardInterrupt):
                return
            losses = self._share(rank, step)
            grads: list[Tensor] = [p.grad.view(-1) for p in self._parameters if p.grad is not None]
            torch.cat(grads, out=row)
            pipe.send([(loss.tokens, loss.sums.tolist()) for loss in losses])


def _shared(tensor: Tensor) -> Tensor:
    """``tensor``, moved to memory that forked processes share."""
    shared: Tensor = tensor.share_memory_()  # type: ignore[no-untyped-call]
    return shared
