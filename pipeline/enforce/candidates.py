"""What may stand in a draft where a pin is unmet: the forms of a term, the spellings of a number.

All forms are possible, and the model tells which one the sentence asks for; but scoring dozens for
every pin costs more than the translation did. The words that a form is to replace say most of
it already: a draft that has «Нахичеваньда» wants the locative of Нахчыван. So the forms are
ranked by how they end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz import fuzz

from glossary import casing
from glossary.inflect import forms
from glossary.model import Case, Form, Mention, Number, Possessor, Term
from pipeline.numbers import spelling
from pipeline.pins import Pin, gloss_of

SAME_NAME: Final = 60.0
"""Likeness (rapidfuzz ratio, per cent) above which two words are versions of one name."""

_COMMON: Final = (Case.NOMINATIVE, Case.GENITIVE, Case.LOCATIVE, Case.PREPOSITIONAL)
"""Cases tried first where the replaced words say nothing."""


def candidates(pin: Pin, locale: str, *, replaced: str, initial: bool, limit: int) -> list[str]:
    """Return what could stand in place of ``replaced`` to meet a pin, the likeliest first.

    Args:
        pin: the pin to meet.
        locale: the target locale.
        replaced: the words of the draft that would go; empty where something is inserted.
        initial: whether it begins the sentence, where a common noun takes a capital.
        limit: how many at most.
    """
    if pin.number is not None:
        return [_with_ending(spelling(pin.number, locale), replaced)]
    mention = pin.mention
    assert mention is not None
    found = list(_forms(wanted_term(mention, locale), mention.number, locale))
    likeness = _likeness([form.text for form in found], replaced)
    ranked = sorted(found, key=lambda form: (-likeness[form.text], *_rank(form, mention.number)))
    texts = []
    for text in dict.fromkeys(form.text for form in ranked):
        shown = casing.capitalise(text, locale) if initial else text
        texts.append(_with_gloss(shown, mention, locale))
    return texts[:limit]


def wanted_term(mention: Mention, locale: str) -> Term:
    """Return the term that renders a mention best: an acronym for an acronym, else the preferred.

    >>> from glossary.model import Concept
    >>> un = Concept(id="un", subject="x", terms={
    ...     "en": (Term(text="UN", locale="en", acronym=True),),
    ...     "ru": (Term(text="Организация Объединённых Наций", locale="ru"),
    ...            Term(text="ООН", locale="ru", acronym=True))})
    >>> mention = Mention(concept=un, term=un.terms["en"][0], start=0, end=2)
    >>> wanted_term(mention, "ru").text
    'ООН'
    """
    allowed = mention.concept.allowed(locale)
    alike = (term for term in allowed if term.acronym == mention.term.acronym)
    return next(alike, allowed[0])


def _forms(term: Term, number: Number, locale: str) -> Iterable[Form]:
    """Return the forms of the mention's number; Turkic nouns after a numeral stay singular."""
    found = [form for form in forms(term, possessed=True) if _is_likely(form)]
    if locale == "ru":
        alike = [form for form in found if form.number is number or form.adjective]
        return alike or found
    return found


def _is_likely(form: Form) -> bool:
    return form.possessor in {None, Possessor.THIRD_SINGULAR}


def _rank(form: Form, number: Number) -> tuple[bool, bool, int, bool]:
    order = _COMMON.index(form.case) if form.case in _COMMON else len(_COMMON)
    return (form.adjective, form.number is not number, order, form.possessor is not None)


def _likeness(texts: Sequence[str], replaced: str) -> dict[str, float]:
    """Tell how alike each form is to the words that it would replace.

    Where these are a version of the same name (Нахичеванда for Нахчыван), the whole tells; where
    they are another word altogether, only its ending does.
    """
    gone = replaced.casefold()
    ratios = {text: round(fuzz.ratio(text.casefold(), gone), 3) for text in texts}
    if max(ratios.values(), default=0) >= SAME_NAME:
        return ratios
    return {text: float(_shared_ending(text, replaced)) for text in texts}


def _shared_ending(form: str, replaced: str) -> int:
    """Count the letters that two texts share at their ends."""
    shared = 0
    for one, other in zip(reversed(form.casefold()), reversed(replaced.casefold()), strict=False):
        if one != other:
            break
        shared += 1
    return shared


def _with_ending(number: str, replaced: str) -> str:
    """Put the ending of the replaced words (2018-ci, 70'e, 160-тан) on a number."""
    digits_end = max((i + 1 for i, char in enumerate(replaced) if char.isdigit()), default=0)
    tail = replaced[digits_end:] if digits_end else ""
    return number + tail if tail[:1] in {"-", "'", "’", ".", "%"} else number


def _with_gloss(text: str, mention: Mention, locale: str) -> str:
    gloss = gloss_of(mention, locale)
    if not gloss:
        return text
    return f"{text} («{gloss}»)" if locale in {"kk", "ru"} else f"{text} ({gloss})"
