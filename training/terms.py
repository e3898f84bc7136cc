"""How well a model obeys annotations: names that it has never seen, in held-out sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from glossary import Glossary, Matcher
from glossary.inflect import forms
from training import LOCALES
from training.annotate import ANNOTATION, TermFinder, annotate
from training.corpora import Row
from training.evaluate import Translate
from training.invent import Namer, name_term


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A sentence with one annotated invented name, and the form that its reference has."""

    source: str
    lemma: str
    form: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TermResult:
    """Shares of the cases where any form of the name, and where that of the reference came out.

    Another form can be right too, in a sentence built otherwise: ``exact`` is a lower bound.
    """

    locale: str
    cases: int
    copied: float
    exact: float


def invented_cases(
    rows: Sequence[Row], locale: str, *, seed: int, rounds: int = 3, most: int = 400
) -> list[Case]:
    """Held-out sentences that mention a name, each with ``rounds`` invented names in its place."""
    finder, namer = TermFinder(*_termbase(), locale), Namer(locale)
    rng = np.random.default_rng(seed)
    cases: list[Case] = []
    for row in rows:
        target = row.target(locale)
        for mention in finder.find(row.english, target):
            for _ in range(rounds if mention.forms else 0):
                text = annotate(row.english, target, [mention], rng, namer)
                found = ANNOTATION.search(text.source)
                if text.target != target and found:
                    kept = len(target) - mention.stop
                    form = text.target[mention.at : len(text.target) - kept]
                    cases.append(Case(source=text.source, lemma=found["lemma"], form=form))
    return cases[:most]


@cache
def _termbase() -> tuple[Glossary, Matcher]:
    glossary = Glossary.load()
    return glossary, Matcher(glossary)


def term_success(
    translate: Translate, rows: Sequence[Row], *, seed: int = 1, most: int = 400
) -> list[TermResult]:
    """Translates the cases of every locale and looks for the names."""
    results: list[TermResult] = []
    for locale in LOCALES:
        cases = invented_cases(rows, locale, seed=seed, most=most)
        written = translate([case.source for case in cases], locale)
        copied = exact = 0
        for case, text in zip(cases, written, strict=True):
            lemma = name_term(case.lemma, locale)
            copied += any(_holds(text, form.text) for form in forms(lemma))
            exact += _holds(text, case.form)
        count = max(1, len(cases))
        results.append(
            TermResult(locale=locale, cases=len(cases), copied=copied / count, exact=exact / count)
        )
    return results


def _holds(text: str, form: str) -> bool:
    """Whether ``form`` stands in ``text`` as a word, however its apostrophe is written."""
    words = text.replace("’", "'")
    return re.search(rf"(?<!\w){re.escape(form.replace('’', chr(39)))}(?!\w)", words) is not None


def term_markdown(results: Sequence[TermResult]) -> str:
    """A table of the results."""
    lines = [
        "| invented names | cases | copied | as in the reference |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [f"| {r.locale} | {r.cases} | {r.copied:.0%} | {r.exact:.0%} |" for r in results]
    return "\n".join(lines)
