"""``birlestik translate``: articles in, catalogs out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from glossary import Glossary, GlossaryError, Matcher, terms_folders
from pipeline import catalogs
from pipeline.articles import ArticleError, read_articles
from pipeline.cli import console
from pipeline.cli.options import (
    Locales,
    MemoryFile,
    Model,
    Terms,
    memory_file,
    parse_locales,
    stop,
)
from pipeline.draft import Drafter
from pipeline.enforce import Enforced
from pipeline.engines import EngineError, load_engines
from pipeline.memory import Careful
from pipeline.model import Article
from pipeline.pins import Pinner
from pipeline.translate import run

LOCK_PATIENCE = 10.0
"""Seconds that a run waits for another one in the same folder."""


class EngineName(StrEnum):
    """What runs the models."""

    CTRANSLATE2 = "ctranslate2"
    TRANSFORMERS = "transformers"


def translate(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Articles (.md, .html, .txt), folders of them, or - for standard input."
        ),
    ],
    to: Annotated[
        Path, typer.Option("--to", help="The folder of catalogs.", file_okay=False)
    ] = Path("locales"),
    locales: Locales = None,
    model: Model = None,
    engine: Annotated[
        EngineName, typer.Option("--engine", help="What runs the model.")
    ] = EngineName.CTRANSLATE2,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, help="Processor cores to use.")
    ] = os.cpu_count() or 1,
    redraft: Annotated[
        bool, typer.Option("--redraft", help="Draft again what is drafted; people's words stay.")
    ] = False,
    terms: Terms = None,
    file: MemoryFile = None,
    use_memory: Annotated[
        bool,
        typer.Option("--use-memory/--no-memory", help="Reuse drafts of earlier runs, keep new."),
    ] = True,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how each segment came to meet its pins.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Say what would be drafted; write nothing.")
    ] = False,
) -> None:
    """Draft what the catalogs of some articles lack, and write them.

    One catalog an article and locale: LOCALES/<locale>/LC_MESSAGES/<article>.po, and a template
    LOCALES/<article>.pot. What people wrote or approved in them is never replaced.
    """
    wanted = parse_locales(locales)
    failures: list[str] = []
    memory = _memory(memory_file(file), dry_run=dry_run) if use_memory else None
    try:
        engines = load_engines(wanted, model=model, engine=engine.value, jobs=jobs)
        termbase = Glossary.load(terms_folders(terms))
        matcher = Matcher(termbase)
        drafters = {
            locale: Drafter(
                engine=engines[locale],
                locale=locale,
                pinner=Pinner(termbase, matcher, locale),
                memory=memory,
                observe=partial(console.explain, locale) if explain else _ignore,
            )
            for locale in wanted
        }
        with catalogs.locked(to, wait=LOCK_PATIENCE), console.BarProgress() as progress:
            tallies = run(
                _readable(paths, failures),
                drafters,
                to=to,
                progress=progress,
                memory=memory,
                redraft=redraft,
                dry_run=dry_run,
            )
    except (EngineError, GlossaryError, catalogs.CatalogError) as error:
        stop(str(error))
    except KeyboardInterrupt:
        console.problems(["interrupted; finished catalogs are written, run again to go on"])
        raise typer.Exit(130) from None
    finally:
        if memory:
            memory.close()
    for tally in tallies.values():
        failures += tally.failures
    console.problems(failures)
    if not any(tally.articles for tally in tallies.values()):
        stop("no article was translated.")
    console.out.print(console.summary(tallies, dry_run=dry_run))
    raise typer.Exit(1 if failures else 0)


def _ignore(_: str, __: Enforced) -> None:
    """Observe nothing."""


def _memory(path: Path, *, dry_run: bool) -> Careful | None:
    """Open the memory; a dry run looks at one that is there and makes none."""
    return None if dry_run and not path.exists() else Careful(path, _warn)


def _warn(message: str) -> None:
    console.err.print(f"[yellow]warning:[/yellow] {escape(message)}", soft_wrap=True)


def _readable(paths: list[Path], failures: list[str]) -> Iterator[Article]:
    """Read articles one by one; one that cannot be read is noted and passed over."""
    for article in read_articles(paths):
        if isinstance(article, ArticleError):
            failures.append(str(article))
        else:
            yield article
