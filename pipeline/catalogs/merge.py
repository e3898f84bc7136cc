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

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from pipeline.catalogs.pofile import CatalogFile, Entry, Key
from pipeline.catalogs.provenance import PREFIX, Author, Provenance, digest, without_notes
from pipeline.model import Block, Role

SIMILAR = 60.0
"""How alike (rapidfuzz ratio, per cent) a vanished source must be to pass for an older version.

msgmerge asks the same of its fuzzy matches (0.6)."""

CHANGED = "the source changed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """An entry that an article or a template asks for: one source in one context.

    ``flags`` are those of a template, ``fuzzy`` left out; an article has none to say, and leaves
    an entry those that it has.
    """

    msgid: str
    context: str
    note: str
    references: tuple[str, ...]
    plural: str = ""
    flags: tuple[str, ...] | None = None

    @property
    def key(self) -> Key:
        """``(msgctxt, msgid)``."""
        return (self.context, self.msgid)


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


def wanted(blocks: Iterable[Block], file: str) -> tuple[Wanted, ...]:
    """List the entries of an article in document order, equal blocks once.

    Args:
        blocks: the article's blocks.
        file: its name in references.
    """
    blocks = tuple(blocks)
    roles: dict[str, set[Role]] = {}
    for block in blocks:
        roles.setdefault(block.source, set()).add(block.role)
    entries: dict[Key, Wanted] = {}
    for block in blocks:
        context = context_of(block, roles[block.source])
        note = block.note or block.role.value
        reference = f"{file.replace(' ', '%20')}:{block.line}"
        known = entries.get((context, block.source))
        if known is None:
            entries[context, block.source] = Wanted(
                msgid=block.source, context=context, note=note, references=(reference,)
            )
            continue
        notes = known.note.split("\n")
        entries[known.key] = replace(
            known,
            note="\n".join(notes if note in notes else [*notes, note]),
            references=tuple(dict.fromkeys((*known.references, reference))),
        )
    return tuple(entries.values())


def context_of(block: Block, roles: Iterable[Role]) -> str:
    """Return a block's ``msgctxt``, given all the roles in which its source stands.

    The first of these in the order of ``Role`` goes without, so that an ordinary entry has none
    and a title repeated as a heading keeps its entry.
    """
    order = list(Role)
    return "" if block.role is min(roles, key=order.index) else block.role.value


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


def wanted_of(template: CatalogFile) -> tuple[Wanted, ...]:
    """List the entries of a template, as msgmerge reads it."""
    return tuple(
        Wanted(
            msgid=entry.msgid,
            context=entry.context,
            note=entry.note,
            references=entry.references,
            plural=entry.plural,
            flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
        )
        for entry in template.entries
        if not entry.obsolete
    )


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
            notes += _proposal(offer.text if offer and offer.exact else draft.text)
        return fresh.changed(
            msgstr=ancestor.msgstr,
            comment="\n".join([comment, *notes] if comment else notes),
            flags=_with_fuzzy(ancestor.flags if entry.flags is None else entry.flags, fuzzy=True),
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
        flags = _with_fuzzy(entry.flags, fuzzy=known.fuzzy)
    msgstr, previous = known.msgstr, known.previous
    if known.plural != entry.plural and known.author is not Author.NOBODY:
        flags, previous = _with_fuzzy(flags, fuzzy=True), _source(known)
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
        notes += _proposal(draft.proposal.text)
    comment = without_notes(entry.comment)
    return entry.retranslated(
        msgstr=tuple(draft.text.split("\0")) if entry.plural else (draft.text,),
        comment="\n".join([comment, *notes] if comment else notes),
        flags=_with_fuzzy(entry.flags, fuzzy=fuzzy),
        previous=entry.previous if fuzzy else None,
    )


def _proposal(text: str) -> list[str]:
    return [f"{PREFIX} proposal: {_one_line(text)}"]


def _retire(entry: Entry) -> Entry:
    return entry.changed(obsolete=True, references=(), note="")


def _source(entry: Entry) -> tuple[str | None, ...]:
    return (entry.context or None, entry.msgid, entry.plural or None)


def _with_fuzzy(flags: tuple[str, ...], *, fuzzy: bool) -> tuple[str, ...]:
    others = tuple(flag for flag in flags if flag != "fuzzy")
    return ("fuzzy", *others) if fuzzy else others


def _one_line(text: str) -> str:
    return " ".join(text.split())
