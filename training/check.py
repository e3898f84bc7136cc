"""Validation of the corpora: what a person must not have to notice in a diff."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training import LOCALES
from training.corpora import Row, read_rows, sentence_key

_SEPARATOR = re.compile(r"(?<=\d)[ .,\u00a0\u202f](?=\d)")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN_WORD = re.compile(r"[A-Za-zÇĞİÖŞÜƏçğıöşüə]*[a-zçğıöşüə][A-Za-zÇĞİÖŞÜƏçğıöşüə]*")
_MIXED = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_KAZAKH_ONLY = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_QUOTED = re.compile(r"«[^»]*»")
_AZERBAIJANI_ONLY = re.compile("[əƏ]")
_ODD_SPACE = re.compile(r"  | [,;.?!](?:\s|$)|[\t\r]|^\s|\s$")
_CONTROL = re.compile(r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2060\ufeff\ufffd]")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Fault:
    """One fault: where, and in words."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def check_corpora(paths: Sequence[Path], held_out: Iterable[Path] = ()) -> list[Fault]:
    """All faults of the corpus files in ``paths``.

    ``held_out`` are files of evaluation sentences, one English sentence a line (further
    tab-separated columns are ignored); no corpus sentence may stand in one of them.
    """
    evaluation = {
        sentence_key(line.split("\t")[0])
        for path in held_out
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    evaluation.discard("")
    seen: dict[tuple[str, str], str] = {}
    faults: list[Fault] = []
    for path in paths:
        try:
            rows = read_rows([path])
        except ValueError as error:
            number = str(error).split(":")[1]
            faults.append(Fault(file=path.name, line=int(number), message=str(error)))
            continue
        for line, row in enumerate(rows, 1):
            where = f"{path.name}:{line}"
            messages = list(row_faults(row))
            # Words may be told apart by case ("Turkey", "turkey"); sentences may not.
            sentence = path.name.startswith("part-")
            kind = "part" if sentence else path.stem
            key = (kind, row.english.lower() if sentence else row.english)
            if key in seen:
                messages.append(f"same English as {seen[key]}")
            seen.setdefault(key, where)
            if sentence and sentence_key(row.english) in evaluation:
                messages.append("stands in an evaluation set")
            faults += [Fault(file=path.name, line=line, message=text) for text in messages]
    return sorted(faults)


def row_faults(row: Row) -> Iterator[str]:
    """The faults of one row, in words."""
    wanted = numbers(row.english)
    for locale, text in zip(LOCALES, row.targets, strict=True):
        if numbers(text) != wanted:
            yield f"{locale}: numbers differ: {wanted} and {numbers(text)}"
        yield from (f"{locale}: {fault}" for fault in _alphabet_faults(locale, text, row.english))
    for name, text in zip(("en", *LOCALES), (row.english, *row.targets), strict=True):
        if _ODD_SPACE.search(text):
            yield f"{name}: odd space"
        if _CONTROL.search(text):
            yield f"{name}: invisible character"


def numbers(text: str) -> list[str]:
    """The digit groups of ``text`` without separators, sorted.

    A point is a decimal point in English and a thousands separator in Turkish, so separators are
    dropped: "21.3" and "21,3" are both 213, "5,000" and "5.000" both 5000.
    """
    return sorted(re.findall(r"\d+", _SEPARATOR.sub("", text)))


def _alphabet_faults(locale: str, text: str, english: str) -> Iterator[str]:
    if _MIXED.search(text):
        yield "a word of two alphabets"
    if locale in ("tr", "az"):
        if _CYRILLIC.search(text):
            yield "Cyrillic letters"
        if locale == "tr" and _AZERBAIJANI_ONLY.search(text):
            yield "the letter ə in Turkish"
        return
    foreign = [word for word in _LATIN_WORD.findall(text) if word not in english]
    if foreign:
        yield f"Latin word {foreign[0]!r} that is not in the English"
    if locale == "ru" and _KAZAKH_ONLY.search(_QUOTED.sub("", text)):
        yield "Kazakh letters outside quotation marks"
    if not _CYRILLIC.search(text) and not text.isascii():
        yield "no Cyrillic letters"
