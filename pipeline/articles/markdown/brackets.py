"""Links, images and footnote references: the rules for ``[``, ``![`` and ``]``.

These replace markdown-it's own rules, for three reasons: theirs keep no positions; they look ahead
from each bracket, which takes quadratic time on many of them; and a block's source must be
understood without the link definitions of its article. The algorithm is that of CommonMark 0.31,
appendix "A parsing strategy", section "look for link or image": openers wait on a stack until a
``]`` takes them.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.rules_inline import StateInline

Labels = AbstractSet[str] | None
"""The labels that an article defines, normalised; ``None`` for a block's source: see ``close``."""

LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){1,999}+)\]", re.DOTALL)
FOOTNOTE = re.compile(r"\[\^[^\s\[\]]+\]")
_SPACE = re.compile(r"[ \t\n]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tail:
    """What follows the text of a link or image.

    Attributes:
        end: the position after it.
        title: where the title's text stands, between its quotes; ``None`` without one.
        target: the destination, or the label of a reference.
        written: the tail in full, where the article has it short: ``][label]``.
    """

    end: int
    title: tuple[int, int] | None = None
    target: str = ""
    written: str = ""


@dataclass(slots=True)
class _Opener:
    start: int  # position after the bracket
    image: bool
    token: int  # index of its text token
    metas: int  # how many lists of delimiters were closed before it


@dataclass(slots=True)
class Brackets:
    """The state of these rules within one block; it travels in markdown-it's ``env``."""

    labels: Labels
    openers: list[_Opener]
    closed: int = 0  # openers of links below this index are inside a link's text


def open_bracket(state: StateInline, silent: bool) -> bool:
    """Rule for ``[`` and ``![``: a footnote reference, or text that may become a link."""
    source, start = state.src, state.pos
    image = source.startswith("![", start)
    if not image and source[start] != "[":
        return False
    if not image and (footnote := FOOTNOTE.match(source, start)):
        token = state.push("footnote_ref", "", 0)
        token.content = footnote.group()
        state.pos = footnote.end()
        return True
    token = state.push("text", "", 0)
    token.content = "![" if image else "["
    state.pos += len(token.content)
    brackets: Brackets = state.env["brackets"]
    brackets.openers.append(
        _Opener(state.pos, image, len(state.tokens) - 1, len(state.tokens_meta))
    )
    return True


def close_bracket(state: StateInline, silent: bool) -> bool:
    """Rule for ``]``: makes a link or an image of what the last opener began, if a tail follows."""
    if state.src[state.pos] != "]":
        return False
    brackets: Brackets = state.env["brackets"]
    if not brackets.openers:
        return False
    opener = brackets.openers.pop()
    inside = len(brackets.openers) < brackets.closed
    brackets.closed = min(brackets.closed, len(brackets.openers))
    if inside and not opener.image:
        return False
    tail = _tail(state.src, opener.start, state.pos, brackets.labels)
    if tail is None:
        return False
    if state.pending:
        state.pushPending()
    _close(state, opener, tail)
    if not opener.image:
        brackets.closed = len(brackets.openers)
    state.pos = tail.end
    return True


def _close(state: StateInline, opener: _Opener, tail: Tail) -> None:
    """Turn the opener's token into the link's or the image's."""
    first = bisect(state.delimiters, opener.token, key=lambda delimiter: delimiter.token)
    inner = state.delimiters[first:]
    del state.delimiters[first:]
    opening = state.tokens[opener.token]
    opening.markup, opening.content = opening.content, ""
    if opener.image:
        del state.tokens[opener.token + 1 :]
        del state.tokens_meta[opener.metas :]
        opening.type = "image"
        opening.meta = {"tail": tail, "text": (opener.start, state.pos)}
    else:
        state.tokens_meta.append({"delimiters": inner})
        opening.type = "link_open"
        closing = state.push("link_close", "", 0)
        closing.meta = {"tail": tail}


def _tail(source: str, start: int, end: int, labels: Labels) -> Tail | None:
    """Return what follows ``[source[start:end]]`` and makes it a link, or ``None``.

    Without ``labels`` a link must say where it leads: ``[text](target)`` or ``[text][label]``,
    whatever the label; ``[text]`` alone is text. With them, labels must be defined, and the short
    forms ``[label]`` and ``[label][]`` are links too.
    """
    after = end + 1
    if source.startswith("(", after) and (tail := _inline_tail(source, after + 1)):
        return tail
    label = LABEL.match(source, after)
    if label and not label.group(1).isspace():
        known = labels is None or normalizeReference(label.group(1)) in labels
        return Tail(end=label.end(), target=label.group(1)) if known else None
    label = LABEL.fullmatch(source, start - 1, after) if labels else None
    if not labels or not label or normalizeReference(label.group(1)) not in labels:
        return None
    return Tail(
        end=after + 2 if source.startswith("[]", after) else after,
        target=label.group(1),
        written=f"][{label.group(1)}]",
    )


def _inline_tail(source: str, start: int) -> Tail | None:
    """Return the tail ``(target "title")`` whose inside begins at ``start``, or ``None``."""
    begin = pos = _skip(source, start)
    destination = parseLinkDestination(source, pos, len(source))
    if destination.ok:
        pos = destination.pos
    target = source[begin:pos]
    title = None
    gap = _skip(source, pos)
    if gap > pos > begin and (quoted := parseLinkTitle(source, gap, len(source))).ok:
        title = (gap + 1, quoted.pos - 1)
        gap = _skip(source, quoted.pos)
    if not source.startswith(")", gap):
        return None
    return Tail(end=gap + 1, title=title, target=target)


def _skip(source: str, pos: int) -> int:
    match = _SPACE.match(source, pos)
    return match.end() if match else pos
