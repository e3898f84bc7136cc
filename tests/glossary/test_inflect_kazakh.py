from __future__ import annotations

from typing import Any

import pytest

from glossary.inflect import forms, inflect
from glossary.model import Case, Form, Harmony, Number, Possessor, Term

SG, PL = Number.SINGULAR, Number.PLURAL
NAMES = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.LOCATIVE, Case.ABLATIVE)


def kk(text: str, **fields: Any) -> Term:
    return Term(text=text, locale="kk", **fields)


def row(term: Term, number: Number = SG) -> str:
    cases = (*NAMES, Case.INSTRUMENTAL)
    return " ".join(inflect(term, case, number) for case in cases)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # After vowels, glides, л, nasals, з and ж, voiceless consonants.
        ("бала", "баланың балаға баланы балада баладан баламен"),
        ("тау", "таудың тауға тауды тауда таудан таумен"),
        ("ми", "мидың миға миды мида мидан мимен"),
        ("үй", "үйдің үйге үйді үйде үйден үймен"),
        ("тіл", "тілдің тілге тілді тілде тілден тілмен"),
        ("адам", "адамның адамға адамды адамда адамнан адаммен"),
        ("дәлең", "дәлеңнің дәлеңге дәлеңді дәлеңде дәлеңнен дәлеңмен"),
        ("қаз", "қаздың қазға қазды қазда қаздан қазбен"),
        ("гараж", "гараждың гаражға гаражды гаражда гараждан гаражбен"),
        ("мемлекет", "мемлекеттің мемлекетке мемлекетті мемлекетте мемлекеттен мемлекетпен"),
        # Loans in a voiced stop are devoiced.
        ("штаб", "штабтың штабқа штабты штабта штабтан штабпен"),
        ("клуб", "клубтың клубқа клубты клубта клубтан клубпен"),
    ],
)
def test_case_endings_fit_the_last_sound(text: str, expected: str) -> None:
    assert row(kk(text)) == expected


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        ("бала", "балалар"),
        ("тау", "таулар"),
        ("ел", "елдер"),
        ("адам", "адамдар"),
        ("көз", "көздер"),
        ("министр", "министрлер"),
        ("мемлекет", "мемлекеттер"),
        ("клуб", "клубтар"),
    ],
)
def test_the_plural_has_three_consonants(text: str, plural: str) -> None:
    assert inflect(kk(text), Case.NOMINATIVE, PL) == plural


@pytest.mark.parametrize(
    ("text", "locative", "dative"),
    [
        ("Қазақстан", "Қазақстанда", "Қазақстанға"),
        ("Өзбекстан", "Өзбекстанда", "Өзбекстанға"),
        ("Мажарстан", "Мажарстанда", "Мажарстанға"),
        ("Әзербайжан", "Әзербайжанда", "Әзербайжанға"),
        ("Түркия", "Түркияда", "Түркияға"),
        ("Ресей", "Ресейде", "Ресейге"),
        ("Бішкек", "Бішкекте", "Бішкекке"),
        ("Шымкент", "Шымкентте", "Шымкентке"),
        ("Ақтөбе", "Ақтөбеде", "Ақтөбеге"),
        ("Атырау", "Атырауда", "Атырауға"),
        ("Жетісу", "Жетісуда", "Жетісуға"),
        ("Ош", "Ошта", "Ошқа"),
        ("Баку", "Бакуде", "Бакуге"),
        ("Нью-Йорк", "Нью-Йоркте", "Нью-Йоркке"),
        ("Санкт-Петербург", "Санкт-Петербургте", "Санкт-Петербургке"),
        ("Брюссель", "Брюссельде", "Брюссельге"),
        ("Париж", "Парижде", "Парижге"),
        ("Мадрид", "Мадридте", "Мадридке"),
        ("Тбилиси", "Тбилисиде", "Тбилисиге"),
        ("Мали", "Малиде", "Малиге"),
        ("Ғали", "Ғалида", "Ғалиға"),
        ("Токио", "Токиода", "Токиоға"),
        ("Стамбул", "Стамбулда", "Стамбулға"),
        ("Ирак", "Иракта", "Иракқа"),
        ("Назарбаев", "Назарбаевта", "Назарбаевқа"),
        ("Жақсылықов", "Жақсылықовта", "Жақсылықовқа"),
        ("Әлиев", "Әлиевте", "Әлиевке"),
        ("Әлиева", "Әлиевада", "Әлиеваға"),
        ("Путин", "Путинде", "Путинге"),
    ],
)
def test_names_take_the_row_that_they_are_said_in(text: str, locative: str, dative: str) -> None:
    term = kk(text, proper=True)
    assert inflect(term, Case.LOCATIVE, SG) == locative
    assert inflect(term, Case.DATIVE, SG) == dative


@pytest.mark.parametrize(
    ("text", "dative"),
    [
        ("тарих", "тарихқа"),
        ("мұхит", "мұхитқа"),
        ("ит", "итке"),
        ("би", "биге"),
        ("ту", "туға"),
        ("оқу", "оқуға"),
        ("жүзу", "жүзуге"),
        ("магазин", "магазинге"),
        ("калий", "калийге"),
        ("туризм", "туризмге"),
        ("академик", "академикке"),
        ("вирус", "вирусқа"),
        ("банк", "банкке"),
        ("округ", "округке"),
        ("рубль", "рубльге"),
        ("академия", "академияға"),
        ("пункт", "пунктке"),
    ],
)
def test_i_and_u_leave_harmony_to_their_neighbours(text: str, dative: str) -> None:
    assert inflect(kk(text), Case.DATIVE, SG) == dative


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Минск", "Минскінің Минскіге Минскіні Минскіде Минскіден Минскімен"),
        ("Омск", "Омскінің Омскіге Омскіні Омскіде Омскіден Омскімен"),
        ("диск", "дискінің дискіге дискіні дискіде дискіден дискімен"),
    ],
)
def test_loans_in_sk_take_their_endings_through_i(text: str, expected: str) -> None:
    assert row(kk(text)) == expected
    assert inflect(kk(text), Case.NOMINATIVE, PL) == f"{text}ілер"


def test_loans_in_nkt_have_front_endings_alone() -> None:
    locative = [f.text for f in forms(kk("пункт", number=SG)) if f.case is Case.LOCATIVE]
    assert locative == ["пунктте"]
    own = inflect(kk("пункт"), Case.LOCATIVE, SG, Possessor.THIRD_SINGULAR)
    assert own == "пунктінде"


def test_a_wavering_name_has_both_rows_the_better_first() -> None:
    locative = [f.text for f in forms(kk("Нью-Йорк", number=SG)) if f.case is Case.LOCATIVE]
    assert locative == ["Нью-Йоркте", "Нью-Йоркта"]


@pytest.mark.parametrize("text", ["Астана", "Ресей", "теміржол", "қор"])
def test_a_native_word_has_one_row(text: str) -> None:
    found = [f.text for f in forms(kk(text, number=SG)) if f.case is Case.LOCATIVE]
    assert len(found) == 1


def test_the_term_decides_harmony_where_it_says_so() -> None:
    term = kk("Нью-Йорк", harmony=Harmony.BACK, number=SG)
    assert [f.text for f in forms(term) if f.case is Case.DATIVE] == ["Нью-Йоркқа"]


@pytest.mark.parametrize(
    ("text", "third"),
    [
        ("кітап", "кітабы"),
        ("мектеп", "мектебі"),
        ("топ", "тобы"),
        ("одақ", "одағы"),
        ("көлік", "көлігі"),
        ("химик", "химигі"),
        ("ат", "аты"),
        ("қала", "қаласы"),
        ("тау", "тауы"),
        ("ми", "миы"),
        ("орын", "орны"),
        ("халық", "халқы"),
        ("мойын", "мойны"),
        ("әріп", "әрпі"),
        ("дауыс", "даусы"),
        ("парк", "паркі"),
        ("банк", "банкі"),
        ("принцип", "принципі"),
        ("микроскоп", "микроскопы"),
        ("рубль", "рублі"),
        ("академия", "академиясы"),
    ],
)
def test_stems_change_before_the_possessive(text: str, third: str) -> None:
    assert inflect(kk(text), Case.NOMINATIVE, SG, Possessor.THIRD_SINGULAR) == third


@pytest.mark.parametrize(
    ("possessor", "case", "expected"),
    [
        (Possessor.FIRST_SINGULAR, Case.NOMINATIVE, "кітабым"),
        (Possessor.FIRST_SINGULAR, Case.DATIVE, "кітабыма"),
        (Possessor.SECOND_SINGULAR, Case.DATIVE, "кітабыңа"),
        (Possessor.FIRST_PLURAL, Case.DATIVE, "кітабымызға"),
        (Possessor.SECOND_PLURAL, Case.NOMINATIVE, "кітаптарыңыз"),
        (Possessor.THIRD_SINGULAR, Case.GENITIVE, "кітабының"),
        (Possessor.THIRD_SINGULAR, Case.DATIVE, "кітабына"),
        (Possessor.THIRD_SINGULAR, Case.ACCUSATIVE, "кітабын"),
        (Possessor.THIRD_SINGULAR, Case.LOCATIVE, "кітабында"),
        (Possessor.THIRD_SINGULAR, Case.ABLATIVE, "кітабынан"),
        (Possessor.THIRD_SINGULAR, Case.INSTRUMENTAL, "кітабымен"),
        (Possessor.THIRD_SINGULAR, Case.RELATIONAL, "кітабындағы"),
    ],
)
def test_cases_follow_possessives(possessor: Possessor, case: Case, expected: str) -> None:
    assert inflect(kk("кітап"), case, SG, possessor) == expected


def test_the_second_person_is_familiar_and_polite() -> None:
    found = [
        form.text
        for form in forms(kk("кітап", number=SG), owners=tuple(Possessor))
        if form.possessor is Possessor.SECOND_SINGULAR and form.case is Case.DATIVE
    ]
    assert found == ["кітабыңа", "кітабыңызға"]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (
            kk("Түркі мемлекеттері ұйымы", izafet=True),
            "ұйымының ұйымына ұйымын ұйымында ұйымынан ұйымымен",
        ),
        (
            kk("Мәдениет бөлімі", izafet=True),
            "бөлімінің бөліміне бөлімін бөлімінде бөлімінен бөлімімен",
        ),
        (
            kk("Америка Құрама Штаттары", izafet=True, number=PL),
            "Штаттарының Штаттарына Штаттарын Штаттарында Штаттарынан Штаттарымен",
        ),
        (
            kk("Қарулы Күштер", number=PL),
            "Күштердің Күштерге Күштерді Күштерде Күштерден Күштермен",
        ),
    ],
)
def test_a_phrase_inflects_on_its_last_word(term: Term, expected: str) -> None:
    first, _, _ = term.text.rpartition(" ")
    words = " ".join(f"{first} {word}" for word in expected.split())
    assert row(term, term.number or SG) == words


def test_an_izafet_is_seen_where_nothing_else_ends_so() -> None:
    assert inflect(kk("Қорғаныс министрлігі"), Case.DATIVE, SG) == "Қорғаныс министрлігіне"
    assert inflect(kk("есеп палатасы"), Case.DATIVE, SG) == "есеп палатасына"
    assert inflect(kk("бас хатшы"), Case.DATIVE, SG) == "бас хатшыға"
    assert inflect(kk("қосшы"), Case.DATIVE, SG) == "қосшыға"


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        ("қорғаныс министрі", "қорғаныс министрлері"),
        ("министрдің орынбасары", "министрдің орынбасарлары"),
        ("Түркі мемлекеттері ұйымы", "Түркі мемлекеттері ұйымдары"),
        ("Қорғаныс министрлігі", "Қорғаныс министрліктері"),
        ("шекарадағы өткізу пункті", "шекарадағы өткізу пункттері"),
        ("Ақтөбе облысы", "Ақтөбе облыстары"),
        ("Мемлекет басшылары кеңесі", "Мемлекет басшылары кеңестері"),
        ("климат өзгерісі", "климат өзгерістері"),
        ("байланыс офисі", "байланыс офистері"),
        ("Түркі кеңесінің жарғысы", "Түркі кеңесінің жарғылары"),
        ("Бас хатшысы", "Бас хатшылары"),
        ("теміржол желісі", "теміржол желілері"),
        ("астана қаласы", "астана қалалары"),
    ],
)
def test_the_plural_of_an_izafet_stands_inside_it(text: str, plural: str) -> None:
    assert inflect(kk(text, izafet=True), Case.NOMINATIVE, PL) == plural


def test_an_izafet_has_a_plural_and_other_possessors() -> None:
    term = kk("Қорғаныс министрлігі", izafet=True)
    assert inflect(term, Case.NOMINATIVE, PL) == "Қорғаныс министрліктері"
    assert inflect(term, Case.DATIVE, SG, Possessor.FIRST_PLURAL) == "Қорғаныс министрлігімізге"


@pytest.mark.parametrize(
    ("text", "spoken", "expected"),
    [
        ("АҚШ", None, "АҚШ-тың АҚШ-қа АҚШ-ты АҚШ-та АҚШ-тан АҚШ-пен"),
        ("БҰҰ", None, "БҰҰ-ның БҰҰ-ға БҰҰ-ны БҰҰ-да БҰҰ-дан БҰҰ-мен"),
        ("ТМҰ", None, "ТМҰ-ның ТМҰ-ға ТМҰ-ны ТМҰ-да ТМҰ-дан ТМҰ-мен"),
        ("НАТО", None, "НАТО-ның НАТО-ға НАТО-ны НАТО-да НАТО-дан НАТО-мен"),
        ("ІІМ", None, "ІІМ-нің ІІМ-ге ІІМ-ді ІІМ-де ІІМ-нен ІІМ-мен"),
        ("ТМД", "достастығы", "ТМД-ның ТМД-ға ТМД-ны ТМД-да ТМД-дан ТМД-мен"),
    ],
)
def test_abbreviations_take_a_hyphen_and_follow_their_sound(
    text: str, spoken: str | None, expected: str
) -> None:
    assert row(kk(text, acronym=True, spoken=spoken)) == expected


def test_a_figure_follows_the_number_read_out() -> None:
    assert inflect(kk("2030"), Case.DATIVE, SG) == "2030-ға"
    assert inflect(kk("2040"), Case.DATIVE, SG) == "2040-қа"
    assert inflect(kk("Су-27"), Case.LOCATIVE, SG) == "Су-27-де"


def test_endings_go_inside_quotes_and_may_go_outside() -> None:
    dative = [f.text for f in forms(kk("«Бірлестік»", number=SG)) if f.case is Case.DATIVE]
    assert dative == ["«Бірлестікке»", "«Бірлестік»ке"]


def test_a_gloss_in_brackets_stays_behind() -> None:
    assert inflect(kk("Бірлестік (Бірлік)"), Case.DATIVE, SG) == "Бірлестікке (Бірлік)"


def test_the_relational_form_is_a_locative_turned_adjective() -> None:
    assert inflect(kk("Астана"), Case.RELATIONAL, SG) == "Астанадағы"
    assert inflect(kk("Бішкек"), Case.RELATIONAL, SG) == "Бішкектегі"


def test_a_derived_adjective_stands_at_the_end_uninflected() -> None:
    found = forms(kk("Қазақстан", adjective="қазақстандық"))
    assert found[-1] == Form(text="қазақстандық", case=Case.NOMINATIVE, number=SG, adjective=True)


def test_the_terms_own_form_replaces_the_regular_ones() -> None:
    term = kk("съезд", number=SG, irregular={"DAT.SG": "съезге"})
    assert [f.text for f in forms(term) if f.case is Case.DATIVE] == ["съезге"]
    assert inflect(term, Case.GENITIVE, SG) != "съезге"
