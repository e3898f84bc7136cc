"""What holds of every draft, whatever the model writes."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import Concept, Glossary, Matcher, Rank, Term
from glossary import Number as Count
from pipeline.enforce import Enforced, Enforcer, Step
from pipeline.engines import Decoding, FakeEngine
from pipeline.pins import Pinner

LOCALES = ("kk", "ru", "tr", "az")
NAMES = {  # invented: English, Cyrillic, Latin, and what must not be said
    "Veldora": ("Велдора", "Veldora", "Вильдора", "Vildora"),
    "Veldora League": ("Велдора лигасы", "Veldora Ligi", "Велдорлига", "Veldorlig"),
    "Korfu": ("Корфа", "Korfa", "Корфуу", "Korfuu"),
    "Korfu Town": ("Корфа", "Korfa", "Корфуу", "Korfuu"),
}


def concept(english: str) -> Concept:
    cyrillic, latin, no_cyrillic, no_latin = NAMES[english]
    terms: dict[str, tuple[Term, ...]] = {}
    terms["en"] = (Term(text=english, locale="en", proper=True, case_sensitive=True),)
    for locale in LOCALES:
        right, wrong = (cyrillic, no_cyrillic) if locale in {"kk", "ru"} else (latin, no_latin)
        terms[locale] = (
            Term(text=right, locale=locale, proper=True, number=Count.SINGULAR),
            Term(text=wrong, locale=locale, proper=True, rank=Rank.FORBIDDEN),
        )
    return Concept(id=english.lower().replace(" ", "-"), subject="test", terms=terms)


GLOSSARY = Glossary([concept(english) for english in NAMES])
MATCHER = Matcher(GLOSSARY)
PINNERS = {locale: Pinner(GLOSSARY, MATCHER, locale) for locale in LOCALES}

SAID = st.sampled_from(
    [*NAMES, "met", "in", "Today", "2018", "70,000", "3.5", "the", ",", "(", ")", "“", "”", "."]
)
SOURCES = st.lists(SAID, min_size=1, max_size=9).map(" ".join)
RENDERED = st.sampled_from(
    ["", "z", "Z", "z z", "Велдорада", "Veldora'da", "Beldora", "Вильдора", "Korfa", "Корфа",
     "2018", "2018'de", "70 000", "70,000", "70.000", "3,5", "7", "2018'da", "2018-да",
     "«q»", "(q)", "q,", "Veldora Ligi"]
)  # fmt: skip
PHRASES = st.dictionaries(SAID, RENDERED | st.lists(RENDERED, min_size=1, max_size=3))
LOCALE = st.sampled_from(LOCALES)


def drafts(sources: list[str], locale: str, phrases: dict[str, str | list[str]]) -> list[Enforced]:
    engine = FakeEngine({locale: phrases})
    enforcer = Enforcer(engine=engine, locale=locale, pinner=PINNERS[locale], decoding=Decoding())
    return enforcer.draft(sources)


def free(source: str, locale: str, phrases: dict[str, str | list[str]]) -> str:
    engine = FakeEngine({locale: phrases})
    enforcer = Enforcer(engine=engine, locale=locale, pinner=None, decoding=Decoding())
    return enforcer.draft([source])[0].hypothesis.text


@settings(deadline=None, max_examples=150)
@given(SOURCES, LOCALE, PHRASES)
def test_no_pin_is_lost_that_the_free_draft_meets(
    source: str, locale: str, phrases: dict[str, str | list[str]]
) -> None:
    pinner = PINNERS[locale]
    before = pinner.verify(free(source, locale, phrases), pinner.pins(source))
    (draft,) = drafts([source], locale, phrases)
    after = pinner.verify(draft.hypothesis.text, draft.pins)
    assert {pin.start for pin in after.unmet} <= {pin.start for pin in before.unmet}
    assert after.faults <= before.faults


@settings(deadline=None, max_examples=150)
@given(SOURCES, LOCALE, PHRASES)
def test_every_pin_is_met_in_a_place_of_its_own_or_flagged(
    source: str, locale: str, phrases: dict[str, str | list[str]]
) -> None:
    (draft,) = drafts([source], locale, phrases)
    verdict = draft.verdict
    assert verdict == PINNERS[locale].verify(draft.hypothesis.text, draft.pins)
    assert verdict is not None
    places = [place for _, place in verdict.met]
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert len(verdict.met) + len(verdict.unmet) == len(draft.pins)
    assert (draft.step is Step.FLAGGED) == bool(verdict.faults)
    assert len(draft.reasons) >= bool(verdict.faults)


@settings(deadline=None, max_examples=150)
@given(SOURCES, LOCALE, PHRASES)
def test_tokens_and_attention_fit_the_text(
    source: str, locale: str, phrases: dict[str, str | list[str]]
) -> None:
    (draft,) = drafts([source], locale, phrases)
    hypothesis = draft.hypothesis
    assert hypothesis.attention is not None
    assert hypothesis.attention.shape == (len(hypothesis.tokens), len(hypothesis.source_tokens))
    assert np.all(hypothesis.attention.sum(axis=1) < 1 + 1e-5)
    written = "".join(hypothesis.tokens).replace("▁", " ")
    assert "".join(written.split()) == "".join(hypothesis.text.split())


@settings(deadline=None, max_examples=60)
@given(st.lists(SOURCES, min_size=2, max_size=4), LOCALE, PHRASES)
def test_a_draft_does_not_depend_on_the_batch(
    sources: list[str], locale: str, phrases: dict[str, str | list[str]]
) -> None:
    together = drafts(sources, locale, phrases)
    alone = [drafts([source], locale, phrases)[0] for source in sources]
    for one, other in zip(together, alone, strict=True):
        assert one.hypothesis.text == other.hypothesis.text
        assert one.hypothesis.score == other.hypothesis.score
        assert (one.step, one.reasons) == (other.step, other.reasons)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from([*NAMES, "met"]), min_size=1, max_size=7), LOCALE)
def test_a_name_that_the_model_has_no_idea_of_is_always_put_in(
    words: list[str], locale: str
) -> None:
    (draft,) = drafts([" , ".join(words)], locale, {"met": "z"})
    assert draft.verdict is not None
    assert draft.verdict.unmet == ()
