"""What pymorphy3's dictionary says of a Russian word, in our own terms.

It knows words that newspapers use and words that they avoid; only the former come out of here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import pymorphy3

from glossary.casing import graft, shared
from glossary.model import Case, Number

# pymorphy's labels; the second prepositional (в лесу, в Крыму) stands as a variant.
_CASES: Final = {
    "nomn": Case.NOMINATIVE,
    "gent": Case.GENITIVE,
    "datv": Case.DATIVE,
    "accs": Case.ACCUSATIVE,
    "ablt": Case.INSTRUMENTAL,
    "loct": Case.PREPOSITIONAL,
    "loc2": Case.PREPOSITIONAL,
}
_NUMBERS: Final = {"sing": Number.SINGULAR, "plur": Number.PLURAL}
# Labels of spellings that go through a whole word (варенье beside варение), and of forms that
# newspapers avoid: those spellings where the term is not so, -ою, archaic, colloquial.
_VARIANTS: Final = frozenset({"V-be", "V-ie"})
_AVOIDED: Final = _VARIANTS | {"V-oy", "V-ey", "Arch", "Infr", "Slng", "Dist", "Erro", "Abbr"}


@lru_cache(maxsize=1)
def analyser() -> Any:
    """Return the one analyser; its dictionary takes some 0.1 s and 24 MB to load."""
    return pymorphy3.MorphAnalyzer()


def is_known(token: str) -> bool:
    """Whether the dictionary has ``token`` in this very form."""
    return bool(analyser().word_is_known(token.lower()))


@lru_cache(maxsize=4096)
def nominatives(token: str, *parts_of_speech: str) -> tuple[Any, ...]:
    """Return pymorphy's readings of ``token`` as such a part of speech in the nominative."""
    parses = analyser().parse(token)
    return tuple(p for p in parses if p.tag.POS in parts_of_speech and "nomn" in p.tag)


def paradigm(token: str, reading: Any) -> dict[tuple[Case, Number, str | None], tuple[str, ...]]:
    """Return the forms of a reading of ``token`` by case, number and gender, the best first.

    Nouns have no gender here. Of two stems of one word a form takes the one that its nominative
    shows: высший, not высочайший; счета, счетов.
    """
    forms = list(_lexeme(reading))
    plurals = [form.word for form in forms if {"plur", "nomn"} <= form.tag.grammemes]
    # Where the dictionary has both, учителя and счета are the usual plurals of one stem.
    usual = (w for w in plurals if w.endswith(("а", "я")) and shared(w, reading.word) > 1)
    plural = next(usual, "".join(plurals[:1]))
    is_noun = reading.tag.POS == "NOUN"
    ranked: dict[tuple[Case, Number, str | None], list[tuple[bool, bool, int, int]]] = {}
    for place, form in enumerate(forms):
        tag = form.tag
        number = _NUMBERS[tag.number]
        gender = None if is_noun or number is Number.PLURAL else tag.gender
        model = plural if is_noun and number is Number.PLURAL else reading.word
        # The animate accusative of adjectives is set by whoever asks for it.
        special = tag.case == "loc2", not is_noun and tag.animacy == "anim"
        rank = (*special, -shared(form.word, model), place)
        ranked.setdefault((_CASES[tag.case], number, gender), []).append(rank)
    return {
        cell: tuple(
            dict.fromkeys(spelled(token, reading, forms[place].word) for *_, place in sorted(ranks))
        )
        for cell, ranks in ranked.items()
    }


def _lexeme(reading: Any) -> Iterator[Any]:
    """Yield the case forms of the word in ``reading`` that newspapers use."""
    labels = reading.tag.grammemes
    # Participles of one verb, and degrees of one adjective, differ in what stands before the gap.
    kind = None if reading.tag.POS == "NOUN" else str(reading.tag).partition(" ")[0]
    for form in reading.lexeme:
        tag = form.tag
        if tag.case not in _CASES or (_AVOIDED - labels) & tag.grammemes:
            continue
        if _VARIANTS & labels <= tag.grammemes and kind in {None, str(tag).partition(" ")[0]}:
            yield form


def spelled(token: str, reading: Any, form: str) -> str:
    """Return ``form`` with the casing of ``token``, and without ё where the term is written so."""
    restored = reading.word != token.lower()
    if "ё" in form and "ё" not in token.lower() and (restored or not is_known(token)):
        form = form.replace("ё", "е")
    words, parts = token.split("-"), form.split("-")
    if len(words) != len(parts):
        return graft(token, form, "ru")
    return "-".join(graft(*pair, "ru") for pair in zip(words, parts, strict=True))
