from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from glossary import Glossary, store
from glossary.cli import app

Write = Callable[..., Path]

TERMS = """\
[our-desk]
en = "our desk"
kk = "біздің редакция"
ru = "наша редакция"
tr = { text = "haber masası", izafet = true }
az = { text = "xəbər masası", izafet = true }
forbidden.ru = "наш деск"

[our-fund]
pos = "proper noun"
status = "proposed"
note = "To be confirmed."
en = ["Our Fund", { text = "OFD", acronym = true }]
ru = "Наш фонд"
gloss.en = "money"
"""


PACKAGED = """\
[turkiye]
pos = "proper noun"
en = ["Türkiye", "Turkey"]
kk = "Түркия"
ru = "Турция"
tr = "Türkiye"
az = "Türkiyə"

[istanbul]
pos = "proper noun"
en = "Istanbul"
kk = "Ыстанбұл"
ru = "Стамбул"
tr = "İstanbul"
az = "İstanbul"
"""


@pytest.fixture
def packaged(write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small file of terms that stands in for the packaged ones."""
    path = write(PACKAGED, "packaged/countries.toml")
    monkeypatch.setattr(store, "packaged_folder", lambda: path.parent)
    return path


@pytest.fixture
def terms(packaged: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's own terms, found from the folder that the command runs in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary").mkdir()
    return write(TERMS, "glossary/terms/ours.toml")


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def rows(*arguments: str | Path, code: int = 0) -> list[list[str]]:
    return [line.split("\t") for line in run(*arguments, code=code).stdout.splitlines()]


def test_list_prints_a_line_for_each_concept_when_piped(terms: Path) -> None:
    desk, fund = rows("list", "--subject", "ours")
    assert desk[:4] == ["our-desk", "our desk", "біздің редакция", "наша редакция"]
    assert desk[4:] == ["haber masası", "xəbər masası", "approved"]
    assert fund == ["our-fund", "Our Fund", "", "Наш фонд", "", "", "proposed"]


def test_list_filters_by_status_and_by_what_is_missing(terms: Path) -> None:
    assert [row[0] for row in rows("list", "--status", "proposed", "--subject", "ours")] == [
        "our-fund"
    ]
    assert [row[0] for row in rows("list", "--missing", "kk", "--subject", "ours")] == ["our-fund"]


def test_list_prints_json_with_its_own_letters(terms: Path) -> None:
    output = run("list", "--subject", "ours", "--format", "json").stdout
    assert "наша редакция" in output
    assert json.loads(output)[1]["status"] == "proposed"


def test_search_finds_the_projects_and_the_packaged_terms(terms: Path) -> None:
    assert rows("search", "НАША редакция", "--limit", "1")[0][:4] == [
        "our-desk",
        "наша редакция",
        "ru",
        "100",
    ]
    assert rows("search", "İSTANBUL", "--locale", "tr")[0][0] == "istanbul"
    [hit] = json.loads(run("search", "haber masası", "--limit", "1", "--format", "json").stdout)
    assert hit["id"] == "our-desk"


def test_search_for_what_is_not_there_exits_with_1(terms: Path) -> None:
    result = run("search", "qqqqqqqq", code=1)
    assert result.stdout == ""
    assert "nothing is like 'qqqqqqqq'" in result.stderr


def test_show_prints_a_concept_with_the_forms_of_its_terms(terms: Path) -> None:
    shown = rows("show", "our-desk")
    assert ["path", "glossary/terms/ours.toml:1"] in shown
    assert ["ru", "forbidden", "наш деск"] in shown
    assert ["haber masası", "genitive", "haber masasının", "haber masalarının"] in shown
    assert ["наша редакция", "prepositional", "нашей редакции", "наших редакциях"] in shown


def test_show_keeps_to_the_languages_that_are_asked_for(terms: Path) -> None:
    assert not any("нашей редакции" in row for row in rows("show", "our-desk", "-l", "tr"))
    shown = json.loads(run("show", "our-desk", "-l", "az", "--format", "json").stdout)
    assert list(shown["forms"]) == ["az"]
    assert {"text": "xəbər masasına", "case": "DAT", "number": "SG"} in (
        shown["forms"]["az"][0]["forms"]
    )


def test_show_of_an_unknown_concept_names_some_that_are_like_it(terms: Path) -> None:
    result = run("show", "our-fnd", code=1)
    assert result.stdout == ""
    assert "there is no concept 'our-fnd'; there are our-fund" in result.stderr


def test_add_writes_a_concept_to_the_projects_terms(terms: Path) -> None:
    term = '{ text = "порт", animate = false }'
    arguments = ["--subject", "ports", "--en", "dry port", "--en", "DP", "--ru", term]
    more = ["--forbidden", "ru=сухой док", "--gloss", "en=inland", "--status", "proposed"]
    assert (
        "glossary/terms/ports.toml is written" in run("add", "dry-port", *arguments, *more).stdout
    )
    assert (terms.parent / "ports.toml").read_text("utf-8") == (
        '[dry-port]\nstatus = "proposed"\nen = ["dry port", "DP"]\n'
        'ru = { text = "порт", animate = false }\n'
        'forbidden.ru = "сухой док"\ngloss.en = "inland"\n'
    )
    run("show", "dry-port")


def test_add_needs_an_english_term(terms: Path) -> None:
    result = run("add", "dry-port", "--subject", "ports", "--en", "", code=2)
    assert "give --en one" in " ".join(result.output.split())
    assert not (terms.parent / "ports.toml").exists()


def test_show_keeps_the_quotation_marks_of_a_term(terms: Path) -> None:
    run("add", "fair", "--subject", "fairs", "--en", "Fair", "--ru", "ярмарка «Шёлк»")
    assert ["ярмарка «Шёлк»", "dative", "ярмарке «Шёлк»", "ярмаркам «Шёлк»"] in rows("show", "fair")


def test_add_makes_the_folder_that_is_named(terms: Path, tmp_path: Path) -> None:
    run("add", "dry-port", "--subject", "ports", "--en", "dry port", "--glossary", "mine")
    assert (tmp_path / "mine" / "ports.toml").exists()


def test_add_of_a_packaged_concept_is_refused(terms: Path) -> None:
    result = run("add", "turkiye", "--subject", "x", "--en", "Türkiye", code=3)
    assert "exists already" in result.stderr


def test_edit_changes_what_is_given_and_nothing_else(terms: Path) -> None:
    run("edit", "our-desk", "--kk", "редакция", "--kk", "біздің редакция", "--forbidden", "ru=")
    assert terms.read_text("utf-8") == TERMS.replace(
        'kk = "біздің редакция"', 'kk = ["редакция", "біздің редакция"]'
    ).replace('forbidden.ru = "наш деск"\n', "")


def test_edit_says_when_nothing_changes(terms: Path) -> None:
    assert "says so already" in run("edit", "our-desk", "--kk", "біздің редакция").stdout


def test_edit_of_a_packaged_concept_overrides_it_in_the_projects_terms(
    terms: Path, packaged: Path
) -> None:
    run("edit", "turkiye", "--note", "ours")
    assert packaged.read_text("utf-8") == PACKAGED
    turkiye = Glossary.load().get("turkiye")
    assert turkiye is not None
    assert (turkiye.note, turkiye.terms["tr"][0].text) == ("ours", "Türkiye")
    assert "override = true" in (terms.parent / "countries.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (["edit", "our-desk", "--kk", "бюро"], '+kk = "бюро"'),
        (["retire", "our-desk"], '+status = "deprecated"'),
        (["add", "new", "--subject", "ours", "--en", "new"], "+[new]"),
    ],
)
def test_a_dry_run_shows_the_change_and_writes_nothing(
    terms: Path, command: list[str], shown: str
) -> None:
    assert shown in run(*command, "--dry-run").stdout
    assert [path.name for path in terms.parent.iterdir()] == ["ours.toml"]
    assert terms.read_text("utf-8") == TERMS


def test_retire_keeps_a_concept_for_the_record(terms: Path) -> None:
    run("retire", "our-desk")
    assert rows("list", "--status", "deprecated", "--subject", "ours")[0][0] == "our-desk"
    assert "no concept 'nothing'" in run("retire", "nothing", code=1).stderr


def test_check_exits_with_1_only_for_errors(terms: Path) -> None:
    result = run("check")
    assert "glossary/terms/ours.toml:9: info: our-fund kk: " in result.stdout
    assert result.stderr.startswith("0 error")
    terms.write_text(TERMS.replace("наша редакция", "нaша редакция"), "utf-8")
    result = run("check", "--level", "error", code=1)
    [line] = result.stdout.splitlines()
    assert line.startswith("glossary/terms/ours.toml:4: error: our-desk ru: 'нaша' mixes")
    assert line.endswith("[look-alike]")


def test_check_reports_a_broken_file_and_checks_the_rest(terms: Path, write: Write) -> None:
    write("[", "glossary/terms/broken.toml")
    found = json.loads(run("check", "--format", "json", code=1).stdout)
    broken = [finding for finding in found if finding["check"] == "broken"]
    assert [(f["path"], f["line"]) for f in broken] == [("glossary/terms/broken.toml", 1)]
    assert any(finding["concept"] == "our-fund" for finding in found)


def test_check_can_be_told_which_checks_to_run(terms: Path) -> None:
    found = json.loads(run("check", "--only", "locale-missing", "--format", "json").stdout)
    assert {finding["check"] for finding in found} == {"locale-missing"}
    assert "locale-missing" in run("check", "--only", "nothing", code=2).stderr


def test_extract_lists_candidates_of_articles(terms: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("We saw Our Fund and Lake Zaysan. Then Lake Zaysan froze.", "utf-8")
    assert rows("extract", article)[0][:3] == ["2", "name", "Lake Zaysan"]
    [candidate] = json.loads(run("extract", article, "--format", "json").stdout)
    assert candidate["context"] == "We saw Our Fund and Lake Zaysan."
    assert candidate["files"] == [str(article)]


def test_extract_reads_folders_and_names_the_files_of_a_candidate(
    terms: Path, write: Write
) -> None:
    paths = [write("They crossed Lake Zaysan.", f"news/{name}.md") for name in "ab"]
    write("Lake Zaysan, Lake Zaysan", "news/notes.csv")
    [candidate] = json.loads(run("extract", "news", "--format", "json").stdout)
    assert (candidate["text"], candidate["count"]) == ("Lake Zaysan", 2)
    assert candidate["files"] == ["news/a.md", "news/b.md"]
    assert [path.is_file() for path in paths] == [True, True]


def test_extract_of_a_folder_without_articles_exits_with_1(terms: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "empty: no articles there (*.htm," in run("extract", "empty", code=1).stderr


def test_extract_shows_what_the_articles_that_can_be_read_hold(terms: Path, write: Write) -> None:
    article = write("Lake Zaysan and then in Lake Zaysan.", "a.md")
    result = run("extract", "nowhere.md", article, code=1)
    assert "Lake Zaysan" in result.stdout
    assert result.stderr.startswith("error: nowhere.md: the article cannot be read")


def test_extract_reads_standard_input(terms: Path) -> None:
    result = CliRunner().invoke(app, ["extract", "-"], input="See Lake Zaysan. Lake Zaysan froze.")
    assert result.stdout.startswith("2\tname\tLake Zaysan\t")


def test_extract_of_a_missing_article_exits_with_1(terms: Path) -> None:
    assert "nowhere.md: the article cannot be read" in run("extract", "nowhere.md", code=1).stderr


@pytest.mark.parametrize(
    "command",
    [["retire", "our-desk"], ["extract", "-"], ["export"], ["suggest", "Osh"]],
)
def test_a_broken_glossary_exits_with_3_and_names_the_line(terms: Path, command: list[str]) -> None:
    terms.write_text(TERMS + "[x\n", "utf-8")
    result = run(*command, code=3)
    assert result.stdout == ""
    assert result.stderr.startswith("error: glossary/terms/ours.toml:16: not valid TOML")


@pytest.mark.parametrize(
    "command",
    [
        ["list", "--status", "done"],
        ["search"],
        ["show", "our-desk", "-l", "kz"],
        ["add", "new", "--subject", "x"],
        ["add", "New", "--subject", "x", "--en", "new"],
        ["add", "new", "--subject", "x", "--en", "new", "--kk", "{ text = 5 }"],
        ["add", "new", "--subject", "x", "--en", "new", "--kk", "{ text"],
        ["edit", "our-desk", "--forbidden", "наш деск"],
        ["edit", "our-desk", "--forbidden", "kz=наш деск"],
        ["edit", "our-desk", "--pos", "verb"],
        ["check", "--only", "nothing"],
        ["extract"],
        ["no-such-command"],
    ],
)
def test_wrong_usage_exits_with_2_and_changes_nothing(terms: Path, command: list[str]) -> None:
    assert run(*command, code=2).stderr
    assert [path.name for path in terms.parent.iterdir()] == ["ours.toml"]
    assert terms.read_text("utf-8") == TERMS


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (["list"], "our-desk\tour desk"),
        (["list", "--format", "json"], '"id": "our-desk"'),
        (["search", "наша редакция"], "our-desk\tнаша редакция"),
        (["search", "наша редакция", "--format", "json"], '"id": "our-desk"'),
        (["show", "our-desk"], "concept\tour-desk"),
        (["show", "our-desk", "--format", "json"], '"id": "our-desk"'),
    ],
)
@pytest.mark.parametrize(
    ("broken", "line"), [("\n[x\n", 2), ("# Ours\n[good]\nen = 'x'\n[bad]\nkz = 'х'\n", 5)]
)
def test_what_can_be_read_is_shown_beside_a_broken_file_which_is_named(
    terms: Path, write: Write, command: list[str], shown: str, broken: str, line: int
) -> None:
    write(broken, "glossary/terms/broken.toml")
    result = run(*command, code=1)
    assert shown in result.stdout
    assert "error" not in result.stdout
    assert result.stderr.startswith(f"error: glossary/terms/broken.toml:{line}: ")
    if "json" in command:
        json.loads(result.stdout)


def test_what_is_not_found_names_the_broken_file_that_may_hold_it(
    terms: Path, write: Write
) -> None:
    write("[x\n", "glossary/terms/broken.toml")
    for command in (["show", "lost-desk"], ["search", "qqqqqqqq"]):
        result = run(*command, code=1)
        assert result.stdout == ""
        assert "broken.toml:1: not valid TOML" in result.stderr


@pytest.mark.parametrize("command", [["list"], ["search", "x"], ["show", "our-desk"], ["export"]])
def test_a_missing_folder_exits_with_3(terms: Path, command: list[str]) -> None:
    assert "error: nowhere: " in run(*command, "--glossary", "nowhere", code=3).stderr


def test_suggest_refuses_a_name_that_it_cannot_read_and_writes_nothing(terms: Path) -> None:
    result = run("suggest", "שלום", "--add", code=1)
    assert result.stdout == ""
    assert result.stderr.startswith("error: 'שלום' cannot be transliterated: ")
    assert [path.name for path in terms.parent.iterdir()] == ["ours.toml"]


def test_every_command_has_help_with_its_options() -> None:
    assert "Exit codes" in run("--help").stdout
    for command in ("list", "search", "show", "add", "edit", "retire", "check", "extract"):
        assert command in run("--help").stdout
        text = run(command, "--help").stdout
        assert "--glossary" in text
        assert ("--dry-run" in text) == (command in {"add", "edit", "retire"})


PROGRAM = [sys.executable, "-c", "from glossary.cli import app; app()"]


def test_a_pipe_gets_no_colours_and_no_frames(terms: Path) -> None:
    environment = {**os.environ, "TERM": "xterm-256color"}
    output = subprocess.run(
        [*PROGRAM, "list", "--subject", "ours"], env=environment, capture_output=True, check=True
    ).stdout.decode()
    assert "\x1b" not in output
    assert "│" not in output
    assert output.count("\n") == 2


def test_a_terminal_gets_a_table(terms: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "200"}
    command = [*PROGRAM, "list", "--subject", "ours"]
    with subprocess.Popen(command, env=environment, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        output = b""
        while True:
            try:
                output += os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
        assert process.wait() == 0
    os.close(ours)
    assert "│ our-desk" in output.decode()
