"""Headlines in Capitals, or IN CAPITALS: drafted from the same words as in a sentence.

A model learns from sentences. It takes Words With Capitals for names and cuts words in capitals
into letters; what it is shown instead is as long as the source, so that places in one are places
in the other. A headline in capitals comes out in capitals; one in title case, which is an English
custom, as a sentence. The first word of any segment is shown without its capital where a model
knows it better so. A draft of what begins with a capital begins with one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from glossary import casing
from glossary.model import SOURCE, Mention
from pipeline.alignment import piece_offsets
from pipeline.engines.base import Hypothesis
from pipeline.english import CALENDAR, is_word
from pipeline.pins import Pin

_CHUNK: Final = re.compile(r"[^\s–—]+")
_PLAIN: Final = re.compile(
    r"""["“”'‘’«(\[]*(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)["”'’»)\],.;:!?…]*"""
)
"""A word with its punctuation: no code, address or placeholder, no number."""


_FIRST: Final = re.compile(r"[A-Z][a-z]+(?![\w'’])")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_VOWEL: Final = re.compile(r"[AEIOUYaeiouy]")
_DATES: Final = CALENDAR - {"may", "march"}  # as months they are pinned

_OF_NAMES: Final = frozenset({"a", "an", "and", "of", "or", "the"})
_SMALL: Final = _OF_NAMES | {
    *("after", "against", "amid", "among", "as", "at", "before", "between", "but", "by", "during"),
    *("for", "from", "in", "into", "near", "nor", "off", "on", "over", "per", "since", "than"),
    *("through", "to", "toward", "towards", "under", "until", "up", "upon", "via", "vs", "with"),
    *("within", "without", "yet"),
}
"""What title case leaves in small letters (Chicago Manual of Style, 8.159), and of it what stands
within the names of bodies and offices as well."""

_LONG: Final = 5  # letters from which a word is hardly an acronym
_FEW: Final = 3  # common words with capitals, fewer of which may be the name of a body


def sentence(source: str, pins: Sequence[Pin]) -> str:
    """Return a headline as a sentence: a capital at its start, and those of the names in it.

    Names are those that the pins know, and what is no English word. What is no word at all (F-16,
    U.S., {NAME}) stays as it is, and so does a word without a vowel, which is an acronym. What is
    no headline is returned itself.

    >>> sentence("FIVE STATES' TRNC VISIT: F-16 DRILL OPENS", ())
    "Five states' TRNC visit: F-16 drill opens"
    >>> sentence("Five States Open Drill on Monday", ()), sentence("Drill in Bay of Bengal", ())
    ('Five states open drill on Monday', 'Drill in Bay of Bengal')
    """
    if not (_in_capitals(source, pins) or _in_title_case(source, pins)):
        return source
    shouted = source.isupper()
    shown = _CHUNK.sub(lambda chunk: _small(chunk[0], shouted=shouted), source)
    for pin in pins:
        if pin.mention:
            name = _named(source[pin.start : pin.end], pin.mention)
            shown = shown[: pin.start] + name + shown[pin.end :]
    return casing.capitalise(shown, SOURCE)


def begun_small(text: str, pins: Sequence[Pin], length: Callable[[str], int]) -> str:
    """Return a segment without the capital of its first word, where a model knows it better so.

    A model that writes words in pieces has seen "cherries" more often than "Cherries", which is
    other pieces. Names keep their capitals.

    Args:
        text: a segment.
        pins: its pins.
        length: how many pieces a text has.

    >>> begun_small("Cherries are cheap", (), lambda text: 5 - text.startswith("c"))
    'cherries are cheap'
    >>> begun_small("Cherries are cheap", (), lambda text: 5)
    'Cherries are cheap'
    """
    first = _FIRST.match(text)
    small = first[0].lower() if first else ""
    if not is_word(small) or small in CALENDAR or any(p.start == 0 and _is_name(p) for p in pins):
        return text
    shown = small + text[len(small) :]
    return shown if length(shown) < length(text) else text


def as_headline(hypothesis: Hypothesis, shown: str, source: str, locale: str) -> Hypothesis:
    """Return a draft of ``shown``, which is `sentence` of ``source``, as a draft of ``source``."""
    if shown == source:
        return hypothesis
    pieces = []
    for token, (start, end) in zip(
        hypothesis.source_tokens, piece_offsets(hypothesis.source_tokens, shown), strict=True
    ):
        known = token.endswith(shown[start:end])
        pieces.append(token[: len(token) - (end - start)] + source[start:end] if known else token)
    hypothesis = replace(hypothesis, source_tokens=tuple(pieces))
    if not source.isupper():
        return hypothesis
    return replace(
        hypothesis,
        text=casing.upper(hypothesis.text, locale),
        tokens=tuple(casing.upper(token, locale) for token in hypothesis.tokens),
    )


def begun(hypothesis: Hypothesis, source: str, locale: str) -> Hypothesis:
    """Return a draft that begins with a capital where its source does.

    A first word with a capital inside (iPhone) is written as it is.
    """
    text = casing.capitalise(hypothesis.text, locale)
    first = _WORD.search(hypothesis.text)
    inside = first is not None and any(letter.isupper() for letter in first[0])
    begins = next(filter(str.isalnum, source), "")
    if text == hypothesis.text or inside or not begins.isupper():
        return hypothesis
    tokens = [*hypothesis.tokens]
    at = next((n for n, token in enumerate(tokens) if any(map(str.isalnum, token))), None)
    if at is not None:
        tokens[at] = casing.capitalise(tokens[at], locale)
    return replace(hypothesis, text=text, tokens=tuple(tokens))


def _in_capitals(text: str, pins: Sequence[Pin]) -> bool:
    """Tell whether a segment is several words, all in capitals, and not acronyms alone.

    >>> _in_capitals("FIVE STATES OPEN DRILL", ()), _in_capitals("NATO, UN", ())
    (True, False)
    """
    if not text.isupper():
        return False
    acronyms = [pin for pin in pins if pin.mention and pin.mention.term.acronym]
    words = [word[0] for word in _outside(text, acronyms) if _VOWEL.search(word[0])]
    return len(words) > 2 or (len(words) > 1 and max(map(len, words)) >= _LONG)


def _in_title_case(text: str, pins: Sequence[Pin]) -> bool:
    """Tell whether the words of a segment have capitals that are not those of names.

    There must be several, and a sign that it is no list of names: a preposition, or a term that
    the glossary has in small letters.

    >>> _in_title_case("Five States Open Joint Drill on Coast", ())
    True
    >>> _in_title_case("Aidar Bekov, Dana Omarova and John Smith", ())
    False
    """
    words = [*_WORD.finditer(text)]
    if not words or any(word[0].islower() and word[0] not in _SMALL for word in words):
        return False
    first = words[0].start()
    common = [
        word
        for word in _outside(text, pins)
        if word.start() > first
        and word[0].istitle()
        and (is_word(low := word[0].lower()) or low in _DATES)
    ]
    relates = any(word[0] in _SMALL - _OF_NAMES for word in words)
    small = (pin for pin in pins if pin.mention and pin.mention.term.text.islower())
    return len(common) >= _FEW and (
        relates or any(pin.start > first and text[pin.start].isupper() for pin in small)
    )


def _is_name(pin: Pin) -> bool:
    return pin.mention is None or not pin.mention.term.text.islower()


def _outside(text: str, pins: Sequence[Pin]) -> Iterator[re.Match[str]]:
    """Yield the words of a text that are in none of the pins."""
    for word in _WORD.finditer(text):
        if not any(pin.start <= word.start() < pin.end for pin in pins):
            yield word


def _small(chunk: str, *, shouted: bool) -> str:
    """Return a word in small letters, unless its capitals are its own: McKinsey, UNDP, I, Bekov."""
    plain = _PLAIN.fullmatch(chunk)
    if plain is None or plain["word"] == "I" or not _VOWEL.search(chunk):
        return chunk
    word = plain["word"]
    if not shouted and any(part[1:] != part[1:].lower() for part in word.split("-")):
        return chunk
    small = casing.lower(chunk, SOURCE)
    lowered = casing.lower(word, SOURCE)
    is_name = lowered in _DATES or not all(map(is_word, _WORD.findall(lowered)))
    if not is_name:
        return small
    return casing.title(small, SOURCE) if shouted else chunk


def _named(shown: str, mention: Mention) -> str:
    """Return a mention with the capitals of its term only; an acronym's are all.

    A gloss in brackets is a name as well.
    """
    term = mention.term
    if term.acronym:
        return shown
    small = casing.lower(shown, SOURCE)
    start = small.find(casing.lower(term.text, SOURCE))
    if start < 0 or mention.glossed:  # in the plural, or with other dashes and accents
        return small if term.text.islower() else casing.title(shown, SOURCE)
    return small[:start] + term.text + small[start + len(term.text) :]
