"""Held-out rows with names that nobody has seen, as `benchmarks.terms --invented` uses them."""

from __future__ import annotations

import pytest

from benchmarks.invented import INVENTED, with_invented
from glossary import Glossary, Matcher, Recogniser
from training.corpora import read_split


@pytest.mark.parametrize("locale", ["kk", "ru"])
def test_a_new_name_stands_in_both_texts_and_in_the_glossary(locale: str) -> None:
    rows = read_split().development[:60]
    made, glossary = with_invented(rows, locale, Glossary.load(), seed=1)
    assert len(made) > 5
    matcher, recogniser = Matcher(glossary), Recogniser(glossary, locale)
    for row in made:
        new = [m for m in matcher.match(row.english) if m.concept.subject == INVENTED]
        assert len(new) == 1, row.english
        found = recogniser.recognise(row.target(locale), [new[0].concept])
        assert len(found) == 1, row.target(locale)
        assert row.english not in {other.english for other in rows}
