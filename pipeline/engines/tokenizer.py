"""Text to the pieces that a Marian model reads, and back.

A thin, thread-safe wrapper of `transformers.MarianTokenizer`, loaded from a local folder and never
from the network. It uses that tokenizer's SentencePiece models and vocabulary but not its
``tokenize``, which reads instructions out of the text: a leading ``>>rus<<`` would change the
language, ``</s>`` anywhere would end the source. Here a user's text is only ever text.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pipeline.engines.errors import UnsupportedModel

if TYPE_CHECKING:
    from transformers import MarianTokenizer

TOKENIZER_FILES = ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json")

_SURROGATE = re.compile("[\ud800-\udfff]")


class Tokenizer:
    """The tokenizer of one model.

    A piece that the model has no id for keeps its surface (``😀``): only `spell` and `ids` turn
    it into the unknown token. So does a piece that reads like a token of the model's own.

    Attributes:
        eos, unk: the end and the unknown token.
        codes: the target-language tokens that the model knows (``>>kaz_Cyrl<<``).
        max_length: how many tokens the model was made for.
    """

    def __init__(self, tokenizer: MarianTokenizer) -> None:
        self._vocabulary = cast("dict[str, int]", tokenizer.encoder)
        self._by_id = {number: piece for piece, number in self._vocabulary.items()}
        self._source = tokenizer.spm_source
        self._target = tokenizer.spm_target
        self.eos = str(tokenizer.eos_token)
        self.unk = str(tokenizer.unk_token)
        self.codes: tuple[str, ...] = tuple(tokenizer.supported_language_codes)
        self.max_length = int(tokenizer.model_max_length)
        self._reserved = frozenset({self.eos, self.unk, str(tokenizer.pad_token), *self.codes})

    def source(self, text: str) -> tuple[str, ...]:
        """Return the pieces of English text, without language token and end; ``()`` if blank."""
        return tuple(self._source.encode(_encodable(text), out_type=str))

    def target(self, text: str) -> tuple[str, ...]:
        """Return the pieces of text in a target language."""
        return tuple(self._target.encode(_encodable(text), out_type=str))

    def inside(self, text: str) -> tuple[str, ...]:
        """Return the pieces of text in a target language that goes on a word that has begun.

        After a token of the model's own a text gets no leading space; it is cut off again.
        """
        opening = self.codes[0] if self.codes else ""
        begun = len(self.target(opening)) if opening else 0
        return self.target(opening + text)[begun:]

    def known(self, piece: str) -> bool:
        """Whether the model can read and write ``piece`` as text."""
        return piece in self._vocabulary and piece not in self._reserved

    def spell(self, pieces: Iterable[str]) -> list[str]:
        """Return the tokens that the model is fed for pieces of text."""
        return [piece if self.known(piece) else self.unk for piece in pieces]

    def ids(self, tokens: Iterable[str]) -> list[int]:
        """Return the ids of tokens as `spell` gives them, or of the model's own tokens."""
        return [self._vocabulary[token] for token in tokens]

    def tokens(self, ids: Iterable[int]) -> list[str]:
        """Return the tokens that ``ids`` stand for."""
        return [self._by_id[number] for number in ids]

    def join(self, pieces: Sequence[str]) -> str:
        """Return the text of pieces."""
        return str(self._target.decode_pieces(list(pieces))).strip()


def load_tokenizer(folder: Path) -> Tokenizer:
    """Load the tokenizer of a model's folder, once per state of that folder.

    Raises:
        UnsupportedModel: when its files cannot be read as a MarianTokenizer's.
    """
    return _load(folder.resolve(), (folder / "vocab.json").stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _load(folder: Path, _stamp: int) -> Tokenizer:
    # Only its tokenizer is wanted here; that PyTorch is not installed is no news to anyone.
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    # It takes most of a second, and most commands translate nothing.
    from transformers import MarianTokenizer  # noqa: PLC0415 - see above

    try:
        tokenizer = MarianTokenizer.from_pretrained(str(folder), local_files_only=True)
    except Exception as error:  # SentencePiece and JSON each raise their own
        raise UnsupportedModel(
            f"{folder}: its tokenizer cannot be read ({error}): pull or copy the model again"
        ) from error
    if tokenizer.separate_vocabs:
        raise UnsupportedModel(
            f"{folder}: source and target have separate vocabularies, which CTranslate2's "
            "converter does not support: choose another checkpoint"
        )
    return Tokenizer(tokenizer)


def _encodable(text: str) -> str:
    """Replace lone surrogates, which no UTF-8 can hold, by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)
