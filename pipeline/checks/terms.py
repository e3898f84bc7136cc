"""Terms and numbers: the pins of the source, met or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from glossary import Rank, Term
from glossary.casing import lower
from pipeline.checks.base import Remark, Severity, check
from pipeline.checks.unit import FILLER, WORD, Unit
from pipeline.names import missing_names
from pipeline.numbers import spelling
from pipeline.pins import label

_INNER: Final = 4  # letters from which a stem may stand inside a compound


@check("T01", "name-missing", Severity.ERROR)
def name_missing(unit: Unit) -> Iterator[Remark]:
    """A name that the source mentions has no rendition that the glossary knows."""
    yield from _missing(unit, names=True)


@check("T02", "term-forbidden", Severity.ERROR)
def term_forbidden(unit: Unit) -> Iterator[Remark]:
    """The translation uses a term that the glossary forbids for what the source mentions."""
    for rendition in unit.verdict.forbidden:
        preferred = rendition.concept.preferred(unit.locale)
        instead = f": use {preferred.text}" if preferred else ""
        used = unit.text[rendition.start : rendition.end]
        yield Remark(message=f"“{used}” is {Rank.FORBIDDEN}{instead}")


@check("T03", "term-missing", Severity.WARNING)
def term_missing(unit: Unit) -> Iterator[Remark]:
    """A term that the source mentions has no rendition that the glossary knows."""
    yield from _missing(unit, names=False)


@check("T04", "unknown-name", Severity.WARNING)
def unknown_name(unit: Unit) -> Iterator[Remark]:
    """A name that the glossary does not know has no word in the translation that sounds like it."""
    if unit.pinner:
        for name in missing_names(unit.source_prose, unit.prose, unit.pins):
            yield Remark(message=f"nothing sounds like the name {name}")


@check("N01", "number-missing", Severity.ERROR)
def number_missing(unit: Unit) -> Iterator[Remark]:
    """A number of the source is not in the translation."""
    missing = [spelling(pin.number, unit.locale) for pin in unit.verdict.unmet if pin.number]
    if missing:
        yield Remark(message=f"missing: {', '.join(missing)}")


@check("N02", "number-stray", Severity.ERROR)
def number_stray(unit: Unit) -> Iterator[Remark]:
    """The translation has a number that the source has not."""
    strays = [unit.text[start:end] for start, end in unit.verdict.strays]
    if strays:
        yield Remark(message=f"not in the source: {', '.join(dict.fromkeys(strays))}")


def _missing(unit: Unit, *, names: bool) -> Iterator[Remark]:
    """Yield the names, or the other terms, that are missing.

    People derive and compound (Transhazar, полумиллиона, қарулы күштер), so that what contains
    the stems of a term's words passes here; the pins of a draft are stricter.
    """
    missing = [
        pin.mention.concept
        for pin in unit.verdict.unmet
        if pin.mention and (pin.mention.concept.pos == "proper noun") is names
    ]
    if not missing:
        return
    times = Counter(concept.id for concept in missing)
    met = {pin.mention.concept.id for pin, _ in unit.verdict.met if pin.mention}
    free = _without_renditions(unit)
    for concept in {concept.id: concept for concept in missing}.values():
        if not names and concept.id in met:
            continue  # the second time, people write "it" or nothing
        allowed = concept.allowed(unit.locale)
        lacking = times[concept.id] - max(_likely(term, free, unit.locale) for term in allowed)
        if lacking > 0:
            wanted = " / ".join(term.text for term in allowed[:3])
            often = f" ({lacking} times)" if lacking > 1 else ""
            yield Remark(message=f"“{label(concept)}” is not rendered as {wanted}{often}")


def _without_renditions(unit: Unit) -> str:
    """Return the translation in lower case, without the renditions that pins have taken."""
    text = lower(unit.prose, unit.locale)
    for pin, (start, end) in unit.verdict.met:
        if pin.mention:
            text = text[:start] + FILLER * (end - start) + text[end:]
    return text


def _likely(term: Term, text: str, locale: str) -> int:
    """Count how often the stems of all words of a term, or of its adjective, are in a text."""
    counts = [0]
    for shape in filter(None, (term.text, term.adjective)):
        words = WORD.findall(lower(shape, locale))
        stems = [_stem(word, alone=len(words) == 1) for word in words]
        counts.append(min((_count(stem, text) for stem in stems), default=0))
    return max(counts)


def _stem(word: str, *, alone: bool) -> str:
    """Return what stays of a word in its derivations: all but two letters or so.

    Half of a word does where the others of its term stand in the text too.
    """
    if alone:
        return word[: max(4, len(word) - 2)]
    return word[: max(3, (len(word) + 1) // 2)]


def _count(stem: str, text: str) -> int:
    if len(stem) >= _INNER:
        return text.count(stem)
    return len(re.findall(rf"(?<!\w){re.escape(stem)}", text))
