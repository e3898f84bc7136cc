"""``birlestik memory``: what is kept of earlier work, and exchanging it with other tools."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePath
from typing import Annotated

import typer
from rich.table import Table

from glossary.files import write_atomically
from pipeline.cli import console
from pipeline.cli.options import DryRun, MemoryFile, memory_file, stop
from pipeline.memory import BrokenMemory, Memory, MemoryUnusable, tmx

app = typer.Typer(
    name="memory",
    help="Look at the memory of earlier drafts and approved texts; exchange it as TMX.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def stats(file: MemoryFile = None) -> None:
    """Say what the memory holds."""
    path = memory_file(file)
    with _existing(path) as memory:
        kept = memory.kept()
    console.out.print(f"{path}: {kept.size / 1e3:,.0f} kB", highlight=False, soft_wrap=True)
    table = Table(show_edge=False)
    for heading in ("locale", "what", "count"):
        table.add_column(heading, justify="right" if heading == "count" else "left")
    for (locale, model), count in kept.drafts.items():
        table.add_row(locale, f"segments drafted by {model}", str(count))
    for locale, count in kept.reviewed.items():
        table.add_row(locale, "blocks approved by people", str(count))
    console.out.print(table, highlight=False)


@app.command("import")
def import_(
    source: Annotated[Path, typer.Argument(metavar="FILE.tmx", help="A TMX file.")],
    file: MemoryFile = None,
    dry_run: DryRun = False,
) -> None:
    """Take the translations of a TMX file for approved ones, to propose them.

    Drafts in a file that this program wrote are passed over.
    """
    origins: dict[tuple[str, str], dict[str, str | None]] = defaultdict(dict)
    try:
        with source.open("rb") as data:
            for unit in tmx.read(data):
                if not unit.model:
                    origin = f"{source.name}: {unit.origin}" if unit.origin else source.name
                    origins[unit.locale, origin][unit.source] = unit.target
    except (tmx.TmxError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        stop(f"{source}: {why}. Nothing was imported.")
    units = sum(map(len, origins.values()))
    if dry_run:
        console.out.print(f"{source}: {units} translations would be imported", soft_wrap=True)
        return
    with _errors(), closing(Memory(memory_file(file))) as memory:
        new = sum(memory.review(*place, texts) for place, texts in origins.items())
    console.out.print(f"{source}: {units} translations, {new} of them new", soft_wrap=True)


@app.command()
def export(
    target: Annotated[Path, typer.Argument(metavar="FILE.tmx", help="Where to write.")],
    file: MemoryFile = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="The machine's drafts, too.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Write what people approved to a TMX file."""
    data = io.BytesIO()
    with _existing(memory_file(file)) as memory:
        written, left_out = tmx.write(_units(memory, drafts=drafts), data)
    would = "would be written" if dry_run else "written"
    if not dry_run:
        try:
            write_atomically(target, data.getvalue())
        except OSError as error:
            stop(f"{target}: could not be written ({error.strerror}).")
    console.out.print(f"{target}: {written} translations {would}", soft_wrap=True)
    if left_out:
        console.problems([f"{left_out} hold control characters, which XML cannot; left out"])


@app.command()
def clear(file: MemoryFile = None, dry_run: DryRun = False) -> None:
    """Forget everything. A file that is no memory is moved aside, not deleted."""
    path = memory_file(file)
    if not path.exists():
        stop(f"{path}: there is no memory.")
    if dry_run:
        console.out.print(f"{path} would be cleared", soft_wrap=True)
        return
    try:
        with closing(Memory(path)) as memory:
            memory.clear()
        console.out.print(f"{path} is cleared", soft_wrap=True)
    except BrokenMemory as error:
        aside = path.with_name(f"{path.name}.broken")
        try:
            path.rename(aside)
        except OSError:
            stop(str(error))
        console.out.print(f"{path} could not be read; it is {aside} now", soft_wrap=True)
    except MemoryUnusable as error:
        stop(str(error))


def _units(memory: Memory, *, drafts: bool) -> Iterator[tmx.Unit]:
    for each in memory.reviewed():
        # Where the catalog lies on this machine is nobody else's business.
        origin = PurePath(each.origin).name
        yield tmx.Unit(locale=each.locale, origin=origin, source=each.source, target=each.target)
    if drafts:
        for locale, model, source, target in memory.drafts():
            yield tmx.Unit(locale=locale, source=source, target=target, model=model)


@contextmanager
def _existing(path: Path) -> Iterator[Memory]:
    """Open a memory to read it; looking at one that is not there makes none."""
    if not path.exists():
        stop(f"{path}: there is no memory yet; a run of `birlestik translate` makes it.")
    with _errors(), closing(Memory(path)) as memory:
        yield memory


@contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except MemoryUnusable as error:
        stop(str(error))
