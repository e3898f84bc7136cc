"""One rule engine for the nouns of Kazakh, Turkish and Azerbaijani.

The three languages build a noun the same way, stem + plural + possessive + case (Göksel and
Kerslake 2005, "Turkish: A Comprehensive Grammar", ch. 8.1; Muhamedowa 2016, "Kazakh: A
Comprehensive Grammar", ch. 2.1), and fit each ending to the sound before it. What differs stands
in a :class:`Grammar`: the endings, the letters that fit them, and how a word becomes a stem.

Endings are written with archiphonemes, as grammars write them: ``A`` and ``I`` are vowels that
harmonise, other Latin capitals are consonants that assimilate, a letter in brackets is a buffer
that stands only where two vowels or two consonants would meet otherwise, and an ending that
begins with a space is a word of its own (``ilə``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Final

from glossary.inflect import phrase
from glossary.model import Case, Form, Number, Possessor, Term

CASES: Final = (
    Case.NOMINATIVE,
    Case.GENITIVE,
    Case.DATIVE,
    Case.ACCUSATIVE,
    Case.LOCATIVE,
    Case.ABLATIVE,
    Case.INSTRUMENTAL,
    Case.RELATIONAL,
)

Endings = tuple[str, ...]

_SYMBOL: Final = re.compile(r"\((.)\)|(.)")
_YIELDED_TO: Final = re.compile(r"[AI]|\(.\)[AI]|\([AI]\)")
_LETTER: Final = re.compile(r"[^\W_]")
_CLOSING: Final = re.compile(r"\S*")
_PLURAL: Final = re.compile(r"(?:l[aeə]r|[лдт][ае]р)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stem:
    """A word as its endings meet it.

    Attributes:
        text: as written alone (kitap).
        yielding: as written before a vowel (kitab-, şehr-).
        sound: as read before an ending, in lower case: what the first ending follows.
        yielding_sound: as read before a vowel; differs where a consonant is gained (su, suy-).
        front: which row of vowels the endings take.
        joints: what stands between word and ending, best first: "", "'", "-".
        plural_joints: the same before the plural ending.
        closed: as written before a consonant where that differs (xətt, xətlər; Минск, Минскіде).
    """

    text: str
    yielding: str
    sound: str
    yielding_sound: str
    front: bool
    joints: tuple[str, ...] = ("",)
    plural_joints: tuple[str, ...] = ("",)
    closed: str = ""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Grammar:
    """What sets one Turkic language apart from the next.

    Attributes:
        locale: the language.
        vowels: the letters that an ending takes for vowels.
        rounded: those of them that are rounded.
        harmony: archiphoneme -> its letters, indexed by ``front + 2 * rounded``.
        assimilation: archiphoneme -> its (back, front) letters, indexed by ``sound_class``.
        sound_class: what was said so far -> the class that decides assimilation.
        plural: the plural ending.
        possessives: the endings of each possessor, best first.
        cases: the endings of each case but the instrumental.
        cases_after: a possessive's last symbol -> what differs after it.
        instrumental: (term, whether a vowel goes before) -> its endings, best first.
        stems: (word, term) -> its stems, best first; two where the harmony of a loan wavers.
        izafet: whether a term that does not say so ends in a possessive.
        bare: a word that ends in a possessive -> the word without it (Teşkilatı -> Teşkilat).
        quoted_inside: whether an ending goes inside closing quotes rather than after them.
    """

    locale: str
    vowels: str
    rounded: str
    harmony: Mapping[str, str]
    assimilation: Mapping[str, tuple[str, str]]
    sound_class: Callable[[str], int]
    plural: str
    possessives: Mapping[Possessor, Endings]
    cases: Mapping[Case, Endings]
    cases_after: Mapping[str, Mapping[Case, Endings]]
    instrumental: Callable[[Term, bool], Endings]
    stems: Callable[[str, Term], tuple[Stem, ...]]
    izafet: Callable[[str], bool]
    bare: Callable[[str], str]
    quoted_inside: bool


def decline(grammar: Grammar, term: Term, *, owners: Sequence[Possessor] = ()) -> Iterator[Form]:
    """Yield the forms of ``term`` cell by cell, the best of each cell first; texts may repeat.

    A plural-only term is taken as it stands: its text is the plural. ``owners`` adds the forms
    of these possessors. A term that ends in a possessive already (izafet) has its case endings
    after a pronominal n, and gives that possessive up for another's or for a plural.
    """
    if term.invariable or not _LETTER.search(term.text):
        number = term.number or Number.SINGULAR
        yield from (Form(text=term.text, case=case, number=number) for case in CASES)
        return
    if term.izafet is None:
        term = replace(term, izafet=grammar.izafet(term.text))
    before, word, closing, after = _split(term)
    whole = grammar.stems(word, term)
    bare = _unjoined(grammar.stems(grammar.bare(word), term)) if term.izafet else whole
    numbers = _numbers(term, grammar.bare(word))
    for number, owner, case in product(numbers, (None, *owners), CASES):
        plural = number is Number.PLURAL and term.number is not Number.PLURAL
        for stem in bare if plural or owner else whole:
            for chain in _chains(grammar, term, stem, plural=plural, owner=owner, case=case):
                for text in _attach(grammar, stem, chain, closing, plural=plural):
                    yield Form(
                        text=before + text + after, case=case, number=number, possessor=owner
                    )


def _numbers(term: Term, bare: str) -> tuple[Number, ...]:
    """Return the numbers of a term; a name that is a plural already (Komor Adaları) has no other.

    Common nouns may only look like one: ABD doları.
    """
    if term.number:
        return (term.number,)
    if term.proper and term.izafet and _PLURAL.search(bare):
        return (Number.SINGULAR,)
    return tuple(Number)


def _split(term: Term) -> tuple[str, str, str, str]:
    """Split a term into what stands before, the word that inflects, closing marks, and the rest.

    The last word inflects unless ``head`` says otherwise.
    """
    text = term.text
    words = phrase.words(text)
    word = words[min(max(term.head), len(words) - 1) if term.head else -1]
    marks = _CLOSING.match(text, word.end())
    end = marks.end() if marks else word.end()
    return text[: word.start()], word[0], text[word.end() : end], text[end:]


def _unjoined(stems: tuple[Stem, ...]) -> tuple[Stem, ...]:
    return tuple(replace(stem, joints=("",)) for stem in stems)


def _chains(
    grammar: Grammar,
    term: Term,
    stem: Stem,
    *,
    plural: bool,
    owner: Possessor | None,
    case: Case,
) -> Iterator[Endings]:
    """Yield the endings of one cell, best first: plural, possessive, case."""
    possessives: Endings = ("",)
    if owner:
        possessives = grammar.possessives[owner]
    elif term.izafet and plural:
        possessives = grammar.possessives[Possessor.THIRD_SINGULAR]
    for possessive in possessives:
        chain: Endings = (possessive,) if possessive else ()
        if plural:  # Turkish evleri is "their house", "his houses" and "their houses".
            chain = tuple(ending.removeprefix(grammar.plural) for ending in chain)
            chain = (grammar.plural, *chain)
        state = "I" if term.izafet and not chain else possessive[-1:]
        if case is Case.NOMINATIVE:
            yield chain
        elif case is Case.INSTRUMENTAL:
            last = (stem.sound + tail(grammar, stem, chain))[-1:]
            for ending in grammar.instrumental(term, last in grammar.vowels):
                yield (*chain, ending)
        else:
            for ending in grammar.cases_after.get(state, {}).get(case, grammar.cases[case]):
                yield (*chain, ending)


def _attach(
    grammar: Grammar, stem: Stem, chain: Endings, closing: str, *, plural: bool
) -> Iterator[str]:
    """Yield the stem with its endings, one text for each joint and each side of a closing quote."""
    if not chain:
        yield stem.text + closing
        return
    joints = stem.plural_joints if plural else stem.joints
    if chain[0].startswith(" "):
        yield stem.text + closing + chain[0]
        return
    ending = tail(grammar, stem, chain)
    yields = _YIELDED_TO.match(chain[0]) is not None
    joined = stem.yielding if yields else stem.closed or stem.text
    # After an apostrophe or a hyphen a word keeps its spelling: Zonguldak'ı.
    inside = [(stem.text if joint else joined) + joint + ending + closing for joint in joints]
    outside = [stem.text + closing + ending] if closing else []
    yield from inside + outside if grammar.quoted_inside else outside + inside


def tail(grammar: Grammar, stem: Stem, chain: Endings) -> str:
    """Return the endings of ``chain`` as they are spelled after ``stem``.

    >>> from glossary.inflect.turkish import TURKISH
    >>> [okul] = TURKISH.stems("okul", Term(text="okul", locale="tr"))
    >>> tail(TURKISH, okul, ("lAr", "(I)m", "DA"))
    'larımda'
    """
    yields = bool(chain) and _YIELDED_TO.match(chain[0]) is not None
    sound = stem.yielding_sound if yields else stem.sound
    last_vowel = next((letter for letter in reversed(sound) if letter in grammar.vowels), " ")
    return _fit(grammar, sound[-2:], last_vowel in grammar.rounded, stem.front, chain)


@lru_cache(maxsize=16384)
def _fit(grammar: Grammar, before: str, rounded: bool, front: bool, chain: Endings) -> str:
    """Return what ``chain`` sounds like after the letters ``before``."""
    said = before
    for buffer, symbol in (pair for ending in chain for pair in _SYMBOL.findall(ending)):
        if buffer and (buffer in "AI") == (said[-1:] in grammar.vowels):
            continue
        letter = buffer or symbol
        if letter in grammar.harmony:
            said += grammar.harmony[letter][front + 2 * rounded]
            rounded = said[-1] in grammar.rounded
        elif letter in grammar.assimilation:
            said += grammar.assimilation[letter][front][grammar.sound_class(said)]
        else:
            said += letter
    return said[len(before) :]
