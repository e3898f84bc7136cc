"""Russian words: how one noun or adjective inflects, whatever stands around it.

pymorphy3 knows the dictionary; the regular declensions fill what it has not: names, and the
plural of words that it calls singular-only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, Final

import pymorphy3

from glossary.casing import graft, shared
from glossary.inflect import declension, exceptions
from glossary.inflect.declension import CASES, Cell
from glossary.model import Case, Number

Cells = Mapping[Cell, tuple[str, ...]]

# pymorphy's labels; the second prepositional (в лесу, в Крыму) stands as a variant.
_CASES: Final = {
    "nomn": Case.NOMINATIVE,
    "gent": Case.GENITIVE,
    "datv": Case.DATIVE,
    "accs": Case.ACCUSATIVE,
    "ablt": Case.INSTRUMENTAL,
    "loct": Case.PREPOSITIONAL,
    "loc2": Case.PREPOSITIONAL,
}
_NUMBERS: Final = {"sing": Number.SINGULAR, "plur": Number.PLURAL}
# Labels of spellings that go through a whole word (варенье beside варение), and of forms that
# newspapers avoid: those spellings where the term is not so, -ою, archaic, colloquial.
_VARIANTS: Final = frozenset({"V-be", "V-ie"})
_AVOIDED: Final = _VARIANTS | {"V-oy", "V-ey", "Arch", "Infr", "Slng", "Dist", "Erro", "Abbr"}
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


@lru_cache(maxsize=1)
def analyser() -> Any:
    """Return the one analyser; its dictionary takes some 0.1 s and 24 MB to load."""
    return pymorphy3.MorphAnalyzer()


def is_known(token: str) -> bool:
    """Whether the dictionary has ``token`` in this very form."""
    return bool(analyser().word_is_known(token.lower()))


@lru_cache(maxsize=4096)
def nominatives(token: str, *parts_of_speech: str) -> tuple[Any, ...]:
    """Return pymorphy's readings of ``token`` as such a part of speech in the nominative."""
    parses = analyser().parse(token)
    return tuple(p for p in parses if p.tag.POS in parts_of_speech and "nomn" in p.tag)


def _paradigm(token: str, reading: Any) -> dict[tuple[Case, Number, str | None], tuple[str, ...]]:
    """Return the forms of a reading of ``token`` by case, number and gender, the best first.

    Nouns have no gender here. Of two stems of one word a form takes the one that its nominative
    shows: высший, not высочайший; счета, счетов.
    """
    forms = list(_lexeme(reading))
    plurals = [form.word for form in forms if {"plur", "nomn"} <= form.tag.grammemes]
    # Where the dictionary has both, учителя and счета are the usual plurals of one stem.
    usual = (w for w in plurals if w.endswith(("а", "я")) and shared(w, reading.word) > 1)
    plural = next(usual, "".join(plurals[:1]))
    is_noun = reading.tag.POS == "NOUN"
    ranked: dict[tuple[Case, Number, str | None], list[tuple[bool, bool, int, int]]] = {}
    for place, form in enumerate(forms):
        tag = form.tag
        number = _NUMBERS[tag.number]
        gender = None if is_noun or number is Number.PLURAL else tag.gender
        model = plural if is_noun and number is Number.PLURAL else reading.word
        # The animate accusative of adjectives is set by whoever asks for it.
        special = tag.case == "loc2", not is_noun and tag.animacy == "anim"
        rank = (*special, -shared(form.word, model), place)
        ranked.setdefault((_CASES[tag.case], number, gender), []).append(rank)
    return {
        cell: tuple(
            dict.fromkeys(
                _spelled(token, reading, forms[place].word) for *_, place in sorted(ranks)
            )
        )
        for cell, ranks in ranked.items()
    }


def _lexeme(reading: Any) -> Iterator[Any]:
    """Yield the case forms of the word in ``reading`` that newspapers use."""
    labels = reading.tag.grammemes
    # Participles of one verb, and degrees of one adjective, differ in what stands before the gap.
    kind = None if reading.tag.POS == "NOUN" else str(reading.tag).partition(" ")[0]
    for form in reading.lexeme:
        tag = form.tag
        if tag.case not in _CASES or (_AVOIDED - labels) & tag.grammemes:
            continue
        if _VARIANTS & labels <= tag.grammemes and kind in {None, str(tag).partition(" ")[0]}:
            yield form


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
    paradigm = {} if invariable else _paradigm(token, reading)
    numbers = (Number.PLURAL,) if plural_only else tuple(Number)
    cells: dict[Cell, tuple[str, ...]] = {}
    for case, number in product(CASES, numbers):
        missing = (_spelled(token, reading, regular_forms[case, number]),)
        cells[case, number] = paradigm.get((case, number, None), missing)
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


def _spelled(token: str, reading: Any, form: str) -> str:
    """Return ``form`` with the casing of ``token``, and without ё where the term is written so."""
    restored = reading.word != token.lower()
    if "ё" in form and "ё" not in token.lower() and (restored or not is_known(token)):
        form = form.replace("ё", "е")
    words, parts = token.split("-"), form.split("-")
    if len(words) != len(parts):
        return graft(token, form, "ru")
    return "-".join(graft(*pair, "ru") for pair in zip(words, parts, strict=True))


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjective:
    """An adjective, participle or adjectival pronoun that agrees with a noun.

    ``gender`` is that of the nominative it was read from, ``None`` in the plural.
    """

    token: str
    gender: str | None
    cells: Mapping[tuple[Case, Number, str | None], tuple[str, ...]]

    def form(self, case: Case, number: Number, gender: str | None, *, animate: bool) -> str:
        """Return the form that agrees; the accusative follows animacy (РГ §1309)."""
        gender = None if number is Number.PLURAL else gender
        if case is Case.ACCUSATIVE and gender in {None, "masc"}:
            case = Case.GENITIVE if animate else Case.NOMINATIVE
        return self.cells.get((case, number, gender), (self.token,))[0]


@lru_cache(maxsize=4096)
def adjective(token: str, *, gender: str | None = None, plural: bool = False) -> Adjective | None:
    """Return ``token`` as an adjective in the nominative of that gender or of the plural.

    ``None`` where it is none; any gender will do where none is given.
    """
    first, hyphen, last = token.rpartition("-")
    stem, word = (first + hyphen, last) if hyphen and not is_known(token) else ("", token)
    # Большая is the feminine of большой before that of больший.
    readings = nominatives(word, "ADJF", "PRTF")
    for reading in sorted(readings, key=lambda reading: reading.normal_form == "больший"):
        tag = reading.tag
        if "Abbr" in tag or ("plur" in tag) != plural or gender not in {None, tag.gender}:
            continue
        cells = {
            cell: tuple(stem + form for form in forms)
            for cell, forms in _paradigm(word, reading).items()
        }
        return Adjective(token=token, gender=tag.gender, cells=cells)
    return None
