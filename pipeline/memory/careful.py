"""A memory that never stops a run: it is a convenience, and its failures are reported and borne."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from pipeline.catalogs import Proposal
from pipeline.memory.errors import MemoryUnusable
from pipeline.memory.record import Record
from pipeline.memory.store import Memory

T = TypeVar("T")


class Careful:
    """A memory whose first failure is reported, and which does without from then on.

    One that cannot be written is still read. Methods are those of ``Memory``.
    """

    def __init__(
        self,
        path: Path,
        report: Callable[[str], None],
        *,
        opened: Callable[[Path], Memory] = Memory,
    ) -> None:
        """Open the memory at ``path``; ``report`` is told, once, what is wrong with it."""
        self._report: Callable[[str], None] | None = report
        self._memory: Memory | None = None
        self._writable = True
        self._memory = self._tried(lambda: opened(path), None)

    def holds(self, locale: str, model: str, states: Mapping[str, str]) -> frozenset[str]:
        """Tell which segments have a draft."""
        nothing: frozenset[str] = frozenset()
        return self._read(lambda memory: memory.holds(locale, model, states), nothing)

    def recall(self, locale: str, model: str, states: Mapping[str, str]) -> dict[str, Record]:
        """Return the drafts of those segments that have one."""
        return self._read(lambda memory: memory.recall(locale, model, states), {})

    def remember(
        self, locale: str, model: str, states: Mapping[str, str], drafts: Mapping[str, Record]
    ) -> None:
        """Keep drafts."""
        self._write(lambda memory: memory.remember(locale, model, states, drafts))

    def changed(self, stamps: Mapping[str, str]) -> list[str]:
        """List the origins that are not as they were when they were reviewed."""
        return self._read(lambda memory: memory.changed(stamps), [])

    def review(self, locale: str, origin: str, texts: Mapping[str, str | None], stamp: str) -> None:
        """Learn what people approved in one catalog."""
        self._write(lambda memory: memory.review(locale, origin, texts, stamp))

    def proposals(self, locale: str, sources: Iterable[str]) -> Mapping[str, Proposal]:
        """Find what people approved for these sources or for ones like them."""
        return self._read(lambda memory: memory.proposals(locale, sources), {})

    def close(self) -> None:
        """Close the file."""
        if self._memory is not None:
            self._tried(self._memory.close, None)
            self._memory = None

    def _read(self, work: Callable[[Memory], T], otherwise: T) -> T:
        memory = self._memory
        if memory is None:
            return otherwise
        found = self._tried(lambda: work(memory), None)
        if found is None:
            self._memory = None
            return otherwise
        return found

    def _write(self, work: Callable[[Memory], object]) -> None:
        memory = self._memory
        if memory is not None and self._writable:
            self._writable = self._tried(lambda: (work(memory), True)[1], False)

    def _tried(self, work: Callable[[], T], otherwise: T) -> T:
        try:
            return work()
        except MemoryUnusable as error:
            if self._report:
                self._report(f"{error} Going on without it.")
                self._report = None
            return otherwise
