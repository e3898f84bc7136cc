"""Checks of one term at a time: its letters, its typography, and what it says of its grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from glossary.alphabets import Strangeness, strangeness, words
from glossary.casing import lower
from glossary.english import looks_plural
from glossary.model import SOURCE, Case, Concept, Number, Term
from glossary.remarks import Level, term_check

_ALPHABET: Final = {
    "en": "English", "kk": "Kazakh", "ru": "Russian", "tr": "Turkish", "az": "Azerbaijani",
}  # fmt: skip
_TURKIC: Final = {"kk", "tr", "az"}
_SPACE: Final = re.compile(r"^\s|\s$|\s\s|[^\S ]|[\u00ad\u200b-\u200f\u2060\ufeff]")
_PAIRS: Final = {"(": ")", "[": "]", "«": "»", "“": "”"}
_PLURAL: Final = {
    "kk": re.compile(r"[лдт][ае]р"),
    "tr": re.compile(r"l[ae]r"),
    "az": re.compile(r"l[aə]r"),
    "ru": re.compile(r"[ыиаяе]$"),
}
_RUSSIAN_SINGULAR: Final = re.compile(r"(?:ая|яя|ый|ой|ое|ее)$")
_EFFECT: Final = {
    "izafet": _TURKIC,
    "harmony": _TURKIC,
    "soften": _TURKIC,
    "spoken": _TURKIC,
    "gender": {"ru"},
    "animate": {"ru"},
    "person": {"ru"},
    "case_sensitive": {SOURCE},
}
_NO_CASES: Final = {
    "kk": {Case.PREPOSITIONAL},
    "tr": {Case.PREPOSITIONAL},
    "az": {Case.PREPOSITIONAL},
    "ru": {Case.LOCATIVE, Case.ABLATIVE, Case.RELATIONAL},
}


@term_check("look-alike", Level.ERROR)
def look_alike(_concept: Concept, term: Term) -> Iterator[str]:
    """Yield the words in which letters of another script pose as the locale's own."""
    for word in words(term.text):
        match strangeness(word, term.locale):
            case (Strangeness.MIXED, letters):
                codes = ", ".join(f"{letter} U+{ord(letter):04X}" for letter in letters)
                yield f"{word!r} mixes two alphabets ({codes}); type it again"


@term_check("wrong-alphabet", Level.ERROR)
def wrong_alphabet(_concept: Concept, term: Term) -> Iterator[str]:
    """Yield the words of the other script. An acronym (BRICS) may be one, if it says that it is."""
    for word in words(term.text):
        match strangeness(word, term.locale):
            case (Strangeness.SCRIPT, _) if not (term.acronym and word.isupper()):
                yield f"{word!r} is not written in {_ALPHABET[term.locale]} letters"


@term_check("foreign-letter", Level.WARNING)
def foreign_letter(concept: Concept, term: Term) -> Iterator[str]:
    """Yield the words with letters that the alphabet lacks, unless another locale has the word.

    Names may be taken over as they are: область Жетісу, São Tomé.
    """
    others = {
        word
        for locale, terms in concept.terms.items()
        for other in terms
        if locale != term.locale
        for word in words(other.text)
    }
    for word in words(term.text):
        match strangeness(word, term.locale):
            case (Strangeness.LETTERS, letters) if word not in others:
                alphabet = _ALPHABET[term.locale]
                yield f"{word!r} has letters that are not {alphabet}: {', '.join(letters)}"


@term_check("white-space", Level.WARNING)
def white_space(_concept: Concept, term: Term) -> Iterator[str]:
    """Yield a term with spaces that are doubled, at an end, not plain, or invisible."""
    if match := _SPACE.search(term.text):
        yield f"{term.text!r} has a stray space or invisible character after {match.start()} others"


@term_check("quotes", Level.WARNING)
def quotes(_concept: Concept, term: Term) -> Iterator[str]:
    """Yield a term whose quotation marks or brackets do not pair."""
    open_: list[str] = []
    for char in term.text:
        if char in _PAIRS:
            open_.append(_PAIRS[char])
        elif char in _PAIRS.values() and (not open_ or open_.pop() != char):
            yield f"{term.text!r} has {char} without its partner"
            return
    if open_ or term.text.count('"') % 2:
        yield f"{term.text!r} has a quotation mark or bracket without its partner"


@term_check("capitals", Level.WARNING)
def capitals(_concept: Concept, term: Term) -> Iterator[str]:
    """Yield the proper nouns without a capital, and acronyms with fewer than two."""
    found = sum(char.isupper() for char in term.text)
    if term.acronym and found + sum(char.isdigit() for char in term.text) < 2:  # G7 is one
        yield f"{term.text!r} is an acronym with fewer than two capitals"
    elif term.proper and not found and any(char.isalpha() for char in term.text):
        yield f"{term.text!r} is a proper noun without a capital; write it, or proper = false"


@term_check("number", Level.WARNING)
def number(_concept: Concept, term: Term) -> Iterator[str]:
    """Yield the terms said to be in the plural that look like a singular."""
    if term.number is not Number.PLURAL or term.acronym or term.invariable:
        return
    if term.locale == SOURCE:
        plural = looks_plural(term.text)
    elif term.locale == "ru":
        each = words(lower(term.text, "ru"))
        plural = not _RUSSIAN_SINGULAR.search(each[0]) and any(map(_PLURAL["ru"].search, each))
    else:
        plural = _PLURAL[term.locale].search(inflecting_word(term)) is not None
    if not plural:
        yield f"number = plural, but {term.text!r} looks like a singular"


@term_check("head", Level.ERROR)
def head(_concept: Concept, term: Term) -> Iterator[str]:
    """Yield the terms whose inflecting words are none of theirs."""
    count = len(term.text.split())
    if any(place >= count for place in term.head):
        yield f"head = {list(term.head)}, but {term.text!r} has {count} words, counted from 0"


@term_check("no-effect", Level.WARNING)
def no_effect(_concept: Concept, term: Term) -> Iterator[str]:
    """Yield the grammar that a term states in vain."""
    bare = Term(text=term.text, locale=term.locale)
    for field, locales in _EFFECT.items():
        if getattr(term, field) != getattr(bare, field) and term.locale not in locales:
            yield f"{field} has no effect in {term.locale}; remove it"
    for key in term.irregular:
        if key.partition(".")[0] in _NO_CASES.get(term.locale, ()):
            yield f"irregular form {key}: {_ALPHABET[term.locale]} has no such case"
    if term.invariable and term.irregular:
        yield "it is invariable and has irregular forms; remove one"


def inflecting_word(term: Term) -> str:
    """Return the word of a term that takes endings in Turkic locales, in lower case."""
    split = term.text.split()
    place = term.head[-1] if term.head and term.head[-1] < len(split) else -1
    found = words(split[place]) if split else []
    return lower(found[-1], term.locale) if found else ""
