from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.alignment import Alignment, Lean, best_stretch, piece_offsets, words
from pipeline.alignment.cognates import resemblance, sound
from pipeline.engines.base import Hypothesis


def hypothesis(
    text: str, source: str, links: dict[int, int] | None = None, *, sharp: float = 0.9
) -> Hypothesis:
    """A translation of one piece a word; ``links`` names the source word of each target word."""
    tokens = tuple("▁" + word for word in text.split())
    source_tokens = tuple("▁" + word for word in source.split())
    attention = None
    if links is not None:
        rest = (1 - sharp) / len(source_tokens)
        attention = np.full((len(tokens), len(source_tokens)), rest, np.float32)
        for target, origin in links.items():
            attention[target, origin] += sharp
    return Hypothesis(
        text=text, tokens=tokens, source_tokens=source_tokens, score=0.0, attention=attention
    )


def rendition(source: str, phrase: str, translation: Hypothesis) -> str:
    start = source.index(phrase)
    match = Alignment.of(source, translation).target_of(start, start + len(phrase))
    assert match is not None
    return translation.text[match.start : match.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Bakü’de, 5%!”", ["Bakü’de", "5%"]),
        ("Oil—gas (and/or coal)…", ["Oil", "gas", "and/or", "coal"]),
        (
            "more than 70 000 men in 2009 300 more",
            ["more", "than", "70 000", "men", "in", "2009", "300", "more"],
        ),
        ("Нұр-Сұлтан, 4\u00a0000-нан астам", ["Нұр-Сұлтан", "4\u00a0000-нан", "астам"]),
        (" ... — «»", []),
    ],
)
def test_words_are_without_the_punctuation_around_them(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected


def test_pieces_are_found_in_the_text_that_they_were_made_of() -> None:
    text, pieces = "“Bakü’de.”", ["▁“", "Ba", "kü", "’", "de", ".", "”"]
    found = [text[start:end] for start, end in piece_offsets(pieces, text)]
    assert found == ["“", "Ba", "kü", "’", "de", ".", "”"]


@pytest.mark.parametrize(
    ("pieces", "text", "expected"),
    [
        (['▁"', "a", '"', "▁-", "▁b"], "“a” – b", ["“", "a", "”", "–", "b"]),
        (["▁a", "...", "▁1/2"], "a…  ½", ["a", "…", "½"]),
        (["▁fi", "x"], "ﬁx", ["ﬁ", "x"]),
        (["▁a", "<unk>", "▁b"], "a😀 b", ["a", "😀", "b"]),
        (["<unk>", "▁b"], "字 b", ["字", "b"]),
        (["▁", "a", "▁"], "  a ", ["", "a", ""]),
        (["▁e\u0301"], "é", ["é"]),
        ([], "a", []),
    ],
)
def test_pieces_survive_what_a_tokenizer_normalises(
    pieces: list[str], text: str, expected: list[str]
) -> None:
    assert [text[start:end] for start, end in piece_offsets(pieces, text)] == expected


@given(st.text(max_size=30), st.lists(st.text(max_size=4), max_size=10))
@settings(max_examples=300, deadline=None)
def test_offsets_of_any_pieces_lie_in_the_text_in_order(text: str, pieces: list[str]) -> None:
    offsets = piece_offsets(pieces, text)
    assert len(offsets) == len(pieces)
    assert all(0 <= start <= end <= len(text) for start, end in offsets)
    starts = [start for start, _ in offsets]
    assert starts == sorted(starts)


def test_the_attention_of_a_word_is_that_of_its_pieces() -> None:
    source, text = "the drill began", "ученье началось"
    attention = np.array([[0, 1, 0, 0], [0, 0.2, 0.6, 0.2], [0, 0, 0, 0.9]], np.float32)
    translation = Hypothesis(
        text=text,
        tokens=("▁уч", "енье", "▁началось"),
        source_tokens=("▁the", "▁dr", "ill", "▁began"),
        score=0.0,
        attention=attention,
    )
    alignment = Alignment.of(source, translation)
    assert alignment.weights.shape == (2, 3)
    assert alignment.weights.argmax(axis=1).tolist() == [1, 2]
    assert np.allclose(alignment.weights.sum(axis=1), 1)


def test_words_are_found_where_another_order_puts_them() -> None:
    source = "He praised the gas pipeline from the capital yesterday"
    text = "O dün başkentten doğal boruyu övdü"
    translation = hypothesis(text, source, {0: 0, 1: 8, 2: 7, 3: 3, 4: 4, 5: 1})
    assert rendition(source, "gas pipeline", translation) == "doğal boruyu"
    assert rendition(source, "praised", translation) == "övdü"
    assert rendition(source, "capital", translation) == "başkentten"


def test_the_confidence_tells_sharp_attention_from_blurred() -> None:
    source, text = "old men sing songs", "жасы үлкендер өлең айтады"
    links = {0: 0, 1: 1, 2: 3, 3: 2}
    sure = Alignment.of(source, hypothesis(text, source, links)).target_of(0, 7)
    blurred = Alignment.of(source, hypothesis(text, source, links, sharp=0.0)).target_of(0, 7)
    assert sure is not None
    assert blurred is not None
    assert (sure.start, sure.end) == (0, 13)
    assert sure.confidence > 0.6
    assert blurred.confidence < 0.4


@pytest.mark.parametrize(
    ("source", "text", "name", "expected"),
    [
        ("He left Kazakhstan today", "Ол бүгін Қазақстаннан кетті", "Kazakhstan", "Қазақстаннан"),
        ("In May Tokayev met Aliyev", "Алиев встретил Токаева в мае", "Tokayev", "Токаева"),
        ("Baku sold 70,000 barrels", "Bakü 70.000 varil sattı", "70,000", "70.000"),
        ("The NATO summit ended", "Саммит НАТО завершился", "NATO", "НАТО"),
    ],
)
def test_names_and_numbers_are_found_without_attention(
    source: str, text: str, name: str, expected: str
) -> None:
    assert rendition(source, name, hypothesis(text, source)) == expected


def test_the_second_mention_of_a_name_is_the_second_in_the_translation() -> None:
    source = "Baku and Tbilisi said Baku would pay Tbilisi"
    translation = hypothesis("Баку и Тбилиси: Баку заплатит Тбилиси", source)
    alignment = Alignment.of(source, translation)
    mentions = [alignment.target_of(start, start + 4) for start in (0, 22)]
    assert [match and match.start for match in mentions] == [0, 16]


def test_a_stretch_without_words_has_no_rendition() -> None:
    source = "one — two"
    alignment = Alignment.of(source, hypothesis("bir — iki", source))
    assert alignment.target_of(4, 5) is None
    assert Alignment.of(source, hypothesis("", source)).target_of(0, 3) is None
    assert Alignment.of("", hypothesis("bir", "")).gap_of(0) is None


def test_a_place_between_words_leans_on_its_neighbours() -> None:
    source, text = "red books about cars", "cars_ about_ red_ books_"
    alignment = Alignment.of(source, hypothesis(text, source, {0: 3, 1: 2, 2: 0, 3: 1}))
    assert alignment.gap_of(9, leans=Lean.LEFT) == pytest.approx((4, 0.9), abs=0.2)
    assert alignment.gap_of(10, leans=Lean.RIGHT) == pytest.approx((1, 0.9), abs=0.2)
    assert alignment.gap_of(0) == (0, 1.0)
    assert alignment.gap_of(len(source)) == (4, 1.0)


def test_attention_of_the_wrong_shape_is_refused() -> None:
    good = hypothesis("bir iki", "one two", {0: 0})
    bad = Hypothesis(
        text=good.text,
        tokens=good.tokens,
        source_tokens=good.source_tokens,
        score=0.0,
        attention=np.zeros((3, 2), np.float32),
    )
    with pytest.raises(ValueError, match=r"shape \(3, 2\), its tokens ask for \(2, 2\)"):
        Alignment.of("one two", bad)


@given(
    st.text("ab .,“”-Бк1", max_size=30),
    st.text("ab .,“”-Бк1", max_size=30),
    st.sampled_from([0.0, 1.0, np.nan, np.inf, -1.0]),
    st.integers(0, 30),
    st.integers(0, 30),
)
@settings(max_examples=300, deadline=None)
def test_any_attention_gives_shares_and_whole_words(
    source: str, text: str, odd: float, one: int, two: int
) -> None:
    tokens, source_tokens = tuple("▁" + w for w in text.split()), tuple(source.split())
    attention = np.random.default_rng(len(text)).random((len(tokens), len(source_tokens)))
    attention[attention > 0.7] = odd
    translation = Hypothesis(
        text=text,
        tokens=tokens,
        source_tokens=source_tokens,
        score=0.0,
        attention=attention.astype(np.float32),
    )
    alignment = Alignment.of(source, translation)
    assert alignment.weights.shape == (len(words(text)), len(words(source)))
    assert np.isfinite(alignment.weights).all()
    if alignment.weights.size:
        assert np.allclose(alignment.weights.sum(axis=1), 1)
    match = alignment.target_of(min(one, two), max(one, two))
    if match is not None:
        assert match.start in {start for start, _ in words(text)}
        assert match.end in {end for _, end in words(text)}
        assert 0 <= match.confidence <= 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.floats(0, 1))
def test_the_best_stretch_is_better_than_any_other(shares: list[float], portion: float) -> None:
    values, count = np.array(shares), len(shares)
    first, last, trust = best_stretch(values, portion)

    def fitting(a: int, b: int) -> float:
        size = (b - a) / max(portion * count, 1.0)
        f_measure = 2 * values[a:b].sum() / max(b - a + values.sum(), 1e-9)
        return float(f_measure * min(size, 1 / size) ** 0.2)

    best = max(fitting(a, b) for a in range(count) for b in range(a + 1, count + 1))
    assert fitting(first, last) == pytest.approx(best)
    assert 0 <= trust <= 1


def test_the_best_stretch_stays_within_its_bounds_and_avoids_costly_words() -> None:
    shares = np.array([0.9, 0.1, 0.6, 0.1, 0.8])
    assert best_stretch(shares, 0.2)[:2] == (0, 1)
    assert best_stretch(shares, 0.2, within=(1, 4))[:2] == (2, 3)
    assert best_stretch(shares, 0.2, costs=np.array([20.0, 1, 1, 1, 1]))[:2] == (4, 5)


@pytest.mark.parametrize(
    "names",
    [
        ("Azerbaijan", "Әзербайжан", "Азербайджан", "Azerbaycan", "Azərbaycan"),
        ("Zhaksylykov", "Жақсылықов", "Жаксылыков", "Jaksılıkov", "Jaksılıkov"),
        ("Ashgabat", "Ашғабатта", "Ашхабаде", "Aşkabat'ta", "Aşqabadda"),
        ("president", "президенті", "президента", "başkan", "prezidenti"),
    ],
)
def test_a_name_resembles_itself_in_other_alphabets(names: tuple[str, ...]) -> None:
    english, *others = names
    likeness = resemblance([english], [*others, "ертең", "завтра", "yarın"])[:, 0]
    assert sorted(likeness[:4])[1] > 0.4
    assert likeness[4:].max() < 0.2


def test_numbers_resemble_only_the_same_number() -> None:
    likeness = resemblance(["70,000", "2024", "May"], ["70.000'den", "2023", "may"])
    assert likeness.tolist() == [[1, 0, 0], [0, 0, 0], [0, 0, 1]]


@given(st.text("Қазақ-Şhıә'’éСт.1", max_size=12))
def test_a_sound_is_plain_lower_case_letters_and_digits(word: str) -> None:
    assert set(sound(word)) <= set("abcdefghijklmnopqrstuvwxyz1")
