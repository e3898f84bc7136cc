"""The table of a terms file, read as the concept that it describes.

The format in short: a locale's value is a term or a list of terms, a term is a text or a table
with the fields of ``Term``; ``forbidden.<locale>`` and ``gloss.<locale>`` stand beside them. What
a table leaves out has its default.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeVar

from glossary.errors import BrokenEntry
from glossary.model import (
    LOCALES,
    SOURCE,
    Case,
    Concept,
    Harmony,
    Number,
    Person,
    Rank,
    Status,
    Term,
)

Table = Mapping[str, Any]
E = TypeVar("E", bound=StrEnum)

PROPER_NOUN: Final = "proper noun"
PARTS_OF_SPEECH: Final = (PROPER_NOUN, "noun", "adjective", "phrase")
LANGUAGES: Final = (SOURCE, *LOCALES)
OVERRIDE: Final = "override"
BY_LOCALE: Final = ("forbidden", "gloss")

PROSE: Final = ("definition", "note", "source")

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_IRREGULAR: Final = frozenset(f"{case}.{number}" for case in Case for number in Number)
_KEYS: Final = frozenset((*LANGUAGES, OVERRIDE, "pos", "status", *BY_LOCALE, *PROSE))
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


class _Fault(Exception):
    """A value that the format does not allow: what is wrong, what to write instead, where."""

    def __init__(self, message: str, advice: str, key: str = "") -> None:
        super().__init__(message)
        self.advice = advice
        self.key = key


def is_id(text: str) -> bool:
    """Tell whether ``text`` can name a concept or a subject.

    >>> is_id("organization-of-turkic-states"), is_id("Baku"), is_id("../baku")
    (True, False, False)
    """
    return _ID.fullmatch(text) is not None


def read_concept(id_: str, table: object, *, subject: str, line: int = 0) -> Concept:
    """Return the concept that ``table``, the value of ``[id_]`` in a terms file, describes.

    Raises:
        BrokenEntry: where the table breaks the format; it names the key to blame, for whoever
            knows the file to find the line.
    """
    key = ""
    try:
        checked = _checked(id_, table)
        key = "pos"
        pos = _choice(checked.get(key, "noun"), PARTS_OF_SPEECH)
        key = "status"
        status = _status(checked.get(key, Status.APPROVED))
        key = OVERRIDE
        _flag(checked.get(key, False))
        prose = {}
        for key in PROSE:
            if key in checked:
                prose[key] = _prose(checked[key])
        key = "forbidden"
        forbidden = _by_language(checked.get(key, {}))
        key = "gloss"
        gloss = {k: _text(v) for k, v in _by_language(checked.get(key, {})).items()}
        terms = {}
        proper = pos == PROPER_NOUN
        for key in LANGUAGES:
            found: list[Term] = []
            if key in checked:
                found += _terms(checked[key], key, proper, (Rank.PREFERRED, Rank.ACCEPTED))
            if key in forbidden:
                found += _terms(forbidden[key], key, proper, (Rank.FORBIDDEN, Rank.FORBIDDEN))
            if found:
                terms[key] = tuple(found)
    except _Fault as fault:
        key = fault.key or key
        blame = f"concept {id_!r}, key {key!r}" if key else f"concept {id_!r}"
        raise BrokenEntry(f"{blame}: {fault}", fault.advice, line=line, key=key) from None
    return Concept(
        id=id_,
        subject=subject,
        terms=MappingProxyType(terms),
        gloss=MappingProxyType(gloss) if gloss else _NONE,
        pos=pos,
        status=status,
        line=line,
        **prose,
    )


def _checked(id_: str, table: object) -> Table:
    if not is_id(id_):
        raise _Fault(
            "an id is made of lower-case letters a-z, digits and hyphens",
            "rename it, as in organization-of-turkic-states",
        )
    if not isinstance(table, dict):
        raise _Fault("a concept is a table", f"write [{id_}] above its terms")
    if not table.keys() <= _KEYS:
        key = next(key for key in table if key not in _KEYS)
        raise _Fault("the key is unknown", _suggestion(key, _KEYS), key)
    return table


def _terms(value: object, locale: str, proper: bool, ranks: tuple[Rank, Rank]) -> Iterator[Term]:
    """Yield the terms of one locale; the first gets the first of ``ranks``, the rest the other."""
    rank, rest = ranks
    # English names are matched in their own casing: Turkey is a state, turkey a bird.
    cased = proper and locale == SOURCE
    for item in value if isinstance(value, (list, tuple)) else (value,):
        if isinstance(item, str):
            yield Term(
                text=_text(item),
                locale=locale,
                rank=rank,
                proper=proper,
                case_sensitive=cased,
                irregular=_NONE,
            )
        elif isinstance(item, dict):
            yield _term(item, locale, rank, proper, cased)
        else:
            raise _Fault(
                "a term is a text or a table", 'write "Baku" or { text = "OTS", acronym = true }'
            )
        rank = rest


def _term(table: Table, locale: str, rank: Rank, proper: bool, cased: bool) -> Term:
    if "text" not in table:
        raise _Fault("a term's table has no text", 'write { text = "..." }')
    values: dict[str, Any] = {"proper": proper, "case_sensitive": cased, "irregular": _NONE}
    for name, value in table.items():
        if name not in _FIELDS:
            raise _Fault(f"a term has no {name!r}", _suggestion(name, _FIELDS))
        try:
            values[name] = _FIELDS[name](value)
        except _Fault as fault:
            raise _Fault(f"{name!r}: {fault}", fault.advice) from None
    return Term(locale=locale, rank=rank, **values)


def _by_language(value: object) -> Table:
    if not isinstance(value, dict):
        raise _Fault("it needs a locale", 'write forbidden.ru = ["..."] or gloss.ru = "..."')
    for key in value:
        if key not in LANGUAGES:
            raise _Fault(f"{key!r} is no locale of this glossary", _suggestion(key, LANGUAGES))
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Fault("a term is a text that is not blank", "write it or leave the key out")
    if not value.isprintable() and any(c < " " or "\ud800" <= c <= "\udfff" for c in value):
        raise _Fault(f"{value!r} holds a control character", "write the term on one line")
    return value


def _prose(value: object) -> str:
    if not isinstance(value, str):
        raise _Fault("it must be a text", "put it in quotation marks")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Fault("it must be true or false", "write true or false, without quotation marks")
    return value


def _choice(value: object, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise _Fault(f"{value!r} is not allowed", f"write one of: {', '.join(choices)}")
    return str(value)


def _one_of(enum: type[E]) -> Callable[[object], E]:
    """Return a reader for ``enum`` by value or by name: ``"PL"`` or ``"plural"``."""
    members = {key: m for m in enum for key in (m.value, m.name.lower())}
    return lambda value: members[_choice(value, tuple(members))]


def _head(value: object) -> tuple[int, ...]:
    items = tuple(value) if isinstance(value, list) else (value,)
    if not items or not all(type(i) is int and i >= 0 for i in items):
        raise _Fault("it must be the number of a word or a list of them", "count words from 0")
    return items


def _irregular(value: object) -> Mapping[str, str]:
    """Read ``{ "GEN.SG" = "..." }``; TOML's ``GEN.SG = "..."``, a table in a table, is the same."""
    if not isinstance(value, dict):
        raise _Fault("it must be a table", 'write { "GEN.SG" = "..." }')
    flat = {
        f"{key}.{inner}": form
        for key, forms in value.items()
        if isinstance(forms, dict)
        for inner, form in forms.items()
    } | {key: form for key, form in value.items() if not isinstance(form, dict)}
    for key in flat:
        if key not in _IRREGULAR:
            raise _Fault(f"{key!r} names no form", _suggestion(key, _IRREGULAR, "GEN.SG"))
    return MappingProxyType({key: _text(form) for key, form in flat.items()})


def _suggestion(key: str, known: Iterable[str], example: str = "") -> str:
    known = sorted(known)
    close = get_close_matches(key, known, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"write it as in {example}" if example else f"known are: {', '.join(known)}"


_status: Final = _one_of(Status)
_FIELDS: Final[Mapping[str, Callable[[object], object]]] = {
    "text": _text,
    "proper": _flag,
    "acronym": _flag,
    "spoken": _text,
    "harmony": _one_of(Harmony),
    "soften": _flag,
    "izafet": _flag,
    "head": _head,
    "number": _one_of(Number),
    "gender": lambda value: _choice(value, ("masc", "femn", "neut")),
    "animate": _flag,
    "person": _one_of(Person),
    "invariable": _flag,
    "adjective": _text,
    "case_sensitive": _flag,
    "irregular": _irregular,
    "note": _prose,
}
