"""``birlestik compile`` and ``birlestik render``: from catalogs to what is published."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path, PurePath
from typing import Annotated, NoReturn

import typer

from pipeline import publish
from pipeline.articles import ArticleError, read_articles
from pipeline.catalogs import CatalogError
from pipeline.cli import console
from pipeline.model import Article
from pipeline.publish import Missing, Page, PublishError

app = typer.Typer()


@app.command("compile")
def compile_(
    folder: Annotated[Path, typer.Argument(help="The folder of catalogs.", file_okay=False)] = Path(
        "locales"
    ),
    use_fuzzy: Annotated[
        bool, typer.Option("--use-fuzzy", help="Take translations marked fuzzy, too.")
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option("--to", help="Where to write, if not beside the catalogs.", file_okay=False),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Say what would be compiled; write nothing.")
    ] = False,
) -> None:
    """Compile catalogs to the .mo files that programs load.

    Fuzzy and untranslated entries are left out: programs then show the source.
    """
    failures: list[str] = []
    entries = left_out = compiled = changed = 0
    for result in publish.compile_catalogs(folder, to, use_fuzzy=use_fuzzy, dry_run=dry_run):
        if isinstance(result, CatalogError):
            failures.append(str(result))
            continue
        compiled += 1
        changed += result.changed
        entries += result.entries
        left_out += result.left_out
    console.problems(failures)
    if not compiled and not failures:
        _stop(f"{folder}: there is no catalog; `birlestik translate` makes some.")
    written = "would be written" if dry_run else "written"
    console.out.print(
        f"{compiled} catalogs, {entries} entries, {left_out} left out; {changed} files {written}.",
        highlight=False,
    )
    raise typer.Exit(1 if failures else 0)


@app.command()
def render(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="ARTICLE", help="Articles, folders of them, or - for standard input."
        ),
    ],
    locale: Annotated[
        str, typer.Option("--locale", "-l", help="Locales of catalogs, with commas between.")
    ],
    folder: Annotated[
        Path, typer.Option("--in", help="The folder of catalogs.", file_okay=False)
    ] = Path("locales"),
    to: Annotated[
        Path | None,
        typer.Option("--to", help="A folder for pages: <locale>/<article>.", file_okay=False),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="A file for one page.", dir_okay=False)
    ] = None,
    missing: Annotated[
        Missing,
        typer.Option("--missing", help="What becomes of blocks without a usable translation."),
    ] = Missing.SOURCE,
    use_fuzzy: Annotated[
        bool, typer.Option("--use-fuzzy", help="Take translations marked fuzzy, too.")
    ] = False,
    slugs: Annotated[
        bool, typer.Option("--slug", help="Name files by their translated titles, in ASCII.")
    ] = False,
) -> None:
    """Put translations back into their articles, in the articles' own format.

    One article in one locale goes to standard output or to a file; more of them need a folder.
    """
    locales = _locales(locale)
    if to and output:
        raise typer.BadParameter("give a folder (--to) or a file (-o), not both.")
    if slugs and not to:
        raise typer.BadParameter("--slug names files in a folder; give one with --to.")
    failures: list[str] = []
    articles: Iterable[Article] = _read(paths, failures)
    if not to:
        articles = list(articles)
        if len(articles) * len(locales) > 1:
            raise typer.BadParameter("several pages need a folder; give one with --to.")
    read = written = untranslated = 0
    taken: set[PurePath] = set()
    for article in articles:
        read += 1
        pages: list[Page] = []
        for each in locales:
            try:
                page = publish.make_page(
                    article, each, folder, missing=missing, use_fuzzy=use_fuzzy, slugs=slugs
                )
            except (CatalogError, PublishError) as error:
                failures.append(str(error))
            else:
                pages.append(_own_place(page, taken))
                failures += _refused(page)
        for page in pages:
            text = publish.content(page, pages)
            try:
                _put(page, text, to / page.place if to else output)
                written += 1
                untranslated += len(page.rendered.missing)
            except PublishError as error:
                failures.append(str(error))
    console.problems(failures)
    if not read:
        _stop("no article was rendered.")
    if to:
        told = f"{written} pages written below {to}; {untranslated} blocks without translation."
        console.out.print(told, highlight=False, markup=False)
    raise typer.Exit(1 if failures else 0)


def _locales(value: str) -> list[str]:
    wanted = list(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    if not wanted:
        raise typer.BadParameter("none: give some locale, such as kk.")
    for locale in wanted:
        try:
            publish.language_tag(locale)
        except ValueError:
            raise typer.BadParameter(f"{locale}: there is no such locale.") from None
    return wanted


def _read(paths: list[Path], failures: list[str]) -> Iterator[Article]:
    for article in read_articles(paths):
        if isinstance(article, ArticleError):
            failures.append(str(article))
        else:
            yield article


def _refused(page: Page) -> list[str]:
    return [
        f"{page.article.path}:{block.line}: its translation in {page.locale} is not used, as it has"
        f" tags or addresses that the source has not. Correct the entry {block.source[:60]!r}."
        for block in page.rendered.refused
    ]


def _own_place(page: Page, taken: set[PurePath]) -> Page:
    """Number the pages whose titles give the same name."""
    place = page.place
    names = (place.with_stem(f"{place.stem}-{number}") for number in count(2))
    while place in taken:
        place = next(names)
    taken.add(place)
    return replace(page, place=place)


def _put(page: Page, text: str, path: Path | None) -> None:
    if path:
        publish.write(path, page, text)
        return
    sys.stdout.buffer.write(text.encode("utf-8"))  # as bytes: line ends are the article's
    sys.stdout.buffer.flush()


def _stop(message: str) -> NoReturn:
    console.problems([message])
    raise typer.Exit(3)
