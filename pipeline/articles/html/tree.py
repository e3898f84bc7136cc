"""Follows the open elements of an HTML document, token by token.

This is the part of the HTML standard's tree construction that a translator needs: which element a
piece of text is in, where SVG and MathML end, and which elements a tag closes by implication. It
builds no tree and moves nothing, as browsers do with misnested formatting and with text in tables;
so an element's role or ``translate`` may be missed in such a spot, but not the place of a piece of
text. What browsers ignore within ``<frameset>`` is read. Each step takes constant time, but for the
elements that it closes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.articles.html.elements import (
    ANY_HTML,
    BOUNDARY,
    LIST_BOUNDARY,
    Element,
    Point,
    breaks_out,
    element,
)
from pipeline.articles.html.names import (
    CLOSES_P,
    ENDS_IN_SCOPE,
    ENDS_IN_TABLE,
    HEADINGS,
    RAW_TEXT,
    SCOPE,
    TABLE_CONTEXT,
    TABLE_SCOPE,
    VOID,
)
from pipeline.articles.html.tokens import Kind, Token, raw_end, scan

_P_SCOPE = (*SCOPE, "button")
_SCOPES = {"p": _P_SCOPE, "li": (*SCOPE, "ol", "ul")}
_ITEMS = {"li": {"li"}, "dd": {"dd", "dt"}, "dt": {"dd", "dt"}}


class Tree:
    """The stack of open elements."""

    def __init__(self) -> None:
        self.stack = [Element()]
        self._where: dict[str, list[int]] = defaultdict(list, {ANY_HTML: [0], BOUNDARY: [0]})
        self._cells: list[tuple[int, int]] = []  # row and column reached in each open table

    @property
    def top(self) -> Element:
        """The innermost open element."""
        return self.stack[-1]

    def tokens(self, source: str, start: int = 0) -> Iterator[Token]:
        """Yield the tokens of ``source`` from ``start`` on; each has been applied to the stack."""
        while start < len(source):
            top = self.top
            if top.name in RAW_TEXT and not top.space:
                end = raw_end(source, start, top.name)
                if end > start:
                    yield Token(Kind.RAW, start, end, top.name)
                    start = end
                    continue
            token = scan(source, start, cdata=bool(top.space))
            if token.kind is Kind.START:
                self._start(token)
            elif token.kind is Kind.END:
                self._end(token)
            yield token
            start = token.end

    def _start(self, token: Token) -> None:
        if self.top.space and not self._stands_in_html(token):
            if not breaks_out(token):
                if not token.self_closing:
                    self._push(token, space=self.top.space)
                return
            self._leave_foreign()
        if token.name in {"svg", "math"}:
            if not token.self_closing:
                self._push(token, space=token.name)
        elif not self._is_ignored(token.name):
            self._imply_ends(token.name)
            if token.name not in VOID:
                self._push(token)

    def _stands_in_html(self, token: Token) -> bool:
        match self.top.point:
            case Point.HTML:
                return True
            case Point.TEXT:
                return token.name not in {"mglyph", "malignmark"}
        return self.top.name == "annotation-xml" and token.name == "svg"

    def _is_ignored(self, name: str) -> bool:
        """Say whether a start tag opens nothing where it stands."""
        if name in TABLE_CONTEXT:
            return not (self._where["table"] or self._where["template"])
        if name in {"html", "body"}:
            return self.top.name not in {"", "html"}
        return name in {"head", "frameset"}  # nothing here depends on these

    def _leave_foreign(self) -> None:
        while self.top.space and self.top.point is Point.NONE:
            self._close(len(self.stack) - 1)

    def _imply_ends(self, name: str) -> None:
        """Close what the start of an element of HTML closes."""
        where = self._where
        if name in CLOSES_P and self._in_scope("p", _P_SCOPE):
            self._close(where["p"][-1])
        if name in _ITEMS:
            boundary = where[LIST_BOUNDARY]
            if boundary and self.stack[boundary[-1]].name in _ITEMS[name]:
                self._close(boundary[-1])
        elif name in HEADINGS or name in {"option", "optgroup"}:
            if self.top.name in (HEADINGS if name in HEADINGS else {"option"}):
                self._close(len(self.stack) - 1)
            if name == self.top.name == "optgroup":
                self._close(len(self.stack) - 1)
        elif name == "button" and self._in_scope("button", SCOPE):
            self._close(where["button"][-1])
        elif name in TABLE_CONTEXT:
            self._close(1 + max(where[key][-1] for key in TABLE_CONTEXT[name] if where[key]))

    def _end(self, token: Token) -> None:
        name, where = token.name, self._where
        if self.top.space:
            if name in {"br", "p"}:
                self._leave_foreign()
            for key in (f"svg {name}", f"math {name}"):
                if where[key] and where[key][-1] > where[ANY_HTML][-1]:
                    return self._close(where[key][-1])
        if name in HEADINGS:
            # Any heading's end tag closes any heading.
            name = max(HEADINGS, key=lambda heading: where[heading][-1] if where[heading] else 0)
        if name in ENDS_IN_SCOPE:
            scope = _SCOPES.get(name, SCOPE)
        elif name in ENDS_IN_TABLE:
            scope = TABLE_SCOPE
        else:
            scope = () if name == "template" else (BOUNDARY,)
        if name not in {"body", "html"} and self._in_scope(name, scope):
            self._close(where[name][-1])
        return None

    def _in_scope(self, name: str, scope: tuple[str, ...]) -> bool:
        """Say whether ``name`` is open, and nothing of ``scope`` within it."""
        where = self._where
        if not where[name]:
            return False
        at = where[name][-1]
        return all(not where[key] or where[key][-1] <= at for key in scope)

    def _push(self, token: Token, *, space: str = "") -> None:
        name = token.name
        cell = self._cells[-1] if self._cells else (0, 0)
        if not space:
            if name == "table":
                self._cells.append((0, 0))
            elif self._cells and name in {"tr", "td", "th"}:
                cell = (cell[0] + 1, 0) if name == "tr" else (cell[0], cell[1] + 1)
                self._cells[-1] = cell
        opened = element(token, self.top, space=space, cell=cell)
        for group in opened.groups:
            self._where[group].append(len(self.stack))
        self.stack.append(opened)

    def _close(self, depth: int) -> None:
        """Close all elements from ``stack[depth]`` on."""
        while len(self.stack) > depth:
            closed = self.stack.pop()
            for group in closed.groups:
                self._where[group].pop()
            if closed.name == "table" and not closed.space:
                self._cells.pop()
