"""What hangs on the numbers of a translation, and what must hang there instead.

When a number changes, its ending does too: 2014'da is 2014'te, and 160-нен is 160-тан.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from glossary import casing
from pipeline.numbers import russian, turkic

_JOINTS: Final = {"tr": "'’", "az": "-\u2011", "kk": "-\u2011", "ru": "-\u2011"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Hung:
    """A number with its ending, ``text[start:end]``, and how the two may be written."""

    start: int
    end: int
    written: str
    fitting: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the ending agrees with the number."""
        return self.written in self.fitting


def agreeing(ending: str, number: str, locale: str, *, was: str = "") -> tuple[str, ...]:
    """Return an ending as it is after a number.

    Args:
        ending: the letters of an ending, without apostrophe or hyphen.
        number: as it is written in ``locale``, with the sign of a unit if the ending follows one.
        locale: a locale that the glossary translates to.
        was: the number that the ending stands after now, where ``number`` replaces it.

    Returns:
        The ending; several if what is written may be either of them; an empty one if none goes
        there. Nothing if it is no ending that the grammar knows, or the number has no reading.

    >>> agreeing("da", "2014", "tr"), agreeing("ci", "2006", "az"), agreeing("нен", "160", "kk")
    (('te',), ('cı',), ('тан',))
    >>> agreeing("ten", "14,25", "tr"), agreeing("ден", "10 %", "kk"), agreeing("i", "6", "tr")
    (('ten',), ('дан',), ('yı', 'sı'))
    >>> agreeing("ого", "5", "ru"), agreeing("летний", "5", "ru")
    (('го',), ())
    """
    small = casing.lower(ending, locale)
    if locale == "ru":
        found = russian.agreeing(small, number, was=was)
    else:
        found = turkic.agreeing(small, number, locale, was=was)
    if len(ending) > 1 and ending.isupper():
        found = tuple(casing.upper(text, locale) for text in found)
    return found


def hung(text: str, locale: str) -> Iterator[Hung]:
    """Yield the numbers of a translation on which a known ending hangs, from left to right.

    Numbers in names and codes (F-16, A400M, 1/3) are passed over, and so is a single capital,
    which is a label (5-A).

    >>> [(each.written, each.fitting) for each in hung("2014'da ve 2018'de F-16'lar", "tr")]
    [("2014'da", ("2014'te",)), ("2018'de", ("2018'de",))]
    """
    for match in _pattern(locale).finditer(text):
        ending = match["ending"]
        if len(ending) == 1 and ending.isupper():
            continue
        number = match["number"]
        if found := agreeing(ending, number, locale):
            joint = match["joint"]
            yield Hung(
                start=match.start(),
                end=match.end(),
                written=match[0],
                fitting=tuple(number + joint + text if text else number for text in found),
            )


@cache
def _pattern(locale: str) -> re.Pattern[str]:
    units = "|".join(map(re.escape, turkic.UNITS))
    return re.compile(
        rf"""(?<!\w)(?<!\d[.,:/])(?<![^\W\d_]-)          # not in a name: F-16, 1/3
            (?P<number>
              \d+(?:[.,:]\d+|[ \u00a0\u202f\u2009]\d{{3}}(?!\d))*
              (?:[ \u00a0\u202f]?(?:{units}))?
              | [XVIХІ]+
            )
            (?P<joint>[{_JOINTS[locale]}])
            (?P<ending>[^\W\d_]+)
            (?!\w|[-'’]\w)""",
        re.VERBOSE,
    )
