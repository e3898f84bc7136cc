"""The English words of the corpora: what is not in small letters among them may be a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from training.corpora import Row

_SMALL = re.compile(r"(?<![\w'’.@/])[a-z]{2,}(?![\w@/])")


def english_words(rows: Iterable[Row]) -> list[str]:
    """The words that stand in small letters somewhere, in order; parts of compounds are words.

    >>> english_words([Row(english="Aidar's high-speed train left Baku.", targets=())])
    ['high', 'left', 'speed', 'train']
    """
    return sorted({word for row in rows for word in _SMALL.findall(row.english)})
