"""Numbers: what digits an English segment holds, and how each locale may write them.

A number is compared by its value. English "70,000" is "70 000" in Kazakh and Russian, "70.000" in
Turkish, either in Azerbaijani; a year is never grouped; "1.5" has a decimal comma in all four
(CLDR 48, `numbers/symbols`; TDK Yazım Kılavuzu, "Sayıların Yazılışı"; Мильчин, «Справочник издателя
и автора», 6.1; Azərbaycan dilinin orfoqrafiya qaydaları). What belongs to a number in words
(percent, million, October, km) is a term like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

SPACES: Final = " \u00a0\u202f\u2009"
"""What separates groups of digits: space, no-break, narrow no-break, thin."""

_GROUPS: Final = {
    "kk": SPACES,
    "ru": SPACES,
    "tr": ".",
    "az": SPACES + ".",
}
_PREFERRED_GROUP: Final = {"kk": " ", "ru": "\u00a0", "tr": ".", "az": " "}

_NUMBER = re.compile(
    r"""(?<![\w.,])                       # not inside a word, not the tail of another number
        (?P<digits>
          \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?   # 70,000  1,234.5
          | \d+(?:\.\d+)?(?![.]\d)             # 2009  14.25
        )
        (?P<ordinal>st|nd|rd|th)?(?!\w)""",
    re.VERBOSE,
)
_PHONE = re.compile(r"\+\d[\d ()-]{6,}\d")
_OTHER_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number of an English text, ``text[start:end]``.

    ``whole`` and ``fraction`` are its digits; ``grouped`` says that English grouped them, which
    a year never is. ``code`` marks digits that are part of a name or code (F-16, 10:30, A400M,
    1.2.3): they are copied as they are.
    """

    start: int
    end: int
    whole: str
    fraction: str = ""
    grouped: bool = False
    ordinal: bool = False
    code: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Where a target text writes a number: ``text[start:end]``, without any ending."""

    number: Number
    start: int
    end: int


def numbers(text: str) -> tuple[Number, ...]:
    """List the numbers of an English text in order.

    >>> [(n.whole, n.fraction, n.grouped) for n in numbers("70,000 events, 14.25 percent, in 2024")]
    [('70000', '', True), ('14', '25', False), ('2024', '', False)]
    >>> [(n.whole, n.code) for n in numbers("two F-16 jets at 10:30")]
    [('16', True), ('10', True), ('30', True)]
    """
    found = []
    taken = [False] * (len(text) + 1)
    phones = [phone.span() for phone in _PHONE.finditer(text)]
    for match in _NUMBER.finditer(text):
        start, end = match.span("digits")
        whole, _, fraction = match["digits"].partition(".")
        code = _is_code(text, start, match.end()) or any(a <= start < b for a, b in phones)
        if code and fraction:
            continue  # 1.2.3 and the like: taken digit by digit below
        found.append(
            Number(
                start=start,
                end=end,
                whole=whole.replace(",", ""),
                fraction=fraction,
                grouped="," in whole,
                ordinal=match["ordinal"] is not None,
                code=code,
            )
        )
        taken[start:end] = [True] * (end - start)
    found += [
        Number(start=match.start(), end=match.end(), whole=match[0], code=True)
        for match in _OTHER_DIGITS.finditer(text)
        if not taken[match.start()]
    ]
    return tuple(sorted(found, key=lambda number: number.start))


def _is_code(text: str, start: int, end: int) -> bool:
    """Tell whether digits hang on something that makes them a name or a time."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return bool(re.search(r"[^\W\d]-$|[:/#@_]$", before) or re.match(r"[:/@_]\w", after))


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
