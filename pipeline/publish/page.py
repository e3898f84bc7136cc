"""The languages of an HTML page: ``lang`` and ``dir`` of ``<html>``, what ``<meta>`` says of them,
and links to the others.

The page is never written anew: its tags are found as the reader finds them, so that a ``</head>``
in a comment or a script is none, and all else keeps its bytes. A fragment, with neither ``<html>``
nor a doctype, will stand in a page of somebody else's, and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from pipeline.articles.html.names import BLOCK
from pipeline.articles.html.tokens import Attribute, Kind, Token
from pipeline.articles.html.tree import Tree
from pipeline.articles.splice import splice

_IN_BODY = BLOCK - {"html", "head", "title", "noscript"}
"""Elements with which a head ends that is not closed."""


_SAY_THE_LANGUAGE = frozenset(
    (
        ("http-equiv", "content-language"),
        ("itemprop", "inlanguage"),
        ("name", "dc.language"),
        ("name", "dcterms.language"),
    )
)
_OPEN_GRAPH = ("property", "og:locale")
_OPEN_GRAPH_OTHER = ("property", "og:locale:alternate")


def localise(
    text: str, language: str, direction: str, addresses: Mapping[str, str], *, open_graph: str
) -> str:
    """Return a page with its language in it.

    Args:
        text: the page.
        language: its language (BCP 47).
        direction: ``ltr`` or ``rtl``.
        addresses: of the page in each language, this one among them; a language for which the
            page has a link already gets no second one.
        open_graph: its locale as ``og:locale`` has it; among the page's alternates the locale that
            stood there takes its place.

    >>> localise("<!doctype html><html><title>Gaz</title>", "az", "ltr", {}, open_graph="az_AZ")
    '<!doctype html><html lang="az" dir="ltr"><title>Gaz</title>'
    """
    head = list(_head(text))
    wanted = {"lang": language, "dir": direction}
    links = _links(head, addresses)
    metas = list(_metas(head, language, open_graph))
    root = next((t for t in head if t.kind is Kind.START and t.name == "html"), None)
    doctype = next((t for t in head if text[t.start : t.end].lower().startswith("<!doctype")), None)
    if root:
        place = _place_of_links(head) or root.end
        edits = [*_set(root, wanted), *metas, (place, place, links)]
        return splice(text, sorted(edits))
    if doctype:
        place = _place_of_links(head) or doctype.end
        tag = f"\n<html{''.join(_spelled(name, value) for name, value in wanted.items())}>"
        edits = [(doctype.end, doctype.end, tag), *metas, (place, place, links)]
        return splice(text, sorted(edits, key=lambda edit: edit[0]))
    return text


def _head(text: str) -> Iterator[Token]:
    """Yield the tokens up to the end of the head."""
    for token in Tree().tokens(text, 1 if text.startswith("\N{BOM}") else 0):
        if token.kind is Kind.START and token.name in _IN_BODY:
            return
        yield token
        if token.kind is Kind.END and token.name == "head":
            return


def _set(root: Token, wanted: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield the edits that set attributes of a tag."""
    there = {attribute.name: attribute for attribute in root.attributes}
    missing = [_spelled(name, value) for name, value in wanted.items() if name not in there]
    place = root.start + len("<html")
    yield place, place, "".join(missing)
    for name, value in {**wanted, "xml:lang": wanted["lang"]}.items():
        if name in there and there[name].value != value:
            attribute = there[name]
            yield attribute.name_start, attribute.end, _spelled(name, value).lstrip()


def _metas(head: list[Token], language: str, open_graph: str) -> Iterator[tuple[int, int, str]]:
    """Yield the edits of what ``<meta>`` tags say of the page's language."""
    contents: list[tuple[set[tuple[str, str]], Attribute]] = []
    for token in head:
        if token.kind is Kind.START and token.name == "meta":
            named = {(each.name, each.value.strip().lower()) for each in token.attributes}
            contents += ((named, each) for each in token.attributes if each.name == "content")
    before = next((each.value for named, each in contents if _OPEN_GRAPH in named), "")
    for named, content in contents:
        new = content.value
        if named & _SAY_THE_LANGUAGE:
            new = language
        elif _OPEN_GRAPH in named:
            new = open_graph
        elif _OPEN_GRAPH_OTHER in named and before and new == open_graph:
            new = before
        if new != content.value:
            yield content.name_start, content.end, _spelled("content", new).lstrip()


def _links(head: list[Token], addresses: Mapping[str, str]) -> str:
    there = {
        attribute.value.lower()
        for token in head
        if token.kind is Kind.START and token.name == "link"
        for attribute in token.attributes
        if attribute.name == "hreflang"
    }
    return "".join(
        f'<link rel="alternate"{_spelled("hreflang", language)}{_spelled("href", address)}>\n'
        for language, address in addresses.items()
        if language.lower() not in there
    )


def _place_of_links(head: list[Token]) -> int | None:
    """Return where links go: before ``</head>``, or else after ``<head>``."""
    if head and head[-1].kind is Kind.END and head[-1].name == "head":
        return head[-1].start
    return next((t.end for t in head if t.kind is Kind.START and t.name == "head"), None)


def _spelled(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"'
