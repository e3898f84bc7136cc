"""Term annotations: which stretches of a source sentence can carry their target lemma.

Target lemma annotation after Bergmanis and Pinnis (2021), "Facilitating Terminology Translation
with Target Lemma Annotations": the source holds ``⟦surface¦lemma⟧`` and the model learns to copy
the lemma and to inflect it as the sentence asks. The glossary says which terms a sentence pair
holds and in which forms; names in a known form can be swapped for others, and for invented ones,
so that the model learns to inflect what it has never seen.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from glossary import Form, Glossary, Matcher, Recogniser, Rendition
from glossary import Mention as Named
from training.invent import Namer, Swap
from training.tokenizer import MARKS

_WORD = re.compile(r"\S+")
ANNOTATION = re.compile("{} (?P<surface>.+?) {} (?P<lemma>.+?) {}".format(*MARKS))
"""An annotation as `annotate` writes it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """``source[start:end]`` of a sentence is rendered by ``target[at:stop]``.

    Attributes:
        lemma: the dictionary form of what renders it.
        forms: the readings of the rendition where it is one word, a name and no adjective: what
            is needed to put another name in its place; else empty.
        subject: the subject of its concept.
    """

    start: int
    end: int
    at: int
    stop: int
    lemma: str
    forms: tuple[Form, ...] = ()
    subject: str = ""


class TermFinder:
    """Finds the terms of the glossary in sentence pairs of one locale."""

    def __init__(self, glossary: Glossary, matcher: Matcher, locale: str) -> None:
        self._matcher = matcher
        self._recogniser = Recogniser(glossary, locale)

    def find(self, source: str, target: str) -> tuple[Mention, ...]:
        """The mentions in a pair, from left to right.

        A concept counts where it is rendered as often as it is mentioned; its first mention then
        belongs to its first rendition, and so on.
        """
        named: defaultdict[str, list[Named]] = defaultdict(list)
        for mention in self._matcher.match(source):
            named[mention.concept.id].append(mention)
        concepts = [mentions[0].concept for mentions in named.values()]
        rendered: defaultdict[str, list[Rendition]] = defaultdict(list)
        taken: set[int] = set()
        for rendition in self._recogniser.recognise(target, concepts):
            if rendition.start not in taken:  # two concepts may share a form
                taken.add(rendition.start)
                rendered[rendition.concept.id].append(rendition)
        found = [
            _mention(mention, rendition, target)
            for id_, mentions in named.items()
            if len(mentions) == len(rendered[id_])
            for mention, rendition in zip(mentions, rendered[id_], strict=True)
            if not mention.glossed
        ]
        return tuple(sorted(found, key=lambda mention: mention.start))


def _mention(mention: Named, rendition: Rendition, target: str) -> Mention:
    text = target[rendition.start : rendition.end]
    forms = tuple(form for form in rendition.forms if not form.possessor)
    swappable = (
        rendition.term.proper
        and not rendition.term.acronym
        and not mention.possessive
        and len(text.split()) == 1
        and not any(form.adjective for form in rendition.forms)
    )
    return Mention(
        start=mention.start,
        end=mention.end,
        at=rendition.start,
        stop=rendition.end,
        lemma=rendition.term.text,
        forms=forms if swappable else (),
        subject=mention.concept.subject,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotated:
    """A source text with annotations, and the target; words are what stands between spaces.

    Attributes:
        origins: for each word of the source the index of the word that it was in the plain source,
            -1 for marks and lemmas.
        copies: for words of the target the index of the word in the source that is their lemma.
    """

    source: str
    target: str
    origins: tuple[int, ...]
    copies: dict[int, int]


def choose(mentions: Sequence[Mention], rng: np.random.Generator) -> tuple[Mention, ...]:
    """Some of the mentions, at least one, all of them as likely as any other number."""
    if not mentions:
        return ()
    count = int(rng.integers(1, len(mentions) + 1))
    return tuple(mentions[n] for n in sorted(rng.permutation(len(mentions))[:count]))


def annotate(
    source: str,
    target: str,
    mentions: Sequence[Mention],
    rng: np.random.Generator,
    namer: Namer | None = None,
    *,
    marked: bool = True,
) -> Annotated:
    """Marks ``mentions`` in ``source``; a ``namer`` puts other names in their place on both sides.

    Marks stand apart by spaces, as the normaliser of the tokenizer puts them, so that words can be
    counted by spaces. The words of the target keep their number.
    """
    beginnings = [match.start() for match in _WORD.finditer(source)]
    swaps = {
        mention.start: swap
        for mention in mentions
        if namer
        and mention.forms
        and (swap := namer.name(mention.lemma, mention.forms, mention.subject, rng))
    }
    words: list[str] = []
    origins: list[int] = []
    copies: dict[int, int] = {}
    done = 0
    glued = False

    def write(text: str, start: int, last: int = len(source) - 1) -> None:
        """Write words that stand in the source from ``start`` on, the latest of them at ``last``;
        words that stand nowhere have a negative ``start``.
        """
        nonlocal glued
        for word in _WORD.finditer(text):
            if glued and word.start() == 0 and words:
                words[-1] += word.group()
            else:
                place = min(start + word.start(), last)
                words.append(word.group())
                origins.append(max(bisect_right(beginnings, place) - 1, 0) if start >= 0 else -1)
            glued = False
        glued = bool(text) and not text[-1].isspace()

    opening, middle, closing = MARKS
    for mention in mentions:
        swap = swaps.get(mention.start)
        surface = swap.english if swap else source[mention.start : mention.end]
        write(source[done : mention.start], done)
        glued = glued and not marked
        if marked:
            write(f"{opening} ", -1)
        write(surface, mention.start, mention.end - 1)
        if marked:
            lemma = swap.lemma if swap else mention.lemma
            glued = False
            copies |= _copies(mention, target, lemma, len(words) + 1)
            write(f"{middle} {lemma} {closing}", -1)
        done = mention.end
    write(source[done:], done)
    return Annotated(
        source=" ".join(words),
        target=_swapped(target, mentions, swaps),
        origins=tuple(origins),
        copies=copies,
    )


def _copies(mention: Mention, target: str, lemma: str, place: int) -> dict[int, int]:
    """The words of the rendition, and the words of the lemma, which begins at ``place``."""
    first = len(target[: mention.at + 1].split()) - 1
    size = len(target[mention.at : mention.stop].split())
    return {first + n: place + n for n in range(min(size, len(lemma.split())))}


def _swapped(target: str, mentions: Sequence[Mention], swaps: dict[int, Swap]) -> str:
    for mention in sorted(mentions, key=lambda mention: -mention.at):
        if swap := swaps.get(mention.start):
            curly = "’" in target[mention.at : mention.stop]
            form = swap.form.replace("'", "’") if curly else swap.form
            target = target[: mention.at] + form + target[mention.stop :]
    return target
