"""What is kept in the memory, and for how long.

Drafts are found again by what they depend on: locale, model, state and source. They make room for
new ones when the file reaches its bound, the least recently used first. What people approved is
kept by catalog and source, as the catalogs say it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.catalogs import Proposal
from pipeline.memory.proposals import propose
from pipeline.memory.record import Record
from pipeline.memory.schema import connect, explained, writing

SIZE: Final = 2**30
"""Bytes that the memory takes at most: some 300,000 segments, of 3.5 kB each for news."""

PATIENCE: Final = 5.0
"""Seconds to wait for another process that is writing."""

SHARE: Final = 10
"""One in so many drafts goes whenever room is needed."""

_DAY: Final = 86_400


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewed:
    """A translation that a person wrote or approved; ``origin`` is its catalog or file."""

    locale: str
    origin: str
    source: str
    target: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What a memory holds: drafts by (locale, model), approved texts by locale, bytes."""

    drafts: Mapping[tuple[str, str], int]
    reviewed: Mapping[str, int]
    size: int


class Memory:
    """An open memory. Every method raises `MemoryUnusable` when the file fails it."""

    def __init__(self, path: Path, *, size: int = SIZE, patience: float = PATIENCE) -> None:
        """Open the memory at ``path``, or make it; ``size`` is its bound in bytes."""
        self.path = path
        self._size = size
        self._connection = connect(path, patience=patience)
        self._touched: set[bytes] = set()

    def close(self) -> None:
        """Note which drafts were used, and close the file, which happens in any case."""
        try:
            self._flush()
        finally:
            self._connection.close()

    def holds(self, locale: str, model: str, states: Mapping[str, str]) -> frozenset[str]:
        """Tell which of some segments have a draft; ``states`` are their states by source."""
        with explained(self.path):
            return frozenset(
                source
                for source, state in states.items()
                if self._connection.execute(
                    "SELECT 1 FROM draft WHERE key = ?", (_key(locale, model, state, source),)
                ).fetchone()
            )

    def recall(self, locale: str, model: str, states: Mapping[str, str]) -> dict[str, Record]:
        """Return the drafts of those segments that have one; arguments as for ``holds``."""
        found: dict[str, Record] = {}
        old = _now() - _DAY
        with explained(self.path):
            for source, state in states.items():
                key = _key(locale, model, state, source)
                row = self._connection.execute(
                    "SELECT record, used FROM draft WHERE key = ?", (key,)
                ).fetchone()
                if row:
                    with suppress(ValueError):  # damaged: it is drafted and kept anew
                        found[source] = Record.from_bytes(row[0])
                    if row[1] < old:
                        self._touched.add(key)
        return found

    def remember(
        self,
        locale: str,
        model: str,
        states: Mapping[str, str],
        drafts: Mapping[str, Record],
    ) -> None:
        """Keep drafts, by source; ``states`` are the states of these sources."""
        now = _now()
        rows = [
            (_key(locale, model, states[source], source), locale, model, _held(source), data, now)
            for source, data in ((source, record.to_bytes()) for source, record in drafts.items())
        ]
        with explained(self.path), writing(self._connection):
            self._connection.executemany("REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?)", rows)
            self._prune()

    def changed(self, stamps: Mapping[str, str]) -> list[str]:
        """List the origins whose stamp is not the one that was given when they were reviewed."""
        with explained(self.path):
            return [
                origin
                for origin, stamp in stamps.items()
                if self._connection.execute(
                    "SELECT stamp FROM origin WHERE origin = ?", (origin,)
                ).fetchone()
                != (stamp,)
            ]

    def review(
        self, locale: str, origin: str, texts: Mapping[str, str | None], stamp: str = ""
    ) -> int:
        """Learn what people approved in one catalog.

        Args:
            locale: its locale.
            origin: the catalog's path, or the name of what was imported.
            texts: by source, its approved translation, or ``None`` where it has none (any more).
            stamp: what tells its content from later ones.

        Returns:
            How many texts are new, changed or withdrawn.
        """
        with explained(self.path), writing(self._connection):
            query = "SELECT source, target FROM reviewed WHERE locale = ? AND origin = ?"
            known = dict(self._connection.execute(query, (locale, origin)))
            new = {s: t for s, t in texts.items() if t is not None and known.get(s) != t}
            gone = [source for source, text in texts.items() if text is None and source in known]
            now = _now()
            self._connection.executemany(
                "REPLACE INTO reviewed VALUES (?, ?, ?, ?, ?)",
                [(locale, origin, source, target, now) for source, target in new.items()],
            )
            self._connection.executemany(
                "DELETE FROM reviewed WHERE locale = ? AND origin = ? AND source = ?",
                [(locale, origin, source) for source in gone],
            )
            self._connection.execute("REPLACE INTO origin VALUES (?, ?)", (origin, stamp))
            self._prune()
        return len(new) + len(gone)

    def proposals(self, locale: str, sources: Iterable[str]) -> Mapping[str, Proposal]:
        """Find what people approved for these sources or for ones like them."""
        with explained(self.path):
            approved = self._connection.execute(
                "SELECT source, target FROM reviewed WHERE locale = ?"
                " ORDER BY used DESC, origin, source",
                (locale,),
            ).fetchall()
        return propose(sources, approved)

    def reviewed(self) -> Iterator[Reviewed]:
        """Yield all that people approved, in a stable order."""
        with explained(self.path):
            query = "SELECT locale, origin, source, target FROM reviewed ORDER BY 1, 2, 3"
            for locale, origin, source, target in self._connection.execute(query):
                yield Reviewed(locale=locale, origin=origin, source=source, target=target)

    def drafts(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield locale, model, source and target of all drafts, in a stable order."""
        with explained(self.path):
            query = "SELECT locale, model, source, record FROM draft ORDER BY 1, 2, 3, key"
            for locale, model, source, data in self._connection.execute(query):
                with suppress(ValueError):
                    yield locale, model, source, Record.from_bytes(data).hypothesis.text

    def kept(self) -> Kept:
        """Count what the memory holds."""
        with explained(self.path):
            drafts = "SELECT locale, model, count(*) FROM draft GROUP BY 1, 2 ORDER BY 1, 2"
            reviewed = "SELECT locale, count(*) FROM reviewed GROUP BY 1 ORDER BY 1"
            return Kept(
                drafts={(a, b): n for a, b, n in self._connection.execute(drafts)},
                reviewed=dict(self._connection.execute(reviewed)),
                size=self._taken(),
            )

    def clear(self) -> None:
        """Forget everything."""
        with explained(self.path):
            with writing(self._connection):
                self._connection.execute("DELETE FROM draft")
                self._connection.execute("DELETE FROM reviewed")
                self._connection.execute("DELETE FROM origin")
            self._connection.execute("VACUUM")

    def _flush(self) -> None:
        """Write down which drafts were used; those of the last day need not be written again."""
        if not self._touched:
            return
        rows = [(_now(), key) for key in self._touched]
        self._touched.clear()
        with explained(self.path), writing(self._connection):
            self._connection.executemany("UPDATE draft SET used = ? WHERE key = ?", rows)

    def _taken(self) -> int:
        """Return how many bytes the file has in use."""
        pages, free, size = (
            self._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def _prune(self) -> None:
        """Make room within the running transaction; freed pages are used again, not given back."""
        while self._taken() > self._size:
            for table, keys in (("draft", "key"), ("reviewed", "locale, origin, source")):
                ((count,),) = self._connection.execute(f"SELECT count(*) FROM {table}")
                if count:
                    self._connection.execute(
                        f"DELETE FROM {table} WHERE ({keys}) IN"
                        f" (SELECT {keys} FROM {table} ORDER BY used LIMIT ?)",
                        (-(-count // SHARE),),
                    )
                    break
            else:
                return


def _key(locale: str, model: str, state: str, source: str) -> bytes:
    parts = "\0".join((locale, model, state, source)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(parts).digest()[:16]


def _held(text: str) -> str:
    """Replace the lone surrogates, which no database can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _now() -> int:
    return int(time.time())
