"""What else of a draft belongs to a rendition that is replaced: all of it must go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from pipeline.alignment import Offsets, words
from pipeline.enforce.place import Place

SAME_NAME: Final = 80.0
"""Likeness (rapidfuzz ratio, per cent) from which words are a version of a name."""

SAME_WORD: Final = 75.0
"""Likeness from which a neighbouring word belongs to a rendition that is replaced."""

_SHORTEST: Final = 5
"""Letters; shorter names are alike by chance (Иран, Ирак)."""

_GLOSS: Final = re.compile(r"\s*(?P<quote>[”»“\"]?)\s*[(\[][^()\[\]]*[)\]]")
_OPENING: Final = '“„«"'


def version_of(name: str, text: str, taken: Sequence[Offsets]) -> Place | None:
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


def widened(place: Place, name: str, text: str, taken: Sequence[Offsets]) -> Place:
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
    return replace(place, start=start, end=end)


def _is_one_of(word: str, wanted: list[str]) -> bool:
    """Tell whether a word is a form of a wanted one, which then is wanted no more."""
    found = next((other for other in wanted if _alike(other, word.casefold())), None)
    if found is None:
        return False
    wanted.remove(found)
    return True


def _alike(word: str, other: str) -> bool:
    return fuzz.ratio(word, other[: max(len(word), len(other) - 4)]) >= SAME_WORD


def with_gloss(place: Place, text: str) -> Place:
    """Take in the brackets that follow a rendition, and the quotes that it stands in."""
    name = re.split(r"\s*[(\[]", text[place.start : place.end])[0]
    gloss = _GLOSS.match(text, place.start + len(name))
    if not gloss:
        return place
    quoted = bool(gloss["quote"]) and text[place.start - 1 : place.start] in _OPENING
    start = place.start - 1 if quoted and place.start else place.start
    return replace(place, start=start, end=gloss.end())
