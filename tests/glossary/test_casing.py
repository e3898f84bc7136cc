from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.casing import capitalise, fold, graft, lower, match_case, title, upper

LOCALES = st.sampled_from(["en", "kk", "ru", "tr", "az"])
TURKISH_LETTERS = st.text("abcçdefgğhıijklmnoöprsştuüvyzâîû")


@pytest.mark.parametrize("locale", ["tr", "az"])
def test_dotted_and_dotless_i_keep_their_dots(locale: str) -> None:
    assert upper("Iğdır ili", locale) == "IĞDIR İLİ"
    assert lower("IĞDIR İLİ", locale) == "ığdır ili"


@pytest.mark.parametrize("locale", ["en", "kk", "ru"])
def test_elsewhere_i_is_the_i_of_english(locale: str) -> None:
    assert upper("title", locale) == "TITLE"
    assert lower("TITLE", locale) == "title"


def test_kazakh_and_russian_letters_follow_unicode() -> None:
    assert upper("қазақстан әғқңөұүһі", "kk") == "ҚАЗАҚСТАН ӘҒҚҢӨҰҮҺІ"
    assert lower("ЁЛКА", "ru") == "ёлка"


def test_azerbaijani_schwa_has_a_capital() -> None:
    assert upper("gəncə", "az") == "GƏNCƏ"


def test_a_turkish_name_in_a_kazakh_text_keeps_its_length() -> None:
    assert lower("İzmir", "kk") == "izmir"


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("iran", "tr", "İran"),
        ("ısparta", "az", "Isparta"),
        ("iran", "ru", "Iran"),
        ("«бірлестік» жаттығуы", "kk", "«Бірлестік» жаттығуы"),
        ("“qarabağ”", "az", "“Qarabağ”"),
        ("2030 жыл", "kk", "2030 жыл"),
        ("баку – Тбилиси", "ru", "Баку – Тбилиси"),
        ("ß", "en", "ß"),
        ("", "tr", ""),
        ("— …", "tr", "— …"),
    ],
)
def test_capitalise_raises_the_first_letter_alone(text: str, locale: str, expected: str) -> None:
    assert capitalise(text, locale) == expected


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("NEW YORK", "tr", "New York"),
        ("нью-йорк", "kk", "Нью-Йорк"),
        ("ISPARTA'DAN", "tr", "Isparta'dan"),
        ("BAKÜ’DE", "tr", "Bakü’de"),
        ("istanbul", "tr", "İstanbul"),
    ],
)
def test_title_capitalises_words_and_not_their_endings(
    text: str, locale: str, expected: str
) -> None:
    assert title(text, locale) == expected


@pytest.mark.parametrize(
    ("text", "pattern", "locale", "expected"),
    [
        ("genel sekreter", "SECRETARY GENERAL", "tr", "GENEL SEKRETER"),
        ("бас хатшы", "Secretary General", "kk", "Бас хатшы"),
        ("генеральный секретарь", "secretary general", "ru", "генеральный секретарь"),
        ("Баку", "baku", "ru", "Баку"),
        ("ОТГ", "organization", "ru", "ОТГ"),
        ("ил", "A", "kk", "Ил"),
        ("istanbul", "“ISTANBUL”", "tr", "İSTANBUL"),
        ("dövlət", "2030", "az", "dövlət"),
        ("dövlət", "", "az", "dövlət"),
    ],
)
def test_match_case_follows_the_source(text: str, pattern: str, locale: str, expected: str) -> None:
    assert match_case(text, pattern, locale) == expected


@pytest.mark.parametrize(
    ("word", "lowered", "locale", "expected"),
    [
        ("Teşkilat", "teşkilad", "tr", "Teşkilad"),
        ("ODAK", "odağ", "tr", "ODAĞ"),
        ("Лев", "льва", "ru", "Льва"),
        ("İpək", "ipəy", "az", "İpəy"),
    ],
)
def test_graft_keeps_the_casing_of_what_stays(
    word: str, lowered: str, locale: str, expected: str
) -> None:
    assert graft(word, lowered, locale) == expected


@given(text=st.text(), locale=LOCALES)
def test_lower_and_fold_keep_every_offset(text: str, locale: str) -> None:
    assert len(lower(text, locale)) == len(fold(text, locale)) == len(text)


@given(text=TURKISH_LETTERS, locale=st.sampled_from(["tr", "az"]))
def test_turkish_letters_survive_the_way_up_and_down(text: str, locale: str) -> None:
    assert lower(upper(text, locale), locale) == text


@given(text=st.text(), locale=LOCALES)
def test_lowering_folding_and_capitalising_twice_is_doing_it_once(text: str, locale: str) -> None:
    for change in (lower, fold, capitalise):
        once = change(text, locale)
        assert change(once, locale) == once


@given(text=st.text(), locale=LOCALES)
def test_capitalise_touches_one_letter_at_most(text: str, locale: str) -> None:
    changed = capitalise(text, locale)
    assert sum(a != b for a, b in zip(text, changed, strict=True)) <= 1


@given(word=st.text(), locale=LOCALES)
def test_grafting_a_word_onto_itself_changes_nothing(word: str, locale: str) -> None:
    assert graft(word, lower(word, locale), locale) == word
