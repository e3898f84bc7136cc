"""Russian nouns: how one inflects, whatever stands around it.

pymorphy3 knows the dictionary; the regular declensions fill what it has not: names, and the
plural of words that it calls singular-only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from glossary.casing import graft
from glossary.inflect import declension, exceptions
from glossary.inflect.declension import CASES, Cell
from glossary.inflect.russian_adjectives import adjective
from glossary.inflect.russian_dictionary import is_known, nominatives, paradigm, spelled
from glossary.model import Case, Number

Cells = Mapping[Cell, tuple[str, ...]]

_PERSONAL: Final = frozenset({"Name", "Surn", "Patr"})
# An adjective has a vowel before its ending; Прая is a noun.
_ADJECTIVAL: Final = re.compile(r"[аеёиоуыэюя].*(?:ая|яя|ое|ее|ые|ие|ый|ой|ск(?:ий|ая|ое|ие))$")
_YOUNG: Final = re.compile(r"[её]нок$")
_SLAVIC_PLACE: Final = re.compile(r"[вн]о$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Noun:
    """A noun with its forms, the best of each cell first.

    Attributes:
        cells: the forms; a plural-only noun has those of the plural.
        gender: ``masc``, ``femn``, ``neut``; ``None`` where adjectives do not ask for it.
        animate: decides the accusative, of adjectives too.
        plural_only: has no singular, or the term is a plural.
        invariable: every form is the same.
    """

    cells: Cells
    gender: str | None
    animate: bool
    plural_only: bool = False
    invariable: bool = False


def noun(
    token: str,
    *,
    proper: bool = False,
    gender: str | None = None,
    animate: bool | None = None,
    plural: bool = False,
) -> Noun | None:
    """Return ``token`` as a noun in the nominative, or ``None`` where it is none.

    Capitals and a hyphen are part of it. ``gender`` and ``animate`` override the dictionary,
    ``plural`` says that ``token`` is a plural.
    """
    first, hyphen, last = token.rpartition("-")
    if hyphen and first and last and not is_known(token):
        return _hyphenated(first, last, proper=proper, gender=gender, animate=animate)
    proper = proper and token[:1].isupper()
    if proper and not plural and not is_known(token):
        # The regular declension is right about unknown names more often than a guess is.
        adjectival = _ADJECTIVAL.search(token.lower())
        return None if adjectival else by_ending(token, gender=gender, animate=animate)
    if proper and plural and not is_known(token) and token.endswith("ы"):
        return _plural_place(token)
    readings = [p for p in nominatives(token, "NOUN") if "Abbr" not in p.tag]
    if not is_known(token):
        # Guessed are uninflected words, and names where no name is asked for.
        readings = [p for p in readings if not {"Fixd", *_PERSONAL} & p.tag.grammemes]
        readings = [] if _YOUNG.search(token.lower()) else readings
        if not readings and not adjective(token):
            kind = gender or declension.gender_of(token.lower())
            return by_ending(token, gender=kind, animate=animate) if kind else None
    if gender:
        readings = [p for p in readings if p.tag.gender in {gender, None}]
    if plural:
        readings = [p for p in readings if "plur" in p.tag]

    def misfit(reading: Any) -> tuple[bool, ...]:
        grammemes = reading.tag.grammemes
        return (
            bool(_PERSONAL & grammemes),
            "plur" in grammemes and "Pltm" not in grammemes,
            ("Geox" in grammemes) != proper,
        )

    reading = min(readings, key=misfit, default=None)
    if reading is None:
        return None
    if proper and animate is None and _PERSONAL & reading.tag.grammemes:
        animate = False  # People say so by `person`; Отар and Алят are places here.
    return from_dictionary(token, reading, animate)


def _plural_place(token: str) -> Noun:
    """Return an unknown place that has a plural only: Дарданеллы, Дарданелл.

    Such names of islands and mountains decline as those of the first declension do (РГ §1204).
    """
    cells = regular(token[:-1] + "а", "femn", animate=False).cells
    plural = {cell: forms for cell, forms in cells.items() if cell[1] is Number.PLURAL}
    return Noun(cells=plural, gender=None, animate=False, plural_only=True)


def by_ending(token: str, *, gender: str | None = None, animate: bool | None = None) -> Noun:
    """Return ``token``, a singular, as ``gender`` or else its ending says that it inflects."""
    by_itself = declension.gender_of(token.lower())
    return regular(token, gender or by_itself, animate=bool(animate))


def regular(token: str, gender: str | None, *, animate: bool) -> Noun:
    """Return ``token``, a singular, by the regular declension; no gender: it does not inflect."""
    forms = declension.decline(token.lower(), gender=gender, animate=animate)
    cells: dict[Cell, tuple[str, ...]] = {
        cell: (graft(token, form, "ru"),) for cell, form in forms.items()
    }
    if gender == "neut":
        cells = _with_slavic_place(cells, token)
    return Noun(cells=cells, gender=gender, animate=animate, invariable=gender is None)


def from_dictionary(token: str, reading: Any, animate: bool | None) -> Noun:
    """Return ``token`` as pymorphy's ``reading`` of it says; ``animate`` overrides that."""
    tag = reading.tag
    animate = tag.animacy == "anim" if animate is None else animate
    invariable = "Fixd" in tag
    plural_only = "plur" in tag and not invariable
    # The plural of what the dictionary calls singular-only is regular.
    regular_forms = declension.decline(
        reading.word, gender=None if invariable else tag.gender, animate=animate
    )
    known = {} if invariable else paradigm(token, reading)
    numbers = (Number.PLURAL,) if plural_only else tuple(Number)
    cells: dict[Cell, tuple[str, ...]] = {}
    for case, number in product(CASES, numbers):
        missing = (spelled(token, reading, regular_forms[case, number]),)
        cells[case, number] = known.get((case, number, None), missing)
    # РГ §1184: where animacy decides the accusative, it is another case's form.
    like = Case.GENITIVE if animate else Case.NOMINATIVE
    for number in numbers:
        if number is Number.PLURAL or (tag.gender == "masc" and token[-1:].lower() not in "ая"):
            cells[Case.ACCUSATIVE, number] = cells[like, number]
    if "Geox" in tag and tag.gender == "neut":
        cells = _with_slavic_place(cells, token)
    if reading.word in exceptions.RUSSIAN_BARE_GENITIVE:
        cells[Case.GENITIVE, Number.PLURAL] = (token[:-1],)
    return Noun(
        cells=cells,
        gender=tag.gender,
        animate=animate,
        plural_only=plural_only,
        invariable=invariable,
    )


def _with_slavic_place(
    cells: dict[Cell, tuple[str, ...]], token: str
) -> dict[Cell, tuple[str, ...]]:
    """Add the uninflected name to the forms of places like Косово.

    The strict norm declines them, much of the press does not (Rosenthal §149).
    """
    if not (token[:1].isupper() and _SLAVIC_PLACE.search(token)):
        return cells
    return {cell: tuple(dict.fromkeys((*forms, token))) for cell, forms in cells.items()}


def _hyphenated(
    first: str, last: str, *, proper: bool, gender: str | None, animate: bool | None
) -> Noun | None:
    """Return a hyphenated noun: as a rule its last part alone inflects (Нью-Йорк, вице-премьер).

    Both do where the first is a common noun that the second explains: государства-члена,
    страны-участницы, турка-киприота (РГ §1188, §2035; Rosenthal §150).
    """
    leading = None if first[:1].isupper() or not is_known(first) else noun(first)
    if leading and (
        first in exceptions.RUSSIAN_COMBINING or not _is_explained(leading, noun(last))
    ):
        leading = None
    if leading and not leading.invariable:
        following = noun(last, animate=leading.animate)
    else:
        # Шах-Дениз is no person although Дениз may be one.
        leading, animate = None, False if proper and animate is None else animate
        following = noun(last, proper=proper, gender=gender, animate=animate)
    if following is None:
        return None
    cells = {
        cell: tuple(
            f"{one}-{two}"
            for one in (leading.cells[cell] if leading else (first,))
            for two in forms
        )
        for cell, forms in following.cells.items()
    }
    head = leading or following
    return Noun(
        cells=cells,
        gender=head.gender,
        animate=head.animate,
        plural_only=following.plural_only,
        invariable=following.invariable and not leading,
    )


def _is_explained(leading: Noun, following: Noun | None) -> bool:
    """Whether a noun takes another for its apposition: neuters, feminines, and two persons."""
    if leading.gender == "masc":
        return leading.animate and following is not None and following.animate
    return leading.gender in {"neut", "femn"}
