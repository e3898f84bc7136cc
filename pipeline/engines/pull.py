"""Pulling checkpoints from the hub, and removing them.

A pull works in ``partial/`` and ends with one rename into ``models/``: what is there is whole,
whatever happened to earlier pulls. What an interrupted pull has got is used by the next one: files
that are done are kept, a file that is half there goes on from its last byte.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from pipeline.engines import folder, hub, paths
from pipeline.engines.errors import (
    DiskFull,
    HubFileMissing,
    LanguageCodeError,
    ModelError,
    PullInProgress,
)
from pipeline.engines.folder import Manifest, Model
from pipeline.engines.hub import RemoteFile, Snapshot
from pipeline.engines.load import require_torch
from pipeline.engines.registry import Checkpoint
from pipeline.engines.tokenizer import TOKENIZER_FILES

_NEEDED: Final = ("config.json", *TOKENIZER_FILES)
_WANTED: Final = ("generation_config.json", "special_tokens_map.json", "README.md")
_RESERVE: Final = 50_000_000  # bytes to leave free on the disk


def pull(checkpoint: Checkpoint, *, progress: type[Any] | None = None) -> Model:
    """Download a checkpoint, convert it, and put it among the pulled models.

    Args:
        checkpoint: what to pull. Pulled already at that revision, it is returned as it is.
        progress: a class like tqdm's for the bars; ``None`` is huggingface_hub's own.

    Raises:
        TorchMissing: PyTorch is needed to convert it; nothing was downloaded.
        HubError: the hub did not give us all of it; what came is kept for the next try.
        DiskFull: there is no room.
        LanguageCodeError: its vocabulary has no token for a locale that it is said to serve.
        UnsupportedModel: it cannot be converted.
    """
    require_torch(f"pulling {checkpoint.name} (to convert it once)")
    try:
        with _alone(checkpoint.name):
            return _pull(checkpoint, progress)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise DiskFull(
            f"{paths.home()}: the disk is full; make room and pull again, it goes on from there "
            "(BIRLESTIK_HOME chooses another place)"
        ) from error


def _pull(checkpoint: Checkpoint, progress: type[Any] | None) -> Model:
    target = paths.models() / checkpoint.name
    if there := _whole(target, checkpoint.revision):
        return there
    snapshot = hub.look(checkpoint.repository, checkpoint.revision)
    files = _choose(snapshot)
    staging = paths.partial() / f"{checkpoint.name}@{snapshot.commit}"
    layout = staging / "transformers"
    layout.mkdir(parents=True, exist_ok=True)
    _check_room(files, layout)
    codes: dict[str, str] = {}
    for file in files:
        if file.name in folder.WEIGHTS:  # the last: what is wrong so far costs no big download
            codes = _codes(checkpoint, layout)
        hub.download(snapshot, file, layout / file.name, progress=progress)
    manifest = Manifest(
        name=checkpoint.name,
        revision=snapshot.commit,
        codes=codes,
        guided=checkpoint.guided,
        license=checkpoint.license,
        repository=checkpoint.repository,
    )
    if not (staging / "ctranslate2").is_dir():
        from pipeline.engines.convert import convert  # noqa: PLC0415 - it imports PyTorch

        convert(layout, staging / "ctranslate2", guided=checkpoint.guided)
    folder.write_manifest(staging, manifest)
    folder.inspect(staging)
    _finish(staging, target)
    return folder.inspect(target)


def remove(name: str) -> int:
    """Delete a pulled model, and whatever of it was half pulled.

    Returns:
        The bytes that are free again; 0 when there was nothing.

    Raises:
        PullInProgress: another process is pulling it.
    """
    freed = 0
    with _alone(name):
        found = [paths.models() / name, *paths.partial().glob(f"{name}@*")]
        for each in found:
            freed += sum(f.stat().st_size for f in each.rglob("*") if f.is_file())
            shutil.rmtree(each, ignore_errors=True)
    return freed


def _whole(target: Path, revision: str) -> Model | None:
    """Return the model that was pulled before, if it is that revision and undamaged."""
    try:
        there = folder.inspect(target)
    except ModelError:
        return None
    return there if there.manifest.revision == revision else None


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Keep other processes from pulling or removing the same model."""
    lock = FileLock(paths.lock(name), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise PullInProgress(
            f"{name} is being pulled by another process: wait for it to end"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _choose(snapshot: Snapshot) -> list[RemoteFile]:
    """Return the files to download, the weights last."""
    there = snapshot.files
    missing = [name for name in _NEEDED if name not in there]
    weights = next((name for name in folder.WEIGHTS if name in there), None)
    if weights is None:
        missing.append(" or ".join(folder.WEIGHTS))
    if missing or weights is None:
        raise HubFileMissing(
            f"{snapshot.repository} at {snapshot.commit[:8]} lacks {', '.join(missing)}: it is no "
            "MarianMT checkpoint that can be used; choose another (birlestik models list)"
        )
    wanted = [name for name in _WANTED if name in there]
    return [there[name] for name in (*_NEEDED, *wanted, weights)]


def _check_room(files: Sequence[RemoteFile], layout: Path) -> None:
    """Refuse to begin what will not fit: the files, and a conversion about as big as they are."""
    total = sum(file.size for file in files)
    there = sum(each.stat().st_size for each in layout.iterdir() if each.is_file())
    needed = 2 * total - there + _RESERVE
    free = shutil.disk_usage(layout).free
    if free < needed:
        raise DiskFull(
            f"{layout}: {needed // 1_000_000} MB needed, {free // 1_000_000} MB free; make room, "
            "or let BIRLESTIK_HOME name a folder on another disk"
        )


def _codes(checkpoint: Checkpoint, layout: Path) -> dict[str, str]:
    available = folder.language_codes(layout)
    if not available:
        return dict.fromkeys(checkpoint.locales, "")
    codes = folder.resolve_codes(available, checkpoint.locales)
    absent = [locale for locale in checkpoint.locales if locale not in codes]
    if absent:
        raise LanguageCodeError(
            f"{checkpoint.name}: it has no language token for {', '.join(absent)}. "
            f"Its language tokens: {', '.join(available)}"
        )
    return codes


def _finish(staging: Path, target: Path) -> None:
    """Give a complete model its name, in place of an older revision if there is one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = staging.with_name(f"{target.name}@old")
    shutil.rmtree(old, ignore_errors=True)
    if target.is_dir():
        target.rename(old)
    staging.rename(target)
    shutil.rmtree(old, ignore_errors=True)
