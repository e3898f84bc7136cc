"""How a project configures checks: in pyproject.toml or birlestik.toml.

[tool.birlestik.checks]          # in birlestik.toml: [checks]
disable = ["K01"]
severity = { T01 = "error" }
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomli

from pipeline.checks.base import CHECKS, Severity

_FILES = (("birlestik.toml", ("checks",)), ("pyproject.toml", ("tool", "birlestik", "checks")))


class SettingsError(Exception):
    """The configuration of checks cannot be used; the message says where and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Which checks are off, and whose severity is the project's own."""

    disabled: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def find(cls, start: Path) -> Settings:
        """Read the settings of the nearest file that has any, in ``start`` or a folder above it.

        Raises:
            SettingsError: a file on the way is no TOML, or its settings are not understood.
        """
        start = start.resolve()
        for folder in (start, *start.parents):
            for name, keys in _FILES:
                table = _table(folder / name, keys)
                if table is not None:
                    return cls.of(table, str(folder / name))
        return cls()

    @classmethod
    def of(cls, table: object, where: str) -> Settings:
        """Understand a table of settings.

        Raises:
            SettingsError: it holds something else than it may; ``where`` is named.
        """
        if not isinstance(table, dict) or (unknown := set(table) - {"disable", "severity"}):
            raise SettingsError(
                f"{where}: checks take `disable` and `severity`,"
                f" not {', '.join(sorted(unknown)) if isinstance(table, dict) else table!r}."
            )
        disable, severity = table.get("disable", []), table.get("severity", {})
        if not isinstance(disable, list) or not isinstance(severity, dict):
            raise SettingsError(
                f'{where}: write disable = ["K01"] and severity = {{ T01 = "error" }}.'
            )
        known_ids(disable, where)
        known_ids(severity, where)
        try:
            levels = {id_: Severity(level) for id_, level in severity.items()}
        except ValueError as error:
            raise SettingsError(f"{where}: {error}; give one of {', '.join(Severity)}.") from None
        return cls(disabled=frozenset(disable), severity=MappingProxyType(levels))


def known_ids(ids: Iterable[object], where: str) -> None:
    """Refuse ids of checks that do not exist.

    Raises:
        SettingsError: with the unknown ids and those there are.
    """
    if unknown := [str(id_) for id_ in ids if id_ not in CHECKS]:
        there = ", ".join(sorted(CHECKS))
        raise SettingsError(f"{where}: no check has the id {', '.join(unknown)}; {there} exist.")


def _table(path: Path, keys: tuple[str, ...]) -> object | None:
    try:
        found: Any = tomli.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:  # tomli's error and a wrong encoding are ValueErrors
        raise SettingsError(f"{path}: cannot be read ({error}). Mend it and run again.") from error
    for key in keys:
        if not isinstance(found, dict) or key not in found:
            return None
        found = found[key]
    return found  # type: ignore[no-any-return]  # whatever TOML holds; `of` looks closely
