"""The terms that the package brings: are they sound, and do the hard ones inflect as they should?

The table was read by hand. Its rows are the words on which endings go wrong most easily: loans
whose letters mislead, names that do not inflect, compounds that bear a possessive, acronyms that
are read aloud, phrases in which several words agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from glossary import LOCALES, SOURCE, Concept, Glossary, Number, Rank, Term
from glossary.alphabets import Strangeness, strangeness, words
from glossary.casing import lower
from glossary.inflect import forms, inflect
from glossary.model import Case
from glossary.store import packaged_folder

# locale | term | case.number | what an editor expects
FORMS = """
kk | Нью-Йорк | DAT.SG | Нью-Йоркке
kk | Санкт-Петербург | LOC.SG | Санкт-Петербургте
kk | Баку | LOC.SG | Бакуде
kk | Тбилиси | DAT.SG | Тбилисиге
kk | Перу | DAT.SG | Перуге
kk | Науру | DAT.SG | Науруға
kk | Минск | LOC.SG | Минскіде
kk | Дамаск | ABL.SG | Дамаскіден
kk | Беларусь | GEN.SG | Беларусьтің
kk | Тайвань | LOC.SG | Тайваньда
kk | Вильнюс | LOC.SG | Вильнюсте
kk | Сеул | DAT.SG | Сеулге
kk | Таиланд | DAT.SG | Таиландқа
kk | Гонконг | LOC.SG | Гонконгте
kk | Люксембург | ABL.SG | Люксембургтен
kk | Киев | LOC.SG | Киевте
kk | Қызылорда | LOC.SG | Қызылордада
kk | Жетісу | LOC.SG | Жетісуда
kk | Түркия | DAT.SG | Түркияға
kk | Солтүстік Кипр | ABL.SG | Солтүстік Кипрден
kk | Науаи | DAT.SG | Науаиға
kk | Әл-Фараби | GEN.SG | Әл-Фарабидің
kk | Тоқаев | DAT.SG | Тоқаевқа
kk | Назарбаев | GEN.SG | Назарбаевтың
kk | Әлиев | DAT.SG | Әлиевке
kk | Мирзиёев | INS.SG | Мирзиёевпен
kk | Жақсылықов | ACC.SG | Жақсылықовты
kk | Кәрімов | GEN.SG | Кәрімовтің
kk | Абай Құнанбайұлы | DAT.SG | Абай Құнанбайұлына
kk | Қорғаныс министрлігі | DAT.SG | Қорғаныс министрлігіне
kk | Қорғаныс министрлігі | NOM.PL | Қорғаныс министрліктері
kk | Мемлекет басшылары кеңесі | NOM.PL | Мемлекет басшылары кеңестері
kk | Маңғыстау облысы | LOC.SG | Маңғыстау облысында
kk | Каспий теңізі | ACC.SG | Каспий теңізін
kk | Қара теңіз | ACC.SG | Қара теңізді
kk | Америка Құрама Штаттары | ABL.SG | Америка Құрама Штаттарынан
kk | АҚШ | ABL.SG | АҚШ-тан
kk | ТМҰ | GEN.SG | ТМҰ-ның
kk | ҰҚШҰ | DAT.SG | ҰҚШҰ-ға
kk | ТМД | DAT.SG | ТМД-ға
kk | АӨСШК | GEN.SG | АӨСШК-нің
kk | БАӘ | DAT.SG | БАӘ-ге
kk | ЖІӨ | GEN.SG | ЖІӨ-нің
kk | ТҮРКСОЙ | GEN.SG | ТҮРКСОЙ-дың
kk | оқу-жаттығу | NOM.PL | оқу-жаттығулар
kk | мұнай кен орны | NOM.PL | мұнай кен орындары
kk | жасыл сутегі | ACC.SG | жасыл сутегін
ru | Баку | ESS.SG | Баку
ru | Душанбе | GEN.SG | Душанбе
ru | Бишкек | ESS.SG | Бишкеке
ru | Чили | INS.SG | Чили
ru | Косово | ESS.SG | Косово
ru | Семей | ESS.SG | Семее
ru | Ленкорань | INS.SG | Ленкоранью
ru | Нахичевань | ESS.SG | Нахичевани
ru | Гянджа | INS.SG | Гянджой
ru | Шуша | INS.SG | Шушой
ru | Лахор | GEN.SG | Лахора
ru | Тонга | ESS.SG | Тонге
ru | Улан-Батор | ESS.SG | Улан-Баторе
ru | Гвинея-Бисау | GEN.SG | Гвинеи-Бисау
ru | Шри-Ланка | DAT.SG | Шри-Ланке
ru | Папуа — Новая Гвинея | GEN.SG | Папуа — Новой Гвинеи
ru | Босния и Герцеговина | ESS.SG | Боснии и Герцеговине
ru | Антигуа и Барбуда | GEN.SG | Антигуа и Барбуды
ru | Тринидад и Тобаго | INS.SG | Тринидадом и Тобаго
ru | Филиппины | GEN.PL | Филиппин
ru | Нидерланды | GEN.PL | Нидерландов
ru | Афины | GEN.PL | Афин
ru | Мальдивы | GEN.PL | Мальдив
ru | Дарданеллы | GEN.PL | Дарданелл
ru | Соединённые Штаты | ESS.PL | Соединённых Штатах
ru | область Абай | ESS.SG | области Абай
ru | сектор Газа | ESS.SG | секторе Газа
ru | Иссык-Куль | ESS.SG | Иссык-Куле
ru | Касым-Жомарт Токаев | INS.SG | Касым-Жомартом Токаевым
ru | Мехрибан Алиева | GEN.SG | Мехрибан Алиевой
ru | Гурбангулы Бердымухамедов | GEN.SG | Гурбангулы Бердымухамедова
ru | Эрсин Татар | INS.SG | Эрсином Татаром
ru | Александр Лукашенко | DAT.SG | Александру Лукашенко
ru | Си Цзиньпин | GEN.SG | Си Цзиньпина
ru | Кюль-тегин | DAT.SG | Кюль-тегину
ru | Организация тюркских государств | ACC.SG | Организацию тюркских государств
ru | Вооружённые силы | INS.PL | Вооружёнными силами
ru | Продовольственная и сельскохозяйственная организация ООН | GEN.SG | \
Продовольственной и сельскохозяйственной организации ООН
ru | первый заместитель министра обороны — начальник Генерального штаба | DAT.SG | \
первому заместителю министра обороны — начальнику Генерального штаба
ru | Чрезвычайный и Полномочный Посол | INS.SG | Чрезвычайным и Полномочным Послом
ru | государство-наблюдатель | NOM.PL | государства-наблюдатели
ru | временный поверенный в делах | DAT.SG | временному поверенному в делах
ru | хоким | ACC.SG | хокима
ru | НАТО | ESS.SG | НАТО
ru | Бірлестік | GEN.SG | Бірлестік
tr | Özbek | GEN.SG | Özbek'in
tr | Kazak | DAT.SG | Kazak'a
tr | Türk | GEN.PL | Türklerin
tr | Türkiye | DAT.SG | Türkiye'ye
tr | Karabağ | ACC.SG | Karabağ'ı
tr | Bişkek | ACC.SG | Bişkek'i
tr | Irak | DAT.SG | Irak'a
tr | Nepal | DAT.SG | Nepal'e
tr | Seul | LOC.SG | Seul'de
tr | Port Louis | GEN.SG | Port Louis'nin
tr | Los Angeles | LOC.SG | Los Angeles'ta
tr | Hazar Denizi | DAT.SG | Hazar Denizi'ne
tr | Karadeniz | LOC.SG | Karadeniz'de
tr | Atatürk | ACC.SG | Atatürk'ü
tr | Donald Trump | GEN.SG | Donald Trump'ın
tr | Mangistau bölgesi | LOC.SG | Mangistau bölgesinde
tr | Savunma Bakanlığı | DAT.SG | Savunma Bakanlığına
tr | Türk Devletleri Teşkilatı | GEN.SG | Türk Devletleri Teşkilatının
tr | Avrupa Birliği | ABL.SG | Avrupa Birliğinden
tr | TDT | GEN.SG | TDT'nin
tr | ABD | LOC.SG | ABD'de
tr | KGAÖ | GEN.SG | KGAÖ'nün
tr | AGİT | DAT.SG | AGİT'e
tr | BRICS | GEN.SG | BRICS'in
tr | TSK | DAT.SG | TSK'ya
tr | cumhurbaşkanı | DAT.SG | cumhurbaşkanına
tr | cumhurbaşkanı | NOM.PL | cumhurbaşkanları
tr | yüzbaşı | DAT.SG | yüzbaşıya
tr | orgeneral | DAT.SG | orgenerale
tr | insansız hava aracı | NOM.PL | insansız hava araçları
tr | ticaret hacmi | NOM.PL | ticaret hacimleri
tr | yenilenebilir enerji | ACC.SG | yenilenebilir enerjiyi
tr | ortak bildiri | LOC.SG | ortak bildiride
tr | Nevruz | LOC.SG | Nevruz'da
tr | Zafer Günü | ACC.SG | Zafer Günü'nü
az | Baş Qərargah rəisi | NOM.PL | Baş Qərargah rəisləri
az | Bakı | DAT.SG | Bakıya
az | Bişkek | GEN.SG | Bişkekin
az | Norveç | GEN.SG | Norveçin
az | İraq | DAT.SG | İraqa
az | Dəməşq | GEN.SG | Dəməşqin
az | Nyu-York | DAT.SG | Nyu-Yorka
az | Qarabağ | DAT.SG | Qarabağa
az | Naxçıvan Muxtar Respublikası | LOC.SG | Naxçıvan Muxtar Respublikasında
az | Xəzər dənizi | ACC.SG | Xəzər dənizini
az | Qara dəniz | ACC.SG | Qara dənizi
az | Müdafiə Nazirliyi | DAT.SG | Müdafiə Nazirliyinə
az | Müdafiə Nazirliyi | NOM.PL | Müdafiə Nazirlikləri
az | Quru Qoşunları | GEN.PL | Quru Qoşunlarının
az | ABŞ | GEN.SG | ABŞ-ın
az | TDT | DAT.SG | TDT-yə
az | ATƏT | GEN.SG | ATƏT-in
az | ÜDM | GEN.SG | ÜDM-in
az | MDB | GEN.SG | MDB-nin
az | KTMT | DAT.SG | KTMT-yə
az | Əliyev | GEN.SG | Əliyevin
az | Berdiməhəmmədov | DAT.SG | Berdiməhəmmədova
az | Atatürk | GEN.SG | Atatürkün
az | sədrlik | DAT.SG | sədrliyə
az | döyüş hazırlığı | ABL.SG | döyüş hazırlığından
az | neft yatağı | NOM.PL | neft yataqları
az | xam neft | GEN.SG | xam neftin
az | aşıq | ACC.SG | aşığı
"""

# locale | term | a form of the adjective that counts as a rendition of it
ADJECTIVES = """
kk | Қазақстан | қазақстандық
kk | Шымкент | шымкенттік
ru | Казахстан | казахстанскими
ru | Турция | турецкого
ru | Баку | бакинская
ru | тюркский | тюркской
tr | Kazakistan | Kazakistanlı
tr | dolar | dolarlık
az | Gəncə | gəncəli
"""


@cache
def shipped() -> Glossary:
    return Glossary.load([packaged_folder()])


def rows(table: str) -> list[list[str]]:
    return [row.split(" | ") for row in table.replace("\\\n", "").strip().splitlines()]


def term_of(locale: str, text: str) -> Term:
    found = [
        term
        for concept in shipped().concepts
        for term in concept.allowed(locale)
        if term.text == text
    ]
    assert found, f"no concept has the {locale} term {text!r}"
    # A country is an accepted rendering of its adjective too; the name itself is meant here.
    return min(found, key=lambda term: (term.rank is not Rank.PREFERRED, not term.proper))


def terms() -> Iterator[tuple[Concept, Term]]:
    for concept in shipped().concepts:
        for of_locale in concept.terms.values():
            for term in of_locale:
                yield concept, term


@pytest.mark.parametrize(("locale", "text", "cell", "expected"), rows(FORMS))
def test_a_term_inflects_as_an_editor_expects(
    locale: str, text: str, cell: str, expected: str
) -> None:
    case, number = cell.split(".")
    assert inflect(term_of(locale, text), Case(case), Number(number)) == expected


@pytest.mark.parametrize(("locale", "text", "expected"), rows(ADJECTIVES))
def test_the_derived_adjective_is_a_form_of_its_term(locale: str, text: str, expected: str) -> None:
    assert expected in {form.text for form in forms(term_of(locale, text)) if form.adjective}


def test_every_concept_has_a_preferred_term_in_every_locale() -> None:
    missing = [
        (concept.id, locale)
        for concept in shipped().concepts
        for locale in (SOURCE, *LOCALES)
        if concept.preferred(locale) is None
    ]
    assert missing == []


def test_there_are_concepts_of_every_subject() -> None:
    subjects = Counter(concept.subject for concept in shipped().concepts)
    assert subjects.total() >= 450
    assert {"countries", "capitals", "cities", "geography", "organizations", "people"} <= {
        *subjects
    }


def test_no_english_term_names_two_concepts() -> None:
    owners: dict[str, set[str]] = {}
    for concept, term in terms():
        if term.locale == SOURCE:
            key = term.text if term.acronym else term.text.casefold()
            owners.setdefault(key, set()).add(concept.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


def test_no_term_stands_twice_in_its_concept() -> None:
    counts = Counter((concept.id, term.locale, term.text) for concept, term in terms())
    assert [key for key, count in counts.items() if count > 1] == []


def test_every_term_is_in_the_script_of_its_locale() -> None:
    # Kazakh letters in Russian are meant: the exercise «Бірлестік», область Жетісу.
    strange = [
        (concept.id, term.locale, word)
        for concept, term in terms()
        for word in words(term.text)
        if (found := strangeness(word, term.locale))
        and (term.locale, found[0]) != ("ru", Strangeness.LETTERS)
        and term.locale != SOURCE
    ]
    assert strange == []


def test_no_allowed_term_of_a_concept_is_a_forbidden_one_too() -> None:
    both = [
        (concept.id, locale)
        for concept in shipped().concepts
        for locale in LOCALES
        if {t.text for t in concept.allowed(locale)} & {t.text for t in concept.forbidden(locale)}
    ]
    assert both == []


def test_every_allowed_term_has_forms_and_the_first_is_the_term_itself() -> None:
    wrong = []
    for concept, term in terms():
        if term.locale != SOURCE and term.rank is not Rank.FORBIDDEN:
            cells = [form for form in forms(term) if not form.adjective]
            if not cells or cells[0].text != term.text:
                wrong.append((concept.id, term.locale, term.text))
    assert wrong == []


def test_a_surname_alone_is_a_concept_of_its_own() -> None:
    surname, full = shipped().get("zhaksylykov"), shipped().get("ruslan-zhaksylykov")
    assert surname is not None
    assert full is not None
    assert [term.text for term in surname.allowed("kk")] == ["Жақсылықов"]
    assert [term.text for term in full.allowed("kk")] == ["Руслан Жақсылықов"]


def plain(text: str) -> str:
    """Return a Turkish text as it is written without circumflexes."""
    without = str.maketrans("âîûÂÎÛ", "aiuAİU")
    return text.replace("hükûmet", "hükümet").translate(without)


def test_turkish_texts_may_leave_the_circumflex_out() -> None:
    for concept in shipped().concepts:
        accepted = {term.text for term in concept.allowed("tr")}
        assert set(map(plain, accepted)) <= accepted, concept.id


def test_preferred_turkish_terms_write_a_word_in_one_way() -> None:
    preferred = [term for concept in shipped().concepts if (term := concept.preferred("tr"))]
    spellings = {lower(word, "tr") for term in preferred for word in words(term.text)}
    twice = {word for word in spellings if word != plain(word) in spellings}
    # Beside them stand other words: the name Ali, and asker in the possessive.
    assert twice == {"âli", "askerî"}
    government = shipped().get("head-of-government")
    assert government is not None
    assert [t.text for t in government.allowed("tr")] == ["hükûmet başkanı", "hükümet başkanı"]


def test_the_exercise_birlestik_is_explained_where_the_reader_needs_it() -> None:
    exercise = shipped().get("birlestik")
    assert exercise is not None
    assert dict(exercise.gloss) == {"en": "Unity", "ru": "Единство", "tr": "Birlik", "az": "Birlik"}
    assert [term.text for term in exercise.forbidden("kk")] == ["Бірлік"]
