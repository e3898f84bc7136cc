"""What must appear in the translation of a segment: the terms of the glossary, and the numbers.

A pin is a requirement on one segment. ``Pinner`` finds the pins of a source in one locale and
verifies a translation against them: each pin takes a place of its own, so that a term that is
mentioned three times must be rendered three times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from glossary import Glossary, Matcher, Recogniser, fingerprint
from glossary.casing import fold
from glossary.model import Concept, Mention, Rank, Rendition
from pipeline.numbers import Number, find, numbers, strays

Offsets = tuple[int, int]

_VERBS = frozenset({"may-month", "march-month"})
_BEFORE_MONTHS = frozenset(
    {"in", "since", "from", "until", "till", "by", "last", "next", "of", "to"}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pin:
    """One requirement on a segment: the concept or the number at ``source[start:end]``.

    Exactly one of ``mention`` and ``number`` is set.
    """

    start: int
    end: int
    mention: Mention | None = None
    number: Number | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """How a translation meets its pins.

    Attributes:
        met: the pins that are met, and where.
        unmet: those that are not, in source order.
        forbidden: places of terms that the locale forbids, of concepts that the source mentions.
        strays: places of digits that no number of the source accounts for.
    """

    met: tuple[tuple[Pin, Offsets], ...]
    unmet: tuple[Pin, ...]
    forbidden: tuple[Rendition, ...] = ()
    strays: tuple[Offsets, ...] = ()

    @property
    def faults(self) -> int:
        """How many things are wrong."""
        return len(self.unmet) + len(self.forbidden) + len(self.strays)


class Pinner:
    """Finds and verifies the pins of one locale."""

    def __init__(self, glossary: Glossary, matcher: Matcher, locale: str) -> None:
        self.locale = locale
        self._matcher = matcher
        self._recogniser = Recogniser(glossary, locale)

    def pins(self, source: str) -> tuple[Pin, ...]:
        """List the pins of a segment's source in order.

        A concept without a term in this locale pins nothing; digits within a term's mention
        belong to the term.
        """
        mentions = [
            mention
            for mention in self._matcher.match(source)
            if mention.concept.allowed(self.locale) and not _is_verb(mention, source)
        ]
        found = [Pin(start=m.start, end=m.end, mention=m) for m in mentions]
        found += [
            Pin(start=number.start, end=number.end, number=number)
            for number in numbers(source)
            if not any(m.start <= number.start < m.end for m in mentions)
        ]
        return tuple(sorted(found, key=lambda pin: pin.start))

    def verify(self, text: str, pins: Sequence[Pin]) -> Verdict:
        """Tell which pins a translation meets, where, and what else is wrong with it."""
        concepts = {pin.mention.concept.id: pin.mention.concept for pin in pins if pin.mention}
        renditions = self._recogniser.recognise(text, concepts=list(concepts.values()))
        terms = [pin for pin in pins if pin.mention]
        places: dict[Offsets, set[str]] = defaultdict(set)
        for rendition in renditions:
            if rendition.term.rank is not Rank.FORBIDDEN:
                places[rendition.start, rendition.end].add(rendition.concept.id)
        taken = _assigned([self._choices(pin, text, places) for pin in terms])
        met = [(pin, place) for pin, place in zip(terms, taken, strict=True) if place]
        unmet = [pin for pin, place in zip(terms, taken, strict=True) if not place]
        by_number = {pin.number: pin for pin in pins if pin.number}
        outside = _blanked(text, [place for _, place in met])
        found, missing = find(outside, list(by_number), self.locale)
        met += [(by_number[f.number], (f.start, f.end)) for f in found]
        unmet += [by_number[number] for number in missing]
        return Verdict(
            met=tuple(sorted(met, key=lambda pair: pair[1])),
            unmet=tuple(sorted(unmet, key=lambda pin: pin.start)),
            forbidden=tuple(r for r in renditions if r.term.rank is Rank.FORBIDDEN),
            strays=strays(outside, found),
        )

    def _choices(self, pin: Pin, text: str, places: Mapping[Offsets, set[str]]) -> list[Offsets]:
        """List the places that would meet the pin of a term, from left to right."""
        assert pin.mention is not None
        return [
            place
            for place, ids in places.items()
            if pin.mention.concept.id in ids and _glossed(text, place, pin.mention, self.locale)
        ]

    def state(self, source: str) -> dict[str, str]:
        """Return the fingerprints of the concepts that a source mentions, by id and in its order.

        A draft whose source gives other fingerprints than when it was made is stale.
        """
        concepts = {m.concept.id: m.concept for m in self._matcher.match(source)}
        return {id_: fingerprint(concepts[id_], self.locale) for id_ in sorted(concepts)}


def _assigned(choices: Sequence[Sequence[Offsets]]) -> list[Offsets | None]:
    """Give each pin a place of its own among its choices, to as many pins as can be.

    Concepts may share a form, so that one pin's place may have to be moved to make room for
    another's: a maximum matching by augmenting paths (Kuhn 1955). A pin that once has a place
    keeps one, so that earlier pins go first.

    >>> _assigned([[(0, 4), (9, 13)], [(0, 4)], [(9, 13)]])
    [(9, 13), (0, 4), None]
    """
    owner: dict[Offsets, int] = {}

    def settle(pin: int, seen: set[Offsets]) -> bool:
        for place in sorted(choices[pin], key=lambda place: place in owner):
            if place in seen:
                continue
            seen.add(place)
            if place not in owner or settle(owner[place], seen):
                owner[place] = pin
                return True
        return False

    for pin in range(len(choices)):
        settle(pin, set())
    taken = {pin: place for place, pin in owner.items()}
    return [taken.get(pin) for pin in range(len(choices))]


def _is_verb(mention: Mention, source: str) -> bool:
    """Tell “May I ask”, “March on” from the months, which have a number beside them or “in”."""
    if mention.concept.id not in _VERBS:
        return False
    before, after = source[: mention.start].rstrip(" ("), source[mention.end :].lstrip(" ,.")
    beside = before[-1:].isdigit() or after[:1].isdigit()
    return not beside and before.rpartition(" ")[2].casefold() not in _BEFORE_MONTHS


def gloss_of(mention: Mention, locale: str) -> str:
    """Return the bracketed gloss that a rendition of ``mention`` carries; empty for none."""
    return mention.concept.gloss.get(locale, "") if mention.glossed else ""


def label(concept: Concept) -> str:
    """Return a concept's English name, for messages."""
    term = concept.preferred("en")
    return term.text if term else concept.id


def _glossed(text: str, place: Offsets, mention: Mention, locale: str) -> bool:
    gloss = gloss_of(mention, locale)
    if not gloss:
        return True
    opened = text.find("(", place[1], place[1] + 4)
    bracket = text[opened : text.find(")", opened) + 1] if opened >= 0 else ""
    return fold(gloss, locale) in fold(bracket, locale)


def _blanked(text: str, places: Sequence[Offsets]) -> str:
    """Return ``text`` with letters in place of what stands at ``places``; offsets stay."""
    for start, end in places:
        text = text[:start] + "x" * (end - start) + text[end:]
    return text
