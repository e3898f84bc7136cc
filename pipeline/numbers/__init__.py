"""Numbers: what digits an English segment holds, how each locale writes them, what hangs on them.

What belongs to a number in words (percent, million, October, km) is a term like any other.
"""

from pipeline.numbers.endings import Hung, agreeing, hung
from pipeline.numbers.english import Number, numbers
from pipeline.numbers.writing import SPACES, Found, find, localised, spelling, strays

__all__ = [
    "SPACES",
    "Found",
    "Hung",
    "Number",
    "agreeing",
    "find",
    "hung",
    "localised",
    "numbers",
    "spelling",
    "strays",
]
