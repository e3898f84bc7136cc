"""The training loss: label-smoothed cross entropy plus guided attention.

The output layer is applied to chunks of target positions that fit the cache, and its gradient is
written down instead of derived (softmax minus the smoothed target), so that the matrix of all
logits never exists and each chunk is read and written as few times as possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from transformers import MarianMTModel
from transformers.models.marian.modeling_marian import MarianAttention

from training.batches import Batch

_CHUNK = 512
_GPU_CHUNK = 8192
_SMOOTHING = 0.1
_IGNORE = -100


@dataclass(frozen=True, kw_only=True, slots=True)
class PartLoss:
    """Sums over the target tokens of one batch: cross entropy, attention, variance.

    They stay on the device until somebody reads them, for to read is to wait for the device.
    """

    tokens: int
    sums: Tensor


@dataclass(frozen=True, kw_only=True, slots=True)
class StepLoss:
    """What a step measured: mean losses and how much the encoder's output varies over tokens."""

    tokens: int
    means: Tensor

    @property
    def cross_entropy(self) -> float:
        """Label-smoothed, in nats a target token."""
        return float(self.means[0])

    @property
    def attention(self) -> float:
        """Of guided attention, in nats a link."""
        return float(self.means[1])

    @property
    def variance(self) -> float:
        """Of the encoder's output over the tokens of a sentence."""
        return float(self.means[2])


def mean_loss(parts: Sequence[PartLoss]) -> StepLoss:
    """The means over all tokens of ``parts``."""
    tokens = sum(part.tokens for part in parts)
    return StepLoss(
        tokens=tokens, means=torch.stack([part.sums for part in parts]).sum(dim=0) / tokens
    )


class GuidedLoss:
    """Computes the loss of a batch and its gradients.

    The first head of the last decoder layer is taught to look where ``batch.links`` say (Chen et
    al. 2016); it is the head that CTranslate2 reports as the alignment. The first head of the first
    layer is taught to look at what the piece before rendered: from there the last layer finds what
    comes next. Their weights are computed again here from the inputs of the layers, for no
    attention implementation hands out one head.
    """

    def __init__(self, model: MarianMTModel, *, guidance: float, bf16: bool) -> None:
        self._model = model
        self._guidance = guidance
        self._bf16 = bf16
        self._device = next(model.parameters()).device
        self._chunk = _CHUNK if self._device.type == "cpu" else _GPU_CHUNK
        self._padding = int(model.config.pad_token_id or 0)
        layers = model.model.decoder.layers
        self._now = _FirstHead(layers[-1].encoder_attn)
        self._before = _FirstHead(layers[0].encoder_attn) if len(layers) > 1 else None

    def backward(self, batch: Batch) -> PartLoss:
        """Adds the gradients of the summed loss of ``batch`` to the parameters."""
        source, target = self._tensor(batch.source), self._tensor(batch.target)
        mask = source.ne(self._padding).long()
        # Padding of the target needs no mask: it is on the right, where causal attention never
        # looks, and its labels are ignored.
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._bf16):
            output = self._model.model(
                input_ids=source, attention_mask=mask, decoder_input_ids=target, use_cache=False
            )
            hidden = output.last_hidden_state
            attention = self._attention_loss(batch, mask)
        cross_entropy, gradient = self._output_layer(hidden.detach(), batch.labels)
        heads, gradients = [hidden], [gradient]
        if attention is not None:
            heads.append(attention)
            gradients.append(torch.full_like(attention, self._guidance * batch.tokens))
        torch.autograd.backward(heads, gradients)
        looked = torch.zeros_like(cross_entropy) if attention is None else attention.detach()
        variance = _token_variance(output.encoder_last_hidden_state.detach(), mask)
        sums = torch.stack([cross_entropy, looked * batch.tokens, variance * batch.tokens])
        return PartLoss(tokens=batch.tokens, sums=sums)

    def _tensor(self, array: NDArray[Any]) -> Tensor:
        tensor = torch.from_numpy(array)
        if self._device.type == "cpu":
            return tensor
        # From pinned memory the copy does not wait for the work before it.
        return tensor.pin_memory().to(self._device, non_blocking=True)

    def _output_layer(self, hidden: Tensor, labels: NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        """The summed loss and its gradient by ``hidden``; adds that by the tied weight matrix."""
        parameter = self._model.lm_head.weight
        kind = torch.bfloat16 if self._bf16 else torch.float32
        weight = parameter.detach().to(kind)
        flat = hidden.reshape(-1, hidden.shape[-1]).to(kind)
        counted = np.flatnonzero(labels != _IGNORE)
        wanted, keep = self._tensor(labels.reshape(-1)[counted]), self._tensor(counted)
        gradient = torch.zeros_like(flat)
        by_weight = torch.zeros_like(parameter)
        bias = self._model.final_logits_bias
        uniform = _SMOOTHING / weight.shape[0]
        total = torch.zeros((), device=hidden.device)
        for start in range(0, len(keep), self._chunk):
            part, label = keep[start : start + self._chunk], wanted[start : start + self._chunk]
            states = flat[part]
            logits = (states @ weight.T).float().add_(bias)
            scores = functional.log_softmax(logits, dim=1)
            rows = torch.arange(len(part), device=hidden.device)
            total -= (1 - _SMOOTHING) * scores[rows, label].sum() + uniform * scores.sum()
            scores.exp_().sub_(uniform)
            scores[rows, label] -= 1 - _SMOOTHING
            by_logits = scores.to(kind)
            gradient[part] = by_logits @ weight
            by_weight += by_logits.T @ states
        parameter.grad = by_weight if parameter.grad is None else parameter.grad.add_(by_weight)
        return total, gradient.view_as(hidden).to(hidden.dtype)

    def _attention_loss(self, batch: Batch, mask: Tensor) -> Tensor | None:
        rows, ats, sources, weights = (self._tensor(part) for part in batch.links)
        if self._guidance == 0 or not len(rows):
            return None
        looks = self._now.look(mask)[rows, ats, sources]
        if self._before is not None:
            # A link is never at the last position: that is the end of the sentence.
            looks = looks + self._before.look(mask)[rows, ats + 1, sources]
        return -(looks * weights).sum() / weights.sum()


class _FirstHead:
    """Where the first head of an attention layer looked in the last pass."""

    def __init__(self, layer: MarianAttention) -> None:
        self._layer = layer
        self._inputs: tuple[Tensor, Tensor]
        layer.register_forward_pre_hook(self._remember, with_kwargs=True)

    def _remember(self, _: object, args: tuple[Tensor, ...], kwargs: dict[str, Tensor]) -> None:
        hidden = args[0] if args else kwargs["hidden_states"]
        encoded = args[1] if len(args) > 1 else kwargs["key_value_states"]
        self._inputs = (hidden, encoded)

    def look(self, mask: Tensor) -> Tensor:
        """Log shares of attention: rows, target positions, source positions."""
        hidden, encoded = self._inputs
        layer, size = self._layer, self._layer.head_dim
        queries = functional.linear(hidden, layer.q_proj.weight[:size], layer.q_proj.bias[:size])
        keys = functional.linear(encoded, layer.k_proj.weight[:size], layer.k_proj.bias[:size])
        scores = (queries @ keys.transpose(1, 2)).float() * layer.scaling
        return functional.log_softmax(scores.masked_fill(mask[:, None, :] == 0, float("-inf")), -1)


def _token_variance(encoded: Tensor, mask: Tensor) -> Tensor:
    """Mean variance of the encoder output over the tokens of a sentence; near 0 is a collapse."""
    weight = mask.unsqueeze(-1).float()
    count = weight.sum(dim=1, keepdim=True)
    mean = (encoded * weight).sum(dim=1, keepdim=True) / count
    spread = ((encoded - mean) ** 2 * weight).sum(dim=1, keepdim=True) / count
    return spread.mean()
