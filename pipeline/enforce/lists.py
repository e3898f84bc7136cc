"""The place of a term that a draft left out of a list, a route or a date."""

from __future__ import annotations

import re
from typing import Final

from pipeline.enforce.expected import JOINT
from pipeline.enforce.place import Place
from pipeline.pins import Pin, Verdict

_JOINT: Final = re.compile(rf"{JOINT}|(?P<dash>[-–—])")
_ROUTE: Final = {"kk": " – ", "ru": " — ", "tr": "-", "az": "-"}
_YEAR: Final = re.compile(r" \d{4}")
_YEAR_LAST: Final = ("ru", "tr")
"""Where a month is written right before its year."""

_AND: Final = {"kk": "және", "ru": "и", "tr": "ve", "az": "və"}


def listed(pin: Pin, source: str, verdict: Verdict, locale: str) -> Place | None:
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
