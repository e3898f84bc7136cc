"""Other names for the places of names: real ones of the same kind, and names that do not exist.

A name that is put in the place of another takes the same case and number, by the glossary's
grammar. In Russian it has the same gender too, for adjectives and verbs agree with it.

An invented name is built from open syllables and perhaps a last consonant, spelled in English and
in the target locale at once. Now and then the English side gets an unrelated name, for the lemma
that a person gives is what counts, however little it looks like the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from glossary import Form, Glossary, Number, Status, Term
from glossary.inflect import inflect

# English spelling -> spellings in Kazakh, Russian, Turkish, Azerbaijani; several letters of a
# cell are alternatives, for no rule tells which one an English letter stands for.
_CONSONANTS = {
    "b": ("б", "б", "b", "b"),
    "ch": ("ч", "ч", "ç", "ç"),
    "d": ("д", "д", "d", "d"),
    "f": ("ф", "ф", "f", "f"),
    "g": ("гғ", "г", "g", "gq"),
    "j": ("ж", "ж", "c", "c"),
    "k": ("кқ", "к", "k", "kq"),
    "kh": ("х", "х", "h", "x"),
    "l": ("л", "л", "l", "l"),
    "m": ("м", "м", "m", "m"),
    "n": ("н", "н", "n", "n"),
    "p": ("п", "п", "p", "p"),
    "r": ("р", "р", "r", "r"),
    "s": ("с", "с", "s", "s"),
    "sh": ("ш", "ш", "ş", "ş"),
    "t": ("т", "т", "t", "t"),
    "v": ("в", "в", "v", "v"),
    "z": ("з", "з", "z", "z"),
}
_VOWELS = {
    "a": ("аә", "а", "a", "aə"),
    "e": ("е", "е", "e", "eə"),
    "i": ("ыі", "и", "iı", "iı"),
    "o": ("оө", "о", "oö", "oö"),
    "u": ("ұү", "у", "uü", "uü"),
}
_CODAS = ("l", "m", "n", "r", "s", "t", "k", "d", "z", "sh")
_COLUMNS = {"kk": 0, "ru": 1, "tr": 2, "az": 3}
_ATTEMPTS = 12
_FINAL_CONSONANT = 0.6
_CODA = 0.25
_UNRELATED = 0.25


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap:
    """A name in English, its lemma, and the form that the sentence asks for."""

    english: str
    lemma: str
    form: str


class Namer:
    """Puts names of one locale into the places of others."""

    def __init__(self, locale: str, known: Glossary | None = None) -> None:
        """Invents names, or takes real ones of the same subject from ``known``."""
        self._locale = locale
        self._known: defaultdict[str, list[tuple[str, Term]]] = defaultdict(list)
        for concept in known.concepts if known else ():
            english, term = concept.preferred("en"), concept.preferred(locale)
            if concept.status is Status.APPROVED and english and term and _is_name(term):
                self._known[concept.subject].append((english.text, term))
        self._invents = known is None

    def name(
        self, lemma: str, forms: Sequence[Form], subject: str, rng: np.random.Generator
    ) -> Swap | None:
        """A name to put where ``lemma`` stood in one of ``forms``.

        ``None`` where none is found: its case is not told by the form, or another name would have
        other words agree with it.
        """
        if any(form.number is not Number.SINGULAR for form in forms):
            return None
        kind = _gender(lemma)
        for _ in range(_ATTEMPTS):
            drawn = self._invented(rng) if self._invents else self._real(subject, rng)
            if drawn is None:
                return None
            english, term = drawn
            if self._locale == "ru" and (not kind or _gender(term.text) != kind):
                continue
            try:
                written = {inflect(term, form.case, form.number) for form in forms}
            except ValueError:  # a case that the term has not
                continue
            if len(written) == 1 and " " not in (form := written.pop()):
                return Swap(english=english, lemma=term.text, form=form)
        return None

    def _real(self, subject: str, rng: np.random.Generator) -> tuple[str, Term] | None:
        names = self._known.get(subject)
        return names[int(rng.integers(len(names)))] if names else None

    def _invented(self, rng: np.random.Generator) -> tuple[str, Term]:
        english, lemma = self._syllables(rng)
        if rng.random() < _UNRELATED:
            english, _ = self._syllables(rng)
        return english, name_term(lemma, self._locale)

    def _syllables(self, rng: np.random.Generator) -> tuple[str, str]:
        column = _COLUMNS[self._locale]
        parts: list[tuple[str, str]] = []

        def add(table: dict[str, tuple[str, str, str, str]], choices: Sequence[str]) -> None:
            english = choices[int(rng.integers(len(choices)))]
            letters = table[english][column]
            parts.append((english, letters[int(rng.integers(len(letters)))]))

        for number in range(int(rng.integers(2, 4))):
            if number and rng.random() < _CODA:
                add(_CONSONANTS, _CODAS)
            add(_CONSONANTS, tuple(_CONSONANTS))
            add(_VOWELS, tuple(_VOWELS))
        if rng.random() < _FINAL_CONSONANT:
            add(_CONSONANTS, _CODAS)
        english = "".join(part for part, _ in parts).capitalize()
        word = "".join(part for _, part in parts)
        first = "İ" if word[0] == "i" and self._locale in ("tr", "az") else word[0].upper()
        return english, first + word[1:]


def name_term(text: str, locale: str) -> Term:
    """The term of an invented name, as somebody would put it into a glossary."""
    return Term(text=text, locale=locale, proper=True, number=Number.SINGULAR)


def _is_name(term: Term) -> bool:
    return (
        term.proper
        and not term.acronym
        and term.person is None
        and term.number is not Number.PLURAL
        and len(term.text.split()) == 1
    )


def _gender(lemma: str) -> str:
    """Masculine in a consonant, feminine in -а and -я; what else there is has no rule."""
    last = lemma[-1].lower()
    if last in "ая":
        return "feminine"
    return "masculine" if last in "бвгджзйклмнпрстфхцчшщ" else ""
