"""Catalogs read: polib parses, and every entry keeps the lines that it was read from."""

from __future__ import annotations

import re

import polib

from pipeline.catalogs.breaks import hide, show
from pipeline.catalogs.entry import CatalogFile, Entry, Key, message_of
from pipeline.catalogs.errors import BrokenCatalog

_STRING = re.compile(r'(?:#~ *)?(?:msg[a-z_]+(?:\[\d+\])? *)?"(?:[^"\\]|\\.)*"')


def parse(text: str, *, where: str = "catalog") -> CatalogFile:
    """Read a catalog.

    Args:
        text: the whole file; a byte-order mark and CRLF line ends are understood.
        where: the file's name for messages.

    Raises:
        BrokenCatalog: it is no catalog; the message names the line.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.strip():
        return CatalogFile(metadata={}, newline=newline)
    try:
        # A text that ends in a newline is taken for content and never for a path.
        file = polib.pofile(hide(text if text.endswith("\n") else text + "\n"))
    except (OSError, ValueError, IndexError, UnicodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"{where}:{line[1]}" if line else where
        raise BrokenCatalog(
            f"{place}: this is not a valid catalog ({_reason(error)}). Mend it"
            f" (`msgfmt --check {where}` shows more) or move it away; it was not changed."
        ) from error
    lines = text.split("\n")
    _refuse_open_strings(lines, where)
    starts = [_start(lines, entry.linenum or 1) for entry in file]
    ends = [*starts, len(lines)][1:]
    entries = [
        _entry(entry, "\n".join(lines[start:end]).strip("\n"))
        for entry, start, end in zip(file, starts, ends, strict=True)
    ]
    _refuse_duplicates(entries, starts, where)
    head = "\n".join(lines[: starts[0]] if starts else lines).strip("\n")
    return CatalogFile(
        metadata=dict(file.metadata),
        comment=file.header,
        entries=tuple(entries),
        header_raw=head if file.metadata or file.header else "",
        newline=newline,
    )


def _reason(error: Exception) -> str:
    words = str(error).strip() or type(error).__name__
    return re.sub(r"^Syntax error in po file\s*", "syntax error ", words)


def _refuse_duplicates(entries: list[Entry], starts: list[int], where: str) -> None:
    """Two living entries of one key: no tool can tell which one counts, so neither do we."""
    seen: dict[Key, int] = {}
    for entry, start in zip(entries, starts, strict=True):
        if entry.obsolete:
            continue
        if entry.key in seen:
            raise BrokenCatalog(
                f"{where}:{start + 1}: the same entry stands at line {seen[entry.key] + 1} already."
                f" Keep one of them (`msguniq {where}` helps); the file was not changed."
            )
        seen[entry.key] = start


def _refuse_open_strings(lines: list[str], where: str) -> None:
    """Refuse what polib misreads: past a stray quote it loses a letter, and nobody's text may."""
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if stripped.startswith("#") and not stripped.startswith("#~ "):
            continue
        if '"' in stripped and not _STRING.fullmatch(stripped):
            raise BrokenCatalog(
                f"{where}:{number}: a string is not closed on its line, or holds a bare quote."
                f" Mend it (`msgfmt --check {where}` shows more); the file was not changed."
            )


def _start(lines: list[str], linenum: int) -> int:
    """Index of an entry's first line; polib skips ``#~|`` lines, which belong to it."""
    start = linenum - 1
    while start > 0 and lines[start - 1].startswith("#~|"):
        start -= 1
    return start


def _entry(entry: polib.POEntry, raw: str) -> Entry:
    plurals = entry.msgstr_plural
    msgstr = tuple(plurals[i] for i in sorted(plurals)) if plurals else (entry.msgstr,)
    previous = (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural)
    references = (f"{path}:{line}" if line else path for path, line in entry.occurrences)
    return Entry(
        msgid=show(entry.msgid),
        context=show(entry.msgctxt or ""),
        plural=show(entry.msgid_plural),
        msgstr=tuple(show(text) for text in msgstr),
        comment=show(entry.tcomment),
        note=show(entry.comment),
        references=tuple(show(reference) for reference in references),
        flags=tuple(entry.flags),
        previous=tuple(p if p is None else show(p) for p in previous) if any(previous) else None,
        obsolete=bool(entry.obsolete),
        raw=raw,
        message=message_of(raw),
    )
