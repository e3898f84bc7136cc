"""Who wrote an entry's text: the note that a draft carries, and how a person's words are told.

A draft is marked by one translator comment, since gettext tools keep those where they rebuild
extracted comments and drop unknown flags::

    # birlestik: draft model=embedded@1a2b3c4d settings=9f8e7d6c terms=7d1c2b.e0f94a pins=3/3
      source=… text=…                                                          (all in one line)

``text`` is a digest of the drafted text itself, ``source`` one of what it was drafted for. An entry
is a draft only while the comment is there and ``text`` agrees with the text; whoever edits the
text, removes the comment, or clears the fuzzy flag of a flagged draft (``flagged=yes``), or of one
that msgmerge has carried over to another source, has made the text theirs. Rewrapping a file,
sorting it, or losing its comments can therefore turn a draft into a person's text, which is safe,
but never a person's text into a draft.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

PREFIX = "birlestik:"
NO_TERMS = "none"
_DRAFT = re.compile(
    r"birlestik:\s+draft((?:\s+(?:model|settings|terms|pins|flagged|source|text)=\S+)+)(?!\S)"
)
_FIELD = re.compile(r"([a-z]+)=(\S+)")


class Author(StrEnum):
    """Whose words an entry's translation is."""

    NOBODY = "nobody"  # not translated
    MACHINE = "machine"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """What a draft was made of.

    Attributes:
        model: name and revision of the model: ``embedded@1a2b3c4d``.
        settings: digest of how it was decoded.
        terms: short digests of the concepts that its source mentions, one each.
        pins: how many pins were met, as ``met/asked``.
        flagged: whether the draft was written as fuzzy.
        text: digest of the drafted text.
        source: digest of the source; empty in catalogs of earlier versions.
    """

    model: str
    settings: str
    terms: tuple[str, ...] = ()
    pins: str
    flagged: bool
    text: str
    source: str = ""

    def comment(self) -> str:
        """Return the comment line, without the ``# ``."""
        flagged = " flagged=yes" if self.flagged else ""
        source = f" source={self.source}" if self.source else ""
        return (
            f"{PREFIX} draft model={self.model} settings={self.settings}"
            f" terms={'.'.join(self.terms) or NO_TERMS} pins={self.pins}{flagged}{source}"
            f" text={self.text}"
        )


def digest(*parts: str) -> str:
    """Return a short digest of some strings; ``("a", "b")`` and ``("ab",)`` differ.

    >>> digest("Бірлестік")
    '11d9aa4b'
    """
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:8]


def parse(comment: str) -> Provenance | None:
    r"""Find the provenance in an entry's translator comment, however that was rewrapped.

    >>> parse("birlestik: draft model=m@1 settings=ab\nterms=12.34 pins=1/1 text=cd").terms
    ('12', '34')
    >>> parse("The minister's own words.") is None
    True
    """
    found = _DRAFT.search(comment)
    if not found:
        return None
    fields = dict(_FIELD.findall(found[1]))
    if not {"model", "text"} <= fields.keys():
        return None
    terms = fields.get("terms", NO_TERMS)
    return Provenance(
        model=fields["model"],
        settings=fields.get("settings", ""),
        terms=() if terms == NO_TERMS else tuple(terms.split(".")),
        pins=fields.get("pins", "0/0"),
        flagged=fields.get("flagged") == "yes",
        text=fields["text"],
        source=fields.get("source", ""),
    )


def without_notes(comment: str) -> str:
    """Return a translator comment without the lines that are ours; a person's lines stay."""
    lines = comment.split("\n")
    kept = [line for line, ours in zip(lines, are_notes(lines), strict=True) if not ours]
    return "\n".join(kept).strip("\n")


def are_notes(lines: Sequence[str]) -> list[bool]:
    """Tell which lines of a translator comment are ours.

    Programs that wrap comments (polib, Babel) break the long line of a draft: what its fields
    fill is ours, too.

    >>> are_notes(["Mine.", "birlestik: draft model=m@1", "pins=1/1 text=cd", "x=1"])
    [False, True, True, False]
    """
    drafts = [match.span() for match in _DRAFT.finditer("\n".join(lines))]
    found, at = [], 0
    for line in lines:
        wrapped = any(start < at and at + len(line.rstrip()) <= end for start, end in drafts)
        found.append(line.lstrip().startswith(PREFIX) or wrapped)
        at += len(line) + 1
    return found


def author(*, text: str, comment: str, fuzzy: bool, carried: bool = False) -> Author:
    """Tell whose words a translation is.

    Args:
        text: the ``msgstr``; plural forms joined by NUL.
        comment: the entry's translator comment.
        fuzzy: whether the entry is marked fuzzy now.
        carried: whether it was drafted for another source than the entry's.
    """
    if not text.strip("\0"):
        return Author.NOBODY
    origin = parse(comment)
    if origin is None or origin.text != digest(text):
        return Author.PERSON
    if (origin.flagged or carried) and not fuzzy:
        return Author.PERSON  # somebody looked at it and approved it
    return Author.MACHINE
