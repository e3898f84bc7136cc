"""Where catalogs stand: what in them is stale and why, and what a change of a term would touch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.articles import by_suffix, detect
from pipeline.catalogs import Author, CatalogFile, Entry, ancestors
from pipeline.draft import Prepared, prepare_block
from pipeline.model import Block, Role
from pipeline.recipe import Recipe
from pipeline.stale import Cause, why
from pipeline.translate import Asked


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """Where one catalog stands.

    Attributes:
        entries: how many there are, those included that the article asks for and that are missing.
        drafts, reviewed: whose text they have.
        fuzzy: how many of these need eyes.
        untranslated: how many have none.
        stale: how many a run would draft or retire, by cause; an entry may have several.
        outdated: how many entries that is.
        concepts: changed concepts, and how many stale entries mention each.
    """

    entries: int
    drafts: int
    reviewed: int
    fuzzy: int
    untranslated: int
    outdated: int
    stale: Mapping[Cause, int]
    concepts: Mapping[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Impact:
    """What a change of some concepts would touch in one catalog.

    Attributes:
        drafts: entries that would be drafted again.
        segments: segments of these that mention a concept: only they reach the engine.
        reviewed: entries of people that mention one: checked, never changed.
        sources: the sources of all these entries.
    """

    drafts: int
    segments: int
    reviewed: int
    sources: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.sources)


def status(catalog: CatalogFile, recipe: Recipe, asked: Asked | None = None) -> Status:
    """Tell where a catalog stands.

    Args:
        catalog: the catalog; an empty one where there is no file.
        recipe: what drafts would be made of now.
        asked: what its article asks for. Without it, new, changed and vanished sources are not
            known, and nothing else is told of them.
    """
    living = [entry for entry in catalog.entries if not entry.obsolete]
    changed: frozenset[tuple[str, str]] = frozenset()
    causes: Counter[Cause] = Counter()
    if asked is None:
        pairs: list[tuple[Entry | None, Prepared]] = [*_prepared(living)]
        keys = [entry.key for entry in living]
    else:
        known = catalog.by_key()
        pairs = [(known.get(entry.key), asked.blocks[entry.key]) for entry in asked.entries]
        keys = [entry.key for entry in asked.entries]
        vanished = [
            entry
            for entry in living
            if entry.key not in asked.blocks and entry.author is not Author.NOBODY
        ]
        new = [entry for entry in asked.entries if entry.key not in known]
        older = ancestors(new, vanished)
        changed = frozenset(older)
        causes[Cause.GONE] = len(vanished) - len(older)
    concepts: Counter[str] = Counter()
    outdated = causes[Cause.GONE]
    for key, (entry, prepared) in zip(keys, pairs, strict=True):
        stale = why(entry, prepared, recipe)
        if stale:
            outdated += 1
            causes.update([Cause.CHANGED] if key in changed else stale.causes)
            concepts.update(stale.concepts)
    entries = [entry for entry, _ in pairs if entry]
    authors = Counter(entry.author for entry in entries)
    return Status(
        entries=len(pairs),
        drafts=authors[Author.MACHINE],
        reviewed=authors[Author.PERSON],
        fuzzy=sum(entry.fuzzy for entry in entries),
        untranslated=len(pairs) - authors[Author.MACHINE] - authors[Author.PERSON],
        outdated=outdated,
        stale={cause: causes[cause] for cause in Cause if causes[cause]},
        concepts=dict(sorted(concepts.items())),
    )


def impact(concepts: Collection[str], catalog: CatalogFile, recipe: Recipe) -> Impact:
    """Tell what a change of some concepts would touch in a catalog.

    It is told from the terms as they are: an English term that a change would add may be mentioned
    elsewhere, too.

    Args:
        concepts: ids.
        catalog: the catalog, in the locale of ``recipe``.
        recipe: what drafts are made of now.
    """
    asked = frozenset(concepts)
    return _impact(catalog, lambda segment: bool(asked & recipe.terms([segment]).keys()))


def impact_of_change(before: Recipe, after: Recipe, catalog: CatalogFile) -> Impact:
    """Tell what a change of the glossary would touch in a catalog, new mentions included.

    Args:
        before: what drafts are made of now.
        after: what they would be made of after the change.
        catalog: the catalog, in the locale of both.
    """
    return _impact(catalog, lambda segment: before.terms([segment]) != after.terms([segment]))


def _impact(catalog: CatalogFile, is_touched: Callable[[str], bool]) -> Impact:
    drafts = segments = reviewed = 0
    sources = []
    for entry, prepared in _prepared(entry for entry in catalog.entries if not entry.obsolete):
        touched = sum(is_touched(segment.text) for segment in prepared.segments)
        if not touched or entry.author is Author.NOBODY:
            continue
        sources.append(entry.msgid)
        if entry.author is Author.PERSON:
            reviewed += 1
        else:
            drafts += 1
            segments += touched
    return Impact(drafts=drafts, segments=segments, reviewed=reviewed, sources=tuple(sources))


def _prepared(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Prepared]]:
    """Make blocks of entries again; their format is told by the file that they refer to."""
    for entry in entries:
        files = (Path(reference.rpartition(":")[0]) for reference in entry.references)
        found = next((each for each in map(by_suffix, files) if each), None)
        block = Block(source=entry.msgid, role=Role.PARAGRAPH, line=1)
        yield entry, prepare_block(block, found or detect(entry.msgid))
