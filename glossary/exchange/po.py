"""Gettext glossaries as Weblate keeps them: one PO file a locale, one entry a pair of terms.

The entry of a concept's first English term holds the preferred term; every other English term and
every accepted or forbidden term has an entry of its own, told apart by its context, and flagged as
Weblate flags them (``terminology``, ``forbidden``; ``read-only``: the source is the translation).
The definition is an extracted comment, what translators may note is a translator comment, and the
rest of a concept stands in machine notes (see ``values``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

import polib

from glossary.entry import PROSE
from glossary.exchange.values import (
    SUBJECT,
    Collector,
    ExchangeError,
    Exported,
    Imported,
    Notice,
    as_list,
    grammar_of,
    machine_note,
    slug,
    split_notes,
    text_of,
)
from glossary.model import LOCALES, SOURCE, Concept
from glossary.table import concept_table

PLURALS: Final = {
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<10 || n%100>=20) ? 1 : 2);"
}
_TWO_FORMS: Final = "nplurals=2; plural=(n != 1);"
_CONTEXT: Final = re.compile(r"(?P<id>[a-z0-9-]+)(?: (?P<kind>en|accepted|forbidden) \d+)?")
# A line that polib can read in full: it takes an unfinished string for one, less its last letter.
_WHOLE_LINE: Final = re.compile(
    r"""\s*(?:\#.*|(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*"(?:[^"\\]|\\.)*"\s*)?""",
    re.VERBOSE | re.DOTALL,
)
# What polib parts lines at, beyond what the format of terms forbids anyway.
_LINE_BREAK: Final = re.compile("[\x85\u2028\u2029]")
_KEPT: Final = ("pos", "status", "subject", "gloss", *PROSE)  # in a machine note
_FORBIDDEN: Final = "forbidden"


def export_po(concepts: Iterable[Concept], locale: str) -> Exported:
    """Write the terms of one locale.

    Lost are the terms and glosses of the other locales, which have files of their own, and
    forbidden English terms.
    """
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Project-Id-Version": "Birlestik glossary",
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS.get(locale, _TWO_FORMS),
    }
    losses: list[Notice] = []
    for concept in concepts:
        table = concept_table(concept)
        if concept.allowed(SOURCE) and any(
            _LINE_BREAK.search(term.text)
            for term in (*concept.terms[SOURCE], *concept.terms.get(locale, ()))
        ):
            losses.append(Notice(where=concept.id, message="left out: a term holds a line break"))
            continue
        if not concept.allowed(SOURCE):
            losses.append(Notice(where=concept.id, message="left out: it has no English term"))
            continue
        file.extend(_entries(concept, table, locale))
        if concept.forbidden(SOURCE):
            losses.append(Notice(where=concept.id, message="no place for forbidden English terms"))
    return Exported(text=f"{file}\n", losses=tuple(losses))


def read_po(text: str, locale: str | None = None) -> Imported:
    """Read a glossary in PO.

    Args:
        text: the file.
        locale: its target language, where the header does not name it.

    Raises:
        ExchangeError: if it is no PO file, or its language is not of this glossary.
    """
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not _WHOLE_LINE.fullmatch(line):
            raise ExchangeError(
                f"the file is no PO file: line {number} is neither a string nor a comment",
                "look for a quotation mark too many or too few",
            )
    try:
        # polib takes a text that names a file for the file; no name begins with a line feed.
        file = polib.pofile("\n" + text.removeprefix("\ufeff"), wrapwidth=0)
    except (OSError, ValueError, IndexError, UnicodeError) as error:
        raise ExchangeError(f"the file is no PO file: {error}", "look at the line named") from error
    language = re.split("[-_@]", locale or file.metadata.get("Language", ""))[0].lower()
    if language not in LOCALES:
        raise ExchangeError(
            f"the language of the file, {language!r}, is not of this glossary",
            f"name one of {', '.join(LOCALES)}",
        )
    collector = Collector()
    tables: dict[str, dict[str, Any]] = {}
    for entry in file:
        if not entry.obsolete and entry.msgid.strip():
            _read_entry(entry, tables, language)
            if entry.fuzzy and entry.msgstr.strip():
                collector.problem(f"entry {entry.msgid!r}", f"{entry.msgstr!r} is fuzzy; review it")
    for id_, table in tables.items():
        collector.add(f"entry {id_!r}", id_, table, table.pop("subject", SUBJECT))
    return collector.imported()


def _entries(concept: Concept, table: dict[str, Any], locale: str) -> Iterable[polib.POEntry]:
    sources = as_list(table[SOURCE])
    allowed = as_list(table.get(locale))
    forbidden = as_list(table.get("forbidden", {}).get(locale))
    preferred = allowed[0] if allowed else ""
    definition, kept = _facts(concept, table, locale)
    note = [machine_note(kept)] if kept else []
    yield _entry(concept.id, sources[0], preferred, [*definition, *note])
    for number, source in enumerate(sources[1:], 2):
        yield _entry(f"{concept.id} en {number}", source, preferred, [])
    for number, term in enumerate(allowed[1:], 2):
        yield _entry(f"{concept.id} accepted {number}", sources[0], term, [])
    for number, term in enumerate(forbidden, 1):
        yield _entry(f"{concept.id} forbidden {number}", sources[0], term, [], _FORBIDDEN)


def _facts(
    concept: Concept, table: dict[str, Any], locale: str
) -> tuple[list[str], dict[str, Any]]:
    """Return the lines of the definition, and what of the concept only a note can hold."""
    kept: dict[str, Any] = {key: table[key] for key in _KEPT if key in table and key != "gloss"}
    kept["subject"] = concept.subject
    if gloss := {k: v for k, v in concept.gloss.items() if k in {SOURCE, locale}}:
        kept["gloss"] = gloss
    lines = concept.definition.split("\n")
    # Comments lose what stands at the ends of their lines, and are read by lines.
    if all(line == line.strip() and line.isprintable() and line for line in lines):
        kept.pop("definition", None)
        return lines, kept
    return [], kept


def _entry(
    context: str, source: Any, target: Any, comments: list[str], flag: str = ""
) -> polib.POEntry:
    notes = []
    if english := grammar_of(source):
        notes.append(machine_note({"source": english}))
    if target and (grammar := grammar_of(target)):
        notes.append(machine_note({"target": grammar}))
    return polib.POEntry(
        msgctxt=context,
        msgid=text_of(source),
        msgstr=text_of(target) if target else "",
        comment="\n".join(comments),
        tcomment="\n".join(notes),
        flags=["terminology", *([flag] if flag else [])],
    )


def _read_entry(entry: polib.POEntry, tables: dict[str, dict[str, Any]], locale: str) -> None:
    definition, kept = split_notes(entry.comment.split("\n"))
    note, grammar = split_notes(entry.tcomment.split("\n"))
    context = _CONTEXT.fullmatch(entry.msgctxt or "")
    # Contexts of other programs say nothing of concepts; the same source is the same concept.
    own = context and (kept if not context["kind"] else context["id"] in tables)
    id_ = context["id"] if context and own else slug(entry.msgid)
    table = tables.setdefault(id_, {SOURCE: [], locale: [], "forbidden": {}})
    table.update({key: kept[key] for key in _KEPT if kept.get(key)})
    for key, text in (("definition", definition), ("note", note)):
        if text and not table.get(key):
            table[key] = text
    _append(table[SOURCE], entry.msgid, grammar.get("source"))
    # Of the plural forms the first is the singular, in all of our languages.
    target = entry.msgstr or entry.msgstr_plural.get(0, "")
    if not target and "read-only" in entry.flags:
        target = entry.msgid
    if not target.strip() or "fuzzy" in entry.flags:
        return
    if _FORBIDDEN in entry.flags:
        _append(table["forbidden"].setdefault(locale, []), target, grammar.get("target"))
    else:
        _append(table[locale], target, grammar.get("target"))


def _append(terms: list[Any], text: str, grammar: Any) -> None:
    if all(text_of(term) != text for term in terms):
        terms.append({"text": text, **grammar} if isinstance(grammar, dict) else text)
