"""The command ``birlestik``: what people type, and what they read.

Exit codes: 0 all done; 1 done, but some article or catalog could not be (each is named); 2 the
command was used wrongly; 3 nothing could be done (no model, no lock, no article); 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

import glossary.cli
from glossary.edit_commands import Impact
from pipeline.cli import memory, models, publish, status
from pipeline.cli.check import check
from pipeline.cli.show import show
from pipeline.cli.translate import translate

app = typer.Typer(
    name="birlestik",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "obj": Impact(show=status.show_impact),
    },
    epilog="Exit codes: 0 done, 1 done with failures, 2 wrong usage, 3 nothing done, 130 stopped.",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"birlestik {version('birlestik')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    _: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version and exit.", callback=_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Translate articles into Kazakh, Russian, Turkish and Azerbaijani gettext catalogs."""


app.command()(translate)
app.command()(show)
app.add_typer(glossary.cli.app)
app.add_typer(models.app)
app.add_typer(publish.app)
app.command("check")(check)
app.add_typer(memory.app)
app.command("status")(status.status_command)
app.command("impact")(status.impact_command)


def main() -> None:
    """Run the command line."""
    try:
        app()
    except BrokenPipeError:
        # The reader of our output went away (`birlestik show … | head`); that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
