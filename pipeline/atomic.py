"""Writing a file so that it is either the old one or the new one, whatever happens meanwhile."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

SUFFIX = ".birlestik-tmp"


def write(path: Path, data: bytes) -> None:
    """Replace the content of ``path``, creating its folder; a symbolic link keeps its target.

    A kill leaves the old file (and at worst a temporary one beside it, see ``sweep``); a full
    disk, an unwritable folder and the like leave the old file and no other.

    Raises:
        OSError: it could not be written.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(13, "the file is read-only", str(path))
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=SUFFIX, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        os.replace(name, path)  # noqa: PTH105 - Path.replace is the same call, this names its purpose
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed runs left below ``folder``."""
    for leftover in folder.rglob(f".*{SUFFIX}"):
        with contextlib.suppress(OSError):
            leftover.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
