from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import LOCALES
from glossary.normal import BREAK, exact, folding, normalise, search_key

# Letters, marks, spaces and what is invisible, in every combination.
ODD = st.text(
    st.sampled_from("aeIıİiüÜёйқə’'-–—“« \n\t\u00a0\u00ad\u200b\u0308\u0301ßﬁæ²™A1.\0\ud800\ufeff")
)
TEXTS = ODD | st.text()


@given(TEXTS, st.sampled_from(["en", *LOCALES]))
def test_every_stretch_leads_back_to_the_stretch_that_it_was_made_from(
    text: str, locale: str
) -> None:
    normal = normalise(text, folding(locale))
    for place in range(len(normal.text)):
        start, end = normal.span(place, place + 1)
        assert 0 <= start <= end <= len(text)
        piece = normalise(text[start:end], folding(locale)).text
        # Half of a letter that became two (ß, ss) has no stretch of its own.
        assert normal.text[place] in piece or not piece or BREAK in (piece, normal.text[place])


@given(TEXTS, st.sampled_from(["en", *LOCALES]))
def test_offsets_grow_with_offsets(text: str, locale: str) -> None:
    normal = normalise(text, folding(locale))
    starts = [normal.span(place, place + 1)[0] for place in range(len(normal.text))]
    assert starts == sorted(starts)


@given(TEXTS)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text, folding("en")).text
    assert normalise(once, folding("en")).text in {once, once.replace(BREAK, " ")}


@given(st.text("aÁçÇğĞıIiİöŞüəƏйЙёЁқҰіә o’-"), st.sampled_from(["en", *LOCALES]))
def test_composed_and_decomposed_texts_are_alike(text: str, locale: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    fold = folding(locale)
    assert normalise(decomposed, fold).text == normalise(text, fold).text


@pytest.mark.parametrize(
    ("locale", "text", "other"),
    [
        ("en", "Türkiye", "TURKIYE"),
        ("en", "Tu\u0308rkiye", "türkiye"),
        ("en", "Łódź", "lodz"),
        ("en", "coöperation", "cooperation"),
        ("en", "o\ufb03ce", "office"),
        ("en", "İstanbul", "istanbul"),
        ("en", "Ministry\u00a0of\r\n Defense", "ministry of defense"),
        ("en", "Kazakh\u2010Uzbek", "kazakh-uzbek"),
        ("en", "Kazakh\u00adstan\ufeff", "kazakhstan"),
        ("en", "N‘Djamena", "n'djamena"),
        ("tr", "ISPARTA İZMİR", "ısparta izmir"),
        ("tr", "Kâğıt", "kağıt"),
        ("tr", "I\u0307zmir", "izmir"),
        ("az", "GƏNCƏ", "gəncə"),
        ("az", "Şuşa’da", "şuşa'da"),
        ("ru", "Самолёт", "САМОЛЕТ"),
        ("ru", "и\u0306од", "йод"),
        ("ru", "Казахста\u0301н", "казахстан"),
        ("kk", "ҚАЗАҚСТАН", "қазақстан"),
    ],
)
def test_what_a_reader_takes_for_the_same_is_alike(locale: str, text: str, other: str) -> None:
    fold = folding(locale)
    assert normalise(text, fold).text == normalise(other, fold).text


@pytest.mark.parametrize(
    ("locale", "text", "other"),
    [
        ("tr", "ısparta", "isparta"),
        ("az", "Qax", "qakh"),
        ("ru", "йод", "иод"),
        ("kk", "қала", "кала"),
        ("tr", "şuşa", "susa"),
        ("en", "states¹", "states1"),
        ("en", "one\n\ntwo", "one two"),
        ("en", "oil—gas", "oil-gas"),
    ],
)
def test_what_differs_to_a_reader_stays_different(locale: str, text: str, other: str) -> None:
    fold = folding(locale)
    assert normalise(text, fold).text != normalise(other, fold).text


def test_an_empty_line_is_a_break_and_a_line_end_is_a_space() -> None:
    fold = folding("en")
    assert normalise("a\r\nb", fold).text == "a b"
    assert normalise("a\r\n\r\nb", fold).text == f"a{BREAK}b"
    assert normalise("a\r\rb", fold).text == f"a{BREAK}b"
    assert normalise("a \n \n b", fold).text == f"a{BREAK}b"


def test_exact_keeps_letters_and_makes_typography_alike() -> None:
    assert exact("«Türkiye’nin»\u00a0\u2013  İI") == '"Türkiye\'nin" - İI'


def test_a_search_key_is_the_same_for_every_casing_in_every_language() -> None:
    assert search_key("İSTANBUL") == search_key("istanbul") == search_key("Ístanbul")
    assert search_key("IĞDIR") == search_key("ığdır")
    assert search_key("ҚАЗАҚСТАН") == search_key("қазақстан")
