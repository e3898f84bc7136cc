"""The counted noun of a plural form, in the form that its number asks for.

What the model wrote after the number is looked at: a term of the glossary by the forms of the
termbase, another Russian noun by the dictionary. In Turkic languages the noun after a number is
singular (5 dosya, never 5 dosyalar); a plural there is told by the form for one, which has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from glossary.casing import lower
from glossary.inflect import forms, inflect
from glossary.inflect.counted import counted
from glossary.model import Case, Form, Number, Term
from pipeline.checks import Edit, Unit
from pipeline.model import Mark, MarkKind

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_GAP: Final = re.compile(r"[ \u00a0]")
_LOOKED_AT: Final = 4  # words after a number, adjectives and the noun
_PLURAL: Final = re.compile(r"[лдт][ае]р|l[aeə]r")
_SHORTEST: Final = 2


def agreement(unit: Unit, number: int, placeholder: str, single: str = "") -> Iterator[Edit]:
    """Yield what makes the noun after a number agree with it.

    Args:
        unit: the message and its translation, with its format and pinner.
        number: the number that takes this form.
        placeholder: what stands for it, as its mark has it.
        single: the word that follows the number in the form for one; empty where there is none.
    """
    for mark in unit.inline.marks:
        if mark.kind is MarkKind.VERBATIM and mark.open == placeholder:
            words = _following(unit.text, mark)
            if not words:
                continue
            if edit := _of_term(unit, words[0].start(), number):
                yield edit
            elif unit.locale == "ru":
                yield from _of_words(unit.text, mark, words, number)
            elif singular := _singular(words[0][0], single):
                yield Edit(start=words[0].start(), end=words[0].end(), text=singular)


def following(unit: Unit, placeholder: str) -> str:
    """Return the word that follows a placeholder in a translation, empty for none."""
    for mark in unit.inline.marks:
        if mark.kind is MarkKind.VERBATIM and mark.open == placeholder:
            return next((word[0] for word in _following(unit.text, mark)), "")
    return ""


def _following(text: str, mark: Mark) -> list[re.Match[str]]:
    words: list[re.Match[str]] = []
    place = mark.end
    while len(words) < _LOOKED_AT and _GAP.match(text, place):
        word = _WORD.match(text, place + 1)
        if not word:
            break
        words.append(word)
        place = word.end()
    return words


def _of_words(text: str, mark: Mark, words: list[re.Match[str]], number: int) -> Iterator[Edit]:
    before = re.search(r"(\w+)[ \u00a0]$", text[: mark.start])
    new = counted([word[0] for word in words], number, before[1] if before else "")
    for word, form in zip(words, new or (), strict=False):
        if word[0] != form:
            yield Edit(start=word.start(), end=word.end(), text=form)


def _of_term(unit: Unit, start: int, number: int) -> Edit | None:
    """Return what puts a term of the glossary that begins at ``start`` in the right form."""
    for pin, (first, last) in unit.verdict.met:
        if first != start or pin.mention is None:
            continue
        shown = unit.text[first:last]
        for term in pin.mention.concept.allowed(unit.locale):
            found = [form for form in forms(term) if _is(shown, form.text, unit.locale)]
            if found and not any(form.adjective for form in found):
                return _mended(term, found, number, first, last)
    return None


def _mended(term: Term, found: list[Form], number: int, first: int, last: int) -> Edit | None:
    case, wanted = found[0].case, Number.SINGULAR
    if term.locale == "ru":
        direct = {Case.NOMINATIVE, Case.ACCUSATIVE, Case.GENITIVE}
        if not direct & {form.case for form in found}:
            return None  # the number is in this case too
        one = number % 10 == 1 and number % 100 != 11
        few = number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}
        case = Case.NOMINATIVE if one else Case.GENITIVE
        wanted = Number.SINGULAR if one or few else Number.PLURAL
    if any(form.number is wanted and (form.case is case or term.locale != "ru") for form in found):
        return None
    return Edit(start=first, end=last, text=inflect(term, case, wanted))


def _singular(word: str, single: str) -> str:
    """Return ``single`` where ``word`` is that very noun in the plural, else nothing.

    >>> _singular("dosyalardan", "dosyadan"), _singular("файлдар", "файл")
    ('dosyadan', 'файл')
    >>> _singular("dolar", "dolar")
    ''
    """
    common = 0
    while common < min(len(word), len(single)) and word[common] == single[common]:
        common += 1
    for end in range(common, _SHORTEST - 1, -1):
        if _PLURAL.match(word, end) and not _PLURAL.match(single, end):
            return single
    return ""


def _is(shown: str, form: str, locale: str) -> bool:
    return lower(shown, locale) == lower(form, locale)
