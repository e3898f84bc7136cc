"""Guided attention looks at what each piece renders, and teaches copying piece by piece."""

from __future__ import annotations

import numpy as np
import pytest

from training.annotate import Annotated
from training.links import Links, cut_copies, link

SOURCE = [">>kk<<", "▁In", "▁⟦", "▁Vel", "dora", "▁¦", "▁", "Вел", "дора", "▁⟧", ".", "</s>"]
TEXT = Annotated(
    source="In ⟦ Veldora ¦ Велдора ⟧.",
    target="Ол Велдорада.",
    origins=(0, -1, 1, -1, -1, -1),
    copies={1: 4},
)
ALIGNMENT = np.array([0, 1])


def links(target: list[str], text: Annotated = TEXT) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    result: Links = link(SOURCE, target, text, ALIGNMENT)
    for at, place, weight in zip(*result, strict=True):
        found.setdefault(int(at), []).append(int(place))
        assert 0 < weight <= 3
    return found


def test_a_copied_piece_looks_at_its_own_piece_of_the_lemma_and_an_ending_at_the_last() -> None:
    assert links(["▁Ол", "▁", "Вел", "дора", "да", ".", "</s>"]) == {
        0: [1],
        1: [6],
        2: [7],
        3: [8],
        4: [8],
        5: [8],
    }


def test_pieces_cut_otherwise_look_at_the_pieces_that_hold_their_letters() -> None:
    found = links(["▁Ол", "▁Велд", "орада", ".", "</s>"])
    assert found[1][-2:] == [7, 8]
    assert found[2] == [8]


def test_a_bracket_before_the_word_shifts_nothing() -> None:
    found = links(["▁Ол", "▁(", "Вел", "дора", "да", "</s>"])
    assert (found[2], found[3], found[4]) == ([7], [8], [8])


def test_without_copies_a_word_looks_at_the_words_it_is_aligned_with() -> None:
    plain = Annotated(source=TEXT.source, target=TEXT.target, origins=TEXT.origins, copies={})
    assert links(["▁Ол", "▁Велд", "орада", "</s>"], plain) == {0: [1], 1: [3, 4], 2: [3, 4]}


def test_weights_sum_to_one_where_there_are_any_and_to_three_where_a_lemma_is_copied() -> None:
    at, _, weight = link(SOURCE, ["▁Ол", "▁Велдора", "да", "</s>"], TEXT, ALIGNMENT)
    assert np.allclose(np.bincount(at, weight), [1, 3, 3])


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        (["▁Вел", "дорада", "."], ["▁", "Вел", "дора", "<да.>"]),
        (["▁Велдора"], ["▁", "Вел", "дора"]),
        (["▁Велдо", "рды"], ["▁", "Вел", "<дорды>"]),
        (["▁", "«", "Велдора", "»"], ["▁", "<«Велдора»>"]),
    ],
)
def test_a_copied_word_is_cut_as_its_lemma_is_and_other_words_as_they_were(
    word: list[str], cut: list[str]
) -> None:
    pieces = cut_copies(SOURCE[1:-1], ["▁", "О", "л", *word], TEXT, lambda rest: [f"<{rest}>"])
    assert pieces == ["▁", "О", "л", *cut]
