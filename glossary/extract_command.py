"""The subcommand ``extract``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glossary.console import (
    NOT_FOUND,
    Folder,
    Format,
    Output,
    errors,
    fail,
    load,
    print_json,
    print_rows,
)
from glossary.extract import extract
from glossary.plain import SUFFIXES, read_articles


def extract_command(
    articles: Annotated[
        list[Path],
        typer.Argument(
            metavar="ARTICLE...",
            help="English articles, and folders of them; - for standard input.",
            show_default=False,
        ),
    ],
    folder: Folder = None,
    minimum: Annotated[
        int, typer.Option(min=1, help="How often it must stand in all articles together.")
    ] = 2,
    limit: Annotated[int, typer.Option(min=1, help="The most candidates to show.")] = 50,
    output: Output = Format.TABLE,
) -> None:
    """List names and phrases that articles repeat and the glossary does not have.

    The most frequent come first, each with a sentence that holds it. JSON has the files, too.
    """
    with errors():
        glossary = load(folder)
    paths: list[Path] = []
    texts: list[str] = []
    unread = False
    for each in read_articles(articles):
        if isinstance(each, OSError):
            unread = True
            message = f"{each.filename}: the article cannot be read ({each.strerror})"
            typer.echo(f"error: {message}", err=True)
        else:
            paths.append(each[0])
            texts.append(each[1])
    if not texts and not unread:
        names = ", ".join(map(str, articles))
        fail(f"{names}: no articles there (*{', *'.join(sorted(SUFFIXES))})", NOT_FOUND)
    found = extract(texts, glossary, minimum=minimum)[:limit]
    if output is Format.JSON:
        print_json(
            [
                {
                    "text": candidate.text,
                    "kind": candidate.kind,
                    "count": candidate.count,
                    "context": candidate.context,
                    "files": [str(paths[number]) for number in candidate.texts],
                }
                for candidate in found
            ]
        )
    else:
        print_rows(
            ["count", "kind", "candidate", "for example"],
            ([str(c.count), c.kind, c.text, c.context] for c in found),
        )
    if unread:
        raise typer.Exit(NOT_FOUND)
