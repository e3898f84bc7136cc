r"""Markdown articles: CommonMark with tables, strikethrough, task lists, footnotes, front matter.

An article is never taken apart and put together again. Its blocks are found in it, and translations
are spliced into their places, so that all else stays byte for byte.

**Sources.** A block's source is its inline Markdown in canonical spelling. Line prefixes are gone,
a soft line break is a space, a hard one is ``\`` and a line break after a space. Entities are the
characters that they stand for, and nothing is escaped that need not be. Links are self-contained:
where ``[word]`` refers to a definition, it is ``[word][word]``, and leads there in any language.

**What is translated apart.** Descriptions of images, and titles of links and images, stand inside
the markup of a block, and are blocks of their own right after it. Their translations come out where
the image or the link stands: in the block's translation or, if it has none, in the article. A block
without words, such as an image alone, is none, but its description is. Titles of link definitions
are blocks too. Raw HTML blocks are read as HTML articles are, if no quote marks stand in them.

**What is left alone.** Code, TOML, attributes of HTML within paragraphs, and quotes and lists
nested more than 50 deep.
"""

from __future__ import annotations

from pipeline.articles.markdown.read import read_parts
from pipeline.articles.markdown.write import parse, write
from pipeline.articles.splice import SplicedDocument
from pipeline.model import Inline


class MarkdownFormat:
    r"""The format of Markdown articles.

    >>> markdown = MarkdownFormat()
    >>> document = markdown.read("# News\n\n> Gas *flows*\n> to [Baku](http://b.az \"A city\").\n")
    >>> [(block.role.value, block.source) for block in document.blocks]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('heading', 'News'), ('quote', 'Gas *flows* to [Baku](http://b.az "A city").'),
     ('tooltip', 'A city')]
    >>> words = {"News": "Haberler", "A city": "Bir şehir"}
    >>> print(document.render(lambda block: words.get(block.source)))
    # Haberler
    <BLANKLINE>
    > Gas *flows*
    > to [Baku](http://b.az "Bir şehir").
    <BLANKLINE>
    """

    name = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown", ".mdown", ".mkd")

    def read(self, text: str) -> SplicedDocument:
        """Read an article. Any text is Markdown; nothing is raised."""
        return SplicedDocument(text, read_parts(text))

    def parse(self, source: str) -> Inline:
        """Split a block's source into plain text and marks.

        Emphasis, links and pairs of HTML tags are spans; code, autolinks and bare addresses
        verbatim; images, footnote references, hard breaks and other HTML void. Of a source that
        is not canonical, escapes stay as verbatim marks and entities as void ones.

        >>> MarkdownFormat().parse("See **`x`**[^1]").marks
        ... # doctest: +NORMALIZE_WHITESPACE
        (Mark(kind=<MarkKind.SPAN: 'span'>, start=4, end=5, open='**', close='**'),
         Mark(kind=<MarkKind.VERBATIM: 'verbatim'>, start=4, end=5, open='`', close='`'),
         Mark(kind=<MarkKind.VOID: 'void'>, start=5, end=5, open='[^1]', close=''))
        """
        return parse(source)

    def write(self, inline: Inline) -> str:
        r"""Return the markup of ``inline``, its text escaped where it would read as markup.

        What the place of a block asks for besides is up to ``render``: "1. May" is text here.

        >>> print(MarkdownFormat().write(Inline(text="5 * 3 is [sic] *not* 1. May")))
        5 * 3 is \[sic\] \*not\* 1. May
        """
        return write(inline)
