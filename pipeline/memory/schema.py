"""The memory's database: SQLite in write-ahead mode, so that many read while one writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipeline.memory.errors import BrokenMemory, MemoryUnusable

APPLICATION: Final = 0x4269726C  # "Birl"
VERSION: Final = 1

_SCHEMA: Final = """
CREATE TABLE draft (
    key BLOB PRIMARY KEY,      -- digest of locale, model, state and source
    locale TEXT NOT NULL,
    model TEXT NOT NULL,       -- name and revision
    source TEXT NOT NULL,
    record BLOB NOT NULL,
    used INTEGER NOT NULL      -- seconds since 1970
);
CREATE INDEX draft_used ON draft (used);
CREATE TABLE reviewed (
    locale TEXT NOT NULL,
    origin TEXT NOT NULL,      -- the catalog's path, or the file it was imported from
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (locale, origin, source)
) WITHOUT ROWID;
CREATE TABLE origin (
    origin TEXT PRIMARY KEY,
    stamp TEXT NOT NULL        -- tells the content that was reviewed from later ones
) WITHOUT ROWID;
"""


def connect(path: Path, *, patience: float) -> sqlite3.Connection:
    """Open the memory at ``path``, made new where there is none.

    Args:
        path: its file.
        patience: seconds to wait for another process that is writing.

    Raises:
        MemoryUnusable: it cannot be opened, is no memory, or is a newer version's.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        with explained(path):
            _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """Run one transaction: all of it is kept, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn errors of the database and the disk into `MemoryUnusable`."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        why = str(error) if isinstance(error, sqlite3.Error) else error.strerror
        # Whatever passes (locked, full, read-only) is an OperationalError.
        broken = isinstance(error, sqlite3.DatabaseError) and not isinstance(
            error, sqlite3.OperationalError
        )
        anew = " or begin anew with `birlestik memory clear`" if broken else ""
        raise (BrokenMemory if broken else MemoryUnusable)(
            f"memory {path}: {why}. Choose another file with --memory{anew}."
        ) from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    if not _is_empty(connection):
        _check(connection, path)
    connection.execute("PRAGMA synchronous = NORMAL")
    if not _is_empty(connection):
        return
    connection.execute("PRAGMA journal_mode = WAL")
    with writing(connection):
        if _is_empty(connection):  # another process may have been faster
            for statement in _SCHEMA.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")


def _is_empty(connection: sqlite3.Connection) -> bool:
    ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_schema")
    return bool(tables == 0)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    ((application,),) = connection.execute("PRAGMA application_id")
    ((version,),) = connection.execute("PRAGMA user_version")
    if application != APPLICATION:
        raise MemoryUnusable(
            f"memory {path}: this is another program's database. Choose another file with --memory."
        )
    if version != VERSION:
        raise MemoryUnusable(
            f"memory {path}: it has version {version}, and this program reads version {VERSION}."
            " Update the program, or choose another file with --memory."
        )
