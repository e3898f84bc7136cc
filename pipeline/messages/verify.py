"""Whether a program can use a translation: what ``msgfmt --check-format`` asks, and some more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from pipeline.checks.unit import TAG
from pipeline.messages.format import MessageFormat
from pipeline.messages.tokens import ENTITY
from pipeline.model import MarkKind
from pipeline.segments.sentences import masked

_WORD: Final = re.compile(r"\w+")


def faults(source: str, target: str, format_: MessageFormat) -> Iterator[str]:
    """Say why a program cannot use a translation; nothing where it can.

    Args:
        source: the message that was translated.
        target: its translation, finished.
        format_: the format of the message.
    """
    syntax = format_.syntax
    lost = _placeholders(source, format_) - _placeholders(target, format_)
    made_up = _placeholders(target, format_) - _placeholders(source, format_)
    for what, pattern in (("tag", TAG), ("entity", ENTITY)):
        letters = set(format_.letters.values())
        wanted, shown = (
            Counter(each for each in pattern.findall(text) if each not in letters)
            for text in (syntax.numbered(source), syntax.numbered(target))
        )
        if wanted != shown:
            differing = (wanted - shown) + (shown - wanted)
            yield f"{what} lost or made up: {' '.join(sorted(differing))}"
    if lost:
        yield f"placeholder lost: {' '.join(sorted(lost))}"
    if made_up:
        yield f"placeholder made up: {' '.join(sorted(made_up))}"
    for where, edge in (("begin", str.startswith), ("end", str.endswith)):
        if edge(source, "\n") != edge(target, "\n"):
            yield f"source and translation must {where} with a line break alike"


def doubts(source: str, target: str, format_: MessageFormat) -> Iterator[str]:
    """Say what a person should look at in a translation that a program can use."""
    for word in sorted(_left_over(source, target, format_)):
        yield f"“{word}” was left over from a placeholder"
    for character, escape in format_.syntax.escapes:
        if source.count(escape) != target.count(escape):
            yield f"the source has {character} {source.count(escape)} times"
    if not format_.syntax.escapes and source.count("%%") != target.count("%%"):
        yield "%% lost or made up"
    if format_.mark and format_.mark not in target.replace(format_.mark * 2, ""):
        yield f"no letter was found for the accelerator {format_.mark}"


def _left_over(source: str, target: str, format_: MessageFormat) -> set[str]:
    """Return the stand-ins that stand in a translation beside their placeholders."""
    inline = format_.parse(target)
    copied = [(m.start, m.end) for m in inline.marks if m.kind is MarkKind.VERBATIM]
    words = set(_WORD.findall(masked(inline.text, copied, " ")))
    return words & set(format_.shown.values()) - set(_WORD.findall(source))


def _placeholders(message: str, format_: MessageFormat) -> Counter[str]:
    syntax = format_.syntax
    return Counter(found[0] for found in syntax.find(syntax.numbered(message)))
