"""The registry of checks, and what a check says.

A check looks at units (a source beside its translation) and yields remarks. Its id is stable:
people dismiss findings and configure checks by it, so an id is never given to another idea.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pipeline.checks.unit import Unit


class Severity(StrEnum):
    """How bad a finding is. An error makes an entry unfit to publish."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """What mends a translation: ``text`` instead of ``unit.text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """What a check says of one unit.

    Attributes:
        message: what is wrong, for an editor.
        edits: how to mend it, where that is safe without a person.
        severity: where it is not the check's own.
    """

    message: str
    edits: tuple[Edit, ...] = ()
    severity: Severity | None = None


UnitCheck = Callable[[Unit], Iterator[Remark]]
AllCheck = Callable[[Sequence[Unit]], Iterator[tuple[int, Remark]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A registered check.

    Attributes:
        id: a letter and two digits.
        name: the id in words: ``term-missing``.
        severity: of its remarks, unless they or the project say otherwise.
        about: what it looks for, in a sentence.
        run: yields remarks on some units of one locale, each with the index of its unit.
    """

    id: str
    name: str
    severity: Severity
    about: str
    run: AllCheck


CHECKS: Final[dict[str, Check]] = {}
"""All checks by id."""


def check(
    id_: str, name: str, severity: Severity, *, blank: bool = False
) -> Callable[[UnitCheck], UnitCheck]:
    """Register a check of one unit at a time; blank translations are shown only if ``blank``."""

    def register(function: UnitCheck) -> UnitCheck:
        def each(units: Sequence[Unit]) -> Iterator[tuple[int, Remark]]:
            for index, unit in enumerate(units):
                if blank or unit.target.strip():
                    for remark in function(unit):
                        yield index, remark

        _add(id_, name, severity, function.__doc__, each)
        return function

    return register


def check_all(id_: str, name: str, severity: Severity) -> Callable[[AllCheck], AllCheck]:
    """Register a check that compares the units of a locale with each other."""

    def register(function: AllCheck) -> AllCheck:
        _add(id_, name, severity, function.__doc__, function)
        return function

    return register


def _add(id_: str, name: str, severity: Severity, doc: str | None, run: AllCheck) -> None:
    if id_ in CHECKS:
        raise ValueError(f"two checks have the id {id_}")
    about = " ".join((doc or "").partition("\n\n")[0].split())
    CHECKS[id_] = Check(id=id_, name=name, severity=severity, about=about, run=run)
