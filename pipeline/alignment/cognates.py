"""How alike a word and its rendition look: names, numbers and international words keep letters.

Attention of a small model is blurred; spelling is not. Kazakhstan and «Қазақстанда», commission and
«komisyonu» can be told to belong together from their letters alone (Simard, Foster and Isabelle
1992, "Using Cognates to Align Sentences in Bilingual Corpora"). `pipeline.alignment` adds this to
what the model says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

_CYRILLIC: Final = str.maketrans(
    "абвгғдеёжзийіклмнңопөрстуұүфхһцчшщыэюяәқ",
    "abvggdeezziiiklmnnoporstuuufhhssssieuaak",
)
_SOUNDS: Final = re.compile("kh|zh|sh|ch|ph|gh|ts|[xqcjwyıə]")
_SOUND: Final = {
    **{"kh": "h", "zh": "z", "sh": "s", "ch": "s", "ph": "f", "gh": "g", "ts": "s"},
    **{"x": "h", "q": "k", "c": "k", "j": "z", "w": "v", "y": "i", "ı": "i", "ə": "a"},
}
_SHORTEST: Final = 3  # letters; shorter words are alike by chance
_LIKE: Final = 0.5  # resemblance from which two words are taken for the same
_CHANCE: Final = 0.6  # the Jaro-Winkler similarity that unrelated words reach

_POSSESSIVE: Final = re.compile("['’]s?$")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return the rough Latin letters of a word in any of the five languages.

    Letters that change between the alphabets fall together; the result is for comparing only.

    >>> sound("Kazakhstan's"), sound("Қазақстан"), sound("Qazaxıstan"), sound("4,000-нан")
    ('kazahstan', 'kazakstan', 'kazahistan', '4000nan')
    """
    letters = _POSSESSIVE.sub("", word).lower().translate(_CYRILLIC)
    plain = "".join(c for c in unicodedata.normalize("NFKD", letters) if c.isalnum())
    return _SOUNDS.sub(lambda found: _SOUND[found.group()], plain)


@lru_cache(maxsize=65536)
def digits(word: str) -> str:
    """Return the digits of ``word``: what is left of a number when formats differ.

    >>> digits("70,000"), digits("70.000'den")
    ('70000', '70000')
    """
    return "".join(c for c in word if c.isdecimal())


def resemblance(source: Sequence[str], target: Sequence[str]) -> NDArray[np.float64]:
    """Return how alike each word of ``target`` is to each of ``source``, from 0 to 1.

    The array has the shape (target, source). Numbers are alike when their digits are the same;
    other words by Jaro-Winkler similarity, which favours a common beginning: endings are what
    languages change.
    """
    ours, theirs = [sound(word) for word in source], [sound(word) for word in target]
    similarity = cdist(theirs, ours, scorer=JaroWinkler.normalized_similarity, dtype=np.float64)
    alike = np.clip((similarity - _CHANCE) / (1 - _CHANCE), 0.0, 1.0)
    alike[:, [len(word) < _SHORTEST for word in ours]] = 0.0
    alike[[len(word) < _SHORTEST for word in theirs], :] = 0.0
    numbers = np.array([digits(word) for word in source], dtype=object)
    values = np.array([digits(word) for word in target], dtype=object)
    if any(numbers) or any(values):
        same = values[:, None] == numbers[None, :]
        either = (values != "")[:, None] | (numbers != "")[None, :]
        alike = np.where(either, same, alike)
    return np.asarray(alike, dtype=np.float64)


def both_names(source: Sequence[str], target: Sequence[str]) -> NDArray[np.bool_]:
    """Return where both words have a capital that their place does not ask for.

    The array has the shape (target, source). Names keep their capitals in all five languages; the
    first word of a sentence says nothing.
    """
    ours = np.array([word[:1].isupper() for word in source], dtype=bool)
    theirs = np.array([word[:1].isupper() for word in target], dtype=bool)
    ours[:1] = False
    theirs[:1] = False
    return np.asarray(np.logical_and.outer(theirs, ours))


def in_turn(source: Sequence[str], alike: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return where a word that the source has several times meets its like of the same number.

    The first of two mentions of a name is rendered by the first of two, more often than not.
    ``alike`` is the `resemblance` of the words; the result has its shape.
    """
    turns = np.zeros(alike.shape, dtype=np.bool_)
    mentions: dict[str, list[int]] = {}
    for at, word in enumerate(source):
        mentions.setdefault(sound(word), []).append(at)
    for places in mentions.values():
        likes = np.flatnonzero(alike[:, places[0]] > _LIKE)
        if len(places) == len(likes) > 1:
            turns[likes, places] = True
    return turns
