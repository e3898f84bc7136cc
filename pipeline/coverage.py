"""What a draft left out of its sentence, and what it says twice, as the model's attention tells.

Small models lose clauses of long sentences, or go round in circles, and the rest may read well. A
word of the source that no word of the draft looked at is not rendered (cf. Tu et al. 2016,
"Modeling Coverage for Neural Machine Translation"): one says little, several in a row are a lost
clause. And two words that come back, and look at the same words as before, are said twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pipeline.alignment import Offsets, Weights, word_attention, words
from pipeline.engines.base import Hypothesis

LOOKED_AT: Final = 0.15
"""Share of a draft word's attention from which a word of the source counts as looked at."""

SHARP: Final = 0.4
"""Mean of the largest shares of the words of a draft from which attention is to be believed."""

LOST: Final = 4
"""Words in a row, those of grammar not counted, that make a lost clause."""

_LEAST: Final = 3  # letters of each of two words that say something when they come back
_GRAMMAR_LIST: Final = """
    a an the of to in on at by for from with into onto over under about after before between during
    through until against among and or but nor so yet if than then as that which who whom whose what
    when where while there here is are was were be been being am has have had having do does did
    will would shall should may might can could must it its he his him she her they their them we
    our us you your i my me this these those such not no also both either neither each
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
        twice=tuple(_twice(hypothesis.text, theirs, attention)),
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


def _twice(text: str, spans: Sequence[Offsets], attention: Weights) -> list[str]:
    """Return the phrases of two words and more that come back for the same words of the source.

    After another number they may: 5 million dollars, 7 million dollars.
    """
    said = [text[start:end].casefold() for start, end in spans]
    looks = attention.argmax(axis=1).tolist()
    first: dict[tuple[str, str], int] = {}
    back: list[int] = []
    for n in range(len(said) - 1):
        pair = said[n], said[n + 1]
        before = first.setdefault(pair, n)
        same = looks[n : n + 2] == looks[before : before + 2]
        counts_others = _is_number(said, n - 1) and said[n - 1] != said[before - 1]
        if before < n - 1 and same and min(map(len, pair)) >= _LEAST and not counts_others:
            back.append(n)
    # Pairs that overlap are one phrase: n minus its rank is the same for all of them.
    runs = [[n for _, n in run] for _, run in groupby(enumerate(back), lambda at: at[1] - at[0])]
    return [text[spans[run[0]][0] : spans[run[-1] + 1][1]] for run in runs]


def _is_number(said: Sequence[str], n: int) -> bool:
    return n >= 0 and said[n][0].isdigit()
