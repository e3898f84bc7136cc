from __future__ import annotations

from typing import Any

import pytest

from glossary.inflect import forms, inflect
from glossary.model import Case, Number, Possessor, Term

SG, PL = Number.SINGULAR, Number.PLURAL
CASES = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.LOCATIVE, Case.ABLATIVE)


def az(text: str, **fields: Any) -> Term:
    return Term(text=text, locale="az", **fields)


def row(term: Term, number: Number = SG) -> str:
    return " ".join(inflect(term, case, number) for case in CASES)


def cell(term: Term, case: Case) -> list[str]:
    return [form.text for form in forms(term) if form.case is case and form.number is SG]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dövlət", "dövlətin dövlətə dövləti dövlətdə dövlətdən"),
        ("yol", "yolun yola yolu yolda yoldan"),
        ("göl", "gölün gölə gölü göldə göldən"),
        ("ölkə", "ölkənin ölkəyə ölkəni ölkədə ölkədən"),
        ("radio", "radionun radioya radionu radioda radiodan"),
        ("qanun", "qanunun qanuna qanunu qanunda qanundan"),
        ("su", "suyun suya suyu suda sudan"),
        ("Bakı", "Bakının Bakıya Bakını Bakıda Bakıdan"),
        ("Gəncə", "Gəncənin Gəncəyə Gəncəni Gəncədə Gəncədən"),
        ("Naxçıvan", "Naxçıvanın Naxçıvana Naxçıvanı Naxçıvanda Naxçıvandan"),
        ("Türkiyə", "Türkiyənin Türkiyəyə Türkiyəni Türkiyədə Türkiyədən"),
        ("Daşkənd", "Daşkəndin Daşkəndə Daşkəndi Daşkənddə Daşkənddən"),
        ("Bişkek", "Bişkekin Bişkekə Bişkeki Bişkekdə Bişkekdən"),
        ("İraq", "İraqın İraqa İraqı İraqda İraqdan"),
    ],
)
def test_endings_harmonise_and_take_buffers(text: str, expected: str) -> None:
    assert row(az(text, proper=text[0].isupper())) == expected


@pytest.mark.parametrize(
    ("text", "accusative"),
    [
        ("bulaq", "bulağı"),
        ("qonaq", "qonağı"),
        ("çörək", "çörəyi"),
        ("inək", "inəyi"),
        ("nazirlik", "nazirliyi"),
        ("bağımsızlıq", "bağımsızlığı"),
        ("aşıq", "aşığı"),
        ("ox", "oxu"),
        ("kök", "kökü"),
        ("ittifaq", "ittifaqı"),
        ("istintaq", "istintaqı"),
        ("hüquq", "hüququ"),
        ("akademik", "akademiki"),
        ("tacik", "taciki"),
        ("oğul", "oğlu"),
        ("burun", "burnu"),
        ("fikir", "fikri"),
        ("sinif", "sinfi"),
        ("şəkil", "şəkli"),
        ("kitab", "kitabı"),
        ("ağac", "ağacı"),
    ],
)
def test_stems_change_before_a_vowel(text: str, accusative: str) -> None:
    assert inflect(az(text), Case.ACCUSATIVE, SG) == accusative


@pytest.mark.parametrize(
    ("text", "accusative", "locative", "plural"),
    [
        ("xətt", "xətti", "xətdə", "xətlər"),
        ("haqq", "haqqı", "haqda", "haqlar"),
        ("fənn", "fənni", "fəndə", "fənlər"),
        ("hədd", "həddi", "həddə", "hədlər"),
    ],
)
def test_one_of_two_like_consonants_goes_before_a_consonant(
    text: str, accusative: str, locative: str, plural: str
) -> None:
    assert inflect(az(text), Case.ACCUSATIVE, SG) == accusative
    assert inflect(az(text), Case.LOCATIVE, SG) == locative
    assert inflect(az(text), Case.NOMINATIVE, PL) == plural
    assert inflect(az(text), Case.NOMINATIVE, SG) == text


def test_a_name_keeps_both_of_two_like_consonants() -> None:
    assert inflect(az("Bonn", proper=True), Case.LOCATIVE, SG) == "Bonnda"


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        ("dəmir yolu xətti", "dəmir yolu xətləri"),
        ("əməkhaqqı", "əməkhaqları"),
        ("müdafiə naziri", "müdafiə nazirləri"),
        ("nazir müavini", "nazir müavinləri"),
        ("Müdafiə Nazirliyi", "Müdafiə Nazirlikləri"),
        ("Baş Qərargah rəisi", "Baş Qərargah rəisləri"),
        ("Milli Məclisi", "Milli Məclisləri"),
        ("dövlət başçısı", "dövlət başçıları"),
    ],
)
def test_the_plural_of_an_izafet_stands_inside_it(text: str, plural: str) -> None:
    assert inflect(az(text, izafet=True), Case.NOMINATIVE, PL) == plural


def test_a_name_keeps_its_spelling_unless_it_is_a_common_noun() -> None:
    assert inflect(az("Məlik", proper=True), Case.DATIVE, SG) == "Məlikə"
    assert inflect(az("Baş Katiblik", proper=True), Case.DATIVE, SG) == "Baş Katibliyə"


def test_ile_is_a_word_after_vowels_and_an_ending_after_consonants() -> None:
    assert cell(az("Bakı", proper=True), Case.INSTRUMENTAL) == ["Bakı ilə", "Bakıyla"]
    assert cell(az("Azərbaycan", proper=True), Case.INSTRUMENTAL) == [
        "Azərbaycanla",
        "Azərbaycan ilə",
    ]
    assert inflect(az("dövlət"), Case.INSTRUMENTAL, SG) == "dövlətlə"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (
            az("Türk Dövlətləri Təşkilatı", izafet=True),
            ["Təşkilatının", "Təşkilatına", "Təşkilatını", "Təşkilatında", "Təşkilatından"],
        ),
        (
            az("Müdafiə Nazirliyi"),
            ["Nazirliyinin", "Nazirliyinə", "Nazirliyini", "Nazirliyində", "Nazirliyindən"],
        ),
        (
            az("Silahlı Qüvvələr", number=PL),
            ["Qüvvələrin", "Qüvvələrə", "Qüvvələri", "Qüvvələrdə", "Qüvvələrdən"],
        ),
        (
            az("dəvəquşu"),
            ["dəvəquşunun", "dəvəquşuna", "dəvəquşunu", "dəvəquşunda", "dəvəquşundan"],
        ),
    ],
)
def test_a_compound_takes_the_pronominal_n(term: Term, expected: list[str]) -> None:
    found = [inflect(term, case, term.number or SG).split()[-1] for case in CASES]
    assert found == expected


def test_the_instrumental_of_a_compound_is_a_word() -> None:
    term = az("Türk Dövlətləri Təşkilatı", izafet=True, proper=True)
    assert inflect(term, Case.INSTRUMENTAL, SG) == "Türk Dövlətləri Təşkilatı ilə"


def test_a_compound_has_a_plural_and_other_possessors() -> None:
    term = az("Müdafiə Nazirliyi", izafet=True)
    assert inflect(term, Case.NOMINATIVE, PL) == "Müdafiə Nazirlikləri"
    assert inflect(term, Case.DATIVE, SG, Possessor.FIRST_PLURAL) == "Müdafiə Nazirliyimizə"
    assert inflect(az("İpək Yolu", izafet=True), Case.NOMINATIVE, PL) == "İpək Yolları"


@pytest.mark.parametrize(
    ("possessor", "case", "expected"),
    [
        (Possessor.FIRST_SINGULAR, Case.ABLATIVE, "otağımdan"),
        (Possessor.SECOND_SINGULAR, Case.ACCUSATIVE, "otağını"),
        (Possessor.THIRD_SINGULAR, Case.DATIVE, "otağına"),
        (Possessor.FIRST_PLURAL, Case.GENITIVE, "otağımızın"),
        (Possessor.SECOND_PLURAL, Case.NOMINATIVE, "otağınız"),
        (Possessor.THIRD_PLURAL, Case.LOCATIVE, "otağında"),
    ],
)
def test_cases_follow_possessives(possessor: Possessor, case: Case, expected: str) -> None:
    assert inflect(az("otaq"), case, SG, possessor) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BMT", "BMT-nin BMT-yə BMT-ni BMT-də BMT-dən"),
        ("TDT", "TDT-nin TDT-yə TDT-ni TDT-də TDT-dən"),
        ("ABŞ", "ABŞ-ın ABŞ-a ABŞ-ı ABŞ-da ABŞ-dan"),
        ("NATO", "NATO-nun NATO-ya NATO-nu NATO-da NATO-dan"),
        ("ATƏT", "ATƏT-in ATƏT-ə ATƏT-i ATƏT-də ATƏT-dən"),
    ],
)
def test_abbreviations_take_a_hyphen_and_follow_their_sound(text: str, expected: str) -> None:
    assert row(az(text, acronym=True)) == expected


def test_the_relational_form_is_unrounded() -> None:
    assert inflect(az("Bakı"), Case.RELATIONAL, SG) == "Bakıdakı"
    assert inflect(az("göl"), Case.RELATIONAL, SG) == "göldəki"


def test_a_dotted_capital_is_the_i_that_harmony_sees() -> None:
    assert inflect(az("İZMİR", proper=True, spoken="izmir"), Case.GENITIVE, SG) == "İZMİR-in"
    assert inflect(az("Iğdır", proper=True), Case.GENITIVE, SG) == "Iğdırın"


def test_endings_follow_closing_quotes() -> None:
    assert cell(az("“Qarabağ”", proper=True), Case.GENITIVE)[0] == "“Qarabağ”ın"
