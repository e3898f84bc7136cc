"""The subcommand ``suggest``."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Annotated

import typer

from glossary.console import (
    DryRun,
    Folder,
    Format,
    Output,
    errors,
    load_for_edit,
    own_folder,
    print_json,
    print_rows,
)
from glossary.editing import add
from glossary.entry import PROPER_NOUN, read_concept
from glossary.exchange.values import slug
from glossary.model import Concept
from glossary.transliterate import Source, Suggestion, Transliterator, guess_source


def suggest_command(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A name as English, Kazakh or Russian spells it.")
    ],
    folder: Folder = None,
    source: Annotated[
        Source | None,
        typer.Option("--from", help="Which spelling it is; by default its letters tell."),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=1, max=20, help="The most suggestions for each language.")
    ] = 3,
    add_it: Annotated[
        bool,
        typer.Option("--add", help="Add the first of each language to your terms, as proposed."),
    ] = False,
    subject: Annotated[str, typer.Option(help="The terms file that --add adds it to.")] = (
        "people"
    ),
    dry_run: DryRun = False,
    output: Output = Format.TABLE,
) -> None:
    """Suggest how a name is written in each language, with the rules that say so.

    The likelihood ranks the suggestions; it is no reason to trust them. A person approves.
    """
    with errors():
        glossary = load_for_edit(folder)
        try:
            found = Transliterator(glossary).suggest(name, source=source, limit=limit)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
        if output is Format.JSON:
            print_json({loc: [dataclasses.asdict(s) for s in each] for loc, each in found.items()})
        else:
            print_rows(
                ["language", "name", "likelihood", "how", "rules"],
                (
                    [s.locale, s.text, f"{s.likelihood:.0%}", s.steps, "; ".join(s.rules)]
                    for each in found.values()
                    for s in each
                ),
            )
        if add_it:
            concept = proposal(name, source or guess_source(name), found, subject)
            change = add(glossary, concept, own_folder(folder), dry_run=dry_run)
            typer.echo(change.diff() if dry_run else f"{change.path} is written", err=True)


def proposal(
    name: str, source: Source, found: Mapping[str, tuple[Suggestion, ...]], subject: str
) -> Concept:
    """Return the concept, proposed, that the first suggestions make."""
    first = {locale: each[0].text for locale, each in found.items() if each}
    terms = {source.locale: name, **first}
    return read_concept(
        slug(terms["en"]),
        {"pos": PROPER_NOUN, "status": "proposed", "note": "Transliterated by rule.", **terms},
        subject=subject,
    )
