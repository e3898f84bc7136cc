"""Articles and catalogs on disk to pages on disk: ``<locale>/<article>`` below one folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import quote

from glossary.files import write_atomically
from pipeline.catalogs import CatalogFile, catalog_path, read
from pipeline.model import Article
from pipeline.publish.localise import Alternate, language_tag, localise
from pipeline.publish.render import Missing, Rendered, render
from pipeline.publish.slug import slug

_LISTED = 20  # blocks that a message lists; an editor who has more of them opens the catalog
_SHOWN = 60  # characters of each


class PublishError(Exception):
    """An article was not published in a locale; the message says which, why, and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """An article in one locale, and its place below the folder of pages."""

    article: Article
    locale: str
    rendered: Rendered
    place: PurePath


def make_page(
    article: Article,
    locale: str,
    folder: Path,
    *,
    missing: Missing = Missing.SOURCE,
    use_fuzzy: bool = False,
    slugs: bool = False,
) -> Page:
    """Render an article in one locale from its catalog in ``folder``.

    Args:
        article: what was translated.
        locale: the locale.
        folder: the catalogs.
        missing: as for ``render``, and ``FAIL`` fails.
        use_fuzzy: as for ``render``.
        slugs: name the page by its translated title instead of the article.

    Raises:
        CatalogError: its catalog cannot be read.
        PublishError: it has none, or ``missing`` is ``FAIL`` and there are such blocks.
    """
    catalog = _catalog(article, locale, folder)
    rendered = render(
        article, catalog, missing=missing, use_fuzzy=use_fuzzy, language=language_tag(locale)
    )
    if missing is Missing.FAIL and rendered.missing:
        raise PublishError(_lacking(article, locale, rendered))
    suffix = article.path.suffix or article.format.suffixes[0]
    name = PurePath(article.name.removesuffix(suffix))
    if slugs:
        name = name.with_name(slug(rendered.title) or name.name)
    place = PurePath(locale, name.parent, name.name + suffix)
    return Page(article=article, locale=locale, rendered=rendered, place=place)


def content(page: Page, pages: Sequence[Page] = ()) -> str:
    """Return a page with its language in it, and links to the same article in ``pages``.

    The links are relative, so that the folder can be published at any address. A page alone has
    none.
    """
    alternates = [
        Alternate(
            language=language_tag(other.locale),
            address=quote(Path(os.path.relpath(other.place, page.place.parent)).as_posix()),
        )
        for other in pages
    ]
    links = alternates if len(alternates) > 1 else ()
    return localise(page.rendered.text, page.article.format.name, page.locale, links)


def write(path: Path, page: Page, text: str) -> None:
    """Write a page as UTF-8, whole or not at all.

    Raises:
        PublishError: the disk refuses, or the article itself stands there.
    """
    if path.resolve() == page.article.path.resolve():
        raise PublishError(f"{path}: this is the article itself; choose another place.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise PublishError(
            f"{path}: could not be written ({error.strerror}); what stood there is intact."
        ) from error


def _catalog(article: Article, locale: str, folder: Path) -> CatalogFile:
    """Read an article's catalog; the article may have been translated from a folder above it."""
    above = article.path.with_suffix("").parts
    names = [article.name, *("/".join(above[i:]) for i in range(len(above)))]
    paths = [catalog_path(folder, locale, name) for name in names]
    there = next((path for path in paths if path.is_file()), None)
    if not there:
        raise PublishError(
            f"{paths[0]}: there is no such catalog; run `birlestik translate {article.path}"
            f" --to {folder} --locales {locale}` first."
        )
    return read(there)


def _lacking(article: Article, locale: str, rendered: Rendered) -> str:
    blocks = rendered.missing
    lines = [f"{article.path}:{block.line}: {block.source[:_SHOWN]}" for block in blocks[:_LISTED]]
    if len(blocks) > _LISTED:
        lines.append(f"and {len(blocks) - _LISTED} more")
    return "\n  ".join([f"{article.path}: not ready in {locale}; without translation:", *lines])
