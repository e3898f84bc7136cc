"""Turkish and Azerbaijani i: İ is its capital, and I that of ı (Unicode Standard, 5.18).

Programs that know only English make ISTANBUL and Istanbul of istanbul, ıstanbul of ISTANBUL, and
an i with two dots of İ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from glossary.casing import lower
from pipeline.checks.base import Remark, Severity, check
from pipeline.checks.unit import WORD, Unit

_DOTTED: Final = frozenset({"tr", "az"})
_DOTS: Final = str.maketrans({"ı": "i", "İ": "i", "I": "i"})
# In a native word, no ı follows e, ə, i, ö, ü, nor comes first before them (vowel harmony).
_AFTER_FRONT: Final = re.compile(r"[eəiöü][^aeəıioöuü]*ı")
_BEFORE_FRONT: Final = re.compile(r"ı[^aeəıioöuü]*[eəiöü]")


@check("C01", "turkic-casing", Severity.ERROR)
def turkic_casing(unit: Unit) -> Iterator[Remark]:
    """An i has lost its dot, or an ı has gained one, when its case was changed."""
    if unit.locale not in _DOTTED:
        return
    known = _names(unit)
    for match in WORD.finditer(unit.prose):
        word = match[0]
        small = lower(word, unit.locale)
        merged = small.translate(_DOTS)
        name = next((name for name in known if merged.startswith(name.translate(_DOTS))), None)
        if "i\u0307" in word or "İ\u0307" in word:
            yield Remark(message=f"“{word}” has an i with two dots")
        elif name and not small.startswith(name):
            yield Remark(message=f"“{word}” is not how {unit.locale} cases “{name}”")
        elif name is None and word not in unit.source_words and _is_odd(word, small):
            yield Remark(message=f"“{word}” has the wrong one of I and İ")


def _names(unit: Unit) -> list[str]:
    """Return the words of the terms asked for that have an i, in lower case."""
    terms = (
        term.text
        for pin in unit.pins
        if pin.mention
        for term in pin.mention.concept.allowed(unit.locale)
        if not term.acronym
    )
    words = (lower(word, unit.locale) for text in terms for word in WORD.findall(text))
    return [word for word in words if len(word) > 3 and ("i" in word or "ı" in word)]


def _is_odd(word: str, small: str) -> bool:
    if word.isupper():
        return len(word) > 3 and bool(_AFTER_FRONT.search(small) or _BEFORE_FRONT.match(small))
    return word[0] in "Iı" and bool(_BEFORE_FRONT.match(small))
