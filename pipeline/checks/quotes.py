"""Quotes and brackets: of the locale's kind, and in pairs.

« » in Kazakh and Russian, “ ” in Turkish and Azerbaijani (CLDR, delimiters; TDK Yazım Kılavuzu,
"Tırnak İşareti"; Мильчин, «Справочник издателя и автора»). Within quotes others may stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from pipeline.checks.base import Edit, Remark, Severity, check
from pipeline.checks.unit import Unit

PAIRS: Final = {"kk": "«»", "ru": "«»", "tr": "“”", "az": "“”"}
_QUOTE: Final = re.compile(r"[«»“”„‟]|(?<!\d)\"")
_BRACKETS: Final = (("(", ")"), ("[", "]"))


@check("Q01", "quote-style", Severity.WARNING)
def quote_style(unit: Unit) -> Iterator[Remark]:
    """Quotation marks are not those of the locale."""
    own = PAIRS[unit.locale]
    outer = [pair for pair in _pairs(unit.prose) if "".join(pair[2:]) != own]
    if outer:
        shown = "".join(dict.fromkeys(kind for pair in outer for kind in pair[2:]))
        edits = tuple(
            Edit(start=place, end=place + 1, text=mark)
            for start, end, *_ in outer
            for place, mark in ((start, own[0]), (end, own[1]))
        )
        yield Remark(message=f"{shown} instead of {own}", edits=edits)


@check("Q03", "unpaired", Severity.ERROR)
def unpaired(unit: Unit) -> Iterator[Remark]:
    """A quotation mark or bracket is opened and not closed, or the other way round."""
    counts, source = Counter(unit.prose), Counter(unit.source_prose)
    for opening, closing in (*_BRACKETS, ("«", "»")):
        if counts[opening] != counts[closing] and source[opening] == source[closing]:
            yield Remark(message=f"{opening} and {closing} are not in pairs")
    closed = counts["”"] + (counts["“"] if counts["„"] else 0)  # „ is closed by either
    paired = source["“"] == source["”"] and source['"'] % 2 == 0
    if (counts["„"] or counts["“"]) != closed and paired:
        yield Remark(message="“ and ” are not in pairs")
    if counts['"'] % 2 and not source['"'] % 2:
        yield Remark(message='" is not in pairs')


def _pairs(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the outermost quotations: where they open and close, and with what.

    Nothing is yielded of a text whose quotation marks do not pair up.
    """
    found: list[tuple[int, int, str, str]] = []
    opened: list[tuple[int, str]] = []
    for match in _QUOTE.finditer(text):
        place, mark = match.start(), match[0]
        if mark in "«„" or (mark in '“‟"' and _opens(text, place, opened)):
            opened.append((place, mark))
        elif not opened:
            return
        else:
            start, opening = opened.pop()
            if not opened:
                found.append((start, place, opening, mark))
    if not opened:
        yield from found


def _opens(text: str, place: int, opened: list[tuple[int, str]]) -> bool:
    if any(mark == '"' for _, mark in opened) and text[place] == '"':
        return False
    if opened and opened[-1][1] == "„":
        return False
    return place == 0 or not text[place - 1].isalnum()
