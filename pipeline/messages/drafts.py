"""From the entries of a program's catalog to drafts: each form a block of its own.

An entry is prepared as one or more blocks, which are drafted like those of an article, together
with whatever else a run drafts; then they are put together, made to agree, and verified. What a
program could not use is never written: the entry stays empty and says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.catalogs import Drafted, Entry, PluralForms
from pipeline.checks import Unit
from pipeline.checks.mend import apply
from pipeline.draft import Prepared
from pipeline.messages import lines
from pipeline.messages.agreement import agreement, following
from pipeline.messages.format import MessageFormat
from pipeline.messages.plurals import Asked, asked
from pipeline.messages.syntax import syntax_of
from pipeline.messages.verify import doubts, faults
from pipeline.model import Block, Role
from pipeline.pins import Pinner
from pipeline.segments import split

_ICU: Final = re.compile(r"\{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,")
_NUMBERED: Final = re.compile(r"(?:the number |“)(\d+)(?: is missing|” may stand)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One form of an entry that is to be drafted: what is asked for, its format, its block."""

    asked: Asked
    format: MessageFormat
    prepared: Prepared


def prepare(entry: Entry, locale: str, forms: PluralForms) -> tuple[Form, ...]:
    """Prepare an entry for drafting in a catalog with such plural forms."""
    syntax = syntax_of(entry.flags)
    prepared = []
    for each in asked(entry, syntax, forms):
        counts = {each.counted: str(each.number)} if each.counted else {}
        format_ = MessageFormat.of(each.source, syntax, locale, counts)
        inline = format_.parse(each.source)
        block = Block(source=each.source, role=Role.LABEL, line=0)
        segments = split(inline, lines.beginnings(inline))
        prepared.append(
            Form(
                asked=each,
                format=format_,
                prepared=Prepared(block=block, format=format_, inline=inline, segments=segments),
            )
        )
    return tuple(prepared)


def assemble(
    forms: Sequence[Form], drafts: Sequence[Drafted], locale: str, pinner: Pinner | None
) -> Drafted:
    """Put the drafts of an entry's forms together.

    Args:
        forms: what was prepared.
        drafts: the draft of each.
        locale: their locale.
        pinner: knows the terms that are counted.
    """
    texts: list[str] = []
    reasons: list[str] = []
    single = ""
    for form, draft in zip(forms, drafts, strict=True):
        unit = Unit(
            source=form.asked.source,
            target=draft.text,
            locale=locale,
            format=form.format,
            pinner=pinner,
        )
        text = draft.text
        if form.asked.counted and form.asked.number is not None:
            mark = form.format.key_of(form.asked.counted)
            text = apply(unit, agreement(unit, form.asked.number, mark, single))
            single = single or following(unit, mark)
        text, wrong = _finished(form, text)
        texts.append(text)
        reasons += [*_in_words(draft.reasons, form), *wrong]
    met, wanted = zip(*(map(int, draft.pins.split("/")) for draft in drafts), strict=True)
    return replace(
        drafts[0],
        text="\0".join(texts if all(texts) else [""] * len(texts)),
        terms=tuple(dict.fromkeys(term for draft in drafts for term in draft.terms)),
        pins=f"{sum(met)}/{sum(wanted)}",
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _finished(form: Form, text: str) -> tuple[str, list[str]]:
    """Return a translation as its program reads it, and what needs eyes; empty if it is unfit."""
    source = form.asked.source
    text, moved = form.format.finished(text)
    if _ICU.search(source):
        return "", ["a message that chooses between texts by itself is left to a person"]
    if source.strip() and not text.strip():
        return "", ["the model wrote nothing"]
    if unfit := [*faults(source, text, form.format)]:
        return "", [f"the draft was thrown away: {fault}" for fault in unfit]
    reasons = [*doubts(source, text, form.format)]
    if moved:
        reasons.append("placeholders changed places; see that each stands where it should")
    return text, reasons


def _in_words(reasons: Iterable[str], form: Form) -> Iterator[str]:
    """Yield reasons with placeholders in the place of the numbers that stood in for them."""
    unnumbered = form.format.syntax.unnumbered
    stand_ins = {shown: unnumbered(key) for key, shown in form.format.shown.items()}
    for reason in reasons:
        if reason.startswith("the line break") and "<br" not in form.asked.source:
            continue  # wherever a sentence is wrapped, it reads the same
        found = _NUMBERED.match(reason)
        placeholder = stand_ins.get(found[1]) if found else None
        yield f"{placeholder} may stand in the wrong place" if placeholder else reason
