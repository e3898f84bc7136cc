"""Term success counts the forms of the reference."""

from __future__ import annotations

from collections.abc import Sequence

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
NAMES = [Row(english="Samarkand", targets=("Самарқанд", "Самарканд", "Semerkant", "Səmərqənd"))]


def test_every_case_has_an_annotated_invented_name() -> None:
    cases = invented_cases([ROW], NAMES, "tr", seed=1)
    assert len(cases) == 3
    assert all(case.form.endswith(("'ta", "'te")) for case in cases)
    assert all("⟦" in case.source and "Samarkand" not in case.source for case in cases)


def test_a_translator_that_writes_the_forms_succeeds_and_one_that_does_not_fails() -> None:
    forms = {
        case.source: case.form
        for locale in ("kk", "ru", "tr", "az")
        for case in invented_cases([ROW], NAMES, locale, seed=1)
    }

    def obey(texts: Sequence[str], locale: str) -> list[str]:
        return [f"({forms[text]}), {locale}" for text in texts]

    def ignore(texts: Sequence[str], locale: str) -> list[str]:
        return [locale for _ in texts]

    assert {result.exact for result in term_success(obey, [ROW], NAMES)} == {1.0}
    assert {result.copied for result in term_success(ignore, [ROW], NAMES)} == {0.0}
