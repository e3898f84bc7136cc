"""The words of a term, counted alike in every language: what ``Term.head`` counts."""

from __future__ import annotations

import re
from typing import Final

_GLOSS: Final = re.compile(r"(?<=\S)\s+\([^()]*\)\W*$")
_WORD: Final = re.compile(r"[^\W_](?:\S*[^\W_])?")


def words(text: str) -> list[re.Match[str]]:
    """Return the words of ``text`` that may inflect, without the marks around them.

    A word is what stands between blanks and holds a letter or a digit, so that a dash by itself
    counts for none; a gloss in brackets at the end is no part of the term.

    >>> [word[0] for word in words("коридор «Север — Юг» (МТК)")]
    ['коридор', 'Север', 'Юг']
    """
    gloss = _GLOSS.search(text)
    found = list(_WORD.finditer(text, 0, gloss.start() if gloss else len(text)))
    return found or list(_WORD.finditer(text))
