"""Why an entry needs a draft: the one rule that runs draft by and that ``status`` reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.catalogs import Author, Entry
from pipeline.draft import Prepared
from pipeline.recipe import Recipe


class Cause(StrEnum):
    """What makes an entry stale."""

    NEW = "new source"
    CHANGED = "changed source"
    GONE = "vanished source"
    UNTRANSLATED = "not translated"
    MODEL = "another model"
    SETTINGS = "changed settings"
    TERMS = "changed terms"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stale:
    """Why an entry is stale.

    ``concepts`` are the ids of the concepts that its source mentions now and that are not what
    they were; a concept that is found there no more has no id to name.
    """

    causes: tuple[Cause, ...]
    concepts: tuple[str, ...] = ()


def why(entry: Entry | None, prepared: Prepared, recipe: Recipe) -> Stale | None:
    """Tell why a catalog's entry needs a draft; ``None`` where it needs none.

    Args:
        entry: the entry, ``None`` where the catalog has none. A person's is never stale.
        prepared: the block of its article.
        recipe: what a draft would be made of now.
    """
    if entry is None:
        return Stale(causes=(Cause.NEW,))
    if entry.author is Author.NOBODY:
        return Stale(causes=(Cause.UNTRANSLATED,))
    origin = entry.provenance
    if entry.author is Author.PERSON or origin is None:
        return None
    terms = recipe.terms(segment.text for segment in prepared.segments)
    changes = {
        Cause.CHANGED: entry.carried,
        Cause.MODEL: origin.model != recipe.model,
        Cause.SETTINGS: origin.settings != recipe.settings,
        Cause.TERMS: origin.terms != tuple(terms.values()),
    }
    causes = tuple(cause for cause, changed in changes.items() if changed)
    if not causes:
        return None
    known = frozenset(origin.terms)
    return Stale(
        causes=causes, concepts=tuple(i for i, short in terms.items() if short not in known)
    )
