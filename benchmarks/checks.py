"""Measure how often each check raises a false alarm on human-quality translations.

    python -m benchmarks.checks FILE.tsv... [--half odd|even|all] [--show ID] [--lengths]

The files have five columns: English, Kazakh, Russian, Turkish, Azerbaijani; what people wrote is
taken to be right, so that every finding counts as a false alarm. Checks are tuned on the files
with an even place in the alphabet; the table is of the others unless ``--half`` says otherwise.
``--show ID`` prints the alarms of one check; ``--lengths`` the constants of the check of length.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections import Counter
from pathlib import Path

from glossary import LOCALES, Glossary
from pipeline.checks import CHECKS, Pinners, Unit

Row = list[str]


def rows(files: list[Path], half: str) -> list[Row]:
    """Return the rows of a half of the files."""
    wanted = {"even": (0,), "odd": (1,), "all": (0, 1)}[half]
    chosen = [file for place, file in enumerate(sorted(files), 1) if place % 2 in wanted]
    lines = (line for file in chosen for line in file.read_text("utf-8").splitlines())
    return [row for line in lines if len(row := line.split("\t")) == 1 + len(LOCALES)]


def units(table: list[Row], locale: str, pinners: Pinners | None) -> list[Unit]:
    """Return a column of the table beside the English one."""
    column = LOCALES.index(locale) + 1
    pinner = pinners[locale] if pinners else None
    return [Unit(source=r[0], target=r[column], locale=locale, pinner=pinner) for r in table]


def alarms(table: list[Row], shown: str | None) -> tuple[dict[str, Counter[str]], float]:
    """Count the units with an alarm, by check and locale; return the seconds that it took too."""
    pinners = Pinners(Glossary.load())
    counts: dict[str, Counter[str]] = {id_: Counter() for id_ in CHECKS}
    start = time.perf_counter()
    for locale in LOCALES:
        given = units(table, locale, pinners)
        for id_, check in CHECKS.items():
            found = list(check.run(given))
            counts[id_][locale] = len({index for index, _ in found})
            for index, remark in found if id_ == shown else ():
                print(f"{locale}  {remark.message}\n    {given[index].source}")
                print(f"    {given[index].target}")
    return counts, time.perf_counter() - start


def lengths(table: list[Row]) -> None:
    """Print mean and spread of the logarithm of the ratio of lengths."""
    for locale in LOCALES:
        logs = [
            (math.log(len(unit.target) / len(unit.source)), len(unit.source))
            for unit in units(table, locale, None)
        ]
        mean = statistics.mean(log for log, _ in logs)
        spread = math.sqrt(statistics.mean((log - mean) ** 2 * size for log, size in logs))
        print(f"{locale}  mean {mean:.3f}  spread {spread:.2f}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--half", choices=("odd", "even", "all"), default="odd")
    parser.add_argument("--show", metavar="ID")
    parser.add_argument("--lengths", action="store_true")
    arguments = parser.parse_args()
    table = rows(arguments.files, arguments.half)
    if arguments.lengths:
        lengths(table)
        return
    counts, seconds = alarms(table, arguments.show)
    print(f"| check | {' | '.join(LOCALES)} |")
    print(f"| --- |{' ---: |' * len(LOCALES)}")
    for id_, check in CHECKS.items():
        shares = (f"{counts[id_][locale] / len(table):.2%}" for locale in LOCALES)
        print(f"| {id_} {check.name} | {' | '.join(shares)} |")
    entries = len(table) * len(LOCALES)
    print(f"\n{len(table)} rows, {entries} entries in {seconds:.1f} s")


if __name__ == "__main__":
    main()
