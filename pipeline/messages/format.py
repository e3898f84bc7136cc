"""A message of a program as the pipeline sees it: words, with marks for what the program needs.

- A placeholder is ``VERBATIM``. The model is shown a stand-in, which survives translation better
  than the placeholder does: a letter for a text, a digit for a number. The placeholder is in
  ``open``, and `MessageFormat.write` writes that instead of the stand-in. So are options and other
  code (``--all``, ``file_name``).
- An element with text is a ``SPAN``; other tags, entities, bullets and the ellipsis at the end are
  ``VOID``, as is a line break within a sentence, which stands before the space that it replaces.
- The accelerator's mark is left out, and put on a letter of the translation.

Entities within words (``can&rsquo;t``) are letters, and are written as in the source.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, count, product
from typing import Final

from pipeline.articles.addresses import mark_addresses
from pipeline.checks.unit import FILLER, TAG
from pipeline.messages import accelerators
from pipeline.messages.markup import Reader, written
from pipeline.messages.syntax import Syntax, is_numeric
from pipeline.messages.tokens import ENTITY, Kind, Token, scan
from pipeline.model import Inline, Mark, MarkKind

_STAND_INS: Final = "XYZWVQKJHGFNMTRPLSDCB"
_WORD: Final = re.compile(r"\w")
_STRAY: Final = re.compile(f"{TAG.pattern}|{ENTITY.pattern}", re.DOTALL)
_IN_WORD: Final = re.compile(rf"(?<=[^\W\d_])({ENTITY.pattern})(?=[^\W\d_])")


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageFormat:
    """The markup of one message and of its translations; made by `MessageFormat.of`.

    Attributes:
        syntax: the syntax of its placeholders.
        locale: the locale of its translations.
        shown: the stand-in of each placeholder, numbered where it goes by order, and of code.
        known: the placeholders among these.
        edges: bullets, an ellipsis and the like.
        order: the numbers of those that go by order; empty where the source numbers them itself.
        letters: characters that the message writes as entities within words.
        mark: the accelerator's mark; empty where there is none.
        key: the words of the source, and the place of the accelerator among them.
    """

    syntax: Syntax
    locale: str
    shown: Mapping[str, str] = field(default_factory=dict, hash=False)
    known: tuple[str, ...] = ()
    edges: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict, hash=False)
    mark: str = ""
    key: tuple[str, int] = ("", 0)

    @classmethod
    def of(
        cls, message: str, syntax: Syntax, locale: str, counts: Mapping[str, str] | None = None
    ) -> MessageFormat:
        """Make the format of a message.

        Args:
            message: the source.
            syntax: the syntax of its placeholders.
            locale: the locale of its translations.
            counts: what to show instead of certain placeholders: ``{"%d": "5"}``.

        >>> from pipeline.messages.syntax import syntax_of
        >>> format_ = MessageFormat.of("Sent %d of <b>%s</b>", syntax_of(["c-format"]), "ru")
        >>> format_.parse("Sent %d of <b>%s</b>").text
        'Sent 2 of X'
        """
        if not syntax.is_well_formed(message):  # its flag is wrong: "100% sure" is no format
            syntax = replace(syntax, escapes=())
        numbered = syntax.numbered(message)
        tokens = scan(numbered, syntax)
        place = accelerators.find(_blanked(numbered, tokens))
        new = cls(
            syntax=syntax,
            locale=locale,
            shown=_shown(message, tokens, syntax, counts or {}),
            edges=frozenset(token.text for token in tokens if token.kind is Kind.EDGE),
            known=tuple(dict.fromkeys(t.text for t in tokens if t.kind is Kind.PLACEHOLDER)),
            order=() if numbered == message else syntax.order(numbered),
            letters=_letters(numbered),
            mark="" if place is None else numbered[place],
        )
        reader = new._read(message)
        return replace(new, key=(reader.text, reader.accelerator or 0))

    def parse(self, source: str) -> Inline:
        """Split a message into words and marks."""
        reader = self._read(source)
        return mark_addresses(Inline(text=reader.text, marks=tuple(reader.marks)))

    def write(self, inline: Inline) -> str:
        """Return the message of ``inline``; for its source, that is the source.

        Words bring in no placeholder, tag or entity: what looks like one is escaped, or left out.
        """
        if inline.text != self.key[0]:
            inline = self._with_accelerator(_without_doubled_ends(inline, self.edges))
        elif self.mark:
            inline = _with_mark(inline, self.key[1], self.mark)
        message = written(inline, self._spelt)
        return self.syntax.unnumbered(message) if self._is_in_order(message) else message

    def finished(self, message: str) -> tuple[str, bool]:
        """Return a message as its program reads it, and whether its words may be wrong for it.

        They may where placeholders changed places and the syntax has no numbers to say so: then
        these stand in the order of the source.
        """
        moved = bool(self.order) and not self._is_in_order(self.syntax.numbered(message))
        if not moved or self.syntax.numbers:
            return message, False
        found = [match for match in self.syntax.find(message) if self.syntax.order(match[0])]
        ranks = {number: rank for rank, number in enumerate(self.order)}
        ordered = sorted((m[0] for m in found), key=lambda each: ranks[self.syntax.order(each)[0]])
        text, done = "", 0
        for match, placeholder in zip(found, ordered, strict=True):
            text += message[done : match.start()] + placeholder
            done = match.end()
        return self.syntax.unnumbered(text + message[done:]), True

    def key_of(self, placeholder: str) -> str:
        """Return what a placeholder of the source has in the ``open`` of its mark."""
        same = (key for key in self.shown if self.syntax.unnumbered(key) == placeholder)
        return next(same, placeholder) if self.order else placeholder

    def _is_in_order(self, message: str) -> bool:
        return bool(self.order) and self.syntax.order(message) == self.order

    def _read(self, source: str) -> Reader:
        source = self.syntax.numbered(source) if self.order else source
        tokens = scan(source, self.syntax, self.known)
        place = None
        if self.mark:
            place = accelerators.find_again(_blanked(source, tokens), self.mark)
        tokens = [
            token
            for token in tokens
            if not (place is not None and token.start <= place < token.end)
            and (token.kind is not Kind.EDGE or token.text in self.edges)
        ]
        reader = Reader(
            source=source,
            shown=self.shown,
            letters=self.letters.values(),
            doubled=self.mark,
        )
        reader.read(tokens, place)
        return reader

    def _with_accelerator(self, inline: Inline) -> Inline:
        words, key = self.key
        place = accelerators.place(inline, words[key : key + 1], self.locale) if self.mark else None
        return inline if place is None else _with_mark(inline, place, self.mark)

    def _without(self, strays: Iterable[re.Pattern[str]], words: str) -> str:
        """Return words without what looks like markup and is none of the source's words."""
        for pattern in strays:
            words = pattern.sub(lambda m: m[0] if m[0] in self.key[0] else "", words)
        return words

    def _spelt(self, words: str) -> str:
        """Return words as the message has them."""
        strays = [_STRAY] if self.syntax.escapes else [_STRAY, self.syntax.placeholder]
        while (kept := self._without(strays, words)) != words:  # what is left may look like one
            words = kept
        words = self.syntax.escaped(words)
        if self.mark:
            words = words.replace(self.mark, self.mark * 2)
        return "".join(self.letters.get(character, character) for character in words)


def _with_mark(inline: Inline, place: int, mark: str) -> Inline:
    """Return words with the accelerator's mark before the letter at ``place``."""
    key = Mark(kind=MarkKind.VOID, start=place, end=place, open=mark)
    before = [
        mark
        for mark in inline.marks
        if mark.start < place or (mark.start == place and mark.kind is not MarkKind.VERBATIM)
    ]
    return replace(inline, marks=(*before, key, *inline.marks[len(before) :]))


def _without_doubled_ends(inline: Inline, edges: Container[str]) -> Inline:
    """Return words without the full stops and colons that stand before an ellipsis or a colon."""
    for mark in reversed(inline.marks):
        if mark.kind is MarkKind.VOID and mark.open in edges:
            ending = ":" if mark.open == ":" else ".…"
            start = len(inline.text[: mark.start].rstrip(ending))
            if mark.open[0] in ending and start < mark.start:
                inline = _cut(inline, start, mark.start)
    return inline


def _cut(inline: Inline, start: int, end: int) -> Inline:
    def moved(place: int) -> int:
        return min(place, start) if place <= end else place - (end - start)

    marks = (replace(m, start=moved(m.start), end=moved(m.end)) for m in inline.marks)
    return Inline(text=inline.text[:start] + inline.text[end:], marks=tuple(marks))


def _blanked(message: str, tokens: Iterable[Token]) -> str:
    """Return a message with fillers for what holds no accelerator; a word with one is like code."""
    for token in tokens:
        if token.kind is not Kind.CODE or not _WORD.match(token.text):
            size = token.end - token.start
            message = message[: token.start] + FILLER * size + message[token.end :]
    return message


def _shown(
    message: str, tokens: Iterable[Token], syntax: Syntax, counts: Mapping[str, str]
) -> dict[str, str]:
    """Choose a stand-in for each placeholder, one that stands nowhere else in the message."""
    words = set(re.findall(r"\w+", message)) | set(counts.values())
    numbers = (str(n) for n in count(2) if str(n) not in words)
    names = chain(_STAND_INS, map("".join, product(_STAND_INS, repeat=2)))
    letters = (name for name in names if name not in words)
    shown: dict[str, str] = {"%%": "%", "&&": "&"}
    for token in tokens:
        if token.kind in {Kind.PLACEHOLDER, Kind.CODE} and token.text not in shown:
            told = counts.get(syntax.unnumbered(token.text))
            if told in shown.values():
                told = None
            shown[token.text] = told or next(numbers if is_numeric(token.text) else letters)
    return shown


def _letters(message: str) -> dict[str, str]:
    """Return the characters that a message writes as entities, within words and only so."""
    entities = [found[1] for found in _IN_WORD.finditer(message)]
    others = ENTITY.sub("", message)
    return {
        character: entity
        for entity in entities
        if len(character := html.unescape(entity)) == 1
        and not character.isspace()
        and character not in others
        and message.count(entity) == entities.count(entity)
    }
