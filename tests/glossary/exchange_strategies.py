"""Concepts of every kind that the format of terms allows, for the laws of exchange."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from glossary import Concept
from glossary.entry import LANGUAGES, PARTS_OF_SPEECH, read_concept

# Whole glossaries take long to make up.
FEW = settings(max_examples=30, deadline=None)

_LETTERS = st.characters(exclude_categories=["Cc", "Cs"])
TEXTS = st.text(
    st.one_of(st.sampled_from("aÇşğıİәғқ=+-@'\"{},;<>&|\\#→ "), _LETTERS), min_size=1, max_size=12
).filter(lambda text: text.strip())
# Prose may have lines, and be anything but half a character.
PROSE = st.text(
    st.one_of(st.sampled_from("\n\r\t\x00\x0b\x85\u2028='\"{};, "), st.characters(codec="utf-8")),
    max_size=20,
)
GRAMMAR = st.fixed_dictionaries(
    {},
    optional={
        "proper": st.booleans(),
        "acronym": st.booleans(),
        "spoken": TEXTS,
        "harmony": st.sampled_from(["front", "back"]),
        "soften": st.booleans(),
        "izafet": st.booleans(),
        "head": st.lists(st.integers(0, 3), min_size=1, max_size=2),
        "number": st.sampled_from(["SG", "PL"]),
        "gender": st.sampled_from(["masc", "femn", "neut"]),
        "person": st.sampled_from(["male", "female"]),
        "adjective": TEXTS,
        "irregular": st.dictionaries(st.sampled_from(["GEN.SG", "DAT.PL"]), TEXTS, min_size=1),
        "note": PROSE,
    },
)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """Return the table of a concept; a language holds no term twice."""
    table: dict[str, Any] = {"pos": draw(st.sampled_from(PARTS_OF_SPEECH)), "forbidden": {}}
    table["status"] = draw(st.sampled_from(["proposed", "approved", "deprecated"]))
    for key in ("definition", "note", "source"):
        table[key] = draw(PROSE)
    for locale in LANGUAGES:
        texts = draw(st.lists(TEXTS, min_size=locale == "en", max_size=4, unique=True))
        terms = [{"text": text, **draw(GRAMMAR)} for text in texts]
        allowed = draw(st.integers(1 if locale == "en" else 0, len(terms)))
        if terms[:allowed]:
            table[locale] = terms[:allowed]
        if terms[allowed:]:
            table["forbidden"][locale] = terms[allowed:]
    table["gloss"] = draw(st.dictionaries(st.sampled_from(LANGUAGES), TEXTS, max_size=2))
    return table


@st.composite
def glossaries(draw: st.DrawFn) -> list[Concept]:
    """Return up to three concepts with ids of their own."""
    ids = draw(
        st.lists(
            st.from_regex(r"[a-z0-9]{1,4}(-[a-z]{1,3})?", fullmatch=True), unique=True, max_size=3
        )
    )
    return [read_concept(id_, draw(tables()), subject="test") for id_ in ids]
