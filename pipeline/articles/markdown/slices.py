"""The text of a Markdown block, without line prefixes, and where each part of it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from pipeline.articles.markdown.inline import SPACE, Kind, scan

BREAK = " \\\n"
"""How a source spells a hard line break, however the article does."""

Span = tuple[int, int]
"""``(start, end)``: a stretch of an article or of a text."""

_BLANK = " \t"
BAR = re.compile(r"(?<!\\)\|")
"""What separates the cells of a table."""

_ESCAPED_BAR = re.compile(r"\\\|")
_DEFINED = re.compile(r"\[(?:[^\\\[\]]|\\.)*+\]:\s*", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Slice:
    r"""A text put together from stretches of an article.

    Attributes:
        text: the stretches, with what joins them; NUL is U+FFFD, as CommonMark has it.
        offsets: where in ``text`` each stretch begins.
        origins: where in the article each begins.
        start, end: the place in the article that is the text's; it may be wider by white space.
        hard: how the article spells the first hard line break in it: ``\`` or spaces.
    """

    text: str
    offsets: tuple[int, ...]
    origins: tuple[int, ...]
    start: int
    end: int
    hard: str = "\\"

    def origin(self, offset: int) -> int:
        """Return where in the article ``text[offset]`` stands, which must come from a stretch."""
        index = bisect_right(self.offsets, offset) - 1
        return self.origins[index] + offset - self.offsets[index]


def join(article: str, stretches: Sequence[Span], joints: Sequence[str]) -> Slice:
    """Join ``stretches`` of ``article``, with ``joints[i]`` between the i-th and the next one."""
    parts: list[str] = []
    offsets: list[int] = []
    length = 0
    for (start, end), joint in zip(stretches, (*joints, ""), strict=True):
        offsets.append(length)
        parts += (article[start:end], joint)
        length += end - start + len(joint)
    return Slice(
        text="".join(parts).replace("\0", "\N{REPLACEMENT CHARACTER}"),
        offsets=tuple(offsets),
        origins=tuple(start for start, _ in stretches),
        start=stretches[0][0],
        end=stretches[-1][1],
    )


def paragraph(article: str, spans: Sequence[Span]) -> Slice | None:
    """Join the lines of a paragraph: with a space, or with ``BREAK`` where a hard break is.

    White space at both ends is left out; ``None`` if there is nothing else.
    """
    if not spans:
        return None
    hard = _hard_breaks(article, spans) if len(spans) > 1 else {}
    stretches: list[Span] = []
    joints: list[str] = []
    for index, (start, end) in enumerate(spans):
        stop = end - 1 if hard.get(index) == "\\" else end
        stop = start + len(article[start:stop].rstrip(_BLANK))
        stretches.append((start, stop))
        joints.append(BREAK if index in hard else " ")
    place = spans[0][0], stretches[-1][1]
    while stretches and not article[slice(*stretches[-1])].strip():
        stretches.pop()
    while stretches and not article[slice(*stretches[0])].strip():
        del stretches[0], joints[0]
    if not stretches:
        return None
    stretches[0] = _strip(article, stretches[0], left=True)
    stretches[-1] = _strip(article, stretches[-1])
    joined = join(article, stretches, joints[: len(stretches) - 1])
    start, end = place
    return replace(joined, start=start, end=end, hard=next(iter(hard.values()), "\\"))


def heading(article: str, span: Span) -> tuple[Slice | None, int]:
    """Return the text of a ``# heading #``, and its level."""
    line = article[slice(*span)]
    body = line.lstrip("#")
    text = body.strip(_BLANK)
    start = span[1] - len(body.lstrip(_BLANK))
    opened = text.rstrip("#")
    if not opened or opened.endswith((" ", "\t")):
        text = opened.rstrip(_BLANK)
    return paragraph(article, [(start, start + len(text))]), len(line) - len(body)


def cells(article: str, span: Span) -> list[Slice | None]:
    r"""Return the cells of a table row; ``None`` where one is empty. ``\|`` in them is ``|``."""
    start, end = _strip(article, span, left=True)
    edges = [match.start() for match in BAR.finditer(article[start:end])]
    bounds = [(0, 0), *((edge, edge + 1) for edge in edges), (end - start, end - start)]
    found = [(start + a[1], start + b[0]) for a, b in pairwise(bounds)]
    if found[0][0] == found[0][1]:
        del found[0]
    if found and found[-1][0] == found[-1][1]:
        found.pop()
    return [_cell(article, _strip(article, cell, left=True)) for cell in found]


def _cell(article: str, span: Span) -> Slice | None:
    start, end = span
    stretches: list[Span] = []
    for match in _ESCAPED_BAR.finditer(article, start, end):
        stretches.append((start, match.start()))
        start = match.start() + 1
    return (
        join(article, [*stretches, (start, end)], [""] * len(stretches)) if span[0] < end else None
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Title:
    """The title of a link definition: its text, its place without quotes, where the link leads."""

    text: str
    start: int
    end: int
    target: str


def title(article: str, spans: Sequence[Span]) -> Title | None:
    """Return the title of the link definition on the lines ``spans``, if it has one."""
    lines = join(article, spans, ["\n"] * (len(spans) - 1))
    text = lines.text
    defined = _DEFINED.match(text)
    if not defined:
        return None
    destination = parseLinkDestination(text, defined.end(), len(text))
    begin = destination.pos + len(text[destination.pos :]) - len(text[destination.pos :].lstrip())
    quoted = parseLinkTitle(text, begin, len(text))
    if not (destination.ok and quoted.ok):
        return None
    return Title(
        text=text[begin + 1 : quoted.pos - 1],
        start=lines.origin(begin) + 1,
        end=lines.origin(quoted.pos - 1),
        target=text[defined.end() : destination.pos],
    )


def _hard_breaks(article: str, spans: Sequence[Span]) -> dict[int, str]:
    """Return which lines end in a hard break, and how it is spelled there."""
    texts = [article[start:end] for start, end in spans]
    if not any(text.endswith(("\\", "  ")) for text in texts[:-1]):
        return {}
    source = "\n".join(texts)
    found: dict[int, str] = {}
    line = counted = 0
    for piece in scan(source):
        if piece.kind is Kind.BREAK:
            line += source.count("\n", counted, piece.start)
            counted = piece.start
            found[line] = "\\" if source[piece.start] == "\\" else "  "
    return found


def _strip(article: str, span: Span, *, left: bool = False) -> Span:
    """Take white space off the end of a span and, with ``left``, off its beginning."""
    start, end = span
    text = article[start:end]
    end = start + len(text.rstrip(SPACE))
    return (start + len(text) - len(text.lstrip(SPACE)) if left and start < end else start, end)
