"""Turkish: endings, and how a word becomes a stem.

Rules by Göksel and Kerslake 2005 (G&K); the apostrophe by TDK Yazım Kılavuzu (2012), "Kesme
işareti".
"""

from __future__ import annotations

import re
from typing import Final

from glossary.casing import graft, lower
from glossary.inflect import exceptions as words
from glossary.inflect.reading import aloud
from glossary.inflect.turkic import Grammar, Stem
from glossary.model import Case, Harmony, Possessor, Term

VOWELS: Final = "aeıioöuüâîû"
_FRONT: Final = "eiöüî"
_VOICELESS: Final = "fstkçşhp"
_VOICED: Final = str.maketrans("pçtk", "bcdğ")
_PLAIN_LETTERS: Final = str.maketrans("âîû", "aiu")

_SIBILANT_IZAFET: Final = re.compile(r"[aeıioöuü]s[ıiuü]$")
_VELAR_IZAFET: Final = re.compile(r"[^aeıioöuü][aeıioöuü]ğ[ıiuü]$")
# Derivations that end in a high vowel of their own: -cI, -lI, -gI, -kI, -ntI (G&K ch. 7).
_DERIVED: Final = re.compile(r"(?:[cçgk]|[^aeıioöuü]l|[ıiuünr]t)[ıuü]$")
_SOLID_IZAFET: Final = re.compile(r"\w{3}(?:kuşu|otu|yağı|balığı|böceği|çiçeği|ağacı)$|\w{4}evi$")
_STAYS_VOICELESS: Final = re.compile(r"[^aeıioöuün]k$|(?:t|tr)op$|[oe]tip$")
_LOAN_IN_AL: Final = re.compile(r"(?<!s)al$")
_NATIVE_IN_AL: Final = frozenset({"portakal", "karnaval", "kartpostal", "zerdeçal"})


def stems(word: str, term: Term) -> tuple[Stem, ...]:
    """Return the stem of ``word``, the word of ``term`` that inflects."""
    said = lower(word, "tr")
    read = aloud(word, "tr")
    sound = lower(term.spoken, "tr") if term.spoken else read or said
    short = term.acronym or read is not None
    yielding = said if short or term.invariable else _yielding(said, term.soften)
    gained = yielding if said in {"su", "ne"} else sound
    return (
        Stem(
            text=word,
            yielding=graft(word, yielding, "tr"),
            sound=sound,
            yielding_sound=gained,
            front=term.harmony is Harmony.FRONT if term.harmony else _is_front(sound),
            joints=_joints(word, term, short),
            plural_joints=("'", "’") if short else ("",),
        ),
    )


def _joints(word: str, term: Term, short: bool) -> tuple[str, ...]:
    """Say what stands before a singular's endings.

    An apostrophe after proper nouns, abbreviations and figures; none after institutions, "Türk
    Dil Kurumundan" (TDK), which the press nevertheless often gives one.
    """
    if short or (term.proper and not term.izafet):
        return ("'", "’")
    if term.izafet and (term.proper or word[:1].isupper()):
        return ("'", "’", "") if term.proper else ("", "'", "’")
    return ("",)


def _is_front(sound: str) -> bool:
    """Whether endings take front vowels: as the last vowel says (G&K 3.2), but for some loans.

    Those are listed; so are loans in -al of three syllables or more (not the suffix -sal), and
    words whose last syllable is written âl (hâl, istiklâl).
    """
    plain = re.split(r"[\s-]", sound)[-1].translate(_PLAIN_LETTERS)
    if plain in words.TURKISH_FRONT or sound.endswith("âl"):
        return True
    if _LOAN_IN_AL.search(plain) and _syllables(plain) > 2 and plain not in _NATIVE_IN_AL:
        return True
    return next((v in _FRONT for v in reversed(sound) if v in VOWELS), True)


def _yielding(said: str, soften: bool | None) -> str:
    """Return the stem before a vowel: şehir -> şehr, kitap -> kitab, renk -> reng, hat -> hatt.

    G&K 2.1: final p, ç, t, k alternate in most nouns of several syllables, t in the fewest; k
    alone does so after a vowel or n. G&K 2.3: final -og has ğ. G&K 2.4: vowels that drop; 2.2:
    consonants that double.
    """
    plain = said.translate(_PLAIN_LETTERS)
    if plain in {"su", "ne"}:  # The only nouns with y for a buffer throughout: suyu, neyin.
        return said + "y"
    stem = said[:-2] + said[-1] if plain in words.TURKISH_DROPPING else said
    if soften if soften is not None else _softens(plain):
        stem = stem[:-2] + "ng" if stem.endswith("nk") else stem[:-1] + stem[-1].translate(_VOICED)
    elif _syllables(plain) > 1 and plain.endswith("og"):
        stem = stem[:-1] + "ğ"
    return stem + stem[-1] if plain in words.TURKISH_DOUBLED else stem


def _softens(plain: str) -> bool:
    if plain in words.TURKISH_VOICED or plain.endswith(("oit", "oksit")):
        return True
    if plain[-1:] not in {"p", "ç", "k"} or plain in words.TURKISH_VOICELESS:
        return False
    if plain.endswith("nk") and plain not in {"bank", "tank", "link", "punk", "şansonk"}:
        return True
    return _syllables(plain) > 1 and not _STAYS_VOICELESS.search(plain)


def _syllables(word: str) -> int:
    return sum(letter in VOWELS for letter in word)


# What a stem that changes against the rule is before a vowel -> the whole noun: güc- -> güç.
_WHOLE: Final = {
    _yielding(noun, None): noun
    for noun in sorted(words.TURKISH_DROPPING | words.TURKISH_DOUBLED | words.TURKISH_VOICED)
}


def is_izafet(text: str) -> bool:
    """Whether ``text`` reads as a compound in the possessive: Web sitesi, cumhurbaşkanı.

    The second noun of a compound bears the third person possessive (G&K 10.2). Of several words,
    the last ends in a vowel and -sI, in -ğI, or in a consonant and -ı, -u, -ü that is neither a
    derivation nor part of the noun; too many loans end in -i (enerji) for that to tell anything.
    """
    *rest, last = lower(text, "tr").split() or [""]
    if last in words.TURKISH_PLAIN:
        return False
    if not rest:
        return last in words.TURKISH_IZAFET or _SOLID_IZAFET.search(last) is not None
    if _SIBILANT_IZAFET.search(last) or _VELAR_IZAFET.search(last):
        return True
    # A capital may begin a name, of which nothing is known here.
    ends_in_i = last[-1] in "ıuü" and last[-2:-1] not in VOWELS
    return ends_in_i and text.rsplit(maxsplit=1)[-1].islower() and not _DERIVED.search(last)


def bare(word: str) -> str:
    """Return ``word`` without its third person possessive: Teşkilatı -> Teşkilat, sitesi -> site.

    The devoiced stop comes back; so does a dropped vowel of the listed stems, and a doubled
    consonant is single again (üssü -> üs; G&K 2.2). An s after a vowel is the possessive's, but
    for the listed nouns (meclisi -> meclis).
    """
    said = lower(word, "tr")
    if said[:-1] in words.TURKISH_SIBILANT:
        return word[:-1]
    if _SIBILANT_IZAFET.search(said) and said != "kafatası":
        return word[:-2]
    short = said[:-1] or said  # A letter by itself bears no ending.
    if short in _WHOLE:
        return graft(word, _WHOLE[short], "tr")
    if _syllables(short) > 1 or short.endswith("ğ"):
        short = short[:-2] + "nk" if short.endswith("ng") else short
        short = short[:-1] + short[-1:].translate(str.maketrans("bcdğ", "pçtk"))
    return graft(word, short, "tr")


def instrumental(term: Term, after_vowel: bool) -> tuple[str, ...]:
    """Return the endings of ile (G&K 8.1.4): apart after names, joined to common nouns."""
    return (" ile", "(y)lA") if term.proper or term.acronym else ("(y)lA", " ile")


TURKISH: Final = Grammar(
    locale="tr",
    vowels=VOWELS,
    rounded="oöuüû",
    harmony={"A": "aeae", "I": "ıiuü"},
    assimilation={"D": ("dt", "dt")},
    sound_class=lambda said: int(said[-1:] in _VOICELESS),
    plural="lAr",
    possessives={
        Possessor.FIRST_SINGULAR: ("(I)m",),
        Possessor.SECOND_SINGULAR: ("(I)n",),
        Possessor.THIRD_SINGULAR: ("(s)I",),
        Possessor.FIRST_PLURAL: ("(I)mIz",),
        Possessor.SECOND_PLURAL: ("(I)nIz",),
        Possessor.THIRD_PLURAL: ("lArI",),
    },
    cases={
        Case.GENITIVE: ("(n)In",),
        Case.DATIVE: ("(y)A",),
        Case.ACCUSATIVE: ("(y)I",),
        Case.LOCATIVE: ("DA",),
        Case.ABLATIVE: ("DAn",),
        Case.RELATIONAL: ("DAki",),
    },
    # The pronominal n (G&K 8.1.3).
    cases_after={
        "I": {
            Case.DATIVE: ("nA",),
            Case.ACCUSATIVE: ("nI",),
            Case.LOCATIVE: ("ndA",),
            Case.ABLATIVE: ("ndAn",),
            Case.RELATIONAL: ("ndAki",),
        }
    },
    instrumental=instrumental,
    stems=stems,
    izafet=is_izafet,
    bare=bare,
    quoted_inside=False,
)
