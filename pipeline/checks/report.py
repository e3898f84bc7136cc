"""Findings as programs read them: JSON, GitHub's annotations, and SARIF 2.1.0 (OASIS)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from pipeline.checks.base import CHECKS, Severity
from pipeline.checks.run import Finding

_GITHUB: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
_SARIF: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(findings: Sequence[Finding]) -> str:
    """Return the findings as a list of objects."""
    return json.dumps([_fields(finding) for finding in findings], ensure_ascii=False, indent=2)


def as_github(findings: Sequence[Finding]) -> str:
    """Return a workflow command for each finding, which GitHub shows beside the line."""
    return "\n".join(
        f"::{_GITHUB[f.severity]} file={_property(_relative(f.path))},line={f.line},"
        f"title={_property(f'{f.check} {CHECKS[f.check].name}')}::{_data(f.message)}"
        for f in findings
    )


def as_sarif(findings: Sequence[Finding]) -> str:
    """Return one SARIF run with all checks as its rules."""
    rules = [
        {
            "id": check.id,
            "name": check.name,
            "shortDescription": {"text": check.about},
            "defaultConfiguration": {"level": _SARIF[check.severity]},
        }
        for _, check in sorted(CHECKS.items())
    ]
    driver = {"name": "Birlestik", "version": version("birlestik"), "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_result(finding) for finding in findings]}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _fields(finding: Finding) -> dict[str, Any]:
    entry = finding.entry
    return {
        "check": finding.check,
        "name": CHECKS[finding.check].name,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": str(finding.path),
        "line": finding.line,
        "locale": finding.locale,
        "context": entry.context,
        "source": entry.msgid,
        "target": entry.msgstr[finding.form],
        "author": entry.author.value,
        "fuzzy": entry.fuzzy,
        "fixable": bool(finding.edits),
    }


def _result(finding: Finding) -> dict[str, Any]:
    location = {
        "artifactLocation": {"uri": quote(_relative(finding.path))},
        "region": {"startLine": finding.line},
    }
    return {
        "ruleId": finding.check,
        "level": _SARIF[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
    }


def _relative(path: Path) -> str:
    """Return a path as code hosts want it: below the working folder, with slashes."""
    here = Path.cwd()
    full = path.resolve()
    return (full.relative_to(here) if full.is_relative_to(here) else path).as_posix()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
