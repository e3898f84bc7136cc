"""Writes an HTML article with translations in the places of its blocks.

Nothing but these places changes, so an article without translations is itself, byte for byte.

The source of a block shows its tags with all their attributes. ``alt``, ``title`` and the like are
blocks of their own besides, and what comes out is always their own translation, or else the
article's words: neither a paragraph's translation nor the order in it changes them.

What a translation may hold: text, which is escaped, and tags that also stand in its block. A tag of
the translation takes the place of the block's tag with the same name and attributes, in whatever
order; if there is none, attributes that are blocks of their own may differ. Paired tags must be
paired in both. Tags without counterpart, which the rest of the article may hang on, come out
exactly once each: those that the translation leaves out stand at its end. Comments and elements
that are left alone (``<svg>``) must be the same. Everything else, such as a ``<script>`` or an
``onclick`` that the block does not have, is no markup: it comes out as text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.articles.html.blocks import Place, Region
from pipeline.articles.html.inline import spelling
from pipeline.articles.html.language import Languages, languages_said
from pipeline.articles.html.names import OPAQUE
from pipeline.articles.html.pieces import Piece, PieceKind, partners, pieces
from pipeline.articles.html.roles import TRANSLATABLE
from pipeline.articles.html.text import SPACE, clean_text, decode, escape, escape_attribute
from pipeline.articles.html.tokens import Kind


def render(
    article: str,
    regions: Sequence[Region],
    translations: Sequence[str | None],
    languages: Languages | None = None,
) -> str:
    """Return ``article`` with ``translations`` in the places of ``regions``, which they match.

    ``None``, a blank string and the block's own source leave a place as it is. With ``languages``,
    tags say the language of what is in another than the page; see ``language``.
    """
    wanted = [
        (region, translation.strip(SPACE))
        for region, translation in zip(regions, translations, strict=True)
        if translation and translation.strip() and translation != region.block.source
    ]
    edits = [
        _Edit(region.start, region.end, _attribute(article[region.start], translation))
        for region, translation in wanted
        if region.place is Place.ATTRIBUTE
    ]
    spans: list[_Edit] = []
    if languages:
        of_tags, of_blocks = languages_said(article, regions, languages)
        edits += (_Edit(*edit) for edit in of_tags)
        spans += (_Edit(*edit) for edit in of_blocks)
    edits.sort()
    spliced = _Spliced(article, edits)
    for region, translation in wanted:
        if region.place is Place.CONTENT:
            edits.append(
                _Edit(region.start, region.end, _Content(spliced, region).write(translation))
            )
        elif region.place is Place.TITLE:
            edits.append(_Edit(region.start, region.end, escape(_plain(translation))))
    return _Spliced(article, sorted([*edits, *spans])).slice(0, len(article))


class _Edit(NamedTuple):
    start: int
    end: int
    new: str


class _Spliced:
    """A text with edits; of nested ones the outer holds."""

    def __init__(self, text: str, edits: list[_Edit]) -> None:
        self.text = text
        self._edits = list(edits)
        self._starts = [edit.start for edit in edits]

    def slice(self, start: int, end: int) -> str:
        """Return ``text[start:end]`` with the edits in it."""
        out: list[str] = []
        for index in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            edit = self._edits[index]
            if edit.start >= start:
                out += (self.text[start : edit.start], edit.new)
                start = edit.end
        return "".join((*out, self.text[start:end]))


def _plain(translation: str) -> str:
    """Return a translation where no tags can be: what looks like one is text."""
    return "".join(
        decode(raw) if piece.kind is PieceKind.TEXT else raw
        for piece in pieces(translation)
        for raw in [translation[piece.start : piece.end]]
    )


def _attribute(before: str, translation: str) -> str:
    quote = before if before == "'" else '"'
    return quote + escape_attribute(_plain(translation), quote) + quote


class _Content:
    """The markup that a block offers to its translation."""

    def __init__(self, spliced: _Spliced, region: Region) -> None:
        self._spliced = spliced
        self._start = region.start
        self._source = markup = spliced.text[region.start : region.end]
        self._run = list(pieces(markup))
        self._partner = partners(self._run)
        self._offers: dict[Hashable, list[int]] = defaultdict(list)
        for index, piece in enumerate(self._run):
            for key in _keys(markup, piece, self._partner[index]):
                self._offers[key].append(index)
        for offers in self._offers.values():
            offers.reverse()  # they are taken from the end
        self._used: set[int] = set()

    def write(self, translation: str) -> str:
        """Return the markup of a translation of the block."""
        shown = clean_text(self._source)  # white space written as a reference is kept at the ends
        out = [" "] if shown[0] == " " else []
        run = list(pieces(translation))
        partner = partners(run)
        taken: dict[int, int] = {}  # start tags: place in the translation -> place in the block
        for index, piece in enumerate(run):
            raw = translation[piece.start : piece.end]
            mate = partner[index]
            if piece.kind is PieceKind.TEXT:
                out.append(escape(decode(raw)))
                continue
            if 0 <= mate < index:
                found = self._partner[taken[mate]] if mate in taken else None
            else:
                found = self._take(_keys(translation, piece, mate))
                if found is not None:
                    taken[index] = found
            out.append(escape(raw) if found is None else self._markup(found))
        out += (
            self._markup(i)
            for i in range(len(self._run))
            if self._is_single(i) and i not in self._used
        )
        return "".join((*out, " ")) if shown[-1] == " " else "".join(out)

    def _take(self, keys: Iterable[Hashable]) -> int | None:
        """Return the first unused offer, or else a used one if it may be used again."""
        for key in keys:
            offers = self._offers.get(key, [])
            while len(offers) > 1 and offers[-1] in self._used:
                offers.pop()
            if offers and not (offers[-1] in self._used and self._is_single(offers[-1])):
                self._used.add(offers[-1])
                return offers[-1]
        return None

    def _is_single(self, index: int) -> bool:
        """Say whether a piece is a tag without counterpart."""
        kind = self._run[index].kind
        return self._partner[index] < 0 and (kind is PieceKind.OPEN or kind is PieceKind.CLOSE)

    def _markup(self, index: int) -> str:
        piece = self._run[index]
        return self._spliced.slice(self._start + piece.start, self._start + piece.end)


def _keys(markup: str, piece: Piece, partner: int) -> Iterator[Hashable]:
    """Yield by what a piece is found again, the strictest first."""
    if piece.kind is PieceKind.TEXT:
        return
    token = piece.token
    if token.kind is not Kind.START or token.name in OPAQUE:
        yield partner < 0, spelling(markup, piece)
        return
    attributes = {(a.name, a.value) for a in token.attributes}
    for loose in (False, True):
        if loose:
            attributes = {(name, value) for name, value in attributes if name not in TRANSLATABLE}
        yield partner < 0, piece.kind, loose, token.name, frozenset(attributes)
