"""Rows that hold names nobody has seen, and a glossary that knows them since a second ago."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from glossary import LOCALES, Concept, Glossary, Matcher
from training.annotate import ANNOTATION, TermFinder, annotate
from training.corpora import Row
from training.invent import Namer, name_term

INVENTED = "invented"
"""The subject of the concepts that are made here."""


def with_invented(
    rows: Sequence[Row], locale: str, glossary: Glossary, seed: int
) -> tuple[list[Row], Glossary]:
    """Put an invented name in the place of one in each row that has any, in its very form.

    Args:
        rows: rows of the corpora.
        locale: the locale whose text gets the name; the row's others keep theirs.
        glossary: finds names in the rows.
        seed: other names for another one.

    Returns:
        The rows in which a name was replaced, and the glossary with the new names added to it.
    """
    finder, namer = TermFinder(glossary, Matcher(glossary), locale), Namer(locale)
    rng = np.random.default_rng(seed)
    made: list[Row] = []
    concepts: dict[str, Concept] = {}
    for row in rows:
        target = row.target(locale)
        for mention in finder.find(row.english, target):
            text = annotate(row.english, target, [mention], rng, namer)
            found = ANNOTATION.search(text.source)
            if text.target == target or found is None or found["surface"] in concepts:
                continue
            targets = list(row.targets)
            targets[LOCALES.index(locale)] = text.target
            english = ANNOTATION.sub(r"\g<surface>", text.source)
            made.append(replace(row, english=english, targets=tuple(targets)))
            name, number = found["surface"], len(concepts)
            concepts[name] = _concept(name, found["lemma"], locale, number)
            break
    return made, Glossary(chain(glossary.concepts, concepts.values()))


def _concept(english: str, lemma: str, locale: str, number: int) -> Concept:
    terms = {"en": (name_term(english, "en"),), locale: (name_term(lemma, locale),)}
    return Concept(id=f"invented-{number}", subject=INVENTED, terms=terms)
