"""Front matter: the YAML at the head of a Markdown article, and which of its values are words.

Values are found by ruamel.yaml's composer, which keeps their positions, and replaced one by one:
the rest of the YAML stays byte for byte. TOML between ``+++`` is recognised, but nothing in it is
translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pipeline.articles.markdown.inline import SPACE
from pipeline.model import Role

_FENCE = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)(?![ \t]*[\r\n])")
_CLOSINGS = {
    "---": re.compile(r"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)"),
    "+++": re.compile(r"(?:(?<=\n)|(?<=\r))\+\+\+[ \t]*(?:\r\n|\n|\r|\Z)"),
}
_KEY = re.compile(
    r"""(?:[ \t]*(?:\#[^\r\n]*)?[\r\n]+)* (?:[\w.-]+|"[^"\r\n]*") [ \t]*:""", re.VERBOSE
)
_LONGEST = 100_000  # characters: the composer takes half a minute for ten million
_NESTED = re.compile(r"(?:[\[{]\s*+){50}")  # it takes seconds to find that it cannot
_STRING = "tag:yaml.org,2002:str"
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

_BY_LAST_WORD = {
    "title": Role.TITLE,
    "headline": Role.TITLE,
    "subtitle": Role.DESCRIPTION,
    "subheading": Role.DESCRIPTION,
    "description": Role.DESCRIPTION,
    "summary": Role.DESCRIPTION,
    "excerpt": Role.DESCRIPTION,
    "caption": Role.CAPTION,
    "alt": Role.ALT,
}
_DESCRIPTIONS = frozenset(
    ("abstract", "blurb", "deck", "dek", "intro", "kicker", "lead", "lede", "standfirst")
).union(("tagline", "teaser"))

_WORDS_OF_YAML = frozenset(("false", "n", "no", "null", "off", "on", "true", "y", "yes"))
_PLAIN = re.compile(r"[^\W\d_](?:[\w '’«»“”„()/.;!?–—-]|,(?= )|:(?=[\w/]))*(?<! )")
_UNPRINTABLE = re.compile(
    "[^ -~\N{NO-BREAK SPACE}-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A value of the front matter that is translated.

    Attributes:
        key: its key.
        text: what it says, on one line.
        role: what it is.
        start, end: where it stands in the article, quotes included.
        style: ``"``, ``'``, ``|``, ``>`` or, for a plain scalar, nothing.
        flow: it stands between brackets or braces, where a plain scalar holds less.
    """

    key: str
    text: str
    role: Role
    start: int
    end: int
    style: str
    flow: bool


def front_matter(article: str, start: int = 0) -> tuple[int, tuple[Value, ...]]:
    """Return where the front matter at ``start`` ends, and its values to translate.

    The end is ``start`` if there is none: lines of dashes around what does not begin with a key are
    thematic breaks. Broken YAML is left alone.
    """
    opening = _FENCE.match(article, start)
    closing = _CLOSINGS[opening.group(1)].search(article, opening.end()) if opening else None
    if not opening or not closing:
        return start, ()
    content = article[opening.end() : closing.start()]
    if opening.group(1) == "+++":
        return closing.end(), ()
    if content and not _KEY.match(content):
        return start, ()
    node = _compose(content)
    values = _values(node, content, opening.end()) if isinstance(node, MappingNode) else ()
    return closing.end(), tuple(values)


def guard_key(text: str) -> str:
    r"""Return ``text`` so that it cannot begin front matter below a thematic break.

    >>> guard_key("Baku: a view")
    'Baku\\: a view'
    """
    key = _KEY.match(text)
    return f"{text[: key.end() - 1]}\\{text[key.end() - 1 :]}" if key else text


def fit_value(text: str, style: str, *, flow: bool) -> str:
    """Spell ``text`` as a YAML scalar in the style of the one that it replaces, if that can be.

    >>> [fit_value("Kazakhstan: a view", style, flow=False) for style in ('"', "'", "")]
    ['"Kazakhstan: a view"', "'Kazakhstan: a view'", '"Kazakhstan: a view"']
    """
    if style == "'" and not _UNPRINTABLE.search(text):
        return "'" + text.replace("'", "''") + "'"
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML
    if not style and plain and not (flow and "," in text):
        return text
    return '"' + _UNPRINTABLE.sub(_escape, re.sub(r'["\\]', r"\\\g<0>", text)) + '"'


def _escape(match: re.Match[str]) -> str:
    return f"\\U{ord(match.group()):08x}"


def _compose(content: str) -> Node | None:
    if len(content) > _LONGEST or _NESTED.search(content):
        return None
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(content)
    except (YAMLError, RecursionError, ValueError):
        return None
    return node


def _values(root: Node, content: str, start: int) -> Iterator[Value]:
    """Yield the values below ``root``, in the order in which they stand."""
    found: dict[int, Value] = {}  # an alias leads to the same place again
    seen: set[int] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, SequenceNode):
            stack += node.value
        elif isinstance(node, MappingNode):
            for key, value in node.value:
                stack.append(value)
                role = _role(key.value) if isinstance(key, ScalarNode) else None
                if role and isinstance(value, ScalarNode) and value.tag == _STRING:
                    flow = bool(node.flow_style)
                    found.setdefault(
                        value.start_mark.index,
                        _value(key.value, value, role, content, start, flow=flow),
                    )
    return (found[index] for index in sorted(found) if found[index].text.strip())


def _value(
    key: str, node: ScalarNode, role: Role, content: str, start: int, *, flow: bool
) -> Value:
    begin, end = node.start_mark.index, node.end_mark.index
    properties = _PROPERTIES.match(content, begin, end)
    raw = content[properties.end() if properties else begin : end]
    text = re.sub(r"\s*[\r\n]\s*", " ", node.value).strip(SPACE)
    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")  # as everywhere in Markdown
    return Value(
        key=key,
        text=text,
        role=role,
        start=start + end - len(raw),
        end=start + end - len(raw) + len(raw.rstrip()),
        style=node.style or "",
        flow=flow,
    )


def _role(key: str) -> Role | None:
    """Return what the value of ``key`` is, if it is words: ``ogTitle``, ``meta-description``."""
    words = [word.lower() for word in _WORD.findall(key)]
    if "".join(words) in _DESCRIPTIONS:
        return Role.DESCRIPTION
    return _BY_LAST_WORD.get(words[-1]) if words else None
