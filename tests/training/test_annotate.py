"""Term annotations mark what is there, and invented names keep the grammar."""

from __future__ import annotations

import numpy as np
import pytest

from training.annotate import TermFinder, annotate
from training.corpora import Row
from training.invent import Inventor

NAMES = [
    Row(english="Samarkand", targets=("Самарқанд", "Самарканд", "Semerkant", "Səmərqənd")),
    Row(
        english="Central Asia",
        targets=("Орталық Азия", "Центральная Азия", "Orta Asya", "Mərkəzi Asiya"),
    ),
]
LEXICON = [Row(english="minister", targets=("министр", "министр", "bakan", "nazir"))]


def finder(locale: str) -> TermFinder:
    return TermFinder(locale, NAMES, LEXICON)


@pytest.mark.parametrize(
    ("locale", "target", "lemma"),
    [
        ("kk", "Министрлер Самарқандта кездесті.", "Самарқанд"),
        ("ru", "Министры встретились в Самарканде.", "Самарканд"),
        ("tr", "Bakanlar Semerkant'ta buluştu.", "Semerkant"),
        ("az", "Nazirlər Səmərqənddə görüşüb.", "Səmərqənd"),
    ],
)
def test_inflected_forms_are_found(locale: str, target: str, lemma: str) -> None:
    mentions = finder(locale).find("The ministers met in Samarkand.", target)
    assert [m.lemma for m in mentions][-1] == lemma
    assert len(mentions) == 2


def test_a_name_of_several_words_is_one_mention() -> None:
    mentions = finder("ru").find(
        "Trade in Central Asia grew.", "Торговля в Центральной Азии выросла."
    )
    assert [(m.start, m.end, m.lemma) for m in mentions] == [(2, 4, "Центральная Азия")]


def test_a_term_that_is_not_rendered_is_not_annotated() -> None:
    assert finder("tr").find("He left Samarkand.", "Şehirden ayrıldı.") == ()


def test_annotation_marks_the_surface_and_keeps_punctuation_outside() -> None:
    source, target = "He left (Samarkand), she stayed.", "O (Semerkant'tan) gitti, o kaldı."
    mentions = finder("tr").find(source, target)
    marked = annotate(source, target, mentions, np.random.default_rng(1))
    assert marked.source == "He left ( ⟦ Samarkand ¦ Semerkant ⟧), she stayed."
    assert marked.target == target
    assert len(marked.origins) == len(marked.source.split())


@pytest.mark.parametrize(
    ("locale", "lemma", "form", "ending"),
    [
        ("kk", "Самарқанд", "Самарқандтан", "тан"),
        ("ru", "Самарканд", "Самаркандом,", "ом,"),
        ("ru", "Астана", "Астаной.", "ой."),
        ("tr", "Semerkant", "Semerkant'tan", "'tan"),
        ("az", "Bakıxan", "Bakıxanda", "da"),
    ],
)
def test_an_invented_name_takes_the_ending_of_the_one_it_replaces(
    locale: str, lemma: str, form: str, ending: str
) -> None:
    for seed in range(20):
        swap = Inventor(locale).replace(lemma, form, np.random.default_rng(seed))
        if swap is not None:
            assert swap.form.endswith(ending)
            assert swap.form.startswith(swap.lemma[:-1])
            assert swap.english.istitle()
            assert swap.lemma != lemma
    assert any(
        Inventor(locale).replace(lemma, form, np.random.default_rng(seed)) for seed in range(20)
    )


def test_a_name_that_is_not_a_plain_stem_is_left_alone() -> None:
    assert Inventor("ru").replace("Баку", "Баку", np.random.default_rng(0)) is None
