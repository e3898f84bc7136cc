"""The termbase as a whole: read from its files, looked up, searched, and fingerprinted.

A *folder* holds one file per subject (``countries.toml``); the package brings one folder, a
project may have its own. A concept's id is unique over all files. A later file replaces a concept
of an earlier one only where its table says ``override = true``.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Self

from glossary.entry import OVERRIDE
from glossary.errors import BrokenEntry, DuplicateConcept, TermsError
from glossary.model import SOURCE, Concept, Rank, Term
from glossary.normal import search_key
from glossary.termfile import TermFile, duplicate

OWN_FOLDER: Final = Path("glossary/terms")
"""Where a project keeps its own terms, below the folder it is worked on in."""


def packaged_folder() -> Path:
    """Return the folder of the terms that come with the package."""
    return Path(str(files("glossary"))) / "terms"


def terms_folders(own: Path | None = None) -> tuple[Path, ...]:
    """Return the packaged folder and the project's: ``own``, or else ``glossary/terms`` here."""
    packaged = packaged_folder()
    if own is None and OWN_FOLDER.is_dir() and not OWN_FOLDER.samefile(packaged):
        own = OWN_FOLDER
    return (packaged,) if own is None else (packaged, own)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """One answer of a search: a concept, the term that matched, and how well (0 to 100)."""

    concept: Concept
    term: Term
    score: float


class Glossary:
    """An immutable collection of concepts.

    Attributes:
        concepts: all concepts, in the order of their files.
        problems: what could not be read, where ``load`` was told to skip it.
    """

    def __init__(
        self,
        concepts: Iterable[Concept],
        *,
        paths: Mapping[str, Path] | None = None,
        problems: Iterable[TermsError] = (),
    ) -> None:
        """Collect ``concepts``; ``paths`` tells for each id the file that holds it.

        Raises:
            DuplicateConcept: if two concepts share an id.
        """
        self.concepts: Final = tuple(concepts)
        self.problems: Final = tuple(problems)
        self._paths: Final = dict(paths or {})
        self._by_id: Final[dict[str, Concept]] = {}
        for concept in self.concepts:
            if concept.id in self._by_id:
                raise DuplicateConcept(f"two concepts have the id {concept.id!r}", "rename one")
            self._by_id[concept.id] = concept

    @classmethod
    def load(cls, paths: Iterable[Path | str] | None = None, *, skip_broken: bool = False) -> Self:
        """Read terms files, and all ``*.toml`` of folders, in the order given.

        Args:
            paths: files and folders; by default those of ``terms_folders()``.
            skip_broken: leave out what cannot be read and keep its errors in ``problems``.

        Raises:
            TermsError: for the first thing that is wrong, unless ``skip_broken``.
        """
        reader = _Reader(skip_broken=skip_broken)
        with _paused_collector():
            for path in terms_folders() if paths is None else map(Path, paths):
                for file in sorted(path.glob("*.toml")) if path.is_dir() else [path]:
                    reader.read(file)
        return cls(reader.concepts.values(), paths=reader.paths, problems=reader.problems)

    def get(self, id_: str) -> Concept | None:
        """Return the concept with this id, or ``None``."""
        return self._by_id.get(id_)

    def with_concept(self, concept: Concept) -> Glossary:
        """Return a glossary that has ``concept`` in the place of the one with its id, or added."""
        kept = {each.id: each for each in self.concepts} | {concept.id: concept}
        return Glossary(kept.values(), paths=self._paths, problems=self.problems)

    def path(self, id_: str) -> Path | None:
        """Return the file that holds the concept with this id, where it came from one."""
        return self._paths.get(id_)

    def search(self, query: str, locale: str | None = None, *, limit: int = 20) -> tuple[Hit, ...]:
        """Return the concepts whose terms are like ``query``, the most alike first.

        Casing, accents and the dots of i are all one to it: ``istanbul``, ``ISTANBUL`` and
        ``ıstanbul`` find ``İstanbul``. A concept comes once, with its best term.

        Args:
            query: text in any language of the glossary.
            locale: look at the terms of this locale only.
            limit: the most concepts to return.
        """
        # Imported here, since most users of a glossary never search and all of them start.
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        wanted = search_key(query)
        best: dict[str, tuple[tuple[float, int, bool], Hit]] = {}
        for key, score, index in process.extract(
            wanted, self._search_keys, scorer=fuzz.WRatio, score_cutoff=70, limit=None
        ):
            concept, term = self._searched[index]
            # Within a long query any short term is found: тюркские holds РК.
            if locale in {None, term.locale} and 2 * len(key) >= len(wanted):
                # Of two that score the same, as all that hold the query do, the shorter is meant;
                # then the concept that has it for its preferred term.
                other = term.rank is not Rank.PREFERRED
                rank = (-score, abs(len(key) - len(wanted)), other)
                if concept.id not in best or rank < best[concept.id][0]:
                    best[concept.id] = (rank, Hit(concept=concept, term=term, score=score))
        ranked = sorted(best.values(), key=lambda found: (found[0], found[1].concept.id))
        return tuple(hit for _, hit in ranked[:limit])

    @cached_property
    def _searched(self) -> list[tuple[Concept, Term]]:
        return [(c, term) for c in self.concepts for terms in c.terms.values() for term in terms]

    @cached_property
    def _search_keys(self) -> list[str]:
        return [search_key(term.text) for _, term in self._searched]


def fingerprint(concept: Concept, locale: str) -> str:
    """Return a short hash of all in ``concept`` that can change a draft in ``locale``.

    That is its status, its English terms, the terms of ``locale`` (forbidden ones too) with
    their grammar, and its gloss in both. Definitions, notes, sources and line numbers do not
    count, nor does the id: whoever keeps fingerprints keeps them by id.
    """
    content = {
        "status": concept.status,
        "gloss": [concept.gloss.get(SOURCE), concept.gloss.get(locale)],
        "terms": [
            [_grammar(term) for term in concept.terms.get(key, ())] for key in (SOURCE, locale)
        ],
    }
    canonical = json.dumps(content, sort_keys=True).encode("ascii")
    return hashlib.blake2b(canonical, digest_size=8).hexdigest()


def _grammar(term: Term) -> dict[str, Any]:
    """Return what a term says but for its note, without defaults: a new field changes no hash."""
    bare = Term(text="", locale=term.locale)
    return {
        field.name: dict(value) if isinstance(value, Mapping) else value
        for field in fields(Term)
        if field.name != "note"
        and (value := getattr(term, field.name)) != getattr(bare, field.name)
    }


class _Reader:
    """What ``load`` has read so far."""

    def __init__(self, *, skip_broken: bool) -> None:
        self.concepts: dict[str, Concept] = {}
        self.paths: dict[str, Path] = {}
        self.problems: list[TermsError] = []
        self._skip_broken = skip_broken

    def read(self, path: Path) -> None:
        with self._guarded():
            file = TermFile.read(path)
            for id_ in file.tables:
                with self._guarded():
                    self._read_concept(file, id_)

    def _read_concept(self, file: TermFile, id_: str) -> None:
        concept = file.concept(id_)
        earlier = self.concepts.get(id_)
        override = file.tables[id_].get(OVERRIDE, False)
        if earlier is not None and not override:
            raise duplicate(id_, (self.paths[id_], earlier.line), (file.path, concept.line))
        if earlier is None and override:
            raise BrokenEntry(
                f"concept {id_!r} overrides nothing",
                "remove override = true or correct the id",
                file.path,
                concept.line,
                OVERRIDE,
            )
        self.concepts[id_] = concept
        self.paths[id_] = file.path

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Keep an error as a problem, where broken things are to be skipped."""
        try:
            yield
        except TermsError as error:
            if not self._skip_broken:
                raise
            self.problems.append(error)


@contextmanager
def _paused_collector() -> Iterator[None]:
    """Pause the cyclic garbage collector: reading makes no cycles, and is twice as fast so."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
