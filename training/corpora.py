"""The five-way corpora: reading them, and the split into training and development rows.

A corpus file has five tab-separated columns (English, Kazakh, Russian, Turkish, Azerbaijani), one
sentence or phrase a line, no header. ``part-*.tsv`` hold news sentences, ``lexicon-*.tsv`` words
and short phrases.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training import LOCALES

CORPORA = Path(__file__).parent / "corpora"
_DEVELOPMENT_PER_MILLE = 30
_NEAR_OVERLAP = 0.6
_NOT_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of a corpus: the English text and its rendering in each locale."""

    english: str
    targets: tuple[str, ...]

    def target(self, locale: str) -> str:
        """The rendering in ``locale``."""
        return self.targets[LOCALES.index(locale)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """News rows to train on, news rows held out, and the lexicon (always trained on)."""

    train: tuple[Row, ...]
    development: tuple[Row, ...]
    lexicon: tuple[Row, ...]


def read_rows(paths: Iterable[Path]) -> list[Row]:
    """The rows of the given files, in order; raises ``ValueError`` for a line without 5 columns."""
    rows: list[Row] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not line.strip():
                continue
            columns = [column.strip() for column in line.split("\t")]
            if len(columns) != 1 + len(LOCALES) or not all(columns):
                raise ValueError(f"{path.name}:{number}: {len(columns)} columns")
            rows.append(Row(english=columns[0], targets=tuple(columns[1:])))
    return rows


def sentence_key(english: str) -> str:
    """What makes two English sentences the same for us: their letters, without case or digits."""
    return _NOT_LETTERS.sub(" ", english.lower()).strip()


def is_development(english: str) -> bool:
    """Whether a news sentence is held out: a fixed share, by the hash of its key.

    Sentences that differ in numbers or punctuation alone share a key and so fall on one side.
    """
    digest = hashlib.sha256(sentence_key(english).encode()).digest()
    return int.from_bytes(digest[:4], "big") % 1000 < _DEVELOPMENT_PER_MILLE


def read_split(directory: Path = CORPORA) -> Split:
    """Reads ``directory`` and splits it; a training row close to a held-out one is dropped."""
    news = _unique(read_rows(sorted(directory.glob("part-*.tsv"))))
    development = [row for row in news if is_development(row.english)]
    train = without_near_copies(
        [row for row in news if not is_development(row.english)], [r.english for r in development]
    )
    lexicon = _unique(read_rows(sorted(directory.glob("lexicon-*.tsv"))))
    return Split(train=tuple(train), development=tuple(development), lexicon=tuple(lexicon))


def without_near_copies(rows: Sequence[Row], held_out: Sequence[str]) -> list[Row]:
    """``rows`` without those that share most of their word trigrams with a held-out sentence."""
    index: defaultdict[str, set[int]] = defaultdict(set)
    sizes: list[int] = []
    for number, english in enumerate(held_out):
        grams = _trigrams(english)
        sizes.append(len(grams))
        for gram in grams:
            index[gram].add(number)
    kept: list[Row] = []
    for row in rows:
        grams = _trigrams(row.english)
        shared: defaultdict[int, int] = defaultdict(int)
        for gram in grams:
            for number in index.get(gram, ()):
                shared[number] += 1
        if all(count < _NEAR_OVERLAP * min(sizes[n], len(grams)) for n, count in shared.items()):
            kept.append(row)
    return kept


def _trigrams(english: str) -> set[str]:
    words = sentence_key(english).split()
    return {" ".join(words[start : start + 3]) for start in range(len(words) - 2)}


def _unique(rows: Iterable[Row]) -> list[Row]:
    kept: dict[str, Row] = {}
    for row in rows:
        kept.setdefault(sentence_key(row.english) or row.english, row)
    return list(kept.values())
