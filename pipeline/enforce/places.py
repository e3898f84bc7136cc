"""Where in a draft a pin should be met: the words that render it wrongly, or a gap between words.

A wrong rendition is best replaced, whole: what is left of it would stand beside the right one.
Where none can be told, the term goes beside the words that render its neighbours in the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from pipeline.alignment import Alignment, Offsets, words
from pipeline.enforce.expected import JOINT
from pipeline.engines.base import Hypothesis
from pipeline.pins import Pin, Verdict, gloss_of

CONFIDENT: Final = 0.3
"""Confidence of an alignment from which its words are replaced without a doubt."""

HALF: Final = 0.5
"""What words must at least render of a pin to be replaced: more than of anything else."""

SAME_NAME: Final = 80.0
"""Likeness (rapidfuzz ratio, per cent) from which words are a version of a name."""

SAME_WORD: Final = 75.0
"""Likeness from which a neighbouring word belongs to a rendition that is replaced."""

_SHORTEST: Final = 5
"""Letters; shorter names are alike by chance (Иран, Ирак)."""

_NUMBER_ENDING: Final = re.compile(r"[-\u2011'’][^\W\d_]+")
_GLOSS: Final = re.compile(r"\s*(?P<quote>[”»“\"]?)\s*[(\[][^()\[\]]*[)\]]")
_JOINT: Final = re.compile(rf"{JOINT}|(?P<dash>[-–—])")
_ROUTE: Final = {"kk": " – ", "ru": " — ", "tr": "-", "az": "-"}
_YEAR: Final = re.compile(r" \d{4}")
_YEAR_LAST: Final = ("ru", "tr")
"""Where a month is written right before its year."""

_AND: Final = {"kk": "және", "ru": "и", "tr": "ve", "az": "və"}
_OPENING: Final = '“„«"'


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A pin that a draft fails: unmet, or rendered at ``at`` by a forbidden term."""

    pin: Pin
    at: Offsets | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a pin may be met: ``text[start:end]`` goes, or what is put there is an insertion.

    ``before`` and ``after`` join what is put there to a list.
    """

    start: int
    end: int
    doubtful: bool = False
    before: str = ""
    after: str = ""


def faults(pins: Sequence[Pin], verdict: Verdict) -> list[Fault]:
    """List what could be mended in a draft, in source order.

    A forbidden term stands for a mention of its concept that is unmet; where none is, it is one
    rendition too many, and to be replaced as well.
    """
    unmet = list(verdict.unmet)
    found = []
    for rendition in verdict.forbidden:
        of_concept = [p for p in unmet if _concept(p) == rendition.concept.id]
        if of_concept:
            unmet.remove(of_concept[0])
        else:
            of_concept = [p for p in pins if _concept(p) == rendition.concept.id]
        found.append(Fault(pin=of_concept[0], at=(rendition.start, rendition.end)))
    found += [Fault(pin=pin) for pin in unmet]
    return sorted(found, key=lambda fault: fault.pin.start)


def places(
    fault: Fault,
    name: str,
    *,
    source: str,
    draft: Hypothesis,
    pins: Sequence[Pin],
    verdict: Verdict,
    locale: str,
) -> list[Place]:
    """List where a fault could be mended, the likeliest first.

    Of terms one place is certain; where none is, what is aligned best and a gap are both in
    question.

    Args:
        fault: what is to be mended.
        name: the term that is wanted, in its dictionary form; empty for a number.
        source: the segment.
        draft: its draft.
        pins: the segment's pins.
        verdict: how the draft meets them.
        locale: the draft's locale.
    """
    text, taken = draft.text, [place for _, place in verdict.met]
    if fault.at:
        return [Place(start=fault.at[0], end=fault.at[1])]
    alignment = Alignment.of(source, draft)
    aligned = _aligned(alignment, _siblings(fault.pin, pins), text, taken)
    if fault.pin.number:
        if verdict.strays:
            at = aligned.start if aligned else 0
            start, end = min(verdict.strays, key=lambda stray: abs(stray[0] - at))
            ending = _NUMBER_ENDING.match(text, end)
            stray = Place(start=start, end=ending.end() if ending else end)
            # Beside other digits it could not be read; then it goes elsewhere.
            return [stray, _gap(alignment, fault.pin, text, taken)]
    else:
        version = _version(name, text, taken)
        glossed = fault.pin.mention is not None and gloss_of(fault.pin.mention, locale)
        if version and (glossed or aligned is None or aligned.doubtful or _meet(version, aligned)):
            aligned = version
        if aligned and not aligned.doubtful:
            aligned = _widened(aligned, name, text, taken)
            return [_with_gloss(aligned, text) if glossed else aligned]
    if aligned and not aligned.doubtful:
        return [aligned]
    if listed := _listed(fault.pin, source, verdict, locale):
        return [listed]
    gap = _gap(alignment, fault.pin, text, taken)
    return [*([aligned] if aligned else []), gap]


def _concept(pin: Pin) -> str | None:
    return pin.mention.concept.id if pin.mention else None


def _siblings(pin: Pin, pins: Sequence[Pin]) -> list[Pin]:
    """Return the pins that ask for the same as ``pin``: any of them may be the one unrendered."""
    if pin.number:
        return [pin]
    return [pin, *(p for p in pins if _concept(p) == _concept(pin) and p.start != pin.start)]


def _aligned(
    alignment: Alignment, pins: Sequence[Pin], text: str, taken: Sequence[Offsets]
) -> Place | None:
    """Return the words that render one of ``pins`` and meet no other pin."""
    best, trust = None, -1.0
    for pin in pins:
        match = alignment.target_of(pin.start, pin.end)
        place = _outside((match.start, match.end), text, taken) if match else None
        if place and _mostly(alignment, pin, place) < HALF:
            place = None  # its words render something else
        if match and place and match.confidence > trust:
            best, trust = place, match.confidence
    # Where nothing else is said, everything renders the pin.
    whole = alignment.portion(pins[0].start, pins[0].end) == 1
    return (
        Place(start=best[0], end=best[1], doubtful=not whole and trust < CONFIDENT)
        if best
        else None
    )


def _mostly(alignment: Alignment, pin: Pin, place: Offsets) -> float:
    """Return how much of the words of a place renders a pin, from 0 to 1."""
    shares = alignment.shares(pin.start, pin.end)
    inside = [a < place[1] and b > place[0] for a, b in alignment.target_spans]
    return float(shares[inside].mean())


def _outside(place: Offsets, text: str, taken: Sequence[Offsets]) -> Offsets | None:
    """Cut from a place what already meets another pin; ``None`` where no word is left."""
    start, end = place
    for a, b in taken:
        if a < end and b > start:
            if a <= start:
                start = b
            else:
                end = a
    left = [(start + a, start + b) for a, b in words(text[start:end])]
    return (left[0][0], left[-1][1]) if left else None


def _version(name: str, text: str, taken: Sequence[Offsets]) -> Place | None:
    """Return the words of the draft that are another version of a name (Нахичеван, Нахчыван)."""
    if len(name) < _SHORTEST:
        return None
    spans = words(text)
    size = max(len(words(name)), 1)
    best, likeness = None, SAME_NAME
    for first, last in zip(spans, spans[size - 1 :], strict=False):
        start, end = first[0], last[1]
        if any(a < end and b > start for a, b in taken):
            continue
        # Endings are added to a name: what is longer than it is compared by its beginning.
        ratio = fuzz.ratio(text[start : min(end, start + len(name))].casefold(), name.casefold())
        if ratio > likeness:
            best, likeness = Place(start=start, end=end), ratio
    return best


def _meet(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


def _widened(place: Place, name: str, text: str, taken: Sequence[Offsets]) -> Place:
    """Take in neighbouring words that the term has too, so that they do not stand there twice."""
    wanted = [name[a:b].casefold() for a, b in words(name)]
    spans = [(a, b) for a, b in words(text) if not any(c < b and d > a for c, d in taken)]
    inside = [text[a:b].casefold() for a, b in spans if a >= place.start and b <= place.end]
    missing = [word for word in wanted if not any(_alike(word, other) for other in inside)]
    start, end = place.start, place.end
    for a, b in reversed(spans):
        if b <= start and not text[b:start].strip() and _is_one_of(text[a:b], missing):
            start = a
    for a, b in spans:
        if a >= end and not text[end:a].strip() and _is_one_of(text[a:b], missing):
            end = b
    return Place(start=start, end=end, doubtful=place.doubtful)


def _is_one_of(word: str, wanted: list[str]) -> bool:
    """Tell whether a word is a form of a wanted one, which then is wanted no more."""
    found = next((other for other in wanted if _alike(other, word.casefold())), None)
    if found is None:
        return False
    wanted.remove(found)
    return True


def _alike(word: str, other: str) -> bool:
    return fuzz.ratio(word, other[: max(len(word), len(other) - 4)]) >= SAME_WORD


def _with_gloss(place: Place, text: str) -> Place:
    """Take in the brackets that follow a rendition, and the quotes that it stands in."""
    name = re.split(r"\s*[(\[]", text[place.start : place.end])[0]
    gloss = _GLOSS.match(text, place.start + len(name))
    if not gloss:
        return place
    quoted = bool(gloss["quote"]) and text[place.start - 1 : place.start] in _OPENING
    start = place.start - 1 if quoted and place.start else place.start
    return Place(start=start, end=gloss.end(), doubtful=place.doubtful)


def _listed(pin: Pin, source: str, verdict: Verdict, locale: str) -> Place | None:
    """Return the place beside the rendition of a pin that stands in a list beside this one.

    A route (Almaty–Bishkek) and a month before its year are such lists too.
    """
    if pin.number:
        return None
    for other, (start, end) in verdict.met:
        if other.number:
            if locale in _YEAR_LAST and _YEAR.fullmatch(source, pin.end, other.end):
                return Place(start=start, end=start)
        elif joint := _JOINT.fullmatch(source, pin.end, other.start):
            return Place(start=start, end=start, after=_link(joint, locale).rstrip(" "))
        elif joint := _JOINT.fullmatch(source, other.end, pin.start):
            return Place(start=end, end=end, before=_link(joint, locale))
    return None


def _link(joint: re.Match[str], locale: str) -> str:
    """Return what joins two members of a list as ``joint`` does in English."""
    if joint["and"]:
        return f" {_AND[locale]} "
    return _ROUTE[locale] if joint["dash"] else ", "


def _gap(alignment: Alignment, pin: Pin, text: str, taken: Sequence[Offsets]) -> Place:
    """Return the gap beside what renders the nearest neighbour that has a rendition of its own."""
    before = [span for span in reversed(alignment.source_spans) if span[1] <= pin.start]
    after = [span for span in alignment.source_spans if span[0] >= pin.end]
    nearest = []
    for neighbours, is_after in ((before, False), (after, True)):
        for distance, (a, b) in enumerate(neighbours):
            match = alignment.target_of(a, b)
            if match and match.confidence >= CONFIDENT:
                nearest.append((distance, match.start if is_after else match.end))
                break
    _, at = min(nearest, default=(0, len(text.rstrip(" .!?…"))))
    at = next((b for a, b in taken if a < at < b), at)
    return Place(start=at, end=at, doubtful=True)
