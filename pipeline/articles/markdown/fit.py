r"""How translations are spelled in the places of a Markdown article.

A translation is inline Markdown. In its place it must stay what it is: it must not begin a list,
end a heading, split a table cell or refer to a definition by chance. Each function here takes care
of one kind of place. What they add (a backslash, or ``&#32;`` where a backslash would break markup)
is an escape, so that reading the article again gives the translation back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_block.html_block import HTML_SEQUENCES

from pipeline.articles.markdown.brackets import Labels
from pipeline.articles.markdown.inline import SPACE, Kind, Piece, assemble, scan
from pipeline.articles.markdown.slices import BAR, cells
from pipeline.articles.markdown.write import canonical, escape_all, literal, write
from pipeline.articles.spelling import spell
from pipeline.articles.splice import splice
from pipeline.model import Inline, Role

Words = Mapping[tuple[Role, str], str]
"""Translations of what stands inside a block's markup, by its role and source."""

_LINES = re.compile(r"[\r\n]+")
_NEWLINE = re.compile(r"(\r\n|\r|\n)")
_ORDINAL = re.compile(r"[0-9]{1,9}(?=[.)](?:[ \t]|$))")
_STARTER = re.compile(
    r"""
    \#{1,6}(?:[ \t]|$)               # heading
  | >                                # quote
  | [-+*](?:[ \t]|$)                 # list
  | ([-*_])[ \t]*(?:\1[ \t]*){2,}$   # thematic break, line under a heading
  | =+[ \t]*$                        # line under a heading
  | ~~~                              # fence
  | [:|-][-:| \t]*$                  # line under a table's head
  | \+{3}[ \t]*$                     # front matter
  | \[[ xX]\](?:[ \t]|$)             # task
  | \[![A-Za-z]+\][ \t]*$            # alert
    """,
    re.VERBOSE,
)
_DEFINITION = re.compile(r"\[(?!\^)(?:[^\\\[\]]|\\.)++\]:", re.DOTALL)
_GUARDED = re.compile("`{3,}[^`]*$ | \\[\\^[^\\]\\s]+\\]: | \N{BOM}", re.VERBOSE)
_QUOTE = re.compile("[\"'(]")
_CLOSING = re.compile(r"(?:^|(?<=[ \t]))#+$")
_GUARD = "&#32;"
_STRAY = re.compile("[`<>]")
_ANY_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\\?\|")


def fit_paragraph(
    markup: str, *, prefix: str, newline: str, hard: str, titled: bool = False, columns: int = 0
) -> str:
    r"""Fit a translation into a paragraph or a heading with a line under it.

    Args:
        markup: the translation; line breaks in it that are not hard become spaces.
        prefix: what stands before each further line: ``> `` and indents.
        newline: the article's line break.
        hard: how the article spells a hard break: ``\`` or two spaces.
        titled: a link definition stands right before, which must not take the text as its title.
        columns: see ``unpiped``.
    """
    *lines, last = _hard_lines(markup)
    lines.append(unpiped(last, columns))
    escaped = _DEFINITION.match("\n".join(lines)) or (titled and _QUOTE.match(lines[0]))
    first = "\\" + lines[0] if escaped else guard(lines[0])
    return f"{hard}{newline}{prefix}".join((first, *map(guard, lines[1:])))


def unpiped(line: str, columns: int) -> str:
    r"""Return ``line`` so that it cannot be the head of a table.

    ``columns`` is how many the table would have: those of the line below, if that is nothing but
    dashes, colons and bars. A table's head needs as many, and a ``|``, but an escaped one will do.

    >>> [unpiped(line, 1) for line in ("a", "a | b", "a|", r"\|")]
    ['a', 'a | b', 'a&#124;', '&#124;']
    """
    bars = len(BAR.findall(line))
    if "|" not in line or not len(cells(line, (0, len(line)))) <= columns <= bars + 1:
        return line
    return _ANY_BAR.sub(r"\1&#124;", line)


def guard(line: str) -> str:
    r"""Return ``line`` so that no block but a paragraph begins with it.

    >>> [guard(line) for line in ("# 1", "1. May", "- so", "<p>", "A - b")]
    ['\\# 1', '1\\. May', '\\- so', '&#32;<p>', 'A - b']
    """
    if _STARTER.match(line):
        return "\\" + line
    if ordinal := _ORDINAL.match(line):
        return f"{ordinal.group()}\\{line[ordinal.end() :]}"
    html = line.startswith("<") and any(begins.search(line) for begins, _, _ in HTML_SEQUENCES)
    return _GUARD + line if html or _GUARDED.match(line) else line


def fit_heading(markup: str, *, columns: int = 0) -> str:
    """Fit a translation into a ``# heading``: one line, no ``#`` at its end; see ``unpiped``."""
    return unpiped(_CLOSING.sub(r"\\\g<0>", " ".join(_hard_lines(markup))), columns)


def fit_cell(markup: str, *, first: bool = False, barred: bool = False) -> str:
    """Fit a translation into a table cell.

    Args:
        markup: the translation.
        first: nothing stands before the cell in its line.
        barred: the cell holds the only ``|`` of a table's head, which is none without.
    """
    text = " ".join(_hard_lines(markup))
    fitted = (guard(text) if first else text).replace("|", r"\|")
    if barred and "|" not in fitted:
        return fitted + " |"
    return fitted + " " if fitted.endswith("\\") else fitted


def fit_alt(markup: str, labels: Labels = None) -> str:
    """Fit a translation into the description of an image: one line, brackets in pairs."""
    text = " ".join(_hard_lines(self_contained(markup, labels)))
    pieces = scan(text)
    stray = any(
        piece.kind in {Kind.TEXT, Kind.SPECIAL} and _STRAY.search(piece.text) for piece in pieces
    )
    whole = scan(f"![{text}](x)")
    if stray or len(whole) > 1 or whole[0].kind is not Kind.VOID:
        return spell(assemble(pieces), _without_strays)
    return text


def _without_strays(text: str) -> str:
    """Return ``text`` escaped so that no code and no tag around it can begin or end in it."""
    escaped = escape_all(text).replace(r"\`", "&#96;")
    return escaped.replace(r"\<", "&lt;").replace(">", "&gt;")


def fit_line(markup: str) -> str:
    """Fit a translation where plain text is wanted, on one line."""
    return _unwrapped(literal(markup))


def fit_title(markup: str, quote: str) -> str:
    r"""Fit a translation into the title of a link, between ``quote`` and its like: plain text.

    >>> print(fit_title(r'a "b" \*c\*', '"'))
    a \"b\" *c*
    """
    quotes = "()" if quote == "(" else quote
    text = fit_line(markup)
    escaped = re.sub(rf"\\(?=[!-/:-@\[-`{{-~]|$)|[{quotes}]|&(?=#?\w+;)", r"\\\g<0>", text)
    return escaped.replace("`", "&#96;").replace(">", "&gt;")  # as in ``_without_strays``


def self_contained(markup: str, labels: Labels) -> str:
    """Return ``markup`` so that it means the same among the link definitions of its article.

    ``[word]`` in a translation is text, even if the article happens to define that label.
    """
    if not labels or "[" not in markup:
        return markup
    inline = assemble(scan(markup))
    return markup if assemble(scan(markup, labels)) == inline else spell(inline, escape_all)


@dataclass(frozen=True, slots=True)
class Inset:
    """A text inside the markup of a block that is translated apart.

    Attributes:
        role: ``ALT``: the description of an image; ``TOOLTIP``: the title of an image or a link.
        start, end: where the text stands in the block.
        target: where the image or link leads.
        stop: where what a translation replaces ends: after ``end`` if the description is also the
            label of a definition, as in ``![word]``.
        tail: what must follow the translation there: ``][word]``.
    """

    role: Role
    start: int
    end: int
    target: str
    stop: int
    tail: str = ""


def insets(pieces: Iterable[Piece]) -> list[Inset]:
    """Return the insets of a block; there are none where a link's text is also its label."""
    found: list[Inset] = []
    opened: list[int] = []
    for piece in pieces:
        tail = piece.tail
        if piece.kind is Kind.OPEN:
            opened.append(len(found))
        elif piece.kind is Kind.CLOSE:
            before = opened.pop()
            if tail and tail.written:
                del found[before:]
        if tail and piece.alt:
            start, end = piece.alt
            stop = piece.end if tail.written else end
            found.append(Inset(Role.ALT, start, end, tail.target, stop, tail.written))
        if tail and tail.title:
            start, end = tail.title
            found.append(Inset(Role.TOOLTIP, start, end, tail.target, end))
    return found


def inset_source(role: Role, text: str, labels: Labels = None) -> str:
    """Return the source of the description or the title that is spelled ``text``; it may be blank.

    That of a title, which is plain text, is escaped where it would read as markup.
    """
    if role is Role.ALT:
        return canonical(text, scan(text, labels), labels).strip(SPACE)
    return write(Inline(text=_unwrapped(unescapeAll(text))))


def inset_place(inset: Inset, markup: str, labels: Labels) -> Callable[[str], str]:
    """Return what fits a translation into the place of an inset of ``markup``."""
    if inset.role is Role.TOOLTIP:
        return partial(fit_title, quote=markup[inset.start - 1])
    return lambda translation: fit_alt(translation, labels) + inset.tail


def with_words(markup: str, words: Words, labels: Labels = None) -> str:
    """Return ``markup`` with the descriptions and titles in it that ``words`` translates."""
    edits: list[tuple[int, int, str]] = []
    for inset in insets(scan(markup) if words else ()):
        source = inset_source(inset.role, markup[inset.start : inset.end])
        if word := words.get((inset.role, source)):
            place = inset_place(inset, markup, labels)
            edits.append((inset.start, inset.stop, place(word)))
    return splice(markup, edits)


def _unwrapped(text: str) -> str:
    return " ".join(filter(None, (line.strip(SPACE) for line in _LINES.split(text))))


def _hard_lines(markup: str) -> Iterator[str]:
    """Yield the lines between hard breaks, without white space around them."""
    line: list[str] = []
    *parts, last = _NEWLINE.split(markup.strip(SPACE))
    for part, newline in zip(parts[::2], parts[1::2], strict=True):
        text = part.rstrip("\\")
        backslash = (len(part) - len(text)) % 2 if newline == "\n" else 0
        spaces = newline == "\n" and part.endswith("  ") and part.strip(SPACE)
        line.append(part[: len(part) - backslash].strip(SPACE))
        if backslash or spaces:
            if any(line):
                yield " ".join(filter(None, line))
            line = []
    yield " ".join(filter(None, (*line, last.strip(SPACE))))
