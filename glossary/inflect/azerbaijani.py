"""Azerbaijani: endings, and how a word becomes a stem.

Rules by «Müasir Azərbaycan dili» II, "Morfologiya" (Azerbaijan Academy of Sciences 1980), by
Householder and Lofti 1965, "Basic Course in Azerbaijani", and by the spelling rules of 2019,
«Azərbaycan dilinin orfoqrafiya qaydaları».
"""

from __future__ import annotations

import re
from typing import Final

from glossary.casing import graft, lower
from glossary.inflect import exceptions as words
from glossary.inflect.reading import aloud
from glossary.inflect.turkic import Grammar, Stem
from glossary.model import Case, Harmony, Possessor, Term

VOWELS: Final = "aəeıioöuü"
_FRONT: Final = "əeiöü"
_SUFFIXED: Final = re.compile(r"(?<=\w{3})(?:l[ıu]q|l[iü]k)$")
_LOAN_ONSET: Final = re.compile(r"^[^aəeıioöuü]{2}")
_SOLID_IZAFET: Final = re.compile(r"\w{3}(?:quşu|otu|yağı|balığı|böcəyi|çiçəyi|ağacı)$")
_DOUBLED: Final = re.compile(r"([^aəeıioöuü])\1$")
_IZAFET: Final = re.compile(r"(?:[aəeıioöuü]s[ıiuü]|l[ıu]ğ[ıu]|l[iü]y[iü])$")


def stems(word: str, term: Term) -> tuple[Stem, ...]:
    """Return the stem of ``word``, the word of ``term`` that inflects."""
    said = lower(word, "az")
    read = aloud(word, "az")
    sound = lower(term.spoken, "az") if term.spoken else read or said
    short = term.acronym or read is not None
    # A name keeps its spelling (Bişkekin), unless it is a common noun by its suffix (Katibliyin).
    name = term.proper and " " not in term.text and not _SUFFIXED.search(said)
    yielding = said if short or name else _yielding(said, term.soften)
    joints = ("-",) if short else ("",)
    # One of two like consonants goes before a consonant: xətt, xətti, but xətlər (spelling rules,
    # "Qoşa samitlərin yazılışı"). Names keep both.
    doubled = not short and not name and _DOUBLED.search(said) is not None
    return (
        Stem(
            text=word,
            yielding=graft(word, yielding, "az"),
            sound=sound,
            yielding_sound=yielding if said in {"su", "nə"} else sound,
            front=term.harmony is Harmony.FRONT if term.harmony else _is_front(sound),
            joints=joints,
            plural_joints=joints,
            closed=word[:-1] if doubled else "",
        ),
    )


def _is_front(sound: str) -> bool:
    return next((v in _FRONT for v in reversed(sound) if v in VOWELS), True)


def _yielding(said: str, soften: bool | None) -> str:
    """Return the stem before a vowel: oğul -> oğl, bulaq -> bulağ, çörək -> çörəy.

    q and k of words of several syllables become ğ and y (spelling rules, "Şəkilçilərin yazılışı").
    """
    if said in {"su", "nə"}:  # The only nouns with y for a buffer throughout: suyu, nəyin.
        return said + "y"
    stem = said[:-2] + said[-1] if said in words.AZERBAIJANI_DROPPING else said
    if soften if soften is not None else _softens(said):
        return stem[:-1] + stem[-1].translate(str.maketrans("qk", "ğy"))
    return stem


def _softens(said: str) -> bool:
    """Whether final q or k alternates: not in loans, which break harmony (ittifaqı, akademiki)."""
    rows = [letter in _FRONT for letter in said if letter in VOWELS]
    if len(rows) < 2 or said[-1] not in "qk" or said[-2] not in VOWELS:
        return False
    if _SUFFIXED.search(said):
        return True
    if said[-1] == "q":
        return not rows[-1] and not rows[-2]
    return rows[-1] and (said[-2] == "ə" or (all(rows) and not _LOAN_ONSET.search(said)))


def is_izafet(text: str) -> bool:
    """Whether ``text`` ends in a noun's possessive: Müdafiə Nazirliyi, dəvəquşu.

    Only where the ending can be nothing else: of several words, -sı after a vowel, and -lığı,
    -liyi; of one, the solid names of plants and animals.
    """
    pattern = _IZAFET if len(text.split()) > 1 else _SOLID_IZAFET
    return pattern.search(lower(text, "az")) is not None


def bare(word: str) -> str:
    """Return ``word`` without its third person possessive: Təşkilatı -> Təşkilat, yolu -> yol."""
    said = lower(word, "az")
    if said[:-1] in words.AZERBAIJANI_SIBILANT:
        return word[:-1]
    if re.search(r"[aəeıioöuü]s[ıiuü]$", said):
        return word[:-2]
    short = said[:-1] or said  # A letter by itself bears no ending.
    for full in words.AZERBAIJANI_DROPPING:
        if _yielding(full, None) == short:
            return graft(word, full, "az")
    if sum(letter in VOWELS for letter in short) > 1:
        if short.endswith("ğ"):
            short = short[:-1] + "q"
        elif re.search(r"[əeiöü]y$", short):
            short = short[:-1] + "k"
    return graft(word, short, "az")


def instrumental(_term: Term, after_vowel: bool) -> tuple[str, ...]:
    """Return the endings of ilə: a word after vowels, else joined (spelling rules, "ilə")."""
    return (" ilə", "ylA") if after_vowel else ("lA", " ilə")


AZERBAIJANI: Final = Grammar(
    locale="az",
    vowels=VOWELS,
    rounded="oöuü",
    harmony={"A": "aəaə", "I": "ıiuü"},
    assimilation={},
    sound_class=lambda _said: 0,
    plural="lAr",
    possessives={
        Possessor.FIRST_SINGULAR: ("(I)m",),
        Possessor.SECOND_SINGULAR: ("(I)n",),
        Possessor.THIRD_SINGULAR: ("(s)I",),
        Possessor.FIRST_PLURAL: ("(I)mIz",),
        Possessor.SECOND_PLURAL: ("(I)nIz",),
        Possessor.THIRD_PLURAL: ("(s)I", "lArI"),
    },
    cases={
        Case.GENITIVE: ("(n)In",),
        Case.DATIVE: ("(y)A",),
        Case.ACCUSATIVE: ("(n)I",),
        Case.LOCATIVE: ("dA",),
        Case.ABLATIVE: ("dAn",),
        Case.RELATIONAL: ("dAkI",),
    },
    # The pronominal n of the third person.
    cases_after={
        "I": {
            Case.DATIVE: ("nA",),
            Case.LOCATIVE: ("ndA",),
            Case.ABLATIVE: ("ndAn",),
            Case.RELATIONAL: ("ndAkI",),
        }
    },
    instrumental=instrumental,
    stems=stems,
    izafet=is_izafet,
    bare=bare,
    quoted_inside=False,
)
