"""From blocks to drafts: the straight way through segments, the engine, its pins and markup.

A ``Drafter`` drafts for one locale with one model. Whatever a run gives it at once goes through
the engine together, equal segments once, sorted by length, whichever article they come from.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.catalogs import Drafted, digest
from pipeline.enforce import Enforced, Enforcer
from pipeline.engines.base import Decoding, Engine
from pipeline.markup import Placed, copy, join, place
from pipeline.model import Article, Block, Format, Inline, Segment
from pipeline.pins import Pinner
from pipeline.segment import fit, split

REVISION = "1"
"""Raised when the same model would now draft otherwise: then every draft is stale."""

BATCH = 256
"""Segments given to the engine at once; it forms its own batches by tokens within these."""

CACHE = 20_000
"""Segments whose drafts are kept in memory during a run, so that memory does not grow with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A block with its segments, ready for any locale."""

    block: Block
    format: Format
    inline: Inline
    segments: tuple[Segment, ...]


def prepare(article: Article) -> tuple[Prepared, ...]:
    """Split an article's blocks into segments."""
    found = []
    for block in article.document.blocks:
        inline = article.format.parse(block.source)
        found.append(
            Prepared(block=block, format=article.format, inline=inline, segments=split(inline))
        )
    return tuple(found)


class Drafter:
    """Drafts blocks into one locale."""

    def __init__(
        self,
        *,
        engine: Engine,
        locale: str,
        pinner: Pinner | None = None,
        decoding: Decoding | None = None,
        observe: Callable[[str, Enforced], None] = lambda _, __: None,
    ) -> None:
        """Draft with ``engine``; without a ``pinner`` nothing is asked of the drafts.

        ``observe`` is told of each segment that was drafted: its source and its draft.
        """
        self.engine = engine
        self.locale = locale
        self._pinner = pinner
        self._decoding = decoding or Decoding()
        self._observe = observe
        self._enforcer = Enforcer(
            engine=engine, locale=locale, pinner=pinner, decoding=self._decoding
        )
        self._seen: OrderedDict[str, Enforced] = OrderedDict()

    def state(self, prepared: Prepared) -> str:
        """Return the digest of what a block's draft depends on besides its source and the model."""
        terms = self._pinner.state(prepared.inline.text) if self._pinner else ("free",)
        return digest(REVISION, repr(self._decoding), *terms)

    def draft(
        self, blocks: Sequence[Prepared], advance: Callable[[int], None] = lambda _: None
    ) -> list[Drafted]:
        """Draft blocks; the result does not depend on which others are drafted with them.

        Args:
            blocks: what to draft.
            advance: called with a number of segments whenever so many more are done.
        """
        fitted = [[*map(self._fit, prepared.segments)] for prepared in blocks]
        ready: Counter[str] = Counter()  # text -> how many segments end once it is drafted
        copied = 0
        for *others, last in (parts for segments in fitted for parts in segments):
            ready.update(dict.fromkeys((part.text for part in others), 0))
            if last.translatable:
                ready[last.text] += 1
            else:
                copied += 1
        advance(copied)
        drafts = self._translate(ready, advance)
        return [
            self._assemble(prepared, [*chain.from_iterable(segments)], drafts)
            for prepared, segments in zip(blocks, fitted, strict=True)
        ]

    def _fit(self, segment: Segment) -> tuple[Segment, ...]:
        """Split a segment that is too long for the model."""
        return fit(segment, self._length, self.engine.max_source)

    def _length(self, text: str) -> int:
        return self.engine.length(text, self.locale)

    def _translate(
        self, ready: Mapping[str, int], advance: Callable[[int], None]
    ) -> Mapping[str, Enforced]:
        """Translate each text once, the short ones first; with each, so many segments are ready."""
        drafts = {text: self._seen[text] for text in ready if text in self._seen}
        for text in drafts:
            self._seen.move_to_end(text)
        advance(sum(ready[text] for text in drafts))
        missing = sorted(ready.keys() - drafts.keys(), key=lambda text: (len(text), text))
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            for text, draft in zip(batch, self._enforcer.draft(batch), strict=True):
                drafts[text] = self._seen[text] = draft
                self._observe(text, draft)
            while len(self._seen) > CACHE:
                self._seen.popitem(last=False)
            advance(sum(ready[text] for text in batch))
        return drafts

    def _assemble(
        self, prepared: Prepared, segments: Sequence[Segment], drafts: Mapping[str, Enforced]
    ) -> Drafted:
        """Put the drafts of a block's segments together, with their marks and what needs eyes."""
        placed: list[Placed] = []
        reasons: list[str] = []
        met = asked = 0
        for segment in segments:
            if not segment.translatable:
                placed.append(copy(segment))
                continue
            draft = drafts[segment.text]
            placed.append(place(segment, draft.hypothesis))
            reasons += [*draft.reasons, *placed[-1].reasons]
            met, asked = met + draft.met, asked + len(draft.pins)
        text = prepared.format.write(join(segments, [p.inline for p in placed]))
        return Drafted(
            text=text,
            model=self.engine.name,
            state=self.state(prepared),
            pins=f"{met}/{asked}",
            reasons=tuple(dict.fromkeys(reasons)),
        )
