"""Other numbers in a sentence pair, the same in both languages, that nothing else depends on.

The last two digits stay, and zeros at the end: they decide the endings of Turkic numbers, which
agree with the last word spoken (320'de, 300'de, 3.000'de), and the nouns after Russian ones (121
год, 122 года, 125 лет). Numbers under 100 stay too, for days and hours have limits, and so do
years.
"""

from __future__ import annotations

import re

import numpy as np

_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d{3})*(?![.,]?\d)")
_NOT_DIGIT = re.compile(r"\D")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_FIXED = 2


def vary(source: str, target: str, rng: np.random.Generator) -> tuple[str, str]:
    """Replaces leading digits of the numbers that stand once in each of the two texts.

    >>> vary("In 2019 some 70,250 came.", "2019 жылы 70 250 адам келді.", np.random.default_rng(2))
    ('In 2019 some 82,150 came.', '2019 жылы 82 150 адам келді.')
    """
    ours, theirs = _numbers(source), _numbers(target)
    new: dict[str, str] = {}
    for digits in ours:
        zeros = len(digits) - len(digits.rstrip("0"))
        free = len(digits) - max(_FIXED, zeros)
        if ours.count(digits) == theirs.count(digits) == 1 and free > 0:
            # Neither a first digit nor one before zeros at the end may become zero.
            least = [place == 0 or (place == free - 1 and zeros >= _FIXED) for place in range(free)]
            drawn = "".join(str(int(rng.integers(int(low), 10))) for low in least)
            new[digits] = drawn + digits[free:]
    return _rewritten(source, new), _rewritten(target, new)


def _numbers(text: str) -> list[str]:
    found = [match.group() for match in _NUMBER.finditer(text)]
    return [_NOT_DIGIT.sub("", number) for number in found if not _YEAR.fullmatch(number)]


def _rewritten(text: str, new: dict[str, str]) -> str:
    def rewrite(match: re.Match[str]) -> str:
        written = match.group()
        digits = _NOT_DIGIT.sub("", written)
        if _YEAR.fullmatch(written) or digits not in new:
            return written
        drawn = iter(new[digits])
        return "".join(next(drawn) if sign.isdigit() else sign for sign in written)

    return _NUMBER.sub(rewrite, text)
