"""The command ``birlestik check``: what is wrong in catalogs, and mending what can be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Annotated, Final, NoReturn

import typer
from rich.markup import escape
from rich.table import Table

from glossary import Glossary, GlossaryError, terms_folders
from pipeline import catalogs
from pipeline.catalogs import Author, CatalogError, Entry
from pipeline.checks import (
    CHECKS,
    Catalog,
    Finding,
    Pinners,
    Settings,
    SettingsError,
    Severity,
    catalogs_in,
    check_catalogs,
    marked,
    mended,
    opened,
)
from pipeline.checks.report import as_github, as_json, as_sarif
from pipeline.cli import console
from pipeline.cli.options import LOCK_PATIENCE


class ReportFormat(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


_AS: Final = {
    ReportFormat.JSON: as_json,
    ReportFormat.GITHUB: as_github,
    ReportFormat.SARIF: as_sarif,
}
_NAMES: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "remark",
}
_COLOUR: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Catalogs (.po), or folders of them; else the folder locales."),
    ] = None,
    *,
    form: Annotated[
        ReportFormat, typer.Option("--format", "-f", help="How to print what is found.")
    ] = ReportFormat.TABLE,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail the check too.")] = False,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Mend spaces, quotes and look-alike letters in drafts."),
    ] = False,
    mark: Annotated[
        bool, typer.Option("--mark", help="Mark entries with errors fuzzy: not published.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Write nothing; say what would change.")
    ] = False,
    terms: Annotated[
        Path | None, typer.Option("--glossary", help="Terms of your own, beside those supplied.")
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", help="The folder to look for settings in, and above it."),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the checks and stop.")] = False,
) -> None:
    """Check catalogs: terms, numbers, markup, language, letters, punctuation and more.

    A comment `# birlestik: ignore=T01,N02` in an entry dismisses checks there.

    A project sets `disable` and `severity` in the table checks of birlestik.toml, or in
    tool.birlestik.checks of pyproject.toml.

    Exit codes: 0 no errors; 1 errors (with --strict: or warnings), or a catalog that cannot be
    read or written; 3 nothing could be checked.
    """
    if listing:
        console.out.print(_checks())
        return
    given = paths or [Path("locales")]
    failures: list[str] = []
    read = list(_readable(given, failures))
    if not read:
        _stop([*failures] or [f"{', '.join(map(str, given))}: no catalog is there."])
    try:
        settings = Settings.find(config or read[0].path.parent)
        pinners = Pinners(Glossary.load(terms_folders(terms)))
    except (SettingsError, GlossaryError) as error:
        _stop([str(error)])
    changed: Counter[str] = Counter()
    with ExitStack() as locks:
        if (fix or mark) and not dry_run:
            _lock(locks, read)
        if fix:
            read = [_fixed(each, settings, changed, failures, dry_run=dry_run) for each in read]
        findings = check_catalogs(read, pinners, settings)
        if mark:
            _mark(read, findings, changed, failures, dry_run=dry_run)
    if form is ReportFormat.TABLE:
        _print(findings, read, changed, dry_run=dry_run)
    else:
        typer.echo(_AS[form](findings))
    console.problems(failures)
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    raise typer.Exit(1 if failures or any(f.severity in bad for f in findings) else 0)


def _readable(paths: Sequence[Path], failures: list[str]) -> Iterator[Catalog]:
    for path in dict.fromkeys(catalogs_in(paths)):
        try:
            yield opened(path)
        except CatalogError as error:
            failures.append(str(error))


def _lock(locks: ExitStack, read: Sequence[Catalog]) -> None:
    """Hold the folders in which runs may be at work."""
    try:
        for folder in sorted({catalogs.folder_of(catalog.path) for catalog in read}):
            locks.enter_context(catalogs.locked(folder, wait=LOCK_PATIENCE))
    except CatalogError as error:
        _stop([str(error)])


def _fixed(
    catalog: Catalog,
    settings: Settings,
    changed: Counter[str],
    failures: list[str],
    *,
    dry_run: bool,
) -> Catalog:
    """Mend the drafts of a catalog, and return it as it then stands."""
    new = mended(catalog.file, catalog.locale, settings)
    times = _differences(catalog.file.entries, new.entries)
    if not times:
        return catalog
    changed["mended"] += times
    if dry_run:
        return catalog
    try:
        catalogs.revise(catalog.path, lambda file: mended(file, catalog.locale, settings))
        return opened(catalog.path)
    except CatalogError as error:
        failures.append(str(error))
        return catalog


def _mark(
    read: Sequence[Catalog],
    findings: Sequence[Finding],
    changed: Counter[str],
    failures: list[str],
    *,
    dry_run: bool,
) -> None:
    unfit: dict[Path, dict[int, tuple[Entry, list[str]]]] = defaultdict(dict)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            reason = f"{finding.message} [{finding.check}]"
            unfit[finding.path].setdefault(finding.line, (finding.entry, []))[1].append(reason)
    for catalog in read:
        found = list(unfit[catalog.path].values())
        new = marked(catalog.file, found)
        times = _differences(catalog.file.entries, new.entries)
        if not times:
            continue
        changed["marked"] += times
        if dry_run:
            continue
        try:
            catalogs.revise(catalog.path, lambda file, found=found: marked(file, found))  # type: ignore[misc]  # mypy cannot type a default
        except CatalogError as error:
            failures.append(str(error))


def _differences(old: Sequence[Entry], new: Sequence[Entry]) -> int:
    return sum(one is not other for one, other in zip(old, new, strict=True))


def _print(
    findings: Sequence[Finding],
    read: Sequence[Catalog],
    changed: Counter[str],
    *,
    dry_run: bool,
) -> None:
    for path, found in groupby(findings, key=lambda finding: finding.path):
        console.out.print(_table(path, list(found)), highlight=False)
    counts = Counter(found.severity for found in findings)
    entries = sum(not entry.obsolete for catalog in read for entry in catalog.file.entries)
    levels = [level for level in Severity if counts[level] or level is not Severity.INFO]
    said = ", ".join(console.counted(counts[level], _NAMES[level]) for level in levels)
    flagged = len({(found.path, found.entry.key) for found in findings})
    console.out.print(
        f"{console.counted(len(read), 'catalog')}, {console.counted(entries, 'entry', 'entries')}, "
        f"{flagged} with findings: {said}",
        highlight=False,
    )
    for verb, times in changed.items():
        would = f"would be {verb}" if dry_run else verb
        console.out.print(f"{times} entries {would}", highlight=False)


def _table(path: Path, findings: Sequence[Finding]) -> Table:
    table = Table(
        title=escape(str(path)), title_justify="left", box=None, pad_edge=False, show_header=False
    )
    table.add_column("line", justify="right")
    table.add_column("check", no_wrap=True)
    table.add_column("whose")
    table.add_column("what", overflow="fold")
    whose = {Author.PERSON: "person", Author.MACHINE: "draft", Author.NOBODY: "–"}
    for found in findings:
        colour, name = _COLOUR[found.severity], CHECKS[found.check].name
        table.add_row(
            str(found.line),
            f"[{colour}]{found.check}[/{colour}] {name}",
            whose[found.entry.author],
            escape(found.message),
        )
    return table


def _checks() -> Table:
    table = Table(show_edge=False)
    for heading in ("id", "name", "severity", "looks for"):
        table.add_column(heading)
    for _, each in sorted(CHECKS.items()):
        table.add_row(each.id, each.name, each.severity, each.about)
    return table


def _stop(messages: Sequence[str]) -> NoReturn:
    console.problems(messages)
    raise typer.Exit(3)
