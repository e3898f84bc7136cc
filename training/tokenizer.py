"""The joint SentencePiece model and the MarianTokenizer folder around it.

One unigram model serves English and the four locales (Kudo 2018). Its normaliser is our own: it
composes decomposed letters, drops invisible characters, folds the apostrophe and letters that no
corpus language has, sets the annotation marks apart by spaces, and leaves everything else alone
(NFKC would turn ``№`` into ``No`` and the no-break space of Russian thousands into a plain one).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import sentencepiece as spm
from transformers import MarianTokenizer

from training import LOCALES

MARKS = ("⟦", "¦", "⟧")
"""Open an annotation, separate English surface from target lemma, close it."""

EOS, UNK, PAD = "</s>", "<unk>", "<pad>"
_SPACE = "▁"
_ALPHABETS = "abcçdeəfgğhıijklmnoöprsştuüvyzqxwаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяâîû"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_FOLDED = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "…": "...", "−": "–", "ß": "ss", "ø": "o"}
_MARK_LINES = 20_000  # enough for each mark to become one piece with its leading space
_SPACES = "\t\n\r\u2002\u2003\u2009\u200a"


def language_token(locale: str) -> str:
    """The token that asks the model for ``locale``, first in the source."""
    return f">>{locale}<<"


def normalization_rules() -> list[tuple[str, str]]:
    """(from, to) replacements of the normaliser, longest match first at run time."""
    letters = set(_ALPHABETS) | {letter.upper() for letter in _ALPHABETS} | {"İ"}
    opening, middle, closing = MARKS
    rules = {opening: f" {opening} ", middle: f" {middle} ", closing: f" {closing}"}
    rules |= dict.fromkeys(_INVISIBLE, "") | dict.fromkeys(_SPACES, " ") | _FOLDED
    for letter in letters:
        decomposed = unicodedata.normalize("NFD", letter)
        if decomposed != letter:
            rules[decomposed] = letter
    for code in range(0xC0, 0x250):
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0]
        if letter not in letters and base.isascii() and base.isalpha():
            rules[letter] = base
    return sorted(rules.items())


def train_tokenizer(
    texts: Iterable[str], directory: Path, *, pieces: int = 8000, threads: int = 2
) -> None:
    """Trains on ``texts`` and writes the tokenizer files of a MarianTokenizer folder.

    ``pieces`` counts the padding token, which is no SentencePiece piece and takes the last id.
    """
    directory.mkdir(parents=True, exist_ok=True)
    rules = directory / "normalization.tsv"
    rules.write_text(
        "".join(f"{_hex(a)}\t{_hex(b)}\n" for a, b in normalization_rules()), encoding="ascii"
    )
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter([*texts, *[" ".join(MARKS)] * _MARK_LINES]),
        model_prefix=str(directory / "source"),
        vocab_size=pieces - 1,
        model_type="unigram",
        character_coverage=1.0,
        split_digits=True,
        normalization_rule_tsv=str(rules),
        user_defined_symbols=[language_token(locale) for locale in LOCALES],
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        num_threads=threads,
        max_sentence_length=8192,
        minloglevel=2,
    )
    (directory / "source.model").replace(directory / "source.spm")
    (directory / "source.vocab").unlink()
    rules.unlink()
    write_folder(directory)


def write_folder(directory: Path) -> None:
    """Writes target.spm, vocab.json and tokenizer_config.json beside ``source.spm``."""
    data = (directory / "source.spm").read_bytes()
    (directory / "target.spm").write_bytes(data)
    processor = spm.SentencePieceProcessor(model_proto=data)
    vocabulary = {processor.id_to_piece(i): i for i in range(processor.get_piece_size())}
    vocabulary[PAD] = len(vocabulary)
    _write_json(directory / "vocab.json", vocabulary)
    _write_json(
        directory / "tokenizer_config.json",
        {
            "tokenizer_class": "MarianTokenizer",
            "source_lang": "en",
            "target_lang": "mul",
            "eos_token": EOS,
            "unk_token": UNK,
            "pad_token": PAD,
            "model_max_length": 512,
            "separate_vocabs": False,
        },
    )


def load_tokenizer(directory: Path) -> MarianTokenizer:
    """The tokenizer as every user of the model sees it."""
    tokenizer: MarianTokenizer = MarianTokenizer.from_pretrained(str(directory))
    return tokenizer


class Encoder:
    """Text to ids exactly as ``MarianTokenizer`` does it, without its per-call cost."""

    def __init__(self, directory: Path) -> None:
        self._processor = spm.SentencePieceProcessor(model_file=str(directory / "source.spm"))
        vocabulary: dict[str, int] = json.loads((directory / "vocab.json").read_text("utf-8"))
        self._ids = vocabulary
        self.size = len(vocabulary)
        self.eos, self.pad = vocabulary[EOS], vocabulary[PAD]
        self.languages = {locale: vocabulary[language_token(locale)] for locale in LOCALES}
        self.pieces = [piece for piece, _ in sorted(vocabulary.items(), key=lambda item: item[1])]
        self.scores = [self._processor.get_score(i) for i in range(self.size - 1)]
        self.starts_word = [piece.startswith(_SPACE) for piece in self.pieces]

    def encode(self, text: str) -> list[int]:
        """The ids of ``text`` without language token and end of sentence."""
        return list(self._processor.encode(text))

    def encode_inside(self, text: str) -> list[int]:
        """The ids of ``text`` where it goes on a word that has begun.

        After a token of its own a text gets no leading space; it is cut off again.
        """
        opening = language_token(LOCALES[0])
        return list(self._processor.encode(opening + text))[len(self._processor.encode(opening)) :]

    def ids(self, pieces: Iterable[str]) -> list[int]:
        """The ids of ``pieces``."""
        return [self._ids[piece] for piece in pieces]

    def decode(self, ids: Iterable[int]) -> str:
        """The text of ``ids``, up to the end of sentence; padding and language tokens left out."""
        special = {self.pad, *self.languages.values()}
        kept: list[int] = []
        for number in ids:
            if number == self.eos:
                break
            if number not in special:
                kept.append(number)
        return str(self._processor.decode(kept))

    def source(self, text: str, locale: str) -> list[int]:
        """The ids the model reads: language token, text, end of sentence."""
        return [self.languages[locale], *self.encode(text), self.eos]

    def target(self, text: str) -> list[int]:
        """The ids the model writes."""
        return [*self.encode(text), self.eos]


def _hex(text: str) -> str:
    return " ".join(f"{ord(character):X}" for character in text)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
