"""From blocks to drafts: the straight way through segments, the engine, its pins and markup.

A ``Drafter`` drafts for one locale with one model. Whatever a run gives it at once goes through
the engine together, equal segments once, sorted by length, whichever article they come from. What
the memory has a draft of never reaches the engine.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from pipeline.catalogs import Drafted, digest
from pipeline.checks import CHECKS, Severity, Unit
from pipeline.enforce import Enforced, Enforcer
from pipeline.engines.base import Decoding, Engine
from pipeline.markup import Placed, copy, join, place
from pipeline.memory import Careful, Record, rounded
from pipeline.model import Article, Block, Format, Inline, Markup, Segment
from pipeline.numbers import localised
from pipeline.pins import Pinner, Verdict
from pipeline.recipe import CACHE, Recipe
from pipeline.segments import fit, split

BATCH = 256
"""Segments given to the engine at once; it forms its own batches by tokens within these."""

_FATAL = tuple(check for check in CHECKS.values() if check.severity is Severity.ERROR)


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A block with its segments, ready for any locale."""

    block: Block
    format: Markup
    inline: Inline
    segments: tuple[Segment, ...]


def prepare(article: Article) -> tuple[Prepared, ...]:
    """Split an article's blocks into segments."""
    return tuple(prepare_block(block, article.format) for block in article.document.blocks)


def prepare_block(block: Block, format_: Format) -> Prepared:
    """Split a block into segments."""
    inline = format_.parse(block.source)
    return Prepared(block=block, format=format_, inline=inline, segments=split(inline))


class Drafter:
    """Drafts blocks into one locale."""

    def __init__(
        self,
        *,
        engine: Engine,
        locale: str,
        pinner: Pinner | None = None,
        decoding: Decoding | None = None,
        memory: Careful | None = None,
        observe: Callable[[str, Enforced], None] = lambda _, __: None,
    ) -> None:
        """Draft with ``engine``; without a ``pinner`` nothing is asked of the drafts.

        Without ``decoding`` the engine is searched as is best for it.

        ``memory`` is asked before the engine, and learns what the engine drafted; with it or
        without, drafts are the same. ``observe`` is told of each segment that was drafted or
        recalled: its source and its draft.
        """
        self.engine = engine
        self.locale = locale
        self.recipe = Recipe(
            model=engine.name, locale=locale, pinner=pinner, decoding=decoding or engine.decoding
        )
        self._pinner = pinner
        self._memory = memory
        self._observe = observe
        self._enforcer = Enforcer(
            engine=engine, locale=locale, pinner=pinner, decoding=self.recipe.decoding
        )
        self._seen: OrderedDict[str, Enforced] = OrderedDict()
        self._length = lru_cache(CACHE)(self._count_tokens)

    def pending(self, blocks: Sequence[Prepared], *, fresh: bool = False) -> list[list[Segment]]:
        """List for each block the segments that the engine would have to draft.

        Args:
            blocks: what is going to be drafted.
            fresh: whether memory is going to be passed over, as in ``draft``.
        """
        parts = [
            [(segment, {part.text for part in self._fit(segment)}) for segment in prepared.segments]
            for prepared in blocks
        ]
        asked = {text for segments in parts for _, texts in segments for text in texts}
        known = asked & self._seen.keys()
        if self._memory and not fresh:
            missing = self._states(asked - known)
            known |= self._memory.holds(self.locale, self.engine.name, missing)
        return [
            [segment for segment, texts in segments if segment.translatable and texts - known]
            for segments in parts
        ]

    def draft(
        self,
        blocks: Sequence[Prepared],
        advance: Callable[[int], None] = lambda _: None,
        *,
        fresh: bool = False,
    ) -> list[Drafted]:
        """Draft blocks; the result does not depend on which others are drafted with them.

        Args:
            blocks: what to draft.
            advance: called with a number of segments whenever so many more are done.
            fresh: ask the engine for what the memory has, too.
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
        drafts = self._translate(ready, advance, fresh=fresh)
        return [
            self._assemble(prepared, [*chain.from_iterable(segments)], drafts)
            for prepared, segments in zip(blocks, fitted, strict=True)
        ]

    def _fit(self, segment: Segment) -> tuple[Segment, ...]:
        """Split a segment that is longer than the model translates well."""
        return fit(segment, self._length, self.engine.longest)

    def _count_tokens(self, text: str) -> int:
        return self.engine.length(text, self.locale)

    def _translate(
        self, ready: Mapping[str, int], advance: Callable[[int], None], *, fresh: bool
    ) -> Mapping[str, Enforced]:
        """Translate each text once, the short ones first; with each, so many segments are ready."""
        drafts = {text: self._seen[text] for text in ready if text in self._seen}
        for text in drafts:
            self._seen.move_to_end(text)
        if not fresh:
            drafts |= self._recall(ready.keys() - drafts.keys())
        advance(sum(ready[text] for text in drafts))
        missing = _sorted(ready.keys() - drafts.keys())
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            made = map(rounded, self._enforcer.draft(batch))
            new = dict(zip(batch, made, strict=True))
            drafts |= new
            self._keep(new)
            if self._memory:
                records = {text: Record.of(draft) for text, draft in new.items()}
                self._memory.remember(self.locale, self.engine.name, self._states(batch), records)
            advance(sum(ready[text] for text in batch))
        return drafts

    def _recall(self, texts: Iterable[str]) -> dict[str, Enforced]:
        """Return what the memory has of some texts; their pins are found and verified again."""
        if not self._memory:
            return {}
        records = self._memory.recall(self.locale, self.engine.name, self._states(_sorted(texts)))
        drafts = {text: self._rebuilt(text, record) for text, record in records.items()}
        self._keep(drafts)
        return drafts

    def _rebuilt(self, text: str, record: Record) -> Enforced:
        pins = self._pinner.pins(text) if self._pinner else ()
        verdict = Verdict(met=(), unmet=())
        if self._pinner:
            verdict = self._pinner.verify(record.hypothesis.text, pins)
        return Enforced(
            hypothesis=record.hypothesis,
            step=record.step,
            pins=pins,
            verdict=verdict,
            free_score=record.free_score,
            reasons=record.reasons,
        )

    def _keep(self, drafts: Mapping[str, Enforced]) -> None:
        for text, draft in drafts.items():
            self._seen[text] = draft
            self._observe(text, draft)
        while len(self._seen) > CACHE:
            self._seen.popitem(last=False)

    def _states(self, texts: Iterable[str]) -> dict[str, str]:
        """Return the states of segments; two runtimes of one model differ in the last bits."""
        runtime = type(self.engine).__name__
        return {text: digest(self.recipe.state(text), runtime) for text in texts}

    def _localised(self, segment: Segment) -> Segment:
        """Write a cell of digits (1,500) as the locale does; what is marked stays as it is."""
        return replace(segment, text=localised(segment.text, self.locale))

    def _faults(self, prepared: Prepared, text: str) -> Iterator[str]:
        """Say what makes a draft unfit to publish; its pins were verified segment by segment."""
        unit = Unit(
            source=prepared.block.source, target=text, locale=self.locale, format=prepared.format
        )
        for check in _FATAL:
            yield from (remark.message for _, remark in check.run([unit]))

    def _assemble(
        self, prepared: Prepared, segments: Sequence[Segment], drafts: Mapping[str, Enforced]
    ) -> Drafted:
        """Put the drafts of a block's segments together, with their marks and what needs eyes."""
        placed: list[Placed] = []
        reasons: list[str] = []
        met = asked = 0
        for segment in segments:
            if not segment.translatable:
                placed.append(copy(segment if segment.marks else self._localised(segment)))
                continue
            draft = drafts[segment.text]
            placed.append(place(segment, draft.hypothesis))
            reasons += [*draft.reasons, *placed[-1].reasons]
            met, asked = met + draft.met, asked + len(draft.pins)
        text = prepared.format.write(join(segments, [p.inline for p in placed]))
        reasons += self._faults(prepared, text)
        return Drafted(
            text=text,
            model=self.engine.name,
            settings=self.recipe.settings,
            terms=tuple(self.recipe.terms(s.text for s in prepared.segments).values()),
            pins=f"{met}/{asked}",
            reasons=tuple(dict.fromkeys(reasons)),
        )


def _sorted(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=lambda text: (len(text), text))
