from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from glossary import Concept, Glossary
from glossary.entry import read_concept

GlossaryOf = Callable[..., Glossary]


@pytest.fixture
def glossary_of() -> GlossaryOf:
    """Make a glossary in memory: id -> the table of a concept, with underscores for hyphens."""

    def make(**tables: dict[str, object]) -> Glossary:
        return Glossary(concept_of(id_.replace("_", "-"), table) for id_, table in tables.items())

    return make


def concept_of(id_: str, table: dict[str, object]) -> Concept:
    return read_concept(id_, table, subject="test")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a terms file to the folder of the test, and return its path."""

    def write_file(text: str, name: str = "places.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        return path

    return write_file
