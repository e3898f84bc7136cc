"""The forms of a plural entry: what is translated for each, and with which number before the noun.

A model knows how a noun goes with a number, and nothing of placeholders: so it is shown a number
that takes the form (1 file, 2 files, 5 files), and the placeholder is put in its place again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from pipeline.catalogs import Entry, PluralForms
from pipeline.messages.syntax import Syntax, is_numeric

_PREFERRED: Final = (5, 2, 1)
_LOOKED_AT: Final = range(201)
_COUNT: Final = re.compile(r"\b(?:n|num|number|count|total|amount|quantity)\b|_count\b|\bnum_")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What is translated for one form of an entry.

    Attributes:
        source: ``msgid`` or ``msgid_plural``.
        number: a number that takes this form; ``None`` for an entry without a plural.
        counted: the placeholder that stands for the number in ``source``, if any.
    """

    source: str
    number: int | None = None
    counted: str | None = None


def asked(entry: Entry, syntax: Syntax, forms: PluralForms) -> tuple[Asked, ...]:
    """List what is translated for an entry, one for each form that its catalog has.

    ``msgid`` serves the form of 1. Where it lacks the number ("One file") and the form is also that
    of 21, ``msgid_plural`` does: a program must be able to put the number in.
    """
    if not entry.plural:
        return (Asked(source=entry.msgid),)
    return tuple(_asked(entry, syntax, forms, form) for form in range(forms.count))


def _asked(entry: Entry, syntax: Syntax, forms: PluralForms, form: int) -> Asked:
    numbers = [n for n in _LOOKED_AT if forms.form(n) == form] or [5]
    number = next((n for n in _PREFERRED if n in numbers), numbers[0])
    single, several = (Counter(_placeholders(text, syntax)) for text in (entry.msgid, entry.plural))
    if number == 1 and (single == several or (single <= several and numbers == [1])):
        return Asked(source=entry.msgid, number=1, counted=_counted(entry.msgid, syntax))
    if number == 1:
        number = next((n for n in numbers if n != 1), 1)
    return Asked(source=entry.plural, number=number, counted=_counted(entry.plural, syntax))


def _placeholders(text: str, syntax: Syntax) -> list[str]:
    return [found[0] for found in syntax.find(syntax.numbered(text))]


def _counted(text: str, syntax: Syntax) -> str | None:
    """Return the placeholder that stands for the number of things, the likeliest one."""
    placeholders = [found[0] for found in syntax.find(text)]
    named = [each for each in placeholders if _COUNT.search(each)]
    numeric = [each for each in placeholders if is_numeric(each)]
    both = [each for each in named if each in numeric]
    return next(iter([*both, *numeric, *named, *placeholders[: len(placeholders) == 1]]), None)
