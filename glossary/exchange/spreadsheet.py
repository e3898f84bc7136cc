"""CSV: the whole glossary for spreadsheets, and the shapes that translation services take.

The glossary's own shape has a header and a row for each concept; a cell holds a language's terms,
one a line, each a text or a TOML table as in a terms file. It holds all that a concept is. Google's
shape has a header of languages and a row of terms for each concept (an "equivalent term set");
DeepL's has a source and a target term in each row, and no header.

Spreadsheets take a cell that begins with ``= + - @`` for a formula; such cells get an apostrophe
before them (OWASP, "CSV Injection"), which reading takes away again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from glossary.entry import BY_LOCALE, LANGUAGES, PROSE
from glossary.errors import BrokenEntry
from glossary.exchange.values import (
    SUBJECT,
    Collector,
    ExchangeError,
    Exported,
    Imported,
    Notice,
    as_list,
    slug,
    text_of,
)
from glossary.model import SOURCE, Concept
from glossary.table import concept_table, parse_term, toml_value

BOM: Final = "\ufeff"
"""What tells Excel that a file is UTF-8."""
LONGEST_CELL: Final = 1 << 20
COLUMNS: Final = (
    "id",
    "subject",
    "pos",
    "status",
    *LANGUAGES,
    *(f"forbidden.{locale}" for locale in LANGUAGES),
    *(f"gloss.{locale}" for locale in LANGUAGES),
    *PROSE,
)
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_CODE: Final = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]+)*")


def export_csv(concepts: Iterable[Concept]) -> Exported:
    """Write the glossary's own shape; nothing is lost."""
    return Exported(text=_written([COLUMNS, *map(_row, concepts)]))


def export_google(concepts: Iterable[Concept], locales: Sequence[str]) -> Exported:
    """Write a header of languages, and the preferred term of each concept in each."""
    languages = [SOURCE, *locales]
    rows, losses = [languages], []
    for concept in concepts:
        terms = [concept.preferred(locale) for locale in languages]
        losses += _left_out(concept, dict.fromkeys(languages, 1))
        if terms[0] and any(terms[1:]):
            rows.append([term.text if term else "" for term in terms])
        else:
            losses.append(Notice(where=concept.id, message="left out: it has no term to show"))
    return Exported(text=_written(rows), losses=tuple(losses))


def export_deepl(concepts: Iterable[Concept], locale: str) -> Exported:
    """Write each English term and the preferred one of ``locale``; a source term comes once."""
    rows: dict[str, str] = {}
    losses = []
    for concept in concepts:
        target = concept.preferred(locale)
        losses += _left_out(concept, {SOURCE: len(concept.allowed(SOURCE)), locale: 1})
        if target is None:
            losses.append(Notice(where=concept.id, message=f"left out: it has no {locale} term"))
            continue
        for term in concept.allowed(SOURCE):
            if rows.setdefault(term.text, target.text) != target.text:
                message = f"left out: {term.text!r} is a term of another concept, too"
                losses.append(Notice(where=concept.id, message=message))
    return Exported(text=_written(rows.items()), losses=tuple(losses))


def read_csv(text: str, locale: str | None = None) -> Imported:
    """Read any of the shapes, with commas, semicolons or tabs between cells.

    Args:
        text: the file, with or without a byte order mark.
        locale: the target language of a file in DeepL's shape, which does not name it.

    Raises:
        ExchangeError: if it is in none of the shapes, or no CSV at all.
    """
    text = text.removeprefix(BOM)
    rows = _rows(text)
    if not rows:
        return Imported(concepts=())
    header = [cell.strip().lower() for cell in rows[0][1]]
    codes = [_language(cell) for cell in header]
    if {"id", SOURCE} <= set(header):
        return _read_own(header, rows[1:])
    if SOURCE in codes and len(header) > 1 and all(_CODE.fullmatch(cell) for cell in header):
        return _read_columns(codes, rows[1:])
    if len(header) == 4 and codes[2] == SOURCE and codes[3]:  # DeepL's long shape
        locale = codes[3]
    elif len(header) != 2 or locale is None:
        raise ExchangeError(
            "the first line does not tell which column is which",
            "begin with a line of languages (en,kk,ru), or name the target language of two columns",
        )
    return _read_columns([SOURCE, locale], rows)


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> guard("=1+1"), guard("-ov"), guard("'-ov"), guard("'n")
    ("'=1+1", "'-ov", "''-ov", "'n")
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Return what ``guard`` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _read_own(header: Sequence[str], rows: Iterable[tuple[int, list[str]]]) -> Imported:
    collector = Collector()
    for column in header:
        if column and column not in COLUMNS:
            collector.problem("line 1", f"column {column!r} is unknown and was not read")
    for line, cells in rows:
        if len(cells) > len(header):
            collector.problem(f"line {line}", "it has more cells than the header; the rest is lost")
        row = dict(zip(header, cells, strict=False))
        try:
            table = _table(row)
        except BrokenEntry as error:
            collector.problem(f"line {line}", str(error))
            continue
        id_ = row.get("id", "") or slug(text_of((table.get(SOURCE) or [""])[0]))
        collector.add(f"line {line}", id_, table, row.get("subject", "") or SUBJECT)
    return collector.imported()


def _read_columns(codes: Sequence[str | None], rows: Iterable[tuple[int, list[str]]]) -> Imported:
    """Read rows of terms; rows whose English terms make the same id are one concept."""
    collector = Collector()
    for code in codes:
        if code is not None and code not in LANGUAGES:
            collector.problem("line 1", f"language {code!r} is not of this glossary")
    found: dict[str, dict[str, list[str]]] = {}
    lines: dict[str, int] = {}
    for line, cells in rows:
        terms = {code: cell.strip() for code, cell in zip(codes, cells, strict=False)}
        id_ = slug(terms.get(SOURCE, ""))
        lines.setdefault(id_, line)
        table = found.setdefault(id_, {})
        for code, term in terms.items():
            if code in LANGUAGES and term and term not in table.get(code, ()):
                table.setdefault(code, []).append(term)
    for id_, table in found.items():
        collector.add(f"line {lines[id_]}", id_, table)
    return collector.imported()


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not blank, each with the line where it ends."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [(reader.line_num, [unguard(c) for c in row]) for row in reader if any(row)]
    except csv.Error as error:
        raise ExchangeError(
            f"line {reader.line_num} is no CSV: {error}", "look for a quotation mark too many"
        ) from error


def _written(rows: Iterable[Iterable[str]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")  # RFC 4180
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return file.getvalue()


def _row(concept: Concept) -> list[str]:
    table = concept_table(concept)
    plain = {"id": concept.id, "subject": concept.subject, **table}
    terms = {locale: table.get(locale) for locale in LANGUAGES}
    for key in BY_LOCALE:
        terms |= {f"{key}.{locale}": value for locale, value in table.get(key, {}).items()}
    return [
        "\n".join(map(_line, as_list(terms[column]))) if column in terms else plain.get(column, "")
        for column in COLUMNS
    ]


def _line(term: Any) -> str:
    if isinstance(term, dict):
        return toml_value(term)
    # What begins like a table is written as one.
    return toml_value({"text": term}) if term.lstrip().startswith("{") else term


def _table(row: dict[str, str]) -> dict[str, Any]:
    table: dict[str, Any] = {key: row.get(key, "") for key in ("pos", "status", *PROSE)}
    table |= {"forbidden": {}, "gloss": {}}
    for locale in LANGUAGES:
        table[locale] = _terms(row.get(locale, ""))
        if forbidden := _terms(row.get(f"forbidden.{locale}", "")):
            table["forbidden"][locale] = forbidden
        if gloss := _terms(row.get(f"gloss.{locale}", "")):
            table["gloss"][locale] = text_of(gloss[0])
    return table


def _terms(cell: str) -> list[Any]:
    return [parse_term(line) for line in re.split(r"\r?\n", cell) if line.strip()]


def _language(cell: str) -> str | None:
    match = _CODE.fullmatch(cell.strip())
    return match[1].lower() if match else None


def _left_out(concept: Concept, kept: dict[str, int]) -> list[Notice]:
    """Tell what a row of bare terms does not say of a concept."""
    table = concept_table(concept)
    lost = [key for key in table if key not in kept]
    for locale, count in kept.items():
        terms = as_list(table.get(locale))
        lost += [f"{locale}: all but one term"] * (len(terms) > count)
        lost += [f"{locale}: grammar"] * any(isinstance(term, dict) for term in terms)
    return [Notice(where=concept.id, message=f"no place for {what}") for what in lost]
