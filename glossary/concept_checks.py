"""Checks of what concepts have, and of how they stand to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from glossary.cldr import territories, territory
from glossary.entry import LANGUAGES
from glossary.model import LOCALES, SOURCE, Concept, Status, Term
from glossary.normal import exact, search_key
from glossary.remarks import Level, Remark, check
from glossary.store import Glossary


@check("english-missing", Level.ERROR)
def english_missing(glossary: Glossary) -> Iterator[Remark]:
    """Yield the concepts that no text can mention."""
    for concept in glossary.concepts:
        if not concept.allowed(SOURCE):
            message = "it has no English term, so that it is never found; write en"
            yield Remark(concept=concept, locale=SOURCE, message=message)


@check("locale-missing", Level.WARNING)
def locale_missing(glossary: Glossary) -> Iterator[Remark]:
    """Yield the locales in which a concept has no term; those of a proposed one are to come."""
    for concept in glossary.concepts:
        level = Level.INFO if concept.status is Status.PROPOSED else None
        for locale in LOCALES:
            if concept.preferred(locale) is None:
                message = f"it has no term in {locale}, so that nothing is pinned there"
                yield Remark(concept=concept, locale=locale, message=message, level=level)


@check("english-clash", Level.ERROR)
def english_clash(glossary: Glossary) -> Iterator[Remark]:
    """Yield the English terms of two concepts, of which the second is never found."""
    first: dict[str, Concept] = {}
    for concept in glossary.concepts:
        for term in concept.allowed(SOURCE):
            exactly = term.case_sensitive or term.acronym
            keys = {exact(term.text)} if exactly else {exact(term.text), search_key(term.text)}
            others = [first.setdefault(key, concept) for key in sorted(keys)]
            for other in [other for other in others if other is not concept][:1]:
                message = (
                    f"{term.text!r} already names concept {other.id!r}; "
                    "leave it to one, or write case_sensitive where only casing tells them apart"
                )
                yield Remark(concept=concept, term=term, message=message)


@check("duplicate-concept", Level.INFO)
def duplicate_concept(glossary: Glossary) -> Iterator[Remark]:
    """Yield the concepts that have the same preferred terms as an earlier one in every locale.

    Tunisia and Tunis are two all the same.
    """
    first: dict[tuple[str, ...], Concept] = {}
    for concept in glossary.concepts:
        preferred = [concept.preferred(locale) for locale in LOCALES]
        if None not in preferred:
            key = tuple(search_key(term.text) for term in preferred if term)
            other = first.setdefault(key, concept)
            if other is not concept:
                message = f"it has the terms of concept {other.id!r} in every locale; are they one?"
                yield Remark(concept=concept, message=message)


@check("duplicate-term", Level.WARNING)
def duplicate_term(glossary: Glossary) -> Iterator[Remark]:
    """Yield the terms that a concept has twice in a locale."""
    for concept, locale in _cells(glossary):
        for terms in (concept.allowed(locale), concept.forbidden(locale)):
            seen: dict[str, str] = {}
            for term in terms:
                key = exact(term.text)
                if key in seen:
                    same = seen[key] == term.text
                    how = "twice" if same else f"already as {seen[key]!r}, which is matched alike"
                    message = f"{term.text!r} stands here {how}; remove one"
                    level = None if same else Level.INFO
                    yield Remark(concept=concept, term=term, message=message, level=level)
                seen.setdefault(key, term.text)


@check("forbidden-allowed", Level.ERROR)
def forbidden_allowed(glossary: Glossary) -> Iterator[Remark]:
    """Yield the terms that a concept both allows and forbids."""
    for concept, locale in _cells(glossary):
        allowed = {exact(term.text) for term in concept.allowed(locale)}
        for term in concept.forbidden(locale):
            if exact(term.text) in allowed:
                message = f"{term.text!r} is both allowed and forbidden; decide"
                yield Remark(concept=concept, term=term, message=message)


@check("forbidden-elsewhere", Level.INFO)
def forbidden_elsewhere(glossary: Glossary) -> Iterator[Remark]:
    """Yield the forbidden terms that another concept prefers, and so brings into texts."""
    preferred: dict[tuple[str, str], list[Concept]] = defaultdict(list)
    for concept, locale in _cells(glossary):
        if term := concept.preferred(locale):
            preferred[locale, exact(term.text)].append(concept)
    for concept, locale in _cells(glossary):
        for term in concept.forbidden(locale):
            for other in preferred[locale, exact(term.text)]:
                if other is not concept:
                    message = f"{term.text!r}, forbidden here, is what {other.id!r} prefers"
                    yield Remark(concept=concept, term=term, message=message)


@check("cldr-name", Level.INFO)
def cldr_name(glossary: Glossary) -> Iterator[Remark]:
    """Yield the territories that CLDR calls otherwise. Newsrooms may have good reasons to."""
    for concept in glossary.concepts:
        if (code := territory(concept)) is None:
            continue
        for locale in LOCALES:
            name = territories(locale).get(code)
            terms = concept.allowed(locale)
            if name and terms and search_key(name) not in {search_key(t.text) for t in terms}:
                message = f"CLDR has {name!r}, not {_listed(terms)}"
                yield Remark(concept=concept, term=terms[0], message=message)


def _cells(glossary: Glossary) -> Iterator[tuple[Concept, str]]:
    return ((concept, locale) for concept in glossary.concepts for locale in LANGUAGES)


def _listed(terms: tuple[Term, ...]) -> str:
    return " or ".join(repr(term.text) for term in terms)
