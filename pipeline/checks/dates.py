"""Dates: a day of a month stays beside its month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel.dates import get_month_names

from pipeline.checks.base import Remark, Severity, check
from pipeline.checks.unit import Unit

_MONTHS = {name: number for number, name in get_month_names("wide", locale="en").items()}
_NAME = "|".join(_MONTHS)
_DATE = re.compile(
    rf"(?<![\w.,:/-])(?:(?P<month>{_NAME})\ (?P<day>\d\d?)(?!\d|\ ?[-–,/]\d|:)(?:st|nd|rd|th)?"
    rf"|(?P<day2>\d\d?)(?:st|nd|rd|th)?\ (?P<month2>{_NAME}))(?!\w)"
)
_REACH = 24  # characters between a day and its month: «10, 11 және 12 қазанда», oktyabrın 17-də


@check("N03", "date-changed", Severity.ERROR)
def date_changed(unit: Unit) -> Iterator[Remark]:
    """A day and a month that are one date in the source do not stand together."""
    for date in _DATE.finditer(unit.source_prose):
        day = date["day"] or date["day2"]
        month = _MONTHS[date["month"] or date["month2"]]
        if not _target(int(day), month, unit.locale).search(unit.prose):
            yield Remark(
                message=f"the date {date[0]} is missing, or its day is not beside its month"
            )


@cache
def _target(day: int, month: int, locale: str) -> re.Pattern[str]:
    """Return what finds a date: a day and the stem of a month in either order, or all digits."""
    name = get_month_names("wide", locale=locale)[month]
    stem = re.escape(name[:-1] if locale == "ru" else name)
    number = rf"(?<!\d)0?{day}(?!\d)"
    digits = rf"{number}[./-]0?{month}(?!\d)"
    patterns = (rf"{number}.{{0,{_REACH}}}?{stem}", rf"{stem}.{{0,{_REACH}}}?{number}", digits)
    return re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL)
