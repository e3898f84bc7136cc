import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from glossary import LOCALES
from pipeline import catalogs
from pipeline.articles import by_suffix
from pipeline.catalogs import Author, CatalogFile, Entry, digest, parse, serialise
from pipeline.checks import (
    CHECKS,
    Catalog,
    Settings,
    SettingsError,
    Severity,
    Unit,
    check_catalogs,
    marked,
    mended,
    opened,
)
from pipeline.checks.mend import MENDING, apply
from pipeline.cli.check import check as command

app = typer.Typer()
app.command()(command)

HEADER = """\
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 &&"
" (n%100<10 || n%100>=20) ? 1 : 2);\\n"
"""


def draft(text: str, *, flagged: bool = False) -> str:
    mark = " flagged=yes" if flagged else ""
    return f"# birlestik: draft model=m@1 settings=ab pins=0/0{mark} text={digest(text)}\n"


def entry(source: str, target: str, *, comment: str = "", where: str = "a.md:1") -> str:
    return f'{comment}#: {where}\nmsgid "{source}"\nmsgstr "{target}"\n'


def catalog(*entries: str, locale: str = "ru") -> str:
    return "\n".join([HEADER.format(locale=locale), *entries])


def save(folder: Path, text: str, locale: str = "ru", name: str = "a") -> Path:
    path = catalogs.catalog_path(folder, locale, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="")
    return path


def read(text: str, locale: str = "ru") -> Catalog:
    return Catalog(path=Path("a.po"), locale=locale, file=parse(text), text=text)


def ids(text: str, settings: Settings | None = None, locale: str = "ru") -> list[str]:
    return [f.check for f in check_catalogs([read(text, locale)], None, settings or Settings())]


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(app, [*arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


DOUBLE = "Новый  дом"
BAD = entry("A %s house", "Новый дом")


# Which entries, and where


def test_a_finding_names_the_line_of_its_message() -> None:
    text = catalog(entry("A house", "Дом"), "", entry("A new house", DOUBLE, comment=draft("x")))
    (finding,) = check_catalogs([read(text)], None, Settings())
    assert text.split("\n")[finding.line - 1] == 'msgid "A new house"'


def test_obsolete_entries_are_not_checked() -> None:
    assert ids(catalog('#~ msgid "A %s house"\n#~ msgstr "Дом"\n')) == []


def test_every_plural_form_is_checked() -> None:
    text = '#: a.py:1\nmsgid "One file"\nmsgid_plural "%d files"\n'
    text += 'msgstr[0] "%d файл"\nmsgstr[1] "файла"\nmsgstr[2] "%d файлов"\n'
    (finding,) = check_catalogs([read(catalog(text))], None, Settings())
    assert (finding.check, finding.form) == ("P01", 1)


def test_text_of_people_is_checked_too() -> None:
    (finding,) = check_catalogs([read(catalog(BAD))], None, Settings())
    assert (finding.check, finding.entry.author) == ("P01", Author.PERSON)


def test_the_same_source_in_two_catalogs_is_compared(tmp_path: Path) -> None:
    one = opened(save(tmp_path, catalog(entry("Exercise", "Учение")), name="one"))
    two = opened(save(tmp_path, catalog(entry("Exercise", "Упражнение")), name="two"))
    assert [f.check for f in check_catalogs([one, two], None, Settings())] == ["K01", "K01"]


@pytest.mark.parametrize(
    ("header", "path", "locale"),
    [
        ("kk_KZ", "x.po", "kk"),
        ("", "tr/LC_MESSAGES/x.po", "tr"),
        ("", "az.po", "az"),
        ("ru@cyrillic", "kk/LC_MESSAGES/x.po", "ru"),
    ],
)
def test_the_locale_is_that_of_the_header_or_of_the_path(
    tmp_path: Path, header: str, path: str, locale: str
) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(catalog(locale=header), "utf-8")
    assert opened(file).locale == locale


@pytest.mark.parametrize("header", ["de", "kk@latin"])
def test_a_catalog_of_another_language_or_script_is_refused(tmp_path: Path, header: str) -> None:
    file = save(tmp_path, catalog(locale=header), "ru")
    with pytest.raises(catalogs.CatalogError, match="locale"):
        opened(file)


# Dismissing and configuring


def test_a_comment_dismisses_checks_on_its_entry() -> None:
    comment = "# birlestik: ignore=P01,N02\n"
    assert ids(catalog(entry("A %s house", "Новый дом", comment=comment))) == []
    assert ids(catalog(entry("A %s house", "Новый  дом", comment=comment))) == ["S01"]
    comment = "# birlestik: ignore=N02, P01\n"
    assert ids(catalog(entry("A %s house", "Новый дом", comment=comment))) == []


def test_a_project_may_switch_checks_off_and_grade_them() -> None:
    off = Settings.of({"disable": ["P01"]}, "x")
    assert ids(catalog(BAD), off) == []
    graded = Settings.of({"severity": {"P01": "info"}}, "x")
    (finding,) = check_catalogs([read(catalog(BAD))], None, graded)
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[tool.birlestik.checks]\ndisable = ["P01"]\n'),
        ("birlestik.toml", '[checks]\ndisable = ["P01"]\n'),
    ],
)
def test_settings_are_found_above_the_catalogs(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "locales" / "pyproject.toml").parent.mkdir()
    (tmp_path / "locales" / "pyproject.toml").write_text("[tool.other]\n", "utf-8")
    assert Settings.find(tmp_path / "locales").disabled == {"P01"}


@pytest.mark.parametrize(
    "text",
    [
        '[checks]\ndisable = ["X99"]',
        '[checks]\nseverity = {P01 = "bad"}',
        "[checks]\nenable = 1",
        "checks = 1",
        '[checks]\ndisable = "P01"',
        "[checks",
    ],
)
def test_settings_that_are_not_understood_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "birlestik.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"birlestik\.toml"):
        Settings.find(tmp_path)


# Mending


def test_a_draft_is_mended_and_stays_a_draft() -> None:
    text = "“Новый  сaмолёт”,сказал  он"
    old = parse(catalog(entry('\\"A new plane\\", he said', text, comment=draft(text))))
    (new,) = mended(old, "ru", Settings()).entries
    assert new.msgstr == ("«Новый самолёт», сказал он",)
    assert new.author is Author.MACHINE


def test_a_person_is_not_corrected() -> None:
    old = parse(catalog(entry("A new house", DOUBLE)))
    assert mended(old, "ru", Settings()).entries[0] is old.entries[0]


def test_an_approved_draft_is_not_corrected() -> None:
    old = parse(catalog(entry("A new house", DOUBLE, comment=draft(DOUBLE, flagged=True))))
    assert mended(old, "ru", Settings()).entries[0] is old.entries[0]


def test_what_is_dismissed_or_switched_off_is_not_mended() -> None:
    comment = f"{draft(DOUBLE)}# birlestik: ignore=S01\n"
    old = parse(catalog(entry("A new house", DOUBLE, comment=comment)))
    assert mended(old, "ru", Settings()) == old
    old = parse(catalog(entry("A new house", DOUBLE, comment=draft(DOUBLE))))
    assert mended(old, "ru", Settings(disabled=frozenset({"S01"}))) == old


def test_markup_stays_on_its_words_when_a_draft_is_mended() -> None:
    text = "Новый  **дом ,где**  [мы  живём](https://a.example/x,y) `a  ,b`"
    old = parse(catalog(entry("x", text, comment=draft(text))))
    (new,) = mended(old, "ru", Settings()).entries
    assert new.msgstr == ("Новый **дом, где** [мы живём](https://a.example/x,y) `a  ,b`",)


def test_endings_of_numbers_are_mended_where_there_is_one_only() -> None:
    text = "**2014**'da, [2006’ci](https://a.example/2014'da) `2018'da` ve 6'i"
    old = parse(catalog(entry("x", text, comment=draft(text))))
    (new,) = mended(old, "tr", Settings()).entries
    expected = "**2014**'te, [2006’ci](https://a.example/2014'da) `2018'da` ve 6'i"
    assert new.msgstr == (expected,)
    assert mended(replace(old, entries=(new,)), "tr", Settings()).entries == (new,)


def test_placeholders_and_addresses_are_not_mended() -> None:
    text = "{a:,} https://a.example/б,в  %(x)s"
    old = parse(catalog(entry("x", text, comment=draft(text), where="a.py:1")))
    (new,) = mended(old, "ru", Settings()).entries
    assert new.msgstr == ("{a:,} https://a.example/б,в %(x)s",)


MESSY = st.text(alphabet='аобaoсc  ,.!«»“”"()*_`<b>&;\n\u200b\u00a0{}%s', max_size=40)


@given(
    text=MESSY,
    locale=st.sampled_from(LOCALES),
    format_=st.sampled_from([None, by_suffix(Path("a.md")), by_suffix(Path("a.html"))]),
)
def test_mending_loses_no_letter_and_no_mark(text: str, locale: str, format_: object) -> None:
    unit = Unit(source="x", target=text, locale=locale, format=format_)  # type: ignore[arg-type]  # one of the formats
    edits = [e for id_ in MENDING for _, r in CHECKS[id_].run([unit]) for e in r.edits]
    new = Unit(source="x", target=apply(unit, edits), locale=locale, format=unit.format)
    letters = [len([c for c in t if c.isalnum()]) for t in (unit.text, new.text)]
    assert letters[0] == letters[1]
    opened_ = [sorted((m.open, m.close) for m in u.inline.marks) for u in (unit, new)]
    assert opened_[0] == opened_[1]


@given(texts=st.lists(MESSY.filter(str.strip), min_size=1, max_size=4), people=st.integers(0, 15))
def test_mending_again_changes_nothing(texts: list[str], people: int) -> None:
    entries = tuple(
        Entry(
            msgid=f"source {i}",
            msgstr=(text,),
            comment="" if people >> i & 1 else draft(text).strip("# \n"),
        )
        for i, text in enumerate(texts)
    )
    old = parse(serialise(CatalogFile(metadata={"Language": "ru"}, entries=entries)))
    once = mended(old, "ru", Settings())
    assert mended(once, "ru", Settings()) == once
    for one, other in zip(old.entries, once.entries, strict=True):
        assert one.author is other.author
        if one.author is Author.PERSON:
            assert one is other


# Marking


def test_what_is_marked_is_fuzzy_and_says_why() -> None:
    old = parse(catalog(BAD, entry("A house", "Дом")))
    new = marked(old, [(old.entries[0], ["missing: %s [P01]"])])
    assert new.entries[0].fuzzy
    assert "needs eyes: missing: %s [P01]" in new.entries[0].comment
    assert new.entries[0].author is Author.PERSON
    assert new.entries[1] is old.entries[1]


def test_clearing_the_mark_of_a_draft_approves_it() -> None:
    old = parse(catalog(entry("A %s house", "Дом", comment=draft("Дом"))))
    (new,) = marked(old, [(old.entries[0], ["missing"])]).entries
    assert new.author is Author.MACHINE
    assert new.changed(flags=()).author is Author.PERSON


def test_what_is_fuzzy_already_is_not_marked_again() -> None:
    old = parse(catalog(BAD))
    once = marked(old, [(old.entries[0], ["missing"])])
    assert marked(once, [(once.entries[0], ["missing"])]) == once


def test_marking_keeps_every_line_of_a_comment_of_people() -> None:
    old = parse(catalog(entry("A %s house", "Дом", comment="# one\n#\n# two\n#\n# one\n")))
    (new,) = marked(old, [(old.entries[0], ["missing"])]).entries
    assert new.comment == f"{old.entries[0].comment}\nbirlestik: needs eyes: missing"


def test_an_entry_without_translation_is_not_marked() -> None:
    old = parse(catalog(entry("A house", "")))
    assert marked(old, [(old.entries[0], ["not translated"])]) == old


def test_what_somebody_changed_meanwhile_is_not_marked() -> None:
    old = parse(catalog(BAD))
    now = parse(catalog(entry("A %s house", "Дом %s")))
    assert marked(now, [(old.entries[0], ["missing"])]) == now


# The command


def test_the_command_fails_on_errors_and_with_strict_on_warnings(tmp_path: Path) -> None:
    path = save(tmp_path, catalog(entry("A house", "Дом")))
    assert run(str(tmp_path))[0] == 0
    path.write_text(catalog(entry("A new house", DOUBLE)), "utf-8")
    assert run(str(tmp_path))[0] == 0
    assert run(str(tmp_path), "--strict")[0] == 1
    path.write_text(catalog(BAD), "utf-8")
    code, output = run(str(path))
    assert code == 1
    assert "P01" in output
    assert "1 error" in output


def test_a_broken_catalog_is_named_and_the_others_are_checked(tmp_path: Path) -> None:
    save(tmp_path, catalog(entry("A new house", DOUBLE)), name="good")
    save(tmp_path, 'msgid "a\nmsgstr "b"', name="broken")
    code, output = run(str(tmp_path))
    assert code == 1
    assert "broken.po" in output
    assert "S01" in output


def test_nothing_to_check_is_an_error_of_its_own(tmp_path: Path) -> None:
    code, output = run(str(tmp_path))
    assert code == 3
    assert "no catalog" in output


def test_unknown_checks_in_the_settings_stop_the_command(tmp_path: Path) -> None:
    path = save(tmp_path, catalog(BAD))
    (tmp_path / "birlestik.toml").write_text('[checks]\ndisable = ["X99"]', "utf-8")
    code, output = run(str(path))
    assert code == 3
    assert "X99" in output


def test_json_holds_everything_a_program_needs(tmp_path: Path) -> None:
    path = save(tmp_path, catalog(BAD))
    code, output = run(str(path), "--format", "json")
    (finding,) = json.loads(output)
    assert code == 1
    assert (finding["check"], finding["severity"], finding["path"]) == ("P01", "error", str(path))
    assert (finding["source"], finding["author"]) == ("A %s house", "person")


def test_github_gets_escaped_commands(tmp_path: Path) -> None:
    path = save(tmp_path, catalog(BAD))
    (line,) = run(str(path), "-f", "github")[1].splitlines()
    assert line.startswith("::error file=")
    assert line.endswith("title=P01 placeholder::missing: %25s")


def test_sarif_names_rules_and_places(tmp_path: Path) -> None:
    path = save(tmp_path, catalog(BAD))
    (log,) = json.loads(run(str(path), "-f", "sarif")[1])["runs"]
    assert {rule["id"] for rule in log["tool"]["driver"]["rules"]} == set(CHECKS)
    (result,) = log["results"]
    assert (result["ruleId"], result["level"]) == ("P01", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == opened(path).lines[0]


def test_sarif_names_files_by_addresses(tmp_path: Path) -> None:
    path = save(tmp_path, catalog(BAD), name="газ 50%")
    (log,) = json.loads(run(str(path), "-f", "sarif")[1])["runs"]
    uri = log["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert " " not in uri
    assert unquote(uri).endswith("газ 50%.po")


def test_fixing_changes_drafts_and_no_other_byte(tmp_path: Path) -> None:
    folded = '# mine\n#: a.md:3\nmsgid ""\n"A  folded "\n"line"\nmsgstr ""\n"Строка  "\n"тут"\n'
    before = catalog(folded, entry("A new house", DOUBLE, comment=draft(DOUBLE)))
    path = save(tmp_path, before)
    assert run(str(path), "--fix", "--dry-run")[0] == 0
    assert path.read_text("utf-8") == before
    code, output = run(str(path), "--fix")
    after = path.read_text("utf-8")
    assert code == 0
    assert "1 entries mended" in output
    assert folded in after
    assert after.startswith(HEADER.format(locale="ru"))
    fixed = before.replace(DOUBLE, "Новый дом").replace(digest(DOUBLE), digest("Новый дом"))
    assert after.strip() == fixed.strip()
    assert run(str(path), "--fix")[1].count("mended") == 0


def test_marking_keeps_line_ends_and_happens_once(tmp_path: Path) -> None:
    path = save(tmp_path, catalog(BAD, entry("A house", "Дом")).replace("\n", "\r\n"))
    assert "1 entries marked" in run(str(path), "--mark")[1]
    data = path.read_bytes()
    assert b"#, fuzzy\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")
    assert "marked" not in run(str(path), "--mark")[1]
    assert path.read_bytes() == data


def test_a_file_that_cannot_be_written_is_named_and_intact(tmp_path: Path) -> None:
    path = save(tmp_path, catalog(entry("A new house", DOUBLE, comment=draft(DOUBLE))))
    before = path.read_bytes()
    path.chmod(0o444)
    code, output = run(str(path), "--fix")
    assert code == 1
    assert "could not be written" in output
    assert path.read_bytes() == before


def test_the_checks_can_be_listed() -> None:
    code, output = run("--list")
    assert code == 0
    assert all(id_ in output for id_ in CHECKS)
