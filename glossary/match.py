"""Where an English text names concepts.

One automaton finds every term, its plurals too, in the normalised text; what it finds is then
held to the rules that letters alone cannot tell:

- A mention has boundaries: no letter, digit or underscore touches it. Hyphens bound words
  (``Kazakh-Uzbek``, ``non-Turkic``), apostrophes only before a possessive or a contraction. A web
  or e-mail address mentions nothing.
- A case-sensitive term keeps its capitals. Its small letters may be capitals at the beginning of
  words (``Organization Of Turkic States``), and the whole may be in capitals in a headline or a
  dateline. An acronym is found only as it is written, with an ``s`` in the plural.
- An accent in the text that the term lacks is no difference (Türkiye, Turkiye). One that the text
  lacks is none in terms of several words (Sao Tome and Principe); a single word must be listed
  without it, since Malé is not male and Réunion no reunion.
- White space, kinds of dashes and quotes, and a hyphen for a space make no difference; an empty
  line ends every term.
- The longest mention wins, then the leftmost; mentions do not overlap.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from glossary.bounds import ADDRESS, begins_word, is_word, keeps_capitals, longest_first
from glossary.english import plurals
from glossary.model import SOURCE, Concept, Mention, Number, Status, Term
from glossary.normal import Normal, bare, exact, folding, normalise, search_key
from glossary.store import Glossary

_HYPHEN: Final = re.compile(r"(?<=\w)-(?=\w)")
_CLITIC: Final = re.compile(r"'(s|d|m|ll|re|ve)(?!\w)")
_QUOTE: Final = re.compile(r"(?<!\w)'(?=\w)|(?<=\S)'(?!\w)")
_DOMAIN: Final = re.compile(r"\.[a-z\d]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_DATELINE: Final = re.compile(r"\s*(?:[,(:\u2013\u2014-]|$)")
_GLOSS: Final = re.compile(r"""(["”»’]?)\s{0,3}[(\[]([^()\[\]]{1,100})[)\]]""")
_QUOTES: Final = " \"“”„«»'‘’"
_NEAR: Final = 100
"""How many characters on either side are looked at where the context of a mention counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Name:
    """One way in which a text may name a concept.

    ``accented`` is a single word with accents; ``free``: any casing and accents will do.
    """

    concept: Concept
    term: Term
    text: str
    number: Number
    accented: bool
    free: bool


class Matcher:
    """Finds the mentions of a glossary's concepts in English texts.

    Deprecated concepts are never found. Proposed ones are found only if asked for: to show them
    is useful, to pin them is not.
    """

    def __init__(self, glossary: Glossary, *, proposed: bool = False) -> None:
        """Build the automaton of all terms; with ``proposed``, those of proposed concepts too."""
        wanted = {Status.APPROVED, Status.PROPOSED} if proposed else {Status.APPROVED}
        names: dict[str, list[_Name]] = {}
        for concept in glossary.concepts:
            if concept.status in wanted:
                for name in _names(concept):
                    names.setdefault(_comparable(name.text).text.strip(), []).append(name)
        names.pop("", None)
        for rivals in names.values():
            # Turkey the state before turkey the bird; otherwise as the glossary has them.
            rivals.sort(key=lambda name: name.free)
        self._names: Final = list(names.values())
        self._automaton: Final = AhoCorasick(list(names), matchkind=MatchKind.Standard)

    def match(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in ``text``, from left to right.

        A mention takes in its possessive ending, and the gloss in brackets of a concept that has
        one: ``Birlestik (Unity)``.
        """
        return tuple(longest_first(self._mentions(_comparable(text)), lambda m: (m.start, m.end)))

    def _mentions(self, normal: Normal) -> Iterator[Mention]:
        text = normal.text
        addresses = [match.span() for match in ADDRESS.finditer(text)]
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not begins_word(text, start) or (ending := _ending(text, end)) is None:
                continue
            if addresses and _within(addresses, start):
                continue
            first, last = normal.span(start, end)
            if _DOMAIN.match(normal.original, last):
                continue
            stop = normal.span(start, end + len(ending))[1]
            for name in self._names[index]:
                if name.free or _agrees(name, normal.original, first, last, stop):
                    yield _mention(name, normal.original, first, stop, possessive=bool(ending))
                    break


def _names(concept: Concept) -> Iterator[_Name]:
    """Yield the ways to name a concept: its English terms and their plurals."""
    for term in concept.allowed(SOURCE):
        text = exact(term.text)
        texts = [(text, term.number or Number.SINGULAR)]
        if term.number is None:
            many = [f"{text}s"] if term.acronym else plurals(text)
            texts += [(plural, Number.PLURAL) for plural in many]
        accented = " " not in text and bare(text) != text
        free = not (term.case_sensitive or term.acronym or accented)
        for form, number in texts:
            yield _Name(
                concept=concept, term=term, text=form, number=number, accented=accented, free=free
            )


def _comparable(text: str) -> Normal:
    """Normalise ``text``; a hyphen within a word becomes a space, which moves no offset."""
    normal = normalise(text, folding(SOURCE))
    return Normal(
        text=_HYPHEN.sub(" ", normal.text),
        original=text,
        starts=normal.starts,
        origins=normal.origins,
    )


def _ending(text: str, end: int) -> str | None:
    """Return the possessive ending that follows a mention, ``""``, or ``None`` if it ends not."""
    after = text[end : end + 1]
    if after != "'":
        return None if is_word(after) else ""
    if clitic := _CLITIC.match(text, end):
        return "'s" if clitic[1] == "s" else ""
    following = text[end + 1 : end + 3]
    if is_word(following[:1]):
        return None  # Nuku'alofa
    owns = text[end - 1] == "s" and following[:1] == " " and is_word(following[1:])
    return "'" if owns and not _closes_quote(text, end) else ""


def _closes_quote(text: str, place: int) -> bool:
    """Tell whether the apostrophe at ``place`` may end a quotation that began before it."""
    marks = [mark.start() for mark in _QUOTE.finditer(text, max(0, place - 2 * _NEAR), place)]
    return bool(marks) and is_word(text[marks[-1] + 1])


def _within(spans: list[tuple[int, int]], offset: int) -> bool:
    place = bisect_right(spans, (offset, sys.maxsize)) - 1
    return place >= 0 and offset < spans[place][1]


def _agrees(name: _Name, text: str, start: int, end: int, stop: int) -> bool:
    """Tell whether ``text[start:end]`` has the casing and the accents that ``name`` asks for.

    ``stop`` is where its possessive ending ends.
    """
    shown = text[start:end]
    if shown == name.text or (shown := exact(shown)) == name.text:
        return True
    if name.term.acronym:
        return False
    if name.accented and shown.casefold() != name.text.casefold():
        return False
    if not name.term.case_sensitive:
        return True
    if shown.isupper():
        return name.text.isupper() or _in_capitals(text, start, stop)
    return keeps_capitals(bare(name.text), bare(shown))


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Tell whether a mention in capitals stands among capitals, alone, or as a dateline."""
    if " " in exact(text[start:end]):
        return True
    left = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    right = text[end : end + _NEAR].partition("\n")[0]
    words = [*_WORD.findall(left)[-1:], *_WORD.findall(right)[:1]]
    if any(word.isupper() for word in words):
        return True
    return not _WORD.search(left) and _DATELINE.match(right) is not None


def _mention(name: _Name, text: str, start: int, end: int, *, possessive: bool) -> Mention:
    glossed = False
    gloss = name.concept.gloss.get(SOURCE)
    if gloss and (bracket := _GLOSS.match(text, end)):
        # A quotation mark between the two must belong to one right before the mention.
        quoted = bool(bracket[1])
        opened = start > 0 and text[start - 1] in _QUOTES[1:]
        if search_key(bracket[2].strip(_QUOTES)) == search_key(gloss) and opened >= quoted:
            glossed = True
            start, end = start - quoted, bracket.end()
    return Mention(
        concept=name.concept,
        term=name.term,
        start=start,
        end=end,
        number=name.number,
        possessive=possessive,
        glossed=glossed,
    )
