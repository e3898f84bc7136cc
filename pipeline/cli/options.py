"""Options that several commands share, and how a command stops."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from glossary import LOCALES
from pipeline.cli import console
from pipeline.memory import default_path

Folder = Annotated[Path, typer.Option("--in", help="The folder of catalogs.", file_okay=False)]
Locales = Annotated[
    str | None,
    typer.Option("--locales", "-l", help="Which of kk, ru, tr, az, with commas between."),
]
Model = Annotated[
    str | None,
    typer.Option("--model", "-m", help="A model's name (see `birlestik models list`) or folder."),
]
Terms = Annotated[
    Path | None, typer.Option("--glossary", help="Terms of your own, beside those supplied.")
]
MemoryFile = Annotated[
    Path | None,
    typer.Option(
        "--memory",
        help="The memory's file; else $BIRLESTIK_HOME/memory.sqlite3, or one in your data folder.",
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="Write nothing; say what would change.")
]

LOCK_PATIENCE = 10.0
"""Seconds that a command waits for another one that writes in the same folder."""


def parse_locales(value: str | None) -> list[str]:
    """Return the locales that an option names; ``None`` names all.

    Raises:
        typer.BadParameter: one is not served.
    """
    if value is None:
        return list(LOCALES)
    wanted = list(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    unknown = [locale for locale in wanted if locale not in LOCALES]
    if unknown or not wanted:
        raise typer.BadParameter(
            f"{', '.join(unknown) or 'none'}: give some of {', '.join(LOCALES)}, commas between."
        )
    return wanted


def memory_file(given: Path | None) -> Path:
    """Return the file that ``--memory`` names, or the usual one."""
    return given or default_path()


def stop(message: str) -> NoReturn:
    """Print what is wrong and exit with 3: nothing could be done."""
    console.problems([message])
    raise typer.Exit(3)
