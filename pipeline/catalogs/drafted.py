"""A draft put into an entry: its text, its provenance, and what needs eyes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.catalogs.entry import CatalogFile, Entry, Key
from pipeline.catalogs.provenance import PREFIX, Author, Provenance, digest, without_notes
from pipeline.catalogs.writer import retranslated

CHANGED = "the source changed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What a person approved for a source like this one; ``exact`` where it is the very same."""

    text: str
    exact: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """A new draft for one entry.

    ``text`` of an entry with plural forms has them joined by NUL, as ``Entry.text``. ``model``,
    ``settings`` and ``terms`` are what it was made of, as in ``Provenance``; ``pins`` is
    ``met/asked``; ``reasons`` say why it needs eyes (none: it is not fuzzy); ``proposal`` is put
    beside it in a comment.
    """

    text: str
    model: str
    settings: str
    terms: tuple[str, ...] = ()
    pins: str = "0/0"
    reasons: tuple[str, ...] = ()
    proposal: Proposal | None = None


def filled(old: CatalogFile, drafts: Mapping[Key, Drafted]) -> CatalogFile:
    """Put drafts into the living entries that nobody translated, and into drafts of ours."""
    return replace(
        old,
        entries=tuple(
            redrafted(entry, draft)
            if (draft := drafts.get(entry.key))
            and not entry.obsolete
            and entry.author is not Author.PERSON
            else entry
            for entry in old.entries
        ),
    )


def redrafted(entry: Entry, draft: Drafted) -> Entry:
    """Return an entry with a new draft, its provenance, and what needs eyes."""
    if entry.carried:
        draft = replace(draft, reasons=(CHANGED, *draft.reasons))
    fuzzy = bool(draft.reasons)
    provenance = Provenance(
        model=draft.model,
        settings=draft.settings,
        terms=draft.terms,
        pins=draft.pins,
        flagged=fuzzy,
        text=digest(draft.text),
        source=entry.source_digest,
    )
    notes = [provenance.comment()]
    notes += [f"{PREFIX} needs eyes: {_one_line(reason)}" for reason in draft.reasons]
    if draft.proposal and draft.proposal.text != draft.text:
        notes += proposed(draft.proposal.text)
    comment = without_notes(entry.comment)
    return retranslated(
        entry,
        msgstr=tuple(draft.text.split("\0")) if entry.plural else (draft.text,),
        comment="\n".join([comment, *notes] if comment else notes),
        flags=with_fuzzy(entry.flags, fuzzy=fuzzy),
        previous=entry.previous if fuzzy else None,
    )


def proposed(text: str) -> list[str]:
    """Return the comment that proposes a text, in lines."""
    return [f"{PREFIX} proposal: {_one_line(text)}"]


def with_fuzzy(flags: tuple[str, ...], *, fuzzy: bool) -> tuple[str, ...]:
    """Return an entry's flags with or without the fuzzy one."""
    others = tuple(flag for flag in flags if flag != "fuzzy")
    return ("fuzzy", *others) if fuzzy else others


def _one_line(text: str) -> str:
    return " ".join(text.split())
