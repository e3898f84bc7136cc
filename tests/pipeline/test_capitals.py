"""Headlines in capitals and in title case, on an engine of few words; names are invented."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import Concept, Glossary, Matcher, Number, Term
from pipeline.articles import HtmlFormat, MarkdownFormat
from pipeline.draft import Drafter, prepare_block
from pipeline.enforce import Enforced, Enforcer, Step
from pipeline.enforce.capitals import begun
from pipeline.engines import Decoding, FakeEngine, Hint, Hypothesis
from pipeline.model import Block, Role
from pipeline.pins import Pinner

VELDORA = Concept(
    id="veldora",
    subject="test",
    terms={
        "en": (Term(text="Veldora", locale="en", case_sensitive=True),),
        **{
            locale: (Term(text=text, locale=locale, proper=True, number=Number.SINGULAR),)
            for locale, text in {
                "kk": "Велдіра",
                "ru": "Велдора",
                "tr": "Velirdora",
                "az": "Velirdora",
            }.items()
        },
    },
)
LDS = Concept(
    id="lds",
    subject="test",
    terms={
        "en": (Term(text="LDS", locale="en", acronym=True),),
        "tr": (Term(text="KDL", locale="tr", acronym=True),),
        "az": (Term(text="QDL", locale="az", acronym=True),),
    },
)
VELIK = Concept(
    id="velik",
    subject="test",
    terms={
        "en": (Term(text="Velik", locale="en", case_sensitive=True),),
        "az": (Term(text="Velik", locale="az", proper=True, number=Number.SINGULAR),),
    },
    gloss={"en": "Unity", "az": "Birlik"},
)
GLOSSARY = Glossary([VELDORA, LDS, VELIK])
MATCHER = Matcher(GLOSSARY)
WORDS = {
    "tr": {
        "Five": "beş",
        "states": "devlet",
        "Two": "iki",
        "open": "açıyor",
        "drill": "tatbikat",
        "with": "ile",
        "in Veldora": "Velirdora'da",
        "Veldora": "Velirdora",
        "in 2014": "2014'da",
        "LDS": "KDL",
    },
    "az": {"Velik": "Velik", "Unity": "Birlik", "begins": "başlayır", "in 2016": "2016-ci ildə"},
    "kk": {"Five": "бес", "states": "ел", "meet": "кездесті", "in Veldora": "Велдірада"},
    "ru": {"Five states": "пять государств", "meet": "встречаются", "in Veldora": "в Вильдоре"},
}


def pinner(locale: str) -> Pinner:
    return Pinner(GLOSSARY, MATCHER, locale)


def enforced(source: str, locale: str, engine: FakeEngine | None = None) -> Enforced:
    enforcer = Enforcer(
        engine=engine or FakeEngine(WORDS),
        locale=locale,
        pinner=pinner(locale),
        decoding=Decoding(),
    )
    (draft,) = enforcer.draft([source])
    assert draft.verdict == pinner(locale).verify(draft.hypothesis.text, draft.pins)
    return draft


def shown(source: str, locale: str = "tr") -> str:
    engine = FakeEngine(WORDS)
    enforced(source, locale, engine)
    return engine.requests[0][1].text


@pytest.mark.parametrize(
    ("locale", "source", "expected"),
    [
        ("tr", "FIVE STATES OPEN DRILL IN VELDORA", "BEŞ DEVLET AÇIYOR TATBİKAT VELİRDORA'DA"),
        ("tr", "FIVE STATES OPEN DRILL WITH LDS", "BEŞ DEVLET AÇIYOR TATBİKAT İLE KDL"),
        ("tr", "TWO STATES OPEN DRILL IN 2014", "İKİ DEVLET AÇIYOR TATBİKAT 2014'TE"),
        ("kk", "FIVE STATES MEET IN VELDORA", "БЕС ЕЛ КЕЗДЕСТІ ВЕЛДІРАДА"),
        ("ru", "FIVE STATES MEET IN VELDORA", "ПЯТЬ ГОСУДАРСТВ ВСТРЕЧАЮТСЯ В ВЕЛДОРЕ"),
        ("az", "VELIK (UNITY) BEGINS IN 2016", "VELİK (BİRLİK) BAŞLAYIR 2016-CI İLDƏ"),
    ],
)
def test_a_headline_is_drafted_in_small_letters_and_comes_out_in_capitals(
    locale: str, source: str, expected: str
) -> None:
    draft = enforced(source, locale)
    assert draft.hypothesis.text == expected
    assert draft.verdict is not None
    assert draft.verdict.faults == 0
    assert draft.reasons == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("FIVE STATES VISIT VELDORA", "Five states visit Veldora"),
        ("“VELDORA'S STATES OPEN”", "“Veldora's states open”"),
        ("LDS OPENS IN VELDORA", "LDS opens in Veldora"),
        ("VELIK (UNITY) BEGINS", "Velik (Unity) begins"),
        ("NEW F-16 AND A400M ON U.S. BASE", "New F-16 and A400M on U.S. base"),
        ("SEE {TITLE} AND API_KEY NOW", "See {TITLE} and API_KEY now"),
        ("STATES OPEN—VELDORA WAITS", "States open—Veldora waits"),
        ("5 STATES VISIT VELDORA", "5 states visit Veldora"),
        ("DORVAN BEKLARI OPENS SCHOOL", "Dorvan Beklari opens school"),
        (
            "PEOPLE OF KHORBAT-SU HONOR DORVAN'S TEACHERS",
            "People of Khorbat-Su honor Dorvan's teachers",
        ),
    ],
)
def test_names_acronyms_and_codes_keep_their_capitals_before_the_model(
    source: str, expected: str
) -> None:
    assert shown(source, "az") == expected


@pytest.mark.parametrize(
    "source",
    [
        "LDS",
        "LDS, NATO, UN",
        "BBC, CNN, IBM",
        "VELDORA",
        "Five States Open DRILL",
        "GDP 2014",
        "U.S.",
        "F-16 A400M",
    ],
)
def test_acronyms_single_words_and_small_letters_make_no_headline(source: str) -> None:
    assert shown(source) == source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Five States Open Drill in Veldora", "Five states open drill in Veldora"),
        ("“Veldora's States Open” on Monday", "“Veldora's states open” on Monday"),
        ("McLand Opens LDS Base to UNDRR Staff", "McLand opens LDS base to UNDRR staff"),
        ("Why I Stay in Veldora: A True Story", "Why I stay in Veldora: a true story"),
        ("New Self-Driving Trains for Veldora", "New self-driving trains for Veldora"),
        ("Dorvan Beklari Opens New School in Dorzha", "Dorvan Beklari opens new school in Dorzha"),
        ("O'Dorvan Leaves Old Post for Al-Dorvan", "O'Dorvan leaves old post for Al-Dorvan"),
    ],
)
def test_words_in_title_case_are_small_before_the_model(source: str, expected: str) -> None:
    assert shown(source, "az") == expected


@pytest.mark.parametrize(
    "source",
    [
        "Five states open Drill in Veldora",
        "Aidar Bekov, Dana Omarova and John Smith",
        "Bay of Bengal",
        "Ministry of Rivers and Lakes of Veldora",
        "Photo by John Smith",
        "Drill in Veldora",
        "2014",
        "",
    ],
)
def test_sentences_and_names_are_shown_as_they_are(source: str) -> None:
    engine = FakeEngine(WORDS)
    enforced(source, "tr", engine)
    assert all(request.text == source for _, request in engine.requests)


def test_a_headline_in_title_case_comes_out_as_a_sentence_with_its_marks() -> None:
    drafter = Drafter(engine=FakeEngine(WORDS), locale="tr", pinner=pinner("tr"))
    source = "Five **States Open** Drill [in Veldora](/v)"
    block = Block(source=source, role=Role.TITLE, line=1)
    (drafted,) = drafter.draft([prepare_block(block, MarkdownFormat())])
    assert drafted.text == "Beş **devlet açıyor** tatbikat [Velirdora'da](/v)"


def test_hints_stand_on_the_names_that_the_model_is_shown() -> None:
    engine = FakeEngine({}, annotates=True)
    enforced("STATES WATCH VELDORA'S DRILL", "tr", engine)
    request = next(request for _, request in engine.requests if request.hints)
    assert request.hints == (Hint(start=13, end=20, lemma="Velirdora"),)
    assert request.text[13:20] == "Veldora"


class SmallLetters(FakeEngine):
    """An engine that knows words in small letters better."""

    def length(self, text: str, locale: str) -> int:
        return super().length(text, locale) + text[:1].isupper()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Country", "country"),
        ("Trains wait for Veldora", "trains wait for Veldora"),
        ("Veldora waits", "Veldora waits"),
        ("May figures rise", "May figures rise"),
        ("Dorvan waits", "Dorvan waits"),
        ("LDS trains", "LDS trains"),
        ("iPhone sales rise", "iPhone sales rise"),
        ("I wait", "I wait"),
    ],
)
def test_a_model_is_shown_a_first_word_as_it_knows_it_best(source: str, expected: str) -> None:
    for engine, text in ((SmallLetters(WORDS), expected), (FakeEngine(WORDS), source)):
        enforced(source, "tr", engine)
        assert {request.text for _, request in engine.requests} == {text}


def test_a_draft_begins_with_a_capital_though_its_source_was_shown_without() -> None:
    words = {"tr": {"trains": "trenler", "in Veldora": "Velirdora'da"}}
    draft = enforced("Trains in Veldora", "tr", SmallLetters(words))
    assert draft.hypothesis.text == "Trenler Velirdora'da"
    assert draft.hypothesis.source_tokens == ("▁Trains", "▁in", "▁Veldora")


def test_without_a_glossary_a_headline_is_a_headline_too() -> None:
    engine = FakeEngine({"tr": {"Two": "iki", "states": "devlet"}})
    enforcer = Enforcer(engine=engine, locale="tr", pinner=None, decoding=Decoding())
    assert [d.hypothesis.text for d in enforcer.draft(["TWO STATES", "Two"])] == [
        "İKİ DEVLET",
        "İki",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("FIVE **STATES** OPEN [IN VELDORA](/v)", "BEŞ **DEVLET** AÇIYOR [VELİRDORA'DA](/v)"),
        ("FIVE STATES OPEN `DRILL`", "BEŞ DEVLET AÇIYOR `DRILL`"),
        ("FIVE STATES OPEN ![](a.png) DRILL", "BEŞ DEVLET AÇIYOR ![](a.png) TATBİKAT"),
    ],
)
def test_markup_stays_on_its_words(source: str, expected: str) -> None:
    drafter = Drafter(engine=FakeEngine(WORDS), locale="tr", pinner=pinner("tr"))
    block = Block(source=source, role=Role.HEADING, line=1)
    (drafted,) = drafter.draft([prepare_block(block, MarkdownFormat())])
    assert drafted.text == expected


def test_entities_and_tags_are_not_put_in_capitals() -> None:
    drafter = Drafter(engine=FakeEngine(WORDS), locale="tr", pinner=pinner("tr"))
    block = Block(source="FIVE <em>STATES</em> &amp; DRILL", role=Role.TITLE, line=1)
    (drafted,) = drafter.draft([prepare_block(block, HtmlFormat())])
    assert drafted.text == "BEŞ <em>DEVLET</em> &amp; TATBİKAT"


def test_a_headline_depends_on_the_concepts_that_it_mentions() -> None:
    drafter = Drafter(engine=FakeEngine(WORDS), locale="tr", pinner=pinner("tr"))
    blocks = [
        prepare_block(Block(source=source, role=Role.HEADING, line=1), MarkdownFormat())
        for source in ("STATES OPEN IN VELDORA", "States open in Veldora")
    ]
    capitals, sentence = drafter.draft(blocks)
    assert capitals.terms == sentence.terms != ()
    assert (capitals.pins, capitals.settings) == (sentence.pins, sentence.settings)


SAID = st.lists(
    st.sampled_from(
        ["FIVE", "STATES", "VELDORA", "VELDORA'S", "LDS", "IN 2014", "2018", "F-16", "{NAME}",
         "VELIK (UNITY)", "“DRILL”", "MIT", "&", ",", "—", "İ", "ß", "States", "Drill", "on",
         "Open"]
    ),
    min_size=1,
    max_size=7,
).map(" ".join)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(SAID, st.sampled_from(["kk", "ru", "tr", "az"]))
def test_pins_tokens_and_attention_fit_the_text(source: str, locale: str) -> None:
    draft = enforced(source, locale)
    asked = shown(source, locale) if source.strip() else source
    assert len(asked) == len(source)
    hypothesis = draft.hypothesis
    assert draft.step is not Step.NONE or not draft.pins
    assert hypothesis.attention is not None
    assert hypothesis.attention.shape == (len(hypothesis.tokens), len(hypothesis.source_tokens))
    assert np.all(hypothesis.attention.sum(axis=1) < 1 + 1e-5)
    written = "".join(hypothesis.tokens).replace("▁", "")
    assert "".join(written.split()) == "".join(hypothesis.text.split())
    assert hypothesis.text == hypothesis.text.upper() or asked == source or not source.isupper()


@pytest.mark.parametrize(
    ("source", "draft", "locale", "shown"),
    [
        ("Ships came.", "istanbul'a gemiler geldi.", "tr", "İstanbul'a gemiler geldi."),
        ("“Ships came.”", "«кемелер келді.»", "kk", "«Кемелер келді.»"),
        ("ships came;", "gəmilər gəldi;", "az", "gəmilər gəldi;"),
        ("Phones sell.", "iPhone satılıyor.", "tr", "iPhone satılıyor."),
        ("Five came.", "5 человек.", "ru", "5 человек."),
        ("Nothing.", "", "ru", ""),
    ],
)
def test_a_draft_begins_with_a_capital_where_its_source_does(
    source: str, draft: str, locale: str, shown: str
) -> None:
    tokens = tuple(f"▁{word}" for word in draft.split())
    hypothesis = Hypothesis(text=draft, tokens=tokens, source_tokens=(), score=0.0)
    result = begun(hypothesis, source, locale)
    assert result.text == shown
    assert " ".join(token.removeprefix("▁") for token in result.tokens) == shown
