"""Loops: what a model writes when it has lost its way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from glossary import SOURCE
from glossary.casing import lower
from pipeline.checks.base import Remark, Severity, check
from pipeline.checks.unit import Unit

_TOKEN: Final = re.compile(r"\w+")
_VOWELS: Final = "aeıioöuüəаәеиоөуұүыіэюяё"
# An open syllable three times, or any letters four times: -ininin is good Turkic grammar.
_LETTERS: Final = re.compile(
    rf"([^\W\d_{_VOWELS}][{_VOWELS}])\1{{2,}}|([^\W\d_]{{1,4}}?)\2{{3,}}", re.IGNORECASE
)
# A name on the heels of itself; other words may be doubled (yavaş yavaş).
_NAME_TWICE: Final = re.compile(r"(?<!\w)([^\W\d_][\w’'-]{2,}),? \1(?!\w)")
_TIMES: Final = 3
_LONGEST: Final = 8  # words of a loop
_PHRASE: Final = 3  # words that may not come back, even apart from each other


@check("R01", "repetition", Severity.ERROR)
def repetition(unit: Unit) -> Iterator[Remark]:
    """Words come back three times and more, or a name twice in a row, and not in the source."""
    source, target = _tokens(unit.source_prose, SOURCE), _tokens(unit.prose, unit.locale)
    loop = _loop(target) or _phrase(target)
    if loop and not _loop(source) and not _phrase(source):
        yield Remark(message=f"“{' '.join(loop)}” comes back again and again")
    twice = _name_twice(unit.prose)
    if twice and not loop and not _name_twice(unit.source_prose):
        yield Remark(message=f"“{twice}” stands twice in a row")
    stutter = _LETTERS.search(unit.prose)
    if stutter and not _LETTERS.search(unit.source_prose):
        yield Remark(message=f"“{stutter[0]}” repeats itself")


def _name_twice(text: str) -> str:
    """Return the first word with a capital that follows upon itself; empty if none does."""
    return next((m[1] for m in _NAME_TWICE.finditer(text) if m[1][0].isupper()), "")


def _tokens(text: str, locale: str) -> list[str]:
    return _TOKEN.findall(lower(text, locale))


def _loop(tokens: Sequence[str]) -> Sequence[str]:
    """Return the first words that follow upon themselves so often; empty if none do."""
    for size in range(1, min(_LONGEST, len(tokens) // _TIMES) + 1):
        run = 0
        for place in range(size, len(tokens)):
            run = run + 1 if tokens[place] == tokens[place - size] else 0
            if run == size * (_TIMES - 1):
                return tokens[place - size + 1 : place + 1]
    return ()


def _phrase(tokens: Sequence[str]) -> Sequence[str]:
    """Return the first phrase that stands in the text so often; empty if none does."""
    phrases = zip(*(tokens[start:] for start in range(_PHRASE)), strict=False)
    counts = Counter(phrases)
    return next((phrase for phrase, times in counts.items() if times >= _TIMES), ())
