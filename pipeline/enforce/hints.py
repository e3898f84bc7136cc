"""What a model that annotates is told: what its terms are called in the target language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pipeline.enforce.candidates import wanted_term
from pipeline.engines.base import Hint
from pipeline.pins import Pin

_ENDING: Final = re.compile(r"\s*[(\[].*$|['’]s?$")
"""What a mention holds besides the name: a bracketed gloss, a possessive ending."""


def hints_for(source: str, pins: Iterable[Pin], locale: str) -> tuple[Hint, ...]:
    """Return a hint for each of ``pins`` that is a term."""
    return tuple(
        Hint(
            start=pin.start,
            end=pin.start + len(_ENDING.sub("", source[pin.start : pin.end])),
            lemma=wanted_term(pin.mention, locale).text,
        )
        for pin in pins
        if pin.mention
    )
