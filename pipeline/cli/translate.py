"""``birlestik translate``: articles in, catalogs out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from glossary import LOCALES, Glossary, GlossaryError, Matcher, terms_folders
from pipeline import catalogs, messages
from pipeline.articles import ArticleError, read_articles
from pipeline.cli import console
from pipeline.cli.options import (
    LOCK_PATIENCE,
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


class EngineName(StrEnum):
    """What runs the models."""

    CTRANSLATE2 = "ctranslate2"
    TRANSFORMERS = "transformers"


def translate(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Articles (.md, .html, .txt), folders of them, - for standard input;"
            " catalogs (.po) and templates (.pot) of programs."
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

    A program's catalog is filled where it stands; its header says its locale. A template gives
    a catalog LOCALES/<locale>/LC_MESSAGES/<template>.po for each locale.
    """
    wanted = parse_locales(locales)
    failures: list[str] = []
    articles = [path for path in paths if path.suffix.lower() not in messages.SUFFIXES]
    others = [path for path in paths if path not in articles]
    programs = _programs(others, wanted if locales else None, to, failures)
    if not articles:
        wanted = [locale for locale in LOCALES if locale in {job.locale for job in programs}]
    if not wanted:
        console.problems(failures)
        stop("nothing was translated.")
    memory = _memory(memory_file(file), dry_run=dry_run) if use_memory else None
    progress = console.BarProgress()
    try:
        engines = load_engines(wanted, model=model, engine=engine.value, jobs=jobs)
        termbase = Glossary.load(terms_folders(terms))
        matcher = Matcher(termbase)
        pinners = {locale: Pinner(termbase, matcher, locale) for locale in wanted}
        drafters = {
            locale: Drafter(
                engine=engines[locale],
                locale=locale,
                pinner=pinner,
                memory=memory,
                observe=partial(console.explain, locale) if explain else _ignore,
            )
            for locale, pinner in pinners.items()
        }
        with nullcontext() if dry_run else _locked(programs, to if articles else None), progress:
            tallies = run(
                _readable(articles, failures),
                drafters,
                to=to,
                progress=progress,
                memory=memory,
                redraft=redraft,
                dry_run=dry_run,
            )
            for job in programs:
                messages.fill(
                    job,
                    drafters[job.locale],
                    pinners[job.locale],
                    tallies[job.locale],
                    progress,
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
    if not any(tally.catalogs for tally in tallies.values()):
        stop("nothing was translated.")
    console.out.print(console.summary(tallies, dry_run=dry_run))
    raise typer.Exit(1 if failures else 0)


def _ignore(_: str, __: Enforced) -> None:
    """Observe nothing."""


def _programs(
    paths: list[Path], wanted: list[str] | None, to: Path, failures: list[str]
) -> list[messages.Job]:
    """Read the catalogs and templates of programs; one that cannot be read is noted."""
    found = []
    for job in messages.jobs(paths, wanted, to):
        if isinstance(job, messages.Job):
            found.append(job)
        else:
            failures.append(str(job))
    return found


@contextmanager
def _locked(jobs: Iterable[messages.Job], to: Path | None) -> Iterator[None]:
    """Hold the folders that a run writes to: all below ``to``, and where its catalogs stand."""
    folders = {catalogs.folder_of(job.path) for job in jobs}
    with ExitStack() as stack:
        if to:
            folders.discard(to.resolve())
            stack.enter_context(catalogs.locked(to, wait=LOCK_PATIENCE))
        for folder in sorted(folders):
            stack.enter_context(catalogs.locked(folder, wait=LOCK_PATIENCE, below=False))
        yield


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
