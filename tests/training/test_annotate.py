"""Term annotations mark what is there, and other names keep the grammar."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import Glossary, Matcher, Number, Term
from glossary.inflect import forms
from training.annotate import Mention, TermFinder, annotate, choose
from training.corpora import CORPORA, read_rows
from training.invent import Namer
from training.vary import vary

ROWS = read_rows([CORPORA / "part-01.tsv"])[:150]
LOCALES = ("kk", "ru", "tr", "az")
TARGETS = {
    "kk": "Министрлер Самарқандта кездесті.",
    "ru": "Министры встретились в Самарканде.",
    "tr": "Bakanlar Semerkant'ta buluştu.",
    "az": "Nazirlər Səmərqənddə görüşüb.",
}
SOURCE = "The ministers met in Samarkand."


@cache
def finder(locale: str) -> TermFinder:
    known = Glossary.load()
    return TermFinder(known, Matcher(known), locale)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def city(locale: str) -> Mention:
    return next(m for m in finder(locale).find(SOURCE, TARGETS[locale]) if m.forms)


@pytest.mark.parametrize("locale", LOCALES)
def test_inflected_forms_are_found(locale: str) -> None:
    found = city(locale)
    assert SOURCE[found.start : found.end] == "Samarkand"
    assert found.lemma in {"Самарқанд", "Самарканд", "Semerkant", "Səmərqənd"}
    assert found.stop - found.at > len(found.lemma) - 1


def test_a_name_of_several_words_is_one_mention() -> None:
    (found,) = finder("ru").find("Life in Central Asia.", "Жизнь в Центральной Азии.")
    assert (found.lemma, found.forms) == ("Центральная Азия", ())


def test_a_term_that_is_not_rendered_is_not_annotated() -> None:
    assert finder("tr").find("He left Samarkand.", "Şehirden ayrıldı.") == ()


def test_a_term_that_is_rendered_twice_but_named_once_is_not_annotated() -> None:
    assert finder("ru").find("He left Samarkand.", "Из Самарканда, да, из Самарканда.") == ()


def test_annotation_marks_the_surface_and_keeps_punctuation_outside() -> None:
    source, target = "He left (Samarkand), she stayed.", "O (Semerkant'tan) gitti, o kaldı."
    marked = annotate(source, target, finder("tr").find(source, target), rng())
    assert marked.source == "He left ( ⟦ Samarkand ¦ Semerkant ⟧), she stayed."
    assert marked.target == target
    assert marked.origins == (0, 1, 2, -1, 2, -1, -1, -1, 3, 4)
    assert marked.copies == {1: 6}


@pytest.mark.parametrize("locale", LOCALES)
@settings(max_examples=60, deadline=None)
@given(number=st.integers(0, len(ROWS) - 1), seed=st.integers(0, 9), marked=st.booleans())
def test_words_are_counted_and_without_marks_the_text_is_the_source(
    locale: str, number: int, seed: int, marked: bool
) -> None:
    source, target = ROWS[number].english, ROWS[number].target(locale)
    mentions = choose(finder(locale).find(source, target), rng(seed))
    text = annotate(source, target, mentions, rng(seed), marked=marked)
    assert len(text.origins) == len(text.source.split())
    plain = [origin for origin in text.origins if origin >= 0]
    assert plain == sorted(plain)
    assert set(plain) == set(range(len(source.split())))
    for written, read in text.copies.items():
        assert marked
        assert text.origins[read] == -1
        rendered, lemma = text.target.split()[written], text.source.split()[read]
        assert rendered.strip('«“"(').lower()[0] == lemma.strip('«“"(').lower()[0]
    unmarked = re.sub(r" ?⟦ (.*?) ¦ .*? ⟧", r" \1", text.source)
    assert unmarked.replace(" ", "") == source.replace(" ", "")
    assert text.target == target


@pytest.mark.parametrize("locale", LOCALES)
def test_an_invented_name_takes_the_case_of_the_one_it_replaces(locale: str) -> None:
    mention = city(locale)
    for seed in range(20):
        text = annotate(SOURCE, TARGETS[locale], [mention], rng(seed), Namer(locale))
        lemma = text.source.partition("¦ ")[2].partition(" ⟧")[0]
        term = Term(text=lemma, locale=locale, proper=True, number=Number.SINGULAR)
        cases = {form.case for form in mention.forms}
        written = {form.text for form in forms(term) if form.case in cases}
        assert any(form in text.target for form in written)
        assert "Samarkand" not in text.source
        assert len(text.target.split()) == len(TARGETS[locale].split())


def test_a_russian_name_keeps_its_gender() -> None:
    for seed in range(20):
        text = annotate(SOURCE, TARGETS["ru"], [city("ru")], rng(seed), Namer("ru"))
        assert text.target.endswith("е.")
        assert not re.search(r"¦ \S*[аеиоуя] ⟧", text.source)


def test_real_names_are_of_the_same_subject() -> None:
    namer = Namer("tr", Glossary.load())
    drawn = {namer.name("Semerkant", city("tr").forms, "cities", rng(seed)) for seed in range(40)}
    english = {swap.english for swap in drawn if swap}
    assert len(english) > 20
    assert "Kazakhstan" not in english


def test_numbers_vary_alike_on_both_sides_and_keep_their_last_digits() -> None:
    source, target = vary("1,312 of 70,045 in 2018", "2018'de 70.045'in 1.312'si", rng())
    assert re.fullmatch(r"(\d),(\d)12 of (\d\d),(\d)45 in 2018", source)
    assert re.sub(r"\D", "", source.split()[0]) == re.sub(r"\D", "", target.split()[2])
    assert source != "1,312 of 70,045 in 2018"


@given(st.integers(1, 9_999_999), st.integers(0, 20))
def test_a_varied_number_ends_as_it_did(number: int, seed: int) -> None:
    new, _ = vary(f"{number:,}", f"{number:,}", rng(seed))
    assert len(new) == len(f"{number:,}")
    assert new[-2:] == f"{number:,}"[-2:]
    zeros = len(new.rstrip("0,"))
    assert zeros == len(f"{number:,}".rstrip("0,")) or not new.endswith("00")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789., a%'", max_size=30), st.integers(0, 5))
def test_varied_numbers_have_the_shape_of_the_old(text: str, seed: int) -> None:
    source, target = vary(text, text, rng(seed))
    assert source == target
    assert [sign if not sign.isdigit() else "0" for sign in source] == [
        sign if not sign.isdigit() else "0" for sign in text
    ]
