"""Texts made alike for comparison, with a way back to the offsets of the original.

Case, accents, kinds of dashes, quotes and apostrophes, runs of white space, and invisible
characters differ between texts that say the same. A ``Folding`` decides which letters are alike;
``normalise`` applies it and keeps track of every offset.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from glossary.casing import fold as casefold
from glossary.model import SOURCE

BREAK: Final = "\n"
"""What a paragraph break becomes; no term goes across it."""

_ALIKE: Final = {
    **dict.fromkeys("’‘‛ʼʻʹʽ′`´＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    # Not the em dash, which parts sentences.
    **dict.fromkeys("‐‑‒–−﹣－", "-"),
}
# Latin letters that Unicode does not decompose but English texts write without their stroke.
_STROKES: Final = str.maketrans(
    {
        **{"ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ß": "ss", "þ": "th"},
        **{"æ": "ae", "œ": "oe", "Æ": "AE", "Œ": "OE", "Þ": "Th"},
        **{"Ø": "O", "Đ": "D", "Ð": "D", "Ł": "L", "Ħ": "H", "ẞ": "SS"},
    }
)
# Spellings of the target languages that are one to a reader: Russian and Kazakh leave out the
# dots of ё, Turkish the circumflex of a long vowel.
_OPTIONAL: Final = {
    "ru": str.maketrans("ё", "е"),
    "kk": str.maketrans("ё", "е"),
    "tr": str.maketrans("âîû", "aiu"),
    "az": {},
}
_MARKS: Final = "\u0300-\u036f\u0483-\u0487"
_SPACES: Final = re.compile(r"\s\s+")


class Folding(dict[int, str]):
    """What each character becomes: the table of ``str.translate``, filled as characters come.

    All foldings make spaces, dashes, quotes and apostrophes alike and drop what is invisible;
    ``letter`` says what they do with a letter.
    """

    def __init__(self, letter: Callable[[str], str]) -> None:
        super().__init__()
        self._letter = letter
        self._even: set[str] = set()

    def odd(self, text: str) -> set[str]:
        """Return the characters of ``text`` that do not become one character each."""
        new = set(text) - self._even
        odd = {char for char in new if len(self[ord(char)]) != 1}
        self._even |= new - odd
        return odd

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded

    def _fold(self, char: str) -> str:
        if char in _ALIKE:
            return _ALIKE[char]
        if char.isspace():
            return " "
        match unicodedata.category(char):
            case "Cf" | "Mn" | "Me":
                return ""  # soft hyphens, zero-width spaces, byte order marks, loose accents
            case "Cs":
                return "\ufffd"  # half a character: the automaton takes none
            case "No":
                return "*"  # the ² of a footnote is no part of its word
            case "Lu" | "Ll" | "Lt" | "Lm" | "Lo":
                return self._letter(char)
        return char


@cache
def folding(locale: str) -> Folding:
    """Return the folding in which texts of a locale are compared.

    In English letters lose case and accents; elsewhere only case, as the locale has it.
    """
    if locale == SOURCE:
        return Folding(lambda letter: bare(letter).casefold())
    optional = _OPTIONAL[locale]
    return Folding(
        lambda letter: casefold(unicodedata.normalize("NFKC", letter), locale).translate(optional)
    )


def bare(text: str) -> str:
    """Return ``text`` without accents, in its own case.

    >>> bare("Türkiye, Łódź, Æthelred")
    'Turkiye, Lodz, AEthelred'
    """
    letters = unicodedata.normalize("NFKD", text)
    kept = (c for c in letters if unicodedata.category(c) != "Mn")
    return "".join(kept).translate(_STROKES)


def exact(text: str) -> str:
    r"""Return ``text`` with alike spaces, dashes, quotes and apostrophes, but its own letters.

    >>> exact("Ministry\n  of “Foreign” Affairs")
    'Ministry of "Foreign" Affairs'
    """
    return normalise(text, _EXACT).text


@dataclass(frozen=True, kw_only=True, slots=True)
class Normal:
    """A normalised text.

    Attributes:
        text: the text to compare.
        original: the text that it was made from.
        starts, origins: where an exact stretch begins, in ``text`` and in ``original``; from
            there on characters correspond one to one.
    """

    text: str
    original: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in ``original`` the stretch ``text[start:end]`` stands.

        It takes in the marks on its last letter, but nothing invisible that follows.
        """
        last = self._origin(end - 1) + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return self._origin(start), min(last, self._origin(end))

    def _origin(self, offset: int) -> int:
        stretch = bisect_right(self.starts, offset)
        origin = self.origins[stretch - 1] + offset - self.starts[stretch - 1]
        # Within a letter that became several (ﬃ, ffi) the offsets run ahead.
        return min([origin, *self.origins[stretch : stretch + 1]])


def normalise(text: str, fold: Folding) -> Normal:
    r"""Make ``text`` comparable.

    Beyond what ``fold`` does with each character, a run of white space becomes one space, or
    ``BREAK`` where it holds an empty line, and letters are composed with the marks after them.

    >>> normal = normalise("Tu\u0308rkiye\u00a0 and\nIran", folding("en"))
    >>> normal.text, normal.span(0, 7), normal.span(12, 16)
    ('turkiye and iran', (0, 8), (14, 18))
    """
    odd = fold.odd(text)
    if not odd and not _SPACES.search(text):  # as most terms and forms are
        return Normal(text=text.translate(fold), original=text, starts=(0,), origins=(0,))
    pieces: list[str] = []
    starts, origins = [0], [0]
    done = length = 0
    for match in _uneven(odd, fold).finditer(text):
        start, end = match.span()
        run = match[0]
        if run[0].isspace() and run[-1].isspace():
            piece = _space(run)
        else:
            piece = unicodedata.normalize("NFC", run).translate(fold)
        pieces += text[done:start].translate(fold), piece
        length += start - done + len(piece)
        done = end
        starts.append(length)
        origins.append(done)
    pieces.append(text[done:].translate(fold))
    return Normal(text="".join(pieces), original=text, starts=tuple(starts), origins=tuple(origins))


def search_key(text: str) -> str:
    """Return what a search compares: without case, accents, apostrophes and extra spaces.

    >>> search_key("  İSTANBUL "), search_key("N’Djamena"), search_key("ıstanbul")
    ('istanbul', 'ndjamena', 'istanbul')
    """
    return " ".join(text.translate(folding(SOURCE)).replace("'", "").split())


_EXACT: Final = Folding(lambda letter: letter)


def _uneven(odd: set[str], fold: Folding) -> re.Pattern[str]:
    """Return a pattern of the stretches of a text that do not fold one to one."""
    if not odd:
        return _SPACES
    # What is invisible, and loose marks, do not part white space from white space.
    dropped = re.escape("".join(sorted(c for c in odd if not fold[ord(c)])))
    signs = re.escape("".join(sorted(odd)))
    return re.compile(rf"\s[\s{dropped}]*\s|.[{_MARKS}]+|[{signs}]")


def _space(run: str) -> str:
    lines = max(run.count("\n"), run.count("\r"))
    return BREAK if lines > 1 or "\u2029" in run else " "
