"""Names of countries and territories as the Unicode CLDR has them, through Babel.

CLDR is a good start for a glossary and a second opinion on it, not its master: newsrooms have
their own usage (Hungary is Мажарстан in Kazakh, in CLDR Венгрия).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from babel import Locale

from glossary.entry import PROPER_NOUN, read_concept
from glossary.model import LOCALES, SOURCE, Concept, Status
from glossary.normal import search_key

# Groups of states and codes for tests: they have the form of a country's code.
_NO_TERRITORIES: Final = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_NAME: Final = re.compile(r"(?P<name>[^()]+?)(?: \((?P<other>[^()]+)\))?")


@cache
def territories(locale: str) -> Mapping[str, str]:
    """Return ISO 3166-1 code -> name of each country and territory, in CLDR's words.

    >>> territories("az")["TR"], territories("kk")["HU"]
    ('Türkiyə', 'Венгрия')
    """
    names = Locale.parse(locale).territories
    return MappingProxyType(
        {
            code: name
            for code, name in sorted(names.items())
            if len(code) == 2 and code.isalpha() and code not in _NO_TERRITORIES
        }
    )


def territory(concept: Concept) -> str | None:
    """Return the code of the territory that one of the concept's English terms names, if any."""
    codes = _codes()
    keys = (search_key(term.text) for term in concept.allowed(SOURCE))
    return next((codes[key] for key in keys if key in codes), None)


def seeds(subject: str = "countries") -> Iterator[Concept]:
    """Yield a proposed concept for each territory, with CLDR's names in every locale.

    An editor has to look at each: what CLDR calls "Congo - Kinshasa" no article does.
    """
    for code, english in territories(SOURCE).items():
        names = _english_names(english)
        table: dict[str, Any] = {
            "pos": PROPER_NOUN,
            "status": str(Status.PROPOSED),
            "source": "CLDR",
            SOURCE: names,
        }
        for locale in LOCALES:
            if code in territories(locale):
                table[locale] = territories(locale)[code]
        id_ = "-".join(re.findall(r"[a-z0-9]+", search_key(names[0])))
        yield read_concept(id_, table, subject=subject)


@cache
def _codes() -> dict[str, str]:
    """English name, in every spelling that CLDR's gives -> code."""
    return {
        search_key(name): code
        for code, english in territories(SOURCE).items()
        for name in _english_names(english)
    }


def _english_names(name: str) -> list[str]:
    """Return the names in one of CLDR's: "Myanmar (Burma)" is two, "&" reads "and".

    >>> _english_names("Myanmar (Burma)"), _english_names("Trinidad & Tobago")
    (['Myanmar', 'Burma'], ['Trinidad and Tobago'])
    """
    parts = _NAME.fullmatch(name.replace(" & ", " and "))
    return [part for part in parts.groups() if part] if parts else [name]
