"""An article as readers of one language get it: HTML, a title, a description.

Markdown and text become HTML here. What ``render --missing mark`` marked loses its mark and says
instead that it is in English, as HTML articles already do, so that browsers, screen readers and the
site's style know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from selectolax.lexbor import LexborHTMLParser, LexborNode

from glossary import SOURCE
from pipeline.articles import HtmlFormat, read_article
from pipeline.articles.html.language import Languages
from pipeline.model import Article, Block, Role
from pipeline.publish import MARK

_MARKDOWN = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(footnote_plugin)
_MARKED = re.compile(rf'(<span lang="{SOURCE}">)?{MARK}')
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_SHOWN = "link, meta, script, style, title"
_ELEMENTS = {Role.TITLE: "h1", Role.HEADING: "h2", Role.LIST_ITEM: "li"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """Some text and its language."""

    text: str = ""
    language: str = SOURCE


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """An article in one language.

    Attributes:
        title: for lists of articles and the window.
        description: a sentence on it; empty if there is none.
        summary: what stands below its title in lists: its description, or else its first paragraph.
        headline: the heading of its page, HTML.
        body: the rest of its page, HTML.
        untranslated: how many of its blocks are in English although it is not.
    """

    title: Words
    description: Words
    summary: Words
    headline: str
    body: str
    untranslated: int


def story(rendered: Path, language: str) -> Story:
    """Read an article that was rendered with ``--missing mark``, or the original.

    Raises:
        ArticleError: it cannot be read.
    """
    article = read_article(rendered)
    tree = LexborHTMLParser(_unmarked(article, language))
    for node in tree.css(_NOT_SHOWN):
        node.decompose()
    title = _first(article, language, Role.TITLE) or _first(article, language, Role.HEADING)
    title = title or Words(text=article.name)
    description = _first(article, language, Role.DESCRIPTION)
    if heading := tree.css_first("h1"):
        headline = heading.html or ""
        heading.decompose()
    else:
        headline = f'<h1 lang="{title.language}">{escape(title.text)}</h1>'
    content = tree.css_first("article") or tree.css_first("main") or tree.body
    return Story(
        title=title,
        description=description or Words(),
        summary=description or _opening(content, language),
        headline=headline,
        body=(content.inner_html or "").strip() if content else "",
        untranslated=sum(map(_is_marked, article.document.blocks)),
    )


def published(article: Article) -> date | None:
    """Return the day of an article: ``date`` in front matter, or ``article:published_time``."""
    text = article.document.render(lambda _: None)
    said: object = None
    if article.format.name == "markdown":
        first = next(iter(_MARKDOWN.parse(text.removeprefix("\N{BOM}"))), None)
        if first and first.type == "front_matter":
            with suppress(YAMLError):
                front = YAML(typ="safe", pure=True).load(first.content)
                said = front.get("date") if isinstance(front, dict) else None
    elif article.format.name == "html":
        meta = LexborHTMLParser(text).css_first('meta[property="article:published_time"]')
        said = meta.attributes.get("content") if meta else None
    found = _DAY.match(str(said))
    try:
        return date.fromisoformat(found.group()) if found else None
    except ValueError:
        return None


def _unmarked(article: Article, language: str) -> str:
    """Return an article as HTML in which ``lang`` stands for marks."""
    document = HtmlFormat().read(_html(article))
    languages = Languages(source=SOURCE, target=language, in_source=_is_marked)
    return document.render(
        lambda block: _MARKED.sub(r"\1", block.source, count=1) if _is_marked(block) else None,
        None if article.format.name == "html" else languages,
    )


def _html(article: Article) -> str:
    text = article.document.render(lambda _: None)
    if article.format.name == "html":
        return text
    if article.format.name == "markdown":
        return str(_MARKDOWN.render(text.removeprefix("\N{BOM}")))
    return "\n".join(_paragraphs(article.document.blocks))


def _paragraphs(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the elements of a plain text."""
    for role, group in groupby(blocks, key=lambda block: block.role):
        name = _ELEMENTS.get(role, "p")
        lines = [f"<{name}>{escape(block.source, quote=False)}</{name}>" for block in group]
        yield from ["<ul>", *lines, "</ul>"] if name == "li" else lines


def _first(article: Article, language: str, role: Role) -> Words | None:
    """Return the first block of a role as plain text."""
    for block in article.document.blocks:
        if block.role is role:
            text = article.format.parse(_MARKED.sub("", block.source, count=1)).text
            return Words(text=text, language=SOURCE if _is_marked(block) else language)
    return None


def _opening(content: LexborNode | None, language: str) -> Words:
    """Return the first paragraph of an article as plain text."""
    paragraph = content.css_first("p") if content else None
    if not paragraph:
        return Words()
    paragraph = paragraph.clone()
    for reference in paragraph.css(".footnote-ref"):
        reference.decompose()
    text = " ".join(paragraph.text().split())
    return Words(text=text, language=paragraph.attributes.get("lang") or language)


def _is_marked(block: Block) -> bool:
    return _MARKED.match(block.source) is not None
