"""The site on disk: ``<language>/<article>.html``, ``<language>/index.html`` and a door above them.

Pages keep their addresses: they are named as the articles are, whatever a new draft makes of their
titles.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from glossary import SOURCE
from newsroom.layout import FRONT, HERE, Item, door, front_page, relative, story_page
from newsroom.story import published, story
from newsroom.words import LANGUAGES, Language
from pipeline.articles import ArticleError, read_articles
from pipeline.catalogs import Author, catalog_path, read
from pipeline.model import Article


def build(articles: Path, pages: Path, catalogs: Path, site: Path) -> int:
    """Build the site; return how many pages it has.

    Args:
        articles: the folder of the originals.
        pages: what ``birlestik render --missing mark --to`` wrote.
        catalogs: the catalogs that it was rendered from.
        site: where the site goes. Other files there stay.

    Raises:
        ArticleError: an article or a rendered page cannot be read.
        CatalogError: a catalog cannot be read.
        OSError: there is no such catalog, or the disk refuses.
    """
    originals = list(_originals(articles))
    for language in LANGUAGES:
        items = [_item(article, language, pages, catalogs) for article in originals]
        items.sort(key=lambda item: (-(item.day or date.min).toordinal(), item.place))
        folder = site / language.tag
        for item in items:
            page = _with_pictures(story_page(item, language), item, articles, folder)
            _write(folder / item.place, page)
        _write(folder / FRONT, front_page(items, language))
    _write(site / FRONT, door())
    shutil.copyfile(HERE / "style.css", site / "style.css")
    return (len(originals) + 1) * len(LANGUAGES) + 1


def _originals(folder: Path) -> Iterator[Article]:
    for article in read_articles([folder]):
        if isinstance(article, ArticleError):
            raise article
        yield article


def _item(article: Article, language: Language, pages: Path, catalogs: Path) -> Item:
    rendered, drafted = article.path, False
    if language.tag != SOURCE:
        suffix = article.path.suffix
        rendered = pages / language.tag / (article.name.removesuffix(suffix) + suffix)
        drafted = _is_drafted(catalog_path(catalogs, language.tag, article.name))
    return Item(
        story=story(rendered, language.tag),
        place=PurePosixPath(f"{article.name}.html"),
        source=article.path,
        day=published(article),
        drafted=drafted,
    )


def _is_drafted(catalog: Path) -> bool:
    """Say whether a catalog brings words to readers that no person has approved."""
    if not catalog.is_file():
        raise FileNotFoundError(f"{catalog}: there is no such catalog, to tell drafts by.")
    shown = (entry for entry in read(catalog).entries if not (entry.fuzzy or entry.obsolete))
    return any(entry.author is Author.MACHINE for entry in shown)


def _with_pictures(page: str, item: Item, articles: Path, folder: Path) -> str:
    """Return a page with its pictures, copied to the site; one that is lacking is described."""
    tree = LexborHTMLParser(page)
    for image in tree.css("img"):
        address = urlsplit(image.attributes.get("src") or "")
        if address.scheme or address.netloc:
            continue
        file = (item.source.parent / unquote(address.path)).resolve()
        if file.is_file() and file.is_relative_to(articles.resolve()):
            place = PurePosixPath("pictures", *file.relative_to(articles.resolve()).parts)
            _write(folder.parent / place, file.read_bytes())
            image.attrs["src"] = relative(".." / place, item.place.parent)
        else:
            image.insert_before(_description(image))
            image.decompose()
    return (tree.html or "") + "\n"


def _description(image: LexborNode) -> LexborNode:
    alt = escape(image.attributes.get("alt") or "")
    lang = f' lang="{image.attributes["lang"]}"' if "lang" in image.attributes else ""
    html = f'<span class="picture" role="img" aria-label="{alt}"{lang}>{alt}</span>'
    (span,) = LexborHTMLParser(html).css("span")
    return span


def _write(path: Path, page: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page.encode("utf-8") if isinstance(page, str) else page)
