"""Catalogs written: untouched entries byte for byte as they were read, whoever wrapped them.

So a diff shows what changed and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import polib

from pipeline.catalogs import provenance
from pipeline.catalogs.breaks import hide, show
from pipeline.catalogs.entry import CatalogFile, Entry, message_of, writable

_MSGSTR = re.compile(r"^(?=msgstr)", re.MULTILINE)
_TRANSLATOR = re.compile(r"#(?![.:,|~])")
_NOTE = re.compile(rf"#\s*{provenance.PREFIX}")
# The previous msgid of an obsolete entry: gettext writes it, Babel 2.18 takes it for an error.
_BABEL_REJECTS = re.compile(r"^#~\|.*\n", re.MULTILINE)


def serialise(catalog: CatalogFile) -> str:
    """Write a catalog: untouched entries as they were, others unwrapped, one blank line between."""
    parts = [catalog.header_raw or _header(catalog)]
    living = (e for e in catalog.entries if not e.obsolete)
    gone = (e for e in catalog.entries if e.obsolete)
    parts += [entry.raw or _lines(entry) for entry in living]
    parts += [_BABEL_REJECTS.sub("", entry.raw or _lines(entry)) for entry in gone]
    return ("\n\n".join(parts) + "\n").replace("\n", catalog.newline)


def retranslated(entry: Entry, **fields: object) -> Entry:
    """Return an entry with another translation, comment, flags or previous msgid.

    The lines of everything else stay as they were read, however they are wrapped.
    """
    new = entry.changed(**fields)
    if new is entry or not entry.raw or entry.obsolete:
        return new
    raw = _respelt(entry, new)
    return replace(new, raw=raw, message=message_of(raw))


def _lines(entry: Entry) -> str:
    previous = entry.previous or (None, None, None)
    references: Iterable[tuple[str, str]] = (
        (path, line) if line.isdigit() else (reference, "")
        for reference in entry.references
        for path, _, line in [reference.rpartition(":")]
    )
    po = polib.POEntry(
        msgid=_held(entry.msgid),
        msgctxt=_held(entry.context) or None,
        msgid_plural=_held(entry.plural),
        msgstr="" if entry.plural else _held(entry.msgstr[0]),
        msgstr_plural=dict(enumerate(map(_held, entry.msgstr))) if entry.plural else {},
        tcomment=_held(entry.comment),
        comment=_held(entry.note),
        occurrences=[] if entry.obsolete else list(references),
        flags=list(entry.flags),
        previous_msgctxt=_held(previous[0] or "") or None,
        previous_msgid=_held(previous[1] or "") or None,
        previous_msgid_plural=_held(previous[2] or "") or None,
        obsolete=entry.obsolete,
    )
    written: str = show(po.__unicode__(wrapwidth=0).strip("\n"))
    if entry.message:
        written = written.removesuffix(message_of(written)) + entry.message
    return written


def _held(text: str) -> str:
    return hide(writable(text))


def _respelt(old: Entry, new: Entry) -> str:
    """Return the lines of ``old`` with the comment, flags and translation of ``new``."""
    written = _lines(replace(new, message=""))
    head = old.raw.removesuffix(old.message).split("\n")[:-1]
    ours = written.removesuffix(message_of(written)).split("\n")[:-1]
    comment = [line for line in ours if _TRANSLATOR.match(line)]
    if provenance.without_notes(old.comment) == provenance.without_notes(new.comment):
        remarks = [line for line in head if _TRANSLATOR.match(line)]
        notes = provenance.are_notes([line[1:] for line in remarks])
        comment = [line for line, ours_ in zip(remarks, notes, strict=True) if not ours_]
        comment += [line for line in ours if _NOTE.match(line)]
    flags = [line for line in ours if line.startswith("#,")]
    kept = [line for line in head if not _TRANSLATOR.match(line)]
    if old.flags != new.flags:
        places = [at for at, line in enumerate(kept) if line.startswith("#,")]
        before = [at for at, line in enumerate(kept) if line.startswith("#|")]
        place = (*places, *before, len(kept))[0]
        kept = [line for line in kept if not line.startswith("#,")]
        kept[place:place] = flags
    if new.previous is None:
        kept = [line for line in kept if not line.startswith("#|")]
    source = _MSGSTR.split(old.message, maxsplit=1)[0]
    translation = message_of(written)[_MSGSTR.search(message_of(written)).start() :]  # type: ignore[union-attr]  # every entry has one
    return "\n".join([*comment, *kept, source + translation])


def _header(catalog: CatalogFile) -> str:
    file = polib.POFile(wrapwidth=0)
    file.metadata = dict(catalog.metadata)
    file.header = catalog.comment
    written: str = file.__unicode__()
    return written.removeprefix("#\n").strip("\n")  # polib's way to write no comment
