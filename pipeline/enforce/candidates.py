"""What may stand in a draft where a pin is unmet: the forms of a term, the spellings of a number.

All forms are possible, and the model tells which one the sentence asks for; but scoring dozens for
every pin costs more than the translation did. The words that a form is to replace say most of
it already: a draft that has «Нахичеваньда» wants the locative of Нахчыван. So the forms are
ranked by how they end, and by the case that the source asks for (`expected`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz import fuzz

from glossary import casing
from glossary.inflect import forms
from glossary.model import THIRD_PERSON, Case, Form, Mention, Number, Possessor, Term
from pipeline.numbers import agreeing, spelling
from pipeline.pins import Pin, gloss_of

SAME_NAME: Final = 60.0
"""Likeness (rapidfuzz ratio, per cent) above which two words are versions of one name."""

_TELLING: Final = 2.0
"""Letters of an ending that tell of a case."""

_TOLD: Final = 75.0
_CLEARLY: Final = 4.0
"""Likeness from which, and distance by which, a form needs no other beside it."""

_HARMONY: Final = str.maketrans("eəıuüеіт’", "aaiiiаыд'")
"""Letters of endings that stand for one another by vowel harmony and voicing."""

_ENDING: Final = re.compile("(?P<joint>[-\u2011'’])(?P<letters>[^\\W\\d_]+)")
"""An ending on a number."""

_COMMON: Final = (Case.NOMINATIVE, Case.GENITIVE, Case.LOCATIVE, Case.PREPOSITIONAL)
"""Cases tried first where the replaced words say nothing."""


def candidates(
    pin: Pin,
    locale: str,
    *,
    replaced: str,
    initial: bool,
    limit: int,
    case: Case | None = None,
) -> list[str]:
    """Return what could stand in place of ``replaced`` to meet a pin, the likeliest first.

    Args:
        pin: the pin to meet.
        locale: the target locale.
        replaced: the words of the draft that would go; empty where something is inserted.
        initial: whether it begins the sentence, where a common noun takes a capital.
        limit: how many at most.
        case: the case that the source asks for, where it does so plainly.
    """
    if pin.number is not None:
        if pin.number.word and not replaced:
            return [pin.number.word]
        return _with_ending(spelling(pin.number, locale), replaced, locale)[:limit]
    mention = pin.mention
    assert mention is not None
    found = list(_forms(wanted_term(mention, locale), mention.number, locale))
    likeness = _likeness([form.text for form in found], replaced)
    ranked = sorted(found, key=lambda form: (-likeness[form.text], *_rank(form, mention.number)))
    best = likeness[ranked[0].text]
    plain = (form for form in ranked if not (form.adjective or form.possessor))
    asked = next((form for form in plain if form.case is case), None)
    if _is_told(likeness.values()):
        limit = 1
    elif asked and best < SAME_NAME:
        # What stood there may say more than the source, as in «Бакудегі» for "in Baku".
        says_else = best >= _TELLING and ranked[0].case is not case
        limit = min(limit, 2 if says_else else 1)
        ranked = [*ranked[: limit - 1], asked]
    # The dictionary form is right more often than any other, whatever stood there.
    ranked.insert(max(limit - 1, 1), found[0])
    mark = "’" if "’" in replaced else "'"
    texts = list(dict.fromkeys(re.sub("['’]", mark, form.text) for form in ranked))[:limit]
    shown = [casing.capitalise(text, locale) if initial else text for text in texts]
    return [_with_gloss(text, mention, locale) for text in shown]


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
    found = [form for form in forms(term, owners=THIRD_PERSON) if _is_likely(form)]
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


def _is_told(likeness: Iterable[float]) -> bool:
    """Tell whether one form is so like what it replaces that the model need not be asked.

    >>> _is_told([92.0, 80.0, 71.0]), _is_told([92.0, 91.0]), _is_told([70.0, 20.0])
    (True, False, False)
    """
    best, *others = sorted(set(likeness), reverse=True)
    return best >= _TOLD and best - max(others, default=0.0) >= _CLEARLY


def _shared_ending(form: str, replaced: str) -> int:
    """Count the letters that two texts share at their ends, vowel harmony and voicing aside.

    >>> _shared_ending("Teşkilatı'ndan", "Konseyi'nden"), _shared_ending("Ұйымнан", "Кеңестен")
    (5, 2)
    """
    shared = 0
    pairs = zip(reversed(_levelled(form)), reversed(_levelled(replaced)), strict=False)
    for one, other in pairs:
        if one != other:
            break
        shared += one.isalpha()
    return shared


def _levelled(text: str) -> str:
    return text.casefold().translate(_HARMONY)


def _with_ending(number: str, replaced: str, locale: str) -> list[str]:
    """Put the ending of the replaced words (2018-ci, 70'e, 160-тан) on a number.

    It sounds as the new number asks for; where it may be one ending or another, both are given.

    >>> _with_ending("2016", "2018'de", "tr"), _with_ending("160", "80-нен", "kk")
    (["2016'da"], ['160-тан'])
    >>> _with_ending("2006", "2018-ci", "az"), _with_ending("20", "5'i", "tr")
    (['2006-cı'], ["20'yi", "20'si"])
    >>> _with_ending("6", "5-жылдары", "kk"), _with_ending("5", "7 %", "ru")
    (['6-жылдары'], ['5'])
    """
    digits_end = max((i + 1 for i, char in enumerate(replaced) if char.isdigit()), default=0)
    old, tail = replaced[:digits_end], replaced[digits_end:] if digits_end else ""
    if ending := _ENDING.match(tail):
        rest = tail[ending.end() :]
        found = agreeing(ending["letters"], number, locale, was=old) or (ending["letters"],)
        return [number + (ending["joint"] + each if each else "") + rest for each in found]
    return [number + tail if tail[:1] in {"-", ".", "%"} else number]


def _with_gloss(text: str, mention: Mention, locale: str) -> str:
    gloss = gloss_of(mention, locale)
    if not gloss:
        return text
    return f"{text} («{gloss}»)" if locale in {"kk", "ru"} else f"{text} ({gloss})"
