"""How each locale may write a number, and where a translation writes it.

A number is compared by its value. English "70,000" is "70 000" in Kazakh and Russian, "70.000" in
Turkish, either in Azerbaijani; a year is never grouped; "1.5" has a decimal comma in all four
(CLDR 48, `numbers/symbols`; TDK Yazım Kılavuzu, "Sayıların Yazılışı"; Мильчин, «Справочник издателя
и автора», 6.1; Azərbaycan dilinin orfoqrafiya qaydaları).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.numbers.english import Number, numbers

SPACES: Final = " \u00a0\u202f\u2009"
"""What separates groups of digits: space, no-break, narrow no-break, thin."""

_GROUPS: Final = {
    "kk": SPACES,
    "ru": SPACES,
    "tr": ".",
    "az": SPACES + ".",
}
_PREFERRED_GROUP: Final = {"kk": " ", "ru": "\u00a0", "tr": ".", "az": " "}


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Where a target text writes a number: ``text[start:end]``, without any ending."""

    number: Number
    start: int
    end: int


def spelling(number: Number, locale: str) -> str:
    """Return how ``locale`` writes a number best, without any ending.

    >>> spelling(numbers("70,000")[0], "tr"), spelling(numbers("1,234.5")[0], "kk")
    ('70.000', '1 234,5')
    """
    whole = number.whole
    if number.grouped:
        whole = _PREFERRED_GROUP[locale].join(_groups(whole))
    return f"{whole},{number.fraction}" if number.fraction else whole


def localised(text: str, locale: str) -> str:
    """Return a text of numbers, such as a table's cell, written as ``locale`` writes them.

    >>> localised("1,500,000 (14.5)", "tr"), localised("F-16, 2024", "kk")
    ('1.500.000 (14,5)', 'F-16, 2024')
    """
    written, done = "", 0
    for number in numbers(text):
        shown = text[number.start : number.end] if number.code else spelling(number, locale)
        written += text[done : number.start] + shown
        done = number.end
    return written + text[done:]


def find(text: str, wanted: Sequence[Number], locale: str) -> tuple[list[Found], list[Number]]:
    """Match the numbers of a source with those of its translation, each place used once.

    Args:
        text: the translation.
        wanted: the numbers of the source.
        locale: the translation's locale.

    Returns:
        Where each number that was found stands, and those that were not found.
    """
    free = [True] * len(text)
    found, missing = [], []
    for number in sorted(wanted, key=lambda n: (-len(n.whole) - len(n.fraction), n.start)):
        place = next(
            (
                match
                for match in _pattern(number, locale).finditer(text)
                if all(free[match.start() : match.end()])
                and not _within_larger(text, match, number)
            ),
            None,
        )
        if place is None:
            missing.append(number)
            continue
        free[place.start() : place.end()] = [False] * (place.end() - place.start())
        found.append(Found(number=number, start=place.start(), end=place.end()))
    return sorted(found, key=lambda f: f.start), sorted(missing, key=lambda n: n.start)


def strays(text: str, found: Iterable[Found]) -> tuple[tuple[int, int], ...]:
    """Return the places of digits that no number of the source accounts for."""
    spans = [(f.start, f.end) for f in found]
    return tuple(
        match.span()
        for match in re.finditer(r"\d+(?:[.,\u00a0\u202f]\d+)*", text)
        if not any(start <= match.start() < end for start, end in spans)
    )


def _pattern(number: Number, locale: str) -> re.Pattern[str]:
    """Return what finds the spellings of a number that ``locale`` allows."""
    whole = re.escape(number.whole)
    if len(number.whole) > 3 and not number.code:
        grouped = f"[{re.escape(_GROUPS[locale])}]".join(_groups(number.whole))
        whole = f"(?:{whole}|{grouped})"
    if number.fraction:
        whole += f",{number.fraction}"
    elif not number.code:
        whole += r"(?![.,]\d)"
    group = re.escape(_GROUPS[locale].strip(" "))
    before = rf"(?<!\d)(?<!\d[,{group}])" if group else r"(?<!\d)(?<!\d,)"
    return re.compile(rf"{before}{whole}(?!\d)")


def _within_larger(text: str, match: re.Match[str], number: Number) -> bool:
    """Tell whether what was found is some groups of a larger number that is grouped by spaces."""
    if number.code:
        return False
    is_group = re.match(r"\d{3}(?!\d)", match[0])  # a group of a larger number has three digits
    if is_group and re.search(rf"(?<!\d)\d{{1,3}}[{SPACES}]$", text[: match.start()]):
        return True
    grouped = len(number.whole) <= 3 or len(match[0]) > len(number.whole)
    return grouped and bool(re.match(rf"[{SPACES}]\d{{3}}(?!\d)", text[match.end() :]))


def _groups(digits: str) -> list[str]:
    head = len(digits) % 3 or 3
    return [digits[:head], *(digits[i : i + 3] for i in range(head, len(digits), 3))]
