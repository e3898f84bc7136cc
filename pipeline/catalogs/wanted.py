"""What an article or a template asks of a catalog: one entry for each source in each context."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.catalogs.entry import CatalogFile, Key
from pipeline.model import Block, Role


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
