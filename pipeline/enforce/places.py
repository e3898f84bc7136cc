"""Where in a draft a pin should be met: the words that render it wrongly, or a gap between words.

A wrong rendition is best replaced, whole: what is left of it would stand beside the right one.
Where none can be told, the term goes beside the words that render its neighbours in the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.alignment import Alignment, Offsets, words
from pipeline.enforce.lists import listed
from pipeline.enforce.place import Place
from pipeline.enforce.versions import version_of, widened, with_gloss
from pipeline.engines.base import Hypothesis
from pipeline.pins import Pin, Verdict, gloss_of

CONFIDENT: Final = 0.3
"""Confidence of an alignment from which its words are replaced without a doubt."""

HALF: Final = 0.5
"""What words must at least render of a pin to be replaced: more than of anything else."""

_NUMBER_ENDING: Final = re.compile(r"[-\u2011'’][^\W\d_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A pin that a draft fails: unmet, or rendered at ``at`` by a forbidden term."""

    pin: Pin
    at: Offsets | None = None


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
        version = version_of(name, text, taken)
        glossed = fault.pin.mention is not None and gloss_of(fault.pin.mention, locale)
        if version and (glossed or aligned is None or aligned.doubtful or _meet(version, aligned)):
            aligned = version
        if aligned and not aligned.doubtful:
            aligned = widened(aligned, name, text, taken)
            return [with_gloss(aligned, text) if glossed else aligned]
    if aligned and not aligned.doubtful:
        return [aligned]
    if member := listed(fault.pin, source, verdict, locale):
        return [member]
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


def _meet(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


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
