"""How well a model obeys annotations: names that it has never seen, in held-out sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training import LOCALES
from training.annotate import TermFinder, annotate, bare
from training.corpora import Row
from training.evaluate import Translate
from training.invent import Inventor


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A sentence with one annotated invented name, and the form that its reference has."""

    source: str
    form: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TermResult:
    """Shares of the cases where the stem, and where the very form of the reference came out.

    Another form can be right too, in a sentence built otherwise: ``exact`` is a lower bound.
    """

    locale: str
    cases: int
    copied: float
    exact: float


def invented_cases(
    rows: Sequence[Row], names: Sequence[Row], locale: str, *, seed: int, rounds: int = 3
) -> list[Case]:
    """Held-out sentences that mention a name, each with ``rounds`` invented names in its place."""
    finder, inventor = TermFinder(locale, names, ()), Inventor(locale)
    rng = np.random.default_rng(seed)
    cases: list[Case] = []
    for row in rows:
        target = row.target(locale)
        for mention in finder.find(row.english, target):
            for _ in range(rounds):
                marked = annotate(row.english, target, [mention], rng, inventor, most=1)
                if marked.target != target:
                    form = bare(marked.target.split()[mention.target])
                    cases.append(Case(source=marked.source, form=form))
    return cases


def term_success(
    translate: Translate, rows: Sequence[Row], names: Sequence[Row], *, seed: int = 1
) -> list[TermResult]:
    """Translates the cases of every locale and looks for the names."""
    results: list[TermResult] = []
    for locale in LOCALES:
        cases = invented_cases(rows, names, locale, seed=seed)
        written = translate([case.source for case in cases], locale)
        copied = exact = 0
        for case, text in zip(cases, written, strict=True):
            # The stem: without the ending after an apostrophe, or without a short ending.
            stem = case.form.split("'")[0]
            stem = stem[: max(3, len(stem) - 4)]
            copied += stem in text
            exact += case.form in [bare(word) for word in text.split()]
        count = max(1, len(cases))
        results.append(
            TermResult(locale=locale, cases=len(cases), copied=copied / count, exact=exact / count)
        )
    return results


def term_markdown(results: Sequence[TermResult]) -> str:
    """A table of the results."""
    lines = [
        "| invented names | cases | copied | as in the reference |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [f"| {r.locale} | {r.cases} | {r.copied:.0%} | {r.exact:.0%} |" for r in results]
    return "\n".join(lines)
