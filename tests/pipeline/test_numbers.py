import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.numbers import find, numbers, spelling, strays

LOCALES = ["kk", "ru", "tr", "az"]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("kk", "70 000-нан астам"),
        ("kk", "70\u00a0000 сарбаз"),
        ("ru", "более 70\u202f000 солдат"),
        ("ru", "70000"),
        ("tr", "70.000'den fazla"),
        ("tr", "70.000’e"),
        ("az", "70 000-dən çox"),
        ("az", "70.000"),
    ],
)
def test_a_grouped_number_is_found_as_the_locale_writes_it(locale: str, text: str) -> None:
    found, missing = find(text, numbers("70,000"), locale)
    assert len(found) == 1
    assert not missing


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("kk", "70,000"),  # seventy, to three decimals
        ("ru", "7 0000"),
        ("ru", "170 000"),
        ("ru", "70 000 000"),
        ("tr", "70 bin"),
        ("tr", "70.0001"),
        ("az", "700 000"),
    ],
)
def test_another_number_is_not_taken_for_it(locale: str, text: str) -> None:
    _, missing = find(text, numbers("70,000"), locale)
    assert len(missing) == 1


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("kk", "2018 жылы"),
        ("ru", "в 2018 году"),
        ("tr", "2018'de"),
        ("az", "2018-ci ildə"),
    ],
)
def test_a_year_carries_its_ending(locale: str, text: str) -> None:
    found, missing = find(text, numbers("in 2018,"), locale)
    assert [text[f.start : f.end] for f in found] == ["2018"]
    assert not missing


@pytest.mark.parametrize("locale", LOCALES)
def test_decimals_have_a_comma(locale: str) -> None:
    assert find("14,25", numbers("14.25 percent"), locale)[1] == []
    assert find("14.25", numbers("14.25 percent"), locale)[1] != []


@pytest.mark.parametrize("locale", LOCALES)
def test_two_mentions_need_two_renditions(locale: str) -> None:
    wanted = numbers("3 of 3")
    assert len(find("3 / 3", wanted, locale)[0]) == 2
    found, missing = find("3", wanted, locale)
    assert (len(found), len(missing)) == (1, 1)


def test_a_small_number_is_not_found_inside_a_large_one() -> None:
    found, missing = find("70 000 и 70", numbers("70 and 70,000"), "ru")
    assert [f.number.whole for f in found] == ["70000", "70"]
    assert not missing


def test_digits_of_a_code_are_copied() -> None:
    (number,) = numbers("the F-16")
    assert number.code
    assert find("F-16 ұшағы", [number], "kk")[1] == []


def test_ordinals_are_numbers() -> None:
    (number,) = numbers("the 21st century")
    assert number.ordinal
    assert find("21-ші ғасыр", [number], "kk")[1] == []
    assert find("21. yüzyıl", [number], "tr")[1] == []


def test_digits_that_the_source_does_not_have_are_strays() -> None:
    text = "В 2021 году 5 стран"
    found, _ = find(text, numbers("In 2021 several countries"), "ru")
    assert [text[a:b] for a, b in strays(text, found)] == ["5"]


@given(st.integers(0, 10**15), st.sampled_from(LOCALES))
def test_a_number_spelt_for_a_locale_is_found_there(value: int, locale: str) -> None:
    (number,) = numbers(f"{value:,}")
    found, missing = find(spelling(number, locale), [number], locale)
    assert not missing
    assert found[0].number == number


@given(st.text("0123456789.,- :%abQ’", max_size=40))
def test_every_digit_of_a_source_belongs_to_a_number(text: str) -> None:
    covered = "".join(text[n.start : n.end] for n in numbers(text))
    assert [c for c in covered if c.isdigit()] == [c for c in text if c.isdigit()]
