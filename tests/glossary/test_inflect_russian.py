from __future__ import annotations

from typing import Any

import pytest

from glossary.inflect import forms, inflect
from glossary.model import Case, Form, Number, Person, Term

SG, PL = Number.SINGULAR, Number.PLURAL
CASES = (
    Case.GENITIVE,
    Case.DATIVE,
    Case.ACCUSATIVE,
    Case.INSTRUMENTAL,
    Case.PREPOSITIONAL,
)


def ru(text: str, **fields: Any) -> Term:
    return Term(text=text, locale="ru", **fields)


def table(term: Term, number: Number = SG) -> list[str]:
    return [inflect(term, case, number) for case in CASES]


def cell(term: Term, case: Case, number: Number = SG) -> list[str]:
    return [form.text for form in forms(term) if form.case is case and form.number is number]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Казахстан", "Казахстана Казахстану Казахстан Казахстаном Казахстане"),
        ("Турция", "Турции Турции Турцию Турцией Турции"),
        ("Астана", "Астаны Астане Астану Астаной Астане"),
        ("Бухара", "Бухары Бухаре Бухару Бухарой Бухаре"),
        ("Нахичевань", "Нахичевани Нахичевани Нахичевань Нахичеванью Нахичевани"),
        ("Израиль", "Израиля Израилю Израиль Израилем Израиле"),
        ("Нью-Йорк", "Нью-Йорка Нью-Йорку Нью-Йорк Нью-Йорком Нью-Йорке"),
        ("Алма-Ата", "Алма-Аты Алма-Ате Алма-Ату Алма-Атой Алма-Ате"),
        ("Шах-Дениз", "Шах-Дениза Шах-Денизу Шах-Дениз Шах-Денизом Шах-Денизе"),
        ("Шымкент", "Шымкента Шымкенту Шымкент Шымкентом Шымкенте"),
        ("Арал", "Арала Аралу Арал Аралом Арале"),
        ("Прая", "Праи Прае Праю Праей Прае"),
        ("Отар", "Отара Отару Отар Отаром Отаре"),
        ("Алят", "Алята Аляту Алят Алятом Аляте"),
        ("Гвинея-Бисау", "Гвинеи-Бисау Гвинее-Бисау Гвинею-Бисау Гвинеей-Бисау Гвинее-Бисау"),
        ("Каспий", "Каспия Каспию Каспий Каспием Каспии"),
        ("КазМунайГаз", "КазМунайГаза КазМунайГазу КазМунайГаз КазМунайГазом КазМунайГазе"),
    ],
)
def test_places_decline(text: str, expected: str) -> None:
    assert table(ru(text, proper=True)) == expected.split()


@pytest.mark.parametrize(
    "text",
    ["Баку", "Тбилиси", "Сочи", "Алматы", "Актау", "Душанбе", "Ханкенди", "Ходжалы", "Токио"],
)
def test_foreign_places_in_other_vowels_do_not_decline(text: str) -> None:
    assert set(table(ru(text, proper=True))) == {text}


def test_slavic_places_decline_or_stay_as_they_are() -> None:
    assert cell(ru("Косово", proper=True), Case.PREPOSITIONAL) == ["Косове", "Косово"]


def test_the_second_prepositional_is_a_variant() -> None:
    assert cell(ru("Крым", proper=True), Case.PREPOSITIONAL) == ["Крыме", "Крыму"]


@pytest.mark.parametrize(
    ("text", "genitive"),
    [
        ("Афины", "Афин"),
        ("Нидерланды", "Нидерландов"),
        ("Филиппины", "Филиппин"),
        ("Балканы", "Балкан"),
        ("Багамы", "Багам"),
    ],
)
def test_plural_only_places_have_plural_forms_alone(text: str, genitive: str) -> None:
    term = ru(text, proper=True)
    assert {form.number for form in forms(term)} == {PL}
    assert inflect(term, Case.GENITIVE, PL) == inflect(term, Case.GENITIVE, SG) == genitive


def test_an_unknown_plural_place_has_a_bare_genitive() -> None:
    term = ru("Дарданеллы", proper=True, number=PL)
    expected = ["Дарданелл", "Дарданеллам", "Дарданеллы", "Дарданеллами", "Дарданеллах"]
    assert table(term, PL) == expected


@pytest.mark.parametrize(
    ("text", "genitive", "instrumental"),
    [
        ("Большая семёрка", "Большой семёрки", "Большой семёркой"),
        ("Генеральный штаб", "Генерального штаба", "Генеральным штабом"),
        (
            "Организация тюркских государств",
            "Организации тюркских государств",
            "Организацией тюркских государств",
        ),
        (
            "Вооружённые силы Республики Казахстан",
            "Вооружённых сил Республики Казахстан",
            "Вооружёнными силами Республики Казахстан",
        ),
        ("Республика Казахстан", "Республики Казахстан", "Республикой Казахстан"),
        ("Чёрное море", "Чёрного моря", "Чёрным морем"),
        ("Черное море", "Черного моря", "Черным морем"),
        ("Соединённые Штаты Америки", "Соединённых Штатов Америки", "Соединёнными Штатами Америки"),
        ("Босния и Герцеговина", "Боснии и Герцеговины", "Боснией и Герцеговиной"),
        ("Сент-Винсент и Гренадины", "Сент-Винсента и Гренадин", "Сент-Винсентом и Гренадинами"),
        ("Папуа — Новая Гвинея", "Папуа — Новой Гвинеи", "Папуа — Новой Гвинеей"),
        (
            "Министерство торговли и интеграции",
            "Министерства торговли и интеграции",
            "Министерством торговли и интеграции",
        ),
        ("День Победы", "Дня Победы", "Днём Победы"),
        ("Абайская область", "Абайской области", "Абайской областью"),
        ("учения «Бирлестик»", "учений «Бирлестик»", "учениями «Бирлестик»"),
        (
            "премьер-министр Казахстана",
            "премьер-министра Казахстана",
            "премьер-министром Казахстана",
        ),
    ],
)
def test_the_head_inflects_and_its_adjectives_agree(
    text: str, genitive: str, instrumental: str
) -> None:
    term = ru(text, proper=text[0].isupper())
    assert inflect(term, Case.GENITIVE, SG) == genitive
    assert inflect(term, Case.INSTRUMENTAL, SG) == instrumental


@pytest.mark.parametrize(
    ("text", "number", "accusative", "instrumental"),
    [
        ("рабочий класс", SG, "рабочий класс", "рабочим классом"),
        ("генеральный секретарь", SG, "генерального секретаря", "генеральным секретарём"),
        ("генеральный секретарь", PL, "генеральных секретарей", "генеральными секретарями"),
        ("командующий войсками", SG, "командующего войсками", "командующим войсками"),
        ("треска ледовая", SG, "треску ледовую", "треской ледовой"),
        ("высший орган", PL, "высшие органы", "высшими органами"),
        ("государство-наблюдатель", SG, "государство-наблюдатель", "государством-наблюдателем"),
        ("государство-наблюдатель", PL, "государства-наблюдатели", "государствами-наблюдателями"),
        ("страна-участница", SG, "страну-участницу", "страной-участницей"),
        ("турок-киприот", SG, "турка-киприота", "турком-киприотом"),
        ("турок-киприот", PL, "турок-киприотов", "турками-киприотами"),
        ("гей-клуб", SG, "гей-клуб", "гей-клубом"),
        ("министр обороны", PL, "министров обороны", "министрами обороны"),
        ("вице-премьер", SG, "вице-премьера", "вице-премьером"),
        ("генерал-лейтенант", SG, "генерал-лейтенанта", "генерал-лейтенантом"),
        ("пресс-служба", SG, "пресс-службу", "пресс-службой"),
        ("банковский счёт", PL, "банковские счета", "банковскими счетами"),
        ("база данных", PL, "базы данных", "базами данных"),
        ("военно-техническое сотрудничество", SG, "военно-техническое сотрудничество",
         "военно-техническим сотрудничеством"),
        ("временный поверенный в делах", SG, "временный поверенный в делах",
         "временным поверенным в делах"),
        ("здание", PL, "здания", "зданиями"),
        ("варенье", SG, "варенье", "вареньем"),
        ("учитель", PL, "учителей", "учителями"),
    ],
)  # fmt: skip
def test_common_phrases_agree_in_gender_number_and_animacy(
    text: str, number: Number, accusative: str, instrumental: str
) -> None:
    assert inflect(ru(text), Case.ACCUSATIVE, number) == accusative
    assert inflect(ru(text), Case.INSTRUMENTAL, number) == instrumental


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("биткойн", "биткойна биткойну биткойн биткойном биткойне"),
        ("хезболла", "хезболлы хезболле хезболлу хезболлой хезболле"),
        ("унунтрий", "унунтрия унунтрию унунтрий унунтрием унунтрии"),
        ("куклёнок", "куклёнка куклёнку куклёнок куклёнком куклёнке"),
    ],
)
def test_words_that_no_dictionary_has_follow_the_regular_declension(
    text: str, expected: str
) -> None:
    assert table(ru(text)) == expected.split()


def test_a_word_called_singular_only_has_a_regular_plural() -> None:
    expected = ["анимаций", "анимациям", "анимации", "анимациями", "анимациях"]
    assert table(ru("анимация"), PL) == expected


@pytest.mark.parametrize("text", ["ООН", "ОТГ", "НАТО", "США", "ОБСЕ", "ВС РК"])
def test_acronyms_do_not_inflect(text: str) -> None:
    assert set(table(ru(text, acronym=True))) == {text}


def test_an_acronym_read_as_a_word_inflects() -> None:
    term = ru("МИД", acronym=True, spoken="мид")
    assert table(term) == ["МИДа", "МИДу", "МИД", "МИДом", "МИДе"]


@pytest.mark.parametrize(
    ("text", "person", "genitive", "instrumental"),
    [
        ("Жаксылыков", Person.MALE, "Жаксылыкова", "Жаксылыковым"),
        ("Хусаинов", Person.MALE, "Хусаинова", "Хусаиновым"),
        ("Токаев", Person.MALE, "Токаева", "Токаевым"),
        ("Мирзиёев", Person.MALE, "Мирзиёева", "Мирзиёевым"),
        ("Жаксылыкова", Person.FEMALE, "Жаксылыковой", "Жаксылыковой"),
        ("Эрдоган", Person.MALE, "Эрдогана", "Эрдоганом"),
        ("Достоевский", Person.MALE, "Достоевского", "Достоевским"),
        ("Кобахидзе", Person.MALE, "Кобахидзе", "Кобахидзе"),
        ("Меркель", Person.FEMALE, "Меркель", "Меркель"),
        ("Касым-Жомарт Токаев", Person.MALE, "Касым-Жомарта Токаева", "Касым-Жомартом Токаевым"),
        ("Нурсултан Назарбаев", Person.MALE, "Нурсултана Назарбаева", "Нурсултаном Назарбаевым"),
        ("Гурбангулы Бердымухамедов", Person.MALE, "Гурбангулы Бердымухамедова",
         "Гурбангулы Бердымухамедовым"),
        ("Реджеп Тайип Эрдоган", Person.MALE, "Реджепа Тайипа Эрдогана",
         "Реджепом Тайипом Эрдоганом"),
        ("Саида Мирзиёева", Person.FEMALE, "Саиды Мирзиёевой", "Саидой Мирзиёевой"),
        ("Айгуль Ашимова", Person.FEMALE, "Айгули Ашимовой", "Айгулью Ашимовой"),
        ("Урсула фон дер Ляйен", Person.FEMALE, "Урсулы фон дер Ляйен", "Урсулой фон дер Ляйен"),
        ("Си Цзиньпин", Person.MALE, "Си Цзиньпина", "Си Цзиньпином"),
        ("Эрсин Татар", Person.MALE, "Эрсина Татара", "Эрсином Татаром"),
        ("Путин Владимир", Person.MALE, "Путина Владимира", "Путиным Владимиром"),
        ("Ходжа Насреддин", Person.MALE, "Ходжи Насреддина", "Ходжой Насреддином"),
        ("Ибн Сина", Person.MALE, "Ибн Сины", "Ибн Синой"),
        ("Кюль-тегин", Person.MALE, "Кюль-тегина", "Кюль-тегином"),
        ("Аблай-хан", Person.MALE, "Аблай-хана", "Аблай-ханом"),
        ("Абылай хан", Person.MALE, "Абылай хана", "Абылай ханом"),
        ("Лев Толстой", Person.MALE, "Льва Толстого", "Львом Толстым"),
        ("Токаев Касым-Жомарт", Person.MALE, "Токаева Касым-Жомарта", "Токаевым Касым-Жомартом"),
    ],
)  # fmt: skip
def test_names_of_people_inflect_word_by_word(
    text: str, person: Person, genitive: str, instrumental: str
) -> None:
    term = ru(text, proper=True, person=person)
    assert inflect(term, Case.GENITIVE, SG) == genitive
    assert inflect(term, Case.INSTRUMENTAL, SG) == instrumental


@pytest.mark.parametrize("text", ["Токаев", "Виктор Кузнецов"])
def test_a_name_is_known_by_its_ending_where_nobody_says_whose_it_is(text: str) -> None:
    assert inflect(ru(text, proper=True), Case.INSTRUMENTAL, SG).endswith(("евым", "овым"))


def test_the_term_names_its_heads() -> None:
    term = ru("Жогорку Кенеш", proper=True, head=(1,))
    assert inflect(term, Case.GENITIVE, SG) == "Жогорку Кенеша"
    small_business = ru("малый и средний бизнес", head=(0, 2, 3))
    assert inflect(small_business, Case.DATIVE, SG) == "малому и среднему бизнесу"
    assert inflect(ru("сектор Газа", head=(0,)), Case.PREPOSITIONAL, SG) == "секторе Газа"
    deputy = ru("заместитель министра — начальник штаба", head=(0, 2))
    assert inflect(deputy, Case.DATIVE, SG) == "заместителю министра — начальнику штаба"


def test_gender_and_animacy_override_the_dictionary() -> None:
    assert inflect(ru("Сиань", proper=True, gender="masc"), Case.GENITIVE, SG) == "Сианя"
    assert inflect(ru("Сиань", proper=True, gender="femn"), Case.GENITIVE, SG) == "Сиани"
    assert inflect(ru("дрон", animate=True), Case.ACCUSATIVE, SG) == "дрона"
    assert inflect(ru("орёл", animate=False), Case.ACCUSATIVE, PL) == "орлы"
    envoy = ru("временный поверенный в делах", animate=True)
    assert inflect(envoy, Case.ACCUSATIVE, SG) == "временного поверенного в делах"


def test_a_plural_term_is_read_as_a_plural() -> None:
    term = ru("тюркские государства", number=PL)
    assert {form.number for form in forms(term)} == {PL}
    assert inflect(term, Case.GENITIVE, PL) == "тюркских государств"


def test_a_name_in_quotes_inflects_or_stays() -> None:
    term = ru("«Бирлестик»", proper=True, number=SG)
    assert cell(term, Case.GENITIVE) == ["«Бирлестика»", "«Бирлестик»"]


def test_a_gloss_in_brackets_stays_behind() -> None:
    term = ru("Бирлестик (Единство)", proper=True)
    assert inflect(term, Case.GENITIVE, SG) == "Бирлестика (Единство)"


def test_numbers_and_latin_words_stay() -> None:
    assert set(table(ru("2030"))) == {"2030"}
    assert set(table(ru("Airbus", proper=True))) == {"Airbus"}


def test_the_derived_adjective_has_all_its_forms() -> None:
    term = ru("Казахстан", proper=True, number=SG, adjective="казахстанский")
    adjectives = [form for form in forms(term) if form.adjective]
    assert [f.text for f in adjectives if f.case is Case.NOMINATIVE] == [
        "казахстанский",
        "казахстанская",
        "казахстанское",
        "казахстанские",
    ]
    assert [f.text for f in adjectives if f.case is Case.ACCUSATIVE and f.number is SG] == [
        "казахстанский",
        "казахстанского",
        "казахстанскую",
        "казахстанское",
    ]
    prepositional = Form(text="казахстанских", case=Case.PREPOSITIONAL, number=PL, adjective=True)
    assert prepositional in adjectives
    assert forms(term)[-len(adjectives) :] == tuple(adjectives)


def test_the_terms_own_form_replaces_the_regular_ones() -> None:
    term = ru("Гвинея-Бисау", proper=True, irregular={"GEN.SG": "Гвинеи-Бисау"})
    assert cell(term, Case.GENITIVE) == ["Гвинеи-Бисау"]


def test_a_case_that_russian_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="no form locative"):
        inflect(ru("Казахстан"), Case.LOCATIVE, SG)
