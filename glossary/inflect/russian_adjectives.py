"""Russian adjectives, participles and adjectival pronouns that agree with a noun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from glossary.inflect.russian_dictionary import is_known, nominatives, paradigm
from glossary.model import Case, Number


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
            for cell, forms in paradigm(word, reading).items()
        }
        return Adjective(token=token, gender=tag.gender, cells=cells)
    return None
