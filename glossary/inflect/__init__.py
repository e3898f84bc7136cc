"""The forms of a term: every case and number that running text may hold, the best first.

Kazakh, Turkish and Azerbaijani nouns are built by one rule engine (`turkic`), Russian phrases by
the dictionary and agreement (`russian`). Nothing here reads files but the Russian dictionary,
which is loaded at the first Russian term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from glossary.inflect import turkic
from glossary.inflect.azerbaijani import AZERBAIJANI
from glossary.inflect.kazakh import KAZAKH
from glossary.inflect.turkish import TURKISH
from glossary.model import LOCALES, Case, Form, Number, Possessor, Term

__all__ = ["forms", "inflect"]

_TURKIC: Final = {grammar.locale: grammar for grammar in (KAZAKH, TURKISH, AZERBAIJANI)}


@lru_cache(maxsize=4096)
def forms(term: Term, *, owners: tuple[Possessor, ...] = ()) -> tuple[Form, ...]:
    """Return every form of ``term``: number by number, case by case, the best of a cell first.

    ``owners`` adds, for Turkic terms, the forms with these possessors. The forms of the derived
    adjective stand at the end. No form stands twice. Where the term gives an irregular form, that
    is the only one of its cell.

    Raises:
        ValueError: the term's locale is none that the glossary translates to, or one of its
            irregular forms names no cell.

    >>> baku = Term(text="Bakü", locale="tr", proper=True, number=Number.SINGULAR)
    >>> [form.text for form in forms(baku) if form.case is Case.LOCATIVE]
    ["Bakü'de", 'Bakü’de']
    """
    if term.locale not in LOCALES:
        raise ValueError(
            f"no inflection for locale {term.locale!r} (term {term.text!r}); "
            f"the locales are {', '.join(LOCALES)}"
        )
    return tuple(dict.fromkeys((*_with_irregular(term, owners), *_adjectives(term))))


def inflect(term: Term, case: Case, number: Number, possessor: Possessor | None = None) -> str:
    """Return the best form of ``term`` in ``case`` and ``number``.

    A term that exists in one number only answers with it, whichever is asked for.

    Raises:
        ValueError: the term has no such case (Russian has no locative) or possessor.

    >>> inflect(Term(text="Бас штаб", locale="kk"), Case.DATIVE, Number.SINGULAR)
    'Бас штабқа'
    """
    cells = [
        form
        for form in forms(term, owners=(possessor,) if possessor else ())
        if form.case is case and form.possessor is possessor and not form.adjective
    ]
    best = next((form for form in cells if form.number is number), cells[0] if cells else None)
    if best is None:
        owner = f" of {possessor.name.lower()}" if possessor else ""
        raise ValueError(
            f"{term.text!r} ({term.locale}) has no form {case.name.lower()}{owner}; "
            f"ask `forms` for those it has"
        )
    return best.text


def _with_irregular(term: Term, owners: tuple[Possessor, ...]) -> Iterator[Form]:
    """Yield the regular forms, with the term's own in place of the cells that it overrides."""
    own = {_cell(term, key): text for key, text in term.irregular.items()}
    for form in _regular(term, owners):
        cell = form.case, form.number
        if form.possessor or cell not in own:
            yield form
        else:  # Once for each regular variant; `forms` drops the repetitions.
            yield from _either_apostrophe(replace(form, text=own[cell]))
    for (case, number), text in own.items():
        yield from _either_apostrophe(Form(text=text, case=case, number=number))


def _cell(term: Term, key: str) -> tuple[Case, Number]:
    case, _, number = key.partition(".")
    try:
        return Case(case), Number(number)
    except ValueError:
        raise ValueError(
            f"irregular form {key!r} of {term.text!r} ({term.locale}) names no case and number; "
            f"write it as GEN.SG or DAT.PL"
        ) from None


def _either_apostrophe(form: Form) -> Iterator[Form]:
    yield form
    yield replace(form, text=form.text.replace("'", "’"))


def _regular(term: Term, owners: tuple[Possessor, ...]) -> Iterator[Form]:
    if term.locale == "ru":
        # pymorphy3 takes long to import, and the other languages do without it.
        from glossary.inflect import russian  # noqa: PLC0415

        yield from russian.decline(term)
    else:
        yield from turkic.decline(_TURKIC[term.locale], term, owners=owners)


def _adjectives(term: Term) -> Iterator[Form]:
    """Yield the derived adjective: in every form in Russian, as it is in Turkic languages."""
    if not term.adjective:
        return
    if term.locale == "ru":
        from glossary.inflect import russian  # noqa: PLC0415 - as above

        yield from russian.decline_adjective(term.adjective)
    else:
        yield Form(
            text=term.adjective, case=Case.NOMINATIVE, number=Number.SINGULAR, adjective=True
        )
