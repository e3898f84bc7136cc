"""Names of people in Russian.

pytrovich has the rules of surnames, pymorphy3 the given names of its dictionary; other given
names follow the regular declensions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from pytrovich.enums import Case as NameCase
from pytrovich.enums import Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from glossary.inflect import declension
from glossary.inflect.russian_dictionary import is_known, nominatives
from glossary.inflect.russian_nouns import Cells, from_dictionary, regular
from glossary.model import Case, Number, Person

_CASES: Final = {
    Case.GENITIVE: NameCase.GENITIVE,
    Case.DATIVE: NameCase.DATIVE,
    Case.ACCUSATIVE: NameCase.ACCUSATIVE,
    Case.INSTRUMENTAL: NameCase.INSTRUMENTAL,
    Case.PREPOSITIONAL: NameCase.PREPOSITIONAL,
}
_SURNAME: Final = re.compile(r"(?<=\w\w)(?:[оеё]ва?|[иы]на?|ск(?:ий|ая))$")
# East Asian names begin with the surname, and their last part alone inflects: Си Цзиньпина.
_EAST_ASIAN: Final = frozenset(
    {"ван", "дэн", "ким", "ли", "лю", "мао", "мун", "пак", "си", "ху", "чжан", "чжоу", "чон", "юн"}
)

# Titles that follow a name in small letters inflect for it: Абылай хана, Кюль-тегина.
_TITLES: Final = frozenset({"ага", "батыр", "бек", "каган", "паша", "тегин", "хан"})
_PARTICLES: Final = frozenset({"ибн", "бин", "бен"})
# Arabic names of the faith are no surnames in -ин: Насреддином.
_FAITH: Final = re.compile(r"[дт]дин$")


@lru_cache(maxsize=1)
def _surnames() -> Any:
    return PetrovichDeclinationMaker()


def full_name(words: Sequence[str], person: Person) -> dict[int, Cells]:
    """Return the singular forms of a person's name: the place of a word -> its forms.

    The last word is the surname, but for the order Токаев Касым-Жомарт; particles (фон, Ибн) do
    not inflect, nor does a name before its title (Абылай хана; Rosenthal §150).
    """
    if words and words[-1] in _TITLES:
        return {len(words) - 1: given(words[-1], person)}
    places = [
        place
        for place, word in enumerate(words)
        if word[:1].isupper() and word.lower() not in _PARTICLES
    ]
    if not places:
        return {}
    first, last = places[0], places[-1]
    if first != last and words[first].lower() in _EAST_ASIAN:
        return {last: given(words[last], person)}
    family = last
    if first != last and _comes_first(words[first], words[last]):
        family = first
    if first == last and person_of(words[first]):
        family = -1
    return {
        place: (surname if place == family else given)(words[place], person) for place in places
    }


def _comes_first(word: str, other: str) -> bool:
    """Whether ``word`` before ``other`` is a surname; given names too end in -ин (Эрсин)."""
    if not is_surname(word) or is_surname(other):
        return False
    return not word.endswith(("ин", "ина")) or person_of(other) is not None


def surname(word: str, person: Person) -> Cells:
    """Return the singular forms of a surname, or of a name or title that stands for one."""
    if _FAITH.search(word) or word.rpartition("-")[2] in _TITLES:
        return given(word, person)
    gender = Gender.MALE if person is Person.MALE else Gender.FEMALE
    cells = {(Case.NOMINATIVE, Number.SINGULAR): (word,)}
    for case, label in _CASES.items():
        form = _surnames().make(NamePart.LASTNAME, gender, label, word)
        cells[case, Number.SINGULAR] = (form,)
    return cells


def given(word: str, person: Person) -> Cells:
    """Return the singular forms of a given name or a patronymic.

    The last part alone of a hyphenated name inflects (Касым-Жомартом, Жан-Жаком). Names of women
    that end in a consonant do not inflect, those in -ь do (Айгулью; Rosenthal §150).
    """
    first, hyphen, last = word.rpartition("-")
    gender = "masc" if person is Person.MALE else "femn"
    named = [p for p in nominatives(last, "NOUN") if "Name" in p.tag and p.tag.gender == gender]
    known = [p for p in named if "Fixd" not in p.tag]
    if known and is_known(last):
        noun = from_dictionary(last, known[0], animate=True)
    else:
        inflects = declension.gender_of(last.lower()) is not None
        if person is Person.FEMALE:
            inflects = last.endswith(("а", "я", "ь"))
        noun = regular(last, gender if inflects else None, animate=True)
    return {
        cell: tuple(first + hyphen + form for form in forms) for cell, forms in noun.cells.items()
    }


def is_surname(word: str) -> bool:
    """Whether the ending of ``word`` is that of a Russian surname (-ов, -ева, -ский)."""
    return word[:1].isupper() and _SURNAME.search(word.lower()) is not None


def person_of(word: str) -> Person | None:
    """Return whose given name ``word`` is, where the dictionary has it as one."""
    if not is_known(word):
        return None
    for reading in nominatives(word, "NOUN"):
        if "Name" in reading.tag:
            return Person.FEMALE if reading.tag.gender == "femn" else Person.MALE
    return None
