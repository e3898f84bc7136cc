"""The rules of TBX-Basic (ISO 30042; dialect TBX-Basic of LTAC/TerminOrgs) that a document obeys.

For each data category: the element that carries it, the levels at which it may stand, and, where
it is a picklist, its values. Checked is what this program writes, so groups are not known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

CONCEPT, LANGUAGE, TERM = "concept", "language", "term"
_LEVELS: Final = {
    "conceptEntry": CONCEPT,
    "termEntry": CONCEPT,
    "langSec": LANGUAGE,
    "langSet": LANGUAGE,
    "termSec": TERM,
    "tig": TERM,
}
_PARENT: Final = {CONCEPT: "body", LANGUAGE: CONCEPT, TERM: LANGUAGE}
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class _Category:
    element: str
    levels: frozenset[str]
    values: frozenset[str] = frozenset()


def _category(element: str, levels: str, values: str = "") -> _Category:
    return _Category(element, frozenset(levels.split()), frozenset(values.split()))


CATEGORIES: Final = {
    "subjectField": _category("descrip", "concept"),
    "definition": _category("descrip", "concept language"),
    "context": _category("descrip", "term"),
    "source": _category("admin", "concept language term"),
    "customerSubset": _category("admin", "term"),
    "projectSubset": _category("admin", "term"),
    "partOfSpeech": _category("termNote", "term", "adjective adverb noun other properNoun verb"),
    "administrativeStatus": _category(
        "termNote",
        "term",
        "preferredTerm-admn-sts admittedTerm-admn-sts deprecatedTerm-admn-sts "
        "supersededTerm-admn-sts",
    ),
    "grammaticalGender": _category("termNote", "term", "masculine feminine neuter other"),
    "termType": _category(
        "termNote", "term", "fullForm acronym abbreviation shortForm variant phrase"
    ),
    "geographicalUsage": _category("termNote", "term"),
    "termLocation": _category("termNote", "term"),
}


def violations(root: ET.Element) -> list[str]:
    """Return what in a document breaks the rules, a sentence each."""
    found: list[str] = []
    ids: set[str] = set()
    for body in root.iter("body"):
        for entry in body:
            id_ = entry.get("id", "")
            if id_ in ids:
                found.append(f"two entries have the id {id_!r}")
            ids.add(id_)
            found += (f"{id_}: {message}" for message in _level(entry, "body"))
    return found


def _level(element: ET.Element, above: str) -> Iterator[str]:
    level = _LEVELS.get(element.tag)
    if level is None or _PARENT[level] != above:
        yield f"<{element.tag}> must not stand here"
        return
    if level == LANGUAGE and not element.get(_LANG):
        yield f"<{element.tag}> has no language"
    tags = [child.tag for child in element]
    if level == TERM and (tags[:1] != ["term"] or tags.count("term") != 1):
        yield f"<{element.tag}> must begin with its one <term>"
    if level != TERM and not any(tag in _LEVELS for tag in tags):
        yield f"<{element.tag}> holds no terms"
    sections = [tag in _LEVELS for tag in tags]
    if sections != sorted(sections):
        yield f"<{element.tag}> describes what it holds after it"
    for child in element:
        if child.tag in _LEVELS:
            yield from _level(child, level)
        elif child.tag not in {"term", "note"}:
            yield from _described(child, level)


def _described(element: ET.Element, level: str) -> Iterator[str]:
    name = element.get("type", "")
    category = CATEGORIES.get(name)
    if category is None or category.element != element.tag:
        yield f"<{element.tag}> knows no category {name!r}"
    elif level not in category.levels:
        yield f"{name!r} must not stand at the level of the {level}"
    elif category.values and element.text not in category.values:
        yield f"{element.text!r} is no value of {name!r}"
