r"""Plain text articles: paragraphs between blank lines.

Text has no markup, so how it is laid out has to say what belongs together:

- Blank lines, and lines without a letter or digit (``* * *``, ``=====``), end a paragraph.
- A line break within a paragraph is a space if the next line's first word would not have fit on the
  line, or begins in lower case. Otherwise somebody meant it, as in verse and addresses, and the
  next line is a block of its own. What fits is measured by the paragraph's longest line, but lines
  of fewer than 50 characters are always thought short.
- A line that begins with a bullet is a new block, and so is one that begins with a number, at the
  beginning of a paragraph or after another item; also one that is indented further than the line
  before, unless that one belongs to a list item.
- The first paragraph is the title if it is one line that does not end in punctuation; any line
  that is underlined is a heading.

A translation is broken into lines as its block was, if these lines are then read as one block.
There are no escapes: a translation that looks like a list item, say, will be read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from pipeline.articles.addresses import mark_addresses
from pipeline.articles.spelling import spell
from pipeline.articles.splice import Part, SplicedDocument, single
from pipeline.model import Block, Inline, Role

_NEWLINE = re.compile(r"\r\n|\n|\r")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_BULLET = re.compile(r"[-*+•‣◦▪][ \t]+")
_NUMBER = re.compile(r"[0-9]{1,2}[.)][ \t]+")
_UNDERLINE = re.compile(r"([=~^*_-])\1{2,}")
_WORD = re.compile(r"[^\W_]")
_FINAL = re.compile(r"[.!?…:;,][\"'’”»)\]]*$")
_SHORT = 50
_WORDS = re.compile(r"\S++(?: ++(?:[0-9]{1,2}[.)]|(?:[^\w\s]|_)++)(?= |$))*+")
"""A word, with what follows it and must not begin a line."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with words: it begins at ``begin``, and ``article[start:end]`` is its text.

    ``item`` says that a bullet or a number stands before the text.
    """

    begin: int
    start: int
    end: int
    number: int
    item: bool = False


class PlainFormat:
    r"""The format of plain text articles.

    >>> plain = PlainFormat()
    >>> document = plain.read("Nomad games\n\nThe games open in Astana on\nSunday.\n- wrestling\n")
    >>> [(block.role.value, block.source) for block in document.blocks]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('title', 'Nomad games'), ('paragraph', 'The games open in Astana on'),
     ('paragraph', 'Sunday.'), ('list item', 'wrestling')]
    >>> document.render(lambda block: {"wrestling": "güreş"}.get(block.source))
    'Nomad games\n\nThe games open in Astana on\nSunday.\n- güreş\n'
    """

    name = "text"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def read(self, text: str) -> SplicedDocument:
        """Read an article. Any text will do; nothing is raised."""
        return SplicedDocument(text, tuple(_parts(text)))

    def parse(self, source: str) -> Inline:
        """Return ``source`` with marks on the web and e-mail addresses in it."""
        return mark_addresses(Inline(text=source))

    def write(self, inline: Inline) -> str:
        """Return the text of ``inline``; marks that ``parse`` makes have no markup."""
        return spell(inline)


def _parts(article: str) -> Iterator[Part]:
    found = _NEWLINE.search(article)
    newline = found.group() if found else "\n"
    for index, (paragraph, underlined) in enumerate(_paragraphs(article)):
        width = max(_SHORT, *(line.end - line.begin for line in paragraph))
        for lines in _blocks(article, paragraph, width):
            first, last = lines[0], lines[-1]
            source = " ".join(article[line.start : line.end] for line in lines)
            role = Role.LIST_ITEM if first.item else Role.PARAGRAPH
            alone = len(paragraph) == 1 and not first.item
            if alone and index == 0 and (underlined or not _FINAL.search(source)):
                role = Role.TITLE
            elif alone and underlined:
                role = Role.HEADING
            source = source.replace("\0", "\N{REPLACEMENT CHARACTER}")
            joint = newline + article[lines[1].begin : lines[1].start] if len(lines) > 1 else ""
            block = Block(source=source, role=role, line=first.number)
            lead = article[first.begin : first.start]
            place = partial(_fit, lead=lead, joint=joint, width=width)
            yield single(block, first.start, last.end, place)


def _paragraphs(article: str) -> Iterator[tuple[list[_Line], bool]]:
    """Yield the lines with words of each paragraph, and whether a line of dashes follows."""
    paragraph: list[_Line] = []
    bom = 1 if article.startswith("\N{BOM}") else 0
    for number, match in enumerate(_LINE.finditer(article, bom), 1):
        begin, end = match.span(1)
        text = article[begin:end]
        if _WORD.search(text):
            start = end - len(text.lstrip())
            paragraph.append(_Line(begin, start, begin + len(text.rstrip()), number))
        elif paragraph:
            yield paragraph, bool(_UNDERLINE.fullmatch(text.strip()))
            paragraph = []
    if paragraph:
        yield paragraph, False


def _blocks(article: str, paragraph: list[_Line], width: int) -> Iterator[list[_Line]]:
    """Split a paragraph into the lines of its blocks."""
    block: list[_Line] = []
    for found in paragraph:
        marker = _BULLET.match(article, found.start, found.end)
        if not block or block[0].item:
            marker = marker or _NUMBER.match(article, found.start, found.end)
        line = found
        if marker and _WORD.search(article, marker.end(), found.end):
            text = article[marker.end() : found.end].lstrip()
            line = replace(found, start=found.end - len(text), item=True)
        if block and _breaks(article, block, line, width):
            yield block
            block = []
        block.append(line)
    yield block


def _breaks(article: str, block: list[_Line], line: _Line, width: int) -> bool:
    """Tell whether ``line`` begins a new block after ``block``."""
    before = block[-1]
    word = article[line.start : line.end].split(maxsplit=1)[0]
    letter = _WORD.search(word)
    if line.item or (letter and letter.group().islower()):
        return line.item
    indented = line.start - line.begin > before.start - before.begin
    fits = before.end - before.begin + 1 + len(word) <= width
    return fits or (indented and not block[0].item)


def _fit(translation: str, *, lead: str, joint: str, width: int) -> str:
    """Fit a translation in after ``lead``: on one line, or on lines that begin with ``joint``.

    It stays on one line if the lines would not be read as one block.
    """
    text = " ".join(part.strip() for part in _NEWLINE.split(translation) if part.strip())
    if not joint:
        return text
    lines = [""]
    room = width - len(lead)
    for word in _WORDS.findall(text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
            room = width - len(joint.lstrip("\r\n"))
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    wrapped = joint.join(lines)
    again = [part.blocks[0].source for part in _parts(lead + wrapped)]
    return wrapped if again == [" ".join(lines)] else text
