"""A run: articles in, catalogs out.

Articles pass in windows, so that a run over thousands needs no more memory than one over fifty.
Within a window each locale's missing drafts are made together; then the window's catalogs are
written, one by one and each atomically. A run that is killed therefore loses one window at most,
and the next run takes up whatever catalogs lack.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pipeline import catalogs
from pipeline.catalogs import Author, CatalogError, CatalogFile, Drafted, Key, Wanted
from pipeline.draft import Drafter, Prepared, prepare
from pipeline.model import Article

WINDOW = 2_000
"""Segments of new text that a window gathers before it is drafted."""

ARTICLES = 100
"""Articles that a window holds at most."""


@dataclass(kw_only=True)
class Tally:
    """What a run did in one locale; counts are of segments where they do not say otherwise."""

    articles: int = 0
    segments: int = 0
    drafted: int = 0
    reused: int = 0
    reviewed: int = 0
    flagged: int = 0  # entries that need eyes
    written: int = 0  # catalogs that changed
    words: int = 0  # of the segments drafted
    seconds: float = 0.0  # spent drafting
    failures: list[str] = field(default_factory=list)


class Progress(Protocol):
    """How a run says how far it is; amounts are segments."""

    def expect(self, locale: str, segments: int) -> None:
        """So many more segments are going to be drafted."""

    def advance(self, locale: str, segments: int) -> None:
        """So many more segments are drafted."""

    def articles(self, done: int) -> None:
        """So many articles are finished in all locales."""


@dataclass(frozen=True, kw_only=True)
class _Prepared:
    article: Article
    blocks: Mapping[Key, Prepared]
    entries: tuple[Wanted, ...]


@dataclass(frozen=True, kw_only=True)
class _Settings:
    to: Path
    progress: Progress
    redraft: bool
    dry_run: bool


def run(
    articles: Iterable[Article],
    drafters: Mapping[str, Drafter],
    *,
    to: Path,
    progress: Progress,
    redraft: bool = False,
    dry_run: bool = False,
) -> dict[str, Tally]:
    """Bring the catalogs of some articles up to date.

    Args:
        articles: what to translate, read lazily.
        drafters: one for each locale that is wanted.
        to: the folder of catalogs.
        progress: told how far the run is.
        redraft: draft again what is a draft already; people's words stay.
        dry_run: draft nothing and write nothing, only count.

    Returns:
        What was done, by locale. A catalog that could not be read or written is named there; the
        others are finished.
    """
    tallies = {locale: Tally() for locale in drafters}
    settings = _Settings(to=to, progress=progress, redraft=redraft, dry_run=dry_run)
    finished = 0
    for window in _windows(articles):
        for locale, drafter in drafters.items():
            _run_locale(window, drafter, tallies[locale], settings)
        if not dry_run:
            _write_templates(window, to, next(iter(tallies.values())))
        finished += len(window)
        progress.articles(finished)
    return tallies


def stale(
    old: CatalogFile,
    entries: Iterable[Wanted],
    blocks: Mapping[Key, Prepared],
    drafter: Drafter,
    *,
    redraft: bool = False,
) -> list[Key]:
    """List the entries that need a draft: new ones, and drafts made of something else."""
    known = old.by_key()
    missing = []
    for entry in entries:
        there = known.get(entry.key)
        if there is None or there.author is Author.NOBODY:
            missing.append(entry.key)
        elif there.author is Author.MACHINE:
            origin = there.provenance
            current = origin is not None and (origin.model, origin.state) == (
                drafter.engine.name,
                drafter.state(blocks[entry.key]),
            )
            if redraft or not current:
                missing.append(entry.key)
    return missing


def _windows(articles: Iterable[Article]) -> Iterator[list[_Prepared]]:
    window: list[_Prepared] = []
    segments = 0
    for article in articles:
        prepared = _prepare(article)
        window.append(prepared)
        segments += sum(len(block.segments) for block in prepared.blocks.values())
        if segments >= WINDOW or len(window) >= ARTICLES:
            yield window
            window, segments = [], 0
    if window:
        yield window


def _prepare(article: Article) -> _Prepared:
    blocks = prepare(article)
    entries = catalogs.wanted((p.block for p in blocks), f"{article.name}{article.path.suffix}")
    by_source: dict[str, Prepared] = {}
    for prepared in blocks:
        by_source.setdefault(prepared.block.source, prepared)
    return _Prepared(
        article=article,
        blocks={entry.key: by_source[entry.msgid] for entry in entries},
        entries=entries,
    )


def _run_locale(
    window: Sequence[_Prepared], drafter: Drafter, tally: Tally, settings: _Settings
) -> None:
    jobs: list[tuple[_Prepared, list[Key]]] = []
    for prepared in window:
        path = catalogs.catalog_path(settings.to, drafter.locale, prepared.article.name)
        try:
            old = catalogs.read(path)
        except CatalogError as error:
            tally.failures.append(str(error))
            continue
        missing = stale(old, prepared.entries, prepared.blocks, drafter, redraft=settings.redraft)
        _count(tally, old, prepared, missing)
        jobs.append((prepared, missing))
    blocks = [prepared.blocks[key] for prepared, missing in jobs for key in missing]
    settings.progress.expect(drafter.locale, sum(len(block.segments) for block in blocks))
    if settings.dry_run:
        return
    started = time.perf_counter()
    drafts = iter(drafter.draft(blocks, lambda n: settings.progress.advance(drafter.locale, n)))
    tally.seconds += time.perf_counter() - started
    for prepared, missing in jobs:
        made = {key: next(drafts) for key in missing}
        _write(prepared, drafter.locale, made, tally, settings.to)


def _count(tally: Tally, old: CatalogFile, prepared: _Prepared, missing: Sequence[Key]) -> None:
    known = old.by_key()
    tally.articles += 1
    for key, block in prepared.blocks.items():
        size = len(block.segments)
        tally.segments += size
        if key in missing:
            tally.drafted += size
            tally.words += len(block.inline.text.split())
        elif known[key].author is Author.PERSON:
            tally.reviewed += size
        else:
            tally.reused += size


def _write(
    prepared: _Prepared, locale: str, drafts: Mapping[Key, Drafted], tally: Tally, to: Path
) -> None:
    path = catalogs.catalog_path(to, locale, prepared.article.name)
    try:
        tally.written += catalogs.update(
            path, locale, prepared.article.name, prepared.entries, drafts
        )
        tally.flagged += sum(e.fuzzy and not e.obsolete for e in catalogs.read(path).entries)
    except CatalogError as error:
        tally.failures.append(str(error))


def _write_templates(window: Sequence[_Prepared], to: Path, tally: Tally) -> None:
    for prepared in window:
        name = prepared.article.name
        try:
            catalogs.update(catalogs.template_path(to, name), None, name, prepared.entries, {})
        except CatalogError as error:
            tally.failures.append(str(error))
