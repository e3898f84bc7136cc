"""The cascade that makes drafts obey their pins, cheapest step first.

(a) free decoding with an n-best list: the best hypothesis that meets all pins is taken as it is;
(b) where none does, the words aligned with an unmet pin are replaced by the forms that could meet
    it, and the model scores the sentences: forms are chosen by the language, not by us;
(c) where the best of these reads much worse to the model than its own draft, the sentence up to
    the new form is forced as a prefix and the model writes the rest anew;
(d) what still is not met is kept and flagged with the reason.

Step (b) is lexically constrained post-editing in the manner of Dinu et al. 2019's baselines, with
the model itself as judge of the inflection (cf. Exel et al. 2020; Bergmanis & Pinnis 2021 for the
need of it). All segments of a batch go through each step together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.align import Alignment, words
from pipeline.enforce.candidates import candidates, wanted_term
from pipeline.enforce.splice import Edit, splice
from pipeline.engines.base import Decoding, Engine, Hint, Hypothesis, Request
from pipeline.pins import Pin, Pinner, Verdict, label

FORMS = 4
"""Forms that are scored for one unmet pin."""

DOUBTFUL = 0.3
"""Confidence of an alignment below which a replaced place is flagged, and insertion tried too."""

WORSE = 0.35
"""Fall of the score (nats a token) from the free draft above which a prefix is forced."""

_ENDING = re.compile(r"\s*[(\[].*$|['’]s?$")
"""What a mention holds besides the name: a bracketed gloss, a possessive ending."""


class Step(StrEnum):
    """Which step of the cascade satisfied a segment's pins."""

    NONE = "no pins"
    FREE = "free"
    N_BEST = "n-best"
    SUBSTITUTED = "substituted"
    FORCED = "forced"
    FLAGGED = "flagged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Enforced:
    """A draft of one segment, with how its pins were met.

    ``free_score`` is the model's own best, ``hypothesis.score`` the one of what is kept.
    """

    hypothesis: Hypothesis
    step: Step
    pins: tuple[Pin, ...] = ()
    verdict: Verdict | None = None
    free_score: float = 0.0
    reasons: tuple[str, ...] = ()

    @property
    def met(self) -> int:
        """How many of the pins are met."""
        return len(self.pins) - (len(self.verdict.unmet) if self.verdict else 0)


@dataclass(kw_only=True)
class _Work:
    """A segment on its way through the cascade."""

    source: str
    pins: tuple[Pin, ...]
    best: Hypothesis
    verdict: Verdict
    free: Hypothesis
    step: Step
    last: Edit | None = None
    doubts: tuple[str, ...] = ()
    tried: frozenset[int] = frozenset()  # where the pins begin that step (b) has dealt with

    @property
    def done(self) -> bool:
        return not self.verdict.faults


class Enforcer:
    """Drafts segments of one locale so that they obey their pins."""

    def __init__(
        self, *, engine: Engine, locale: str, pinner: Pinner | None, decoding: Decoding
    ) -> None:
        """Draft with ``engine``; without a ``pinner`` every draft is free."""
        self._engine = engine
        self._locale = locale
        self._pins = pinner.pins if pinner else _no_pins
        self._verify = pinner.verify if pinner else _no_faults
        self._n_best = replace(decoding, n_best=decoding.beam if pinner else 1)
        self._single = replace(decoding, n_best=1)

    def draft(self, sources: Sequence[str]) -> list[Enforced]:
        """Draft segments; element *i* is the draft of ``sources[i]``."""
        pins = [self._pins(source) for source in sources]
        requests = [
            Request(text=source, hints=self._hints(source, asked))
            for source, asked in zip(sources, pins, strict=True)
        ]
        answers = self._engine.translate(requests, self._locale, self._n_best)
        works = [self._choose(*work) for work in zip(sources, pins, answers, strict=True)]
        broken = [work for work in works if not work.done]
        while open_ := [work for work in broken if self._next(work) is not None]:
            self._substitute(open_)
        self._force(broken)
        return [self._finish(work) for work in works]

    def _hints(self, source: str, pins: Iterable[Pin]) -> tuple[Hint, ...]:
        """Tell a model that can be told what its terms are called; it then seldom needs mending."""
        if not self._engine.annotates:
            return ()
        return tuple(
            Hint(
                start=pin.start,
                end=pin.start + len(_ENDING.sub("", source[pin.start : pin.end])),
                lemma=wanted_term(pin.mention, self._locale).text,
            )
            for pin in pins
            if pin.mention
        )

    def _choose(
        self, source: str, pins: tuple[Pin, ...], hypotheses: Sequence[Hypothesis]
    ) -> _Work:
        """Step (a)."""
        verdicts = [self._verify(h.text, pins) for h in hypotheses]
        index = min(range(len(hypotheses)), key=lambda i: (verdicts[i].faults, i))
        step = Step.FREE if index == 0 else Step.N_BEST
        return _Work(
            source=source,
            pins=pins,
            best=hypotheses[index],
            verdict=verdicts[index],
            free=hypotheses[0],
            step=step if pins else Step.NONE,
        )

    def _next(self, work: _Work) -> Pin | None:
        return next((pin for pin in work.verdict.unmet if pin.start not in work.tried), None)

    def _substitute(self, works: Sequence[_Work]) -> None:
        """Step (b), for one unmet pin of each segment."""
        trials: list[tuple[_Work, Edit, str]] = []
        for work in works:
            pin = self._next(work)
            assert pin is not None
            work.tried |= {pin.start}
            trials += [
                (work, edit, edit.applied(work.best.text)) for edit in self._edits(work, pin)
            ]
        scores = self._engine.score(
            [(work.source, text) for work, _, text in trials], self._locale, self._single
        )
        best: dict[int, tuple[tuple[int, float], Edit, float]] = {}
        for (work, edit, text), score in zip(trials, scores, strict=True):
            faults = self._verify(text, work.pins).faults
            rank = (-faults, score)
            if id(work) not in best or rank > best[id(work)][0]:
                best[id(work)] = (rank, edit, score)
        for work in works:
            if id(work) not in best:
                continue
            (faults, _), edit, score = best[id(work)]
            if -faults >= work.verdict.faults:
                continue
            spliced = splice(work.best, work.source, edit)
            work.best = replace(spliced, score=score)
            work.verdict = self._verify(spliced.text, work.pins)
            work.step = Step.SUBSTITUTED
            work.last = edit

    def _edits(self, work: _Work, pin: Pin) -> Iterable[Edit]:
        """List the edits that could meet a pin."""
        text = work.best.text
        source = (pin.start, pin.end)
        place = self._forbidden_place(work, pin) or self._stray_place(work, pin)
        confidence = 1.0
        if place is None:
            match = Alignment.of(work.source, work.best).target_of(*source)
            confidence = match.confidence if match else 0.0
            place = _outside((match.start, match.end), work) if match else None
        places = [] if place is None else [place]
        if confidence < DOUBTFUL or not places:
            at = places[0][0] if places else len(text.rstrip(' .!?…»”"'))
            places.append((at, at))
            name = label(pin.mention.concept) if pin.mention else work.source[pin.start : pin.end]
            work.doubts += (f"“{name}” may stand in the wrong place",)
        for start, end in places:
            for form in candidates(
                pin, self._locale, replaced=text[start:end], initial=start == 0, limit=FORMS
            ):
                yield Edit(start=start, end=end, text=form, source=source)

    def _forbidden_place(self, work: _Work, pin: Pin) -> tuple[int, int] | None:
        if pin.mention is None:
            return None
        id_ = pin.mention.concept.id
        return next(((r.start, r.end) for r in work.verdict.forbidden if r.concept.id == id_), None)

    def _stray_place(self, work: _Work, pin: Pin) -> tuple[int, int] | None:
        """A number that the source does not have stands for the one that is missing."""
        if pin.number is None or not work.verdict.strays:
            return None
        match = Alignment.of(work.source, work.best).target_of(pin.start, pin.end)
        at = match.start if match else 0
        return min(work.verdict.strays, key=lambda place: abs(place[0] - at))

    def _force(self, works: Sequence[_Work]) -> None:
        """Step (c)."""
        worse = [w for w in works if w.last and w.best.score < w.free.score - WORSE]
        requests = [
            Request(text=work.source, prefix=work.best.text[: _edit_end(work)]) for work in worse
        ]
        if not requests:
            return
        answers = self._engine.translate(requests, self._locale, self._single)
        for work, (forced, *_) in zip(worse, answers, strict=True):
            verdict = self._verify(forced.text, work.pins)
            better = (verdict.faults, -forced.score) < (work.verdict.faults, -work.best.score)
            if better and forced.complete:
                work.best, work.verdict, work.step = forced, verdict, Step.FORCED

    def _finish(self, work: _Work) -> Enforced:
        """Step (d)."""
        reasons = [*work.doubts, *_reasons(work)]
        return Enforced(
            hypothesis=work.best,
            step=Step.FLAGGED if work.verdict.faults else work.step,
            pins=work.pins,
            verdict=work.verdict,
            free_score=work.free.score,
            reasons=tuple(dict.fromkeys(reasons)),
        )


def _no_pins(_: str) -> tuple[Pin, ...]:
    return ()


def _no_faults(_: str, __: Sequence[Pin]) -> Verdict:
    return Verdict(met=(), unmet=())


def _reasons(work: _Work) -> Iterator[str]:
    """Say in words what is wrong with a draft."""
    for pin in work.verdict.unmet:
        words_of = work.source[pin.start : pin.end]
        if pin.mention:
            yield f"“{words_of}” is not rendered as the glossary says"
        else:
            yield f"the number {words_of} is missing"
    for rendition in work.verdict.forbidden:
        yield f"“{work.best.text[rendition.start : rendition.end]}” is a forbidden term"
    for start, end in work.verdict.strays:
        yield f"the source has no number {work.best.text[start:end]}"
    if not work.best.complete:
        yield "the draft breaks off at the model's length limit"
    if work.best.lost:
        yield "the model could not write some signs of the source"


def _edit_end(work: _Work) -> int:
    """Return where the last substitution ends in the draft, on the end of a word."""
    assert work.last is not None
    end = work.last.start + len(work.last.text)
    return next((b for a, b in words(work.best.text) if a < end <= b), end)


def _outside(place: tuple[int, int], work: _Work) -> tuple[int, int] | None:
    """Cut from a place what already meets another pin; ``None`` where nothing is left."""
    start, end = place
    for _, (a, b) in work.verdict.met:
        if a < end and b > start:
            if a <= start:
                start = b
            else:
                end = a
    while start < end and work.best.text[start].isspace():
        start += 1
    while end > start and work.best.text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
