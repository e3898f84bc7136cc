"""The command ``birlestik glossary``: look at terms, change them, check them.

Nothing is decided here: each command reads its arguments, asks the glossary, and prints.
"""

from __future__ import annotations

import dataclasses
import sys
from collections import Counter
from collections.abc import Callable
from typing import Annotated, Any, Final

import typer

from glossary.check import CHECKS, Finding, Level, findings
from glossary.console import (
    NOT_FOUND,
    Folder,
    Format,
    Id,
    Language,
    Output,
    Subject,
    errors,
    existing,
    fail,
    load,
    print_json,
    print_rows,
    reading,
)
from glossary.edit_commands import add_command, edit_command, retire_command
from glossary.entry import LANGUAGES
from glossary.exchange.commands import export_command, import_command
from glossary.extract_command import extract_command
from glossary.inflect import forms
from glossary.model import LOCALES, Concept, Status, Term
from glossary.normal import exact
from glossary.store import Hit
from glossary.suggest_command import suggest_command
from glossary.table import concept_table

app = typer.Typer(
    name="glossary",
    help="The termbase: look at terms, change them, check them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 something was found wrong, was not found, or could not be "
    "read and was left out, 2 wrong usage, 3 the glossary cannot be read or written.",
)


def list_(
    folder: Folder = None,
    subject: Subject = None,
    status: Annotated[Status | None, typer.Option(help="Only concepts of this status.")] = None,
    missing: Annotated[
        Language | None, typer.Option(help="Only concepts that have no term in this language.")
    ] = None,
    output: Output = Format.TABLE,
) -> None:
    """List concepts with their preferred terms."""
    with reading(folder) as glossary:
        concepts = [
            concept
            for concept in glossary.concepts
            if subject in {None, concept.subject}
            and status in {None, concept.status}
            and (missing is None or concept.preferred(missing) is None)
        ]
        if output is Format.JSON:
            print_json([_concept_json(concept) for concept in concepts])
        else:
            rows = ([c.id, *(_preferred(c, loc) for loc in LANGUAGES), c.status] for c in concepts)
            print_rows(["concept", *LANGUAGES, "status"], rows)


def search(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="A term in any language; spelling may be off.")
    ],
    folder: Folder = None,
    locale: Annotated[
        Language | None, typer.Option("--locale", "-l", help="Only terms of this language.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="The most concepts to show.")] = 20,
    output: Output = Format.TABLE,
) -> None:
    """Find concepts by a term in any language, the most alike first."""
    with reading(folder) as glossary:
        hits = glossary.search(query, locale, limit=limit)
        if output is Format.JSON:
            print_json([{"score": h.score, **_concept_json(h.concept)} for h in hits])
        else:
            print_rows(["concept", "term", "language", "alike", *LOCALES], map(_hit_row, hits))
        if not hits:
            fail(f"nothing is like {query!r}", NOT_FOUND)


def show(
    id_: Id,
    folder: Folder = None,
    locale: Annotated[
        list[Language] | None,
        typer.Option("--locale", "-l", help="Only forms of this language; repeat for more."),
    ] = None,
    output: Output = Format.TABLE,
) -> None:
    """Show a concept, its terms, and every case of them in singular and plural."""
    with reading(folder) as glossary:
        concept = existing(glossary, id_)
        locales = [loc for loc in LOCALES if not locale or loc in locale]
        place = f"{glossary.path(id_)}:{concept.line}"
        if output is Format.JSON:
            table = {loc: [_forms_json(term) for term in concept.allowed(loc)] for loc in locales}
            print_json({**_concept_json(concept), "path": place, "forms": table})
        else:
            _print_concept(concept, place, locales)


def check(
    folder: Folder = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CHECK", help="Only this check, as in locale-missing; repeat for more."
        ),
    ] = None,
    level: Annotated[Level, typer.Option(help="Show what is this serious, or more.")] = Level.INFO,
    output: Output = Format.TABLE,
) -> None:
    """Look for what may be wrong in the terms, with file and line.

    Each finding ends with the name of its check. Only errors make the exit code 1.
    """
    if unknown := sorted(set(only or ()) - CHECKS.keys()):
        raise typer.BadParameter(f"{', '.join(unknown)}: checks are {', '.join(sorted(CHECKS))}")
    with errors():
        levels = list(Level)[: list(Level).index(level) + 1]
        found = [f for f in findings(load(folder, skip_broken=True), only) if f.level in levels]
    if output is Format.JSON:
        print_json([_finding_json(finding) for finding in found])
    else:
        if sys.stdout.isatty():
            headers = ["place", "level", "concept", "language", "finding", "check"]
            print_rows(headers, map(_finding_row, found))
        else:
            typer.echo("".join(f"{finding}\n" for finding in found), nl=False)
        counts = Counter(finding.level for finding in found)
        typer.echo(", ".join(f"{counts[each]} {each}" for each in levels), err=True)
    if any(finding.level is Level.ERROR for finding in found):
        raise typer.Exit(NOT_FOUND)


# Every subcommand of `birlestik glossary`, in the order of its help. Those that live in modules
# of their own are added here, too.
COMMANDS: Final[dict[str, Callable[..., None]]] = {
    "list": list_,
    "search": search,
    "show": show,
    "add": add_command,
    "edit": edit_command,
    "retire": retire_command,
    "check": check,
    "extract": extract_command,
    "suggest": suggest_command,
    "import": import_command,
    "export": export_command,
}
for _name, _command in COMMANDS.items():
    app.command(_name)(_command)


def _print_concept(concept: Concept, place: str, locales: list[str]) -> None:
    facts = {"concept": concept.id, "path": place, "status": concept.status}
    facts |= {key: getattr(concept, key) for key in ("pos", "definition", "note", "source")}
    facts |= {f"gloss {loc}": text for loc, text in concept.gloss.items()}
    print_rows(["", ""], ([key, value] for key, value in facts.items() if value))
    print_rows(
        ["language", "rank", "term"],
        ([t.locale, t.rank, t.text] for terms in concept.terms.values() for t in terms),
    )
    for loc in locales:
        for term in concept.allowed(loc):
            print_rows([loc, "case", "singular", "plural"], _paradigm(term))


def _hit_row(hit: Hit) -> list[str]:
    concept, term = hit.concept, hit.term
    others = (_preferred(concept, locale) for locale in LOCALES)
    return [concept.id, term.text, term.locale, f"{hit.score:.0f}", *others]


def _preferred(concept: Concept, locale: str) -> str:
    term = concept.preferred(locale)
    return term.text if term else ""


def _paradigm(term: Term) -> list[list[str]]:
    """Return a row for each case: the term, the case, its singular and its plural forms."""
    cells: dict[str, dict[str, dict[str, str]]] = {}
    for form in forms(term):
        if not form.adjective:
            # Variants that differ in their apostrophes alone are one to a reader.
            texts = cells.setdefault(form.case.name.lower(), {}).setdefault(form.number, {})
            texts.setdefault(exact(form.text), form.text)
    return [
        [term.text, case, *(" / ".join(numbers.get(n, {}).values()) for n in ("SG", "PL"))]
        for case, numbers in cells.items()
    ]


def _concept_json(concept: Concept) -> dict[str, Any]:
    return {"id": concept.id, "subject": concept.subject, **concept_table(concept)}


def _forms_json(term: Term) -> dict[str, Any]:
    return {
        "text": term.text,
        "forms": [{"text": f.text, "case": f.case, "number": f.number} for f in forms(term)],
    }


def _finding_row(finding: Finding) -> list[str]:
    place = f"{finding.path}:{finding.line}"
    return [place, finding.level, finding.concept, finding.locale, finding.message, finding.check]


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {**dataclasses.asdict(finding), "path": str(finding.path or "")}
