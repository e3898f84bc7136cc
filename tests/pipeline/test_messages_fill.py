"""Catalogs of programs, filled: what is written, what is kept, and what a program can use."""

import subprocess
from pathlib import Path

import pytest

from glossary import Concept, Glossary, Matcher, Term
from pipeline import messages
from pipeline.catalogs import Author, BrokenCatalog, CatalogFile, Entry, folder_of, read
from pipeline.engines import FakeEngine
from pipeline.pins import Pinner

from .consumers import GETTEXT, assert_valid
from .programs import RU, catalog, fill, filled


def entry_of(file: CatalogFile, msgid: str, context: str = "") -> Entry:
    return file.by_key()[context, msgid]


def check(path: Path) -> None:
    assert_valid(path)
    if GETTEXT:
        command = ["msgfmt", "--check", "--check-format", "-o", "/dev/null", str(path)]
        subprocess.run(command, check=True)


@pytest.fixture
def po(tmp_path: Path) -> Path:
    return tmp_path / "messages.po"


@pytest.mark.parametrize(
    ("language", "plurals", "forms"),
    [
        ("ru", "", 3),
        ("ru", RU, 3),
        ("kk", "", 2),
        ("az_AZ", "nplurals=2; plural=(n != 1);", 2),
        ("tr", "nplurals=1; plural=0;", 1),
        ("tr", "", 2),
    ],
)
def test_every_empty_entry_is_filled_and_gettext_takes_the_file(
    po: Path, language: str, plurals: str, forms: int
) -> None:
    file = filled(po, catalog(language, plurals))
    check(po)
    living = [entry for entry in file.entries if not entry.obsolete]
    assert all(all(entry.msgstr) for entry in living)
    assert {len(entry.msgstr) for entry in living if entry.plural} == {forms}


def test_placeholders_tags_and_white_space_stand_as_they_must(po: Path) -> None:
    file = filled(po, catalog())
    texts = {entry.msgid: entry.msgstr[0] for entry in file.entries}
    assert texts["%s could not read %d of %s, %d%% is lost"] == (
        "%s COULD NOT READ %d OF %s, %d%% IS LOST"
    )
    assert texts["_Open"] == "_OPEN"
    assert texts["Save &As..."] == "SAVE &AS..."
    assert texts["Name: "] == "NAME: "
    assert texts["Don&rsquo;t &quot;panic&quot;"] == "DON&rsquo;T &quot;PANIC&quot;"
    assert texts["   "] == "   "
    tagged = 'Save 100% of <b>the <a href="%(url)s">money</a></b>&nbsp;now!<br/>'
    assert texts[tagged] == 'SAVE 100% OF <b>THE <a href="%(url)s">MONEY</a></b>&nbsp;NOW!<br/>'
    usage = "Usage: %s [--verbose] <file>\n  -a, --all\tshow all  files\n"
    assert texts[usage] == "USAGE: %s [--verbose] <file>\n  -a, --all\tSHOW ALL  FILES\n"


def test_what_people_wrote_and_the_header_keep_their_bytes(po: Path) -> None:
    filled(po, catalog("ru", RU))
    text = po.read_text("utf-8")
    assert text.startswith(catalog("ru", RU)[: catalog("ru", RU).index("\n#. for")])
    theirs = catalog()[catalog().index('#, fuzzy\n#| msgid "Closed"') :]
    assert text.endswith(theirs)


def test_a_filled_entry_keeps_its_remarks_its_references_and_how_it_is_wrapped(po: Path) -> None:
    filled(po, catalog(), FakeEngine({"ru": {"The ticket": "Билет", "was sent": "послан"}}))
    text = po.read_text("utf-8")
    assert "\n#\n#  A remark that nobody asked for.\n# birlestik: draft " in text
    assert (
        "#. for the window's title\n#: src/window.py:12 src/window.py:40\n#: src/dialog.py:7\n"
        '#, python-format\nmsgid ""\n"The ticket for %(name)s was sent "\n"to %(place)s."\n'
        'msgstr "Билет FOR %(name)s послан TO %(place)s."\n'
    ) in text


def test_filling_twice_changes_nothing_and_drafts_nothing(po: Path) -> None:
    filled(po, catalog())
    before = po.read_bytes()
    engine = FakeEngine({})
    tally = fill(po, engine)
    assert po.read_bytes() == before
    assert engine.requests == []
    assert (tally.drafted, tally.written) == (0, 0)


def test_drafts_of_ours_are_made_anew_only_if_asked_for(po: Path) -> None:
    filled(po, catalog())
    engine = FakeEngine({"ru": {"Open": "Открыть", "Done": "Никогда"}}, name="fake@1")
    fill(po, engine)
    assert entry_of(read(po), "_Open").text == "_OPEN"
    fill(po, engine, redraft=True)
    assert entry_of(read(po), "_Open").text == "_Открыть"
    assert entry_of(read(po), "Done").text == "Готово, написал человек"


def test_a_changed_term_redrafts_the_entries_that_mention_it_and_no_others(po: Path) -> None:
    def pinner(russian: str) -> Pinner:
        terms = {
            "en": (Term(text="report", locale="en"),),
            "ru": (Term(text=russian, locale="ru"),),
        }
        glossary = Glossary([Concept(id="report", subject="test", terms=terms)])
        return Pinner(glossary, Matcher(glossary), "ru")

    words = {"ru": {"report": "отчёт", "guests": "гости"}}
    po.write_text(catalog(), "utf-8")
    fill(po, FakeEngine(words), pinner=pinner("отчёт"))
    before = {entry.key: entry.text for entry in read(po).entries}
    engine = FakeEngine({"ru": {"report": "доклад", "guests": "другие"}})
    fill(po, engine, pinner=pinner("доклад"))
    changed = [e for e in read(po).entries if e.text != before[e.key]]
    assert [entry.msgid.split()[:2] for entry in changed] == [["The", "report"]]
    assert "доклад" in changed[0].text
    assert fill(po, engine, pinner=pinner("доклад")).drafted == 0


def test_a_dry_run_counts_and_writes_nothing(po: Path) -> None:
    po.write_text(catalog(), "utf-8")
    before = po.read_bytes()
    tally = fill(po, dry_run=True)
    assert tally.drafted > 10
    assert po.read_bytes() == before
    assert list(po.parent.iterdir()) == [po]


def test_what_somebody_saves_meanwhile_is_kept(po: Path) -> None:
    class Slow(FakeEngine):
        def translate(self, *args: object) -> object:  # type: ignore[override]
            text = po.read_text("utf-8").replace('"_Open"\nmsgstr ""', '"_Open"\nmsgstr "Её"')
            po.write_text(text, "utf-8")
            return super().translate(*args)  # type: ignore[arg-type]

    filled(po, catalog(), Slow({}))
    assert entry_of(read(po), "_Open").text == "Её"
    assert entry_of(read(po), "E_xit").text == "_EXIT"


def test_contexts_tell_equal_sources_apart_and_are_not_translated(po: Path) -> None:
    text = catalog().replace(
        'msgctxt "verb"\nmsgid "Book"\nmsgstr ""',
        'msgctxt "verb"\nmsgid "Book"\nmsgstr "Заказать"',
    )
    engine = FakeEngine({"ru": {"Book": "Книга"}})
    file = filled(po, text, engine)
    assert entry_of(file, "Book", "noun").text == "Книга"
    assert entry_of(file, "Book", "verb").text == "Заказать"
    assert not any("noun" in request.text for _, request in engine.requests)


def test_a_drafts_provenance_is_that_of_an_articles(po: Path) -> None:
    file = filled(po, catalog())
    entry = entry_of(file, "One ticket")
    assert entry.author is Author.MACHINE
    assert entry.provenance is not None
    assert entry.provenance.model == "fake@00000000"


def test_a_draft_that_loses_a_placeholder_needs_eyes(po: Path) -> None:
    engine = FakeEngine({"ru": {"for X was": "был"}})
    file = filled(po, catalog(), engine)
    entry = next(e for e in file.entries if e.msgid.startswith("The ticket"))
    assert entry.fuzzy
    assert "%(name)s" in entry.text
    assert "“%(name)s” was not found in the translation" in entry.comment
    check(po)


def test_a_stand_in_that_the_model_wrote_twice_needs_eyes(po: Path) -> None:
    text = '\n#, c-format\nmsgid "Open %s now"\nmsgstr ""\n'
    file = filled(po, catalog(entries=text), FakeEngine({"ru": {"now": "X сейчас"}}))
    (entry,) = file.entries
    assert entry.fuzzy
    assert "“X” was left over from a placeholder" in entry.comment
    check(po)


def test_a_draft_that_a_program_could_not_use_is_thrown_away(po: Path) -> None:
    text = '\nmsgid "{n, plural, one {# ticket} other {# tickets}}"\nmsgstr ""\n'
    file = filled(po, catalog(entries=text))
    (entry,) = file.entries
    assert entry.text == ""
    assert entry.fuzzy
    assert "left to a person" in entry.comment
    check(po)


# Plural forms


TICKETS = (
    '\n#, c-format\nmsgid "%d ticket"\nmsgid_plural "%d tickets"\nmsgstr[0] ""\nmsgstr[1] ""\n'
)


def plural(po: Path, phrases: dict[str, str], language: str = "ru", **options: object) -> Entry:
    text = catalog(language, entries=options.pop("entries", TICKETS))  # type: ignore[arg-type]
    file = filled(po, text, FakeEngine({language: phrases}), **options)
    check(po)
    return file.entries[0]


def test_each_form_is_drafted_with_a_number_that_takes_it(po: Path) -> None:
    engine = FakeEngine({})
    filled(po, catalog(entries=TICKETS), engine)
    assert [request.text for _, request in engine.requests] == [
        "1 ticket",
        "2 tickets",
        "5 tickets",
    ]


def test_a_form_that_the_model_got_right_stays(po: Path) -> None:
    words = {"1 ticket": "1 билет", "2 tickets": "2 билета", "5 tickets": "5 билетов"}
    assert plural(po, words).msgstr == ("%d билет", "%d билета", "%d билетов")


def test_russian_nouns_are_put_in_the_form_that_their_number_asks_for(po: Path) -> None:
    words = {"ticket": "билеты", "tickets": "билеты"}
    assert plural(po, words).msgstr == ("%d билет", "%d билета", "%d билетов")


def test_russian_adjectives_follow_their_noun(po: Path) -> None:
    words = {"ticket": "новый билет остался", "tickets": "новые билеты остались"}
    assert plural(po, words).msgstr == (
        "%d новый билет остался",
        "%d новых билета остались",
        "%d новых билетов остались",
    )


def test_a_noun_in_a_case_that_its_number_shares_stays(po: Path) -> None:
    words = {"ticket": "билетом", "tickets": "билетами"}
    assert plural(po, words).msgstr == ("%d билетом", "%d билетами", "%d билетами")


def test_after_a_number_a_turkic_noun_is_singular(po: Path) -> None:
    words = {"ticket": "bilet kaldı", "tickets": "biletler kaldı"}
    assert plural(po, words, "tr").msgstr == ("%d bilet kaldı", "%d bilet kaldı")
    assert plural(po, {"ticket": "dolar", "tickets": "dolar"}, "tr").msgstr == (
        "%d dolar",
        "%d dolar",
    )


def test_a_counted_term_takes_the_form_that_the_glossary_knows(po: Path) -> None:
    concept = Concept(
        id="rapid-reaction-group",
        subject="test",
        terms={
            "en": (Term(text="rapid reaction group", locale="en"),),
            "ru": (Term(text="группа быстрого реагирования", locale="ru", head=(0,)),),
            "tr": (Term(text="müdahale grubu", locale="tr", izafet=True),),
        },
    )
    glossary = Glossary([concept])
    entries = TICKETS.replace("tickets", "rapid reaction groups").replace(
        "ticket", "rapid reaction group"
    )
    for language, wanted in (
        (
            "ru",
            (
                "%d группа быстрого реагирования",
                "%d группы быстрого реагирования",
                "%d групп быстрого реагирования",
            ),
        ),
        ("tr", ("%d müdahale grubu", "%d müdahale grubu")),
    ):
        words = {
            "ru": {
                "rapid reaction group": "группы быстрого реагирования",
                "rapid reaction groups": "группы быстрого реагирования",
            },
            "tr": {
                "rapid reaction group": "müdahale grubu",
                "rapid reaction groups": "müdahale grupları",
            },
        }[language]
        pinner = Pinner(glossary, Matcher(glossary), language)
        entry = plural(po, words, language, entries=entries, pinner=pinner)
        assert entry.msgstr == wanted


def test_one_file_without_a_number_serves_only_a_form_of_one_alone(po: Path) -> None:
    entries = TICKETS.replace('msgid "%d ticket"', 'msgid "One ticket"')
    engine = FakeEngine({})
    filled(po, catalog(entries=entries), engine)
    assert [r.text for _, r in engine.requests] == ["2 tickets", "5 tickets", "21 tickets"]
    engine = FakeEngine({})
    file = filled(po, catalog("kk", entries=entries), engine)
    assert file.entries[0].msgstr == ("ONE TICKET", "%d TICKETS")
    check(po)


@pytest.mark.parametrize("plurals", ["nplurals=2; plural=m;", "nplurals=1; plural=n;", "two"])
def test_plural_forms_that_are_no_formula_are_refused(po: Path, plurals: str) -> None:
    po.write_text(catalog("ru", plurals), "utf-8")
    with pytest.raises(BrokenCatalog, match=r"messages\.po: the header's Plural-Forms"):
        fill(po)


# Headers and locales


def test_a_catalog_without_a_header_gets_one(po: Path) -> None:
    po.write_text(TICKETS, "utf-8")
    fill(po, locales=["kk"])
    assert read(po).metadata["Language"] == "kk"
    check(po)


def test_blanks_of_a_header_that_translations_need_are_filled_in(po: Path) -> None:
    text = catalog("").replace("charset=UTF-8", "charset=CHARSET")
    po.write_text("#, fuzzy\n" + text, "utf-8")
    fill(po, locales=["ru"])
    file = read(po)
    assert file.metadata["Language"] == "ru"
    assert file.metadata["Plural-Forms"] == RU
    assert file.metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert not po.read_text("utf-8").startswith("#, fuzzy")
    check(po)


def test_a_catalog_that_says_no_locale_asks_for_it(po: Path) -> None:
    po.write_text(catalog(""), "utf-8")
    with pytest.raises(BrokenCatalog, match="name it with --locales"):
        fill(po)
    with pytest.raises(BrokenCatalog, match="name it with --locales"):
        fill(po, locales=["ru", "kk"])


def test_a_path_tells_the_locale_where_the_header_does_not(tmp_path: Path) -> None:
    path = tmp_path / "locale" / "kk" / "LC_MESSAGES" / "app.po"
    path.parent.mkdir(parents=True)
    path.write_text(catalog(""), "utf-8")
    (job,) = messages.jobs([path], None, tmp_path)
    assert isinstance(job, messages.Job)
    assert job.locale == "kk"
    assert folder_of(job.path) == tmp_path / "locale"


@pytest.mark.parametrize("language", ["de", "kk@latin", "az_Cyrl"])
def test_a_catalog_in_another_language_is_refused(po: Path, language: str) -> None:
    po.write_text(catalog(language), "utf-8")
    with pytest.raises(BrokenCatalog, match=f"Language: {language}"):
        fill(po, locales=["ru"])


def test_a_locale_that_was_not_asked_for_is_refused(po: Path) -> None:
    po.write_text(catalog("ru"), "utf-8")
    with pytest.raises(BrokenCatalog, match="leaves out"):
        fill(po, locales=["kk"])


def test_another_encoding_is_refused_and_the_file_left_alone(po: Path) -> None:
    data = catalog().replace("charset=UTF-8", "charset=KOI8-R").encode("koi8-r")
    po.write_bytes(data)
    with pytest.raises(BrokenCatalog, match="msgconv"):
        fill(po)
    po.write_text(catalog().replace("charset=UTF-8", "charset=KOI8-R"), "utf-8")
    with pytest.raises(BrokenCatalog, match="KOI8-R"):
        fill(po)


def test_line_ends_of_windows_stay(po: Path) -> None:
    po.write_bytes(catalog().replace("\n", "\r\n").encode())
    fill(po)
    assert b"\n" not in po.read_bytes().replace(b"\r\n", b"")


# Templates


@pytest.fixture
def pot(tmp_path: Path) -> Path:
    path = tmp_path / "app.pot"
    header = catalog("", "nplurals=INTEGER; plural=EXPRESSION;")
    text = header.replace("2024-05-01 10:00+0000", "YEAR-MO-DA HO:MI+ZONE")
    text = text.replace("charset=UTF-8", "charset=CHARSET").replace("#, fuzzy\n#| ", "#~| ")
    at = text.index('#~| msgid "Closed"')
    path.write_text("#, fuzzy\n" + text[:at], "utf-8")
    return path


def test_a_template_gives_a_catalog_for_each_locale(pot: Path, tmp_path: Path) -> None:
    before = pot.read_bytes()
    fill(pot, locales=["ru", "kk", "tr", "az"], to=tmp_path / "locales")
    for locale, forms in (("ru", 3), ("kk", 2), ("tr", 2), ("az", 2)):
        path = tmp_path / "locales" / locale / "LC_MESSAGES" / "app.po"
        check(path)
        file = read(path)
        assert file.metadata["Language"] == locale
        assert file.metadata["Project-Id-Version"] == "reisekasse 2"
        assert len(entry_of(file, "One ticket").msgstr) == forms
        assert entry_of(file, "Book", "verb").text == "BOOK"
        assert "c-format" in entry_of(file, "One ticket").flags
        assert all(all(entry.msgstr) for entry in file.entries)
    assert pot.read_bytes() == before


def test_a_second_run_over_a_template_changes_nothing(pot: Path, tmp_path: Path) -> None:
    fill(pot, locales=["ru"], to=tmp_path)
    path = tmp_path / "ru" / "LC_MESSAGES" / "app.po"
    before = path.read_bytes()
    assert fill(pot, locales=["ru"], to=tmp_path).written == 0
    assert path.read_bytes() == before


def test_a_newer_template_is_merged_as_msgmerge_does(pot: Path, tmp_path: Path) -> None:
    fill(pot, locales=["ru"], to=tmp_path)
    path = tmp_path / "ru" / "LC_MESSAGES" / "app.po"
    text = path.read_text("utf-8")
    path.write_text(text.replace('msgstr "_EXIT"', 'msgstr "Вы_ход"'), "utf-8")
    newer = pot.read_text("utf-8").replace('msgid "_Open"', 'msgid "_Open the door"')
    newer = newer.replace('msgid "E_xit"\nmsgstr ""\n', "")
    pot.write_text(newer, "utf-8")
    fill(pot, locales=["ru"], to=tmp_path)
    check(path)
    file = read(path)
    assert entry_of(file, "_Open the door").text == "_OPEN THE DOOR"
    gone = entry_of(file, "E_xit")
    assert gone.obsolete
    assert gone.text == "Вы_ход"


def test_a_draft_that_msgmerge_carried_over_is_drafted_again(po: Path) -> None:
    po.write_text(catalog("ru"), "utf-8")
    fill(po)
    text = po.read_text("utf-8")
    merged = '#, fuzzy\n#| msgid "_Open"\nmsgid "_Open the door"'
    po.write_text(text.replace('msgid "_Open"', merged), "utf-8")
    assert fill(po).drafted == 1
    entry = entry_of(read(po), "_Open the door")
    assert (entry.text, entry.fuzzy) == ("_OPEN THE DOOR", True)


def test_a_message_that_gets_a_plural_keeps_what_people_wrote_as_fuzzy(
    pot: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ru" / "LC_MESSAGES" / "app.po"
    path.parent.mkdir(parents=True)
    single = '\n#, c-format\nmsgid "%d ticket"\nmsgstr "%d билетик"\n'
    path.write_text(catalog("ru", RU, single), "utf-8")
    pot.write_text(catalog("", entries=TICKETS), "utf-8")
    fill(pot, locales=["ru"], to=tmp_path)
    check(path)
    (entry,) = read(path).entries
    assert entry.fuzzy
    assert set(entry.msgstr) == {"%d билетик"}
    assert entry.plural == "%d tickets"
