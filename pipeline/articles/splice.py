"""An article whose translations are spliced into its original text.

Readers that keep an article byte for byte find where its blocks stand, as offsets; everything
between them is never looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import Block, Translate


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A stretch of an article, ``article[start:end]``, that holds blocks.

    Attributes:
        start, end: where it stands.
        blocks: a block, those within its markup, or several in a stretch that is better replaced
            as a whole.
        fit: what replaces the stretch, made of the translation of each block; ``None`` stands for
            one that keeps its source. It is asked only if there is a translation.
    """

    start: int
    end: int
    blocks: tuple[Block, ...]
    fit: Callable[[Sequence[str | None]], str]


def single(block: Block, start: int, end: int, place: Callable[[str], str]) -> Part:
    """Return the part of one block; ``place`` spells its translation."""
    return Part(
        start=start, end=end, blocks=(block,), fit=lambda answers: place(answers[0] or block.source)
    )


@dataclass(frozen=True, slots=True)
class SplicedDocument:
    """An article as text, and its parts in document order."""

    article: str
    parts: tuple[Part, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks in document order."""
        return tuple(block for part in self.parts for block in part.blocks)

    def render(self, translate: Translate) -> str:
        """Return the article with each block replaced by ``translate(block)``.

        ``None``, a blank translation and the block's own source keep the original bytes.
        """
        edits: list[tuple[int, int, str]] = []
        for part in self.parts:
            answers = [_answer(translate, block) for block in part.blocks]
            if any(answers):
                edits.append((part.start, part.end, part.fit(answers)))
        return splice(self.article, edits)


def splice(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Return ``text`` with each ``text[start:end]`` replaced.

    ``edits`` are ``(start, end, replacement)``; they are disjoint and come in ascending order.

    >>> splice("one two three", [(0, 3, "1"), (8, 13, "3")])
    '1 two 3'
    """
    parts: list[str] = []
    done = 0
    for start, end, replacement in edits:
        parts += (text[done:start], replacement)
        done = end
    return "".join((*parts, text[done:]))


def _answer(translate: Translate, block: Block) -> str | None:
    answer = translate(block)
    return answer if answer and answer.strip() and answer != block.source else None
