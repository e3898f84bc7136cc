"""The key that opens a menu: ``_File``, ``&File``, and where the mark goes in a translation.

Desktop toolkits underline the letter after the mark (GTK ``_``, Qt and Windows ``&``). A mark that
is meant as itself is doubled there. A name (file_name, AT&T) has no accelerator.
"""

from __future__ import annotations

import re
from typing import Final

from glossary.casing import lower
from pipeline.model import Inline, MarkKind
from pipeline.segments.sentences import masked

_LONGEST: Final = 60
"""Characters of a label; what is longer is a sentence, and its marks are not accelerators."""

_AT_WORD: Final = re.compile(r"(?<![\w&])[_&](?=[^\W_])")
# E_xit, Fo&rmat; but neither file_name nor AT&T
_IN_WORD: Final = re.compile(r"(?<![\w&])[A-Z][^\W\d_A-Z]*(?P<mark>[_&])[^\W\d_A-Z]+(?![\w&])")


def find(text: str) -> int | None:
    """Return the place of the one accelerator mark of a label, ``None`` where it has none.

    Other marks of its kind are doubled there.

    Args:
        text: the message, fillers in place of its placeholders, tags and entities.

    >>> labels = ["_File", "E&xit", "Save && E_xit", "Select _all", "AT&T", "file_name", "_a _b"]
    >>> [find(text) for text in labels]
    [0, 1, 9, 7, None, None, None]
    """
    if len(text) > _LONGEST or "\n" in text.strip():
        return None
    places = {found.start() for found in _AT_WORD.finditer(text)}
    places |= {found.start("mark") for found in _IN_WORD.finditer(text)}
    if len(places) != 1:
        return None
    (place,) = places
    mark = text[place]
    if text.replace(mark * 2, "").count(mark) > 1:
        return None  # _emphasis_
    titled = text[place + 1].isupper() or text[place + 1].isdigit()
    return place if titled or _first(text).isupper() else None


def find_again(text: str, mark: str) -> int | None:
    """Return the place of the accelerator mark of a translation, whose source has such a mark.

    >>> [find_again(text, "_") for text in ("выде_лить __всё", "__всё")]
    [4, None]
    """
    found = re.search(rf"(?<!{mark})(?:{mark}{mark})*({mark})(?=[^\W_])", text)
    return found.start(1) if found else None


def _first(text: str) -> str:
    return next((character for character in text if character.isalpha()), "")


def place(inline: Inline, letter: str, locale: str) -> int | None:
    """Return the place of the letter of a translation that becomes the accelerator.

    That is the first letter of a word: of one that begins like the source's, else of the first.

    Args:
        inline: the translation; what is copied in it has no accelerator.
        letter: the accelerator of the source.
        locale: the locale of the translation, which knows the capital of i.

    >>> [place(Inline(text=text), "A", "tr") for text in ("Kaydet ve Aç", "Dosya", "...")]
    [10, 0, None]
    """
    copied = [(m.start, m.end) for m in inline.marks if m.kind is MarkKind.VERBATIM]
    text = masked(inline.text, copied, " ")
    letters = [at for at, character in enumerate(text) if character.isalnum()]
    initials = [at for at in letters if text[at].isalpha() and not text[at - 1 : at].isalpha()]
    like = [at for at in initials if lower(text[at], locale) == lower(letter, locale)]
    return next(iter([*like, *initials, *letters]), None)
