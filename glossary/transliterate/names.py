"""The names of a termbase as words in two languages: what transliteration learns from.

Only what is written after the sound counts, not what is translated or has a name of its own
(Omsk: Омбы, Kostanay Region: Қостанай облысы). The test knows nothing of the rules: all words
begin with a capital, and two that correspond, made roughly Latin letter by letter, have at least
``ALIKE`` of their letters in common and in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import Indel

from glossary.casing import lower
from glossary.entry import PROPER_NOUN
from glossary.model import Concept, Status, Term
from glossary.normal import bare

ALIKE: Final = 0.6
_WORD: Final = re.compile(r"[^\W\d_]+(?:['ʻʼ’‘][^\W\d_]+)*['ʻʼ’‘]?")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("ʻʼ’‘`", "'"))
_ROUGH: Final = str.maketrans(
    {
        **dict(
            zip("абвгдеёжзийклмнопрстуфхцчшщыэюя", "abvgdeejziiklmnoprstufhcsssyeua", strict=True)
        ),
        **dict.fromkeys("ъь", ""),
        **dict(zip("әғқңөұүһі", "agknouuhi", strict=True)),
        **dict(zip("əıxqwy", "aihkvi", strict=True)),
    }
)


def words(text: str) -> list[str]:
    """Return the words of a name; a hyphen parts them, an apostrophe does not.

    >>> words("Kassym-Jomart Tokayev"), words("Gʻafur Gʻulom")
    (['Kassym', 'Jomart', 'Tokayev'], ['Gʻafur', 'Gʻulom'])
    """
    return [match[0] for match in _WORD.finditer(unicodedata.normalize("NFC", text))]


def spelled(word: str, locale: str) -> str:
    """Return a word in lower case, with one kind of apostrophe."""
    return lower(unicodedata.normalize("NFC", word), locale).translate(_APOSTROPHES)


def is_name(concept: Concept) -> bool:
    """Tell whether a concept is a name that stands: a proper noun that is not proposed."""
    return concept.pos == PROPER_NOUN and concept.status is Status.APPROVED


def pairs(concept: Concept, source: str, target: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a name in two locales, in lower case, where they are transliterated.

    All spellings of the source count, and the preferred one of the target.
    """
    wanted = concept.preferred(target)
    if wanted is None or not is_name(concept):
        return
    targets = _words_of(wanted)
    for term in concept.allowed(source):
        sources = _words_of(term)
        if sources and len(sources) == len(targets) and all(map(alike, sources, targets)):
            yield from zip(sources, targets, strict=True)


def alike(one: str, other: str) -> bool:
    """Tell whether two words of different languages sound roughly alike.

    >>> alike("zhaksylykov", "жақсылықов"), alike("region", "облысы")
    (True, False)
    """
    return likeness(one, other) >= ALIKE


def likeness(one: str, other: str) -> float:
    """Return how much of two words of different languages sounds alike, 0 to 1.

    >>> likeness("tengri", "тәңірі") > likeness("tengri", "тәңір")
    True
    """
    return Indel.normalized_similarity(_rough(one), _rough(other))


def _words_of(term: Term) -> list[str]:
    """Return the words of a name, or nothing where it holds words that are none: облысы, of."""
    found = words(term.text)
    if term.acronym or not all(word[0].isupper() for word in found):
        return []
    return [spelled(word, term.locale) for word in found]


def _rough(word: str) -> str:
    # Digraphs first: kh and h, zh and j are one to a rough ear.
    latin = bare(word.translate(_ROUGH))
    for letters, one in (("sh", "s"), ("ch", "s"), ("zh", "j"), ("kh", "h"), ("gh", "g")):
        latin = latin.replace(letters, one)
    return latin
