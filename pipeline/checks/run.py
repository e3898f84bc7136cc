"""Checking catalogs: which files, which entries, and what is found in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from glossary import LOCALES, Glossary, Matcher
from pipeline import catalogs
from pipeline.articles import by_suffix
from pipeline.catalogs import CatalogError, CatalogFile, Entry
from pipeline.checks.base import CHECKS, Edit, Severity
from pipeline.checks.settings import Settings
from pipeline.checks.unit import Unit
from pipeline.model import Format
from pipeline.pins import Pinner

_IGNORE: Final = re.compile(r"birlestik:\s+ignore=([A-Z]\d\d(?:,\s*[A-Z]\d\d)*)")


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """A catalog that was read, with its path and locale; ``text`` tells the lines of entries."""

    path: Path
    locale: str
    file: CatalogFile

    text: str = ""

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The line on which the message of each entry begins, from 1."""
        places = []
        at, line = 0, 1
        for entry in self.file.entries:
            start = self.text.find(entry.raw, at)
            if start >= 0:  # not so when the file was saved between the two readings of it
                start += len(entry.raw) - len(entry.message)
                at, line = start, line + self.text.count("\n", at, start)
            places.append(line)
        return tuple(places)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One result of a check on one entry.

    Attributes:
        check: the id of the check; see ``CHECKS``.
        severity: how bad it is in this project.
        message: what is wrong.
        path, line: where the entry stands.
        entry: the entry.
        form: which of its plural forms is meant.
        edits: how to mend it, in the text of that form.
    """

    check: str
    severity: Severity
    message: str
    path: Path
    line: int
    locale: str
    entry: Entry
    form: int = 0
    edits: tuple[Edit, ...] = ()


class Pinners:
    """Makes the pinner of a locale when it is first asked for."""

    def __init__(self, glossary: Glossary) -> None:
        """Take the terms of ``glossary``."""
        self._glossary = glossary
        self._matcher = Matcher(glossary)
        self._made: dict[str, Pinner] = {}

    def __getitem__(self, locale: str) -> Pinner:
        """Return the pinner of a locale."""
        if locale not in self._made:
            self._made[locale] = Pinner(self._glossary, self._matcher, locale)
        return self._made[locale]


def catalogs_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the catalogs that are meant: files as they are, of folders all ``.po`` below them."""
    for path in paths:
        yield from sorted(path.rglob("*.po")) if path.is_dir() else (path,)


def opened(path: Path) -> Catalog:
    """Read a catalog.

    Raises:
        CatalogError: it cannot be read, is not there, or is in none of our locales.
    """
    if not path.is_file():
        raise CatalogError(f"{path}: there is no such catalog.")
    file = catalogs.read(path)
    locale = catalogs.locale_of(path, file.metadata)
    if locale is None:
        raise CatalogError(
            f"{path}: its locale is none of {', '.join(LOCALES)}. Give one in its header"
            " (Language:)."
        )
    text = path.read_bytes().decode("utf-8", "replace")
    return Catalog(path=path, locale=locale, file=file, text=text.replace("\r\n", "\n"))


def check_catalogs(
    given: Sequence[Catalog], pinners: Pinners | None, settings: Settings
) -> tuple[Finding, ...]:
    """Run the checks on all living entries; findings come by file, line and check.

    Args:
        given: the catalogs; those of a locale are compared with each other.
        pinners: finds terms and numbers; ``None`` leaves them unchecked.
        settings: which checks to run, and how bad their findings are.
    """
    found: list[Finding] = []
    by_locale: dict[str, list[Catalog]] = defaultdict(list)
    for catalog in given:
        by_locale[catalog.locale].append(catalog)
    for locale, group in by_locale.items():
        pinner = pinners[locale] if pinners else None
        places = [
            (catalog, entry, line, form)
            for catalog in group
            for entry, line in zip(catalog.file.entries, catalog.lines, strict=True)
            if not entry.obsolete
            for form in range(len(entry.msgstr))
        ]
        units = [unit_of(entry, form, locale, pinner) for _, entry, _, form in places]
        for check in CHECKS.values():
            if check.id in settings.disabled:
                continue
            for index, remark in check.run(units):
                catalog, entry, line, form = places[index]
                if check.id in ignored(entry):
                    continue
                found.append(
                    Finding(
                        check=check.id,
                        severity=settings.severity.get(check.id, remark.severity or check.severity),
                        message=remark.message,
                        path=catalog.path,
                        line=line,
                        locale=locale,
                        entry=entry,
                        form=form,
                        edits=remark.edits,
                    )
                )
    return tuple(sorted(found, key=lambda f: (str(f.path), f.line, f.form, f.check)))


def unit_of(entry: Entry, form: int, locale: str, pinner: Pinner | None) -> Unit:
    """Return one plural form of an entry as checks see it.

    The first form stands for msgid, the others for msgid_plural; the first Russian form is also
    that of 21 and 31, and stands for msgid_plural too.
    """
    plural = entry.plural and (form > 0 or locale == "ru")
    return Unit(
        source=entry.plural if plural else entry.msgid,
        target=entry.msgstr[form],
        locale=locale,
        context=f"{entry.context}\0{form}",
        format=_format(entry),
        pinner=pinner,
    )


def ignored(entry: Entry) -> frozenset[str]:
    """Return the checks that a translator dismissed on an entry.

    The comment goes with the translation that it was written for: a new draft, or a changed
    source, takes it away.

    >>> sorted(ignored(Entry(msgid="a", comment="birlestik: ignore=T01,N02")))
    ['N02', 'T01']
    """
    return frozenset(
        id_.strip() for match in _IGNORE.finditer(entry.comment) for id_ in match[1].split(",")
    )


def _format(entry: Entry) -> Format | None:
    """Return the format of the article that an entry comes from, by its references."""
    for reference in entry.references:
        if found := by_suffix(Path(reference.partition(":")[0])):
            return found
    return None
