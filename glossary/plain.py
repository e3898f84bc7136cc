"""The words of an article, for finding terms in it; its layout does not matter here."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

_SILENT: Final = frozenset({"script", "style", "template", "noscript", "head"})
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong"}
    | {"sub", "sup", "u"}
)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag not in _INLINE:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag not in _INLINE:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def html_words(markup: str) -> str:
    """Return the text of an HTML page, its blocks parted by empty lines.

    >>> html_words("<h1>Oil</h1><p>Baku &amp; <b>Aktau</b></p><script>x</script>").split()
    ['Oil', 'Baku', '&', 'Aktau']
    """
    parser = _Words()
    parser.feed(markup)
    parser.close()
    return "".join(parser.parts)


def read_words(path: Path) -> str:
    """Return the text of an article; ``-`` is standard input. What is not UTF-8 is replaced.

    Raises:
        OSError: if it cannot be read.
    """
    data = sys.stdin.buffer.read() if path == Path("-") else path.read_bytes()
    text = data.decode("utf-8-sig", errors="replace")
    return html_words(text) if path.suffix.lower() in {".html", ".htm", ".xhtml"} else text
