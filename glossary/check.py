"""What may be wrong in a glossary, with file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from glossary import compound_checks, concept_checks, term_checks
from glossary.errors import TermsError
from glossary.model import Status
from glossary.remarks import CHECKS, Level, Remark
from glossary.store import Glossary
from glossary.termfile import TermFile

__all__ = ["BROKEN", "CHECKS", "Finding", "Level", "findings"]

BROKEN: Final = "broken"
"""The id of findings that are no check's: what could not be read."""

# Importing them registers their checks.
_REGISTERED: Final = (concept_checks, term_checks, compound_checks)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One result of a check.

    Attributes:
        check: the id of the check.
        level: how bad it is.
        message: what is wrong and what to do.
        concept: the id of the concept; empty where a file cannot be read.
        locale: the language concerned, if it is one.
        path, line: where the concept, or the term that the check speaks of, stands.
    """

    check: str
    level: Level
    message: str
    concept: str = ""
    locale: str = ""
    path: Path | None = None
    line: int = 0

    def __str__(self) -> str:
        """Return the finding as compilers write theirs: ``path:line: level: message [id]``."""
        place = f"{self.path}:{self.line}: " if self.path else ""
        about = " ".join(part for part in (self.concept, self.locale) if part)
        return f"{place}{self.level}: {about and f'{about}: '}{self.message} [{self.check}]"


def findings(glossary: Glossary, only: Iterable[str] | None = None) -> tuple[Finding, ...]:
    """Return what the checks (all, or those with the ids in ``only``) find, by file and line.

    What could not be read when the glossary was loaded is found too. Concepts that are
    deprecated are kept for the record and not checked.
    """
    alive = Glossary([c for c in glossary.concepts if c.status is not Status.DEPRECATED])
    places = _Places(glossary)
    found = [_broken(problem) for problem in glossary.problems]
    for id_ in CHECKS if only is None else only:
        level, run = CHECKS[id_]
        for remark in run(alive):
            path, line = places.find(remark)
            found.append(
                Finding(
                    check=id_,
                    level=remark.level or level,
                    message=remark.message,
                    concept=remark.concept.id,
                    locale=remark.term.locale if remark.term else remark.locale,
                    path=path,
                    line=line,
                )
            )
    return tuple(sorted(found, key=lambda f: (str(f.path or ""), f.line, f.check, f.locale)))


def _broken(problem: TermsError) -> Finding:
    message = f"{problem.message}; {problem.advice}" if problem.advice else problem.message
    return Finding(
        check=BROKEN, level=Level.ERROR, message=message, path=problem.path, line=problem.line
    )


class _Places:
    """Finds the lines of terms; each file is read once."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._files: dict[Path, TermFile] = {}

    def find(self, remark: Remark) -> tuple[Path | None, int]:
        concept, term = remark.concept, remark.term
        path = self._glossary.path(concept.id)
        if path is None or term is None:
            return path, concept.line
        if path not in self._files:
            self._files[path] = TermFile.read(path)
        return path, self._files[path].text_line(concept.id, term.text)
