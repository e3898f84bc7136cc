"""Checks of possessive compounds: Turkic terms whose last word ends in a possessive (izafet).

Such a word has an n before its case endings (Teşkilatı'nın, Teşkilatı'nda), any other has none.
The rules of inflection read a few endings as possessives of their own accord; the rest of the
terms must say what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from glossary.alphabets import words
from glossary.casing import lower
from glossary.inflect.azerbaijani import AZERBAIJANI
from glossary.inflect.exceptions import TURKISH_PLAIN
from glossary.inflect.kazakh import KAZAKH
from glossary.inflect.turkish import TURKISH
from glossary.model import SOURCE, Concept, Term
from glossary.remarks import Level, Remark, check, term_check
from glossary.store import Glossary
from glossary.term_checks import inflecting_word
from glossary.transliterate.names import ALIKE, likeness

_GRAMMARS: Final = {grammar.locale: grammar for grammar in (KAZAKH, TURKISH, AZERBAIJANI)}
# The last letter of a third person possessive: Teşkilatı, ұйымы, Nazirliyi, кеңесі, sanayii.
_POSSESSIVE: Final = {
    "kk": re.compile(r"[ыі]$"),
    "tr": re.compile(r"[ıiuü]$"),
    "az": re.compile(r"[ıiuü]$"),
}
# After a vowel hardly any word has it without an s, but many names end so: Bissau, Nurtleu.
_VOWEL_BEFORE: Final = re.compile(r"[аәеоөұүыіэaeəıioöuüâîû].$")
# Nouns in a high vowel of their own: хатшы; temsilci, Kıbrıslı, ilişki, vergi, sarsıntı; elçi.
_DERIVED: Final = {
    "kk": re.compile(r"[шщ][ыі]$"),
    "tr": re.compile(r"(?:[cç]|[^aeıioöuü]l|[çpsşt]k|[lrz]g|nt)[ıiuü]$"),
    "az": re.compile(r"(?:[cç]|[^aəeıioöuü]l|[çpsşt]k|[lrz]g|nt)[ıiuü]$"),
}


@term_check("izafet", Level.ERROR)
def izafet(_concept: Concept, term: Term) -> Iterator[str]:
    """Yield the terms said to end in a possessive that do not."""
    pattern = _POSSESSIVE.get(term.locale)
    word = inflecting_word(term)
    if term.izafet and pattern and word and not pattern.search(word):
        yield f"izafet = true, but {word!r} does not end in a possessive; remove it"


@check("izafet-missing", Level.WARNING)
def izafet_missing(glossary: Glossary) -> Iterator[Remark]:
    """Yield the terms of several words that may end in a possessive and do not say so.

    Where the rules take the word for possessed by themselves, all is well and that is a remark.
    """
    evidence = {locale: _Evidence(glossary, locale) for locale in _GRAMMARS}
    for concept in glossary.concepts:
        if _is_person(concept):
            continue
        for term in (term for locale in _GRAMMARS for term in concept.terms.get(locale, ())):
            word = inflecting_word(term)
            if term.izafet is not None or term.invariable or " " not in term.text:
                continue
            if _GRAMMARS[term.locale].izafet(term.text):
                message = f"{word!r} is read as a possessive; if it is one, write izafet = true"
                yield Remark(concept=concept, term=term, message=message, level=Level.INFO)
            elif evidence[term.locale].speaks_for(word, concept):
                message = (
                    f"{word!r} looks like a possessive; write izafet = true, so that it gets its "
                    "n before case endings, or izafet = false if it is none"
                )
                yield Remark(concept=concept, term=term, message=message)


@dataclass(frozen=True)
class _Evidence:
    """What the terms of a glossary tell about the words of one locale."""

    glossary: Glossary
    locale: str

    def speaks_for(self, word: str, concept: Concept) -> bool:
        """Tell whether ``word``, the last of a term of ``concept``, is likely to be possessed.

        It is where other terms say so, or have the word without its ending (кеңес, Teşkilat). It
        is not where it is a term by itself, a derivation, or a loan or name that is no farther
        from a word of the English term with its last vowel than without: enerji, Yeni Delhi.
        """
        if not _POSSESSIVE[self.locale].search(word) or _VOWEL_BEFORE.search(word):
            return False
        bare = lower(_GRAMMARS[self.locale].bare(word), self.locale)
        if word in self._possessed:
            return True
        if word in self._plain:
            return False
        if bare in self._plain:
            return True
        if _DERIVED[self.locale].search(word):
            return False
        english = [e for term in concept.terms.get(SOURCE, ()) for e in words(term.text.lower())]
        closest = max(english, key=lambda e: likeness(e, word), default="")
        return likeness(closest, word) < max(ALIKE, likeness(closest, bare))

    @cached_property
    def _plain(self) -> frozenset[str]:
        """The terms of one word, which are not possessed, and listed words that only look so."""
        listed = TURKISH_PLAIN if self.locale == "tr" else ()
        single = (lower(term.text, self.locale) for term in self._terms if " " not in term.text)
        return frozenset((*single, *listed))

    @cached_property
    def _possessed(self) -> frozenset[str]:
        return frozenset(inflecting_word(term) for term in self._terms if term.izafet)

    @property
    def _terms(self) -> Iterator[Term]:
        return (t for concept in self.glossary.concepts for t in concept.terms.get(self.locale, ()))


def _is_person(concept: Concept) -> bool:
    """Tell whether a concept is a person, whose surname (Modi, Hacıbeyli) is possessed by none."""
    return any(term.person for terms in concept.terms.values() for term in terms)
