"""Blocks as hypothesis makes them up, for the laws of segments and of markup."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline.model import Inline, Mark, MarkKind

_WORDS = (
    "Gen. A. Baku the U.S. left. He “We go.” (x) 3.5 — said. km2 ? é Oct. 3 [1] git pull e.g. İ ß"
)
_ODD = [" ", "\n", "\u0301", "\ud800", "😀", "… ", "x@y.kz", ", ", "; and ", "\u2028", "。", "\x00"]
_PIECES = st.sampled_from([*_WORDS.split(), *_ODD])
TEXTS = (
    st.lists(_PIECES, max_size=14).map(" ".join)
    | st.lists(_PIECES, max_size=14).map("".join)
    | st.text(max_size=40)
)


@st.composite
def inlines(draw: st.DrawFn) -> Inline:
    """A block with any text and any marks that nest; each mark but hard breaks is unique."""
    text = draw(TEXTS)
    marks: list[Mark] = []

    def fill(low: int, high: int, depth: int) -> None:
        for _ in range(draw(st.integers(0, 3 if depth < 3 else 0))):
            start = draw(st.integers(low, high))
            kind = draw(st.sampled_from(MarkKind))
            end = start if kind is MarkKind.VOID else draw(st.integers(start, high))
            name = f"{kind}{len(marks)}"
            if kind is MarkKind.VOID:
                opening = draw(st.sampled_from(["<br>", "\\\n", f"<{name}>"]))
                marks.append(Mark(kind=kind, start=start, end=end, open=opening))
            else:
                marks.append(
                    Mark(kind=kind, start=start, end=end, open=f"<{name}>", close=f"</{name}>")
                )
            if kind is MarkKind.SPAN:
                fill(start, end, depth + 1)
            low = end

    fill(0, len(text), 0)
    return Inline(text=text, marks=tuple(marks))
