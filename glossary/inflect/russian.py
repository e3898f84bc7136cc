"""Russian terms: which words of a phrase inflect, and how they agree.

The head noun inflects, adjectives and participles before it agree with it, and what follows it
stays: Генеральным штабом, Организацией тюркских государств (Русская грамматика 1980, §1822-1835).
Words by themselves are the business of `russian_nouns` and `russian_adjectives`, people's names
of `russian_names`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from glossary.inflect import phrase
from glossary.inflect import russian_names as names
from glossary.inflect import russian_nouns as words
from glossary.inflect.declension import CASES
from glossary.inflect.russian_adjectives import Adjective
from glossary.inflect.russian_adjectives import adjective as as_adjective
from glossary.inflect.russian_nouns import Cells, Noun
from glossary.model import Case, Form, Number, Person, Term

Inflection = Callable[[Case, Number], tuple[str, ...]]

_QUOTED: Final = re.compile(r"\W[^«»“”\"]+[»”\"]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What inflects in a term: the place of a word -> its forms, and the numbers there are."""

    inflections: Mapping[int, Inflection] = field(default_factory=dict)
    numbers: tuple[Number, ...] = (Number.SINGULAR,)


@dataclass(frozen=True, kw_only=True, slots=True)
class _NounPhrase:
    """A noun, the adjectives that agree with it, and where they stand."""

    noun: Noun
    place: int
    adjectives: Mapping[int, Adjective]

    def inflections(self) -> dict[int, Inflection]:
        inflections: dict[int, Inflection] = {self.place: _of_cells(self.noun.cells)}
        for place, adjective in self.adjectives.items():
            inflections[place] = _of_adjective(adjective, self.noun.gender, self.noun.animate)
        return inflections


def decline(term: Term) -> Iterator[Form]:
    """Yield the forms of ``term`` cell by cell, the best of each cell first; texts may repeat."""
    matches = phrase.words(term.text)
    plan = _plan(term, [match[0] for match in matches])
    numbers = (term.number,) if term.number else plan.numbers
    # The text is a nominative, however a dictionary would spell it.
    yield Form(text=term.text, case=Case.NOMINATIVE, number=numbers[0])
    for number, case in product(numbers, CASES):
        forms = {place: of(case, number) for place, of in plan.inflections.items()}
        for variant in range(max(map(len, forms.values()), default=1)):
            text = term.text
            for place, variants in sorted(forms.items(), reverse=True):
                start, end = matches[place].span()
                text = text[:start] + variants[min(variant, len(variants) - 1)] + text[end:]
            yield Form(text=text, case=case, number=number)
        if _QUOTED.fullmatch(term.text):  # Between quotes a name may also stand as it is.
            yield Form(text=term.text, case=case, number=number)


def decline_adjective(text: str) -> Iterator[Form]:
    """Yield the forms of a derived adjective given in the masculine nominative.

    The singular cells hold the masculine, feminine and neuter, in this order; an accusative that
    depends on animacy has both. What is no adjective is yielded as it stands.

    >>> [form.text for form in decline_adjective("казахстанский")][:4]
    ['казахстанский', 'казахстанская', 'казахстанское', 'казахстанского']
    """
    before, blank, last = text.rpartition(" ")
    adjective = as_adjective(last)
    if adjective is None:
        yield Form(text=text, case=Case.NOMINATIVE, number=Number.SINGULAR, adjective=True)
        return
    for number, case in product(Number, CASES):
        genders = ("masc", "femn", "neut") if number is Number.SINGULAR else (None,)
        ways = product(genders, (False, True))
        found = (adjective.form(case, number, gender, animate=way) for gender, way in ways)
        for form in dict.fromkeys(found):
            yield Form(text=before + blank + form, case=case, number=number, adjective=True)


def _plan(term: Term, tokens: Sequence[str]) -> Plan:
    if term.invariable or not tokens:
        return Plan()
    if term.acronym:
        return _acronym(term, tokens)
    if person := term.person or _person(term, tokens):
        name = _name(tokens, person)
        if not term.head:
            return name
        heads = {place: of for place, of in name.inflections.items() if place in term.head}
        return Plan(inflections=heads)
    phrases = _of_heads(term, tokens) if term.head else _by_rule(term, tokens)
    if phrases:
        singular = Number.SINGULAR
        numbers = (Number.PLURAL,) if phrases[0].noun.plural_only else (singular, Number.PLURAL)
        inflections: dict[int, Inflection] = {}
        for phrase in phrases:
            inflections |= phrase.inflections()
        return Plan(inflections=inflections, numbers=numbers if len(phrases) == 1 else numbers[:1])
    return _without_a_noun(term, tokens)


def _name(tokens: Sequence[str], person: Person) -> Plan:
    forms = names.full_name(tokens, person)
    return Plan(inflections={place: _of_cells(cells) for place, cells in forms.items()})


def _acronym(term: Term, tokens: Sequence[str]) -> Plan:
    """Acronyms do not inflect, but for those read as a word in a consonant: МИДа.

    The term says so by ``spoken`` (Rosenthal §151).
    """
    spoken = (term.spoken or "").lower()
    if not spoken or spoken[-1] in "аеёиоуыэюя":
        return Plan()
    noun = words.by_ending(spoken, gender="masc")

    def inflect(case: Case, number: Number) -> tuple[str, ...]:
        [form] = noun.cells[case, number]
        return (tokens[-1] + form.removeprefix(spoken),)

    return Plan(inflections={len(tokens) - 1: inflect}, numbers=tuple(Number))


def _of_cells(cells: Cells) -> Inflection:
    """Look forms up; a noun that lacks one number answers with the other."""
    return lambda case, number: (
        cells.get((case, number))
        or cells.get((case, Number.SINGULAR))
        or cells[case, Number.PLURAL]
    )


def _of_adjective(adjective: Adjective, gender: str | None, animate: bool) -> Inflection:
    return lambda case, number: (adjective.form(case, number, gender, animate=animate),)


def _noun(term: Term, token: str) -> Noun | None:
    found = None
    if term.number is Number.PLURAL:
        found = words.noun(token, proper=term.proper, animate=term.animate, plural=True)
    return found or words.noun(token, proper=term.proper, gender=term.gender, animate=term.animate)


def _by_rule(term: Term, tokens: Sequence[str]) -> list[_NounPhrase]:
    """Find the head, and what is coordinated with it: Босния и Герцеговина."""
    head = _noun_phrase(term, tokens, 0)
    if head is None:
        return []
    after = head.place + 1
    if tokens[after : after + 1] == ["и"]:
        other = _noun_phrase(term, tokens, after + 1)
        if other and _is_coordinated(term, tokens, head, other, after + 1):
            return [head, other]
    if head.noun.invariable and term.proper and tokens[after:]:
        # Папуа — Новая Гвинея: the first does not show its case, the second does.
        other = _noun_phrase(term, tokens, after)
        if (
            other
            and tokens[other.place][:1].isupper()
            and other.place - after == len(other.adjectives)
        ):
            return [head, other]
    return [_with_following_adjectives(head, tokens)]


def _noun_phrase(term: Term, tokens: Sequence[str], start: int) -> _NounPhrase | None:
    """Return the first noun from ``start`` with the adjectives before it.

    An adjective that reads as a noun too gives way to a noun that it agrees with: рабочий класс.
    """
    for place in range(start, len(tokens)):
        noun = _noun(term, tokens[place])
        if noun is None:
            continue
        if as_adjective(tokens[place]) or as_adjective(tokens[place], plural=True):
            later = _noun_phrase(term, tokens, place + 1)
            if later and _beside(tokens, [place], later.noun):
                adjectives = _beside(tokens, range(start, later.place), later.noun)
                return _NounPhrase(noun=later.noun, place=later.place, adjectives=adjectives)
        adjectives = _beside(tokens, range(start, place), noun)
        return _NounPhrase(noun=noun, place=place, adjectives=adjectives)
    return None


def _agreeing(
    tokens: Sequence[str], places: Iterable[int], gender: str | None, *, plural: bool
) -> dict[int, Adjective]:
    """Return the adjectives among ``places`` that agree with such a noun in the nominative."""
    gender = None if plural else gender
    found = {place: as_adjective(tokens[place], gender=gender, plural=plural) for place in places}
    return {place: adjective for place, adjective in found.items() if adjective}


def _beside(tokens: Sequence[str], places: Iterable[int], noun: Noun) -> dict[int, Adjective]:
    return _agreeing(tokens, places, noun.gender, plural=noun.plural_only)


def _is_coordinated(
    term: Term, tokens: Sequence[str], head: _NounPhrase, other: _NounPhrase, start: int
) -> bool:
    """Whether ``other`` after "и" is a second head, not a genitive that looks like a plural.

    Министерство торговли и интеграции: интеграции reads as a nominative plural.
    """
    if other.place - start != len(other.adjectives) or other.place + 1 != len(tokens):
        return False
    both_proper = term.proper and tokens[start][:1].isupper()
    return both_proper or other.noun.plural_only == head.noun.plural_only


def _with_following_adjectives(head: _NounPhrase, tokens: Sequence[str]) -> _NounPhrase:
    """Take in adjectives that follow the noun and end the term: треска ледовая."""
    rest = range(head.place + 1, len(tokens))
    following = _beside(tokens, rest, head.noun)
    if len(following) < len(rest):
        return head
    return _NounPhrase(
        noun=head.noun, place=head.place, adjectives={**head.adjectives, **following}
    )


def _of_heads(term: Term, tokens: Sequence[str]) -> list[_NounPhrase]:
    """Take the heads that the term names: its noun, and nouns or adjectives beside it."""
    places = [place for place in term.head if place < len(tokens)]
    nouns = {place: noun for place in places if (noun := _noun(term, tokens[place]))}
    if not nouns:
        return []
    main = next((p for p in nouns if not as_adjective(tokens[p])), max(nouns))
    agreeing = {
        place: adjective
        for place in places
        if place != main
        for adjective in _beside(tokens, [place], nouns[main]).values()
    }
    others = [p for p in nouns if p != main and p not in agreeing]
    return [
        _NounPhrase(noun=nouns[main], place=main, adjectives=agreeing),
        *(_NounPhrase(noun=nouns[place], place=place, adjectives={}) for place in others),
    ]


def _without_a_noun(term: Term, tokens: Sequence[str]) -> Plan:
    """Inflect an adjective used as a noun (карповые), or a word that nothing knows."""
    for place in reversed(range(len(tokens))):
        for plural in (False, True):
            if last := as_adjective(tokens[place], gender=term.gender, plural=plural):
                gender, animate = last.gender, bool(term.animate)
                before = _agreeing(tokens, range(place), gender, plural=plural)
                inflections = {
                    where: _of_adjective(adjective, gender, animate)
                    for where, adjective in {**before, place: last}.items()
                }
                numbers = (Number.PLURAL,) if plural else tuple(Number)
                return Plan(inflections=inflections, numbers=numbers)
    token = tokens[0]
    if term.proper and names.is_surname(token):
        person = Person.FEMALE if token.endswith(("а", "я")) else Person.MALE
        return _name(tokens, person)
    noun = words.by_ending(token, gender=term.gender, animate=term.animate)
    return Plan(inflections={0: _of_cells(noun.cells)}, numbers=tuple(Number))


def _person(term: Term, tokens: Sequence[str]) -> Person | None:
    """Return whose name the term is, where a known given name stands before a surname."""
    if term.proper and len(tokens) > 1 and names.is_surname(tokens[-1]):
        return names.person_of(tokens[0])
    return None
