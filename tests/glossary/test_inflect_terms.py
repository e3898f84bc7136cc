"""Terms that ship with the project whose inflection no rule gives: their flags and own forms."""

from __future__ import annotations

import pytest

from glossary import Glossary
from glossary.inflect import forms
from glossary.model import Case, Number

SG, PL = Number.SINGULAR, Number.PLURAL


@pytest.mark.parametrize(
    ("locale", "text", "case", "number", "expected"),
    [
        ("ru", "Гянджа", Case.INSTRUMENTAL, SG, "Гянджой"),
        ("ru", "Шуша", Case.INSTRUMENTAL, SG, "Шушой"),
        ("ru", "Лахор", Case.GENITIVE, SG, "Лахора"),
        ("ru", "Тонга", Case.GENITIVE, SG, "Тонги"),
        ("ru", "Сон-Куль", Case.INSTRUMENTAL, SG, "Сон-Кулем"),
        ("ru", "кобыз", Case.ACCUSATIVE, SG, "кобыз"),
        ("ru", "временный поверенный", Case.ACCUSATIVE, SG, "временного поверенного"),
        ("kk", "Бірінші түркологиялық съезд", Case.DATIVE, SG, "Бірінші түркологиялық съезге"),
        ("kk", "жасыл сутегі", Case.DATIVE, SG, "жасыл сутегіне"),
        ("kk", "шекарадағы өткізу пункті", Case.NOMINATIVE, PL, "шекарадағы өткізу пункттері"),
        ("tr", "Mayıs", Case.LOCATIVE, SG, "Mayıs'ta"),
        ("tr", "mayıs", Case.LOCATIVE, SG, "mayısta"),
    ],
)
def test_a_term_has_the_form_that_newspapers_write(
    locale: str, text: str, case: Case, number: Number, expected: str
) -> None:
    [term] = {
        term
        for concept in Glossary.load().concepts
        for term in concept.allowed(locale)
        if term.text == text
    }
    found = [form.text for form in forms(term) if (form.case, form.number) == (case, number)]
    assert found[0] == expected
