"""Who wrote an entry's text: the note that a draft carries, and how a person's words are told.

A draft is marked by one translator comment, since gettext tools keep those where they rebuild
extracted comments and drop unknown flags::

    # birlestik: draft model=embedded@1a2b3c4d settings=9f8e7d6c terms=7d1c2b.e0f94a pins=3/3 text=…

``text`` is a digest of the drafted text itself. An entry is a draft only while the comment is
there and the digest agrees with the text; whoever edits the text, removes the comment, or clears
the fuzzy flag of a flagged draft (``flagged=yes``) has made the text theirs. Rewrapping a file,
sorting it, or losing its comments can therefore turn a draft into a person's text, which is safe,
but never a person's text into a draft.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

PREFIX = "birlestik:"
NO_TERMS = "none"
_DRAFT = re.compile(r"birlestik:\s+draft((?:\s+[a-z]+=\S+)+)")
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
    """

    model: str
    settings: str
    terms: tuple[str, ...] = ()
    pins: str
    flagged: bool
    text: str

    def comment(self) -> str:
        """Return the comment line, without the ``# ``."""
        flagged = " flagged=yes" if self.flagged else ""
        return (
            f"{PREFIX} draft model={self.model} settings={self.settings}"
            f" terms={'.'.join(self.terms) or NO_TERMS} pins={self.pins}{flagged} text={self.text}"
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
    )


def without_notes(comment: str) -> str:
    """Return a translator comment without the lines that are ours; a person's lines stay."""
    lines = [line for line in comment.split("\n") if not line.lstrip().startswith(PREFIX)]
    return "\n".join(lines).strip("\n")


def author(*, text: str, comment: str, fuzzy: bool) -> Author:
    """Tell whose words a translation is.

    Args:
        text: the ``msgstr``; plural forms joined by NUL.
        comment: the entry's translator comment.
        fuzzy: whether the entry is marked fuzzy now.
    """
    if not text.strip("\0"):
        return Author.NOBODY
    origin = parse(comment)
    if origin is None or origin.text != digest(text):
        return Author.PERSON
    if origin.flagged and not fuzzy:
        return Author.PERSON  # somebody looked at it and approved it
    return Author.MACHINE
