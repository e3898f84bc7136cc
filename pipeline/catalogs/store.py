"""The folder of catalogs on disk: where each one stands, how it is read, merged and written.

A folder ``locales`` holds ``<article>.pot`` and ``<locale>/LC_MESSAGES/<article>.po``, where
``<article>`` may have folders of its own.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import babel
from filelock import FileLock, Timeout

from glossary.files import write_atomically
from pipeline.catalogs.drafted import Drafted, filled
from pipeline.catalogs.entry import CatalogFile, Key
from pipeline.catalogs.errors import BrokenCatalog, CatalogNotWritten, CatalogsLocked
from pipeline.catalogs.header import PLURALS, completed, of_template, refuse_other_charset
from pipeline.catalogs.merge import merge
from pipeline.catalogs.reader import parse
from pipeline.catalogs.wanted import Wanted
from pipeline.catalogs.writer import serialise

GENERATOR = "Birlestik"
LOCK = ".birlestik.lock"


def catalog_path(folder: Path, locale: str, name: str) -> Path:
    """Return where an article's catalog stands."""
    return folder / locale / "LC_MESSAGES" / f"{name}.po"


def catalog_paths(folder: Path, locale: str) -> list[Path]:
    """List the catalogs of a locale that are there, sorted."""
    return sorted((folder / locale / "LC_MESSAGES").rglob("*.po"))


def template_path(folder: Path, name: str) -> Path:
    """Return where an article's template stands."""
    return folder / f"{name}.pot"


def read(path: Path) -> CatalogFile:
    """Read a catalog; one that is not there is empty.

    Raises:
        BrokenCatalog: the file is no valid UTF-8 catalog.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return CatalogFile(metadata={})
    except OSError as error:
        raise BrokenCatalog(f"{path}: cannot be read ({error.strerror}).") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenCatalog(
            f"{path}: byte {error.start} is not UTF-8. Convert the file"
            f" (`msgconv --to-code=UTF-8 -o {path} {path}`) and run again; it was not changed."
        ) from error
    return parse(text, where=str(path))


def read_foreign(path: Path) -> CatalogFile:
    """Read a catalog or template that another program made.

    Raises:
        BrokenCatalog: there is none, or it is no valid catalog in UTF-8, by its header too.
    """
    if not path.is_file():
        raise BrokenCatalog(f"{path}: there is no such catalog. Check the spelling.")
    catalog = read(path)
    try:
        refuse_other_charset(catalog, path.read_text("utf-8"))
    except BrokenCatalog as error:
        raise BrokenCatalog(f"{path}: {error} It was not changed.") from error
    return catalog


def update(
    path: Path,
    locale: str | None,
    name: str,
    entries: Sequence[Wanted],
    drafts: Mapping[Key, Drafted],
    *,
    header: CatalogFile | None = None,
    dry_run: bool = False,
) -> bool:
    """Merge an article's entries and new drafts into its catalog on disk.

    The file is read again here, so that what people saved while the drafts were made is kept. It
    is written only when an entry changed; then its dates move too.

    Args:
        path: the catalog, from ``catalog_path`` or ``template_path``.
        locale: its locale; ``None`` for the template, which takes no drafts.
        name: the article's name, for the header.
        entries: what the article asks for, in document order.
        drafts: new drafts by entry.
        header: the template whose comment and fields a new catalog begins with.
        dry_run: compute everything, write nothing.

    Returns:
        Whether the catalog changed (or would).

    Raises:
        BrokenCatalog: what is on disk cannot be read; it is left alone.
        CatalogNotWritten: the disk refused; the old file is intact.
    """
    while True:
        stamp = _stamp(path)
        old = read(path)
        if header and not old.metadata:
            old = replace(old, metadata=of_template(header.metadata), comment=header.comment)
        new = merge(old, entries, drafts)
        if stamp is not None and new.entries == old.entries and old.metadata:
            return False
        if dry_run:
            return True
        new = replace(new, metadata=_metadata(old.metadata, locale, name), header_raw="")
        if _write(path, serialise(new), stamp):
            return True


def fill(path: Path, locale: str, drafts: Mapping[Key, Drafted]) -> bool:
    """Put drafts into the empty entries of a catalog, and into drafts of ours.

    The file is read again here, so that what people saved while the drafts were made is kept. All
    other entries keep their bytes; the header does too, but for what translations need there.

    Returns:
        Whether the catalog changed.

    Raises:
        BrokenCatalog: what is on disk cannot be read; it is left alone.
        CatalogNotWritten: the disk refused; the old file is intact.
    """

    def change(old: CatalogFile) -> CatalogFile:
        new = filled(old, drafts)
        if old.metadata:
            return completed(new, locale)
        return replace(new, metadata=_metadata({}, locale, path.stem))

    return revise(path, change)


def revise(path: Path, change: Callable[[CatalogFile], CatalogFile]) -> bool:
    """Change entries of a catalog on disk; untouched entries keep their bytes.

    Args:
        path: the catalog.
        change: given the catalog as it stands, returns it as it should be, header and all; it is
            called again when somebody saved the file in the meantime. A catalog whose entries it
            leaves as they are is not written.

    Returns:
        Whether the catalog changed.

    Raises:
        BrokenCatalog: what is on disk cannot be read; it is left alone.
        CatalogNotWritten: the disk refused; the old file is intact.
    """
    while True:
        stamp = _stamp(path)
        old = read(path)
        new = change(old)
        if new.entries == old.entries:
            return False
        if _write(path, serialise(new), stamp):
            return True


def folder_of(path: Path) -> Path:
    """Return the folder of catalogs that one belongs to: that of the locales, or its own.

    >>> folder_of(Path("/site/locales/kk/LC_MESSAGES/news/today.po")).as_posix()
    '/site/locales'
    >>> folder_of(Path("/program/po/kk.po")).as_posix()
    '/program/po'
    """
    full = path.resolve()
    held = next((parent for parent in full.parents if parent.name == "LC_MESSAGES"), None)
    return held.parent.parent if held else full.parent


@contextlib.contextmanager
def locked(folder: Path, *, wait: float, below: bool = True) -> Iterator[None]:
    """Hold a folder of catalogs for one run; leftovers of killed runs are swept.

    Args:
        folder: the catalogs; created if it is not there.
        wait: seconds to wait for another run.
        below: whether its catalogs stand in folders below it.

    Raises:
        CatalogsLocked: another run held it all that time.
        CatalogNotWritten: the folder cannot be written to.
    """
    owner = folder / f"{LOCK}.owner"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK)
        lock.acquire(timeout=wait)
    except Timeout:
        who = owner.read_text("utf-8").strip() if owner.exists() else "another run"
        raise CatalogsLocked(
            f"{folder}: {who} is at work there. Wait for it, or choose another folder with --to."
        ) from None
    except OSError as error:
        raise CatalogNotWritten(f"{folder}: cannot be written to ({error.strerror}).") from error
    try:
        with contextlib.suppress(OSError):
            owner.write_text(f"a run with process id {os.getpid()}\n", "utf-8")
        _sweep(folder, below=below)
        yield
    finally:
        with contextlib.suppress(OSError):
            owner.unlink()
        lock.release()


class _Saved(Exception):
    """Somebody saved the file in the meantime."""


def _write(path: Path, text: str, stamp: tuple[int, int, int] | None) -> bool:
    """Write a catalog, unless somebody saved it since it had ``stamp``: then return False."""

    def check() -> None:
        if _stamp(path) != stamp:
            raise _Saved

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode("utf-8"), check=check)
    except _Saved:
        return False
    except OSError as error:
        raise CatalogNotWritten(
            f"{path}: could not be written ({error.strerror}); what stood there is intact."
        ) from error
    return True


def _sweep(folder: Path, *, below: bool) -> None:
    """Remove the half-written files that killed runs left; nobody else is at work here now."""
    for leftover in folder.glob("**/.*.po*.tmp" if below else ".*.po*.tmp"):
        with contextlib.suppress(OSError):
            leftover.unlink()


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_ino, stat.st_mtime_ns, stat.st_size)


def _metadata(old: Mapping[str, str], locale: str | None, name: str) -> dict[str, str]:
    """Complete a header: a person's fields stay, the dates are now, the rest is as gettext asks."""
    now = time.strftime("%Y-%m-%d %H:%M+0000", time.gmtime(_epoch()))
    fields = {
        "Project-Id-Version": name,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": now,
        "PO-Revision-Date": now,
        "Last-Translator": GENERATOR,
        "Language-Team": babel.Locale.parse(locale or "en").english_name or "",
        "Language": locale or "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[locale] if locale else "",
        "X-Generator": GENERATOR,
    }
    if locale is None:
        del fields["Plural-Forms"], fields["Language-Team"], fields["Last-Translator"]
    merged = {**fields, **{key: value for key, value in old.items() if value}}
    merged["PO-Revision-Date"] = now
    merged["Content-Type"] = fields["Content-Type"]
    return merged


def _epoch() -> float:
    """Return the time for headers; SOURCE_DATE_EPOCH makes a run reproducible to the byte."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return float(fixed) if fixed.isdigit() else time.time()
