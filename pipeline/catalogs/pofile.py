"""One catalog as text: entries that keep the very lines they were read from.

polib parses and writes entries; this module adds what it lacks: an entry that nothing touched
is given back byte for byte, whoever wrapped its lines, so that a diff shows what changed and
nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import polib

from pipeline.catalogs import provenance
from pipeline.catalogs.errors import BrokenCatalog
from pipeline.catalogs.provenance import Author, Provenance, author

Key = tuple[str, str]
"""What identifies an entry: (msgctxt, msgid)."""

_MESSAGE = re.compile(r"^(?:#~ *)?msg(?:ctxt|id)", re.MULTILINE)
_MSGSTR = re.compile(r"^(?=msgstr)", re.MULTILINE)
_TRANSLATOR = re.compile(r"#(?![.:,|~])")
_NOTE = re.compile(rf"#\s*{provenance.PREFIX}")
_STRING = re.compile(r'(?:#~ *)?(?:msg[a-z_]+(?:\[\d+\])? *)?"(?:[^"\\]|\\.)*"')
# The previous msgid of an obsolete entry: gettext writes it, Babel 2.18 takes it for an error.
_BABEL_REJECTS = re.compile(r"^#~\|.*\n", re.MULTILINE)
# polib splits lines wherever Unicode sees a line end, in the middle of a string too, and loses the
# rest; newsroom systems do leave U+2028 in texts. Noncharacters stand in for these while it works.
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_HIDE = {ord(char): 0xFDD0 + i for i, char in enumerate(_BREAKS)}
_SHOW = {hidden: char for char, hidden in _HIDE.items()}
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry of a catalog.

    Attributes:
        msgid, context, plural: the source; ``plural`` is ``msgid_plural`` or empty.
        msgstr: the translation, one string for each plural form (one, where there is no plural).
        comment: translator comment (``# ``), lines joined by newlines.
        note: extracted comment (``#. ``).
        references: ``#:`` as they stand: ``article.md:12``.
        flags: ``fuzzy`` and the like.
        previous: (msgctxt, msgid, msgid_plural) that the translation was made for, or ``None``.
        raw: the lines it was read from; empty for an entry that is new or was changed.
        message: of these, the lines from ``msgctxt`` or ``msgid`` on; they outlive a change of
            comments, flags or references, so that such a change rewraps nothing.
    """

    msgid: str
    context: str = ""
    plural: str = ""
    msgstr: tuple[str, ...] = ("",)
    comment: str = ""
    note: str = ""
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: tuple[str | None, ...] | None = None
    obsolete: bool = False
    raw: str = field(default="", compare=False)
    message: str = field(default="", compare=False)

    @property
    def key(self) -> Key:
        """``(msgctxt, msgid)``."""
        return (self.context, self.msgid)

    @property
    def text(self) -> str:
        """The translation as one string, plural forms joined by NUL as in ``.mo`` files."""
        return "\0".join(self.msgstr)

    @property
    def fuzzy(self) -> bool:
        """Whether the entry is marked as needing eyes."""
        return "fuzzy" in self.flags

    @property
    def author(self) -> Author:
        """Whose words the translation is."""
        return author(text=self.text, comment=self.comment, fuzzy=self.fuzzy, carried=self.carried)

    @property
    def provenance(self) -> Provenance | None:
        """What the draft was made of, if the entry says so."""
        return provenance.parse(self.comment)

    @property
    def source_digest(self) -> str:
        """What tells the source from another, in a draft's provenance."""
        return provenance.digest(writable(self.msgid), writable(self.plural))

    @property
    def carried(self) -> bool:
        """Whether msgmerge has carried a draft over from another source, one like this."""
        origin = self.provenance
        return bool(origin and origin.source and origin.source != self.source_digest)

    def changed(self, **fields: object) -> Entry:
        """Return the entry with other fields; the same object where nothing differs."""
        new = replace(self, raw="", **fields)  # type: ignore[arg-type]  # checked by the dataclass
        if new == self:
            return self
        return new if new._said == self._said else replace(new, message="")

    def retranslated(self, **fields: object) -> Entry:
        """Return the entry with another translation, comment, flags or previous msgid.

        The lines of everything else stay as they were read, however they are wrapped.
        """
        new = self.changed(**fields)
        if new is self or not self.raw or self.obsolete:
            return new
        raw = _respelt(self, new)
        return replace(new, raw=raw, message=_message(raw))

    @property
    def _said(self) -> tuple[object, ...]:
        return (self.context, self.msgid, self.plural, self.msgstr, self.obsolete)


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogFile:
    """A whole catalog: its header and its entries, obsolete ones last.

    ``header_raw`` and ``newline`` keep the bytes of a file that was read.
    """

    metadata: Mapping[str, str]
    comment: str = ""
    entries: tuple[Entry, ...] = ()
    header_raw: str = ""
    newline: str = "\n"

    def by_key(self) -> dict[Key, Entry]:
        """Index the entries; a living entry hides an obsolete one of the same key."""
        index: dict[Key, Entry] = {}
        for entry in sorted(self.entries, key=lambda e: e.obsolete, reverse=True):
            index[entry.key] = entry
        return index


def writable(text: str) -> str:
    """Replace what no catalog can hold (NUL, lone surrogates) by U+FFFD."""
    return _UNWRITABLE.sub("�", text)


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
        file = polib.pofile((text if text.endswith("\n") else text + "\n").translate(_HIDE))
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


def serialise(catalog: CatalogFile) -> str:
    """Write a catalog: untouched entries as they were, others unwrapped, one blank line between."""
    parts = [catalog.header_raw or _header(catalog)]
    living = (e for e in catalog.entries if not e.obsolete)
    gone = (e for e in catalog.entries if e.obsolete)
    parts += [entry.raw or _lines(entry) for entry in living]
    parts += [_BABEL_REJECTS.sub("", entry.raw or _lines(entry)) for entry in gone]
    return ("\n\n".join(parts) + "\n").replace("\n", catalog.newline)


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
        msgid=_show(entry.msgid),
        context=_show(entry.msgctxt or ""),
        plural=_show(entry.msgid_plural),
        msgstr=tuple(_show(text) for text in msgstr),
        comment=_show(entry.tcomment),
        note=_show(entry.comment),
        references=tuple(_show(reference) for reference in references),
        flags=tuple(entry.flags),
        previous=tuple(p if p is None else _show(p) for p in previous) if any(previous) else None,
        obsolete=bool(entry.obsolete),
        raw=raw,
        message=_message(raw),
    )


def _hide(text: str) -> str:
    return writable(text).translate(_HIDE)


def _show(text: str) -> str:
    return text.translate(_SHOW)


def _message(lines: str) -> str:
    """Return the part of an entry's lines that begins with its ``msgctxt`` or ``msgid``."""
    found = _MESSAGE.search(lines)
    return lines[found.start() :] if found else ""


def _lines(entry: Entry) -> str:
    previous = entry.previous or (None, None, None)
    references: Iterable[tuple[str, str]] = (
        (path, line) if line.isdigit() else (reference, "")
        for reference in entry.references
        for path, _, line in [reference.rpartition(":")]
    )
    po = polib.POEntry(
        msgid=_hide(entry.msgid),
        msgctxt=_hide(entry.context) or None,
        msgid_plural=_hide(entry.plural),
        msgstr="" if entry.plural else _hide(entry.msgstr[0]),
        msgstr_plural=dict(enumerate(map(_hide, entry.msgstr))) if entry.plural else {},
        tcomment=_hide(entry.comment),
        comment=_hide(entry.note),
        occurrences=[] if entry.obsolete else list(references),
        flags=list(entry.flags),
        previous_msgctxt=_hide(previous[0] or "") or None,
        previous_msgid=_hide(previous[1] or "") or None,
        previous_msgid_plural=_hide(previous[2] or "") or None,
        obsolete=entry.obsolete,
    )
    written: str = _show(po.__unicode__(wrapwidth=0).strip("\n"))
    if entry.message:
        written = written.removesuffix(_message(written)) + entry.message
    return written


def _respelt(old: Entry, new: Entry) -> str:
    """Return the lines of ``old`` with the comment, flags and translation of ``new``."""
    written = _lines(replace(new, message=""))
    head = old.raw.removesuffix(old.message).split("\n")[:-1]
    ours = written.removesuffix(_message(written)).split("\n")[:-1]
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
    translation = _message(written)[_MSGSTR.search(_message(written)).start() :]  # type: ignore[union-attr]  # every entry has one
    return "\n".join([*comment, *kept, source + translation])


def _header(catalog: CatalogFile) -> str:
    file = polib.POFile(wrapwidth=0)
    file.metadata = dict(catalog.metadata)
    file.header = catalog.comment
    written: str = file.__unicode__()
    return written.removeprefix("#\n").strip("\n")  # polib's way to write no comment
