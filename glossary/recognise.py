"""Which forms of terms stand in a target text.

The text is compared with every form of every term, forbidden ones too, without regard to case and
typography; then casing is looked at: a form keeps its capitals, its small letters may be capitals
at the beginning of words, and the whole may be in capitals. Turkish and Azerbaijani pair i with İ
and ı with I. Hyphens, quotes and brackets bound words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from glossary.bounds import begins_word, is_word, keeps_capitals, longest_first
from glossary.inflect import forms
from glossary.model import THIRD_PERSON, Concept, Form, Rendition, Status, Term
from glossary.normal import exact, folding, normalise
from glossary.store import Glossary


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    """A form of a concept's term, as it is written; ``None`` where its ending is no case."""

    concept: Concept
    term: Term
    form: Form | None
    text: str


class _Index:
    """The forms of some concepts, and the automaton that finds them all at once."""

    def __init__(self, concepts: Iterable[Concept], locale: str) -> None:
        readings: dict[str, list[_Reading]] = {}
        for concept in concepts:
            for reading in _readings(concept, locale):
                key = normalise(reading.text, folding(locale)).text
                readings.setdefault(key, []).append(reading)
        self._readings: Final = list(readings.values())
        self._automaton: Final = AhoCorasick(list(readings), matchkind=MatchKind.Standard)

    def find(self, text: str) -> Iterator[tuple[int, int, list[_Reading]]]:
        """Yield the stretches of a normalised text that are words and read as a form."""
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if begins_word(text, start) and not is_word(text[end : end + 1]):
                yield start, end, self._readings[index]


class Recogniser:
    """Finds the renditions of a glossary's concepts in texts of one locale.

    The forms of a concept are computed when it is first asked for, and kept.
    """

    def __init__(self, glossary: Glossary, locale: str) -> None:
        """Look for the terms that ``glossary`` has in ``locale``."""
        self._glossary: Final = glossary
        self._locale: Final = locale
        self._indexes: Final[dict[str, _Index]] = {}
        self._whole: _Index | None = None

    def recognise(
        self, text: str, concepts: Iterable[Concept] | None = None
    ) -> tuple[Rendition, ...]:
        """Return the renditions in ``text``, from left to right.

        The longest wins and renditions do not overlap, but where two concepts share a form each
        has its rendition of the same stretch. A form before an apostrophe and an ending that is
        no case (Türkiye'dir) is taken with that ending, and has no ``forms``.

        Args:
            text: a text in the recogniser's locale.
            concepts: concepts of the glossary to look for; by default all but deprecated ones,
                which takes long the first time: every form of every term is computed.
        """
        normal = normalise(text, folding(self._locale))
        found: dict[tuple[int, int], list[_Reading]] = {}
        for index in self._chosen(concepts):
            for start, end, readings in index.find(normal.text):
                ending = _foreign_ending(normal.text, end)
                shown = exact(text[slice(*normal.span(start, end))])
                fitting = [reading for reading in readings if _fits(reading.text, shown)]
                if ending:
                    fitting = [replace(reading, form=None) for reading in fitting]
                if fitting:
                    span = normal.span(start, end + len(ending))
                    found.setdefault(span, []).extend(fitting)
        return tuple(
            rendition
            for span in longest_first(found, lambda span: span)
            for rendition in _renditions(span, found[span])
        )

    def _chosen(self, concepts: Iterable[Concept] | None) -> Iterator[_Index]:
        if concepts is None:
            if self._whole is None:
                alive = (c for c in self._glossary.concepts if c.status is not Status.DEPRECATED)
                self._whole = _Index(alive, self._locale)
            yield self._whole
            return
        for id_, concept in {concept.id: concept for concept in concepts}.items():
            if id_ not in self._indexes:
                self._indexes[id_] = _Index([concept], self._locale)
            yield self._indexes[id_]


def _readings(concept: Concept, locale: str) -> Iterator[_Reading]:
    for term in concept.terms.get(locale, ()):
        for form in forms(term, owners=THIRD_PERSON):
            yield _Reading(concept=concept, term=term, form=form, text=exact(form.text))


def _foreign_ending(text: str, end: int) -> str:
    """Return the apostrophe and the letters that follow a form, if any do."""
    if text[end : end + 1] != "'":
        return ""
    stop = end + 1
    while is_word(text[stop : stop + 1]):
        stop += 1
    return text[end:stop] if stop > end + 1 else ""


def _fits(form: str, shown: str) -> bool:
    return shown == form or shown.isupper() or keeps_capitals(form, shown)


def _renditions(span: tuple[int, int], found: list[_Reading]) -> Iterator[Rendition]:
    """Yield one rendition for each concept, of its best-ranked term, with all its readings."""
    of_concept: dict[str, list[_Reading]] = {}
    for reading in found:
        of_concept.setdefault(reading.concept.id, []).append(reading)
    for readings in of_concept.values():
        best = next((reading for reading in readings if reading.form), readings[0])
        forms_ = [r.form for r in readings if r.form and r.term is best.term]
        yield Rendition(
            concept=best.concept,
            term=best.term,
            forms=tuple(dict.fromkeys(forms_)),
            start=span[0],
            end=span[1],
        )
