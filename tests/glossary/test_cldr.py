from __future__ import annotations

import pytest

from glossary import Glossary, Status
from glossary.cldr import seeds, territories, territory
from glossary.entry import read_concept


@pytest.mark.parametrize(
    ("locale", "name"),
    [("en", "Türkiye"), ("kk", "Түркия"), ("ru", "Турция"), ("tr", "Türkiye"), ("az", "Türkiyə")],
)
def test_territories_have_their_names_in_every_locale(locale: str, name: str) -> None:
    assert territories(locale)["TR"] == name


def test_only_countries_and_territories_are_listed() -> None:
    codes = territories("en").keys()
    assert {"KZ", "XK", "TW", "PS"} <= codes
    assert not {"EU", "UN", "ZZ", "001", "150", "QO"} & codes
    assert 240 < len(codes) < 270


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("Turkey", None),
        (["Turkey", "Turkiye"], "TR"),
        ("Burma", "MM"),
        ("Trinidad and Tobago", "TT"),
        ("Cote d'Ivoire", "CI"),
        ("Baku", None),
    ],
)
def test_a_concept_is_a_territory_by_any_of_its_english_names(
    names: str | list[str], code: str | None
) -> None:
    assert territory(read_concept("x", {"en": names}, subject="test")) == code


def test_seeds_are_proposed_concepts_with_a_name_in_every_locale() -> None:
    concepts = {concept.id: concept for concept in seeds()}
    assert len(Glossary(concepts.values()).concepts) == len(territories("en"))
    myanmar = concepts["myanmar"]
    assert myanmar.status is Status.PROPOSED
    assert [term.text for term in myanmar.terms["en"]] == ["Myanmar", "Burma"]
    assert myanmar.preferred("ru").text == "Мьянма (Бирма)"  # type: ignore[union-attr]
    # CLDR lacks a translation here and there.
    assert sum(len(concept.terms) == 5 for concept in concepts.values()) > 250
