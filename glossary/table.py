"""A concept as the table of a terms file, for writing: nothing that a reader would add anyway."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any

import tomli

from glossary.entry import BY_LOCALE, LANGUAGES, PROPER_NOUN, PROSE, Table, read_concept
from glossary.errors import BrokenEntry
from glossary.model import SOURCE, Concept, Status, Term


def concept_table(concept: Concept) -> dict[str, Any]:
    """Return the table that ``read_concept`` reads back as ``concept``, without defaults.

    >>> concept_table(read_concept("baku", {"en": ["Baku"], "az": "Bakı"}, subject="cities"))
    {'en': 'Baku', 'az': 'Bakı'}
    """
    table: dict[str, Any] = {}
    if concept.pos != "noun":
        table["pos"] = concept.pos
    for key in PROSE:
        if value := getattr(concept, key):
            table[key] = value
    if concept.status is not Status.APPROVED:
        table["status"] = str(concept.status)
    proper = concept.pos == PROPER_NOUN
    for name, choose in ((None, Concept.allowed), ("forbidden", Concept.forbidden)):
        lists = {
            locale: values[0] if len(values) == 1 else values
            for locale in LANGUAGES
            if (values := [_term_value(term, proper) for term in choose(concept, locale)])
        }
        if lists:
            table.update(lists if name is None else {name: lists})
    if concept.gloss:
        table["gloss"] = dict(concept.gloss)
    return table


def revised(concept: Concept, changes: Table) -> Concept:
    """Return ``concept`` with other values for the keys in ``changes``, written as in a table.

    A term that is given by its text alone keeps what the concept says of its grammar. A locale
    without terms, or with an empty gloss, loses what it had.

    Raises:
        BrokenEntry: if a change breaks the format.
    """
    table = concept_table(concept)
    for key, value in changes.items():
        if key in BY_LOCALE:
            inner = table.get(key, {}) | dict(value)
            table[key] = {locale: v for locale, v in inner.items() if v}
        elif key in LANGUAGES:
            known = dict(_texts(table.get(key, [])))
            table[key] = [known.get(v, v) if isinstance(v, str) else v for v in value]
        else:
            table[key] = value
    table = {key: value for key, value in table.items() if value not in ([], {}, "")}
    return read_concept(concept.id, table, subject=concept.subject, line=concept.line)


def _texts(value: Any) -> Iterator[tuple[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        yield item["text"] if isinstance(item, dict) else item, item


def parse_term(text: str) -> str | dict[str, Any]:
    """Return a term that was typed as it stands in a terms file: a text, or an inline table.

    Raises:
        BrokenEntry: if it begins like a table and is none.

    >>> parse_term("Baku"), parse_term('{ text = "OTS", acronym = true }')
    ('Baku', {'text': 'OTS', 'acronym': True})
    """
    if not text.lstrip().startswith("{"):
        return text
    try:
        table: dict[str, Any] = tomli.loads(f"term = {text}")["term"]
    except tomli.TOMLDecodeError as error:
        raise BrokenEntry(
            f"{text!r} is no TOML table: {error.msg}", 'write { text = "OTS", acronym = true }'
        ) from error
    return table


def toml_value(value: Any) -> str:
    """Return ``value`` (texts, numbers, flags, lists, tables) as TOML on one line.

    >>> toml_value(["Baku", {"text": "OTS", "acronym": True}])
    '["Baku", { text = "OTS", acronym = true }]'
    """
    if isinstance(value, dict):
        inner = ", ".join(f"{_toml_key(k)} = {toml_value(v)}" for k, v in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(toml_value, value))}]"
    # JSON's strings, numbers and flags are TOML's, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_lines(table: Table) -> Iterator[str]:
    """Yield the lines of a concept's table, below its header, in the format's own order."""
    for key, value in table.items():
        if isinstance(value, dict) and key in BY_LOCALE:
            yield from (f"{key}.{inner} = {toml_value(v)}" for inner, v in value.items())
        else:
            yield f"{key} = {toml_value(value)}"


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else toml_value(key)


def _term_value(term: Term, proper: bool) -> str | dict[str, Any]:
    """Return a term as the format writes it: a text, or a table of what is not the default."""
    defaults = Term(
        text="",
        locale=term.locale,
        rank=term.rank,
        proper=proper,
        case_sensitive=proper and term.locale == SOURCE,
    )
    table = {
        field.name: _plain(value)
        for field in fields(Term)
        if (value := getattr(term, field.name)) != getattr(defaults, field.name)
    }
    return term.text if table.keys() == {"text"} else table


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
