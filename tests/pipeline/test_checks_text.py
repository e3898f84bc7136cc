from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import LOCALES, Concept, Glossary, Matcher, Rank, Term
from pipeline.articles import by_suffix
from pipeline.checks import CHECKS, Unit
from pipeline.pins import Pinner

SOURCE = "The minister said that the new railway would be opened in the capital next year."
GOOD = {
    "kk": "Министр жаңа теміржол келесі жылы елордада ашылатынын айтты.",
    "ru": "Министр сообщил, что новая железная дорога откроется в столице в следующем году.",
    "tr": "Bakan, yeni demir yolunun gelecek yıl başkentte açılacağını söyledi.",
    "az": "Nazir yeni dəmir yolunun gələn il paytaxtda açılacağını deyib.",
}
MARKDOWN, HTML = by_suffix(Path("a.md")), by_suffix(Path("a.html"))


def unit(source: str, target: str, locale: str = "ru", **more: object) -> Unit:
    return Unit(source=source, target=target, locale=locale, **more)  # type: ignore[arg-type]  # fields by name


def found(*units: Unit) -> set[str]:
    """Return the ids of the checks that have something to say."""
    return {id_ for id_, check in CHECKS.items() if list(check.run(units))}


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    turkey = Concept(
        id="turkey",
        subject="test",
        pos="proper noun",
        terms={
            "en": (Term(text="Turkey", locale="en", proper=True, case_sensitive=True),),
            "ru": (Term(text="Турция", locale="ru", proper=True),),
            "tr": (Term(text="Türkiye", locale="tr", proper=True),),
        },
    )
    izmir = Concept(
        id="izmir",
        subject="test",
        pos="proper noun",
        terms={
            "en": (Term(text="Izmir", locale="en", proper=True),),
            "tr": (Term(text="İzmir", locale="tr", proper=True),),
        },
    )
    caspian = Concept(
        id="caspian",
        subject="test",
        pos="proper noun",
        terms={
            "en": (Term(text="Caspian", locale="en", proper=True),),
            "ru": (
                Term(text="Каспий", locale="ru", proper=True),
                Term(text="Хвалынское море", locale="ru", rank=Rank.FORBIDDEN),
            ),
        },
    )
    railway = Concept(
        id="railway",
        subject="test",
        terms={
            "en": (Term(text="railway", locale="en"),),
            "ru": (Term(text="железная дорога", locale="ru"),),
        },
    )
    return Glossary([turkey, izmir, caspian, railway])


def pinner(glossary: Glossary, locale: str) -> Pinner:
    return Pinner(glossary, Matcher(glossary), locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_good_translation_passes_every_check(locale: str) -> None:
    assert found(unit(SOURCE, GOOD[locale], locale)) == set()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("other", [*LOCALES, "en"])
def test_a_text_in_another_language_is_found(locale: str, other: str) -> None:
    if locale != other:
        target = {**GOOD, "en": SOURCE.replace("next", "this")}[other]
        assert found(unit(SOURCE, target, locale)) & {"L01", "U03"}


def test_a_list_of_foreign_names_is_no_foreign_language() -> None:
    text = "Google, Apple, Airbus, Boeing және Tesla"
    assert "L01" not in found(unit("Google, Apple, Airbus, Boeing and Tesla", text, "kk"))


def test_one_russian_sentence_in_a_kazakh_paragraph_is_found() -> None:
    text = f"{GOOD['kk']} Это решение было принято после переговоров в Москве. {GOOD['kk']}"
    assert "L01" in found(unit(f"{SOURCE} It was decided in Moscow. {SOURCE}", text, "kk"))


def test_a_kazakh_name_in_quotes_is_no_foreign_language() -> None:
    source = "The exercise Birlestik has started."
    assert found(unit(source, "Началось учение «Бірлестік».")) == set()
    assert found(unit(source, "Началось учение Бірлестік.")) == {"A02"}


# Terms and numbers


def test_a_name_that_is_missing_is_found(glossary: Glossary) -> None:
    ask = pinner(glossary, "ru")
    assert found(unit("Talks in Turkey.", "Переговоры в Турции.", pinner=ask)) == set()
    assert found(unit("Talks in Turkey.", "Переговоры в Греции.", pinner=ask)) == {"T01"}


def test_a_derived_word_renders_a_name(glossary: Glossary) -> None:
    ask = pinner(glossary, "ru")
    text = "Прикаспийская низменность."
    assert found(unit("The Caspian lowland.", text, pinner=ask)) == set()


def test_one_rendition_does_not_do_for_two_mentions(glossary: Glossary) -> None:
    ask = pinner(glossary, "ru")
    source = "Turkey sells gas and Turkey buys oil."
    assert "T01" in found(unit(source, "Турция продаёт газ и покупает нефть.", pinner=ask))


def test_a_common_term_that_is_missing_is_another_check(glossary: Glossary) -> None:
    ask = pinner(glossary, "ru")
    assert found(unit("A new railway.", "Новая трасса.", pinner=ask)) == {"T03"}


@pytest.mark.parametrize(
    ("locale", "good", "bad"),
    [
        ("kk", "Мектепті Айдар Бековтің ұлы ашты.", "Мектепті ұлы ашты."),
        ("ru", "Школу открыл сын Айдара Бекова.", "Школу открыл сын Айдара."),
        ("tr", "Okulu Aydar Bekov'un oğlu açtı.", "Okulu Bekov'un oğlu açtı."),
        ("az", "Məktəbi Aydar Bekovun oğlu açıb.", "Məktəbi oğlu açıb."),
    ],
)
def test_a_name_that_nobody_pinned_is_missed(
    glossary: Glossary, locale: str, good: str, bad: str
) -> None:
    source = "The son of Aidar Bekov opened the school."
    ask = pinner(glossary, locale)
    assert "T04" not in found(unit(source, good, locale, pinner=ask))
    assert "T04" in found(unit(source, bad, locale, pinner=ask))


@pytest.mark.parametrize(
    "source",
    [
        "Volunteers left on Monday.",
        "He said: “Unfortunately, it is late.”",
        "They left in a Drill of Monday.",
        "Meet @Dorvan at example.org/Dorvan.",
        "Turkey sells it, and so does NATO.",
    ],
)
def test_capitals_that_are_not_those_of_unknown_names_are_not_missed(
    glossary: Glossary, source: str
) -> None:
    assert "T04" not in found(unit(source, "Турция и он.", pinner=pinner(glossary, "ru")))


def test_a_forbidden_term_is_found(glossary: Glossary) -> None:
    ask = pinner(glossary, "ru")
    assert "T02" in found(unit("The Caspian.", "Хвалынское море.", pinner=ask))


def test_numbers_are_compared_in_the_writing_of_the_locale(glossary: Glossary) -> None:
    ask = pinner(glossary, "tr")
    source = "It has 70,000 seats."
    assert found(unit(source, "70.000 koltuğu var.", "tr", pinner=ask)) == set()
    assert found(unit(source, "7.000 koltuğu var.", "tr", pinner=ask)) == {"N01", "N02"}


@pytest.mark.parametrize(
    ("locale", "good", "bad"),
    [
        ("kk", "3 қазанда кездесті", "3 қарашада кездесті"),
        ("ru", "встретились 3 октября", "встретились 3 ноября"),
        ("tr", "3 Ekim'de görüştüler", "3 Kasım'da görüştüler"),
        ("az", "oktyabrın 3-də görüşüblər", "noyabrın 3-də görüşüblər"),
    ],
)
def test_a_day_keeps_its_month(locale: str, good: str, bad: str) -> None:
    source = "They met on October 3"
    assert "N03" not in found(unit(source, good, locale))
    assert "N03" in found(unit(source, bad, locale))


@pytest.mark.parametrize(
    ("locale", "good", "bad"),
    [
        ("kk", "2018-де келді", "2018-да келді"),
        ("ru", "в 5-й раз", "в 5-ый раз"),
        ("tr", "2014'te geldi", "2014'da geldi"),
        ("az", "2006-cı ildə", "2006-ci ildə"),
    ],
)
def test_the_ending_of_a_number_follows_how_it_is_read(locale: str, good: str, bad: str) -> None:
    source = "came then"
    assert "N04" not in found(unit(source, good, locale))
    assert "N04" in found(unit(source, bad, locale))
    assert "N04" not in found(unit(source, f"`{bad}`", locale, format=MARKDOWN))


# Placeholders, markup, addresses


@pytest.mark.parametrize(
    "placeholder", ["%s", "%(name)s", "{name}", "{0}", "{}", "${x}", "{{ x }}", "%1$s"]
)
def test_a_placeholder_must_come_through(placeholder: str) -> None:
    source = f"Hello, {placeholder}, how are you?"
    assert found(unit(source, f"Привет, {placeholder}, как дела?")) == set()
    assert found(unit(source, "Привет, как твои дела?")) == {"P01"}
    assert "P01" in found(unit("Hello, how are you?", f"Привет, {placeholder}, как дела?"))


def test_a_doubled_percent_sign_begins_no_placeholder() -> None:
    assert "P01" not in found(unit("100%%(end) of it", "100%%(соңы)"))
    assert "P01" in found(unit("%%%(share)s of it", "%%%(part)s этого"))


def test_a_percent_sign_is_no_placeholder() -> None:
    assert found(unit("15% of it and 5 % strong", "15% от него и 5 % крепости")) == set()


def test_unnumbered_placeholders_keep_their_order() -> None:
    assert "P01" in found(unit("%s has %d files", "%d файлов у %s"))
    assert "P01" not in found(unit("%1$s has %2$d files", "%2$d файлов у %1$s"))


def test_an_accelerator_key_is_kept() -> None:
    assert found(unit("&Open the file", "&Открыть файл")) == set()
    assert found(unit("&Open the file", "Открыть файл")) == {"P01"}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("A **bold** word", "Жирное слово"),
        ("A [link](https://a.example) here", "Здесь [ссылка](https://b.example)"),
        ("Run `make` now", "Запустите `сделать` сейчас"),
        ("A word", "Одно **слово**"),
    ],
)
def test_markdown_marks_must_come_through(source: str, target: str) -> None:
    assert "P02" in found(unit(source, target, format=MARKDOWN))
    assert "P02" not in found(unit(source, source, format=MARKDOWN))


def test_emphasis_may_be_written_either_way() -> None:
    assert found(unit("A *good* word", "_Хорошее_ слово", format=MARKDOWN)) == set()


def test_html_tags_must_be_well_nested() -> None:
    source = "<b>One <i>small</i></b> word"
    good, bad = "<b>Одно <i>малое</i></b> слово", "<b>Одно <i>малое</b></i> слово"
    assert found(unit(source, good)) == found(unit(source, good, format=HTML)) == set()
    assert found(unit(source, bad)) == found(unit(source, bad, format=HTML)) == {"P02"}


def test_an_address_must_come_through() -> None:
    source = "See https://a.example/x or write to ed@a.example."
    assert found(unit(source, "См. https://a.example/x или пишите на ed@a.example.")) == set()
    assert found(unit(source, "См. https://a.example/y или пишите на ed@a.example.")) == {"P03"}


def test_line_breaks_are_counted() -> None:
    assert found(unit("One\ntwo", "Один два")) == {"P04"}
    assert found(unit("One two\n", "Один два")) == {"P04"}
    assert found(unit("One\ntwo\n", "Один\nдва\n")) == set()


# Untranslated


def test_nothing_is_found_as_such() -> None:
    assert found(unit("A word", "")) == {"U01"}
    assert found(unit("A word", "  ")) == {"U01"}
    assert found(unit("", "")) == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_source_is_no_translation(locale: str) -> None:
    assert "U02" in found(unit("The plant was closed.", "The plant was closed.", locale))


def test_names_codes_and_addresses_may_equal_their_source() -> None:
    for text in ("Baku", "Boeing 737", "BRICS", "https://a.example", "%s: %d"):
        assert "U02" not in found(unit(text, text, "tr"))


def test_english_left_among_cyrillic_is_found_but_no_name_is() -> None:
    source = "The company Google signed an agreement with NATO on iPhone repairs."
    good = "Компания Google подписала с NATO соглашение о ремонте iPhone."
    assert found(unit(source, good)) == set()
    assert "U03" in found(unit(source, good.replace("соглашение", "agreement")))


def test_english_left_among_latin_letters_is_found() -> None:
    source = "The two sides signed a joint statement on trade."
    assert found(unit(source, "Taraflar ticaret bildirisi imzaladı.", "tr")) == set()
    assert "U03" in found(unit(source, "Taraflar joint statement imzaladı.", "tr"))
    assert "U03" in found(unit(source, "Taraflar the ticaret bildirisi imzaladı.", "tr"))


def test_the_bank_of_america_is_a_name() -> None:
    source = "The Bank of America opened an office."
    assert found(unit(source, "Bank of America bir ofis açtı.", "tr")) == set()


# Letters


@pytest.mark.parametrize(
    ("locale", "word", "mended"),
    [
        ("ru", "сaмолёт", "самолёт"),  # Latin a
        ("kk", "мемлекеттiк", "мемлекеттік"),  # Latin i
        ("kk", "əлем", "әлем"),  # the Azerbaijani letter
        ("az", "dövlәt", "dövlət"),  # the Kazakh letter
        ("tr", "dеvlet", "devlet"),  # Cyrillic е
    ],
)
def test_a_look_alike_is_found_and_can_be_mended(locale: str, word: str, mended: str) -> None:
    (remark,) = [r for _, r in CHECKS["A01"].run([unit("A word", word, locale)])]
    assert [edit.text for edit in remark.edits] == [mended]


def test_letters_without_a_like_are_only_reported() -> None:
    (remark,) = [r for _, r in CHECKS["A01"].run([unit("A word", "SMSпен", "kk")])]
    assert remark.edits == ()


def test_a_latin_letter_that_poses_as_a_word_is_found() -> None:
    assert "A01" in found(unit("He and she", "Он c ней"))  # a Latin c
    assert "A01" not in found(unit("Plan c and d)", "План «c» и d)"))


@pytest.mark.parametrize("locale", ["kk", "ru"])
def test_a_word_in_latin_letters_is_foreign_among_cyrillic_ones(locale: str) -> None:
    assert "A02" in found(unit("They approved it", "бюджет təsdiqləyib", locale))
    assert "A02" not in found(unit("In Şuşa", "Шуша, Şuşa", locale))


def test_azerbaijani_has_no_w_but_names_do() -> None:
    assert "A02" in found(unit("A house", "wev", "az"))
    assert "A02" not in found(unit("Washington wins", "Washington qalib gəlir", "az"))


# Casing


@pytest.mark.parametrize("word", ["Izmir", "IZMIR", "ızmir"])
def test_a_name_with_the_wrong_i_is_found(glossary: Glossary, word: str) -> None:
    ask = pinner(glossary, "tr")
    assert "C01" in found(unit("Izmir", word, "tr", pinner=ask))


@pytest.mark.parametrize("word", ["İzmir", "İZMİR", "İzmir'de"])
def test_a_name_with_the_right_i_is_not(glossary: Glossary, word: str) -> None:
    ask = pinner(glossary, "tr")
    assert "C01" not in found(unit("Izmir", word, "tr", pinner=ask))


def test_harmony_tells_the_wrong_i_of_other_words() -> None:
    for wrong in ("TÜRKIYE", "MECLISI", "Için", "i̇stanbul"):
        assert "C01" in found(unit("x", wrong, "tr")), wrong
    for right in ("TÜRKİYE", "MECLİSİ", "İçin", "Isparta", "IŞIK", "IMF", "Irak"):
        assert "C01" not in found(unit("x", right, "tr")), right


# Punctuation and spaces


@pytest.mark.parametrize(
    ("locale", "good", "bad"),
    [
        ("kk", "«Бірлестік» басталды", '"Бірлестік" басталды'),
        ("ru", "Началась «Гроза»", "Началась “Гроза”"),
        ("tr", "“Fırtına” başladı", "«Fırtına» başladı"),
        ("az", "“Fırtına” başladı", '"Fırtına" başladı'),
    ],
)
def test_quotes_are_those_of_the_locale(locale: str, good: str, bad: str) -> None:
    assert "Q01" not in found(unit('"Storm" begins', good, locale))
    assert "Q01" in found(unit('"Storm" begins', bad, locale))


def test_quotes_within_quotes_may_be_others() -> None:
    assert found(unit("“The film “War” won”", "«Фильм „Война“ победил»")) == set()


def test_an_open_bracket_or_quote_is_found() -> None:
    assert found(unit("A (small) house", "Дом (малый")) == {"Q03"}
    assert found(unit("A “small” house", "«Малый дом")) == {"Q03"}


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("Who is it?", "Кто это?", False),
        ("Who is it?", "Кто это.", True),
        ("Talks begin", "Переговоры начались.", True),
        ("Talks begin.", "Переговоры начались", True),
        ("“Talks begin.”", "«Переговоры начались».", False),
        ("Trade with the U.S.", "Торговля с США", False),
        ("Prices rose in 2024", "Цены выросли в 2024 г.", False),
        ("And then…", "А потом...", False),
        ("Listed:", "Перечислено:", False),
    ],
)
def test_the_end_is_that_of_the_source(source: str, target: str, wrong: bool) -> None:
    assert ("Q02" in found(unit(source, target))) == wrong


@pytest.mark.parametrize(
    ("target", "id_"),
    [
        ("Новый  дом", "S01"),
        (" Новый дом", "S01"),
        ("Новый , дом", "S02"),
        ("Новый,дом", "S02"),
        ("« Новый» дом", "S02"),
        ("Новый\u200b дом", "S03"),
    ],
)
def test_odd_spaces_are_found(target: str, id_: str) -> None:
    assert id_ in found(unit("A new house", target))


def test_spaces_that_belong_there_are_not() -> None:
    for text in ("Счёт 3 : 2", "в 10:30", "70 000 человек", "1,5 млн", "файл .gitignore", "Да :)"):
        assert not {"S01", "S02"} & found(unit("x", text)), text
    assert "S02" not in found(unit("One<br>two", "Раз,<br>два", format=HTML))


# Loops and length


@pytest.mark.parametrize(
    "target",
    [
        "Қырғызстан, Қырғызстан, Қырғызстан келді",
        "қол қойды және қол қойды және қол қойды және",
        "бұл жаңа жол, бұл жаңа жол болды, ал бұл жаңа жол",
        "АҚҚҚҚҚ келді",
        "Қырғызстан, Қырғызстан келді",
        "Түрік Қырғызстан Қырғызстан келді",
    ],
)
def test_a_loop_is_found(target: str) -> None:
    assert "R01" in found(unit("Kyrgyzstan has come to sign it", target, "kk"))


def test_repetition_that_the_source_has_is_no_loop() -> None:
    assert found(unit("No, no, no", "Нет, нет, нет")) == set()
    assert "R01" not in found(unit("Slowly", "Yavaş yavaş", "tr"))
    assert "R01" not in found(unit("Baden, Baden", "Baden, Baden", "tr"))


def test_a_suspicious_length_is_found() -> None:
    assert "R02" in found(unit(SOURCE, "Министр сообщил.", "ru"))
    assert "R02" in found(unit(SOURCE, f"{GOOD['ru']} {GOOD['ru']}", "ru"))


def test_the_same_source_translated_otherwise_is_found() -> None:
    one, other = unit("Exercise", "Учение"), unit("Exercise", "Упражнение")
    assert found(one, other) == {"K01"}
    assert found(one, unit("Exercise", "Упражнение", context="title")) == set()


TEXTS = st.text(max_size=60) | st.text(
    alphabet='aаiіəә «»“”"„.,!?()<b/>*_`[]{}%s&;\n\u00a0\u200bİı\ud8005', max_size=60
)


@given(
    source=TEXTS,
    target=TEXTS,
    locale=st.sampled_from(LOCALES),
    format_=st.sampled_from([None, MARKDOWN, HTML]),
)
def test_no_text_breaks_a_check(source: str, target: str, locale: str, format_: object) -> None:
    given_ = unit(source, target, locale, format=format_)
    for check in CHECKS.values():
        for index, remark in check.run([given_]):
            assert index == 0
            assert remark.message
            assert all(0 <= e.start <= e.end <= len(given_.text) for e in remark.edits)
