"""From checkpoints to the two layouts that ship: transformers and CTranslate2."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from ctranslate2.converters import TransformersConverter
from safetensors.torch import save_file
from torch import Tensor
from transformers import MarianConfig, MarianMTModel

from training import LOCALES, checkpoint
from training.model import Shape, clear_padding, make_config
from training.tokenizer import MARKS, Encoder

TRANSFORMERS, CTRANSLATE2 = "transformers", "ctranslate2"
_TOKENIZER_FILES = ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json")


def average(paths: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights in the given checkpoints (Junczys-Dowmunt et al. 2016)."""
    if not paths:
        raise ValueError("no checkpoint to export")
    total: dict[str, Tensor] = {}
    for path in paths:
        for name, weight in checkpoint.load(path)["model"].items():
            precise = weight.to(torch.float64)
            total[name] = total[name] + precise if name in total else precise
    return {name: (weight / len(paths)).to(torch.float32) for name, weight in total.items()}


def export(weights: dict[str, Tensor], shape: Shape, tokenizer: Path, directory: Path) -> None:
    """Writes ``directory/transformers`` (half precision) and ``directory/ctranslate2`` (int8).

    Half precision in the file loses nothing that int8 keeps and halves the package; the
    configuration asks for single precision, so that every user computes in it.
    """
    encoder = Encoder(tokenizer)
    config = make_config(shape, encoder)
    model = MarianMTModel(config)
    model.load_state_dict(weights)
    clear_padding(model)
    folder = directory / TRANSFORMERS
    folder.mkdir(parents=True, exist_ok=True)
    _write_weights(model, folder / "model.safetensors")
    _write_config(config, folder)
    for name in _TOKENIZER_FILES:
        shutil.copyfile(tokenizer / name, folder / name)
    converter = TransformersConverter(str(folder))
    converter.convert(str(directory / CTRANSLATE2), quantization="int8", force=True)


def _write_weights(model: MarianMTModel, path: Path) -> None:
    """The weights that ``from_pretrained`` asks for: tied ones once, computed ones not at all."""
    skipped = {"lm_head.weight", *(model.all_tied_weights_keys or {})}
    tensors = {
        name: weight.detach().to(torch.float16).contiguous()
        for name, weight in model.state_dict().items()
        if name not in skipped and "embed_positions" not in name
    }
    save_file(tensors, str(path), metadata={"format": "pt"})


def _write_config(config: MarianConfig, folder: Path) -> None:
    values = config.to_dict()
    values |= {"architectures": ["MarianMTModel"], "dtype": "float32"}
    # What the pipeline asks a model for: how terms are annotated, which locales it writes.
    values["birlestik"] = {"annotations": list(MARKS), "targets": list(LOCALES)}
    generation = {
        "bad_words_ids": [[config.pad_token_id]],
        "decoder_start_token_id": config.decoder_start_token_id,
        "eos_token_id": config.eos_token_id,
        "forced_eos_token_id": config.eos_token_id,
        "max_length": 256,
        "num_beams": 4,
        "pad_token_id": config.pad_token_id,
    }
    for name, content in (("config", values), ("generation_config", generation)):
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
