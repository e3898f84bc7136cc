"""What a check looks at: a source beside its translation, without their markup.

Placeholders, code, addresses and tags are nobody's prose: in ``prose`` a filler stands in their
place, so that offsets stay those of ``text`` and no check takes them for words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pipeline.articles.addresses import addresses
from pipeline.model import Inline, MarkKind, Markup
from pipeline.pins import Pin, Pinner, Verdict

FILLER: Final = "\ufffc"
"""Object replacement character: no letter, no space, no punctuation."""

PLACEHOLDER: Final = re.compile(
    r"""
    \{%[^%]*%\}                                        # {% tag %}
  | \$?\{\{[^{}]*\}\}                                  # {{ name }}
  | \$?\{[\w.\[\]]*(?:![rsa])?(?::[^{}\s]*)?\}         # {} {0} {name!r:>8} ${name}
  | (?:(?<!%)|(?<=(?<!%)%%))                           # not of %%, a percent sign
    %\(\w+\)[-+\ \#0]*\d*(?:\.\d+)?[a-zA-Z]            # %(name)s
  | (?<![\w%])%(?:\d+\$)?\d*(?:\.\d+)?l*[sdifgxXuc](?!\w)   # %s %1$s %5.2f
    """,
    re.VERBOSE,
)
TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
QUOTED: Final = re.compile(r"«[^«»]*»|“[^“”]*”|„[^„“]*“|\"[^\"]*\"")


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A source and one translation of it; what is worked out of them is worked out once.

    Attributes:
        source, target: as the catalog has them, with markup. The target may be blank.
        locale: the locale of the target.
        context: ``msgctxt``.
        format: the markup of the article, if the entry comes from one.
        pinner: finds terms and numbers; without one, no check of these has anything to say.
    """

    source: str
    target: str
    locale: str
    context: str = ""
    format: Markup | None = None
    pinner: Pinner | None = None

    @cached_property
    def source_inline(self) -> Inline:
        """The source, its markup apart."""
        return self.format.parse(self.source) if self.format else Inline(text=self.source)

    @cached_property
    def inline(self) -> Inline:
        """The translation, its markup apart."""
        return self.format.parse(self.target) if self.format else Inline(text=self.target)

    @property
    def text(self) -> str:
        """The translation without markup."""
        return self.inline.text

    @cached_property
    def source_prose(self) -> str:
        """The text of the source, fillers in place of what is no prose."""
        return _filled(self.source_inline, tags=self.format is None)

    @cached_property
    def prose(self) -> str:
        """``text``, fillers in place of what is no prose."""
        return _filled(self.inline, tags=self.format is None)

    @cached_property
    def seams(self) -> frozenset[int]:
        """Where markup without a width stands in ``text``; a line break parts two words there."""
        return frozenset(m.start for m in self.inline.marks if m.kind is MarkKind.VOID)

    @cached_property
    def unquoted(self) -> str:
        """``prose``, fillers in place of what stands in quotes too: names, words of others."""
        return QUOTED.sub(lambda quoted: FILLER * len(quoted[0]), self.prose)

    @cached_property
    def source_words(self) -> frozenset[str]:
        """The words of the source's prose, as they are written."""
        return frozenset(WORD.findall(self.source_prose))

    @cached_property
    def pins(self) -> tuple[Pin, ...]:
        """What the glossary and the numbers of the source ask of the translation."""
        return self.pinner.pins(self.source_prose) if self.pinner else ()

    @cached_property
    def verdict(self) -> Verdict:
        """How the translation meets its pins."""
        if self.pinner is None:
            return Verdict(met=(), unmet=())
        return self.pinner.verify(self.prose, self.pins)


def _filled(inline: Inline, *, tags: bool) -> str:
    characters = list(inline.text)
    for start, end in _protected(inline, tags=tags):
        characters[start:end] = FILLER * (end - start)
    return "".join(characters)


def _protected(inline: Inline, *, tags: bool) -> Iterator[tuple[int, int]]:
    for mark in inline.marks:
        if mark.kind is MarkKind.VERBATIM:
            yield mark.start, mark.end
    yield from addresses(inline.text)
    for match in PLACEHOLDER.finditer(inline.text):
        yield match.span()
    if tags:
        for match in TAG.finditer(inline.text):
            yield match.span()
