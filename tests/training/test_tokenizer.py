"""Training encodes text exactly as the tokenizer of the finished model does."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.corpora import Split
from training.tokenizer import MARKS, Encoder, load_tokenizer

ODD = [
    "the ⟦Nakhchivan¦Нахчыван⟧, and (⟦West¦Батыс⟧)",
    "⟦Ankara¦Ankara⟧'s mayor",
    "it cost 70,000 dollars, i.e. 5\u00a0000 more – or 12 %",
    "“Ankara’da” said “é ñ ø” №7…",
    "и\u0306 и\u0308 I\u0307 decomposed",
    "tabs\tand\u200bodd\u00adthings  here ",
    "quoted >>kk<< inside",
    "漢字 are unknown",
    "",
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("locale", ["kk", "az"])
def test_odd_text_is_encoded_as_the_tokenizer_does(tokenizer: Path, text: str, locale: str) -> None:
    marian = load_tokenizer(tokenizer)
    assert Encoder(tokenizer).source(text, locale) == marian(f">>{locale}<< {text}")["input_ids"]


def test_corpus_text_is_encoded_as_the_tokenizer_does(tokenizer: Path, split: Split) -> None:
    marian, encoder = load_tokenizer(tokenizer), Encoder(tokenizer)
    for row in split.train[:100]:
        for target in row.targets:
            assert encoder.target(target) == marian(text_target=target)["input_ids"]
        assert encoder.source(row.english, "tr") == marian(f">>tr<< {row.english}")["input_ids"]


def test_decoding_returns_the_text(encoder: Encoder, split: Split) -> None:
    for row in split.train[:100]:
        for target in row.targets:
            assert encoder.decode(encoder.target(target)) == target


def test_spaces_around_annotation_marks_do_not_matter(encoder: Encoder) -> None:
    tight, loose = "see ⟦West¦Батыс⟧.", "see ⟦ West ¦ Батыс ⟧."
    assert encoder.encode(tight) == encoder.encode(loose)


def test_a_lemma_has_the_same_pieces_in_an_annotation_and_in_a_sentence(encoder: Encoder) -> None:
    lemma = encoder.encode("Маңғыстау")
    annotated = encoder.encode("⟦Mangystau¦Маңғыстау⟧")
    assert any(annotated[n : n + len(lemma)] == lemma for n in range(len(annotated)))


def test_the_padding_token_has_the_last_id_and_every_mark_is_known(encoder: Encoder) -> None:
    assert encoder.pad == encoder.size - 1
    unknown = encoder.ids(["<unk>"])[0]
    assert all(unknown not in encoder.encode(mark) for mark in MARKS)


def test_digits_are_single_pieces(encoder: Encoder) -> None:
    pieces = [encoder.pieces[i] for i in encoder.encode("in 2026")]
    assert pieces[-4:] == ["2", "0", "2", "6"]
