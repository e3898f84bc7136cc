"""The cascade, on an engine whose every word is known."""

import pytest

from glossary import Concept, Glossary, Matcher, Rank, Term
from pipeline.enforce import Enforced, Enforcer, Step
from pipeline.engines import Decoding, FakeEngine, Hint
from pipeline.pins import Pinner


def concept(
    id_: str, en: str, locale: str, *texts: str, forbidden: tuple[str, ...] = ()
) -> Concept:
    allowed = [Term(text=text, locale=locale, proper=True) for text in texts]
    banned = [
        Term(text=text, locale=locale, proper=True, rank=Rank.FORBIDDEN) for text in forbidden
    ]
    english = Term(text=en, locale="en", proper=True, case_sensitive=True)
    return Concept(id=id_, subject="test", terms={"en": (english,), locale: (*allowed, *banned)})


def enforced(
    source: str, locale: str, words: dict[str, str | list[str]], *concepts: Concept
) -> Enforced:
    glossary = Glossary(concepts)
    enforcer = Enforcer(
        engine=FakeEngine({locale: words}),
        locale=locale,
        pinner=Pinner(glossary, Matcher(glossary), locale),
        decoding=Decoding(),
    )
    (draft,) = enforcer.draft([source])
    return draft


NAKHCHIVAN = concept("nakhchivan", "Nakhchivan", "kk", "Нахчыван", forbidden=("Нахичеван",))
VELDORA = concept("veldora", "Veldora", "tr", "Veldora")


def test_a_draft_that_obeys_its_pins_is_taken_as_it_is() -> None:
    draft = enforced("in Nakhchivan", "kk", {"in Nakhchivan": "Нахчыванда"}, NAKHCHIVAN)
    assert (draft.hypothesis.text, draft.step) == ("Нахчыванда", Step.FREE)


def test_a_segment_without_pins_says_so() -> None:
    draft = enforced("Hello", "kk", {"Hello": "Сәлем"}, NAKHCHIVAN)
    assert (draft.hypothesis.text, draft.step) == ("Сәлем", Step.NONE)


def test_the_best_hypothesis_that_obeys_is_preferred_to_mending() -> None:
    words: dict[str, str | list[str]] = {"in Nakhchivan": ["Нахичеванда", "Нахчыванда"]}
    draft = enforced("in Nakhchivan", "kk", words, NAKHCHIVAN)
    assert (draft.hypothesis.text, draft.step) == ("Нахчыванда", Step.N_BEST)


BY_BUS: dict[str, str | list[str]] = {
    "They": "Onlar",
    "went by bus from Veldora on Monday": [
        "pazartesi günü otobüsle gitti",
        "pazartesi günü otobüsle geldi",
        "pazartesi günü yola çıktı",
        "pazartesi otobüse bindi",
        "pazartesi günü Veldora'dan otobüsle gitti",
    ],
}


def test_a_name_that_was_left_out_is_looked_for_in_a_wider_search() -> None:
    draft = enforced("They went by bus from Veldora on Monday", "tr", dict(BY_BUS), VELDORA)
    assert draft.hypothesis.text == "Onlar pazartesi günü Veldora'dan otobüsle gitti"
    assert (draft.step, draft.doubts, draft.reasons) == (Step.N_BEST, 0, ())


def test_a_name_that_no_search_finds_is_put_in_and_flagged() -> None:
    words = BY_BUS | {"went by bus from Veldora on Monday": "pazartesi günü otobüsle gitti"}
    draft = enforced("They went by bus from Veldora on Monday", "tr", words, VELDORA)
    assert draft.hypothesis.text.count("Veldora") == 1
    assert (draft.step, draft.doubts) == (Step.SUBSTITUTED, 1)


def test_a_hypothesis_with_the_names_that_nobody_pinned_is_preferred() -> None:
    words: dict[str, str | list[str]] = {"saw Dorvan": ["gördü", "Dorvan'ı gördü"]}
    draft = enforced("They saw Dorvan", "tr", words, VELDORA)
    assert draft.hypothesis.text == "THEY Dorvan'ı gördü"
    assert draft.reasons == ()


def test_a_name_that_is_in_no_hypothesis_is_flagged() -> None:
    draft = enforced("They saw Dorvan", "tr", {"saw Dorvan": "gördü"}, VELDORA)
    assert draft.reasons == ("nothing sounds like the name Dorvan",)


def test_a_wrong_rendition_is_replaced_in_its_own_case() -> None:
    words: dict[str, str | list[str]] = {
        "They": "Олар",
        "met": "кездесті",
        "in Nakhchivan": "Нахичеванда",
    }
    draft = enforced("They met in Nakhchivan", "kk", words, NAKHCHIVAN)
    assert draft.hypothesis.text == "Олар кездесті Нахчыванда"
    assert draft.step is Step.SUBSTITUTED
    assert draft.reasons == ()


def test_an_invented_name_comes_out_in_the_case_of_what_stood_there() -> None:
    words: dict[str, str | list[str]] = {"from Veldora": "Beldora'dan", "came": "geldi"}
    draft = enforced("came from Veldora", "tr", words, VELDORA)
    assert draft.hypothesis.text == "geldi Veldora'dan"


def test_three_mentions_get_three_renditions() -> None:
    words: dict[str, str | list[str]] = {"Veldora": "Beldora", "and": "ve"}
    draft = enforced("Veldora, Veldora and Veldora", "tr", words, VELDORA)
    assert draft.hypothesis.text.count("Veldora") == 3
    assert "Beldora" not in draft.hypothesis.text


def test_six_names_in_a_list_keep_their_order() -> None:
    names = ["Ada", "Bela", "Cora", "Dena", "Esma", "Fora"]
    concepts = [concept(n.lower(), n, "tr", n + "ya") for n in names]
    source = ", ".join(names)
    draft = enforced(source, "tr", {n: n.upper() for n in names}, *concepts)
    assert draft.hypothesis.text == ", ".join(n + "ya" for n in names)


def test_a_wrong_number_is_replaced_and_keeps_its_ending() -> None:
    words: dict[str, str | list[str]] = {"in 2018": "2028'de"}
    draft = enforced("in 2018", "tr", words)
    assert draft.hypothesis.text == "2018'de"


def test_a_grouped_number_is_written_as_the_locale_writes_it() -> None:
    words: dict[str, str | list[str]] = {"70,000": "70,000", "events": "іс-шара"}
    draft = enforced("70,000 events", "kk", words)
    assert draft.hypothesis.text == "70 000 іс-шара"


@pytest.mark.parametrize("code", ["5G", "F-16", "A400M", "4x4"])
def test_a_code_that_was_left_out_comes_with_its_letters(code: str) -> None:
    words: dict[str, str | list[str]] = {code: "", "licences": "lisanslar", "are sold": "satılır"}
    draft = enforced(f"{code} licences are sold", "tr", words)
    assert draft.hypothesis.text.split().count(code) == 1
    assert draft.verdict is not None
    assert draft.verdict.faults == 0


def test_what_the_source_does_not_say_is_flagged() -> None:
    words: dict[str, str | list[str]] = {"met": "кездесті 5 рет"}
    draft = enforced("met", "kk", words)
    assert draft.step is Step.FLAGGED
    assert draft.reasons == ("the source has no number 5",)


def test_the_rest_of_the_sentence_is_untouched() -> None:
    words: dict[str, str | list[str]] = {
        "The": "",
        "ministers": "Министрлер",
        "of": "",
        "met": "кездесті",
        "in Nakhchivan": "Баку қаласында",
        "yesterday": "кеше",
    }
    draft = enforced("ministers met in Nakhchivan yesterday", "kk", words, NAKHCHIVAN)
    text = draft.hypothesis.text
    assert text.startswith("Министрлер кездесті ")
    assert text.endswith(" кеше")
    assert "Нахчыван" in text


@pytest.mark.parametrize(
    "source", ["Nakhchivan", "in Nakhchivan.", "“Nakhchivan”", "met (Nakhchivan)"]
)
def test_a_term_is_met_wherever_it_stands(source: str) -> None:
    draft = enforced(source, "kk", {"Nakhchivan": "Нахичеван"}, NAKHCHIVAN)
    assert draft.verdict is not None
    assert draft.verdict.faults == 0


def test_attention_and_tokens_still_fit_after_a_substitution() -> None:
    words: dict[str, str | list[str]] = {"They": "Олар", "in Nakhchivan": "Нахичеванда болды"}
    hypothesis = enforced("They in Nakhchivan", "kk", words, NAKHCHIVAN).hypothesis
    assert hypothesis.attention is not None
    assert hypothesis.attention.shape == (len(hypothesis.tokens), len(hypothesis.source_tokens))


def told(source: str, words: dict[str, str | list[str]]) -> list[tuple[Hint, ...]]:
    """Return the hints of each request that a model gets which annotates."""
    engine = FakeEngine({"kk": words}, annotates=True)
    glossary = Glossary([NAKHCHIVAN, concept("baku", "Baku", "kk", "Баку")])
    pinner = Pinner(glossary, Matcher(glossary), "kk")
    enforcer = Enforcer(engine=engine, locale="kk", pinner=pinner, decoding=Decoding())
    enforcer.draft([source])
    return [request.hints for _, request in engine.requests]


def test_a_model_that_annotates_is_told_what_it_did_not_know() -> None:
    free, second, *_ = told("On Nakhchivan's border with Baku", {"Baku": "Баку"})
    assert free == ()
    assert second == (Hint(start=3, end=13, lemma="Нахчыван"),)


def test_a_model_that_knows_its_terms_is_told_nothing() -> None:
    assert told("in Baku", {"Baku": "Баку"}) == [()]
