from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glossary.inflect import forms, inflect
from glossary.inflect.turkish import TURKISH
from glossary.model import LOCALES, Case, Harmony, Number, Person, Possessor, Term

# The first Russian term loads the dictionary.
unhurried = settings(deadline=None)

ALPHABETS = {
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyz",
    "az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyz",
}


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """A term of one to three words, well or badly flagged."""
    locale = draw(st.sampled_from(LOCALES))
    word = st.text(ALPHABETS[locale], min_size=1, max_size=9)
    words = draw(st.lists(word, min_size=1, max_size=3))
    casings: list[Callable[[str], str]] = [str.lower, str.capitalize, str.upper]
    case = draw(st.sampled_from(casings))
    return Term(
        text=draw(st.sampled_from([" ", " ", "-"])).join(case(word) for word in words),
        locale=locale,
        proper=draw(st.booleans()),
        acronym=draw(st.booleans()),
        izafet=draw(st.none() | st.booleans()),
        harmony=draw(st.none() | st.sampled_from(Harmony)),
        soften=draw(st.none() | st.booleans()),
        number=draw(st.none() | st.sampled_from(Number)),
        head=tuple(draw(st.lists(st.integers(0, 4), max_size=2))),
        gender=draw(st.none() | st.sampled_from(["masc", "femn", "neut"])),
        animate=draw(st.none() | st.booleans()),
        person=draw(st.none() | st.sampled_from(Person)),
        invariable=draw(st.booleans()),
    )


@st.composite
def odd_terms(draw: st.DrawFn) -> Term:
    """A term of any text at all."""
    return Term(
        text=draw(
            st.text(max_size=12) | st.sampled_from(["\x00", "\ud800", "(x)", "« »", "…", "'"])
        ),
        locale=draw(st.sampled_from(LOCALES)),
        proper=draw(st.booleans()),
        izafet=draw(st.none() | st.booleans()),
    )


def sample(locale: str) -> Iterator[Term]:
    texts = {
        "kk": ["Нью-Йорк", "Түркі мемлекеттері ұйымы", "«Бірлестік»"],
        "ru": ["Генеральный штаб", "Касым-Жомарт", "«Бирлестик»"],
        "tr": ["Bakü", "Türk Devletleri Teşkilatı", "“Birlestik”"],
        "az": ["Bakı", "Türk Dövlətləri Təşkilatı", "“Birlestik”"],
    }
    return (Term(text=text, locale=locale, proper=True) for text in texts[locale])


@unhurried
@given(term=terms() | odd_terms())
def test_every_term_has_forms_and_no_form_is_empty_or_stands_twice(term: Term) -> None:
    found = forms(term)
    assert found
    assert len(set(found)) == len(found)
    assert all(form.text for form in found) or not term.text


@unhurried
@given(term=terms() | odd_terms())
def test_the_first_form_is_the_text_itself(term: Term) -> None:
    first = forms(term)[0]
    assert first.text == term.text
    assert first.case is Case.NOMINATIVE
    assert first.number is (term.number or first.number)


@unhurried
@given(term=terms())
def test_forms_are_the_same_each_time(term: Term) -> None:
    once = forms(term, owners=tuple(Possessor))
    forms.cache_clear()
    assert forms(term, owners=tuple(Possessor)) == once


@unhurried
@given(term=terms())
def test_possessives_come_on_top_of_the_plain_forms(term: Term) -> None:
    plain, possessed = forms(term), forms(term, owners=tuple(Possessor))
    assert [form for form in possessed if form.possessor is None] == list(plain)


@unhurried
@given(term=terms())
def test_the_number_of_a_term_is_the_number_of_its_forms(term: Term) -> None:
    if term.number:
        assert {form.number for form in forms(term)} == {term.number}


@unhurried
@given(text=st.text(min_size=1, max_size=20), locale=st.sampled_from(LOCALES))
def test_what_is_invariable_never_changes(text: str, locale: str) -> None:
    term = Term(text=text, locale=locale, invariable=True)
    assert {form.text for form in forms(term)} == {text}


@unhurried
@given(term=terms())
def test_an_abbreviation_keeps_its_letters_in_every_form(term: Term) -> None:
    if term.acronym and not term.izafet and not term.head:
        assert all(form.text.startswith(term.text) for form in forms(term))


@unhurried
@given(word=st.text(ALPHABETS["kk"], min_size=2, max_size=9))
def test_kazakh_case_endings_leave_the_word_whole(word: str) -> None:
    assert all(form.text.startswith(word) for form in forms(Term(text=word, locale="kk")))


@unhurried
@given(word=st.text(ALPHABETS["tr"], min_size=2, max_size=9))
def test_an_apostrophe_leaves_a_turkish_name_whole(word: str) -> None:
    assume(not TURKISH.izafet(word))  # Institutions do without: Yalıevinin.
    name = Term(text=word.capitalize(), locale="tr", proper=True, number=Number.SINGULAR)
    for form in forms(name):
        assert form.text.startswith(name.text)
        assert form.text == name.text or form.text[len(name.text)] in "'’ "


@pytest.mark.parametrize("locale", LOCALES)
def test_every_cell_of_a_term_is_filled(locale: str) -> None:
    for term in sample(locale):
        cells = {(form.case, form.number) for form in forms(term)}
        numbers = {number for _, number in cells}
        cases = {case for case, _ in cells}
        assert len(cells) == len(numbers) * len(cases)
        assert len(cases) == (6 if locale == "ru" else 8)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_best_form_is_the_first_of_its_cell(locale: str) -> None:
    for term in sample(locale):
        for form in forms(term):
            cell = [f for f in forms(term) if (f.case, f.number) == (form.case, form.number)]
            assert inflect(term, form.case, form.number) == cell[0].text


@pytest.mark.parametrize("locale", LOCALES)
def test_a_term_of_one_number_answers_for_both(locale: str) -> None:
    for term in sample(locale):
        single = Term(text=term.text, locale=locale, proper=True, number=Number.SINGULAR)
        asked = inflect(single, Case.GENITIVE, Number.PLURAL)
        assert asked == inflect(single, Case.GENITIVE, Number.SINGULAR)


def test_english_terms_are_refused_with_a_reason() -> None:
    with pytest.raises(ValueError, match=r"locale 'en'.*kk, ru, tr, az"):
        forms(Term(text="Astana", locale="en"))


@pytest.mark.parametrize("key", ["GEN", "GEN.DU", "GENITIVE.SG", ""])
def test_an_irregular_form_must_name_a_cell(key: str) -> None:
    term = Term(text="Баку", locale="ru", irregular={key: "Баку"})
    with pytest.raises(ValueError, match=r"names no case and number.*GEN\.SG"):
        forms(term)


def test_a_form_asked_for_in_vain_says_what_is_missing() -> None:
    with pytest.raises(ValueError, match="has no form prepositional"):
        inflect(Term(text="Бішкек", locale="kk"), Case.PREPOSITIONAL, Number.SINGULAR)
