"""One terms file as text: the tables in it, and on which lines they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

import tomli

from glossary.entry import read_concept
from glossary.errors import BrokenEntry, BrokenFile, DuplicateConcept
from glossary.model import Concept

_HEADER: Final = re.compile(r"""[ \t]*\[{1,2}[ \t]*(?:"([^"]+)"|'([^']+)'|([\w-]+))""")


@dataclass(frozen=True, kw_only=True)
class TermFile:
    """A terms file that has been read.

    Lines are found by looking for table headers. A line within a multi-line string that looks
    like one misleads them, so they are good for messages and must be verified for edits.

    Attributes:
        path: where it was read.
        text: all of it, without a byte order mark, with its own line ends.
        tables: what TOML makes of it: id -> table.
        lines: id -> the line of its first header, from 1.
    """

    path: Path
    text: str
    tables: Mapping[str, Any]
    lines: Mapping[str, int]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file.

        Raises:
            BrokenFile: if it cannot be read, or is not UTF-8, or is not TOML.
            DuplicateConcept: if two tables have the same name.
        """
        try:
            data = path.read_bytes()
        except OSError as error:
            raise BrokenFile(
                f"the file cannot be read ({error.strerror})",
                "check its name and permissions",
                path,
            ) from error
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise BrokenFile("the file is not UTF-8", "save it as UTF-8", path, line) from error
        return cls.parse(text, path)

    @classmethod
    def parse(cls, text: str, path: Path) -> Self:
        """Read text; raises as ``read`` does."""
        headers = list(_headers(text))
        try:
            tables = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            if (twice := _repeated(headers, error.lineno)) is not None:
                name, first = twice
                raise duplicate(name, (path, first), (path, error.lineno)) from error
            raise BrokenFile(
                f"not valid TOML: {error.msg}",
                "correct this line or the one above it",
                path,
                error.lineno,
            ) from error
        lines: dict[str, int] = {}
        for line, name in headers:
            lines.setdefault(name, line)
        return cls(path=path, text=text, tables=tables, lines=lines)

    def concept(self, id_: str) -> Concept:
        """Return the concept that the table ``id_`` describes.

        Raises:
            BrokenEntry: where the table breaks the format; it tells the line.
        """
        try:
            return read_concept(
                id_, self.tables[id_], subject=self.path.stem, line=self.lines.get(id_, 1)
            )
        except BrokenEntry as error:
            line = self.key_line(id_, error.key)
            raise BrokenEntry(error.message, error.advice, self.path, line, error.key) from None

    def extent(self, id_: str) -> tuple[int, int]:
        """Return where a concept's table stands: ``text[start:end]``.

        It begins with its header and ends with its last value, before the comments and blank
        lines that lead to the next table. (0, 0) where it has no header.
        """
        if id_ not in self.lines:
            return 0, 0
        first, stop = self._rows_of(id_)
        while self._rows[stop - 1].lstrip()[:1] in {"", "#"}:
            stop -= 1
        start = sum(len(row) + 1 for row in self._rows[:first])
        end = start + sum(len(row) + 1 for row in self._rows[first:stop])
        return start, min(end, len(self.text))

    def key_line(self, id_: str, key: str) -> int:
        """Return the line where a concept's table gives ``key`` a value, or that of its header."""
        bare = rf"""["']?{re.escape(key)}["']?"""
        return self._line(id_, rf"[ \t]*(?:{bare}[ \t]*[.=]|\[+[^]]*\.[ \t]*{bare}[ \t]*\])")

    def text_line(self, id_: str, text: str) -> int:
        """Return the first line of a concept's table that holds ``text``, or that of its header."""
        return self._line(id_, rf".*{re.escape(text)}")

    def _line(self, id_: str, pattern: str) -> int:
        first, stop = self._rows_of(id_)
        matcher = re.compile(pattern)
        found = (n for n in range(first, stop) if matcher.match(self._rows[n]))
        return next(found, first) + 1

    def _rows_of(self, id_: str) -> tuple[int, int]:
        """Return the rows, from 0, of a concept's table and what follows it up to the next."""
        first = self.lines.get(id_, 1)
        return first - 1, self._ends.get(first, len(self._rows))

    @cached_property
    def _rows(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _ends(self) -> dict[int, int]:
        """The first line of each table -> the last line before a table of another name."""
        ends: dict[int, int] = {}
        name, first = "", 0
        for line, other in _headers(self.text):
            if other != name:
                ends[first] = line - 1
                name, first = other, line
        return ends


def duplicate(id_: str, first: tuple[Path, int], second: tuple[Path, int]) -> DuplicateConcept:
    """Return the error that names the two places (file and line) of a concept."""
    return DuplicateConcept(
        f"concept {id_!r} stands in {first[0]}:{first[1]} already",
        "remove or rename one; a project's own file may replace it by override = true",
        *second,
    )


def _headers(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the first name of each table header."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("[") and (match := _HEADER.match(line)):
            yield number, match[1] or match[2] or match[3]


def _repeated(headers: list[tuple[int, str]], line: int) -> tuple[str, int] | None:
    """Return the name in the header on ``line``, and where it stood before, if it did."""
    name = next((name for number, name in headers if number == line), None)
    first = next((number for number, other in headers if other == name), line)
    return (name, first) if name is not None and first < line else None
