"""The formats of articles, and which of them a text is in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from pipeline.articles.html import HtmlFormat
from pipeline.articles.markdown import MarkdownFormat
from pipeline.articles.plain import PlainFormat
from pipeline.model import Format

_MARKDOWN: Final = MarkdownFormat()
_HTML: Final = HtmlFormat()
_PLAIN: Final = PlainFormat()
_FORMATS: Final[tuple[Format, ...]] = (_MARKDOWN, _HTML, _PLAIN)

_LOOKED_AT = 20_000  # characters
_LOOKS_LIKE_HTML = re.compile(r"\ufeff?\s*<(?:!doctype\b|!--|\?xml\b|[a-z])", re.IGNORECASE)
_LOOKS_LIKE_MARKDOWN = re.compile(
    r"""
    \A\ufeff?(?:---|\+\+\+)[ \t]*$   # front matter
  | ^\#{1,6}[ ]\S                    # heading
  | ^[ ]{0,3}(?:```|~~~)             # fence
  | ^[ ]{0,3}\|?[ ]*:?-{3,}:?[ ]*\|  # table
  | \]\([^\s)]+\)                    # link
  | \*\*\S[^*\n]*\*\*                # bold
    """,
    re.VERBOSE | re.MULTILINE,
)


def formats() -> tuple[Format, ...]:
    """Return all formats."""
    return _FORMATS


def by_suffix(path: Path) -> Format | None:
    """Return the format that the suffix of ``path`` belongs to, in whatever case.

    >>> [(found := by_suffix(Path(name))) and found.name for name in ("a.HTM", "b.md", "c.pdf")]
    ['html', 'markdown', None]
    """
    suffix = path.suffix.lower()
    return next((each for each in _FORMATS if suffix in each.suffixes), None)


def detect(text: str) -> Format:
    r"""Return the format that ``text`` looks to be in, for text that comes without a name.

    >>> [detect(text).name for text in ("<p>Gas flows.", "# Gas\n\nIt flows.", "Gas flows.\n")]
    ['html', 'markdown', 'text']
    """
    head = text[:_LOOKED_AT]
    if _LOOKS_LIKE_HTML.match(head):
        return _HTML
    return _MARKDOWN if _LOOKS_LIKE_MARKDOWN.search(head) else _PLAIN
