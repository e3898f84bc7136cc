"""The case that an English sentence asks of a name, told by the words before it.

Prepositions tell most: in the news corpora of `training/`, a Kazakh name after "to" stands in the
dative in 9 of 10 places, a Turkish one after "from" in the ablative in 8. Of a list the Turkic
languages inflect the last member only, for all of them; Russian inflects every one. A name that
begins a sentence is its subject. What tells less ("of" is a genitive or half a compound) is left to
the model.
"""

from __future__ import annotations

import re
from typing import Final

from glossary.model import Case, Mention

_BEFORE: Final = re.compile(r"(?P<word>[A-Za-z]+)\s+(?:the\s+)?$")
JOINT: Final = r"(?:,|,? (?:(?P<and>and)|or)) (?:the )?"
"""What stands between two members of a list."""

_LISTED_BEFORE: Final = re.compile(
    rf"(?:\bthe )?\b[A-Z][\w'’-]*(?: (?:of |the )*[A-Z][\w'’-]*)*{JOINT}$"
)
_LISTED_AFTER: Final = re.compile(rf"{JOINT}[A-Z]")
_YEAR: Final = re.compile(r"\s+\d")
"""After a month: then the year, or the two together, take the case."""

_TURKIC: Final = {
    "in": Case.LOCATIVE,
    "to": Case.DATIVE,
    "from": Case.ABLATIVE,
    **dict.fromkeys(("near", "between", "via", "through", "around", "by"), Case.NOMINATIVE),
}
_CASES: Final = {
    "kk": _TURKIC | {"with": Case.INSTRUMENTAL},
    "az": _TURKIC,
    "tr": _TURKIC,
    "ru": {
        "in": Case.PREPOSITIONAL,
        "to": Case.ACCUSATIVE,
        "from": Case.GENITIVE,
        "of": Case.GENITIVE,
        "with": Case.INSTRUMENTAL,
        "between": Case.INSTRUMENTAL,
        "via": Case.ACCUSATIVE,
        "through": Case.ACCUSATIVE,
    },
}


def expected(source: str, mention: Mention, locale: str) -> Case | None:
    """Return the case that a mention of a name most likely takes in a locale, if that is plain.

    Args:
        source: the English segment.
        mention: the name in it.
        locale: a locale that the glossary translates to.
    """
    if not mention.term.proper or mention.possessive or _YEAR.match(source, mention.end):
        return None
    before = source[: mention.start]
    while listed := _LISTED_BEFORE.search(before):
        before = before[: listed.start()]
    if locale != "ru" and _LISTED_AFTER.match(source, mention.end):
        return Case.NOMINATIVE
    if not any(map(str.isalnum, before)):
        return Case.NOMINATIVE
    word = _BEFORE.search(before)
    return _CASES[locale].get(word["word"].lower()) if word else None
