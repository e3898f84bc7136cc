"""`birlestik translate` on the catalogs and templates of programs."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline.cli.translate as command
from pipeline.catalogs import locked, read
from pipeline.cli.app import app
from pipeline.engines import FakeEngine

from .consumers import assert_valid
from .programs import catalog


@pytest.fixture(autouse=True)
def engines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """Do without a model; the locales that one was loaded for are listed."""
    loaded: list[str] = []

    def load(locales: Sequence[str], **_: object) -> dict[str, FakeEngine]:
        loaded.extend(locales)
        return {locale: FakeEngine({}) for locale in locales}

    monkeypatch.setattr(command, "load_engines", load)
    monkeypatch.setenv("BIRLESTIK_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    yield loaded


def translate(*args: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["translate", *map(str, args)])
    return result.exit_code, result.output


def test_a_catalog_is_filled_where_it_stands(tmp_path: Path, engines: list[str]) -> None:
    path = tmp_path / "messages.po"
    path.write_text(catalog("ru"), "utf-8")
    code, output = translate(path)
    assert (code, engines) == (0, ["ru"]), output
    assert_valid(path)
    assert read(path).by_key()["", "_Open"].text == "_OPEN"
    assert not (tmp_path / "locales").exists()


def test_a_template_gives_catalogs_below_the_folder(tmp_path: Path, engines: list[str]) -> None:
    path = tmp_path / "app.pot"
    path.write_text(catalog(""), "utf-8")
    code, output = translate(path, "--to", tmp_path / "out", "--locales", "kk,tr")
    assert (code, engines) == (0, ["kk", "tr"]), output
    for locale in ("kk", "tr"):
        assert_valid(tmp_path / "out" / locale / "LC_MESSAGES" / "app.po")


def test_articles_and_catalogs_go_together(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Gas\n", "utf-8")
    path = tmp_path / "ru.po"
    path.write_text(catalog(""), "utf-8")
    code, output = translate("a.md", path, "--locales", "ru")
    assert code == 0, output
    assert read(path).by_key()["", "E_xit"].text == "_EXIT"
    assert read(tmp_path / "locales/ru/LC_MESSAGES/a.po").by_key()["", "Gas"].text == "GAS"


def test_a_dry_run_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "messages.po"
    path.write_text(catalog("ru"), "utf-8")
    code, output = translate(path, "--dry-run")
    assert code == 0, output
    assert "nothing was written" in output
    assert path.read_text("utf-8") == catalog("ru")
    assert [*tmp_path.iterdir()] == [path]


def test_a_catalog_that_cannot_be_read_is_named_and_the_others_are_filled(tmp_path: Path) -> None:
    good, bad = tmp_path / "ru.po", tmp_path / "b.po"
    good.write_text(catalog("ru"), "utf-8")
    bad.write_text("garbage\n", "utf-8")
    code, output = translate(good, bad, tmp_path / "none.po")
    assert code == 1
    assert "b.po" in output
    assert "none.po: there is no such catalog" in " ".join(output.split())
    assert read(good).by_key()["", "_Open"].text == "_OPEN"
    assert bad.read_text("utf-8") == "garbage\n"


def test_nothing_to_fill_is_an_error(tmp_path: Path, engines: list[str]) -> None:
    path = tmp_path / "messages.po"
    path.write_text(catalog(""), "utf-8")
    code, output = translate(path)
    assert (code, engines) == (3, [])
    assert "--locales" in output


def test_a_folder_that_another_run_holds_is_waited_for_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "LOCK_PATIENCE", 0.1)
    path = tmp_path / "messages.po"
    path.write_text(catalog("ru"), "utf-8")
    with locked(tmp_path, wait=0):
        code, output = translate(path)
    assert code == 3
    assert "is at work there" in output
    assert path.read_text("utf-8") == catalog("ru")
