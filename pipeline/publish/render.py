"""An article with the translations of its catalog in the places of its blocks.

Translations are found as catalogs are built: by the block's source, and by its context where the
same source stands in the article in several roles. How a translation is put in its place, and what
markup it may hold, is up to the article's format.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from glossary import SOURCE
from pipeline.articles.html.format import HtmlDocument
from pipeline.articles.html.language import Languages
from pipeline.catalogs import CatalogFile, Entry, Key, context_of
from pipeline.model import Article, Block, Role, Translate
from pipeline.publish.omit import placeholder, without
from pipeline.publish.safe import is_safe

MARK: Final = "⚠ "
"""Stands before what is not translated, where that is to be seen: no format takes it for markup."""


_EMPTY_CELL: Final = "&nbsp;"
"""What is left out of a Markdown table, which needs its cells to be one."""


class Missing(StrEnum):
    """What becomes of a block without a translation that may be used."""

    SOURCE = "source"  # the article's own words
    OMIT = "omit"  # it is left out
    MARK = "mark"  # the article's own words behind a sign
    FAIL = "fail"  # the article is not rendered; for the caller to act on


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """An article in another language.

    Attributes:
        text: the whole of it.
        title: its translated title, or heading, as plain text; empty if there is none.
        missing: the blocks that have no translation that may be used, in document order.
        refused: those of them whose translation is not used since it is not safe; see `safe`.
    """

    text: str
    title: str
    missing: tuple[Block, ...]
    refused: tuple[Block, ...]


def render(
    article: Article,
    catalog: CatalogFile,
    *,
    missing: Missing = Missing.SOURCE,
    use_fuzzy: bool = False,
    language: str = "",
) -> Rendered:
    """Put a catalog's translations into its article.

    What stays in the article's words in an HTML page says so, if the page's language is known.

    Args:
        article: what was translated. Where it changed since, its new blocks are missing.
        catalog: its catalog.
        missing: what becomes of blocks that are not translated; ``FAIL`` is rendered as ``SOURCE``.
        use_fuzzy: take translations that are marked fuzzy; otherwise these blocks are missing, too.
        language: the catalog's language (BCP 47).
    """
    document = article.document
    roles: dict[str, set[Role]] = defaultdict(set)
    for block in document.blocks:
        roles[block.source].add(block.role)
    usable = {
        key: entry.msgstr[0]
        for key, entry in catalog.by_key().items()
        if _usable(entry, use_fuzzy=use_fuzzy)
    }
    # Other formats let no markup of a translation through that may be script.
    markdown = article.format.name == "markdown"
    unsafe = {key for key, text in usable.items() if markdown and not is_safe(text, key[1])}
    known = {key: text for key, text in usable.items() if key not in unsafe}

    def key_of(block: Block) -> Key:
        return (context_of(block, roles[block.source]), block.source)

    def translation(block: Block) -> str | None:
        return known.get(key_of(block))

    def in_table(block: Block) -> bool:
        return markdown and block.role is Role.TABLE_CELL

    def write(translate: Translate) -> str:
        if not language or not isinstance(document, HtmlDocument):
            return document.render(translate)

        def in_source(block: Block) -> bool:
            return translation(block) is None and missing is not Missing.OMIT

        return document.render(
            translate, Languages(source=SOURCE, target=language, in_source=in_source)
        )

    lacking = tuple(block for block in document.blocks if translation(block) is None)
    refused = tuple(block for block in lacking if key_of(block) in unsafe)
    title = _title(article, [(block, translation(block)) for block in document.blocks])
    if missing is Missing.OMIT and lacking:
        hole = placeholder([document.render(_source), *known.values()])
        text = write(lambda block: translation(block) or (_EMPTY_CELL if in_table(block) else hole))
        text = without(text, hole, article.format.name)
    elif missing is Missing.MARK:
        text = write(lambda block: translation(block) or MARK + block.source)
    else:
        text = write(translation)
    return Rendered(text=text, title=title, missing=lacking, refused=refused)


def _usable(entry: Entry, *, use_fuzzy: bool) -> bool:
    return bool(entry.msgstr[0].strip() and not entry.obsolete and (use_fuzzy or not entry.fuzzy))


def _title(article: Article, blocks: list[tuple[Block, str | None]]) -> str:
    for role in (Role.TITLE, Role.HEADING):
        for block, translation in blocks:
            if block.role is role:
                return article.format.parse(translation or block.source).text
    return ""


def _source(_: Block) -> None:
    """Keep every block as it is."""
