"""Where words begin, whether their capitals are right, and stretches that must not overlap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

T = TypeVar("T")

# A web or an e-mail address. The bounds keep the search linear in a text without spaces.
ADDRESS: Final = re.compile(
    r"""\b(?:[a-z][a-z\d+.-]{1,15}://|www\.)[^\s<>()\[\]"]*|(?<![\w.+-])[\w.+-]{1,64}@\w[\w.-]*""",
    re.IGNORECASE,
)


def is_word(char: str) -> bool:
    """Tell whether ``char`` is part of a word: a letter, a digit or an underscore."""
    return char.isalnum() or char == "_"


def begins_word(text: str, start: int) -> bool:
    """Tell whether a word may begin at ``start``; an apostrophe within a word begins none.

    >>> begins_word("O'Brien", 2), begins_word("'Brien'", 1), begins_word("Kazakh-Uzbek", 7)
    (False, True, True)
    """
    if start == 0:
        return True
    if text[start - 1] == "'":
        return start == 1 or not is_word(text[start - 2])
    return not is_word(text[start - 1])


def keeps_capitals(wanted: str, shown: str) -> bool:
    """Tell whether ``shown`` has all capitals of ``wanted``, and others on first letters only.

    >>> keeps_capitals("the Hague", "The Hague"), keeps_capitals("Turkey", "turkey")
    (True, False)
    """
    inside = False
    for capital, letter in zip(wanted, shown, strict=False):
        if letter.isupper() != capital.isupper() and (inside or capital.isupper()):
            return False
        inside = letter.isalnum()
    return True


def longest_first(items: Iterable[T], span: Callable[[T], tuple[int, int]]) -> list[T]:
    """Return those of ``items`` that stay when longer ones, then earlier ones, take their place.

    Args:
        items: what stands in a text; of two in the same place the first stays.
        span: where an item stands: its start and end.

    >>> longest_first([(0, 6), (7, 13), (0, 13), (10, 20)], lambda span: span)
    [(0, 13)]
    """
    ranked = sorted(
        ((span(item), item) for item in items),
        key=lambda pair: (pair[0][0] - pair[0][1], pair[0][0]),
    )
    taken = bytearray(max((end for (_, end), _ in ranked), default=0))
    kept = []
    for (start, end), item in ranked:
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, item))
    return [item for _, item in sorted(kept, key=lambda pair: pair[0])]
