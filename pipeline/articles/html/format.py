"""HTML articles: documents and fragments, broken ones too.

The article is never parsed and written again: its blocks are found in the source and replaced
there, so that whatever is not translated keeps its bytes. ``tokens`` and ``tree`` read it
as browsers do, ``blocks`` finds the blocks, ``inline`` knows their markup,
``render`` puts translations in their places, ``language`` says what is in which language.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.articles.html.blocks import Region, regions
from pipeline.articles.html.inline import parse, write
from pipeline.articles.html.language import Languages
from pipeline.articles.html.render import render
from pipeline.model import Block, Inline, Translate


@dataclass(frozen=True, kw_only=True, slots=True)
class HtmlDocument:
    """An HTML article that has been read."""

    article: str
    regions: tuple[Region, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks in the order in which they begin; attributes follow the text around them."""
        return tuple(region.block for region in self.regions)

    def render(self, translate: Translate, languages: Languages | None = None) -> str:
        """Return the article with each block replaced by ``translate(block)``.

        What is not translated keeps its bytes. ``render`` says what a translation may hold.
        With ``languages``, blocks that stay in the source language say so.
        """
        answers = [translate(block) for block in self.blocks]
        return render(self.article, self.regions, answers, languages)


class HtmlFormat:
    """The format of HTML articles; see ``inline`` for the markup of its blocks.

    >>> document = HtmlFormat().read("<h1>News</h1><p>Gas <b>flows</b>.<p><img alt='A pipe'>")
    >>> [(block.role.value, block.source) for block in document.blocks]
    [('heading', 'News'), ('paragraph', 'Gas <b>flows</b>.'), ('image description', 'A pipe')]
    >>> words = {"News": "Haberler", "A pipe": "Bir boru"}
    >>> document.render(lambda block: words.get(block.source))
    "<h1>Haberler</h1><p>Gas <b>flows</b>.<p><img alt='Bir boru'>"
    """

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm")

    def read(self, text: str) -> HtmlDocument:
        """Read an article. Nothing is raised, however broken it is."""
        return HtmlDocument(article=text, regions=tuple(regions(text)))

    def parse(self, source: str) -> Inline:
        """Split a block's source into plain text and marks."""
        return parse(source)

    def write(self, inline: Inline) -> str:
        """Return the markup of ``inline``, its text escaped."""
        return write(inline)
