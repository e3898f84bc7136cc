"""The endings that Russian hangs on a figure: 5-й, 2-го, 80-х (наращения).

One letter of the ordinal where a vowel goes before it, from its last consonant on otherwise:
5-й, 5-я, 5-го, never 5-ый or 5-ого. Cardinals are best written without any; the press does write
2-х and 5-ти (Мильчин и Чельцова, «Справочник издателя и автора», 6.1.4).
"""

from __future__ import annotations

import re
from typing import Final

_FULL: Final = {
    **dict.fromkeys(("ый", "ий", "ой", "ей", "ьей"), "й"),
    **dict.fromkeys(("ая", "ья"), "я"),
    **dict.fromkeys(("ое", "ье", "ые", "ьи"), "е"),
    **dict.fromkeys(("ого", "его", "ьего"), "го"),
    **dict.fromkeys(("ому", "ему", "ьему"), "му"),
    **dict.fromkeys(("ым", "им", "ом", "ем", "ьем", "ьим"), "м"),
    **dict.fromkeys(("ых", "их", "ьих", "ух", "ёх", "ех"), "х"),
    **dict.fromkeys(("ыми", "ими", "ьими"), "ми"),
    **dict.fromkeys(("ую", "ью"), "ю"),
}
_ORDINAL: Final = frozenset({"й", "я", "е", "го", "му", "м", "х", "ми", "ю"})
_OF_FEW: Final = frozenset({"х", "м", "мя"})
"""двух, трём, четырьмя; the first two are endings of ordinals as well (80-х)."""

_FEW: Final = re.compile(r"(?:^|[^1])[234]$")
_MANY: Final = re.compile(r"(?:[5-9]|1\d|[1-35-8]0)$")  # пяти, двенадцати, пятидесяти


def agreeing(ending: str, number: str, *, was: str = "") -> tuple[str, ...]:
    """Return an ending in lower case as it is after ``number``; see `endings.agreeing`.

    An ending of a cardinal that the new number has not is dropped.
    """
    short = _FULL.get(ending, ending)
    few = _FEW.search(number) is not None
    if short == "ти":
        return (short,) if _MANY.search(number) else ("",)
    if short in _OF_FEW and was and _FEW.search(was):
        return (short,) if few else ("",)
    if short == "мя":
        return (short,) if few else ("",)
    return (short,) if short in _ORDINAL else ()
