"""The Markdown parser that both the block and the inline level build on."""

from __future__ import annotations

from markdown_it import MarkdownIt


class Parser(MarkdownIt):
    """markdown-it with the rules of CommonMark, links to any target, nothing normalised.

    The default refuses ``javascript:`` links and escapes characters in addresses, to make HTML
    safe. No HTML is made here, and what it refuses would become text to translate.
    """

    def validateLink(self, url: str) -> bool:  # noqa: N802 (markdown-it's name)
        """Take every link."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (markdown-it's name)
        """Leave the address of a link alone."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 (markdown-it's name)
        """Leave the text of an autolink alone."""
        return link
