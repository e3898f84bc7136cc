"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def write_atomically(
    path: Path, data: bytes, *, check: Callable[[], object] = lambda: None
) -> None:
    """Replace what ``path`` holds by ``data``; whatever fails, the old content stays.

    The permissions of the file are kept (and its owner, where that is allowed), a symbolic link
    stays one, and the data is on the disk before the old file goes. ``check`` is called between the
    two; what it raises keeps the old file, too.

    Raises:
        OSError: as the system has it; ``PermissionError`` for a file that nobody may write.
    """
    path = path.resolve()
    old = path.stat() if path.exists() else None
    # Renaming asks only for rights on the folder, so a read-only file must be looked at.
    if old and not (old.st_mode & 0o222 and os.access(path, os.W_OK)):
        raise PermissionError(13, "Permission denied", str(path))
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if old:
            temporary.chmod(old.st_mode & 0o7777)
            with suppress(PermissionError, AttributeError):  # not ours to give, or Windows
                os.chown(temporary, old.st_uid, old.st_gid)
        else:
            temporary.chmod(0o666 & ~_umask())
        check()
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut, on systems that can open a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
