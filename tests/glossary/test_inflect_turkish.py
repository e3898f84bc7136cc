from __future__ import annotations

from typing import Any

import pytest

from glossary.inflect import forms, inflect
from glossary.model import Case, Harmony, Number, Possessor, Term

SG, PL = Number.SINGULAR, Number.PLURAL
CASES = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.LOCATIVE, Case.ABLATIVE)


def tr(text: str, **fields: Any) -> Term:
    return Term(text=text, locale="tr", **fields)


def row(term: Term, number: Number = SG) -> str:
    return " ".join(inflect(term, case, number) for case in CASES)


def cell(term: Term, case: Case) -> list[str]:
    return [form.text for form in forms(term) if form.case is case and form.number is SG]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ev", "evin eve evi evde evden"),
        ("yol", "yolun yola yolu yolda yoldan"),
        ("göl", "gölün göle gölü gölde gölden"),
        ("kapı", "kapının kapıya kapıyı kapıda kapıdan"),
        ("ülke", "ülkenin ülkeye ülkeyi ülkede ülkeden"),
        ("büro", "büronun büroya büroyu büroda bürodan"),
        ("barış", "barışın barışa barışı barışta barıştan"),
        ("su", "suyun suya suyu suda sudan"),
    ],
)
def test_endings_harmonise_and_take_buffers(text: str, expected: str) -> None:
    assert row(tr(text)) == expected


@pytest.mark.parametrize(
    ("text", "third"),
    [
        # Polysyllables in p, ç, k, and -nk.
        ("kitap", "kitabı"),
        ("sebep", "sebebi"),
        ("ağaç", "ağacı"),
        ("süreç", "süreci"),
        ("bayrak", "bayrağı"),
        ("ahenk", "ahengi"),
        ("renk", "rengi"),
        ("sekreterlik", "sekreterliği"),
        ("katalog", "kataloğu"),
        # What stays voiceless.
        ("top", "topu"),
        ("saç", "saçı"),
        ("park", "parkı"),
        ("bank", "bankı"),
        ("hukuk", "hukuku"),
        ("ittifak", "ittifakı"),
        ("izotop", "izotopu"),
        ("sanat", "sanatı"),
        ("devlet", "devleti"),
        # What is voiced although it is short, or ends in t.
        ("renk", "rengi"),
        ("dip", "dibi"),
        ("güç", "gücü"),
        ("yurt", "yurdu"),
        ("kanat", "kanadı"),
        ("vücut", "vücudu"),
        ("şehit", "şehidi"),
        ("asteroit", "asteroidi"),
        # Dropped vowels and doubled consonants.
        ("şehir", "şehri"),
        ("burun", "burnu"),
        ("oğul", "oğlu"),
        ("vakıf", "vakfı"),
        ("kayıp", "kaybı"),
        ("hat", "hattı"),
        ("üs", "üssü"),
        ("tıp", "tıbbı"),
        # Front endings after a back vowel.
        ("saat", "saati"),
        ("dikkat", "dikkati"),
        ("kontrol", "kontrolü"),
        ("petrol", "petrolü"),
        ("hayal", "hayali"),
        ("festival", "festivali"),
        ("tuğgeneral", "tuğgenerali"),
        ("harf", "harfi"),
        ("vakit", "vakti"),
        # And after all of that, back ones where they belong.
        ("kanal", "kanalı"),
        ("okul", "okulu"),
        ("tatbikat", "tatbikatı"),
        ("harekât", "harekâtı"),
        ("istiklâl", "istiklâli"),
        ("portakal", "portakalı"),
        ("siyasal", "siyasalı"),
    ],
)
def test_stems_change_before_a_vowel(text: str, third: str) -> None:
    assert inflect(tr(text), Case.NOMINATIVE, SG, Possessor.THIRD_SINGULAR) == third


def test_a_changed_stem_is_whole_again_before_a_consonant() -> None:
    assert inflect(tr("şehir"), Case.LOCATIVE, SG) == "şehirde"
    assert inflect(tr("kitap"), Case.NOMINATIVE, PL) == "kitaplar"
    assert inflect(tr("hat"), Case.ABLATIVE, SG) == "hattan"
    assert inflect(tr("saat"), Case.NOMINATIVE, PL) == "saatler"


@pytest.mark.parametrize(
    ("possessor", "case", "expected"),
    [
        (Possessor.FIRST_SINGULAR, Case.ABLATIVE, "evimden"),
        (Possessor.SECOND_SINGULAR, Case.ACCUSATIVE, "evini"),
        (Possessor.THIRD_SINGULAR, Case.DATIVE, "evine"),
        (Possessor.THIRD_SINGULAR, Case.LOCATIVE, "evinde"),
        (Possessor.FIRST_PLURAL, Case.GENITIVE, "evimizin"),
        (Possessor.SECOND_PLURAL, Case.NOMINATIVE, "eviniz"),
        (Possessor.THIRD_PLURAL, Case.DATIVE, "evlerine"),
    ],
)
def test_cases_follow_possessives(possessor: Possessor, case: Case, expected: str) -> None:
    assert inflect(tr("ev"), case, SG, possessor) == expected


def test_their_house_and_their_houses_sound_alike() -> None:
    singular = inflect(tr("ev"), Case.NOMINATIVE, SG, Possessor.THIRD_PLURAL)
    plural = inflect(tr("ev"), Case.NOMINATIVE, PL, Possessor.THIRD_PLURAL)
    assert singular == plural == "evleri"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Türkiye", "Türkiye'nin Türkiye'ye Türkiye'yi Türkiye'de Türkiye'den"),
        ("Bakü", "Bakü'nün Bakü'ye Bakü'yü Bakü'de Bakü'den"),
        ("Azerbaycan", "Azerbaycan'ın Azerbaycan'a Azerbaycan'ı Azerbaycan'da Azerbaycan'dan"),
        ("Taşkent", "Taşkent'in Taşkent'e Taşkent'i Taşkent'te Taşkent'ten"),
        ("Bişkek", "Bişkek'in Bişkek'e Bişkek'i Bişkek'te Bişkek'ten"),
        ("Zonguldak", "Zonguldak'ın Zonguldak'a Zonguldak'ı Zonguldak'ta Zonguldak'tan"),
        ("New York", "New York'un New York'a New York'u New York'ta New York'tan"),
        ("Senegal", "Senegal'in Senegal'e Senegal'i Senegal'de Senegal'den"),
        ("İstanbul", "İstanbul'un İstanbul'a İstanbul'u İstanbul'da İstanbul'dan"),
        ("Irak", "Irak'ın Irak'a Irak'ı Irak'ta Irak'tan"),
    ],
)
def test_proper_nouns_keep_their_spelling_before_an_apostrophe(text: str, expected: str) -> None:
    words = len(text.split())
    got = row(tr(text, proper=True))
    assert got == expected
    assert len(got.split()) == words * len(CASES)


def test_kirgizistanin() -> None:
    assert cell(tr("Kırgızistan", proper=True), Case.GENITIVE) == [
        "Kırgızistan'ın",
        "Kırgızistan’ın",
    ]


def test_the_plural_of_a_name_takes_no_apostrophe() -> None:
    assert inflect(tr("Türk", proper=True), Case.GENITIVE, PL) == "Türklerin"


def test_ile_stands_apart_after_names_and_joins_common_nouns() -> None:
    assert cell(tr("Ankara", proper=True), Case.INSTRUMENTAL) == [
        "Ankara ile",
        "Ankara'yla",
        "Ankara’yla",
    ]
    assert cell(tr("uçak"), Case.INSTRUMENTAL) == ["uçakla", "uçak ile"]
    assert cell(tr("gemi"), Case.INSTRUMENTAL) == ["gemiyle", "gemi ile"]


def test_the_relational_form_is_a_locative_with_ki() -> None:
    assert cell(tr("İstanbul", proper=True), Case.RELATIONAL) == ["İstanbul'daki", "İstanbul’daki"]
    assert inflect(tr("gün"), Case.RELATIONAL, SG) == "gündeki"


def test_an_institution_takes_no_apostrophe_at_its_best() -> None:
    term = tr("Türk Devletleri Teşkilatı", izafet=True)
    assert row(term).split("Türk Devletleri ")[1:] == [
        "Teşkilatının ",
        "Teşkilatına ",
        "Teşkilatını ",
        "Teşkilatında ",
        "Teşkilatından",
    ]
    assert [text.split()[-1] for text in cell(term, Case.GENITIVE)] == [
        "Teşkilatının",
        "Teşkilatı'nın",
        "Teşkilatı’nın",
    ]


def test_a_proper_izafet_takes_an_apostrophe_and_the_pronominal_n() -> None:
    term = tr("Hazar Denizi", izafet=True, proper=True)
    assert cell(term, Case.DATIVE) == ["Hazar Denizi'ne", "Hazar Denizi’ne", "Hazar Denizine"]


@pytest.mark.parametrize(
    ("text", "dative", "plural"),
    [
        ("Web sitesi", "Web sitesine", "Web siteleri"),
        ("yüzük parmağı", "yüzük parmağına", "yüzük parmakları"),
        ("çalışma alanı", "çalışma alanına", "çalışma alanları"),
        ("cumhurbaşkanı", "cumhurbaşkanına", "cumhurbaşkanları"),
        ("milletvekili", "milletvekiline", "milletvekilleri"),
        ("cezaevi", "cezaevine", "cezaevleri"),
        ("uzay üssü", "uzay üssüne", "uzay üsleri"),
        ("doğal gaz boru hattı", "doğal gaz boru hattına", "doğal gaz boru hatları"),
        ("devlet sırrı", "devlet sırrına", "devlet sırları"),
        ("savunma bakanı", "savunma bakanına", "savunma bakanları"),
        ("Savunma Bakanlığı", "Savunma Bakanlığına", "Savunma Bakanlıkları"),
        ("bakan yardımcısı", "bakan yardımcısına", "bakan yardımcıları"),
        ("Türkmenistan Meclisi", "Türkmenistan Meclisine", "Türkmenistan Meclisleri"),
        ("irtibat ofisi", "irtibat ofisine", "irtibat ofisleri"),
        ("meslek lisesi", "meslek lisesine", "meslek liseleri"),
    ],
)
def test_a_compound_shows_its_possessive(text: str, dative: str, plural: str) -> None:
    assert inflect(tr(text), Case.DATIVE, SG) == dative
    assert inflect(tr(text), Case.NOMINATIVE, PL) == plural


@pytest.mark.parametrize(
    ("text", "dative"),
    [
        ("uçan halı", "uçan halıya"),
        ("artı sayı", "artı sayıya"),
        ("vekil sunucu", "vekil sunucuya"),
        ("yenilenebilir enerji", "yenilenebilir enerjiye"),
        ("ortak bildiri", "ortak bildiriye"),
        ("basın toplantı", "basın toplantıya"),
        ("doğrudan demokrasi", "doğrudan demokrasiye"),
        ("Muhammed Ali", "Muhammed Aliye"),
        ("yüzbaşı", "yüzbaşıya"),
    ],
)
def test_what_merely_looks_like_a_compound_does_not(text: str, dative: str) -> None:
    assert inflect(tr(text), Case.DATIVE, SG) == dative


def test_a_term_may_deny_that_it_ends_in_a_possessive() -> None:
    assert inflect(tr("Yeni Amasi", proper=True), Case.DATIVE, SG) == "Yeni Amasi'ne"
    assert inflect(tr("Yeni Amasi", proper=True, izafet=False), Case.DATIVE, SG) == "Yeni Amasi'ye"


def test_a_stop_that_a_possessive_voiced_is_voiceless_again() -> None:
    assert inflect(tr("görev gücü", izafet=True), Case.NOMINATIVE, PL) == "görev güçleri"
    assert inflect(tr("müzik grubu", izafet=True), Case.NOMINATIVE, PL) == "müzik grupları"


def test_a_name_in_the_plural_has_no_other_plural() -> None:
    islands = tr("Komor Adaları", proper=True, izafet=True)
    assert {form.number for form in forms(islands)} == {SG}
    assert inflect(islands, Case.DATIVE, PL) == "Komor Adaları'na"
    dollar = tr("ABD doları", izafet=True)
    assert inflect(dollar, Case.NOMINATIVE, PL) == "ABD dolarları"


def test_an_izafet_exchanges_its_possessive() -> None:
    term = tr("araştırma merkezi", izafet=True)
    assert inflect(term, Case.NOMINATIVE, PL) == "araştırma merkezleri"
    assert inflect(term, Case.LOCATIVE, SG, Possessor.FIRST_PLURAL) == "araştırma merkezimizde"
    assert inflect(tr("başkent şehri", izafet=True), Case.NOMINATIVE, PL) == "başkent şehirleri"


@pytest.mark.parametrize(
    ("text", "spoken", "expected"),
    [
        ("ABD", "abede", "ABD'nin ABD'ye ABD'yi ABD'de ABD'den"),
        ("ABD", None, "ABD'nin ABD'ye ABD'yi ABD'de ABD'den"),
        ("NATO", None, "NATO'nun NATO'ya NATO'yu NATO'da NATO'dan"),
        ("TDT", None, "TDT'nin TDT'ye TDT'yi TDT'de TDT'den"),
        ("BMT", None, "BMT'nin BMT'ye BMT'yi BMT'de BMT'den"),
        ("AGİT", None, "AGİT'in AGİT'e AGİT'i AGİT'te AGİT'ten"),
        ("TSK", None, "TSK'nın TSK'ya TSK'yı TSK'da TSK'dan"),
        ("TÜRKSOY", None, "TÜRKSOY'un TÜRKSOY'a TÜRKSOY'u TÜRKSOY'da TÜRKSOY'dan"),
    ],
)
def test_abbreviations_follow_their_sound(text: str, spoken: str | None, expected: str) -> None:
    assert row(tr(text, acronym=True, spoken=spoken)) == expected


def test_the_plural_of_an_abbreviation_keeps_its_apostrophe() -> None:
    assert inflect(tr("STK", acronym=True), Case.DATIVE, PL) == "STK'lara"


def test_a_foreign_spelling_follows_its_reading() -> None:
    term = tr("Bordeaux", proper=True, spoken="bordo")
    assert inflect(term, Case.DATIVE, SG) == "Bordeaux'ya"


def test_a_figure_follows_the_number_read_out() -> None:
    assert inflect(tr("2040"), Case.LOCATIVE, SG) == "2040'ta"
    assert inflect(tr("F-16"), Case.ACCUSATIVE, SG) == "F-16'yı"


def test_endings_follow_closing_quotes() -> None:
    assert cell(tr("“Birlestik”", proper=True), Case.ACCUSATIVE)[0] == "“Birlestik”i"


def test_a_gloss_in_brackets_stays_behind() -> None:
    term = tr("Birlestik (Birlik)", proper=True)
    assert inflect(term, Case.DATIVE, SG) == "Birlestik'e (Birlik)"


def test_the_term_overrides_harmony_and_softening() -> None:
    assert inflect(tr("Nil", harmony=Harmony.BACK), Case.DATIVE, SG) == "Nila"
    assert inflect(tr("evrak", soften=True), Case.ACCUSATIVE, SG) == "evrağı"
    assert inflect(tr("kitap", soften=False), Case.ACCUSATIVE, SG) == "kitapı"


def test_the_head_is_the_word_that_inflects() -> None:
    assert inflect(tr("bakan a. i.", head=(0,)), Case.DATIVE, SG) == "bakana a. i."


def test_a_dash_by_itself_is_no_word_to_count() -> None:
    corridor = tr("Doğu – Batı koridor projesi (DBK)", head=(2,))
    assert inflect(corridor, Case.LOCATIVE, SG) == "Doğu – Batı koridorda projesi (DBK)"


def test_an_irregular_form_comes_with_both_apostrophes() -> None:
    term = tr("Xi", proper=True, number=SG, irregular={"DAT.SG": "Xi'ye"})
    assert cell(term, Case.DATIVE) == ["Xi'ye", "Xi’ye"]
