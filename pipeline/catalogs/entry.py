"""A catalog and its entries, as values that keep the very lines they were read from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.catalogs import provenance
from pipeline.catalogs.provenance import Author, Provenance, author

Key = tuple[str, str]
"""What identifies an entry: (msgctxt, msgid)."""

_MESSAGE = re.compile(r"^(?:#~ *)?msg(?:ctxt|id)", re.MULTILINE)
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


def message_of(lines: str) -> str:
    """Return the part of an entry's lines that begins with its ``msgctxt`` or ``msgid``."""
    found = _MESSAGE.search(lines)
    return lines[found.start() :] if found else ""
