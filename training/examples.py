"""From corpora to training examples: aligned, with the mentions of terms, bucketed by length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from glossary import Glossary, Matcher, Status
from training import LOCALES
from training.align import align
from training.annotate import TermFinder
from training.batches import Example
from training.corpora import Split
from training.general import read_pairs
from training.tokenizer import Encoder

_MAX_PIECES = 150
_GENERAL_PAIRS = 30_000
_NEWS_COPIES = 2
_GENERAL_EVERY = 12


def tokenizer_texts(split: Split, parallel: Path | None = None) -> list[str]:
    """What the tokenizer learns from: mostly news, so that its words get whole pieces.

    English counts once more than each target, for the encoder reads it for every one of them.
    """
    texts: list[str] = []
    for rows in (split.train, split.lexicon):
        for row in rows:
            texts += [row.english, *row.targets] * _NEWS_COPIES
    texts += [row.english for row in split.train]
    if parallel is not None:
        for locale in LOCALES:
            for pair in read_pairs(parallel, locale)[::_GENERAL_EVERY]:
                texts += [pair.english, pair.target]
    return texts


def make_examples(split: Split, encoder: Encoder, *, parallel: Path | None = None) -> list[Example]:
    """All training examples in a fixed order: every locale's lexicon, news, general text."""
    examples: list[Example] = []
    glossary = Glossary.load()
    matcher = Matcher(glossary)
    for locale in LOCALES:
        pairs: list[tuple[str, str, str]] = []
        for pool, rows in (("lexicon", split.lexicon), ("news", split.train)):
            pairs += [(pool, row.english, row.target(locale)) for row in rows]
        pairs += [("lexicon", english, term) for english, term in _terms(glossary, locale)]
        if parallel is not None:
            general = read_pairs(parallel, locale)
            step = max(1, len(general) // _GENERAL_PAIRS)
            pairs += [("general", pair.english, pair.target) for pair in general[::step]]
        finder = TermFinder(glossary, matcher, locale)
        alignments = align([(source, target) for _, source, target in pairs])
        for (pool, source, target), alignment in zip(pairs, alignments, strict=True):
            length = max(len(encoder.encode(source)) + 2, len(encoder.encode(target)) + 1)
            if length > _MAX_PIECES:
                continue
            mentions = finder.find(source, target) if pool == "news" else ()
            examples.append(
                Example(
                    pool=pool,
                    locale=locale,
                    source=source,
                    target=target,
                    length=length,
                    alignment=alignment,
                    mentions=mentions,
                )
            )
    return examples


def _terms(glossary: Glossary, locale: str) -> Iterator[tuple[str, str]]:
    """Every English term of the glossary, and how the locale prefers to render it."""
    for concept in glossary.concepts:
        if concept.status is Status.APPROVED and (term := concept.preferred(locale)):
            for english in concept.allowed("en"):
                yield english.text, term.text
