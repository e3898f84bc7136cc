"""What may be done about findings without a person: mend drafts, and keep the unfit unpublished.

A person's words are never touched. Markup is: edits are made to the text of a draft, its marks
move along, and the draft is written again in the format of its article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pipeline.catalogs import Author, CatalogFile, Entry, digest
from pipeline.catalogs.provenance import PREFIX
from pipeline.checks.base import CHECKS, Edit
from pipeline.checks.run import ignored, unit_of
from pipeline.checks.settings import Settings
from pipeline.checks.unit import Unit
from pipeline.model import Inline

MENDING: Final = ("A01", "N04", "Q01", "S01", "S02", "S03")
"""The checks whose remarks may carry edits."""

_ROUNDS: Final = 4  # an edit may uncover another: an invisible character between two spaces


def mended(catalog: CatalogFile, locale: str, settings: Settings) -> CatalogFile:
    """Return a catalog with its drafts mended; entries without a draft stay as they are."""
    return replace(catalog, entries=tuple(_mended(e, locale, settings) for e in catalog.entries))


def marked(catalog: CatalogFile, unfit: Iterable[tuple[Entry, Sequence[str]]]) -> CatalogFile:
    """Return a catalog in which unfit entries are fuzzy, with the reasons in comments.

    Args:
        catalog: the catalog.
        unfit: entries of it that must not be published, and why; one that has changed in the
            meantime, is fuzzy already or has no translation is left alone.
    """
    reasons = {(entry.key, entry.msgstr): why for entry, why in unfit}
    return replace(
        catalog,
        entries=tuple(
            _marked(entry, why)
            if (why := reasons.get((entry.key, entry.msgstr)))
            and not (entry.fuzzy or entry.obsolete or entry.author is Author.NOBODY)
            else entry
            for entry in catalog.entries
        ),
    )


def apply(unit: Unit, edits: Iterable[Edit]) -> str:
    """Return the translation with edits made to its text, as the catalog has it.

    Of edits that overlap the first is made. A translation of which nothing would be left, or whose
    markup would not survive, is returned as it is.
    """
    made: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not made or edit.start >= made[-1].end:
            made.append(edit)
    text, copied = "", 0
    for edit in made:
        text += unit.text[copied : edit.start] + edit.text
        copied = edit.end
    text += unit.text[copied:]
    if not text.strip():
        return unit.target
    if unit.format is None:
        return text
    if unit.format.write(unit.inline) != unit.target:
        return unit.target
    marks = tuple(
        replace(mark, start=_moved(mark.start, made), end=_moved(mark.end, made))
        for mark in unit.inline.marks
    )
    return unit.format.write(Inline(text=text, marks=marks))


def _mended(entry: Entry, locale: str, settings: Settings) -> Entry:
    if entry.obsolete or entry.author is not Author.MACHINE:
        return entry
    checks = [CHECKS[id_] for id_ in MENDING if id_ not in settings.disabled | ignored(entry)]
    new = entry
    for _ in range(_ROUNDS):
        units = [unit_of(new, form, locale, None) for form in range(len(new.msgstr))]
        edits: list[list[Edit]] = [[] for _ in units]
        for check in checks:
            for index, remark in check.run(units):
                edits[index] += remark.edits
        texts = tuple(apply(unit, these) for unit, these in zip(units, edits, strict=True))
        if texts == new.msgstr:
            break
        new = new.changed(msgstr=texts, comment=_resigned(new, "\0".join(texts)))
    return new


def _resigned(entry: Entry, text: str) -> str:
    """Return the comment with the digest of another text: what is mended is a draft still."""
    return entry.comment.replace(f"text={digest(entry.text)}", f"text={digest(text)}")


def _marked(entry: Entry, reasons: Sequence[str]) -> Entry:
    comment = entry.comment
    if entry.author is Author.MACHINE:  # so that whoever clears the mark has approved the draft
        signed = f"text={digest(entry.text)}"
        comment = comment.replace(signed, f"flagged=yes {signed}")
    notes = [f"{PREFIX} needs eyes: {' '.join(why.split())}" for why in dict.fromkeys(reasons)]
    lines = comment.split("\n") if comment else []
    lines += [note for note in notes if note not in lines]
    return entry.changed(comment="\n".join(lines), flags=("fuzzy", *entry.flags))


def _moved(place: int, edits: Sequence[Edit]) -> int:
    """Return where a place is after edits; one within an edit stays within what it put there."""
    shift = 0
    for edit in edits:
        if place >= edit.end:
            shift += len(edit.text) - (edit.end - edit.start)
        elif place > edit.start:
            return edit.start + shift + min(place - edit.start, len(edit.text))
    return place + shift
