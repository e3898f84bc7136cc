"""The subcommands ``import`` and ``export``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer

from glossary.console import (
    NOT_FOUND,
    DryRun,
    Folder,
    Language,
    Subject,
    errors,
    fail,
    load,
    load_for_edit,
    own_folder,
)
from glossary.exchange import Format, apply, export, guess_format, merge, read, summary
from glossary.exchange.spreadsheet import BOM
from glossary.files import write_atomically
from glossary.model import LOCALES, SOURCE, Status

_MULTILINGUAL: Final = (Format.TBX, Format.TBX_V2, Format.CSV)


def import_command(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A glossary in TBX, CSV or PO.")],
    folder: Folder = None,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="By default the file's name tells TBX, CSV or PO."),
    ] = None,
    locale: Annotated[
        Language | None,
        typer.Option("--locale", "-l", help="Target language of a file that does not name one."),
    ] = None,
    status: Annotated[
        Status | None, typer.Option(help="Status of the concepts added; by default the file's.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Merge a file into your terms.

    New concepts, and values where there were none, are taken over. Where the file says something
    else than the glossary, that is reported and the glossary stays as it is; exit code 1 tells.
    """
    with errors():
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            fail(f"{path}: the file cannot be read ({error.strerror})", NOT_FOUND)
        except UnicodeDecodeError as error:
            fail(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8", NOT_FOUND)
        imported = read(text, format_ or guess_format(path.name), locale)
        glossary = load_for_edit(folder)
        merged = merge(glossary, imported.concepts)
        changes = apply(glossary, merged, own_folder(folder), status=status, dry_run=dry_run)
    if dry_run:
        typer.echo("".join(change.diff() for change in changes), nl=False)
    _tell("not read", imported.problems)
    _tell("changed", merged.changes)
    _tell("conflict, left as it is", merged.conflicts)
    typer.echo(
        f"{len(merged.added)} added, {len(merged.changed)} changed, "
        f"{len(merged.unchanged)} unchanged, {len(merged.conflicts)} conflicts, "
        f"{len(imported.problems)} not read" + (" (nothing was written)" if dry_run else ""),
        err=True,
    )
    if merged.conflicts or imported.problems:
        raise typer.Exit(NOT_FOUND)


def export_command(
    folder: Folder = None,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format", help="By default the name of --output tells TBX, CSV or PO; otherwise CSV."
        ),
    ] = None,
    locale: Annotated[
        list[Language] | None,
        typer.Option("--locale", "-l", help="Target of DeepL or PO; of Google, repeat for more."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write; by default standard output."),
    ] = None,
    subject: Subject = None,
    bom: Annotated[
        bool,
        typer.Option(
            "--bom", help="Begin with a byte order mark, so that Excel reads CSV as UTF-8."
        ),
    ] = False,
) -> None:
    """Write the glossary in a format of other programs, and tell what that does not hold."""
    with errors():
        concepts = [c for c in load(folder).concepts if subject in {None, c.subject}]
        chosen = format_ or (guess_format(output.name) if output else Format.CSV)
        if locale and chosen in _MULTILINGUAL:
            raise typer.BadParameter(f"{chosen} holds all languages; leave --locale out")
        locales = [str(each) for each in locale or LOCALES if each != SOURCE]
        exported = export(concepts, chosen, locales)
    for message, count in summary(exported.losses).items():
        typer.echo(f"{count} concepts: {message}", err=True)
    data = ((BOM if bom else "") + exported.text).encode("utf-8")
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    try:
        write_atomically(output, data)
    except OSError as error:
        fail(f"{output}: the file cannot be written ({error.strerror})", NOT_FOUND)


def _tell(what: str, things: Iterable[object]) -> None:
    for thing in things:
        typer.echo(f"{what}: {thing}", err=True)
