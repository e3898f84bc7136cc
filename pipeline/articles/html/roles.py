"""What a block of an HTML article is, from its element, and which attributes are blocks.

The attributes are those that the HTML standard lists as translatable (section "The translate
attribute") and those of WAI-ARIA that hold words.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.articles.html.names import BLOCK, HEADINGS, names
from pipeline.articles.html.tokens import Attribute, Token
from pipeline.model import Role

_ROLES = {
    "blockquote": (Role.QUOTE, ""),
    "button": (Role.LABEL, "button"),
    "caption": (Role.CAPTION, "table"),
    "dd": (Role.LIST_ITEM, "definition"),
    "dt": (Role.LIST_ITEM, "term"),
    "figcaption": (Role.CAPTION, "figure"),
    "label": (Role.LABEL, "form"),
    "legend": (Role.LABEL, "group of a form"),
    "li": (Role.LIST_ITEM, ""),
    "option": (Role.LABEL, "option"),
    "summary": (Role.HEADING, "summary of details"),
    "title": (Role.TITLE, ""),
} | {name: (Role.HEADING, f"heading, level {name[1]}") for name in HEADINGS}
_PLAIN = names("article aside body footer form header main nav section")
"""Elements within which a paragraph is a paragraph again, even in a list or a table."""
_FOOTNOTES = names("doc-endnote doc-endnotes doc-footnote footnote footnotes")


def role_of(tag: Token, above: tuple[Role, str], cell: tuple[int, int]) -> tuple[Role, str]:
    """Return the role and the note of the text in the element that ``tag`` starts.

    Args:
        tag: a start tag.
        above: role and note of the element around it, which paragraphs and the like inherit.
        cell: row and column, from 1, for a cell of a table.
    """
    if tag.name not in BLOCK:
        return above
    if any(a.name in {"class", "role"} and _FOOTNOTES & {*a.value.split()} for a in tag.attributes):
        return Role.FOOTNOTE, ""
    if tag.name in {"td", "th"}:
        row, column = cell
        return Role.TABLE_CELL, f"row {row}, column {column}"
    if tag.name in _PLAIN:
        return Role.PARAGRAPH, ""
    if above[0] is Role.FOOTNOTE and tag.name == "li":
        return above
    return _ROLES.get(tag.name, above)


_ANYWHERE = {
    "alt": Role.ALT,
    "aria-description": Role.LABEL,
    "aria-label": Role.LABEL,
    "aria-placeholder": Role.LABEL,
    "aria-roledescription": Role.LABEL,
    "aria-valuetext": Role.LABEL,
    "placeholder": Role.LABEL,
    "title": Role.TOOLTIP,
}
_OF_ELEMENT = {
    ("optgroup", "label"): Role.LABEL,
    ("option", "label"): Role.LABEL,
    ("th", "abbr"): Role.LABEL,
    ("track", "label"): Role.LABEL,
}
_NAMES_OF_STYLES = names("link style")  # their title names a set of style sheets
_BUTTONS = names("button reset submit")
_META = {
    "description": Role.DESCRIPTION,
    "dc.description": Role.DESCRIPTION,
    "dc.title": Role.TITLE,
    "dcterms.description": Role.DESCRIPTION,
    "dcterms.title": Role.TITLE,
    "headline": Role.TITLE,
    "og:description": Role.DESCRIPTION,
    "og:image:alt": Role.ALT,
    "og:title": Role.TITLE,
    "title": Role.TITLE,
    "twitter:description": Role.DESCRIPTION,
    "twitter:image:alt": Role.ALT,
    "twitter:title": Role.TITLE,
}

TRANSLATABLE = frozenset(_ANYWHERE) | {"abbr", "content", "label", "value"}
"""Names of attributes that may be blocks."""


def attribute_blocks(tag: Token) -> Iterator[tuple[Attribute, tuple[Role, str]]]:
    """Yield the attributes of a start tag that hold words, with their roles and notes."""
    for attribute in tag.attributes:
        if attribute.name not in TRANSLATABLE:
            continue
        role = _ANYWHERE.get(attribute.name) or _OF_ELEMENT.get((tag.name, attribute.name))
        note = f"{attribute.name} of {tag.name}"
        if attribute.name == "title" and tag.name in _NAMES_OF_STYLES:
            continue
        if tag.name == "meta" and attribute.name == "content":
            values = {a.name: a.value.strip().lower() for a in tag.attributes}
            note = values.get("name") or values.get("property") or values.get("itemprop") or ""
            role = _META.get(note)
        if tag.name == "input" and attribute.name == "value":
            kinds = {a.value.strip().lower() for a in tag.attributes if a.name == "type"}
            role = Role.LABEL if kinds & _BUTTONS else None
        if role:
            yield attribute, (role, note)
