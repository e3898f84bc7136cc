"""The numbers of an English text: their digits, and what they are part of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_NUMBER: Final = re.compile(
    r"""(?<![\w.,])                       # not inside a word, not the tail of another number
        (?P<digits>
          \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?   # 70,000  1,234.5
          | \d+(?:\.\d+)?(?![.]\d)             # 2009  14.25
        )
        (?P<ordinal>st|nd|rd|th)?(?!\w)""",
    re.VERBOSE,
)
_PHONE: Final = re.compile(r"\+\d[\d ()-]{6,}\d")
_CODE: Final = re.compile(r"\w+(?:-\w+)*")
_LETTERED: Final = re.compile(r"[^\W\d_]-?\d|\d[A-Z]|\d[a-z]\d")
_OTHER_DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number of an English text, ``text[start:end]``.

    ``whole`` and ``fraction`` are its digits; ``grouped`` says that English grouped them, which
    a year never is. ``code`` marks digits that are part of a name or code (F-16, 10:30, A400M,
    1.2.3): they are copied as they are. ``word`` is the code with its letters, if it has any.
    """

    start: int
    end: int
    whole: str
    fraction: str = ""
    grouped: bool = False
    ordinal: bool = False
    code: bool = False
    word: str = ""


def numbers(text: str) -> tuple[Number, ...]:
    """List the numbers of an English text in order.

    >>> [(n.whole, n.fraction, n.grouped) for n in numbers("70,000 events, 14.25 percent, in 2024")]
    [('70000', '', True), ('14', '25', False), ('2024', '', False)]
    >>> [(n.whole, n.word) for n in numbers("two F-16 jets, a 5G network at 10:30") if n.code]
    [('16', 'F-16'), ('5', '5G'), ('10', ''), ('30', '')]
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
                word=_word(text, start, end) if code else "",
            )
        )
        taken[start:end] = [True] * (end - start)
    found += [
        Number(
            start=match.start(),
            end=match.end(),
            whole=match[0],
            code=True,
            word=_word(text, *match.span()),
        )
        for match in _OTHER_DIGITS.finditer(text)
        if not taken[match.start()]
    ]
    return tuple(sorted(found, key=lambda number: number.start))


def _word(text: str, start: int, end: int) -> str:
    """Return the word that digits are part of, unless all it has besides is an ending or a unit.

    >>> _word("A400M", 1, 4), _word("4x4", 0, 1), _word("1990s", 0, 4), _word("5km", 0, 1)
    ('A400M', '4x4', '', '')
    """
    word = next((m[0] for m in _CODE.finditer(text) if m.start() <= start and m.end() >= end), "")
    return word if _LETTERED.search(word) else ""


def _is_code(text: str, start: int, end: int) -> bool:
    """Tell whether digits hang on something that makes them a name or a time."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return bool(re.search(r"[^\W\d]-$|[:/#@_]$", before) or re.match(r"[:/@_]\w", after))
