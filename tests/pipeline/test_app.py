"""What the command says of itself."""

from __future__ import annotations

from importlib.metadata import version

from typer.testing import CliRunner

from pipeline.cli.app import app


def test_it_tells_its_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert (result.exit_code, result.output) == (0, f"birlestik {version('birlestik')}\n")


def test_help_says_what_it_is_for_and_names_every_exit_code() -> None:
    text = CliRunner().invoke(app, ["--help"]).output
    assert "gettext" in text
    assert "3 nothing done" in " ".join(text.split())
