"""Where the memory lies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import platformdirs

NAME: Final = "memory.sqlite3"


def default_path() -> Path:
    """Return the memory's file: in ``$BIRLESTIK_HOME``, or in the user's data folder."""
    chosen = os.environ.get("BIRLESTIK_HOME")
    if chosen:
        return Path(chosen).expanduser() / NAME
    return platformdirs.user_data_path("birlestik", appauthor=False) / NAME
