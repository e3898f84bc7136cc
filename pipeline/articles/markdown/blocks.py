"""Where Markdown's blocks stand: the lines of each paragraph, heading, table and definition.

markdown-it parses the blocks. Its tokens hold no columns, so that each rule for a block with text
is wrapped by one that records where the text of each line begins and ends, and keeps no tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from markdown_it import rules_block
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.footnote.index import footnote_def

from pipeline.articles.markdown.parser import Parser
from pipeline.model import Role

NEWLINE = re.compile(r"\r\n|\n|\r")
_NESTING = 50  # deeper quotes and lists are left alone; Python's stack holds about 300


class Shape(Enum):
    """What a leaf block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"  # ATX: # Heading #
    SETEXT = "lheading"  # underlined
    TABLE = "table"
    DEFINITION = "reference"
    HTML = "html_block"


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """A block of the article that holds no other blocks.

    Attributes:
        shape: what it is.
        within: the role that the innermost list item, quote or footnote around it gives to its
            paragraphs.
        line: the number of its first line, from 0.
        spans: of each of its lines ``(start, end)`` without line prefix and line break.
    """

    shape: Shape
    within: Role
    line: int
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """The leaves of an article in order, the labels that it defines, where its lines begin."""

    leaves: list[Leaf]
    labels: frozenset[str]
    lines: list[int]


_Rule = Callable[[StateBlock, int, int, bool], bool]
_PARAGRAPHS = ["paragraph", "reference"]  # what each block but the last three may interrupt


def _recording(shape: Shape, rule: _Rule) -> _Rule:
    def recorded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        kept = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            del state.tokens[kept:]
            shift: Sequence[int] = state.env["shift"]
            spans = tuple(
                (
                    state.bMarks[line] + state.tShift[line] + shift[line],
                    state.eMarks[line] + shift[line],
                )
                for line in range(start, state.line)
            )
            state.env["leaves"].append(
                Leaf(shape=shape, within=state.env["within"][-1], line=start, spans=spans)
            )
        return True

    return recorded


def _surrounding(role: Role, rule: _Rule) -> _Rule:
    def surrounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if silent:
            return rule(state, start, end, silent)
        state.env["within"].append(role)
        found = rule(state, start, end, silent)
        state.env["within"].pop()
        return found

    return surrounded


def _parser() -> Parser:
    parser = Parser("commonmark", {"maxNesting": _NESTING})
    parser.enable("table")
    parser.block.ruler.before("reference", "footnote_def", footnote_def)
    for shape, rule, interrupts in (
        (Shape.TABLE, rules_block.table, _PARAGRAPHS),
        (Shape.DEFINITION, rules_block.reference, []),
        (Shape.HTML, rules_block.html_block, [*_PARAGRAPHS, "blockquote"]),
        (Shape.HEADING, rules_block.heading, [*_PARAGRAPHS, "blockquote"]),
        (Shape.SETEXT, rules_block.lheading, []),
        (Shape.PARAGRAPH, rules_block.paragraph, []),
    ):
        parser.block.ruler.at(shape.value, _recording(shape, rule), {"alt": interrupts})
    for role, name, rule, interrupts in (
        (Role.QUOTE, "blockquote", rules_block.blockquote, [*_PARAGRAPHS, "blockquote", "list"]),
        (Role.LIST_ITEM, "list", rules_block.list_block, [*_PARAGRAPHS, "blockquote"]),
        (Role.FOOTNOTE, "footnote_def", footnote_def, _PARAGRAPHS),
    ):
        parser.block.ruler.at(name, _surrounding(role, rule), {"alt": interrupts})
    return parser


_PARSER = _parser()


def layout(article: str, start: int = 0) -> Layout:
    """Find the leaves of ``article`` from offset ``start``. All offsets are the article's."""
    body = article[start:]
    lines = [start, *(start + match.end() for match in NEWLINE.finditer(body))]
    text = NEWLINE.sub("\n", body).replace("\0", "\N{REPLACEMENT CHARACTER}")
    # How far each line of the article is from the same line with shorter line breaks before it.
    shift = [start] * len(lines)
    if len(text) < len(body):
        begins = [0, *(match.end() for match in NEWLINE.finditer(text))]
        shift = [line - begin for line, begin in zip(lines, begins, strict=True)]
    leaves: list[Leaf] = []
    env: dict[str, Any] = {"leaves": leaves, "shift": shift, "within": [Role.PARAGRAPH]}
    _PARSER.block.parse(text, _PARSER, env, [])
    return Layout(leaves=leaves, labels=frozenset(env.get("references", ())), lines=lines)
