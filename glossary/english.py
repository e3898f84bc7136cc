"""English as far as matching needs it: how a term looks in the plural.

The rules are those of any grammar (Quirk et al. 1985, "A Comprehensive Grammar of the English
Language", 5.79-5.92); the irregular nouns are the ones that stand at the end of terms.
"""

from __future__ import annotations

import re
from typing import Final

_IRREGULAR: Final = {
    "analysis": ("analyses",),
    "axis": ("axes",),
    "basis": ("bases",),
    "child": ("children",),
    "crisis": ("crises",),
    "criterion": ("criteria",),
    "foot": ("feet",),
    "half": ("halves",),
    "hero": ("heroes",),
    "knife": ("knives",),
    "leaf": ("leaves",),
    "life": ("lives",),
    "medium": ("media",),
    "mouse": ("mice",),
    "person": ("people", "persons"),
    "phenomenon": ("phenomena",),
    "quiz": ("quizzes",),
    "shelf": ("shelves",),
    "thesis": ("theses",),
    "thief": ("thieves",),
    "tooth": ("teeth",),
    "wife": ("wives",),
    "wolf": ("wolves",),
}
# Compounds of man; German, Ottoman, human, shaman and Oman are none.
_MAN: Final = re.compile(
    r"(?:air|business|camera|chair|clergy|congress|council|crafts|fire|fisher|frontiers|guards"
    r"|gun|horse|infantry|law|middle|news|noble|ombuds|police|rifle|sales|service|spokes|sports"
    r"|states|trades|wo|work)man$",
    re.IGNORECASE,
)
# Offices whose adjective follows: secretaries-general, but lieutenant generals.
_GENERAL: Final = re.compile(
    r"(?:attorney|auditor|consul|director|governor|inspector|prosecutor|secretary|solicitor)"
    r"(?=[ -]general$)",
    re.IGNORECASE,
)
# What parts the head of a term from what follows it: heads of state, ministers for trade.
_LINK: Final = re.compile(
    r"(?<=\w)[ -](?:of|for|in|on|to|at|with|under|against)[ -]", re.IGNORECASE
)


# Words that are plural without an ending, collective ones included.
_PLURAL: Final = frozenset(
    {"personnel", "police", "staff", "troops", *(p for ps in _IRREGULAR.values() for p in ps)}
)


def plurals(term: str) -> tuple[str, ...]:
    """Return the plurals that ``term`` may have, the most usual first.

    Its head inflects: the last word before a preposition, or else the last word of all. What is
    plural already gets a form that no text has, which does no harm in matching.

    >>> plurals("ministry"), plurals("head of state"), plurals("Commander-in-Chief")
    (('ministries',), ('heads of state',), ('Commanders-in-Chief',))
    >>> plurals("cargo"), plurals("serviceman"), plurals("Turkmen")
    (('cargos', 'cargoes'), ('servicemen',), ('Turkmens',))
    >>> plurals("secretary-general"), plurals("lieutenant general")
    (('secretaries-general', 'secretary-generals'), ('lieutenant generals',))
    """
    end = _head_end(term)
    ends = [end]
    if term[end - 6 : end].lower() == "eneral" and (general := _GENERAL.search(term[:end])):
        ends.insert(0, general.end())
    found = []
    for stop in ends:
        start = max(term.rfind(" ", 0, stop), term.rfind("-", 0, stop)) + 1
        found += [f"{term[:start]}{n}{term[stop:]}" for n in _noun_plurals(term[start:stop])]
    return tuple(found)


def looks_plural(term: str) -> bool:
    """Tell whether the head of ``term`` looks like a plural.

    >>> looks_plural("heads of state"), looks_plural("armed forces"), looks_plural("service")
    (True, True, False)
    """
    head = re.split(r"[ -]", term[: _head_end(term)])[-1].lower()
    return head.endswith(("s", "men")) or head in _PLURAL


def _head_end(term: str) -> int:
    link = _LINK.search(term)
    return link.start() if link else len(term)


def _noun_plurals(noun: str) -> tuple[str, ...]:
    low = noun.lower()
    if low in _IRREGULAR:
        return tuple(noun[:1] + plural[1:] for plural in _IRREGULAR[low])
    if _MAN.search(low):
        return (f"{noun[:-2]}en",)
    if low.endswith(("s", "x", "z", "ch", "sh")):
        return (f"{noun}es",)
    after_consonant = low[-2:-1] not in {*"aeiou", ""}
    if low.endswith("y") and after_consonant:
        # Names keep their y: the two Germanys.
        return (f"{noun[:-1]}ies",) if noun == low else (f"{noun[:-1]}ies", f"{noun}s")
    if low.endswith("o") and after_consonant:
        return (f"{noun}s", f"{noun}es")
    return (f"{noun}s",)
