"""The commands ``birlestik status`` and ``birlestik impact``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from glossary import LOCALES, Glossary, GlossaryError, Matcher, terms_folders
from pipeline import catalogs
from pipeline.articles import ArticleError, read_articles
from pipeline.catalogs import CatalogError
from pipeline.cli import console
from pipeline.cli.options import Folder, Locales, Model, Terms, parse_locales, stop
from pipeline.engines import EngineError, registry
from pipeline.engines.folder import Model as ModelFolder
from pipeline.pins import Pinner
from pipeline.recipe import Recipe
from pipeline.status import Impact, Status, impact, impact_of_change, status
from pipeline.translate import Asked, ask


class ReportFormat(StrEnum):
    """How a report is printed."""

    TABLE = "table"
    JSON = "json"


Form = Annotated[ReportFormat, typer.Option("--format", "-f", help="How to print it.")]


def status_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Articles, or folders of them, to compare the catalogs with."),
    ] = None,
    folder: Folder = Path("locales"),
    locales: Locales = None,
    model: Model = None,
    terms: Terms = None,
    form: Form = ReportFormat.TABLE,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 when something is stale.")
    ] = False,
) -> None:
    """Say for each catalog what is stale, and why.

    Without articles only drafts are looked at: another model, changed settings, changed terms.
    Exit codes: 0 done; 1 a catalog or an article cannot be read (with --exit-code: or something is
    stale); 3 nothing could be done.
    """
    wanted = parse_locales(locales)
    failures: list[str] = []
    try:
        models = {locale: registry.choose(locale, model) for locale in wanted}
        recipes = _recipes(Glossary.load(terms_folders(terms)), wanted, models)
    except (EngineError, GlossaryError) as error:
        stop(str(error))
    found = [
        (path, locale, status(catalog, recipes[locale], asked))
        for path, locale, asked in _places(paths, folder, wanted, failures)
        if (catalog := _read(path, failures)) is not None
    ]
    if not found and not failures:
        stop(f"{folder}: no catalog is there.")
    if form is ReportFormat.JSON:
        _print_json([_status_fields(*each) for each in found])
    else:
        console.out.print(_status_table(found))
    console.problems(failures)
    stale = exit_code and any(each.outdated for _, _, each in found)
    raise typer.Exit(1 if failures or stale else 0)


def impact_command(
    concepts: Annotated[
        list[str], typer.Argument(metavar="CONCEPT_ID...", help="Ids of concepts.")
    ],
    folder: Folder = Path("locales"),
    locales: Locales = None,
    terms: Terms = None,
    form: Form = ReportFormat.TABLE,
) -> None:
    """Say what a change of some concepts would touch, before it is made.

    Drafts that mention one would be made again, of their segments only those that mention it; what
    people wrote is checked against the new terms and never changed.
    """
    wanted = parse_locales(locales)
    failures: list[str] = []
    try:
        glossary = Glossary.load(terms_folders(terms))
    except GlossaryError as error:
        stop(str(error))
    for id_ in concepts:
        if glossary.get(id_) is None:
            near = ", ".join(h.concept.id for h in glossary.search(id_.replace("-", " "), limit=3))
            stop(f"there is no concept {id_!r}" + (f"; there are {near}" if near else ""))
    recipes = _recipes(glossary, wanted)
    found = _touched(
        folder, wanted, failures, lambda catalog, locale: impact(concepts, catalog, recipes[locale])
    )
    if form is ReportFormat.JSON:
        _print_json([_impact_fields(*each) for each in found])
    else:
        console.out.print(_impact_table(found))
    console.problems(failures)
    raise typer.Exit(1 if failures else 0)


def show_impact(before: Glossary, after: Glossary) -> None:
    """Print what a change of the glossary would touch in the catalogs below ``locales``."""
    failures: list[str] = []
    old, new = _recipes(before, LOCALES), _recipes(after, LOCALES)
    found = _touched(
        Path("locales"),
        LOCALES,
        failures,
        lambda catalog, locale: impact_of_change(old[locale], new[locale], catalog),
    )
    console.out.print(_impact_table(found))
    console.problems(failures)


def _touched(
    folder: Path,
    locales: Sequence[str],
    failures: list[str],
    tell: Callable[[catalogs.CatalogFile, str], Impact],
) -> list[tuple[Path, str, Impact]]:
    """List the catalogs in which ``tell`` finds that something would be touched, and what."""
    return [
        (path, locale, touched)
        for path, locale, _ in _places(None, folder, locales, failures)
        if (catalog := _read(path, failures)) is not None and (touched := tell(catalog, locale))
    ]


def _recipes(
    glossary: Glossary, locales: Sequence[str], models: Mapping[str, ModelFolder] | None = None
) -> dict[str, Recipe]:
    """Return what drafts would be made of; without models only of which terms."""
    matcher = Matcher(glossary)
    return {
        locale: Recipe(
            model=model.name if (model := (models or {}).get(locale)) else "",
            locale=locale,
            pinner=Pinner(glossary, matcher, locale),
            decoding=model.decoding if model else None,
        )
        for locale in locales
    }


def _places(
    paths: Sequence[Path] | None, folder: Path, locales: Sequence[str], failures: list[str]
) -> Iterator[tuple[Path, str, Asked | None]]:
    """Yield the catalogs to look at, with what their articles ask for where these are given."""
    if not paths:
        for locale in locales:
            for path in catalogs.catalog_paths(folder, locale):
                yield path, locale, None
        return
    for article in read_articles(paths):
        if isinstance(article, ArticleError):
            failures.append(str(article))
            continue
        asked = ask(article)
        for locale in locales:
            yield catalogs.catalog_path(folder, locale, article.name), locale, asked


def _read(path: Path, failures: list[str]) -> catalogs.CatalogFile | None:
    try:
        return catalogs.read(path)
    except CatalogError as error:
        failures.append(str(error))
        return None


def _status_fields(path: Path, locale: str, found: Status) -> dict[str, Any]:
    return {
        "catalog": str(path),
        "locale": locale,
        "entries": found.entries,
        "drafts": found.drafts,
        "reviewed": found.reviewed,
        "fuzzy": found.fuzzy,
        "untranslated": found.untranslated,
        "outdated": found.outdated,
        "stale": dict(found.stale),
        "concepts": dict(found.concepts),
    }


def _impact_fields(path: Path, locale: str, found: Impact) -> dict[str, Any]:
    return {
        "catalog": str(path),
        "locale": locale,
        "drafts": found.drafts,
        "segments": found.segments,
        "reviewed": found.reviewed,
        "sources": list(found.sources),
    }


def _status_table(found: Sequence[tuple[Path, str, Status]]) -> Table:
    table = Table(show_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("article", overflow="fold")
    for heading in ("entries", "drafts", "reviewed", "fuzzy", "empty", "stale"):
        table.add_column(heading, justify="right")
    table.add_column("why", overflow="fold")
    for path, locale, each in found:
        counts = (each.entries, each.drafts, each.reviewed, each.fuzzy, each.untranslated)
        causes = [f"{count} {cause}" for cause, count in each.stale.items()]
        if each.concepts:
            causes.append(f"({', '.join(each.concepts)})")
        table.add_row(
            locale, _article(path), *map(str, counts), str(each.outdated), escape(" ".join(causes))
        )
    return table


def _impact_table(found: Sequence[tuple[Path, str, Impact]]) -> Table:
    table = Table(show_edge=False, show_footer=True)
    columns = ("drafts", "segments", "reviewed")
    table.add_column("", no_wrap=True)
    table.add_column("article", footer="all", overflow="fold")
    for heading in columns:
        total = sum(getattr(each, heading) for _, _, each in found)
        table.add_column(heading, justify="right", footer=str(total))
    for path, locale, each in found:
        table.add_row(locale, _article(path), *(str(getattr(each, heading)) for heading in columns))
    return table


def _article(path: Path) -> str:
    """Return an article's name from the path of its catalog, for a table."""
    return escape(path.with_suffix("").as_posix().rpartition("LC_MESSAGES/")[2])


def _print_json(value: Any) -> None:
    shown = json.dumps(value, ensure_ascii=False, indent=2)
    console.out.print(shown, markup=False, highlight=False, soft_wrap=True)
