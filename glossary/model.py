"""The values of the termbase: concepts, their terms in each locale, and inflected forms.

The vocabulary is that of terminology work (ISO 30042, TBX): a *concept* has *terms*; a term is
*preferred*, *accepted* (TBX: admitted) or *forbidden* (TBX: deprecated). Grammatical features use
the names of UniMorph. Nothing here reads files, knows rules of a language, or keeps state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

SOURCE: Final = "en"
LOCALES: Final = ("kk", "ru", "tr", "az")


class Status(StrEnum):
    """Where a concept stands in its life (TBX administrative status of the entry)."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DEPRECATED = "deprecated"


class Rank(StrEnum):
    """How a locale regards one of a concept's terms."""

    PREFERRED = "preferred"
    ACCEPTED = "accepted"
    FORBIDDEN = "forbidden"


class Case(StrEnum):
    """Grammatical case. The values are UniMorph's labels.

    Kazakh has seven (instrumental included), Turkish and Azerbaijani six (their instrumental is
    the clitic -la/-lə), Russian six (its prepositional is ``ESS``). ``RELATIONAL`` is the Turkic
    locative turned adjective (-дағы, -daki, -dakı), which running text uses like a case.
    """

    NOMINATIVE = "NOM"
    GENITIVE = "GEN"
    DATIVE = "DAT"
    ACCUSATIVE = "ACC"
    LOCATIVE = "LOC"
    ABLATIVE = "ABL"
    INSTRUMENTAL = "INS"
    PREPOSITIONAL = "ESS"
    RELATIONAL = "REL"


class Number(StrEnum):
    """Grammatical number."""

    SINGULAR = "SG"
    PLURAL = "PL"


class Possessor(StrEnum):
    """The possessor that a Turkic noun's ending names (``PSS3S``: his, her, its)."""

    FIRST_SINGULAR = "PSS1S"
    SECOND_SINGULAR = "PSS2S"
    THIRD_SINGULAR = "PSS3S"
    FIRST_PLURAL = "PSS1P"
    SECOND_PLURAL = "PSS2P"
    THIRD_PLURAL = "PSS3P"


THIRD_PERSON: Final = (Possessor.THIRD_SINGULAR, Possessor.THIRD_PLURAL)
"""The possessors of news prose: his, her, its, their."""


class Harmony(StrEnum):
    """Which row of suffix vowels a word takes where its own letters mislead."""

    FRONT = "front"
    BACK = "back"


class Person(StrEnum):
    """The gender of a person whose name a term is; Russian surnames inflect by it."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One inflected form of a term.

    ``adjective`` marks a form of the derived adjective (казахстанский) or of another accepted
    rendering that is no case of the noun; ``case`` then is the adjective's own.
    """

    text: str
    case: Case
    number: Number
    possessor: Possessor | None = None
    adjective: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One term of a concept in one locale, with what its inflection needs.

    Attributes:
        text: the dictionary form, as it stands in running text.
        locale: ``en``, ``kk``, ``ru``, ``tr`` or ``az``.
        rank: preferred, accepted or forbidden.
        proper: a proper noun (Turkish writes an apostrophe before its case endings).
        acronym: read letter by letter or as a word, all capitals; never lower-cased.
        spoken: how it is read where spelling misleads the ending: ``БҰҰ`` -> ``Ұ``, ``ABD`` ->
            ``a be de``. Endings attach to ``text`` but follow the sound of ``spoken``.
        harmony: overrides the vowel harmony that the last vowel suggests (loans).
        soften: whether a final voiceless stop is voiced before a vowel (kitap -> kitabı);
            ``None`` lets the rules decide.
        izafet: whether the text already ends in a possessive (Türk Devletleri Teşkilatı), so that
            a pronominal n stands before case endings; ``None`` lets the rules decide.
        head: the words that inflect, counted from 0 in every locale alike: what stands between
            blanks and holds a letter or a digit, so that a dash by itself counts for none. Empty:
            the rules decide (the last word in Turkic locales, the head noun and what agrees with
            it in Russian).
        number: ``PLURAL`` where the term exists in the plural only (Вооружённые силы), or
            ``SINGULAR`` where it has no plural (names); ``None``: both.
        gender: Russian: ``masc``, ``femn``, ``neut`` where the dictionary is wrong or silent.
        animate: Russian: decides the accusative; ``None``: the dictionary decides.
        person: the gender of a person's name.
        invariable: never inflects (Russian: Баку, Тбилиси).
        adjective: the derived adjective in its dictionary form (казахстанский, қазақстандық).
        case_sensitive: English: matched only in this casing (Turkey, not turkey).
        irregular: overrides, keyed ``CASE.NUMBER`` as in ``GEN.SG``; the values are full forms.
        note: a remark for editors.
    """

    text: str
    locale: str
    rank: Rank = Rank.PREFERRED
    proper: bool = False
    acronym: bool = False
    spoken: str | None = None
    harmony: Harmony | None = None
    soften: bool | None = None
    izafet: bool | None = None
    head: tuple[int, ...] = ()
    number: Number | None = None
    gender: str | None = None
    animate: bool | None = None
    person: Person | None = None
    invariable: bool = False
    adjective: str | None = None
    case_sensitive: bool = False
    irregular: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Concept:
    """One entry of the termbase.

    Attributes:
        id: unique in the termbase: lower-case words joined by hyphens.
        subject: the file that holds it (``countries``).
        terms: locale -> its terms, the preferred first, forbidden ones last. ``en`` holds the
            English terms under which the concept is found.
        gloss: locale -> the explanation that follows in brackets: English ``Unity`` in
            "Birlestik (Unity)", Russian ``Единство``. A locale without one drops the brackets.
        pos: part of speech: ``proper noun``, ``noun``, ``adjective``, ``phrase``.
        line: where its table begins in its file, counted from 1; 0 when it has no file.
    """

    id: str
    subject: str
    terms: Mapping[str, tuple[Term, ...]]
    gloss: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    pos: str = "noun"
    status: Status = Status.APPROVED
    definition: str = ""
    note: str = ""
    source: str = ""
    line: int = 0

    def preferred(self, locale: str) -> Term | None:
        """Return the preferred term of ``locale``, or ``None`` where it has none."""
        return next((t for t in self.terms.get(locale, ()) if t.rank is Rank.PREFERRED), None)

    def allowed(self, locale: str) -> tuple[Term, ...]:
        """Return the terms of ``locale`` that a target may use, the preferred first."""
        return tuple(t for t in self.terms.get(locale, ()) if t.rank is not Rank.FORBIDDEN)

    def forbidden(self, locale: str) -> tuple[Term, ...]:
        """Return the terms of ``locale`` that a target must not use."""
        return tuple(t for t in self.terms.get(locale, ()) if t.rank is Rank.FORBIDDEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """Where an English text names a concept: ``text[start:end]``.

    ``glossed`` says that the mention takes in a bracketed gloss: "Birlestik (Unity)".
    """

    concept: Concept
    term: Term
    start: int
    end: int
    number: Number = Number.SINGULAR
    possessive: bool = False
    glossed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendition:
    """Where a target text holds a form of a concept's term: ``text[start:end]``.

    ``forms`` are all readings of that stretch (a text like "Bakü'de" has one, Russian "Казахстан"
    is nominative and accusative).
    """

    concept: Concept
    term: Term
    forms: tuple[Form, ...]
    start: int
    end: int
