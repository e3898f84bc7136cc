"""Term success counts the forms of the reference."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from training.corpora import Row
from training.terms import invented_cases, term_success

ROW = Row(
    english="The ministers met in Samarkand.",
    targets=(
        "Министрлер Самарқандта кездесті.",
        "Министры встретились в Самарканде.",
        "Bakanlar Semerkant'ta buluştu.",
        "Nazirlər Səmərqənddə görüşüb.",
    ),
)


def test_every_case_has_an_annotated_invented_name() -> None:
    cases = invented_cases([ROW], "tr", seed=1)
    assert len(cases) == 3
    assert all(case.form.startswith(case.lemma + "'") for case in cases)
    assert all(case.form.endswith(("'da", "'de", "'ta", "'te")) for case in cases)
    assert all(f"¦ {case.lemma} ⟧" in case.source for case in cases)
    assert all("Samarkand" not in case.source for case in cases)


@pytest.mark.parametrize("locale", ["kk", "ru", "tr", "az"])
def test_the_form_is_a_whole_word_of_the_reference(locale: str) -> None:
    assert all(
        case.form.startswith(case.lemma[:2]) for case in invented_cases([ROW], locale, seed=3)
    )
    assert not any(" " in case.form for case in invented_cases([ROW], locale, seed=3))


def test_a_translator_that_writes_the_forms_succeeds_and_one_that_does_not_fails() -> None:
    forms = {
        case.source: case.form
        for locale in ("kk", "ru", "tr", "az")
        for case in invented_cases([ROW], locale, seed=1)
    }

    def obey(texts: Sequence[str], locale: str) -> list[str]:
        return [f"({forms[text]}), {locale}" for text in texts]

    def ignore(texts: Sequence[str], locale: str) -> list[str]:
        return [locale for _ in texts]

    assert {(r.copied, r.exact) for r in term_success(obey, [ROW])} == {(1.0, 1.0)}
    assert {(r.copied, r.exact) for r in term_success(ignore, [ROW])} == {(0.0, 0.0)}
