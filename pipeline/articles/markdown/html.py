"""Raw HTML blocks within Markdown: read as HTML, translated as inline Markdown like all else.

The markup of their blocks consists of tags either way. Only text is spelled differently, and goes
through ``Inline`` in both directions. A block that begins with an inline element, such as ``<a>``
alone on its line, becomes a paragraph if its translation has text before that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.rules_block.html_block import HTML_SEQUENCES

from pipeline.articles.html import inline as html_inline
from pipeline.articles.html.blocks import Region, regions
from pipeline.articles.html.render import render
from pipeline.articles.markdown.inline import SPACE
from pipeline.articles.markdown.write import parse, write
from pipeline.articles.splice import Part
from pipeline.model import Block

_BREAKS = re.compile(r"\s*[\r\n]\s*")


def html_part(fragment: str, start: int, line: int, joint: str = "\n") -> Part | None:
    r"""Return the part for an HTML block, ``fragment``, at ``start`` and on ``line`` of an article.

    ``joint`` is the line break, and the indent of the next line. ``None`` if there are no words.

    >>> part = html_part("<p>Gas *flows* &amp; <b>pays</b>.</p>", 0, 1)
    >>> print(*(block.source for block in part.blocks))
    Gas \*flows\* & <b>pays</b>.
    >>> part.fit([r"Газ \*идёт\* & <b>платит</b>."])
    '<p>Газ *идёт* &amp; <b>платит</b>.</p>'
    """
    found: list[Region] = []
    blocks: list[Block] = []
    for region in regions(fragment):
        inline = html_inline.parse(region.block.source)
        source = write(inline).strip(SPACE)
        if source.strip() and html_inline.write(parse(source)) == html_inline.write(inline).strip(
            SPACE
        ):
            found.append(region)
            blocks.append(replace(region.block, source=source, line=line + region.block.line - 1))

    def fit(answers: Sequence[str | None]) -> str:
        return _begun(render(fragment, found, [answer and _html(answer) for answer in answers]))

    def _begun(html: str) -> str:
        """Return ``html`` so that it begins an HTML block, with a tag alone on the first line."""
        first = _BREAKS.split(html, maxsplit=1)[0]
        tag = HTML_TAG_RE.match(html)
        if not tag or any(begins.search(first) for begins, _, _ in HTML_SEQUENCES):
            return html
        return html[: tag.end()] + joint + html[tag.end() :].lstrip()

    end = start + len(fragment)
    return Part(start=start, end=end, blocks=tuple(blocks), fit=fit) if blocks else None


def _html(translation: str) -> str:
    return _BREAKS.sub(" ", html_inline.write(parse(translation)))
