"""Inline markup, addresses and line breaks: the same in the translation as in the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from pipeline.articles.addresses import addresses
from pipeline.checks.base import Remark, Severity, check
from pipeline.checks.unit import TAG, Unit
from pipeline.model import Inline, MarkKind

_VOID_TAGS: Final = "area base br col embed hr img input link meta source track wbr"
_VOID: Final = frozenset(_VOID_TAGS.split())
_NAME: Final = re.compile(r"</?([a-zA-Z][\w-]*)")
_ENTITY: Final = re.compile(r"&#?\w+;")
_EMPHASIS: Final = str.maketrans("_", "*")


@check("P02", "markup", Severity.ERROR)
def markup(unit: Unit) -> Iterator[Remark]:
    """Inline markup is missing, was made up, or is not well nested."""
    if unit.format:
        wanted, shown = Counter(_marks(unit.source_inline)), Counter(_marks(unit.inline))
    else:
        wanted, shown = Counter(TAG.findall(unit.source)), Counter(TAG.findall(unit.target))
    if missing := wanted - shown:
        yield Remark(message=f"missing: {' '.join(missing.elements())}")
    if surplus := shown - wanted:
        yield Remark(message=f"not in the source: {' '.join(surplus.elements())}")
    if unit.format is None and not missing and not surplus:
        stray = _ill_nested(unit.target)
        if stray and not _ill_nested(unit.source):
            yield Remark(message=f"{stray} is not well nested")


@check("P03", "address", Severity.ERROR)
def address(unit: Unit) -> Iterator[Remark]:
    """A web or e-mail address is missing or was changed."""
    wanted, shown = _addresses(unit.source_inline.text), _addresses(unit.text)
    if missing := wanted - shown:
        yield Remark(message=f"missing: {' '.join(missing.elements())}")
    if surplus := shown - wanted:
        yield Remark(message=f"not in the source: {' '.join(surplus.elements())}")


@check("P04", "line-breaks", Severity.WARNING)
def line_breaks(unit: Unit) -> Iterator[Remark]:
    """The translation has more or fewer line breaks than the source."""
    for where, edge in (("begin", str.startswith), ("end", str.endswith)):
        if edge(unit.source, "\n") != edge(unit.target, "\n"):
            not_ = "" if edge(unit.source, "\n") else "not "
            message = f"must {not_}{where} with a line break, as msgfmt demands"
            yield Remark(message=message, severity=Severity.ERROR)
    wanted, shown = unit.source.strip("\n").count("\n"), unit.target.strip("\n").count("\n")
    if wanted != shown:
        yield Remark(message=f"{shown} line breaks instead of {wanted}")


def _marks(inline: Inline) -> Iterator[str]:
    """Yield the markup of a text.

    Bare addresses and line breaks have checks of their own, and an entity is but a character.
    """
    for mark in inline.marks:
        opened, closed = mark.open, mark.close
        if mark.kind is MarkKind.VERBATIM and opened:
            yield f"{opened}{inline.text[mark.start : mark.end]}{closed}"
        elif opened.strip("_*"):
            if "\n" not in opened and not _ENTITY.fullmatch(opened):
                yield f"{opened}…{closed}" if closed else opened
        elif opened:
            yield f"{opened}…{closed}".translate(_EMPHASIS)


def _addresses(text: str) -> Counter[str]:
    return Counter(text[start:end] for start, end in addresses(text))


def _ill_nested(text: str) -> str:
    """Return the first tag that closes nothing or is never closed; empty if there is none."""
    opened: list[tuple[str, str]] = []
    for tag in TAG.findall(text):
        found = _NAME.match(tag)
        if found is None or found[1].lower() in _VOID or tag.endswith("/>"):
            continue
        name = found[1].lower()
        if not tag.startswith("</"):
            opened.append((name, tag))
        elif not opened or opened.pop()[0] != name:
            return str(tag)
    return opened[0][1] if opened else ""
