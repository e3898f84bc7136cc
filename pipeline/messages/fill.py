"""The catalogs of programs: which entries lack a translation, and a run over them.

A catalog (``.po``) is filled where it stands; a template (``.pot``) gives a catalog for each
locale, or brings the one that is there up to date as msgmerge does.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from glossary import LOCALES
from pipeline import catalogs
from pipeline.catalogs import (
    Author,
    BrokenCatalog,
    CatalogError,
    CatalogFile,
    Drafted,
    Entry,
    Key,
    PluralForms,
)
from pipeline.draft import Drafter
from pipeline.memory import Careful
from pipeline.messages.drafts import Form, assemble, prepare
from pipeline.pins import Pinner
from pipeline.recipe import Recipe
from pipeline.translate import Progress, Tally

SUFFIXES = (".po", ".pot")


@dataclass(frozen=True, kw_only=True)
class Job:
    """A catalog to fill in one locale.

    Attributes:
        path: the catalog.
        locale: its locale.
        forms: its plural forms.
        entries: its living entries, or those of the template.
        known: what is there already, by key.
        template: the template that the catalog is made from, if any.
    """

    path: Path
    locale: str
    forms: PluralForms
    entries: tuple[Entry, ...]
    known: Mapping[Key, Entry]
    template: CatalogFile | None = None


def jobs(
    paths: Iterable[Path], locales: Sequence[str] | None, to: Path
) -> Iterator[Job | CatalogError]:
    """Read catalogs and templates.

    Args:
        paths: the files.
        locales: the locales that are wanted, ``None`` for all; a catalog that does not say its
            locale is in the only one.
        to: the folder of the catalogs that templates give.

    Yields:
        A job for each catalog, and for each locale of a template; or why there is none.
    """
    for path in paths:
        try:
            file = catalogs.read_foreign(path)
            if path.suffix.lower() == ".po":
                yield _job(path, _locale(path, file, locales), file)
                continue
            for locale in locales or LOCALES:
                target = catalogs.catalog_path(to, locale, path.stem)
                yield _job(target, locale, catalogs.read(target), file)
        except CatalogError as error:
            yield error


def fill(
    job: Job,
    drafter: Drafter,
    pinner: Pinner | None,
    tally: Tally,
    progress: Progress,
    *,
    memory: Careful | None = None,
    redraft: bool = False,
    dry_run: bool = False,
) -> None:
    """Fill one catalog.

    Args:
        job: the catalog.
        drafter: drafts into its locale.
        pinner: knows the terms that are counted.
        tally: takes what was done.
        progress: told how far the run is.
        memory: proposes what people approved for the like.
        redraft: draft again what is a draft already.
        dry_run: draft nothing and write nothing, only count.
    """
    prepared = {entry.key: prepare(entry, job.locale, job.forms) for entry in job.entries}
    missing = [
        entry
        for entry in job.entries
        if _is_wanted(
            job.known.get(entry.key), prepared[entry.key], drafter.recipe, redraft=redraft
        )
    ]
    pending = _pending(drafter, [prepared[entry.key] for entry in missing], fresh=redraft)
    _count(tally, job, prepared, {e.key: p for e, p in zip(missing, pending, strict=True)})
    blocks = [form.prepared for entry in missing for form in prepared[entry.key]]
    progress.expect(job.locale, sum(len(block.segments) for block in blocks))
    if dry_run:
        return
    started = time.perf_counter()
    made = iter(drafter.draft(blocks, lambda n: progress.advance(job.locale, n), fresh=redraft))
    tally.seconds += time.perf_counter() - started
    drafts = {
        entry.key: assemble(
            prepared[entry.key], [next(made) for _ in prepared[entry.key]], job.locale, pinner
        )
        for entry in missing
    }
    if memory:
        drafts = _with_proposals(missing, drafts, job.locale, memory)
    try:
        tally.written += _write(job, drafts)
        tally.flagged += sum(e.fuzzy and not e.obsolete for e in catalogs.read(job.path).entries)
    except CatalogError as error:
        tally.failures.append(str(error))


def _locale(path: Path, file: CatalogFile, wanted: Collection[str] | None) -> str:
    found = catalogs.locale_of(path, file.metadata)
    named = file.metadata.get("Language", "").strip()
    known = ", ".join(LOCALES)
    if found is None and named:
        raise BrokenCatalog(f"{path}: its header says Language: {named}; known are {known}.")
    if found is None and wanted and len(wanted) == 1:
        return next(iter(wanted))
    if found is None:
        raise BrokenCatalog(
            f"{path}: it does not say its locale. Put one of {known} into its header (Language:),"
            " or name it with --locales."
        )
    if wanted and found not in wanted:
        raise BrokenCatalog(
            f"{path}: it is in {found}, which --locales leaves out. Add {found} there,"
            " or leave this catalog out."
        )
    return found


def _job(path: Path, locale: str, file: CatalogFile, template: CatalogFile | None = None) -> Job:
    try:
        forms = catalogs.plural_forms(file.metadata, locale)
    except BrokenCatalog as error:
        raise BrokenCatalog(f"{path}: {error}") from error
    return Job(
        path=path,
        locale=locale,
        forms=forms,
        entries=tuple(entry for entry in (template or file).entries if not entry.obsolete),
        known=file.by_key(),
        template=template,
    )


def _is_wanted(
    entry: Entry | None, forms: Sequence[Form], recipe: Recipe, *, redraft: bool
) -> bool:
    """Tell whether an entry lacks a draft, or has one for another source or of changed terms.

    Another model or other settings make none stale here: a program's catalog is not ours.
    """
    if entry is None or entry.author is Author.NOBODY:
        return True
    if entry.author is Author.PERSON or entry.provenance is None:
        return False
    if redraft or entry.carried:
        return True
    named = (recipe.terms(s.text for s in form.prepared.segments).values() for form in forms)
    terms = tuple(dict.fromkeys(short for each in named for short in each))
    return entry.provenance.terms != terms


def _pending(
    drafter: Drafter, entries: Sequence[Sequence[Form]], *, fresh: bool
) -> list[list[str]]:
    """List for each entry the texts that the engine would have to draft."""
    found = iter(drafter.pending([f.prepared for forms in entries for f in forms], fresh=fresh))
    return [[s.text for _ in forms for s in next(found)] for forms in entries]


def _count(
    tally: Tally,
    job: Job,
    prepared: Mapping[Key, Sequence[Form]],
    pending: Mapping[Key, Sequence[str]],
) -> None:
    tally.catalogs += 1
    for key, forms in prepared.items():
        size = sum(len(form.prepared.segments) for form in forms)
        tally.segments += size
        if key in pending:
            tally.drafted += len(pending[key])
            tally.recalled += size - len(pending[key])
            tally.words += sum(len(text.split()) for text in pending[key])
        elif job.known[key].author is Author.PERSON:
            tally.reviewed += size
        else:
            tally.reused += size


def _with_proposals(
    entries: Sequence[Entry], drafts: Mapping[Key, Drafted], locale: str, memory: Careful
) -> dict[Key, Drafted]:
    """Put beside each draft what people approved for its source or for one like it."""
    single = [entry for entry in entries if not entry.plural]
    found = memory.proposals(locale, [entry.msgid for entry in single])
    offers = {entry.key: found.get(entry.msgid) for entry in single}
    return {key: replace(draft, proposal=offers.get(key)) for key, draft in drafts.items()}


def _write(job: Job, drafts: Mapping[Key, Drafted]) -> bool:
    if job.template is None:
        return catalogs.fill(job.path, job.locale, drafts)
    return catalogs.update(
        job.path,
        job.locale,
        job.path.stem,
        catalogs.wanted_of(job.template),
        drafts,
        header=job.template,
    )
