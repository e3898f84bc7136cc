"""Markdown is full of HTML, and so may be a translation: what it must not bring into an article.

An HTML article takes no markup from a translation that its block does not have. A Markdown article
takes a translation as Markdown, which most site generators let through to the page, script
included. So a translation with tags that its source does not have, or with an address that may be
script, is not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

_HARMLESS = re.compile(r"</?(?:b|br|del|em|i|s|strong|sub|sup|u)\s*/?>", re.IGNORECASE)
_SCHEME = re.compile(r"[\s\x00-\x1f]*([a-z][a-z0-9+.-]*)[\s\x00-\x1f]*:", re.IGNORECASE)
_SAFE_SCHEMES = frozenset(("ftp", "ftps", "http", "https", "mailto", "tel"))


class _Everything(MarkdownIt):
    """A parser that also shows the links which others may follow although it would not."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is markdown-it's
        return bool(url)


_PARSER = _Everything("commonmark")


def is_safe(translation: str, source: str) -> bool:
    """Say whether a translation may stand in a Markdown article in the place of ``source``.

    >>> is_safe("<b>Газ</b> [ағады](https://b.kz)", "Gas [flows](https://b.az)")
    True
    >>> is_safe("<img src=x onerror=alert(1)>", "Gas"), is_safe("[a](javascript:b)", "[a](c)")
    (False, False)
    """
    return set(_risks(translation)) <= set(_risks(source))


def _risks(markdown: str) -> Iterator[str]:
    """Yield the tags and addresses that are not harmless in themselves."""
    if "<" not in markdown and "](" not in markdown:
        return
    stack: list[Token] = _PARSER.parseInline(markdown)
    while stack:
        token = stack.pop()
        stack += token.children or ()
        if token.type == "html_inline" and not _HARMLESS.fullmatch(token.content):
            yield token.content
        address = str(token.attrs.get("href") or token.attrs.get("src") or "")
        scheme = _SCHEME.match(address)
        if scheme and scheme[1].lower() not in _SAFE_SCHEMES:
            yield address
