"""Text and marks written one after the other: what every format's ``write`` begins with."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.model import Inline, Mark, MarkKind


def spell(inline: Inline, escape: Callable[[str], str] = str) -> str:
    """Return the text of ``inline`` with the markup of its marks in it.

    Text passes through ``escape``, except within ``VERBATIM`` marks. A mark closes before another
    opens at the same place.

    >>> bold = Mark(kind=MarkKind.SPAN, start=4, end=9, open="<b>", close="</b>")
    >>> spell(Inline(text="gas flows", marks=(bold,)), str.upper)
    'GAS <b>FLOWS</b>'
    """
    parts: list[str] = []
    opened: list[Mark] = []
    done = 0

    def advance(end: int) -> None:
        nonlocal done
        text = inline.text[done:end]
        verbatim = opened and opened[-1].kind is MarkKind.VERBATIM
        parts.append(text if verbatim else escape(text))
        done = max(done, end)

    for mark in inline.marks:
        while opened and opened[-1].end <= mark.start:
            advance(opened[-1].end)
            parts.append(opened.pop().close)
        advance(mark.start)
        parts.append(mark.open)
        opened.append(mark)
    while opened:
        advance(opened[-1].end)
        parts.append(opened.pop().close)
    advance(len(inline.text))
    return "".join(parts)
