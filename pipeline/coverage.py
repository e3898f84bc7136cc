"""What a draft left out of its sentence, and what it says twice, as the model's attention tells.

Small models lose clauses of long sentences, or go round in circles, and the rest may read well. A
word of the source that no word of the draft looked at is not rendered (cf. Tu et al. 2016,
"Modeling Coverage for Neural Machine Translation"): one says little, two in a row are lost. And a
word that comes back, and looks at the same word as before, is said twice.

Tuned on 240 drafts of sentences of 30 words and more that were read and labelled
(`benchmarks/README.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pipeline.alignment import Offsets, Weights, word_attention, words
from pipeline.engines.base import Hypothesis

LOOKED_AT: Final = 0.25
"""Share of a draft word's attention from which a word of the source counts as looked at."""

SHARP: Final = 0.4
"""Mean of the largest shares of the words of a draft from which attention is to be believed."""

LOST: Final = 2
"""Words in a row, those of grammar not counted, that are more than a word left out."""

SURE: Final = 0.5
"""Share of attention from which one word alone may tell that it is said twice."""

_LEAST: Final = 3  # letters of each of two words that say something when they come back
_LEAST_ALONE: Final = 5  # letters of a word that does so alone
_ENDING: Final = 3  # letters at the end of a word in which two forms of it may differ
_STEM: Final = 4  # letters that all forms of a word share
_GRAMMAR_LIST: Final = """
    a an the of to in on at by for from with into onto over under about after before between during
    through until against among and or but nor so yet if than then as that which who whom whose what
    when where while there here is are was were be been being am has have had having do does did
    will would shall should may might can could must it its he his him she her they their them we
    our us you your i my me this these those such not no also both either neither each
    because although though since whereas unless despite some any all more most other only very own
    """
_GRAMMAR: Final = frozenset(_GRAMMAR_LIST.split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """What seems wrong with a draft: stretches of its source, and phrases of its own."""

    lost: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()

    @property
    def faults(self) -> int:
        """How many things are wrong."""
        return len(self.lost) + len(self.twice)


COVERED: Final = Coverage()
"""Nothing is wrong."""


def coverage(source: str, hypothesis: Hypothesis, known: Sequence[Offsets] = ()) -> Coverage:
    """Tell what ``hypothesis`` lost of ``source`` and says twice; nothing without attention.

    Of the stretches ``known`` it is known otherwise whether they are rendered. Nothing is told
    where attention is blurred either, as that of a model is which nobody taught where to look.
    """
    ours, theirs = words(source), words(hypothesis.text)
    if hypothesis.attention is None or not ours or not theirs:
        return COVERED
    attention = word_attention(source, hypothesis, ours, theirs)
    if attention.max(axis=1).mean() < SHARP:
        return COVERED
    return Coverage(
        lost=tuple(_lost(source, ours, attention, known)),
        twice=tuple(_twice(source, ours, hypothesis.text, theirs, attention)),
    )


def _lost(
    source: str, spans: Sequence[Offsets], attention: Weights, known: Sequence[Offsets]
) -> list[str]:
    inside = [any(a < end and start < b for a, b in known) for start, end in spans]
    seen = (attention.max(axis=0) >= LOOKED_AT) | inside
    telling = [
        n
        for n, (start, end) in enumerate(spans)
        if source[start].isalnum() and source[start:end].lower() not in _GRAMMAR
    ]
    runs = [[*run] for unseen, run in groupby(telling, lambda n: not seen[n]) if unseen]
    return [source[spans[run[0]][0] : spans[run[-1]][1]] for run in runs if len(run) >= LOST]


def _twice(
    source: str, ours: Sequence[Offsets], text: str, spans: Sequence[Offsets], attention: Weights
) -> list[str]:
    """Return the words and phrases that come back for the same words of the source."""
    said = [text[start:end].casefold() for start, end in spans]
    asked = [source[start:end].casefold() for start, end in ours]
    looks, sure = attention.argmax(axis=1).tolist(), attention.max(axis=1) > SURE
    places: dict[str, list[int]] = {}
    back: set[int] = set()
    for n, word in enumerate(said):
        for before in places.setdefault(word[:_STEM], []):
            same = _alike(word, said[before]) and looks[n] == looks[before]
            if not same or asked.count(asked[looks[n]]) > 1 or _counts_others(said, before, n):
                continue
            alone = len(word) >= _LEAST_ALONE and sure[n] and sure[before]
            if alone and asked[looks[n]] not in _GRAMMAR:
                back.add(n)
            if before + 1 < n < len(said) - 1 and looks[n + 1] == looks[before + 1]:
                least = min(len(word), len(said[n + 1]))
                if least >= _LEAST and _alike(said[n + 1], said[before + 1]):
                    back |= {n, n + 1}
        places[word[:_STEM]].append(n)
    # Words that follow upon each other are one phrase: n minus its rank is the same for all.
    runs = [
        [n for _, n in run] for _, run in groupby(enumerate(sorted(back)), lambda i: i[1] - i[0])
    ]
    return [text[spans[run[0]][0] : spans[run[-1]][1]] for run in runs]


def _alike(word: str, other: str) -> bool:
    """Tell whether two words may be forms of one."""
    if word[0].isdigit():
        return word == other
    size = max(min(len(word), len(other)) - _ENDING, _STEM)
    return word[:size] == other[:size]


def _counts_others(said: Sequence[str], before: int, n: int) -> bool:
    """Tell whether a word stands after other numbers: 5 million dollars, 7 million dollars."""
    numbers = [
        [word for word in said[max(at - 2, 0) : at] if word[0].isdigit()] for at in (before, n)
    ]
    return bool(numbers[0] and numbers[1] and numbers[0] != numbers[1])
