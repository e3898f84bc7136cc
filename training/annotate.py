"""Term annotations: which source words of a sentence pair can carry their target lemma.

Target lemma annotation after Bergmanis and Pinnis (2021), "Facilitating Terminology Translation
with Target Lemma Annotations": the source holds ``⟦surface¦lemma⟧`` and the model learns to copy
the lemma and to inflect it as the sentence asks. Lemmas come from the lexicon and the list of
names; an inflected form is recognised by its stem, which is what this module would ask a grammar
for. Names with a regular ending can be swapped for invented ones of the same sound, so that the
model learns to inflect what it has never seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from training import LOCALES
from training.corpora import Row
from training.invent import Inventor
from training.tokenizer import MARKS

_WORD = re.compile(r"^(\W*)(.*?)('s|['’]s|['’])?(\W*)$", re.DOTALL)
_FUNCTION_WORD_LIST = """
a after also an and as at before between but by during first for from has he in into it now
of on one only or over she since than that the their they this three to two under until was
were which who will with
"""
_FUNCTION_WORDS = frozenset(_FUNCTION_WORD_LIST.split())
_MIN_STEM = 3
_MAX_ENDING = 9
_MAX_ENDING_RUSSIAN = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """An English term and its lemma in one locale; ``name`` marks proper names."""

    words: tuple[str, ...]
    lemma: str
    name: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """Source words ``start:end`` of a sentence are rendered by a form of ``lemma``.

    ``target`` is the index of the rendering word where the lemma is one word, else -1.
    """

    start: int
    end: int
    lemma: str
    name: bool
    target: int


class TermFinder:
    """Finds the mentions of known terms in sentence pairs of one locale."""

    def __init__(self, locale: str, names: Iterable[Row], lexicon: Iterable[Row]) -> None:
        self._locale = locale
        self._by_first: defaultdict[str, list[Term]] = defaultdict(list)
        for rows, name in ((names, True), (lexicon, False)):
            for row in rows:
                words = tuple(row.english.lower().split())
                if not name and _FUNCTION_WORDS.issuperset(words):
                    continue
                term = Term(words=words, lemma=row.target(locale), name=name)
                self._by_first[words[0]].append(term)
        for terms in self._by_first.values():
            terms.sort(key=lambda term: -len(term.words))

    def find(self, source: str, target: str) -> tuple[Mention, ...]:
        """The mentions in a pair, longest first, none overlapping another."""
        words = [bare(word).lower() for word in source.split()]
        rendered = [bare(word) for word in target.split()]
        taken: set[int] = set()
        found: list[Mention] = []
        position = 0
        while position < len(words):
            step = 1
            for term in self._terms_at(words, position):
                at = self._rendering(term.lemma, rendered, taken)
                if at is None:
                    continue
                size = len(term.lemma.split())
                taken.update(range(at, at + size))
                step = len(term.words)
                found.append(
                    Mention(
                        start=position,
                        end=position + step,
                        lemma=term.lemma,
                        name=term.name,
                        target=at if size == 1 else -1,
                    )
                )
                break
            position += step
        return tuple(found)

    def _terms_at(self, words: Sequence[str], position: int) -> Iterable[Term]:
        first = words[position]
        for key in dict.fromkeys((first, first.removesuffix("s"))):
            for term in self._by_first.get(key, ()):
                window = tuple(words[position : position + len(term.words)])
                if window == term.words or (
                    window[:-1] == term.words[:-1] and window[-1:] == (f"{term.words[-1]}s",)
                ):
                    yield term

    def _rendering(self, lemma: str, rendered: Sequence[str], taken: set[int]) -> int | None:
        parts = lemma.split()
        for start in range(len(rendered) - len(parts) + 1):
            if taken.isdisjoint(range(start, start + len(parts))) and all(
                self._is_form(rendered[start + n], part, last=n == len(parts) - 1)
                for n, part in enumerate(parts)
            ):
                return start
        return None

    def _is_form(self, word: str, lemma: str, *, last: bool) -> bool:
        word, lemma = word.lower(), lemma.lower()
        if word == lemma:
            return True
        russian = self._locale == "ru"
        if len(lemma) < _MIN_STEM or not (russian or last):
            return False
        cut = (2 if len(lemma) > _MIN_STEM + 2 else 1) if russian else 1
        longest = _MAX_ENDING_RUSSIAN if russian else _MAX_ENDING
        stem = lemma if len(lemma) == _MIN_STEM else lemma[:-cut]
        return word.startswith(stem) and len(word) - len(stem) <= longest


def bare(word: str) -> str:
    """``word`` without outer punctuation and the English possessive."""
    match = _WORD.match(word)
    return match.group(2) if match else word


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotated:
    """A source text with annotations, the target, and for each source word (as split at spaces)
    the index of the word that it had in the plain source.
    """

    source: str
    target: str
    origins: tuple[int, ...]


def annotate(
    source: str,
    target: str,
    mentions: Sequence[Mention],
    rng: np.random.Generator,
    inventor: Inventor | None = None,
    *,
    most: int = 3,
) -> Annotated:
    """Marks up to ``most`` of the mentions in ``source``, at random.

    With an ``inventor`` the names among them are replaced, on both sides, by invented ones where
    the ending in the target is regular. Marks stand apart by spaces, as the normaliser of the
    tokenizer puts them, so that words can be counted by spaces.
    """
    count = int(rng.integers(1, most + 1))
    order = rng.permutation(len(mentions))[:count]
    chosen = {mentions[n].start: mentions[n] for n in order}
    rendered = target.split()
    words: list[str] = []
    origins: list[int] = []
    plain = source.split()
    position = 0
    opening, middle, closing = MARKS
    while position < len(plain):
        mention = chosen.get(position)
        if mention is None:
            words.append(plain[position])
            origins.append(position)
            position += 1
            continue
        surface = plain[mention.start : mention.end]
        lemma = mention.lemma
        if inventor is not None and mention.name and mention.target >= 0 and len(surface) == 1:
            swap = inventor.replace(lemma, rendered[mention.target], rng)
            if swap is not None:
                head, tail = _edges(surface[0])
                surface = [head + swap.english + tail]
                lemma, rendered[mention.target] = swap.lemma, swap.form
        before, first = _split_left(surface[0])
        last, after = _split_right(surface[-1] if len(surface) > 1 else first)
        inner = [last] if len(surface) == 1 else [first, *surface[1:-1], last]
        front = [before, opening] if before else [opening]
        rest = [middle, *lemma.split(), closing + after]
        words += [*front, *inner, *rest]
        origins += [mention.start] * len(front)
        origins += [min(mention.start + n, mention.end - 1) for n in range(len(inner))]
        origins += [mention.end - 1] * len(rest)
        position = mention.end
    return Annotated(source=" ".join(words), target=" ".join(rendered), origins=tuple(origins))


def finders(names: Sequence[Row], lexicon: Sequence[Row]) -> dict[str, TermFinder]:
    """One finder a locale."""
    return {locale: TermFinder(locale, names, lexicon) for locale in LOCALES}


def _edges(word: str) -> tuple[str, str]:
    match = _WORD.match(word)
    assert match is not None
    return match.group(1), (match.group(3) or "") + match.group(4)


def _split_left(word: str) -> tuple[str, str]:
    head, _ = _edges(word)
    return head, word[len(head) :]


def _split_right(word: str) -> tuple[str, str]:
    _, tail = _edges(word)
    return (word[: -len(tail)], tail) if tail else (word, "")
