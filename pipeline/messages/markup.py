"""Tokens to marks, and marks to text again."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.messages.tokens import Kind, Token
from pipeline.model import Inline, Mark, MarkKind

_SPACES: Final = frozenset({"\n", "&nbsp;", "&#160;", "&#xa0;", "&#xA0;"})
"""Marks that stand before a space in their place."""


@dataclass(kw_only=True, slots=True)
class Reader:
    """Reads the tokens of a message: its words, their marks, and where the accelerator is.

    ``shown`` holds the stand-ins of placeholders, ``letters`` the entities that are letters.
    """

    source: str
    shown: Mapping[str, str]
    letters: Collection[str]
    doubled: str
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    accelerator: int | None = None
    _opened: list[int] = field(default_factory=list)  # the marks of elements, outermost first

    def read(self, tokens: Sequence[Token], accelerator: int | None) -> None:
        """Read all of the message; ``accelerator`` is the place of its mark in the source."""
        done = 0
        for token in tokens:
            self._words(done, token.start, accelerator)
            done = token.end
            self._token(token)
        self._words(done, len(self.source), accelerator)

    def _words(self, start: int, end: int, accelerator: int | None) -> None:
        if accelerator is not None and start <= accelerator < end:
            self._words(start, accelerator, None)
            self.accelerator = len(self.text)
            start = accelerator + 1
        words = self.source[start:end]
        self.text += words.replace(self.doubled * 2, self.doubled) if self.doubled else words

    def _token(self, token: Token) -> None:
        match token.kind:
            case Kind.OPEN:
                self._opened.append(len(self.marks))
                self._mark(MarkKind.SPAN, "", token.text)
            case Kind.CLOSE:
                self._close(token)
            case Kind.ESCAPE:
                self.text += token.text[0]
            case Kind.ENTITY if token.text in self.letters:
                self.text += html.unescape(token.text)
            case Kind.PLACEHOLDER | Kind.CODE:
                shown = self.shown.get(token.text, token.text)
                self._mark(MarkKind.VERBATIM, shown, token.text)
            case _:
                self._mark(MarkKind.VOID, "", token.text)
                self.text += " " if token.text in _SPACES else ""

    def _mark(self, kind: MarkKind, text: str, markup: str) -> None:
        start = len(self.text)
        self.text += text
        self.marks.append(Mark(kind=kind, start=start, end=len(self.text), open=markup))

    def _close(self, token: Token) -> None:
        at = self._opened.pop()
        span = self.marks[at]
        close = token.text
        if span.start == len(self.text):  # nothing in it that could be translated
            inner = "".join(mark.open + mark.close for mark in self.marks[at:])
            self.marks[at:] = [replace(span, kind=MarkKind.VOID, open=inner + close)]
            return
        while self.marks[-1].kind is MarkKind.VOID and self.marks[-1].start == len(self.text):
            close = self.marks.pop().open + close  # a void where a span ends stands after it
        self.marks[at] = replace(span, end=len(self.text), close=close)


def written(inline: Inline, spelt: Callable[[str], str]) -> str:
    """Return the text of ``inline`` with its marks; ``spelt`` says how words are written.

    At one position, spans end before marks begin, and these follow in their order.
    """
    out: list[str] = []
    at = 0
    is_open: list[Mark] = []

    def words_up_to(end: int) -> None:
        nonlocal at
        out.append(spelt(inline.text[at:end]))
        at = max(at, end)

    def end_spans(place: int) -> None:
        while is_open and is_open[-1].end <= place:
            words_up_to(is_open[-1].end)
            out.append(is_open.pop().close)

    for mark in inline.marks:
        end_spans(mark.start)
        words_up_to(mark.start)
        match mark.kind:
            case MarkKind.SPAN:
                out.append(mark.open)
                is_open.append(mark)
            case MarkKind.VERBATIM:
                out.append(mark.open or inline.text[mark.start : mark.end])
                at = max(at, mark.end)
            case MarkKind.VOID:
                out.append(mark.open)
                at += mark.open in _SPACES and inline.text[at : at + 1] == " "
    end_spans(len(inline.text))
    words_up_to(len(inline.text))
    return "".join(out)
