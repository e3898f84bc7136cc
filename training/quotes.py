"""Speech that goes on over several sentences: the first has an opening quotation mark alone, the
last a closing one. The corpora hold single sentences, with both.
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np

_OPENING: Final = {"kk": "«", "ru": "«", "tr": "“", "az": "“"}
_ENGLISH: Final = ('"', "“")
_MARK: Final = re.compile('["“”«»„‟]')
_STOPS: Final = (".", "!", "?")
_UNOPENED: Final = 0.4
_PAIR: Final = 2


def half_quoted(
    source: str, target: str, locale: str, rng: np.random.Generator, opened: float
) -> tuple[str, str]:
    """Takes the opening mark from both texts where they begin with speech that ends before they do,
    or, with probability ``opened``, puts one before texts without any. Words stay words.

    >>> pair = '"We won," he said.', "«Біз жеңдік», – деді ол."
    >>> half_quoted(*pair, "kk", np.random.default_rng(3), 0.0)
    ('We won," he said.', 'Біз жеңдік», – деді ол.')
    >>> half_quoted("We won.", "Kazandık.", "tr", np.random.default_rng(3), 1.0)
    ('"We won.', '“Kazandık.')
    """
    opening = _OPENING[locale]
    marks = len(_MARK.findall(source)), len(_MARK.findall(target))
    sentence = source[:1].isalpha() and target.endswith(_STOPS)
    if marks == (0, 0) and sentence and rng.random() < opened:
        return _ENGLISH[int(rng.integers(len(_ENGLISH)))] + source, opening + target
    begins = source.startswith(_ENGLISH) and target.startswith(opening)
    ends = bool(_MARK.match(source[-1:]) or _MARK.match(target[-1:]))
    if begins and not ends and marks == (_PAIR, _PAIR) and rng.random() < _UNOPENED:
        return source[1:], target[1:]
    return source, target
