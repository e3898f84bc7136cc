"""What was not translated: nothing there, the source itself, or English left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pipeline.checks.base import Remark, Severity, check
from pipeline.checks.unit import WORD, Unit

# Left out are those that are Turkish or Azerbaijani words too: on, in, an, at, as, her, it, is,
# not, and (an oath).
_ENGLISH_WORDS: Final = """
the of with from which that this were was has have been would will their they its who after
said for are by into about between
"""
_ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())
_NEAR: Final = 30  # characters in which the word before is looked for
_CYRILLIC: Final = frozenset({"kk", "ru"})
_LATIN_WORD: Final = re.compile(r"(?<![\w@./-])[A-Za-z][A-Za-z'’]*(?![\w@/])")
_ROMAN: Final = re.compile(r"[IVXLCDM]+")


@check("U01", "empty", Severity.WARNING, blank=True)
def empty(unit: Unit) -> Iterator[Remark]:
    """There is no translation."""
    if unit.source.strip() and not unit.target:
        yield Remark(message="not translated")
    elif unit.source.strip() and not unit.target.strip():
        yield Remark(message="nothing but white space", severity=Severity.ERROR)


@check("U02", "same-as-source", Severity.ERROR)
def same_as_source(unit: Unit) -> Iterator[Remark]:
    """The translation is the English source."""
    if unit.prose.split() == unit.source_prose.split():
        plain = [word for word in WORD.findall(unit.prose) if word.islower() and len(word) > 1]
        if len(plain) >= 2 or _ENGLISH.intersection(plain):
            yield Remark(message="the source itself, not a translation")


@check("U03", "english-left", Severity.ERROR)
def english_left(unit: Unit) -> Iterator[Remark]:
    """English words were left in the translation."""
    if unit.locale in _CYRILLIC:
        left = [match[0] for match in _LATIN_WORD.finditer(unit.unquoted) if _is_left(unit, match)]
    else:
        words = [*WORD.finditer(unit.unquoted)]
        left = [word[0] for word in words if word[0] in _ENGLISH and not _in_a_name(unit, word)]
        source = WORD.findall(unit.source_prose)
        pairs = set(pairwise(source))
        for one, other in pairwise(words):
            pair = (one[0], other[0])
            if pair in pairs and all(w.islower() and len(w) > 1 for w in pair):
                left.append(" ".join(pair))
    if left and unit.prose.split() != unit.source_prose.split():
        yield Remark(message=f"English was left: {', '.join(dict.fromkeys(left))}")


def _is_left(unit: Unit, match: re.Match[str]) -> bool:
    """Tell an English word among Cyrillic ones from a name, an acronym and a letter of a list."""
    word = match[0]
    if len(word) < 2 or word.isupper() or _ROMAN.fullmatch(word):
        return False
    if word[0].isupper():
        return word.lower() in _ENGLISH and not _in_a_name(unit, match)
    # iPhone, eBay
    return word.islower() and not _in_a_name(unit, match)


def _in_a_name(unit: Unit, match: re.Match[str]) -> bool:
    """Tell whether capitals stand on both sides, as in Bank of America."""
    before = WORD.findall(unit.unquoted, max(0, match.start() - _NEAR), match.start())
    after = WORD.search(unit.unquoted, match.end())
    return bool(before and before[-1][0].isupper() and after and after[0][0].isupper())
