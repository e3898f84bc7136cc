"""Leaves blocks out of a rendered article.

Formats keep the source of a block without a translation. A block to be left out is therefore
rendered as one character that stands nowhere else, and then taken out with what was there for it
alone: its element, or its line with the list marker and the line under a heading. A list item of
which more is left begins with that. Where the article's shape needs the place (cells of tables,
descriptions of images, front matter, footnotes), the place stays and is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_CANDIDATES = range(0x10FF00, 0x10FFFE)  # private use, where nobody's words are

_ELEMENT = (
    r"(?:(?<=[\r\n])[ \t]*+)?"
    r"<(?P<name>p|li|h[1-6]|dt|dd|figcaption|caption|blockquote)(?=[\s>])[^<>]*>"
    r"\s*{hole}\s*</(?P=name)\s*>(?:[ \t]*(?:\r\n|\n|\r))?"
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_ITEM = (
    r"(?P<marker>[ \t>]*(?:(?:[-*+•‣◦▪]|[0-9]{{1,9}}[.)])[ \t]+)+)"
    r"(?:\[[ xX]\][ \t]+)?{hole}\s*"
)
_ALONE = r"\ufeff?[ \t>]*(?:\#{{1,6}}[ \t]+)?{hole}[ \t]*\#*\s*"
_UNDERLINES = {
    "markdown": re.compile(r"[ \t>]*(?:=+|-+)\s*"),
    "text": re.compile(r"\s*([=~^*_-])\1{2,}\s*"),
}
_BLANK = re.compile(r"[\s>]*")
_PREFIX = re.compile(r"[ \t>]*")
_NUMBER = re.compile(r"(?P<prefix>[ \t>]*)[0-9]{1,9}(?=[.)][ \t])")


def placeholder(texts: Iterable[str]) -> str:
    """Return a character that stands in none of ``texts``."""
    used = set().union(*texts)
    return next(char for char in map(chr, _CANDIDATES) if char not in used)


def without(text: str, hole: str, format_name: str) -> str:
    r"""Return a rendered article without what was rendered as ``hole``.

    >>> without("One\n\n- two\n- X\n\nX\n===\n\n| X | y |\n", "X", "markdown")
    'One\n\n- two\n\n|  | y |\n'
    >>> without('<ul><li>X</li>\n<li>one <img alt="X"></li></ul>', "X", "html")
    '<ul><li>one <img alt=""></li></ul>'
    """
    if format_name == "html":
        text = re.sub(_ELEMENT.format(hole=hole), "", text, flags=re.IGNORECASE)
    else:
        text = _without_lines(text, hole, _UNDERLINES[format_name])
    return text.replace(hole, "")


def _without_lines(text: str, hole: str, underline: re.Pattern[str]) -> str:
    """Drop the lines that hold nothing else, and one of the blank lines that then meet."""
    item = re.compile(_ITEM.format(hole=hole))
    alone = re.compile(_ALONE.format(hole=hole))
    lines = _LINE.findall(text)
    kept: list[str] = []
    gone = titled = False  # whether the line before was dropped, and may have been a heading
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if hole in line and (found := item.fullmatch(line)):
            more = next((i for i in range(at, len(lines)) if not _BLANK.fullmatch(lines[i])), None)
            if more is not None and _indent(lines[more]) > _indent(line):
                lines[more] = found["marker"] + _PREFIX.sub("", lines[more], count=1)
                at = more
            elif more is not None:
                lines[more] = _renumbered(lines[more], line)
            gone, titled = True, False
        elif hole in line and alone.fullmatch(line):
            gone = titled = True
        elif titled and underline.fullmatch(line):
            titled = False
        else:
            meet = gone and _BLANK.fullmatch(line) and (not kept or _BLANK.fullmatch(kept[-1]))
            if not meet:
                kept.append(line)
            gone = titled = False
    return "".join(kept)


def _renumbered(line: str, gone: str) -> str:
    """Return an item's line with the number of the one before, which is gone.

    A list begins with the number of its first item, and in a paragraph only with 1.
    """
    new, old = _NUMBER.match(gone), _NUMBER.match(line)
    if not new or not old or new["prefix"] != old["prefix"]:
        return line
    return new.group() + line[old.end() :]


def _indent(line: str) -> int:
    """Return the width of the indent of a line, marks of quotes included."""
    return len(line.expandtabs(4)) - len(_PREFIX.sub("", line, count=1).expandtabs(4))
