from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from glossary import Glossary, Status
from glossary.cli import app


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's own terms, in a folder that is not there yet."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "own"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_suggest_prints_names_and_how_they_came_about() -> None:
    result = run("suggest", "Zhanqulov")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("kk\tЖан")
    assert "zh→ж" in result.stdout
    found = json.loads(run("suggest", "Zhanqulov", "--format", "json").stdout)
    assert found["tr"][0]["text"] == "Jankulov"


def test_suggest_adds_a_name_as_proposed_only_when_asked(folder: Path) -> None:
    assert run("suggest", "Zhanqulov", "--glossary", folder.parent).exit_code == 0
    assert not folder.exists()
    dry = run("suggest", "Zhanqulov", "--glossary", folder, "--add", "--dry-run")
    assert "+[zhanqulov]" in dry.stderr
    assert not folder.exists()
    assert run("suggest", "Zhanqulov", "--glossary", folder, "--add").exit_code == 0
    concept = Glossary.load([folder]).get("zhanqulov")
    assert concept is not None
    assert concept.status is Status.PROPOSED
    assert concept.terms["tr"][0].text == "Jankulov"


def test_a_name_without_letters_is_wrong_usage() -> None:
    assert run("suggest", "12").exit_code == 2


def test_export_and_import_bring_the_glossary_back_unchanged(folder: Path) -> None:
    for name, options in (("all.tbx", []), ("all.csv", ["--bom"]), ("kk.po", ["-l", "kk"])):
        path = folder.parent / name
        assert run("export", "-o", path, *options).exit_code == 0
        result = run("import", path, "--glossary", folder)
        assert result.exit_code == 0, result.output
        assert " 0 added, 0 changed".strip() in result.stderr
        assert not list(folder.glob("*.toml"))


def test_export_writes_csv_to_standard_output() -> None:
    result = run("export", "--subject", "people")
    assert result.stdout.startswith("id,subject,pos,status,en,kk,ru,tr,az")
    assert "tokayev,people" in result.stdout


def test_what_a_format_does_not_hold_is_told() -> None:
    result = run("export", "--format", "deepl", "-l", "tr", "--subject", "people")
    assert "concepts: no place for pos" in result.stderr


def test_a_po_file_of_all_locales_is_refused() -> None:
    result = run("export", "--format", "po")
    assert result.exit_code == 3
    assert "name the one to export" in result.stderr


def test_import_adds_what_is_new_and_reports_conflicts(folder: Path) -> None:
    path = folder.parent / "new.csv"
    path.write_text("en,ru\nnews ticker,бегущая строка\nAnkara,Ангора\n", "utf-8")
    result = run("import", path, "--glossary", folder, "--status", "proposed")
    assert result.exit_code == 1
    assert "conflict, left as it is: ankara ru: Анкара -> Ангора" in result.stderr
    (concept,) = Glossary.load([folder]).concepts
    assert (concept.id, concept.status) == ("news-ticker", Status.PROPOSED)


def test_a_dry_run_of_import_shows_the_change_and_writes_nothing(folder: Path) -> None:
    path = folder.parent / "new.csv"
    path.write_text("en,ru\nnews ticker,бегущая строка\n", "utf-8")
    result = run("import", path, "--glossary", folder, "--dry-run")
    assert "+[news-ticker]" in result.stdout
    assert not folder.exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"<html/>"])
def test_a_file_that_cannot_be_read_changes_nothing(folder: Path, content: bytes) -> None:
    path = folder.parent / "bad.tbx"
    path.write_bytes(content)
    result = run("import", path, "--glossary", folder)
    assert result.exit_code != 0
    assert "error:" in result.stderr
    assert "Traceback" not in result.output
    assert not folder.exists()


def test_a_missing_file_and_an_unknown_ending_are_named(folder: Path) -> None:
    assert "no.csv" in run("import", "no.csv").stderr
    (folder.parent / "terms.docx").write_text("")
    assert "--format" in run("import", "terms.docx").stderr


def test_an_import_writes_each_file_once(folder: Path) -> None:
    path = folder.parent / "new.csv"
    rows = "".join(f"news item {n},новость {n}\n" for n in range(3))
    path.write_text(f"en,ru\n{rows}", "utf-8")
    dry = run("import", path, "--glossary", folder, "--dry-run")
    assert dry.stdout.count("(after)") == 1
    assert run("import", path, "--glossary", folder).exit_code == 0
    assert len(Glossary.load([folder]).concepts) == 3


@pytest.mark.parametrize("format_", ["tbx", "tbx-v2", "csv"])
def test_a_format_of_all_languages_refuses_a_locale(format_: str) -> None:
    result = run("export", "--format", format_, "-l", "ru")
    assert result.exit_code == 2
    assert "leave --locale out" in " ".join(result.output.split())
