"""Letters: of one alphabet in a word, and of the locale's own.

Latin and Cyrillic share shapes (Unicode Technical Standard 39, confusables); a look-alike is
invisible to a reader and breaks searching, sorting and spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from glossary.alphabets import Strangeness, strangeness
from pipeline.checks.base import Edit, Remark, Severity, check
from pipeline.checks.unit import WORD, Unit

_CYRILLIC: Final = frozenset({"kk", "ru"})
_LATIN_SHAPES: Final = "aceopxyABCEHKMOPTXihIəƏɵ"
_CYRILLIC_SHAPES: Final = "асеорхуАВСЕНКМОРТХіһІәӘө"
# A Latin Y may be a Kazakh У or Ү, a Latin i or h no Russian letter.
_TO_CYRILLIC: Final = {
    "kk": dict(zip(_LATIN_SHAPES, _CYRILLIC_SHAPES, strict=True)),
    "ru": dict(zip(_LATIN_SHAPES[:18], _CYRILLIC_SHAPES[:18], strict=True)),
}
_TO_LATIN: Final = dict(zip(_CYRILLIC_SHAPES[:23], _LATIN_SHAPES[:23], strict=True)) | {"У": "Y"}
_LATIN: Final = re.compile(r"[a-zA-ZÀ-ɏəɵ]")
_ALONE: Final = re.compile(r"(?<![\w.'’&)-])[aceoy](?![\w.)'’-])")


@check("A01", "look-alike", Severity.ERROR)
def look_alike(unit: Unit) -> Iterator[Remark]:
    """A word mixes Latin and Cyrillic letters."""
    for match in WORD.finditer(unit.prose):
        word = match[0]
        if word.isascii() or word in unit.source_words:
            continue
        match strangeness(word, unit.locale):
            case (Strangeness.MIXED, letters):
                codes = ", ".join(f"{letter} U+{ord(letter):04X}" for letter in letters)
                mended = _mended(word, unit.locale)
                edits = (Edit(start=match.start(), end=match.end(), text=mended),) if mended else ()
                yield Remark(message=f"“{word}” mixes two alphabets: {codes}", edits=edits)
    if unit.locale in _CYRILLIC:
        for match in _ALONE.finditer(unit.unquoted):
            if match[0] not in unit.source_words:
                yield Remark(message=f"“{match[0]}” is a Latin letter, not a Cyrillic word")


@check("A02", "foreign-letter", Severity.WARNING)
def foreign_letter(unit: Unit) -> Iterator[Remark]:
    """A word has letters that the alphabet of the locale lacks; quoted names may."""
    for match in WORD.finditer(unit.unquoted):
        word = match[0]
        if word.isascii() and unit.locale != "az":
            continue
        if word in unit.source_words or (unit.locale not in _CYRILLIC and word[0].isupper()):
            continue
        match strangeness(word, unit.locale):
            case (Strangeness.LETTERS, letters) if not _is_term(unit, match):
                yield Remark(message=f"“{word}” has letters foreign to the locale: {letters}")
            case (Strangeness.SCRIPT, _) if unit.locale not in _CYRILLIC:
                yield Remark(message=f"“{word}” is not written in Latin letters")
            case (Strangeness.SCRIPT, _) if word.islower():  # names keep their letters
                yield Remark(message=f"“{word}” is not written in Cyrillic letters")


def _mended(word: str, locale: str) -> str:
    """Return a word with its look-alikes replaced; empty where some letter has no like."""
    if locale in _CYRILLIC:
        strangers = [letter for letter in word if _LATIN.match(letter)]
        table = _TO_CYRILLIC[locale]
    else:
        strangers = [letter for letter in word if not _LATIN.match(letter)]
        table = _TO_LATIN
    if len(strangers) * 2 > len(word) or not all(letter in table for letter in strangers):
        return ""
    return "".join(table[letter] if letter in strangers else letter for letter in word)


def _is_term(unit: Unit, match: re.Match[str]) -> bool:
    """Tell whether the word stands in the rendition of a term."""
    places = (place for pin, place in unit.verdict.met if pin.mention)
    return any(start <= match.start() < end for start, end in places)
