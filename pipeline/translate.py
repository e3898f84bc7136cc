"""A run: articles in, catalogs out.

Articles pass in windows, so that a run over thousands needs no more memory than one over fifty.
Within a window each locale's missing drafts are made together; then the window's catalogs are
written, one by one and each atomically. A run that is killed therefore loses one window at most,
and the next run takes up whatever catalogs lack; with a memory, not even that is drafted again.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from pipeline import catalogs
from pipeline.catalogs import Author, CatalogError, CatalogFile, Drafted, Key, Wanted
from pipeline.draft import Drafter, Prepared, prepare
from pipeline.memory import Careful, learn
from pipeline.model import Article, Segment
from pipeline.stale import why

WINDOW = 2_000
"""Segments of new text that a window gathers before it is drafted."""

ARTICLES = 100
"""Articles that a window holds at most."""


@dataclass(kw_only=True)
class Tally:
    """What a run did in one locale; counts are of segments where they do not say otherwise."""

    catalogs: int = 0  # of articles and of programs
    segments: int = 0
    drafted: int = 0  # by the engine
    recalled: int = 0  # needed no engine: drafted before, or nothing to translate in them
    reused: int = 0  # their entries are as they were
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
class Asked:
    """What an article asks of its catalogs: its entries, and the block of each."""

    article: Article
    blocks: Mapping[Key, Prepared]
    entries: tuple[Wanted, ...]


@dataclass(frozen=True, kw_only=True)
class _Settings:
    to: Path
    progress: Progress
    memory: Careful | None
    redraft: bool
    dry_run: bool


def run(
    articles: Iterable[Article],
    drafters: Mapping[str, Drafter],
    *,
    to: Path,
    progress: Progress,
    memory: Careful | None = None,
    redraft: bool = False,
    dry_run: bool = False,
) -> dict[str, Tally]:
    """Bring the catalogs of some articles up to date.

    Args:
        articles: what to translate, read lazily.
        drafters: one for each locale that is wanted.
        to: the folder of catalogs.
        progress: told how far the run is.
        memory: learns what people approved in ``to``, and proposes it for what is like it.
        redraft: draft again what is a draft already; people's words stay.
        dry_run: draft nothing and write nothing, only count.

    Returns:
        What was done, by locale. A catalog that could not be read or written is named there; the
        others are finished.
    """
    tallies = {locale: Tally() for locale in drafters}
    settings = _Settings(to=to, progress=progress, memory=memory, redraft=redraft, dry_run=dry_run)
    finished = 0
    if memory and not dry_run:
        for locale in drafters:
            learn(to, locale, memory)
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
        again = redraft and there is not None and there.author is Author.MACHINE
        if again or why(there, blocks[entry.key], drafter.recipe):
            missing.append(entry.key)
    return missing


def _windows(articles: Iterable[Article]) -> Iterator[list[Asked]]:
    window: list[Asked] = []
    segments = 0
    for article in articles:
        asked = ask(article)
        window.append(asked)
        segments += sum(len(block.segments) for block in asked.blocks.values())
        if segments >= WINDOW or len(window) >= ARTICLES:
            yield window
            window, segments = [], 0
    if window:
        yield window


def ask(article: Article) -> Asked:
    """Prepare an article's blocks, and list the entries that they ask for."""
    blocks = prepare(article)
    entries = catalogs.wanted((p.block for p in blocks), f"{article.name}{article.path.suffix}")
    by_source: dict[str, Prepared] = {}
    for prepared in blocks:
        by_source.setdefault(prepared.block.source, prepared)
    return Asked(
        article=article,
        blocks={entry.key: by_source[entry.msgid] for entry in entries},
        entries=entries,
    )


def _run_locale(
    window: Sequence[Asked], drafter: Drafter, tally: Tally, settings: _Settings
) -> None:
    jobs: list[tuple[Asked, list[Key]]] = []
    for asked in window:
        path = catalogs.catalog_path(settings.to, drafter.locale, asked.article.name)
        try:
            old = catalogs.read(path)
        except CatalogError as error:
            tally.failures.append(str(error))
            continue
        missing = stale(old, asked.entries, asked.blocks, drafter, redraft=settings.redraft)
        blocks = [asked.blocks[key] for key in missing]
        pending = drafter.pending(blocks, fresh=settings.redraft)
        _count(tally, old, asked, dict(zip(missing, pending, strict=True)))
        jobs.append((asked, missing))
    blocks = [asked.blocks[key] for asked, missing in jobs for key in missing]
    settings.progress.expect(drafter.locale, sum(len(block.segments) for block in blocks))
    if settings.dry_run:
        return
    started = time.perf_counter()
    made = drafter.draft(
        blocks,
        lambda n: settings.progress.advance(drafter.locale, n),
        fresh=settings.redraft,
    )
    tally.seconds += time.perf_counter() - started
    drafts = iter(_with_proposals(blocks, made, drafter.locale, settings.memory))
    for asked, missing in jobs:
        _write(asked, drafter.locale, {key: next(drafts) for key in missing}, tally, settings.to)


def _with_proposals(
    blocks: Sequence[Prepared], drafts: Sequence[Drafted], locale: str, memory: Careful | None
) -> Sequence[Drafted]:
    """Put beside each draft what people approved for its source or for one like it."""
    if not memory or not blocks:
        return drafts
    found = memory.proposals(locale, [prepared.block.source for prepared in blocks])
    return [
        replace(draft, proposal=found.get(prepared.block.source))
        for prepared, draft in zip(blocks, drafts, strict=True)
    ]


def _count(
    tally: Tally, old: CatalogFile, asked: Asked, pending: Mapping[Key, Sequence[Segment]]
) -> None:
    known = old.by_key()
    tally.catalogs += 1
    for key, block in asked.blocks.items():
        size = len(block.segments)
        tally.segments += size
        if key in pending:
            tally.drafted += len(pending[key])
            tally.recalled += size - len(pending[key])
            tally.words += sum(len(segment.text.split()) for segment in pending[key])
        elif known[key].author is Author.PERSON:
            tally.reviewed += size
        else:
            tally.reused += size


def _write(
    asked: Asked, locale: str, drafts: Mapping[Key, Drafted], tally: Tally, to: Path
) -> None:
    path = catalogs.catalog_path(to, locale, asked.article.name)
    try:
        tally.written += catalogs.update(path, locale, asked.article.name, asked.entries, drafts)
        tally.flagged += sum(e.fuzzy and not e.obsolete for e in catalogs.read(path).entries)
    except CatalogError as error:
        tally.failures.append(str(error))


def _write_templates(window: Sequence[Asked], to: Path, tally: Tally) -> None:
    for asked in window:
        name = asked.article.name
        try:
            catalogs.update(catalogs.template_path(to, name), None, name, asked.entries, {})
        except CatalogError as error:
            tally.failures.append(str(error))
