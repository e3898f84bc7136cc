"""What the commands of the glossary share: options, output, and how errors end them.

Exit codes: 0 all is well; 1 something was found wrong, or not found, or was left out since it
cannot be read; 2 wrong usage; 3 the glossary cannot be read or written.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from glossary.errors import BrokenEntry, BrokenFile, ConceptNotFound, GlossaryError, UnknownLetters
from glossary.model import Concept
from glossary.store import OWN_FOLDER, Glossary, terms_folders

NOT_FOUND: Final = 1
USAGE: Final = 2
BROKEN: Final = 3


class Language(StrEnum):
    """The languages of a glossary, as choices of an option."""

    EN = "en"
    KK = "kk"
    RU = "ru"
    TR = "tr"
    AZ = "az"


class Format(StrEnum):
    """How a command prints what it found."""

    TABLE = "table"
    JSON = "json"


Folder = Annotated[
    Path | None,
    typer.Option(
        "--glossary",
        metavar="DIR",
        file_okay=False,
        help="Your own folder of terms: read after the packaged ones, and where changes go. "
        f"(default: ./{OWN_FOLDER})",
    ),
]
Id = Annotated[
    str, typer.Argument(metavar="ID", help="The concept's id, as in organization-of-turkic-states.")
]
Subject = Annotated[
    str | None, typer.Option(help="Only this subject, a terms file's name, as in cities.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the change and write nothing.")]
Output = Annotated[
    Format, typer.Option("--format", help="A table (tab-separated when piped), or JSON.")
]


def load(folder: Path | None, *, skip_broken: bool = False) -> Glossary:
    """Read the packaged terms and those of ``folder``, or of the project."""
    return Glossary.load(terms_folders(folder), skip_broken=skip_broken)


@contextmanager
def reading(folder: Path | None) -> Iterator[Glossary]:
    """Give what can be read of the glossary, for showing it.

    A broken file or concept hides no others: it is named on standard error once they are shown,
    and the exit code is 1. A folder that is not there at all is an error.
    """
    with errors():
        if folder and not folder.is_dir():
            raise BrokenFile("there is no such folder", "check its name", folder)
        glossary = load(folder, skip_broken=True)
        try:
            yield glossary
        finally:
            sys.stdout.flush()
            for problem in glossary.problems:
                typer.echo(f"error: {problem}", err=True)
    if glossary.problems:
        raise typer.Exit(NOT_FOUND)


def load_for_edit(folder: Path | None) -> Glossary:
    """Read what ``load`` reads; ``folder`` may not be there yet, since an edit makes it."""
    return Glossary.load(path for path in terms_folders(folder) if path.is_dir())


def own_folder(folder: Path | None) -> Path:
    """Return where edits go: the folder that was named, or else the project's."""
    return folder or OWN_FOLDER


@contextmanager
def errors() -> Iterator[None]:
    """Print an error of the glossary to standard error, and exit with its code."""
    try:
        yield
    except (ConceptNotFound, UnknownLetters) as error:
        fail(str(error), NOT_FOUND)
    except BrokenEntry as error:
        # Without a file it is what was typed that breaks the format.
        fail(str(error), BROKEN if error.path else USAGE)
    except GlossaryError as error:
        fail(str(error), BROKEN)


def fail(message: str, code: int) -> NoReturn:
    """Print ``message`` to standard error and exit."""
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(code)


def existing(glossary: Glossary, id_: str) -> Concept:
    """Return the concept with this id, or exit and name some that are like it."""
    concept = glossary.get(id_)
    if concept is None:
        alike = ", ".join(hit.concept.id for hit in glossary.search(id_.replace("-", " "), limit=3))
        fail(f"there is no concept {id_!r}" + (f"; there are {alike}" if alike else ""), NOT_FOUND)
    return concept


def print_rows(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table for eyes, or tab-separated lines where the output is piped."""
    console = Console(markup=False, emoji=False, highlight=False)
    if console.is_terminal:
        table = Table(*headers)
        for row in rows:
            table.add_row(*row)
        console.print(table)
    else:
        for row in rows:
            typer.echo("\t".join(" ".join(cell.split()) for cell in row))


def print_json(value: Any) -> None:
    """Print ``value`` as JSON, with its own letters."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
