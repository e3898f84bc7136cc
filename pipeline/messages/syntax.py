"""What a program fills in: the placeholders of each language's format strings.

The flag of an entry (``c-format``) says whose they are; the grammars are those of the GNU gettext
manual, section "Translators for other Languages". Without a flag whatever looks like a placeholder
of any common language is taken for one.

Placeholders that go by their order (``%s %d``) are numbered while a message is translated
(``%1$s %2$d``), so that it shows when they change places; the numbers go again where they did not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.checks.unit import PLACEHOLDER

_SIZE: Final = r"(?:hh|h|ll|l|q|L|j|z|Z|t)?"
_WIDTH: Final = r"(?:\d+|\*(?:\d+\$)?)?(?:\.(?:\d+|\*(?:\d+\$)?)?)?"
_C: Final = rf"%(?:\d+\$)?[-+\ \#0'I]*{_WIDTH}{_SIZE}(?:<\w+>|[a-zA-Z@])"
_PYTHON: Final = rf"%(?:\([^()]*\)|\d+\$)?[-+\ \#0]*{_WIDTH}[hlL]?[diouxXeEfFgGcrsa]"
_RUBY: Final = r"%[-+\ \#0]*(?:<\w+>[-+\ \#0]*\d*(?:\.\d+)?[a-zA-Z]|\{\w+\})"
_BRACE: Final = r"\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*\}"
_SHELL: Final = r"\$\{\w+\}|\$\w+"
_QT: Final = r"%L?\d{1,2}|%L?n"
# Beside what the checks look for: %{name} %<name>s %1 %L1 %@ file%s $name.
_LOOSE: Final = (
    r"|%\{\w+\}|%<\w+>[a-zA-Z]|(?<![\w%])%(?:L?\d{1,2}(?![\w%$.])|@)"
    r"|(?<=[a-zA-Z])%(?:\d+\$)?\d*(?:\.\d+)?l*[sdifgxXuc](?!\w)|\$[a-z_]\w*"
)

_NUMBER: Final = re.compile(r"(?:(?<=%)|(?<=\*))\d+\$")
_BY_ORDER: Final = re.compile(rf"%(?:\d+\$)?[-+\ \#0'I]*{_WIDTH}{_SIZE}(?:<PRI\w+>|[a-zA-Z@])")
_NUMERIC: Final = re.compile(
    r"%(?:\([^()]*\)|\d+\$)?[-+ #0'I]*[\d.]*[hlLqjzZt]*(?:[diu]|<PRI[diu]\w*>)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Syntax:
    """The placeholders of a kind of format string.

    Attributes:
        flag: the entry's flag, empty without one.
        placeholder: finds one of them.
        escapes: what is written for a character that would begin one: ``{"%": "%%"}``.
        by_order: whether those without a name or number take their arguments in order.
        numbers: whether a number may say which argument is meant.
    """

    flag: str
    placeholder: re.Pattern[str]
    escapes: tuple[tuple[str, str], ...] = ()
    by_order: bool = False
    numbers: bool = False

    def pieces(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the placeholders of a text and its escapes, from left to right."""
        return self._scanner.finditer(text)

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the placeholders of a text; escaped ones are none."""
        return (found for found in self.pieces(text) if not self.is_escape(found[0]))

    def is_escape(self, piece: str) -> bool:
        """Whether a piece is an escape."""
        return any(piece == escape for _, escape in self.escapes)

    def numbered(self, text: str) -> str:
        """Number the placeholders that go by their order; text that has numbers stays as it is.

        >>> syntax_of(["c-format"]).numbered("%s of %*d, 100%%")
        '%1$s of %3$*2$d, 100%%'
        """
        if not self.by_order or any(_NUMBER.search(found[0]) for found in self.find(text)):
            return text
        last = 0

        def number(_: re.Match[str]) -> str:
            nonlocal last
            last += 1
            return f"*{last}$"

        written, done = "", 0
        for found in self.find(text):
            if _BY_ORDER.fullmatch(found[0]) and not found[0].endswith("m"):  # %m is errno
                last_body = re.sub(r"\*", number, found[0][1:])
                last += 1
                written += text[done : found.start()] + f"%{last}${last_body}"
                done = found.end()
        return written + text[done:]

    def order(self, text: str) -> tuple[str, ...]:
        """Return the numbers of the placeholders of a numbered text, in their order there."""
        return tuple(n[0] for found in self.find(text) for n in _NUMBER.finditer(found[0]))

    def unnumbered(self, text: str) -> str:
        """Return a numbered text without its numbers."""
        written, done = "", 0
        for found in self.find(text):
            written += text[done : found.start()] + _NUMBER.sub("", found[0])
            done = found.end()
        return written + text[done:]

    def escaped(self, text: str) -> str:
        """Return plain text as a message has it."""
        for character, escape in self.escapes:
            text = text.replace(character, escape)
        return text

    def is_well_formed(self, text: str) -> bool:
        """Whether every character that begins placeholders does so, or is escaped."""
        rest = self._scanner.sub("", text)
        return not any(character in rest for character, _ in self.escapes)

    @property
    def _scanner(self) -> re.Pattern[str]:
        return _scanner(tuple(escape for _, escape in self.escapes), self.placeholder)


def _scanner(escapes: Iterable[str], placeholder: re.Pattern[str]) -> re.Pattern[str]:
    """Return what finds escapes and placeholders, compiled once (by `re` itself)."""
    escaped = "".join(f"{re.escape(escape)}|" for escape in escapes)
    return re.compile(escaped + placeholder.pattern, placeholder.flags)


def is_numeric(placeholder: str) -> bool:
    """Whether a placeholder stands for a whole number, as it says itself.

    >>> [is_numeric(each) for each in ("%d", "%(n)d", "%2$ld", "%s", "%.1f", "{n}")]
    [True, True, True, False, False, False]
    """
    return _NUMERIC.fullmatch(placeholder) is not None


def _syntax(
    flag: str, pattern: str, *escaped: str, by_order: bool = False, numbers: bool = False
) -> Syntax:
    return Syntax(
        flag=flag,
        placeholder=re.compile(pattern, re.VERBOSE),
        escapes=tuple((character, character * 2) for character in escaped),
        by_order=by_order,
        numbers=numbers,
    )


_LANGUAGES: Final = ("c", "objc", "gcc-internal", "php", "perl", "awk", "javascript")
_SYNTAXES: Final = {
    syntax.flag: syntax
    for syntax in (
        *(_syntax(f"{x}-format", _C, "%", by_order=True, numbers=True) for x in _LANGUAGES),
        _syntax("lua-format", _C, "%", by_order=True),
        _syntax("python-format", _PYTHON, "%", by_order=True),
        _syntax("ruby-format", f"{_RUBY}|{_C}", "%", by_order=True, numbers=True),
        _syntax("python-brace-format", _BRACE, "{", "}"),
        _syntax("csharp-format", _BRACE, "{", "}"),
        _syntax("java-format", _BRACE),
        _syntax("perl-brace-format", _BRACE),
        _syntax("sh-format", _SHELL),
        _syntax("qt-format", _QT),
        _syntax("qt-plural-format", _QT),
        _syntax("kde-format", _QT),
        _syntax("kde-kuit-format", _QT),
    )
}
_GUESSED: Final = _syntax("", PLACEHOLDER.pattern + _LOOSE, by_order=True)


def syntax_of(flags: Iterable[str]) -> Syntax:
    """Return the syntax that an entry's flags name, or the one for messages without such a flag.

    >>> [found[0] for found in syntax_of([]).find("%s %(n)d {name} ${x} 100% of it")]
    ['%s', '%(n)d', '{name}', '${x}']
    """
    return next((_SYNTAXES[flag] for flag in flags if flag in _SYNTAXES), _GUESSED)
