"""The cascade that makes drafts obey their pins, cheapest step first.

(a) free decoding with an n-best list: the best hypothesis that meets all pins is taken as it is;
(b) where none does, a model that can be told what terms are called is told those that are unmet,
    and drafts again; with all terms of a sentence told, its drafts were worse by a point of chrF;
(c) where a pin is unmet still, the words aligned with it are replaced by the forms that could meet
    it, and the model scores the sentences: forms are chosen by the language, not by us;
(d) where a form was put in without a certain place, a pin is unmet still, or the draft lacks a name
    or a clause, the model searches once more, wider, and its best hypothesis that meets all pins
    and lacks least is taken;
(e) where a mended draft reads much worse to the model than its own, the sentence up to the last
    new form is forced as a prefix and the model writes the rest anew;
(f) what still is not met is kept and flagged with the reason.

Step (c) is lexically constrained post-editing in the manner of Dinu et al. 2019's baselines, with
the model itself as judge of the inflection (cf. Exel et al. 2020; Bergmanis & Pinnis 2021 for the
need of it). All segments of a batch go through each step together, and none of them depends on
the others. No step gives up a pin that is met.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.alignment import words
from pipeline.enforce.agreement import agreed
from pipeline.enforce.capitals import as_headline, begun, begun_small, sentence
from pipeline.enforce.hints import hints_for
from pipeline.enforce.outcome import Enforced, Step, reasons
from pipeline.enforce.repair import Trial, Work, best_trial, improves, trials
from pipeline.engines.base import Decoding, Engine, Hypothesis, Request
from pipeline.pins import Pin, Pinner, Verdict

WIDER: Final = 1.5
"""Times the beam of the second search, which finds words that the first one left out."""

WORSE: Final = 0.7
"""Fall of the log-probability from the free draft, in nats for each of its pieces, above which a
prefix is forced."""

FORMS: Final = 3
"""Forms of a term that are tried at one place."""

MANY: Final = 4
"""Faults above which a draft says little about its sentence: then one form is put in for each pin
and none is scored, so that bad drafts do not cost more than good ones."""


class Enforcer:
    """Drafts segments of one locale so that they obey their pins."""

    def __init__(
        self, *, engine: Engine, locale: str, pinner: Pinner | None, decoding: Decoding
    ) -> None:
        """Draft with ``engine``; without a ``pinner`` every draft is free."""
        self._engine = engine
        self._locale = locale
        self._pinner = pinner
        self._n_best = replace(decoding, n_best=decoding.beam if pinner else 1)
        wide = math.ceil(WIDER * decoding.beam)
        self._wider = replace(decoding, beam=wide, n_best=wide)
        self._single = replace(decoding, n_best=1)
        # Forms are ranked by the probability of the whole sentence: the mean of its pieces favours
        # long endings, whose last pieces are easily guessed.
        self._whole = replace(self._single, length_penalty=0.0)

    def draft(self, sources: Sequence[str]) -> list[Enforced]:
        """Draft segments; element *i* is the draft of ``sources[i]``."""
        if self._pinner is None:
            requests = [Request(text=self._shown(source, ())) for source in sources]
            answers = self._engine.translate(requests, self._locale, self._n_best)
            return [
                _unasked(self._in_case(best, request.text, source))
                for (best, *_), request, source in zip(answers, requests, sources, strict=True)
            ]
        pins = [self._pinner.pins(source) for source in sources]
        shown = [self._shown(source, asked) for source, asked in zip(sources, pins, strict=True)]
        requests = [Request(text=text) for text in shown]
        answers = self._engine.translate(requests, self._locale, self._n_best)
        works = [
            self._chosen(*each, self._pinner) for each in zip(requests, pins, answers, strict=True)
        ]
        self._tell(works, self._pinner)
        broken = [work for work in works if work.verdict.faults]
        for work in broken:
            work.forms = self._forms(work)
        while self._substitute(broken, self._pinner):
            pass
        self._search_wider(works, self._pinner)
        self._force(broken, self._pinner)
        return [
            self._finished(work, source, self._pinner)
            for work, source in zip(works, sources, strict=True)
        ]

    def _shown(self, source: str, pins: Sequence[Pin]) -> str:
        """Return what the model is shown of a source: as long, with other capitals."""
        return begun_small(
            sentence(source, pins), pins, lambda text: self._engine.length(text, self._locale)
        )

    def _chosen(
        self,
        request: Request,
        pins: tuple[Pin, ...],
        hypotheses: Sequence[Hypothesis],
        pinner: Pinner,
    ) -> Work:
        """Step (a)."""
        free = hypotheses[0]
        work = Work(
            request=request,
            pins=pins,
            free=free,
            best=free,
            verdict=pinner.verify(free.text, pins),
            step=Step.FREE if pins else Step.NONE,
        )
        for hypothesis in hypotheses[1:]:
            work.consider(hypothesis, pinner, Step.N_BEST)
        return work

    def _tell(self, works: Sequence[Work], pinner: Pinner) -> None:
        """Step (b): what is told is the unmet terms alone (target lemma annotation)."""
        told = [
            (work, replace(work.request, hints=hints))
            for work in works
            if (hints := hints_for(work.request.text, work.verdict.unmet, self._locale))
        ]
        if not (told and self._engine.annotates):
            return
        answers = self._engine.translate(
            [request for _, request in told], self._locale, self._n_best
        )
        for (work, request), hypotheses in zip(told, answers, strict=True):
            for hypothesis in hypotheses:
                if work.consider(hypothesis, pinner, Step.TOLD):
                    work.request, work.free = request, hypothesis

    def _forms(self, work: Work) -> int:
        # What a form adds must not reach beyond what the model can score.
        long = 2 * max(len(work.free.tokens), len(work.best.tokens)) > self._engine.max_source
        return 1 if long or work.verdict.faults > MANY else FORMS

    def _substitute(self, works: Sequence[Work], pinner: Pinner) -> bool:
        """Step (c), for one fault of each segment; return whether any had one left."""
        found = False
        rivals: list[tuple[Work, list[Trial]]] = []
        for work in works:
            if (fault := work.fault()) is None:
                continue
            found = True
            match trials(work, fault, pinner):
                case []:
                    pass
                case [only]:
                    work.accept(only)
                case several:
                    rivals.append((work, several))
        pairs = [(work.request, trial.text) for work, several in rivals for trial in several]
        scores = iter(self._engine.score(pairs, self._locale, self._whole) if pairs else ())
        for work, several in rivals:
            trial, score = best_trial(several, [next(scores) for _ in several])
            work.free_score, work.scored = self._log_probability(work.free), True
            work.accept(trial)
            work.best_score = score
        return found

    def _log_probability(self, hypothesis: Hypothesis) -> float:
        """Undo the length normalisation of a hypothesis's score."""
        pieces = max(len(hypothesis.tokens) + hypothesis.complete, 1)
        return hypothesis.score * float(pieces**self._single.length_penalty)

    def _search_wider(self, works: Sequence[Work], pinner: Pinner) -> None:
        """Step (d)."""
        unsure = [
            work
            for work in works
            if work.doubts or work.verdict.faults or work.lacks.covered.faults
        ]
        if not unsure:
            return
        requests = [work.request for work in unsure]
        answers = self._engine.translate(requests, self._locale, self._wider)
        for work, hypotheses in zip(unsure, answers, strict=True):
            for hypothesis in hypotheses:
                verdict = pinner.verify(hypothesis.text, work.pins)
                if verdict.faults:
                    continue
                fewer = work.lacking(hypothesis).count < work.lacks.count
                if work.doubts or work.verdict.faults or fewer:
                    work.take(hypothesis, verdict, Step.N_BEST)

    def _force(self, works: Sequence[Work], pinner: Pinner) -> None:
        """Step (e)."""
        worse = [work for work in works if work.fall > WORSE]
        if not worse:
            return
        requests = [replace(work.request, prefix=_prefix(work)) for work in worse]
        answers = self._engine.translate(requests, self._locale, self._single)
        forced = [hypothesis for hypothesis, *_ in answers]
        for work, each in zip(worse, forced, strict=True):
            score = self._log_probability(each)
            verdict = pinner.verify(each.text, work.pins)
            right = not verdict.faults and score > work.best_score
            if each.complete and (right or improves(verdict, work.verdict)):
                work.best, work.verdict, work.step = each, verdict, Step.FORCED
                work.best_score = score

    def _in_case(self, hypothesis: Hypothesis, shown: str, source: str) -> Hypothesis:
        """Return a draft of what the engine was shown of a source, with the source's capitals."""
        begins = begun(hypothesis, source, self._locale)
        return as_headline(begins, shown, source, self._locale)

    def _finished(self, work: Work, source: str, pinner: Pinner) -> Enforced:
        """Step (f), once the endings of numbers and the capitals of a headline are right."""
        best = agreed(work.best, work.request.text, work.verdict, self._locale)
        best = self._in_case(best, work.request.text, source)
        best = replace(best, score=work.score)
        verdict = work.verdict
        if best.text != work.best.text:
            verdict = pinner.verify(best.text, work.pins)
        wrong = reasons(source, best, verdict, work.lacks)
        return Enforced(
            hypothesis=best,
            step=Step.FLAGGED if verdict.faults else work.step,
            pins=work.pins,
            verdict=verdict,
            free_score=work.free.score,
            doubts=len(work.doubts),
            reasons=tuple(dict.fromkeys([*work.doubts, *wrong])),
        )


def _unasked(hypothesis: Hypothesis) -> Enforced:
    """Return a draft of which nothing is asked."""
    verdict = Verdict(met=(), unmet=())
    return Enforced(
        hypothesis=hypothesis,
        step=Step.NONE,
        verdict=verdict,
        free_score=hypothesis.score,
        reasons=tuple(reasons("", hypothesis, verdict)),
    )


def _prefix(work: Work) -> str:
    """Return the draft up to the last word that was put in, on the end of a word."""
    end = next((b for a, b in words(work.best.text) if a < work.edited <= b), work.edited)
    return work.best.text[:end]
