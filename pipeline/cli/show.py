"""``birlestik show``: a catalog for reading, source and draft side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import catalogs
from pipeline.cli import console
from pipeline.cli.options import (
    Folder,
    parse_locales,
    stop,
)


def show(
    article: Annotated[str, typer.Argument(help="An article's name or file.")],
    locale: Annotated[str, typer.Option("--locale", "-l", help="One of kk, ru, tr, az.")],
    folder: Folder = Path("locales"),
) -> None:
    """Print an article's catalog, source and draft side by side."""
    (only,) = parse_locales(locale)[:1]
    path = _find(article, folder, only)
    try:
        entries = [entry for entry in catalogs.read(path).entries if not entry.obsolete]
    except catalogs.CatalogError as error:
        stop(str(error))
    console.out.print(console.side_by_side(entries, only))


def _find(article: str, folder: Path, locale: str) -> Path:
    """Return the catalog of an article named as in catalogs, or by its file."""
    given = Path(article)
    for name in (article, str(given.with_suffix("")), given.stem):
        path = catalogs.catalog_path(folder, locale, name)
        if path.is_file():
            return path
    root = folder / locale / "LC_MESSAGES"
    known = sorted(str(p.relative_to(root).with_suffix("")) for p in root.rglob("*.po"))
    there = f"There are: {', '.join(known[:10])}." if known else "It holds none; translate first."
    stop(f"{root} has no catalog of {article}. {there}")
