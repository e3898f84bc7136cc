"""Says within an HTML page which of its words are not in the page's language.

``lang`` goes on the element that holds a block and nothing else, or, for an attribute such as
``alt``, on its element if that has no content. Where an element holds more than the block, the
block gets a ``<span>`` of its own. An attribute of an element with content of another language, and
what cannot be enclosed since its tags are not paired, have no place for it.

An element below ``<html>`` that says it is in the source language, as in pages put together from
others, says the target language instead; one that is not to be translated keeps what it says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from pipeline.articles.html.blocks import Place, Region
from pipeline.articles.html.names import VOID
from pipeline.articles.html.pieces import PieceKind, partners, pieces
from pipeline.articles.html.tokens import Attribute, Kind, Token
from pipeline.model import Block

_SAYS = re.compile(r"\blang\s*=", re.IGNORECASE)
_ROOT_SAYS = re.compile(r"<html\b[^>]*\blang\s*=", re.IGNORECASE)

Edit = tuple[int, int, str]
"""Replaces ``article[start:end]``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Languages:
    """The languages (BCP 47) of an article and its translation, and which blocks are in which."""

    source: str
    target: str
    in_source: Callable[[Block], bool]


def languages_said(
    article: str, regions: Sequence[Region], languages: Languages
) -> tuple[list[Edit], list[Edit]]:
    """Return the edits that change tags, and those that put ``<span>`` around blocks."""
    foreign = [region for region in regions if languages.in_source(region.block)]
    shared = _in_both(regions, foreign)
    tags = {token.start: (token, languages.target) for token in _said(article, languages.source)}
    spans: list[Edit] = []
    stretches: list[tuple[int, int]] = []
    for region in foreign:
        if region.place is Place.ATTRIBUTE or (region.tag and _is_other(region.tag, languages)):
            continue
        if region.tag and region.tag.start not in shared:
            tags[region.tag.start] = (region.tag, languages.source)
            stretches.append((region.tag.end, region.stop))
        elif region.place is Place.CONTENT and _is_paired(article[region.start : region.end]):
            spans.append((region.start, region.start, f'<span lang="{languages.source}">'))
            spans.append((region.end, region.end, "</span>"))
            stretches.append((region.start, region.end))
    missing = {region.tag.start for region in foreign if region.tag}
    for tag in _void_tags(regions):
        is_foreign = tag.start in missing
        if tag.start not in shared and is_foreign != _is_within(tag.start, stretches):
            tags[tag.start] = (tag, languages.source if is_foreign else languages.target)
    return [edit for tag, language in tags.values() for edit in _set(tag, language)], spans


def _in_both(regions: Sequence[Region], foreign: Sequence[Region]) -> set[int]:
    """Return where the tags begin whose attributes and content are in both languages."""
    count: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for place, some in enumerate((regions, foreign)):
        for region in some:
            if region.tag:
                count[region.tag.start][place] += 1
    return {start for start, (every, lacking) in count.items() if 0 < lacking < every}


def _said(article: str, source: str) -> Iterator[Token]:
    """Yield the tags of what is translated that say the article's language, but for ``<html>``."""
    if len(_SAYS.findall(article)) <= len(_ROOT_SAYS.findall(article)):
        return  # as most articles; cutting one into pieces takes time
    for piece in pieces(article):
        starts = piece.token.kind is Kind.START and piece.name != "html"
        translated = piece.inner.translate and not piece.inner.opaque
        if starts and translated and _primary(piece.token) == source:
            yield piece.token


def _void_tags(regions: Iterable[Region]) -> Iterator[Token]:
    """Yield the tags without content that have blocks in their attributes, each once."""
    last = -1
    for region in regions:
        if region.place is Place.ATTRIBUTE and region.tag and region.tag.name in VOID:
            if region.tag.start != last:
                yield region.tag
            last = region.tag.start


def _is_paired(markup: str) -> bool:
    run = list(pieces(markup))
    tags = (PieceKind.OPEN, PieceKind.CLOSE)
    return all(
        mate >= 0 for piece, mate in zip(run, partners(run), strict=True) if piece.kind in tags
    )


def _is_within(place: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Say whether a place is in one of some stretches, which do not overlap."""
    index = bisect_right(stretches, place, key=itemgetter(0)) - 1
    return index >= 0 and place < stretches[index][1]


def _is_other(tag: Token, languages: Languages) -> bool:
    """Say whether an element is in a third language by its own words."""
    return _primary(tag) not in {"", languages.source}


def _primary(tag: Token) -> str:
    """Return the language that a tag says, without script and territory; empty if none."""
    there = _lang(tag)
    return there.value.strip().lower().split("-")[0] if there else ""


def _lang(tag: Token) -> Attribute | None:
    return next((each for each in tag.attributes if each.name == "lang"), None)


def _set(tag: Token, language: str) -> Iterator[Edit]:
    there = _lang(tag)
    if not there:
        place = tag.start + 1 + len(tag.name)
        yield place, place, f' lang="{language}"'
    elif there.value != language:
        yield there.name_start, there.end, f'lang="{language}"'
