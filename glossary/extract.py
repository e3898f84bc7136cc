"""Candidates for the glossary: what English texts name again and again, and it does not have.

Two kinds are offered: sequences of capitalised words (names), and phrases of two or three words
that recur. There is no tagger behind it, only a list of stop words, so that an editor has to look
at each candidate. That is why they are candidates.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from glossary.bounds import ADDRESS
from glossary.match import Matcher
from glossary.model import Mention
from glossary.normal import exact
from glossary.store import Glossary

# After a full stop, at an empty line, and where a list item, heading, quote or table row begins.
_SENTENCE: Final = re.compile(
    r"(?<=[a-z\d)\]%][.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z])|\n\s*\n|\n(?=\s*[-*#>|])"
)
_TOKEN: Final = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*|[^\w\s]")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_NO_NOUN: Final = re.compile(r"(?:ly|ed)$")
_LINKS: Final = frozenset({"of", "the", "for", "and", "de", "al", "el", "bin", "von", "van"})
_OPENERS: Final = frozenset('"“‘(:#*>|-')


class Kind(StrEnum):
    """What made a stretch of text a candidate."""

    NAME = "name"
    PHRASE = "phrase"


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A stretch that may be worth a concept.

    Attributes:
        text: the stretch.
        kind: what made it a candidate.
        count: how often it stands in all texts together.
        context: the first sentence that holds it.
        texts: which texts hold it, counted from 0.
    """

    text: str
    kind: Kind
    count: int
    context: str
    texts: tuple[int, ...]


def extract(texts: Iterable[str], glossary: Glossary, *, minimum: int = 2) -> tuple[Candidate, ...]:
    """Return what recurs in English texts and is not in the glossary, the most frequent first.

    A single word is a name if it is capitalised within sentences, and more often so than not;
    at the beginning of a sentence a capital says nothing, and in headlines, with capitals on most
    words, neither.

    Args:
        texts: plain English texts.
        glossary: what is known; its proposed concepts are, too.
        minimum: how often a candidate must stand in all texts together.
    """
    matcher = Matcher(glossary, proposed=True)
    names: Counter[str] = Counter()
    openers: Counter[str] = Counter()
    common: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    contexts: dict[str, str] = {}
    places: defaultdict[str, dict[int, None]] = defaultdict(dict)
    blank = (ADDRESS.sub(lambda match: " " * len(match[0]), text) for text in texts)
    for number, text in enumerate(blank):
        for sentence in _sentences(text, matcher.match(text)):
            common.update(token.text for token in sentence.tokens if token.text.islower())
            for name, opens in _names(sentence):
                (openers if opens and " " not in name else names)[name] += 1
                contexts.setdefault(name, sentence.text)
                places[name][number] = None
            for phrase in _phrases(sentence):
                phrases[phrase] += 1
                contexts.setdefault(phrase, sentence.text)
                places[phrase][number] = None
    names = Counter(
        {
            name: count + openers[name]
            for name, count in names.items()
            if count > common[name.lower()]
        }
    )
    found = [
        Candidate(
            text=text, kind=kind, count=count, context=contexts[text], texts=tuple(places[text])
        )
        for kind, counter in ((Kind.NAME, names), (Kind.PHRASE, _whole(phrases)))
        for text, count in counter.items()
        if count >= minimum
    ]
    return tuple(sorted(found, key=lambda candidate: (-candidate.count, candidate.text)))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Token:
    """A word or a mark; ``mention`` is the glossary's, if it is part of one."""

    text: str
    mention: Mention | None = None

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_stop(self) -> bool:
        return self.text.lower() in _stop_words()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sentence:
    text: str
    tokens: tuple[_Token, ...]


@cache
def _stop_words() -> frozenset[str]:
    lines = (files("glossary") / "stopwords.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _sentences(text: str, mentions: Iterable[Mention]) -> Iterator[_Sentence]:
    known: dict[int, Mention] = {}
    for mention in mentions:
        known.update(dict.fromkeys(range(mention.start, mention.end), mention))
    at = 0
    for stop in [*(match.start() for match in _SENTENCE.finditer(text)), len(text)]:
        tokens = tuple(
            _Token(text=match[0], mention=known.get(match.start()))
            for match in _TOKEN.finditer(text, at, stop)
        )
        if tokens:
            yield _Sentence(text=exact(text[at:stop]).strip(), tokens=tokens)
        at = stop


def _names(sentence: _Sentence) -> Iterator[tuple[str, bool]]:
    """Yield each sequence of capitalised words, and whether it opens a sentence or quotation."""
    if _is_headline(sentence):
        return
    run: list[_Token] = []
    begins = opens = True
    for token in (*sentence.tokens, _Token(text=".")):
        if token.is_word and token.is_capitalised and not (begins and token.is_stop):
            opens = opens if run else begins
            run.append(token)
        elif run and token.text in _LINKS and (token.text != "and" or len(run) > 2):
            run.append(token)
        else:
            if name := _name(run):
                yield name, opens
            run = []
        begins = token.text in _OPENERS if not token.is_word else False


def _is_headline(sentence: _Sentence) -> bool:
    """Tell whether a sentence is all in capitals, or has capitals on most words and no stop."""
    if sentence.text.isupper():
        return True
    words = [token for token in sentence.tokens if token.is_word]
    capitalised = sum(token.is_capitalised for token in words)
    stops = any(token.text in {".", "!", "?"} for token in sentence.tokens[-2:])
    return not stops and len(words) > 3 and capitalised > 0.7 * len(words)


def _name(run: list[_Token]) -> str:
    """Return the name in a run of tokens, or ``""`` if there is none or the glossary has it.

    It has no links or stop words at its end, and begins after the rank or office of a person.
    """
    while run and (not run[-1].is_capitalised or run[-1].is_stop):
        run = run[:-1]
    for place in reversed(range(len(run) - 1)):
        title = run[place].mention
        if title and title.concept.pos == "noun" and run[place + 1].is_capitalised:
            run = run[place + 1 :]
            break
    if all(token.mention or token.text in _LINKS for token in run):
        return ""
    name = _POSSESSIVE.sub("", " ".join(token.text for token in run))
    return name if len(name) > 1 else ""


def _phrases(sentence: _Sentence) -> Iterator[str]:
    """Yield each two or three lower-case words in a row that may be a noun phrase."""
    for size in (2, 3):
        for start in range(len(sentence.tokens) - size + 1):
            window = sentence.tokens[start : start + size]
            if (
                all(_is_common(token) for token in window)
                and not all(token.mention for token in window)
                and not window[0].text.endswith("ly")
                and not _NO_NOUN.search(window[-1].text)
            ):
                yield " ".join(token.text for token in window)


def _is_common(token: _Token) -> bool:
    return token.is_word and not token.is_capitalised and len(token.text) > 2 and not token.is_stop


def _whole(phrases: Counter[str]) -> Counter[str]:
    """Return the phrases without those that stand only within one longer phrase."""
    kept = Counter(phrases)
    for phrase, count in phrases.items():
        words = phrase.split()
        if len(words) == 3:
            for inner in (" ".join(words[:2]), " ".join(words[1:])):
                if phrases[inner] == count:
                    del kept[inner]
    return kept
