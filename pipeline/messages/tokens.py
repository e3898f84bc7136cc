"""What in a message is no words: tags, entities, placeholders, options, names of code."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from pipeline.checks.unit import TAG
from pipeline.messages import lines
from pipeline.messages.syntax import Syntax


class Kind(Enum):
    """What a token is."""

    OPEN = auto()  # the tags of an element, which belong together
    CLOSE = auto()
    VOID = auto()  # any other tag
    ENTITY = auto()
    ESCAPE = auto()  # of a character that would begin a placeholder
    PLACEHOLDER = auto()
    WRAPPING = auto()  # a line break within a sentence
    EDGE = auto()  # a bullet, an ellipsis
    CODE = auto()  # --option, file_name, <pattern>: copied as it is


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A token of a message, ``message[start:end]``, which is ``text``."""

    kind: Kind
    start: int
    end: int
    text: str


ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_CODE: Final = re.compile(
    r"""
    (?<![\w-])--?[a-zA-Z][\w-]*                      # -v --force-with-lease
  | (?<![\w./])\w*(?:\w_|_\w)\w*                     # file_name __init__
  | (?<![\w/<])(?:\.{1,2}|~)?/[\w.+-]+(?:/[\w.+-]+)*  # /usr/bin/sort
  | &&                                               # not an accelerator
    """,
    re.VERBOSE,
)
_WORD: Final = re.compile(r"\w")
_ESCAPED: Final = re.compile(r"\(\w+\)|\w+|(?=[(<{])")
_NAME: Final = re.compile(r"<(/?)([a-zA-Z][\w:.-]*)")
_EMPTY: Final = frozenset({"br", "hr", "img", "input", "wbr"})


def scan(message: str, syntax: Syntax, known: Collection[str] = ()) -> list[Token]:
    """Return the tokens of a message in order; no two overlap.

    Placeholders with nothing but punctuation between them are one token: ``%s:%d``; letters that a
    placeholder hangs on to go with it: ``file%d``.

    Args:
        message: the message, its placeholders numbered.
        syntax: what its placeholders look like.
        known: those of the source, where ``message`` is a translation.

    >>> from pipeline.messages.syntax import syntax_of
    >>> tokens = scan("%s:%d: <b>no</b> --all <file>", syntax_of(["c-format"]))
    >>> [(token.text, token.kind.name) for token in tokens][1:]
    [('<b>', 'OPEN'), ('</b>', 'CLOSE'), ('--all', 'CODE'), ('<file>', 'CODE')]
    """
    taken = bytearray(len(message))
    found: list[Token] = []

    def take(kind: Kind, spans: Iterable[tuple[int, int]]) -> None:
        for start, end in spans:
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Token(kind=kind, start=start, end=end, text=message[start:end]))

    placeholders = [found.span() for found in syntax.find(message)]
    tags = [(a, b) for a, b in _spans(TAG, message) if not _is_within(a, b, placeholders)]
    for kind, span in _kinds(tags, message):
        take(kind, [span])
    take(Kind.ENTITY, _spans(ENTITY, message))
    for piece in syntax.pieces(message):
        if syntax.is_escape(piece[0]):
            # What would look like a placeholder once it is no more escaped is copied: %%(refname)
            rest = _ESCAPED.match(message, piece.end())
            end = rest.end() if rest else piece.end()
            take(Kind.CODE if rest else Kind.ESCAPE, [(piece.start(), end)])
    take(Kind.PLACEHOLDER, _whole(placeholders, message, taken, known))
    if not syntax.flag:
        take(Kind.PLACEHOLDER, _spans(re.compile("%%"), message))
    take(Kind.WRAPPING, ((place, place + 1) for place in lines.wrappings(message)))
    take(Kind.EDGE, _spans(lines.EDGE, message))
    take(Kind.CODE, _spans(_CODE, message))
    return sorted(found, key=lambda token: token.start)


def _spans(pattern: re.Pattern[str], message: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in pattern.finditer(message))


def _is_within(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a stretch is a part of another one: ``%<PRIu64>`` holds no tag."""
    return any(a < start and end <= b for a, b in spans)


def _kinds(tags: Sequence[tuple[int, int]], message: str) -> Iterator[tuple[Kind, tuple[int, int]]]:
    """Tell the tags of elements from others, and these from the names that usage texts have."""
    kinds = [Kind.VOID] * len(tags)
    opened: list[tuple[str, int]] = []
    for at, (start, end) in enumerate(tags):
        found = _NAME.match(message, start)
        if found is None or message[end - 2] == "/":
            continue
        closes, name = bool(found[1]), found[2].lower()
        if not closes:
            opened.append((name, at))
            kinds[at] = Kind.VOID if name in _EMPTY else Kind.CODE
        elif name in {other for other, _ in opened}:
            while opened[-1][0] != name:
                opened.pop()
            kinds[opened.pop()[1]], kinds[at] = Kind.OPEN, Kind.CLOSE
    return zip(kinds, tags, strict=True)


_JOINT: Final = re.compile(r"[^\w\s%{}<>&$]{0,2}")


def _whole(
    spans: Iterable[tuple[int, int]], message: str, taken: bytearray, known: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Yield the places of placeholders, with what is one token with them.

    Where some are known, these are found again, and others are not put together.
    """
    clusters: list[list[tuple[int, int]]] = []
    for start, end in spans:
        if clusters and _JOINT.fullmatch(message, clusters[-1][-1][1], start):
            clusters[-1].append((start, end))
        else:
            clusters.append([(start, end)])
    for cluster in clusters:
        whole = cluster[0][0], cluster[-1][1]
        for parts in ([whole], cluster):
            found = [_with_word(part, message, taken) for part in parts]
            found = [
                wide if not known or message[slice(*wide)] in known else part
                for wide, part in zip(found, parts, strict=True)
            ]
            if not known or parts is cluster or message[slice(*found[0])] in known:
                yield from found
                break


def _with_word(span: tuple[int, int], message: str, taken: bytearray) -> tuple[int, int]:
    """Return a placeholder's place with the letters and digits that it is one word with."""
    start, end = span
    while start and not taken[start - 1] and _WORD.match(message[start - 1]):
        start -= 1
    while end < len(message) and not taken[end] and _WORD.match(message[end]):
        end += 1
    return start, end
