"""The words of articles, for finding terms in them; their layout does not matter here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

SUFFIXES: Final = frozenset(
    {".md", ".markdown", ".mdown", ".mkd", ".html", ".htm", ".txt", ".text"}
)
"""What the names of articles end in, for telling them from the other files of a folder."""
_HTML: Final = frozenset({".html", ".htm", ".xhtml"})
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
    return html_words(text) if path.suffix.lower() in _HTML else text


def read_articles(paths: Iterable[Path]) -> Iterator[tuple[Path, str] | OSError]:
    """Yield each article with its text, or the error for what cannot be read.

    A folder stands for the articles below it, in the order of names, without hidden ones. A file
    that several paths lead to is read once.
    """
    seen: set[Path] = set()
    for path in (found for each in paths for found in (_below(each) if each.is_dir() else [each])):
        if isinstance(path, OSError):
            yield path
        elif path.absolute() not in seen:
            seen.add(path.absolute())
            try:
                yield path, read_words(path)
            except OSError as error:
                yield error


def _below(folder: Path) -> Iterator[Path | OSError]:
    refused: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(parent, name) for name in sorted(names) if not name.startswith(".")):
            if path.suffix.lower() in SUFFIXES:
                yield path
    yield from refused
