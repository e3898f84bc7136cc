"""Transformers folders into CTranslate2's layout, and into model folders of ours.

Needs PyTorch (``birlestik[torch]``); what comes out does not.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
import transformers
from ctranslate2.converters import TransformersConverter
from filelock import FileLock
from transformers.utils import logging

from pipeline.engines import folder, paths
from pipeline.engines.errors import DiskFull, IncompleteModel, UnsupportedModel
from pipeline.engines.folder import Manifest, Model
from pipeline.engines.tokenizer import TOKENIZER_FILES

QUANTIZATION: Final = "int8"


def convert(
    source: Path, target: Path, *, guided: bool = False, quantization: str = QUANTIZATION
) -> None:
    """Convert the transformers folder ``source`` into the new CTranslate2 folder ``target``.

    Args:
        source: a MarianMT checkpoint in transformers' layout.
        target: made anew, all at once; it must not exist.
        guided: see `Manifest.guided`; it decides which heads CTranslate2 reports.
        quantization: how weights are stored (``int8``, ``float32``).

    Raises:
        UnsupportedModel: the checkpoint cannot be read or is laid out in a way that CTranslate2
            cannot express.
        DiskFull: there is no room.
    """
    with _atomic(target) as made:
        try:
            _Converter(source, guided=guided).convert(
                str(made), quantization=quantization, force=True
            )
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise
            raise UnsupportedModel(f"{source}: {error}") from error
        except Exception as error:  # each library raises its own
            raise UnsupportedModel(f"{source}: it cannot be converted ({error})") from error


def converted(model: Model) -> Model:
    """Return a transformers model with a CTranslate2 layout, made once and kept in the cache."""
    if model.transformers is None:
        raise IncompleteModel(f"{model.root}: no weights for transformers in it")
    name = f"{model.manifest.name}@{model.manifest.revision[:16]}"
    target = paths.converted() / name
    with FileLock(paths.lock(name)):
        if not target.is_dir():
            convert(model.transformers, target, guided=model.manifest.guided)
    return replace(model, ctranslate2=target)


def package(source: Path, target: Path, manifest: Manifest, *, half: bool = True) -> Model:
    """Make a model folder of ours, with both layouts, from a transformers folder.

    Args:
        source: the transformers folder.
        target: the new model folder; it must not exist.
        manifest: what to write into it; its revision is replaced by the digest of the weights.
        half: store transformers' weights in half precision: half the size, same text.

    Raises:
        UnsupportedModel, DiskFull: see `convert`.
    """
    with _atomic(target) as made:
        layout = made / "transformers"
        _network(source).to(torch.float16 if half else torch.float32).save_pretrained(layout)
        (layout / folder.WEIGHTS[0]).chmod(0o644)  # safetensors writes it for its owner only
        for name in TOKENIZER_FILES:
            shutil.copyfile(source / name, layout / name)
        convert(layout, made / "ctranslate2", guided=manifest.guided)
        revision = folder.digest(layout / folder.WEIGHTS[0])
        folder.write_manifest(made, replace(manifest, revision=revision))
        folder.inspect(made)
    return folder.inspect(target)


class _Converter(TransformersConverter):  # type: ignore[misc]  # CTranslate2 has no types
    """CTranslate2's converter, kept off the network and told which heads align."""

    def __init__(self, source: Path, *, guided: bool) -> None:
        super().__init__(str(source))
        self._guided = guided

    def _load(self) -> Any:
        spec = super()._load()
        heads = 1 if self._guided else spec.decoder.num_heads
        spec.decoder.alignment_heads = np.int16(heads)
        return spec

    def load_model(self, model_class: Any, model_name_or_path: str, **_: Any) -> Any:
        return _network(Path(model_name_or_path))

    def load_tokenizer(self, tokenizer_class: Any, model_name_or_path: str, **_: Any) -> Any:
        return transformers.MarianTokenizer.from_pretrained(
            model_name_or_path, local_files_only=True
        )


def _network(source: Path) -> Any:
    # transformers types half of itself
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    network = transformers.MarianMTModel.from_pretrained(
        str(source), local_files_only=True, dtype=torch.float32
    )
    _check(source, network)
    return network


def _check(source: Path, network: Any) -> None:
    """Refuse what CTranslate2 would run with other results than transformers.

    It starts decoding from a zero vector where transformers starts from the embedding of <pad>,
    and its converter takes the last row of the vocabulary for <pad> and drops it.
    """
    config = network.config
    last = config.vocab_size - 1
    if not config.pad_token_id == config.decoder_start_token_id == last:
        raise UnsupportedModel(
            f"{source}: pad_token_id ({config.pad_token_id}) and decoder_start_token_id "
            f"({config.decoder_start_token_id}) must both be the last id ({last})"
        )
    start = network.get_input_embeddings().weight[last]
    if start.abs().max() > 0:
        raise UnsupportedModel(
            f"{source}: the embedding of <pad> is not zero, so that CTranslate2, which starts "
            "from zero, would decode something else; set that row to zero"
        )


@contextmanager
def _atomic(target: Path) -> Iterator[Path]:
    """Give a folder to fill, which becomes ``target`` when all went well and vanishes if not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        yield made
        made.chmod(0o755)
        made.rename(target)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(f"{target}: the disk is full; make room and try again") from error
        raise
    finally:
        shutil.rmtree(made, ignore_errors=True)
