"""The open elements of an HTML document: what a translator needs to know of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from pipeline.articles.html.names import (
    BREAKOUT,
    MATHML_TEXT,
    OPAQUE,
    SCOPE,
    SPECIAL,
    SVG_HTML,
    VERBATIM,
)
from pipeline.articles.html.roles import role_of
from pipeline.articles.html.tokens import Token
from pipeline.model import Role

# Groups by which the stack of open elements is searched, beside the names of elements.
ANY_HTML = "any of html"
BOUNDARY = "any special"
LIST_BOUNDARY = "any special but address, div and p"


class Point(Enum):
    """How HTML stands within SVG and MathML ("integration points")."""

    NONE = auto()
    HTML = auto()
    TEXT = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """An open element.

    Attributes:
        name: its name in lower case.
        space: ``"svg"`` or ``"math"`` for an element of these.
        point: whether its content is HTML although it is of SVG or MathML.
        opaque: it or an element around it is left alone.
        translate: its text may be translated.
        role: role and note of the text in it.
        groups: those of its name and others by which it is found in the stack.
    """

    name: str = ""
    space: str = ""
    point: Point = Point.NONE
    opaque: bool = False
    translate: bool = True
    role: tuple[Role, str] = (Role.PARAGRAPH, "")
    groups: tuple[str, ...] = (ANY_HTML, BOUNDARY)


def element(token: Token, above: Element, *, space: str, cell: tuple[int, int]) -> Element:
    """Return the element that a start tag opens within ``above``.

    ``cell`` is its row and column, for a cell of a table.
    """
    says = translates(token)
    return Element(
        name=token.name,
        space=space,
        point=_point(token, space),
        opaque=above.opaque or token.name in OPAQUE,
        translate=above.translate and token.name not in VERBATIM if says is None else says,
        role=role_of(token, above.role, cell),
        groups=_groups(space, token.name),
    )


@lru_cache(maxsize=1024)
def _groups(space: str, name: str) -> tuple[str, ...]:
    if space:
        key = f"{space} {name}"
        return (key, BOUNDARY, LIST_BOUNDARY) if key in SCOPE else (key,)
    if name not in SPECIAL:
        return (name, ANY_HTML)
    if name in {"address", "div", "p"}:
        return (name, ANY_HTML, BOUNDARY)
    return (name, ANY_HTML, BOUNDARY, LIST_BOUNDARY)


def translates(token: Token) -> bool | None:
    """Return what a start tag says about translation: yes, no, or nothing."""
    says = None
    for attribute in token.attributes:
        if attribute.name == "class" and "notranslate" in attribute.value.split():
            return False
        if attribute.name == "translate":
            says = {"yes": True, "": True, "no": False}.get(attribute.value.lower())
    return says


def breaks_out(token: Token) -> bool:
    """Say whether a start tag ends the SVG or MathML that it stands in."""
    if token.name == "font":
        return any(a.name in {"color", "face", "size"} for a in token.attributes)
    return token.name in BREAKOUT


def _point(token: Token, space: str) -> Point:
    if space == "svg" and token.name in SVG_HTML:
        return Point.HTML
    if space == "math" and token.name in MATHML_TEXT:
        return Point.TEXT
    if space == "math" and token.name == "annotation-xml":
        html = {"text/html", "application/xhtml+xml"}
        if any(a.name == "encoding" and a.value.lower() in html for a in token.attributes):
            return Point.HTML
    return Point.NONE
