"""The words before a name tell its case, where they do so plainly."""

from __future__ import annotations

import pytest

from glossary import Case, Concept, Glossary, Matcher, Term
from pipeline.enforce.expected import expected

NAMES = ("Velkora", "Tashir", "Ombrey")


def case(source: str, locale: str, name: str = "Velkora") -> Case | None:
    concepts = [
        Concept(
            id=each.lower(),
            subject="places",
            terms={"en": (Term(text=each, locale="en", proper=True),)},
        )
        for each in NAMES
    ]
    mentions = Matcher(Glossary(concepts)).match(source)
    found = next(mention for mention in mentions if mention.concept.id == name.lower())
    return expected(source, found, locale)


@pytest.mark.parametrize(
    ("source", "turkic", "russian"),
    [
        ("They met in Velkora.", Case.LOCATIVE, Case.PREPOSITIONAL),
        ("They went to the Velkora.", Case.DATIVE, Case.ACCUSATIVE),
        ("They came from Velkora", Case.ABLATIVE, Case.GENITIVE),
        ("From Velkora they came.", Case.ABLATIVE, Case.GENITIVE),
        ("“Velkora has voted,” he said.", Case.NOMINATIVE, Case.NOMINATIVE),
        ("The army of Velkora", None, Case.GENITIVE),
        ("They visited Velkora.", None, None),
        ("In Velkora's capital", None, None),
        ("It ended in Velkora 2023.", None, None),
        ("They met in Velkora, Tashir and Ombrey.", Case.NOMINATIVE, Case.PREPOSITIONAL),
        ("They met in Tashir, Ombrey and Velkora.", Case.LOCATIVE, Case.PREPOSITIONAL),
        ("They met in Tashir, Velkora and Ombrey.", Case.NOMINATIVE, Case.PREPOSITIONAL),
        ("Talks between Tashir and Velkora", Case.NOMINATIVE, Case.INSTRUMENTAL),
    ],
)
def test_a_preposition_or_the_beginning_of_a_sentence_tells_the_case(
    source: str, turkic: Case | None, russian: Case | None
) -> None:
    assert {case(source, locale) for locale in ("kk", "tr", "az")} == {turkic}
    assert case(source, "ru") == russian


def test_in_company_a_kazakh_name_is_in_the_instrumental() -> None:
    assert case("Talks with Velkora", "kk") is Case.INSTRUMENTAL
    assert case("Talks with Velkora", "tr") is None


def test_nothing_is_told_of_a_common_noun() -> None:
    terms = {"en": (Term(text="border", locale="en"),)}
    glossary = Glossary([Concept(id="border", subject="x", terms=terms)])
    (mention,) = Matcher(glossary).match("They met in border towns.")
    assert expected("They met in border towns.", mention, "kk") is None
