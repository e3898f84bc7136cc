"""The registry of checks, and what a check says.

The ids are stable: people search for them and switch checks off by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from glossary.model import Concept, Term
from glossary.store import Glossary


class Level(StrEnum):
    """How bad a finding is. Only errors make a glossary unfit for use."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """What a check says of a concept, and of which of its terms or locales, if of one.

    ``level`` is the check's own unless given.
    """

    concept: Concept
    message: str
    term: Term | None = None
    locale: str = ""
    level: Level | None = None


Check = Callable[[Glossary], Iterator[Remark]]
TermCheck = Callable[[Concept, Term], Iterator[str]]

CHECKS: Final[dict[str, tuple[Level, Check]]] = {}
"""id -> the level of its remarks, and the check."""


def check(id_: str, level: Level) -> Callable[[Check], Check]:
    """Register a check of a whole glossary."""

    def register(function: Check) -> Check:
        CHECKS[id_] = (level, function)
        return function

    return register


def term_check(id_: str, level: Level) -> Callable[[TermCheck], TermCheck]:
    """Register a check that looks at one term at a time and yields what is wrong with it."""

    def register(function: TermCheck) -> TermCheck:
        def every_term(glossary: Glossary) -> Iterator[Remark]:
            for concept in glossary.concepts:
                for terms in concept.terms.values():
                    for term in terms:
                        for message in function(concept, term):
                            yield Remark(concept=concept, term=term, message=message)

        CHECKS[id_] = (level, every_term)
        return function

    return register
