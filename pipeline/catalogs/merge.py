"""What becomes of a catalog when its article has been read again and drafted again.

The rules are msgmerge's, and one more: a person's words are never replaced. In document order,
for each block of the article:

===================  =======================================================================
in the catalog       becomes
===================  =======================================================================
nothing              a new entry with the draft
same source, draft   the new draft, or untouched when none was made
same source, person  untouched
changed source       fuzzy beside its previous msgid; a draft is drafted anew, a person's text
                     stays, with the new draft proposed in a comment (or, where a person approved
                     a translation of the new source elsewhere, with that)
no block any more    obsolete, at the end of the file
===================  =======================================================================

Everything here is a pure function of its arguments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from pipeline.catalogs.drafted import CHANGED, Drafted, proposed, redrafted, with_fuzzy
from pipeline.catalogs.entry import CatalogFile, Entry, Key
from pipeline.catalogs.provenance import PREFIX, Author, without_notes
from pipeline.catalogs.wanted import Wanted

SIMILAR = 60.0
"""How alike (rapidfuzz ratio, per cent) a vanished source must be to pass for an older version.

msgmerge asks the same of its fuzzy matches (0.6)."""


def merge(
    old: CatalogFile, entries: Sequence[Wanted], drafts: Mapping[Key, Drafted]
) -> CatalogFile:
    """Bring a catalog up to date. The header is left as it is.

    Args:
        old: the catalog as it stands on disk.
        entries: what the article asks for now, in document order.
        drafts: what was drafted in this run; an entry without one keeps what it has.
    """
    known = old.by_key()
    asked = {entry.key for entry in entries}
    vanished = [e for e in old.entries if e.key not in asked and not e.obsolete]
    new = [entry for entry in entries if entry.key not in known]
    older = ancestors(new, [e for e in vanished if e.author is not Author.NOBODY])
    taken = {ancestor.key for ancestor in older.values()}
    living = [
        _update(known.get(entry.key), older.get(entry.key), entry, drafts.get(entry.key))
        for entry in entries
    ]
    gone = [_retire(e) for e in vanished if e.key not in taken and e.author is not Author.NOBODY]
    kept = [e for e in old.entries if e.obsolete and (e.key not in asked or known[e.key] is not e)]
    return replace(old, entries=(*living, *kept, *gone))


def ancestors(new: Sequence[Wanted], vanished: Sequence[Entry]) -> dict[Key, Entry]:
    """Pair each new source with the vanished one that it most likely was, each used once.

    Args:
        new: entries that the catalog does not have.
        vanished: its living entries that the article asks for no more.
    """
    if not new or not vanished:
        return {}
    scores = process.cdist(
        [entry.msgid for entry in new],
        [entry.msgid for entry in vanished],
        scorer=fuzz.ratio,
        score_cutoff=SIMILAR,
    )
    pairs = sorted(
        (-float(scores[i, j]), i, j)
        for i in range(len(new))
        for j in range(len(vanished))
        if scores[i, j] >= SIMILAR
    )
    found: dict[Key, Entry] = {}
    used: set[int] = set()
    for _, i, j in pairs:
        if new[i].key not in found and j not in used:
            found[new[i].key] = vanished[j]
            used.add(j)
    return found


def _update(
    known: Entry | None, ancestor: Entry | None, entry: Wanted, draft: Drafted | None
) -> Entry:
    """Return the entry that stands in the new catalog."""
    if known is not None:
        known = _reshaped(known, entry)
        if known.author is Author.PERSON or draft is None:
            return known
        return redrafted(known, draft)
    fresh = Entry(
        msgid=entry.msgid,
        context=entry.context,
        plural=entry.plural,
        msgstr=("", "") if entry.plural else ("",),
        note=entry.note,
        references=entry.references,
        flags=entry.flags or (),
    )
    if ancestor is None or bool(ancestor.plural) != bool(entry.plural):
        return fresh if draft is None else redrafted(fresh, draft)
    previous = ancestor.previous if ancestor.fuzzy and ancestor.previous else _source(ancestor)
    if ancestor.author is Author.PERSON:
        comment = without_notes(ancestor.comment)
        notes = [f"{PREFIX} {CHANGED}; this is the translation of the previous one"]
        if draft is not None:
            offer = draft.proposal
            notes += proposed(offer.text if offer and offer.exact else draft.text)
        return fresh.changed(
            msgstr=ancestor.msgstr,
            comment="\n".join([comment, *notes] if comment else notes),
            flags=with_fuzzy(ancestor.flags if entry.flags is None else entry.flags, fuzzy=True),
            previous=previous,
        )
    if draft is None:
        return fresh
    inherited = fresh.changed(comment=without_notes(ancestor.comment), previous=previous)
    return redrafted(inherited, replace(draft, reasons=(CHANGED, *draft.reasons)))


def _reshaped(known: Entry, entry: Wanted) -> Entry:
    """Return a known entry as it is asked for now; with a plural, or none, anew it is fuzzy."""
    flags = known.flags
    if entry.flags is not None:
        flags = with_fuzzy(entry.flags, fuzzy=known.fuzzy)
    msgstr, previous = known.msgstr, known.previous
    if known.plural != entry.plural and known.author is not Author.NOBODY:
        flags, previous = with_fuzzy(flags, fuzzy=True), _source(known)
    if bool(known.plural) != bool(entry.plural):
        msgstr = msgstr[:1] * (2 if entry.plural else 1)
    return known.changed(
        plural=entry.plural,
        msgstr=msgstr,
        note=entry.note,
        references=entry.references,
        flags=flags,
        previous=previous,
        obsolete=False,
    )


def _retire(entry: Entry) -> Entry:
    return entry.changed(obsolete=True, references=(), note="")


def _source(entry: Entry) -> tuple[str | None, ...]:
    return (entry.context or None, entry.msgid, entry.plural or None)
