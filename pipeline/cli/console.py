"""What people see in the terminal while a run works, and after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from babel.numbers import format_decimal
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

from pipeline.catalogs import Author, Entry
from pipeline.enforce import Enforced
from pipeline.translate import Tally

out = Console()
err = Console(stderr=True)


class BarProgress:
    """A bar for each locale; nothing at all where standard error is no terminal."""

    def __init__(self) -> None:
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("segments, left"),
            TimeRemainingColumn(compact=True),
            console=err,
            transient=True,
            disable=not err.is_terminal,
        )
        self._tasks: dict[str, tuple[object, int]] = {}

    def __enter__(self) -> BarProgress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def expect(self, locale: str, segments: int) -> None:
        """Lengthen a locale's bar."""
        if locale not in self._tasks:
            self._tasks[locale] = (self._bar.add_task(locale, total=0), 0)
        task, total = self._tasks[locale]
        self._tasks[locale] = (task, total + segments)
        self._bar.update(task, total=total + segments)  # type: ignore[arg-type]  # opaque to us

    def advance(self, locale: str, segments: int) -> None:
        """Move a locale's bar."""
        self._bar.advance(self._tasks[locale][0], segments)  # type: ignore[arg-type]

    def articles(self, done: int) -> None:
        """Say how many articles are finished."""
        self._bar.console.print(f"[dim]{done} articles finished[/dim]") if done % 500 == 0 else None


def summary(tallies: Mapping[str, Tally], *, dry_run: bool) -> Table:
    """Tell what a run did, a row for each locale."""
    title = "would be done (nothing was written)" if dry_run else None
    table = Table(title=title, box=SIMPLE_HEAD, padding=0)  # fits 80 columns
    table.add_column("locale")
    counted = ("catalogs", "segments", "drafted", "recalled", "reused", "reviewed")
    for heading in (*counted, "flagged", "words/s"):
        table.add_column(heading, justify="right")
    for locale, tally in tallies.items():
        speed = tally.words / tally.seconds if tally.seconds and tally.words else 0
        table.add_row(
            locale,
            *(format_decimal(getattr(tally, name), locale="en") for name in counted),
            "–" if dry_run else format_decimal(tally.flagged, locale="en"),
            format_decimal(round(speed), locale="en") if speed else "–",
        )
    return table


def explain(locale: str, source: str, draft: Enforced) -> None:
    """Print how one segment came to meet its pins."""
    out.print(f"[bold]en[/bold]  {_plain(source)}", highlight=False)
    out.print(f"[bold]{locale}[/bold]  {_plain(draft.hypothesis.text)}", highlight=False)
    scores = f"score {draft.hypothesis.score:.2f}, free {draft.free_score:.2f}"
    out.print(f"    [cyan]{draft.step}[/cyan], {scores}", highlight=False)
    places = {pin.start: place for pin, place in draft.verdict.met} if draft.verdict else {}
    for pin in draft.pins:
        wanted = source[pin.start : pin.end]
        if pin.start in places:
            start, end = places[pin.start]
            shown = f"[green]{_plain(draft.hypothesis.text[start:end])}[/green]"
        else:
            shown = "[red]not met[/red]"
        kind = pin.mention.concept.id if pin.mention else "number"
        out.print(f"    {_plain(wanted)} ({kind}) → {shown}", highlight=False)
    for reason in draft.reasons:
        out.print(f"    [yellow]needs eyes:[/yellow] {_plain(reason)}", highlight=False)


def side_by_side(entries: Iterable[Entry], locale: str) -> Table:
    """Show sources beside their translations, as they stand in a catalog."""
    table = Table(show_lines=True, expand=True)
    table.add_column("en", ratio=1)
    table.add_column(locale, ratio=1)
    table.add_column("", no_wrap=True)
    for entry in entries:
        whose = {Author.MACHINE: "draft", Author.PERSON: "reviewed", Author.NOBODY: "–"}
        state = "needs eyes" if entry.fuzzy else whose[entry.author]
        table.add_row(_plain(entry.msgid), _plain(entry.msgstr[0]), state)
    return table


def _plain(text: str) -> str:
    return escape(text)


def problems(messages: Sequence[str]) -> None:
    """Print what failed, each once, on standard error."""
    for message in dict.fromkeys(messages):
        err.print(f"[red]error:[/red] {_plain(message)}", highlight=False, soft_wrap=True)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "error"), counted(2, "error"), counted(0, "entry", "entries")
    ('1 error', '2 errors', '0 entries')
    """
    return f"{number} {one if number == 1 else many or f'{one}s'}"
