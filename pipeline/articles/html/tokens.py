"""Cuts HTML into tokens as browsers do, each with its place in the source.

The rules are those of the HTML standard (WHATWG), section "Tokenization", for whole states at a
time. Tokens are contiguous: together they are the source, character for character. Every search
either moves on or ends the input, so that the time is linear in the length.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from pipeline.articles.html.names import RAW_TEXT
from pipeline.articles.html.text import SPACE, clean, decode


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    START = auto()  # a start tag
    END = auto()  # an end tag
    RAW = auto()  # the content of an element that holds no tags
    HIDDEN = auto()  # a comment, a doctype, a tag cut off by the end of the input


# Tuples, since a large article has millions of them.


class Attribute(NamedTuple):
    """An attribute of a start tag.

    Attributes:
        name: in lower case.
        raw: its value as it stands between the quotes; empty where there is none.
        name_start: where the attribute begins.
        start: where its value begins, with the opening quote; ``end`` where there is none.
        end: where its value ends, with the closing quote.
    """

    name: str
    raw: str
    name_start: int
    start: int
    end: int

    @property
    def value(self) -> str:
        """The value as browsers read it."""
        return decode(clean(self.raw), attribute=True)


class Token(NamedTuple):
    """A piece ``source[start:end]``; ``name`` is its element's, in lower case."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    self_closing: bool = False


_MARKUP = re.compile("<(?=[A-Za-z!?]|/.)", re.DOTALL)
_TAG_START = re.compile("</?[A-Za-z]")
_VALUE = rf"""(?:"[^"]*+"|'[^']*+'|[^{SPACE}>"'][^{SPACE}>]*+|(?=>))"""
_NAME = rf"(?:=[^{SPACE}/>=]*+|[^{SPACE}/>=]++)"
_EQUALS = rf"[{SPACE}]*+=[{SPACE}]*+"
_ATTRIBUTE = re.compile(rf"({_NAME})(?:{_EQUALS}({_VALUE})|(?!{_EQUALS}))")
_TAG = re.compile(
    rf"<(/?)([A-Za-z][^{SPACE}/>]*+)"
    rf"((?:[{SPACE}/]++|{_NAME}(?:{_EQUALS}{_VALUE}|(?!{_EQUALS})))*+)>"
)
_COMMENT_END = re.compile("--!?>")
_SCRIPT = re.compile(rf"<!--|-->|<(/?)script(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)
_RAW_END = {
    name: re.compile(rf"</{name}(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)
    for name in RAW_TEXT - {"plaintext", "script"}
}


def scan(source: str, start: int, *, cdata: bool = False) -> Token:
    """Return the token that begins at ``start``, which is less than the length of ``source``.

    Args:
        source: HTML.
        start: the end of the token before.
        cdata: the token stands in SVG or MathML, where ``<![CDATA[`` is known.
    """
    if tag := _TAG.match(source, start):
        return _tag(source, tag)
    if _MARKUP.match(source, start):
        return Token(Kind.HIDDEN, start, _hidden_end(source, start, cdata=cdata))
    following = _MARKUP.search(source, start)
    return Token(Kind.TEXT, start, following.start() if following else len(source))


def raw_end(source: str, start: int, name: str) -> int:
    """Return where the content of the element ``name``, which holds no tags, ends."""
    if name == "plaintext":
        return len(source)
    if name == "script":
        return _script_end(source, start)
    match = _RAW_END[name].search(source, start)
    return match.start() if match else len(source)


def _tag(source: str, match: re.Match[str]) -> Token:
    slash, name, rest = match.groups()
    name = _lower(name)
    start, end = match.span()
    if slash:
        return Token(Kind.END, start, end, name)
    if not rest:
        return Token(Kind.START, start, end, name)
    attributes: dict[str, Attribute] = {}
    position = match.start(3)
    for found in _ATTRIBUTE.finditer(source, position, end):
        attribute = _attribute(found)
        attributes.setdefault(attribute.name, attribute)  # of two, browsers take the first
        position = found.end()
    self_closing = source[max(position, end - 2)] == "/"
    return Token(Kind.START, start, end, name, tuple(attributes.values()), self_closing)


def _attribute(match: re.Match[str]) -> Attribute:
    raw = match[2] or ""
    start = match.start(2) if raw else match.end()
    if raw.startswith(('"', "'")):
        raw = raw[1:-1]
    return Attribute(_lower(match[1]), raw, match.start(), start, match.end())


@lru_cache(maxsize=1024)
def _lower(name: str) -> str:
    """Lower the case of ASCII letters only: of no other do browsers."""
    name = clean(name)
    return name.lower() if name.isascii() else name


def _hidden_end(source: str, start: int, *, cdata: bool) -> int:
    """Return the end of what is neither text nor a whole tag."""
    if source.startswith("<!--", start):
        for empty in ("<!-->", "<!--->"):
            if source.startswith(empty, start):
                return start + len(empty)
        match = _COMMENT_END.search(source, start + 4)
        return match.end() if match else len(source)
    if _TAG_START.match(source, start):
        return len(source)
    closing = "]]>" if cdata and source.startswith("<![CDATA[", start) else ">"
    end = source.find(closing, start)
    return end + len(closing) if end >= 0 else len(source)


def _script_end(source: str, start: int) -> int:
    """Return where a script ends: the states "script data", "escaped" and "double escaped"."""
    escaped = doubly = False
    while match := _SCRIPT.search(source, start):
        start = match.end()
        if match[0] == "<!--":
            escaped = True
            start -= 2  # the dashes of <!--> also end it
        elif match[0] == "-->":
            escaped = doubly = False
        elif not match[1]:
            doubly = escaped
        elif doubly:
            doubly = False
        else:
            return match.start()
    return len(source)
