"""The subcommands that change terms: ``add``, ``edit`` and ``retire``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any

import typer

from glossary.console import DryRun, Folder, Id, errors, existing, load_for_edit, own_folder
from glossary.editing import Change, add, edit, retire
from glossary.entry import PARTS_OF_SPEECH, read_concept
from glossary.model import Status
from glossary.store import Glossary
from glossary.table import parse_term, revised


@dataclass(frozen=True, kw_only=True, slots=True)
class Impact:
    """How to tell what a change of terms touches, for a program that keeps translations.

    The glossary knows of none; the program makes this the ``obj`` of its command line.
    """

    show: Callable[[Glossary, Glossary], None]
    """Shows what changes from the first glossary to the second."""


def _terms_option(locale: str, language: str) -> Any:
    return typer.Option(
        f"--{locale}",
        metavar="TERM",
        help=f"{language} term; repeat for more, the preferred one first.",
    )


En = Annotated[list[str] | None, _terms_option("en", "English")]
Kk = Annotated[list[str] | None, _terms_option("kk", "Kazakh")]
Ru = Annotated[list[str] | None, _terms_option("ru", "Russian")]
Tr = Annotated[list[str] | None, _terms_option("tr", "Turkish")]
Az = Annotated[list[str] | None, _terms_option("az", "Azerbaijani")]
Forbidden = Annotated[
    list[str] | None,
    typer.Option(
        "--forbidden", metavar="LOCALE=TERM", help="A term that must not be used; repeat for more."
    ),
]
Gloss = Annotated[
    list[str] | None,
    typer.Option(
        "--gloss",
        metavar="LOCALE=TEXT",
        help="What follows the term in brackets, as in ru=Единство; repeat for more.",
    ),
]
Pos = Annotated[
    str | None, typer.Option("--pos", help=f"Part of speech: {', '.join(PARTS_OF_SPEECH)}.")
]
Stage = Annotated[
    Status | None, typer.Option("--status", help="Its status; a new concept is approved.")
]
Definition = Annotated[
    str | None, typer.Option("--definition", help="What the concept is, in a sentence.")
]
Note = Annotated[str | None, typer.Option("--note", help="A remark for editors.")]
Source = Annotated[str | None, typer.Option("--source", help="Who or what the terms come from.")]
ShowImpact = Annotated[
    bool,
    typer.Option(
        "--show-impact", help="Show which drafts below ./locales it would touch; write nothing."
    ),
]


def add_command(
    id_: Id,
    *,
    subject: Annotated[
        str, typer.Option(help="Its subject: the terms file that it goes to, as in cities.")
    ],
    en: Annotated[list[str], _terms_option("en", "English")],
    folder: Folder = None,
    kk: Kk = None,
    ru: Ru = None,
    tr: Tr = None,
    az: Az = None,
    forbidden: Forbidden = None,
    gloss: Gloss = None,
    pos: Pos = None,
    status: Stage = None,
    definition: Definition = None,
    note: Note = None,
    source: Source = None,
    dry_run: DryRun = False,
) -> None:
    """Add a concept to your terms.

    A term is its text, or a table that also states its grammar as terms files do:
    --kk '{ text = "Түркі кеңесі", izafet = true }'.
    """
    with errors():
        changes = _changes(
            {"en": en, "kk": kk, "ru": ru, "tr": tr, "az": az},
            forbidden,
            gloss,
            pos=pos,
            status=status,
            definition=definition,
            note=note,
            source=source,
        )
        if not any(en):
            raise typer.BadParameter("a concept is found by its English terms; give --en one")
        concept = revised(read_concept(id_, {}, subject=subject), changes)
        _report(
            add(load_for_edit(folder), concept, own_folder(folder), dry_run=dry_run),
            dry_run=dry_run,
        )


def edit_command(
    id_: Id,
    *,
    folder: Folder = None,
    en: En = None,
    kk: Kk = None,
    ru: Ru = None,
    tr: Tr = None,
    az: Az = None,
    forbidden: Forbidden = None,
    gloss: Gloss = None,
    pos: Pos = None,
    status: Stage = None,
    definition: Definition = None,
    note: Note = None,
    source: Source = None,
    dry_run: DryRun = False,
    show_impact: ShowImpact = False,
    context: typer.Context,
) -> None:
    """Change a concept in your terms.

    What is given replaces what was there: the terms of a language all together, so name those
    that stay, too; they keep their grammar. An empty text (--note '') removes. A concept that came
    with the package is not touched: your terms get one that overrides it.
    """
    with errors():
        changes = _changes(
            {"en": en, "kk": kk, "ru": ru, "tr": tr, "az": az},
            forbidden,
            gloss,
            pos=pos,
            status=status,
            definition=definition,
            note=note,
            source=source,
        )
        glossary = load_for_edit(folder)
        concept = revised(existing(glossary, id_), changes)
        dry_run = dry_run or show_impact
        _report(edit(glossary, concept, own_folder(folder), dry_run=dry_run), dry_run=dry_run)
    if show_impact:
        _show_impact(context, glossary, glossary.with_concept(concept))


def retire_command(
    context: typer.Context,
    id_: Id,
    folder: Folder = None,
    dry_run: DryRun = False,
    show_impact: ShowImpact = False,
) -> None:
    """Mark a concept as deprecated: it is kept for the record and no longer found in texts."""
    with errors():
        dry_run = dry_run or show_impact
        glossary = load_for_edit(folder)
        _report(retire(glossary, id_, own_folder(folder), dry_run=dry_run), dry_run=dry_run)
    if show_impact:
        retired = replace(existing(glossary, id_), status=Status.DEPRECATED)
        _show_impact(context, glossary, glossary.with_concept(retired))


def _show_impact(context: typer.Context, before: Glossary, after: Glossary) -> None:
    impact = context.find_object(Impact)
    if impact is None:
        raise typer.BadParameter("--show-impact works in `birlestik glossary`, which has drafts")
    impact.show(before, after)


def _changes(
    terms: dict[str, list[str] | None],
    forbidden: list[str] | None,
    gloss: list[str] | None,
    **rest: str | None,
) -> dict[str, Any]:
    """Return the options that were given, as the keys and values of a concept's table."""
    changes: dict[str, Any] = {key: value for key, value in rest.items() if value is not None}
    for locale, values in terms.items():
        if values is not None:
            changes[locale] = [parse_term(value) for value in values if value]
    if forbidden:
        changes["forbidden"] = lists = defaultdict[str, list[Any]](list)
        for locale, text in _pairs("--forbidden", forbidden):
            lists[locale] += [parse_term(text)] if text else []
    if gloss:
        changes["gloss"] = dict(_pairs("--gloss", gloss))
    return changes


def _pairs(option: str, values: list[str]) -> Iterator[tuple[str, str]]:
    for value in values:
        locale, equals, text = value.partition("=")
        if not equals:
            raise typer.BadParameter(f"{value!r}: write {option} LOCALE=TEXT")
        yield locale, text


def _report(change: Change, *, dry_run: bool) -> None:
    if dry_run:
        typer.echo(change.diff(), nl=False)
    elif change.before == change.after:
        typer.echo(f"{change.path} says so already")
    else:
        typer.echo(f"{change.path} is written")
