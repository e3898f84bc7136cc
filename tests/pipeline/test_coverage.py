"""What a draft lost, and what it says twice, is told from where the model looked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.coverage import COVERED, coverage
from pipeline.engines.base import Hypothesis

SOURCE = "Parliament ratified the treaty on Monday because many projects in energy depend on it"


def draft(text: str, looks: Sequence[int], sharp: float = 0.9) -> Hypothesis:
    """Return a draft each word of which looks at one word of `SOURCE`."""
    tokens = tuple("▁" + word for word in text.split())
    source_tokens = tuple("▁" + word for word in SOURCE.split())
    attention = np.full(
        (len(tokens), len(source_tokens)), (1 - sharp) / len(source_tokens), np.float32
    )
    for row, column in enumerate(looks):
        attention[row, column] = sharp
    return Hypothesis(
        text=text, tokens=tokens, source_tokens=source_tokens, score=0.0, attention=attention
    )


def test_a_draft_that_looks_at_every_word_is_covered() -> None:
    whole = draft("a b c d e f g h", [0, 1, 3, 5, 7, 8, 10, 11])
    assert coverage(SOURCE, whole) == COVERED


def test_a_clause_that_nothing_looks_at_is_lost() -> None:
    found = coverage(SOURCE, draft("Parlament bazar ertəsi müqaviləni ratifikasiya", [0, 5, 3, 1]))
    assert found.lost == ("many projects in energy depend",)
    assert found.faults == 1


def test_words_that_are_known_to_be_rendered_are_not_lost() -> None:
    short = draft("Parlament bazar ertəsi müqaviləni ratifikasiya", [0, 5, 3, 1])
    start = SOURCE.index("projects")
    assert coverage(SOURCE, short, [(start, start + len("projects in energy"))]) == COVERED


def test_a_word_alone_may_go_unseen() -> None:
    assert coverage(SOURCE, draft("a b c d e f g", [0, 1, 3, 5, 8, 10, 11])) == COVERED


def test_a_word_that_comes_back_in_another_form_is_said_twice() -> None:
    text = "Parlament müqaviləni sonra müqavilənin bazar çox layihə enerji asılı"
    found = coverage(SOURCE, draft(text, [0, 3, 1, 3, 5, 7, 8, 10, 11]))
    assert found.twice == ("müqavilənin",)


def test_a_phrase_that_comes_back_for_the_same_words_is_said_twice() -> None:
    text = (
        "Parlament müqaviləni ratifikasiya etdi sonra müqaviləni ratifikasiya etdi çünki çox layihə"
    )
    looks = [0, 3, 1, 1, 5, 3, 1, 1, 6, 7, 8]
    found = coverage(SOURCE, draft(text, looks))
    assert found.twice == ("müqaviləni ratifikasiya etdi",)


def test_a_phrase_that_comes_back_for_other_words_is_not() -> None:
    text = "milli məclis müqaviləni milli məclis layihələri enerji bazar ertəsi asılı"
    found = coverage(SOURCE, draft(text, [0, 0, 1, 7, 8, 8, 10, 5, 5, 11]))
    assert found.twice == ()


def test_amounts_of_one_unit_are_no_repetition() -> None:
    text = "5 milyon dollar yox 7 milyon dollar və enerji layihə gün"
    found = coverage(SOURCE, draft(text, [0, 1, 3, 6, 8, 1, 3, 7, 10, 8, 5]))
    assert found.twice == ()


def test_blurred_attention_tells_nothing() -> None:
    assert coverage(SOURCE, draft("Parlament", [0], sharp=0.3)) == COVERED


@pytest.mark.parametrize("text", ["", "…"])
def test_a_draft_without_words_tells_nothing(text: str) -> None:
    empty = Hypothesis(text=text, tokens=(), source_tokens=(), score=0.0)
    assert coverage(SOURCE, empty) == COVERED
