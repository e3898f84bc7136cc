"""What the formats of exchange share: their results, ids for what has none, and machine notes.

A format that has no place for some of a concept (grammar, mostly) gets it as a *machine note*: one
line that begins with ``birlestik:`` and is a TOML table. Other programs show it as a note; this
one reads it back. What not even a note can hold is lost, and an export says so.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from glossary.entry import read_concept
from glossary.errors import BrokenEntry, GlossaryError
from glossary.model import Concept
from glossary.normal import bare
from glossary.table import parse_term, toml_value

MACHINE_NOTE: Final = "birlestik: "
SUBJECT: Final = "imported"
"""The subject of concepts that come without one."""


class ExchangeError(GlossaryError):
    """A file is not of the format that it should be, or a format cannot be written as asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """What was lost, or could not be read: ``where`` is a concept, a line or an entry."""

    where: str
    message: str

    def __str__(self) -> str:
        """Return ``where: message``."""
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Exported:
    """A text in some format, and what of the concepts it does not hold."""

    text: str
    losses: tuple[Notice, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """Concepts as a file has them, and what in it could not be read."""

    concepts: tuple[Concept, ...]
    problems: tuple[Notice, ...] = ()


class Collector:
    """Concepts that are being read; what is broken becomes a problem and stops nothing."""

    def __init__(self) -> None:
        self._concepts: dict[str, Concept] = {}
        self._problems: list[Notice] = []

    def problem(self, where: str, message: str) -> None:
        """Note what could not be read."""
        self._problems.append(Notice(where=where, message=message))

    def add(self, where: str, id_: str, table: Mapping[str, Any], subject: str = SUBJECT) -> None:
        """Read the table of a concept, without empty values."""
        filled = {key: value for key, value in table.items() if value not in ("", [], {}, None)}
        if "en" not in filled:
            self.problem(where, "it has no English term")
        elif id_ in self._concepts:
            self.problem(where, f"concept {id_!r} has been read before; this one is left out")
        else:
            try:
                self._concepts[id_] = read_concept(id_, filled, subject=slug(str(subject)))
            except BrokenEntry as error:
                self.problem(where, str(error))

    def imported(self) -> Imported:
        """Return all that was read."""
        return Imported(concepts=tuple(self._concepts.values()), problems=tuple(self._problems))


def slug(text: str) -> str:
    """Return an id for ``text``.

    >>> slug("Organization of Turkic States"), slug("Ақтөбе").startswith("concept-")
    ('organization-of-turkic-states', True)
    """
    plain = "-".join(re.findall("[a-z0-9]+", bare(text).replace("'", "").lower()))
    if plain:
        return plain
    data = text.encode("utf-8", "surrogatepass")
    return f"concept-{hashlib.blake2b(data, digest_size=4).hexdigest()}"


def as_list(value: Any) -> list[Any]:
    """Return the terms that a concept's table gives a locale: none, one, or a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def text_of(term: str | Mapping[str, Any]) -> str:
    """Return the text of a term of a concept's table."""
    return term if isinstance(term, str) else str(term["text"])


def grammar_of(term: str | Mapping[str, Any]) -> dict[str, Any]:
    """Return what a term of a concept's table says beyond its text."""
    return {} if isinstance(term, str) else {k: v for k, v in term.items() if k != "text"}


def machine_note(content: Mapping[str, Any]) -> str:
    r"""Return ``content`` (a table of texts, flags, lists) as a note: one line that prints.

    >>> machine_note({"status": "proposed", "note": "one\ntwo"})
    'birlestik: { status = "proposed", note = "one\\ntwo" }'
    """
    return MACHINE_NOTE + "".join(
        c if c.isprintable() else f"\\U{ord(c):08x}" for c in toml_value(dict(content))
    )


def split_notes(notes: Iterable[str]) -> tuple[str, dict[str, Any]]:
    """Return the notes that people wrote, a line each, and what the machine notes hold.

    A note that looks like a machine note and is none is a person's.
    """
    written: list[str] = []
    content: dict[str, Any] = {}
    for note in notes:
        if note.startswith(MACHINE_NOTE):
            try:
                found = parse_term(note.removeprefix(MACHINE_NOTE))
            except BrokenEntry:
                found = note
            if isinstance(found, dict):
                content.update(found)
                continue
        written.append(note)
    return "\n".join(written), content


def summary(notices: Iterable[Notice]) -> dict[str, int]:
    """Return how often each message occurs, the most frequent first."""
    return dict(Counter(notice.message for notice in notices).most_common())
