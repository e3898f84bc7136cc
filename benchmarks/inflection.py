"""Measure inflection against a folder of UniMorph tables.

    python benchmarks/inflection.py FOLDER [--features] [--errors]

The folder holds ``<locale>.tsv`` files: lemma, form and UniMorph features, separated by tabs.
Printed is a Markdown table of exact-form accuracy: a row counts as right where the *best* form
of its cell is the table's form, or one of them where the table gives a cell several. Of variants
that the features tell apart (the familiar and the polite second person of Kazakh) the one that
they name is compared. Rows that are no noun in a case are left out and counted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from glossary.inflect import forms
from glossary.model import LOCALES, Case, Number, Possessor, Term

# What the tables call cases; Kazakh and Russian files have names of their own.
_CASES = {case.value: case for case in Case} | {"INST": Case.INSTRUMENTAL}
# Kazakh -ңыз, the polite form, is the second variant of the second person.
_POLITE = "LSSPEC2"
_IGNORED = frozenset({"N", "DEF", "ANIM", "INAN", "LSSPEC1", _POLITE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One cell of a lemma's table: what its features ask for."""

    lemma: str
    case: Case
    number: Number
    possessor: Possessor | None
    polite: bool
    animate: bool | None


def parse(lemma: str, features: str) -> Row | None:
    """Return the cell that ``features`` name, or ``None`` where they are no noun's in a case."""
    labels = features.split(";")
    cases = [_CASES[label] for label in labels if label in _CASES]
    numbers = [Number(label) for label in labels if label in {"SG", "PL"}]
    possessors = [Possessor(label) for label in labels if label.startswith("PSS")]
    known = len(cases) + len(numbers) + len(possessors) + len(_IGNORED & set(labels))
    if known != len(labels) or len(numbers) != 1:
        return None
    return Row(
        lemma=lemma,
        case=cases[0] if cases else Case.NOMINATIVE,
        number=numbers[0],
        possessor=possessors[0] if possessors else None,
        polite=_POLITE in labels,
        animate=True if "ANIM" in labels else False if "INAN" in labels else None,
    )


def read(path: Path) -> tuple[dict[Row, dict[str, str]], int]:
    """Return the cells of a file, each with its forms and their features, and the rows left out."""
    cells: dict[Row, dict[str, str]] = defaultdict(dict)
    left_out = 0
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        fields = line.split("\t")
        if len(fields) != 3:
            sys.exit(f"{path}:{number}: expected lemma, form and features, separated by tabs")
        row = parse(fields[0], fields[2])
        if row is None:
            left_out += 1
        else:
            cells[row][fields[1]] = fields[2]
    return cells, left_out


def answer(locale: str, row: Row) -> str:
    """Return the form that the glossary gives for ``row``, knowing the lemma alone."""
    term = Term(text=row.lemma, locale=locale, animate=row.animate)
    possessed = [
        form
        for form in forms(term, owners=tuple(filter(None, [row.possessor])))
        if form.case is row.case and form.possessor is row.possessor
    ]
    # A noun that has one number only answers with it.
    found = [form.text for form in possessed if form.number is row.number] or [
        form.text for form in possessed
    ]
    return found[1 if row.polite and len(found) > 1 else 0] if found else ""


def measure(locale: str, cells: dict[Row, dict[str, str]]) -> Iterator[tuple[Row, str, bool]]:
    """Yield each cell with the answer to it and whether that is right."""
    for row, expected in cells.items():
        got = answer(locale, row)
        yield row, got, got in expected


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="holds <locale>.tsv files")
    parser.add_argument("--features", action="store_true", help="a row for each feature bundle")
    parser.add_argument("--errors", action="store_true", help="list what differs")
    options = parser.parse_args()
    paths = [path for locale in LOCALES if (path := options.folder / f"{locale}.tsv").is_file()]
    if not paths:
        sys.exit(f"{options.folder}: no <locale>.tsv for any of {', '.join(LOCALES)}")
    print("| locale | features | cells | exact | left out | forms/s |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    errors: list[str] = []
    for path in paths:
        cells, left_out = read(path)
        begun = time.perf_counter()
        results = list(measure(path.stem, cells))
        speed = len(results) / (time.perf_counter() - begun)
        right = sum(ok for _, _, ok in results)
        print(
            f"| {path.stem} | all | {len(results)} | {right / max(1, len(results)):.2%} "
            f"| {left_out} | {speed:,.0f} |"
        )
        by_features: dict[str, Counter[bool]] = defaultdict(Counter)
        for row, got, ok in results:
            for features in set(cells[row].values()):
                by_features[features][ok] += 1
            if not ok:
                wanted = " / ".join(cells[row])
                errors.append(f"{path.stem}\t{row.lemma}\t{wanted}\t{got}")
        if options.features:
            for features, counts in sorted(by_features.items()):
                share = counts[True] / counts.total()
                print(f"| {path.stem} | {features} | {counts.total()} | {share:.2%} | | |")
    if options.errors:
        print("\n".join(["", *errors]))


if __name__ == "__main__":
    main()
