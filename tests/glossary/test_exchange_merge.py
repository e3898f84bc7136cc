from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given

from glossary import Concept, Glossary
from glossary.exchange import apply, merge
from tests.glossary.conftest import concept_of
from tests.glossary.exchange_strategies import FEW, glossaries

OURS: dict[str, object] = {
    "pos": "noun",
    "en": "desk",
    "ru": {"text": "редакция", "gender": "femn"},
    "forbidden": {"ru": "деск"},
}


def merged_with(**table: Any) -> Any:
    return merge(
        Glossary([concept_of("desk", OURS)]), [concept_of("desk", {"en": "desk", **table})]
    )


@FEW
@given(glossaries())
def test_a_glossary_merged_with_itself_is_unchanged(concepts: list[Concept]) -> None:
    merged = merge(Glossary(concepts), concepts)
    assert merged.unchanged == tuple(concept.id for concept in concepts)
    assert not (merged.added or merged.changed or merged.conflicts)


@FEW
@given(glossaries())
def test_what_an_empty_glossary_gets_is_all_added(concepts: list[Concept]) -> None:
    assert merge(Glossary([]), concepts).added == tuple(concepts)


@FEW
@given(glossaries(), glossaries())
def test_a_merge_never_loses_a_term(ours: list[Concept], theirs: list[Concept]) -> None:
    merged = merge(Glossary(ours), theirs)
    changed = {concept.id: concept for concept in merged.changed}
    for concept in ours:
        after = changed.get(concept.id, concept)
        for locale, terms in concept.terms.items():
            assert set(terms) <= set(after.terms[locale])
            if concept.preferred(locale):
                assert after.preferred(locale) == concept.preferred(locale)


def test_a_missing_locale_and_an_accepted_term_are_taken_over_field_by_field() -> None:
    merged = merged_with(tr="masa", ru=["редакция", "отдел"], note="New.")
    assert [str(change) for change in merged.changes] == [
        "desk note: - -> New.",
        "desk ru: - -> отдел",
        "desk tr: - -> masa",
    ]
    (changed,) = merged.changed
    assert [term.text for term in changed.terms["ru"]] == ["редакция", "отдел", "деск"]
    assert changed.terms["ru"][0].gender == "femn"
    assert not merged.conflicts


def test_another_preferred_term_is_a_conflict_and_ours_stays() -> None:
    merged = merged_with(ru="бюро", az="şöbə")
    assert [str(c) for c in merged.conflicts] == ["desk ru: редакция -> бюро"]
    assert [term.text for term in merged.changed[0].terms["ru"]] == ["редакция", "деск"]
    assert merged.changed[0].terms["az"][0].text == "şöbə"


def test_a_term_that_one_forbids_and_the_other_accepts_is_a_conflict() -> None:
    assert "деск the other way" in str(merged_with(ru=["редакция", "деск"]).conflicts[0])
    assert "редакция the other way" in str(merged_with(forbidden={"ru": "редакция"}).conflicts[0])


def test_grammar_that_differs_is_a_conflict_and_grammar_left_out_is_none() -> None:
    assert merged_with(ru={"text": "редакция", "gender": "masc"}).conflicts[0].id == "desk"
    assert merged_with(ru="редакция").unchanged == ("desk",)


def test_a_status_that_differs_is_a_conflict() -> None:
    assert [c.field for c in merged_with(status="deprecated").conflicts] == ["status"]


def test_a_concept_without_an_id_of_its_own_is_found_by_its_english_term() -> None:
    ours = concept_of("our-desk", {"en": "news desk"})
    merged = merge(Glossary([ours]), [concept_of("news-desk", {"en": "news desk", "tr": "masa"})])
    assert [concept.id for concept in merged.changed] == ["our-desk"]


def test_an_english_term_under_another_id_is_a_conflict() -> None:
    ours = concept_of("our-desk", {"en": "desk"})
    merged = merge(Glossary([ours]), [concept_of("their-desk", {"en": "desk"})])
    assert [str(c) for c in merged.conflicts] == ["their-desk id: our-desk -> desk"]
    assert not merged.added


def test_writing_a_merge_keeps_comments_and_a_dry_run_writes_nothing(
    write: Callable[..., Path],
) -> None:
    path = write('# By hand.\n[desk]\nen = "desk" # the news\n')
    glossary = Glossary.load([path])
    merged = merge(
        glossary,
        [concept_of("desk", {"en": "desk", "tr": "masa"}), concept_of("sea", {"en": "sea"})],
    )
    before = path.read_text("utf-8")
    changes = apply(glossary, merged, path.parent, dry_run=True)
    assert "".join(change.diff() for change in changes).count("+") > 2
    assert path.read_text("utf-8") == before
    apply(glossary, merged, path.parent)
    assert path.read_text("utf-8") == '# By hand.\n[desk]\nen = "desk" # the news\ntr = "masa"\n'
    assert Glossary.load([path.parent]).get("sea") is not None
