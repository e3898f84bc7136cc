"""Where models live on this machine.

::

    home/                   $BIRLESTIK_HOME, or the user's cache folder
        models/<name>/      pulled models, complete by construction
        partial/<name>@…/   pulls that have not finished; a later pull resumes them
        converted/<name>@…/ CTranslate2 conversions of a user's own transformers folders
        locks/
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import platformdirs

EMBEDDED: Final = Path(__file__).parent.parent / "models" / "embedded"
"""The model that the package brings."""


def home() -> Path:
    """Return the folder that holds everything below; it need not exist yet."""
    chosen = os.environ.get("BIRLESTIK_HOME")
    if chosen:
        return Path(chosen).expanduser()
    return platformdirs.user_cache_path("birlestik", appauthor=False)


def models() -> Path:
    """Return the folder of pulled models."""
    return home() / "models"


def partial() -> Path:
    """Return the folder of unfinished pulls."""
    return home() / "partial"


def converted() -> Path:
    """Return the folder of conversions of the user's own models."""
    return home() / "converted"


def lock(name: str) -> Path:
    """Return the lock file of model ``name``, in a folder that exists."""
    folder = home() / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.lock"
