from __future__ import annotations

import random
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossary, Matcher, Mention, Number
from glossary.entry import read_concept

NAME = "proper noun"
TABLES: dict[str, dict[str, object]] = {
    "kazakhstan": {"pos": NAME, "en": "Kazakhstan"},
    "kazakh": {"pos": "adjective", "en": {"text": "Kazakh", "case_sensitive": True}},
    "uzbek": {"pos": "adjective", "en": {"text": "Uzbek", "case_sensitive": True}},
    "turkic": {"pos": "adjective", "en": {"text": "Turkic", "case_sensitive": True}},
    "turkiye": {"pos": NAME, "en": ["Türkiye", "Turkiye", "Turkey"]},
    "turkey-bird": {"en": "turkey"},
    "male": {"pos": NAME, "en": "Malé"},
    "sao-tome": {"pos": NAME, "en": "São Tomé and Príncipe"},
    "ivory-coast": {"pos": NAME, "en": "Côte d’Ivoire"},
    "nukualofa": {"pos": NAME, "en": "Nuku'alofa"},
    "guinea": {"pos": NAME, "en": "Guinea"},
    "guinea-bissau": {"pos": NAME, "en": "Guinea-Bissau"},
    "ots": {
        "pos": NAME,
        "en": ["Organization of Turkic States", {"text": "OTS", "acronym": True}],
    },
    "turkic-states": {"en": "Turkic states"},
    "state": {"en": "state"},
    "ministry": {"en": "ministry"},
    "ministry-of-defense": {"pos": NAME, "en": ["Ministry of Defense", "Defence Ministry"]},
    "armed-forces": {"en": {"text": "Armed Forces", "number": "plural"}},
    "head-of-state": {"en": "head of state"},
    "chief": {"en": "Chief of the General Staff"},
    "commander": {"en": "commander-in-chief"},
    "serviceman": {"en": "serviceman"},
    "zhaksylykov": {"pos": NAME, "en": ["Ruslan Zhaksylykov", "Zhaksylykov"]},
    "birlestik": {"pos": NAME, "en": "Birlestik", "gloss": {"en": "Unity", "ru": "Единство"}},
    "hague": {"pos": NAME, "en": "the Hague"},
    "us": {"pos": NAME, "en": ["United States", {"text": "U.S.", "acronym": True}]},
    "who": {"pos": NAME, "en": {"text": "WHO", "acronym": True}},
    "ngo": {"en": ["non-governmental organization", {"text": "NGO", "acronym": True}]},
    "oil": {"en": "oil"},
    "gas": {"en": "gas"},
    "caspian-sea": {"pos": NAME, "en": "Caspian Sea"},
    "general": {"en": "general"},
    "secretary-general": {"en": "Secretary General"},
}
GLOSSARY = Glossary(read_concept(id_, table, subject="test") for id_, table in TABLES.items())
MATCHER = Matcher(GLOSSARY)


def found(text: str, matcher: Matcher = MATCHER) -> list[tuple[str, str]]:
    return [(m.concept.id, text[m.start : m.end]) for m in matcher.match(text)]


def ids(text: str) -> list[str]:
    return [id_ for id_, _ in found(text)]


def only(text: str) -> Mention:
    [mention] = MATCHER.match(text)
    return mention


def test_a_mention_is_found_with_its_place_and_term() -> None:
    mention = only("Units from Kazakhstan arrived.")
    assert (mention.start, mention.end) == (11, 21)
    assert mention.concept is GLOSSARY.get("kazakhstan")
    assert mention.term.text == "Kazakhstan"
    assert (mention.number, mention.possessive, mention.glossed) == (Number.SINGULAR, False, False)


def test_n_mentions_are_n_mentions() -> None:
    assert ids("oil, oil and more oil") == ["oil"] * 3


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\0", "\ud800", "Nothing here.", "-" * 9])
def test_a_text_without_terms_mentions_nothing(text: str) -> None:
    assert MATCHER.match(text) == ()


def test_an_empty_glossary_finds_nothing() -> None:
    assert Matcher(Glossary([])).match("Kazakhstan") == ()


# Boundaries.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kazakhstani", []),
        ("boiling", []),
        ("oil_price", []),
        ("oil2", []),
        ("2oil", []),
        ("Kazakhstanға", []),
        ("Kazakh-Uzbek border", ["kazakh", "uzbek"]),
        ("Kazakh–Uzbek border", ["kazakh", "uzbek"]),
        ("non-Turkic", ["turkic"]),
        ("Turkic-speaking", ["turkic"]),
        ("oil/gas", ["oil", "gas"]),
        ("oil—gas", ["oil", "gas"]),
        ("(Kazakhstan)", ["kazakhstan"]),
        ("“Kazakhstan”", ["kazakhstan"]),
        ("‘Kazakhstan’", ["kazakhstan"]),
        ("«Kazakhstan»,", ["kazakhstan"]),
        ("*Kazakhstan*", ["kazakhstan"]),
        ("[Kazakhstan](https://example.org/Kazakhstan)", ["kazakhstan"]),
        ("Kazakhstan.", ["kazakhstan"]),
        ("R.Zhaksylykov", ["zhaksylykov"]),
        ("states²", ["state"]),
        ("O'Kazakhstan", []),
        ("Nuku'alofa", ["nukualofa"]),
        ("Guinea'alofa", []),
        ("the U.S. and", ["us"]),
        ("the U.S.", ["us"]),
        ("U.S.A.", []),
    ],
)
def test_words_have_boundaries(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://oil.example/oil?gas",
        "see www.oil.example/gas",
        "press@oil.example",
        "oil.kz",
        "HTTP://OIL.KZ",
        "gas.desk@news.kz",
    ],
)
def test_an_address_mentions_nothing(text: str) -> None:
    assert ids(text) == []


def test_words_beside_an_address_are_found() -> None:
    assert ids("oil: https://news.kz/oil, gas (press@gas.kz) and oil.") == ["oil", "gas", "oil"]


# Plurals and possessives.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("states", ("state", "states", Number.PLURAL, False)),
        ("ministries", ("ministry", "ministries", Number.PLURAL, False)),
        ("heads of state", ("head-of-state", "heads of state", Number.PLURAL, False)),
        ("Chiefs of the General Staff", ("chief", None, Number.PLURAL, False)),
        ("commanders-in-chief", ("commander", None, Number.PLURAL, False)),
        ("servicemen", ("serviceman", None, Number.PLURAL, False)),
        ("secretaries-general", ("secretary-general", None, Number.PLURAL, False)),
        ("Ministries of Defense", ("ministry-of-defense", None, Number.PLURAL, False)),
        ("NGOs", ("ngo", "NGOs", Number.PLURAL, False)),
        ("Armed Forces", ("armed-forces", None, Number.PLURAL, False)),
        ("Kazakhstan's", ("kazakhstan", "Kazakhstan's", Number.SINGULAR, True)),
        ("Kazakhstan’s", ("kazakhstan", "Kazakhstan’s", Number.SINGULAR, True)),
        ("the states' leaders", ("state", "states'", Number.PLURAL, True)),
        ("the states’ leaders", ("state", "states’", Number.PLURAL, True)),
        ("Armed Forces' units", ("armed-forces", "Armed Forces'", Number.PLURAL, True)),
        ("Zhaksylykov's", ("zhaksylykov", "Zhaksylykov's", Number.SINGULAR, True)),
        ("Zhaksylykovs", ("zhaksylykov", "Zhaksylykovs", Number.PLURAL, False)),
        ("OTS's", ("ots", "OTS's", Number.SINGULAR, True)),
        ("KAZAKHSTAN’S", ("kazakhstan", "KAZAKHSTAN’S", Number.SINGULAR, True)),
        ("Kazakhstan'll win", ("kazakhstan", "Kazakhstan", Number.SINGULAR, False)),
    ],
)
def test_plurals_and_possessives_are_found(
    text: str, expected: tuple[str, str | None, Number, bool]
) -> None:
    id_, stretch, number, possessive = expected
    mention = only(text)
    assert mention.concept.id == id_
    assert text[mention.start : mention.end] == (stretch or text)
    assert (mention.number, mention.possessive) == (number, possessive)


@pytest.mark.parametrize(
    "text",
    [
        "He spoke of 'the Turkic states' again.",
        "He spoke of ‘the Turkic states’ again.",
        "the Turkic states'",
        "'Turkic states', they say",
    ],
)
def test_a_closing_quotation_mark_is_no_possessive(text: str) -> None:
    mention = only(text)
    assert text[mention.start : mention.end] == "Turkic states"
    assert not mention.possessive


def test_a_possessive_after_a_quotation_that_ended_is_one() -> None:
    assert only("He said 'no' to the states' leaders.").possessive


# The longest wins.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Organization of Turkic States", ["ots"]),
        ("Turkic states", ["turkic-states"]),
        ("the Turkic state of", ["turkic", "state"]),
        ("Turkic and other states", ["turkic", "state"]),
        ("Guinea-Bissau and Guinea", ["guinea-bissau", "guinea"]),
        ("Chief of the General Staff, general", ["chief", "general"]),
        ("Organization of Turkic States (OTS)", ["ots", "ots"]),
    ],
)
def test_a_term_within_a_longer_one_is_not_counted(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_a_longer_term_that_does_not_fit_leaves_the_shorter_ones() -> None:
    assert ids("an organization of Turkic states") == ["turkic-states"]
    assert ids("Turkic statesmen") == ["turkic"]


# Case.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey votes", ["turkiye"]),
        ("roast turkey", ["turkey-bird"]),
        ("TURKEY SIGNS DEAL", ["turkiye"]),
        ("TÜRKİYE SIGNS DEAL", ["turkiye"]),
        ("some TURKEY for dinner", ["turkey-bird"]),
        ("kazakhstan", []),
        ("KAZAKHSTAN", ["kazakhstan"]),
        ("KAZAKHSTAN, Oct. 3 — The", ["kazakhstan"]),
        ("KAZAKHSTAN (AP) — The", ["kazakhstan"]),
        ("PRESIDENT OF KAZAKHSTAN'S visit", ["kazakhstan"]),
        ("kAZAKHSTAN", []),
        ("Oil prices", ["oil"]),
        ("OIL prices", ["oil"]),
        ("The Hague ruled", ["hague"]),
        ("the hague ruled", []),
        ("Organization Of Turkic States", ["ots"]),
        ("ORGANIZATION OF TURKIC STATES", ["ots"]),
        ("ots", []),
        ("Ots", []),
        ("who said", []),
        ("WHO said", ["who"]),
        ("defence ministry", ["ministry"]),
    ],
)
def test_case_matters_where_it_must(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_a_name_in_capitals_needs_capitals_around_it() -> None:
    assert ids("a MALI of oil") == ["oil"]
    assert ids("OIL AND GAS FROM GUINEA") == ["oil", "gas", "guinea"]
    assert ids("some GUINEA pigs") == []
    assert ids("GUINEA pigs") == []


def test_a_gloss_is_no_term_even_at_the_beginning_of_a_sentence() -> None:
    assert ids("Unity is strength.") == []


# Accents and other spellings.


@pytest.mark.parametrize("text", ["Türkiye", "Turkiye", "Tu\u0308rkiye", "Türki\u00adye"])
def test_spellings_of_one_name_are_found(text: str) -> None:
    assert found(f"In {text}: oil") == [("turkiye", text), ("oil", "oil")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Malé", ["male"]),
        ("Male\u0301", ["male"]),
        ("Male workers", []),
        ("in Male", []),
        ("MALÉ", ["male"]),
        ("Sao Tome and Principe", ["sao-tome"]),
        ("São Tomé and Príncipe", ["sao-tome"]),
        ("Cote d'Ivoire", ["ivory-coast"]),
        ("Côte d‘Ivoire", ["ivory-coast"]),
        ("Kazakhstán", ["kazakhstan"]),
        ("Nuku‘alofa", ["nukualofa"]),
        ("Nukuʻalofa", ["nukualofa"]),
    ],
)
def test_an_accent_may_be_missing_in_several_words_but_not_in_one(
    text: str, expected: list[str]
) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ministry of Defense",
        "Ministry  of\tDefense",
        "Ministry\nof Defense",
        "Ministry\r\nof\r\nDefense",
        "Ministry\u00a0of\u2009Defense",
        "Ministry of \u200b Defense",
        "Min\u00adistry of Defense\ufeff",
    ],
)
def test_white_space_and_the_invisible_make_no_difference(text: str) -> None:
    mention = only(f"the {text} said")
    assert mention.concept.id == "ministry-of-defense"
    assert f"the {text} said"[mention.start : mention.end] == text.rstrip("\ufeff")


def test_no_term_goes_across_an_empty_line() -> None:
    assert ids("Caspian\n\nSea") == []
    assert ids("Caspian\r\n \r\nSea") == []


@pytest.mark.parametrize("text", ["Secretary General", "Secretary-General", "secretary‑general"])
def test_a_hyphen_may_stand_for_a_space(text: str) -> None:
    assert ids(text) == ["secretary-general"]


@pytest.mark.parametrize("text", ["Guinea-Bissau", "Guinea‑Bissau", "Guinea–Bissau"])
def test_kinds_of_hyphens_are_one(text: str) -> None:
    assert ids(text) == ["guinea-bissau"]


# Glosses.


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("Birlestik (Unity) began", "Birlestik (Unity)"),
        ("Birlestik (“Unity”) began", "Birlestik (“Unity”)"),
        ("Birlestik ( unity ) began", "Birlestik ( unity )"),
        ("Birlestik\n(Unity) began", "Birlestik\n(Unity)"),
        ("“Birlestik” (“Unity”) began", "“Birlestik” (“Unity”)"),
        ("“Birlestik (Unity)” began", "Birlestik (Unity)"),
    ],
)
def test_a_gloss_in_brackets_is_part_of_the_mention(text: str, stretch: str) -> None:
    mention = only(text)
    assert mention.glossed
    assert text[mention.start : mention.end] == stretch


@pytest.mark.parametrize(
    "text", ["Birlestik (Kazakhstan)", "Birlestik began (Unity)", "Birlestik” (Unity)"]
)
def test_other_brackets_are_no_gloss(text: str) -> None:
    mention = MATCHER.match(text)[0]
    assert not mention.glossed
    assert text[mention.start : mention.end] == "Birlestik"


def test_a_bracket_after_a_concept_without_gloss_is_left_alone() -> None:
    assert found("Kazakhstan (Unity)") == [("kazakhstan", "Kazakhstan")]


# Status.


def test_deprecated_concepts_are_never_found_and_proposed_ones_on_demand(
    glossary_of: Callable[..., Glossary],
) -> None:
    glossary = glossary_of(
        sea={"en": "sea"},
        inland_sea={"en": "inland sea", "status": "proposed"},
        old_sea={"en": "old sea", "status": "deprecated"},
    )
    text = "an inland sea, an old sea"
    assert found(text, Matcher(glossary)) == [("sea", "sea"), ("sea", "sea")]
    assert found(text, Matcher(glossary, proposed=True)) == [
        ("inland-sea", "inland sea"),
        ("sea", "sea"),
    ]


def test_of_two_concepts_with_one_name_the_first_is_found(
    glossary_of: Callable[..., Glossary],
) -> None:
    glossary = glossary_of(
        country={"pos": NAME, "en": "Georgia"}, us={"pos": NAME, "en": "Georgia"}
    )
    assert found("Georgia", Matcher(glossary)) == [("country", "Georgia")]


def test_english_terms_that_are_forbidden_are_not_found(
    glossary_of: Callable[..., Glossary],
) -> None:
    glossary = glossary_of(kyiv={"en": "Kyiv", "forbidden": {"en": "Kiev"}})
    assert found("Kiev and Kyiv", Matcher(glossary)) == [("kyiv", "Kyiv")]


# Laws.

PARTS = (
    "Kazakhstan|Turkic|states|'s|’|-| |\n|(|Unity)|Birlestik|OTS|Ministry|of|Defense|Türkiye|\u0308"
    "|\u00ad|ß|“|.|U.S.|oil|@"
)
PIECES = st.sampled_from(PARTS.split("|"))


@given(st.lists(PIECES, max_size=30).map("".join) | st.text())
def test_mentions_stand_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for mention in MATCHER.match(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


@given(st.lists(PIECES, max_size=30).map("".join) | st.text())
def test_what_was_found_is_found_again_alone(text: str) -> None:
    for mention in MATCHER.match(text):
        stretch = text[mention.start : mention.end]
        assert mention.concept.id in ids(stretch.rstrip("'’")) or stretch.isupper()


@given(st.text(), st.text(), st.sampled_from(["NFC", "NFD"]))
def test_a_name_between_spaces_is_always_found(before: str, after: str, form: str) -> None:
    name = unicodedata.normalize(form, "Türkiye")  # type: ignore[arg-type]
    text = f"{before} {name} {after}"
    spans = [text[m.start : m.end] for m in MATCHER.match(text) if m.concept.id == "turkiye"]
    assert name in spans


def test_a_megabyte_is_matched_against_ten_thousand_concepts_without_delay() -> None:
    rng = random.Random(5)
    words = ["".join(rng.choices("abcdefghijklmnopqrst", k=rng.randint(3, 9))) for _ in range(5000)]
    phrases = {" ".join(rng.choices(words, k=rng.randint(1, 3))) for _ in range(10_100)}
    glossary = Glossary(
        read_concept(f"c-{n}", {"en": phrase}, subject="test")
        for n, phrase in enumerate(sorted(phrases)[:10_000])
    )
    text = " ".join(rng.choices(words, k=150_000))[:1_000_000]
    start = time.process_time()
    matcher = Matcher(glossary)
    built = time.process_time()
    assert len(matcher.match(text)) > 1000
    # The benchmark measures; this only makes sure that nothing is quadratic.
    assert built - start < 5
    assert time.process_time() - built < 5


@pytest.mark.parametrize("text", ["a" * 1_000_000, "oil " * 100_000, "'" * 300_000, "(" * 300_000])
def test_a_text_of_one_kind_takes_no_longer_than_any(text: str) -> None:
    start = time.process_time()
    MATCHER.match(text)
    assert time.process_time() - start < 10
