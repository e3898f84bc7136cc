"""Concepts from elsewhere, compared with the glossary and written to it.

What is new is added: whole concepts, and in concepts that are known whatever they had no value
for. Where both have a value and they differ, that is a conflict: the glossary keeps its own, and
a person chooses. Silence is no difference: what a format or file leaves out is not removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from glossary.editing import Change, add_all, edit
from glossary.entry import BY_LOCALE, LANGUAGES, PROSE
from glossary.exchange.values import as_list, grammar_of, slug, text_of
from glossary.model import SOURCE, Concept, Status
from glossary.store import Glossary
from glossary.table import concept_table, revised

_SINGLE: Final = ("pos", "status", *PROSE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A field of a concept: what the glossary has, and what came; texts, for people."""

    id: str
    field: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        """Return ``id field: ours -> theirs``."""
        return f"{self.id} {self.field}: {self.ours or '-'} -> {self.theirs}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """What a merge would do.

    Attributes:
        added: concepts that the glossary does not have.
        unchanged: the ids of those that bring nothing new.
        changed: concepts of the glossary, with what came.
        changes: field by field, what ``changed`` says that the glossary did not.
        conflicts: field by field, what differs and was left as it is.
    """

    added: tuple[Concept, ...]
    unchanged: tuple[str, ...]
    changed: tuple[Concept, ...]
    changes: tuple[Difference, ...]
    conflicts: tuple[Difference, ...]


def merge(glossary: Glossary, incoming: Iterable[Concept]) -> Merge:
    """Compare ``incoming`` concepts with those of ``glossary``; nothing is written.

    A concept is found by its id, or where that was only made from its first English term, by
    this term.
    """
    by_english: dict[str, list[Concept]] = {}
    for concept in glossary.concepts:
        for term in concept.allowed(SOURCE):
            by_english.setdefault(term.text, []).append(concept)
    added: dict[str, Concept] = {}
    unchanged: list[str] = []
    changed: dict[str, Concept] = {}
    changes: list[Difference] = []
    conflicts: list[Difference] = []
    for theirs in incoming:
        english = next((term.text for term in theirs.allowed(SOURCE)), "")
        named = by_english.get(english, [])
        ours = glossary.get(theirs.id)
        if ours is None and named:
            if len(named) > 1 or theirs.id != slug(english):
                ids = ", ".join(concept.id for concept in named)
                conflicts.append(Difference(id=theirs.id, field="id", ours=ids, theirs=english))
                continue
            ours = named[0]
        if ours is None:
            added[theirs.id] = theirs
            continue
        comparison = _Comparison(changed.get(ours.id, ours), theirs)
        conflicts += comparison.conflicts
        if comparison.changes:
            changed[ours.id] = revised(comparison.ours, comparison.table)
            changes += comparison.changes
        elif not comparison.conflicts:
            unchanged.append(ours.id)
    return Merge(
        added=tuple(added.values()),
        unchanged=tuple(unchanged),
        changed=tuple(changed.values()),
        changes=tuple(changes),
        conflicts=tuple(conflicts),
    )


def apply(
    glossary: Glossary,
    merged: Merge,
    folder: Path,
    *,
    status: Status | None = None,
    dry_run: bool = False,
) -> list[Change]:
    """Write what a merge adds and changes to ``folder``; see ``glossary.editing``.

    New concepts are written file by file, changed ones one by one: what was written before an
    error stays.

    Args:
        glossary: the one that was merged with.
        merged: the merge.
        folder: where the project keeps its terms.
        status: given to the concepts that are added.
        dry_run: write nothing.

    Raises:
        GlossaryError: as ``add_all`` and ``edit`` raise it.
    """
    new = [c if status is None else replace(c, status=status) for c in merged.added]
    changes = add_all(glossary, new, folder, dry_run=dry_run)
    changes += (edit(glossary, concept, folder, dry_run=dry_run) for concept in merged.changed)
    return changes


class _Comparison:
    """Two concepts: what the other one adds (``table``, for ``revised``), and what clashes."""

    def __init__(self, ours: Concept, theirs: Concept) -> None:
        self.ours = ours
        self.table: dict[str, Any] = {}
        self.changes: list[Difference] = []
        self.conflicts: list[Difference] = []
        mine, other = concept_table(ours), concept_table(theirs)
        for key in _SINGLE:
            if key in other:
                self._single(key, mine.get(key), other[key])
        for locale, text in theirs.gloss.items():
            self._single("gloss", ours.gloss.get(locale), text, locale)
        for locale in LANGUAGES:
            self._terms(
                locale,
                [as_list(t.get(locale)) for t in (mine, other)],
                [as_list(t.get("forbidden", {}).get(locale)) for t in (mine, other)],
            )

    def _single(self, key: str, mine: Any, other: Any, locale: str = "") -> None:
        field = f"{key}.{locale}" if locale else key
        # A status or part of speech that is not written down is the default, and a value.
        default = {"pos": "noun", "status": str(Status.APPROVED)}.get(key)
        if mine is None and default is None:
            self._change(field, "", other)
            if key in BY_LOCALE:
                self.table.setdefault(key, {})[locale] = other
            else:
                self.table[key] = other
        elif (mine or default) != other:
            self._conflict(field, str(mine or default), other)

    def _terms(
        self, locale: str, allowed: Sequence[list[Any]], forbidden: Sequence[list[Any]]
    ) -> None:
        mine, other = allowed
        banned, other_banned = forbidden
        if mine and other and locale != SOURCE and text_of(mine[0]) != text_of(other[0]):
            self._conflict(locale, text_of(mine[0]), text_of(other[0]))
            other = []
        new = self._new(locale, mine, other, banned)
        if new:
            self.table[locale] = mine + new
        if newly_banned := self._new(f"forbidden.{locale}", banned, other_banned, mine + new):
            self.table.setdefault("forbidden", {})[locale] = banned + newly_banned

    def _new(self, field: str, mine: list[Any], other: list[Any], opposed: list[Any]) -> list[Any]:
        """Return the terms that are new, but for those that the other list holds."""
        known = {text_of(term): grammar_of(term) for term in mine}
        against = {text_of(term) for term in opposed}
        new = []
        for term in other:
            text, grammar = text_of(term), grammar_of(term)
            if text in against:
                self._conflict(field, f"{text} the other way", text)
            elif text not in known:
                new.append(term)
                self._change(field, "", text)
            elif grammar and grammar != known[text]:
                self._conflict(f"{field} {text}", str(known[text] or ""), str(grammar))
        return new

    def _change(self, field: str, mine: str, other: str) -> None:
        self.changes.append(Difference(id=self.ours.id, field=field, ours=mine, theirs=other))

    def _conflict(self, field: str, mine: str, other: str) -> None:
        self.conflicts.append(Difference(id=self.ours.id, field=field, ours=mine, theirs=other))
