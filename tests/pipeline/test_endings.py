"""Endings on numbers, as the numbers are read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Number, Term
from glossary.inflect import forms
from pipeline.numbers import agreeing, hung

TURKIC = ("kk", "tr", "az")
ENDINGS = {
    "kk": "ге ға ден дан тен тан нен нан де да те та тің ның дың ші шы сі ы ін сында мен пен дей",
    "tr": "de da te ta den dan ten tan e a ye ya i ı u ü yi sı si ini sine in nin un uncu inci nci "
    "ıncı lik lük er şar dekinin lerde lar ler dir tir ydi",
    "az": "ci cı cu cü də da dən dan ə a yə nə nın ni i ı u ü si sı sını nin in dəki lər dir dur",
}
NUMBERS = st.integers(0, 3000) | st.integers(1, 12).map(lambda zeros: 10**zeros)
FIGURES = NUMBERS.map(str) | NUMBERS.map(lambda n: f"{n},25") | NUMBERS.map(lambda n: f"{n}:00")


def endings(locale: str) -> st.SearchStrategy[str]:
    return st.sampled_from(ENDINGS[locale].split())


def spelled(text: str, locale: str) -> str:
    """Return a text with every ending that can be only one put right."""
    for each in reversed([*hung(text, locale)]):
        if not each.right and len(each.fitting) == 1:
            text = text[: each.start] + each.fitting[0] + text[each.end :]
    return text


@pytest.mark.parametrize(
    ("locale", "wrong", "right"),
    [
        ("tr", "2014'da", "2014'te"),
        ("tr", "2018'da", "2018'de"),
        ("tr", "3'in", "3'ün"),
        ("tr", "6'ıncı", "6'ncı"),
        ("tr", "9’inci", "9’uncu"),
        ("tr", "2'in", "2'nin"),
        ("tr", "70.000'den", "70.000'den"),
        ("tr", "1.500'den", "1.500'den"),
        ("tr", "40.000.000'den", "40.000.000'dan"),
        ("tr", "2019'dekinin", "2019'dakinin"),
        ("tr", "1990'lerde", "1990'larda"),
        ("tr", "5'si", "5'i"),
        ("tr", "%14,25'den", "%14,25'ten"),
        ("tr", "14,25%'den", "14,25%'ten"),
        ("tr", "100 km'dan", "100 km'den"),
        ("tr", "saat 10.30'de", "saat 10.30'da"),
        ("tr", "29.10.2023'de", "29.10.2023'te"),
        ("az", "2018-cı", "2018-ci"),
        ("az", "2006-ci", "2006-cı"),
        ("az", "2009-cı", "2009-cu"),
        ("az", "2003-cu", "2003-cü"),
        ("az", "2018-da", "2018-də"),
        ("az", "5-dan", "5-dən"),
        ("az", "10–15-dan", "10–15-dən"),
        ("az", "XII-cı", "XII-ci"),
        ("az", "XIX-ci", "XIX-cu"),
        ("az", "iyulun 6-nə", "iyulun 6-na"),
        ("az", "14,5%-dan", "14,5%-dən"),
        ("kk", "2018-да", "2018-де"),
        ("kk", "160-нан", "160-тан"),
        ("kk", "70-ден", "70-тен"),
        ("kk", "2024-нің", "2024-тің"),
        ("kk", "5-шы", "5-ші"),
        ("kk", "2-шы", "2-ші"),
        ("kk", "6-ші", "6-шы"),
        ("kk", "10-ші", "10-шы"),
        ("kk", "ХХІ-шы", "ХХІ-ші"),
        ("kk", "4 000-нен", "4 000-нан"),
        ("kk", "10 %-ден", "10 %-дан"),
        ("kk", "100 км-дан", "100 км-ден"),
        ("ru", "5-ый", "5-й"),
        ("ru", "2-ого", "2-го"),
        ("ru", "3-ья", "3-я"),
        ("ru", "1-ые", "1-е"),
        ("ru", "80-ых", "80-х"),
    ],
)
def test_an_ending_follows_the_number_as_it_is_read(locale: str, wrong: str, right: str) -> None:
    assert spelled(f"x {wrong} x", locale) == f"x {right} x"
    assert spelled(f"x {right} x", locale) == f"x {right} x"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("tr", "XXI. yüzyıl"),
        ("tr", "F-16'ler ve A400M'dan"),
        ("tr", "1/3'u"),
        ("tr", "22.00'de, 22.00'da"),  # yirmi ikide, sıfır sıfırda
        ("tr", "5'er, 6'şar"),
        ("az", "2018-dək, 5-A sinfi"),
        ("az", "martın 5-nə, 5-də"),
        ("az", "VI-da, MIX-ci"),
        ("kk", "1980-жылдары, 20-ғасырда"),
        ("kk", "14,25 пайыздан"),
        ("kk", "10:00-де, 10:00-да"),
        ("ru", "в 5-летнем, 2-х, 5-ти, 80-х, 100-метровый"),
        ("ru", "COVID-19-й"),
    ],
)
def test_what_is_right_or_no_ending_is_left_alone(locale: str, text: str) -> None:
    assert all(each.right for each in hung(text, locale))


def test_an_ending_that_may_be_meant_in_two_ways_is_wrong_and_stays() -> None:
    assert agreeing("i", "6", "tr") == ("yı", "sı")
    assert [each.right for each in hung("6'i", "tr")] == [False]
    assert spelled("6'i", "tr") == "6'i"


@pytest.mark.parametrize(
    ("ending", "was", "number", "expected"),
    [
        ("х", "2", "5", ""),  # двух стран, пяти стран: no ending on a cardinal
        ("х", "80", "90", "х"),
        ("ти", "5", "7", "ти"),
        ("ти", "5", "3", ""),
        ("мя", "3", "4", "мя"),
        ("й", "5", "3", "й"),
    ],
)
def test_a_russian_ending_goes_where_the_new_number_has_it_not(
    ending: str, was: str, number: str, expected: str
) -> None:
    assert agreeing(ending, number, "ru", was=was) == (expected,)


@pytest.mark.parametrize("locale", ["kk", "ru", "tr", "az"])
@pytest.mark.parametrize("number", ["", "x", "²", "5 %%", "5 qq", "IIII"])
def test_what_has_no_reading_has_no_ending(locale: str, number: str) -> None:
    ending = "летний" if locale == "ru" else "de"
    assert agreeing(ending, number, locale) == ()


def test_capitals_stay_capitals() -> None:
    assert agreeing("DA", "2014", "tr") == ("TE",)
    assert agreeing("İNCİ", "6", "tr") == ("NCI",)
    assert spelled("2006-Cİ İLDƏ", "az") == "2006-CI İLDƏ"


@given(st.data(), st.sampled_from(TURKIC), FIGURES)
def test_a_right_ending_stays(data: st.DataObject, locale: str, number: str) -> None:
    for ending in agreeing(data.draw(endings(locale)), number, locale):
        assert agreeing(ending, number, locale) == (ending,)


@given(st.data(), st.sampled_from(TURKIC), NUMBERS.map(str), NUMBERS.map(str))
def test_an_ending_comes_back_with_its_number(
    data: st.DataObject, locale: str, first: str, second: str
) -> None:
    # An Azerbaijani day's short genitive after one number is a year's full one after another.
    drawn = data.draw(endings(locale).filter(lambda e: locale != "az" or not e.startswith("n")))
    for ending in agreeing(drawn, first, locale):
        moved = agreeing(ending, second, locale, was=first)
        assert any(ending in agreeing(each, first, locale, was=second) for each in moved)


@given(st.sampled_from(TURKIC), st.integers(0, 10**7))
def test_every_case_of_the_inflection_is_a_right_ending(locale: str, value: int) -> None:
    figure = Term(text=str(value), locale=locale, proper=True, number=Number.SINGULAR)
    for form in forms(figure):
        if re.fullmatch(r"\d+['’-]\w+", form.text):
            assert [(each.written, each.right) for each in hung(form.text, locale)] == [
                (form.text, True)
            ]


TEXTS = st.lists(
    st.from_regex(r"\A(?:\d{1,4}|\d{1,3}[ .,:]\d{2,3}|XI?V?)[-'’][a-zа-яəıüіғ]{1,4}\Z")
    | st.text(max_size=6)
    | st.builds("{}{}{}".format, FIGURES, st.sampled_from("-'’"), st.sampled_from(
        sorted({ending for them in ENDINGS.values() for ending in them.split()})
    )),
    max_size=6,
).map(" ".join)  # fmt: skip


@given(TEXTS, st.sampled_from(["kk", "ru", "tr", "az"]))
def test_the_digits_never_change_and_once_is_enough(text: str, locale: str) -> None:
    new = spelled(text, locale)
    digits = [[c for c in each if c.isdigit()] for each in (text, new)]
    assert digits[0] == digits[1]
    assert spelled(new, locale) == new
