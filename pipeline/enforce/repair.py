"""Step (b): the edits that would mend one fault of a draft, and a draft with its edits made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from glossary import casing
from pipeline.alignment import Alignment, words
from pipeline.enforce.candidates import candidates, wanted_term
from pipeline.enforce.expected import expected
from pipeline.enforce.lacks import Lacks, lacks
from pipeline.enforce.outcome import Step, doubt
from pipeline.enforce.place import Place
from pipeline.enforce.places import Fault, faults, places
from pipeline.enforce.splice import Edit, splice
from pipeline.engines.base import Hypothesis, Request
from pipeline.pins import Pin, Pinner, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """A way to mend a fault, and how the draft then meets its pins."""

    fault: Fault
    edit: Edit
    text: str
    verdict: Verdict
    doubtful: bool


@dataclass(kw_only=True)
class Work:
    """A segment on its way through the cascade.

    ``forms`` is how many forms are tried at a place; with one, nothing is scored.
    ``free_score`` and ``best_score`` are log-probabilities of the whole drafts, once candidates
    were ``scored``: the free one's by its search, the other's by `Engine.score`. ``edited`` is
    where the last of the words ends that were put in.
    """

    request: Request
    pins: tuple[Pin, ...]
    free: Hypothesis
    best: Hypothesis
    verdict: Verdict
    step: Step
    forms: int = 1
    scored: bool = False
    free_score: float = 0.0
    best_score: float = 0.0
    edited: int = 0
    doubts: tuple[str, ...] = ()
    tried: set[tuple[int, int]] = field(default_factory=set)
    _lacks: tuple[Hypothesis, Lacks] | None = None

    def fault(self) -> Fault | None:
        """Return the next fault that could be mended and was not tried yet."""
        if not self.verdict.faults:
            return None
        left = (f for f in faults(self.pins, self.verdict) if _key(f) not in self.tried)
        return next(left, None)

    @property
    def lacks(self) -> Lacks:
        """What ``best`` lacks; it is found out once for each draft that is asked about."""
        if self._lacks is None or self._lacks[0] is not self.best:
            self._lacks = self.best, self.lacking(self.best)
        return self._lacks[1]

    def lacking(self, hypothesis: Hypothesis) -> Lacks:
        """Return what a hypothesis lacks."""
        return lacks(self.request.text, hypothesis, self.pins)

    @property
    def fall(self) -> float:
        """How much less likely the draft became, in nats for each piece of the free one."""
        return (self.free_score - self.best_score) / (len(self.free.tokens) + 1)

    @property
    def score(self) -> float:
        """The score of the draft, comparable with that of the free one."""
        return self.free.score - self.fall if self.scored else self.best.score

    def accept(self, trial: Trial) -> None:
        """Make an edit."""
        shift = len(trial.text) - len(self.best.text)
        end = trial.edit.end_in(self.best.text)
        self.edited = max(end, self.edited + shift if self.edited > trial.edit.start else 0)
        self.edited = min(self.edited, len(trial.text))
        self.best = splice(self.best, self.request.text, trial.edit)
        self.verdict, self.step = trial.verdict, Step.SUBSTITUTED
        if trial.doubtful:
            self.doubts += (doubt(trial.fault.pin, self.request.text),)

    def consider(self, hypothesis: Hypothesis, pinner: Pinner, step: Step) -> bool:
        """Take a hypothesis if it is better than what there is; return whether it was.

        Of hypotheses that meet all pins one that lacks fewer names and clauses is better.
        """
        if not (self.verdict.faults or self.lacks.count):
            return False
        verdict = pinner.verify(hypothesis.text, self.pins)
        fewer = not verdict.faults and self.lacking(hypothesis).count < self.lacks.count
        better = improves(verdict, self.verdict) or fewer
        if better:
            self.take(hypothesis, verdict, step)
        return better

    def take(self, hypothesis: Hypothesis, verdict: Verdict, step: Step) -> None:
        """Give up what there is for another hypothesis of the model."""
        self.best, self.verdict = hypothesis, verdict
        self.step = step if self.pins else Step.NONE
        self.scored, self.free_score, self.best_score = False, 0.0, 0.0
        self.edited, self.doubts = 0, ()


def improves(new: Verdict, old: Verdict) -> bool:
    """Tell whether a verdict is better than another, and no pin is lost."""
    met = {pin.start for pin in old.unmet} >= {pin.start for pin in new.unmet}
    return met and new.faults < old.faults


def trials(work: Work, fault: Fault, pinner: Pinner) -> list[Trial]:
    """List the ways to mend a fault of a draft that are equally good but for their score."""
    work.tried.add(_key(fault))
    mention, text = fault.pin.mention, work.best.text
    case = expected(work.request.text, mention, pinner.locale) if mention else None
    found: dict[str, Trial] = {}
    for place in places(
        fault,
        wanted_term(mention, pinner.locale).text if mention else "",
        source=work.request.text,
        draft=work.best,
        pins=work.pins,
        verdict=work.verdict,
        locale=pinner.locale,
    ):
        if work.forms == 1 and found:
            break
        initial = not any(char.isalnum() for char in text[: place.start])
        for form in candidates(
            fault.pin,
            pinner.locale,
            replaced=text[place.start : place.end],
            initial=initial,
            limit=work.forms,
            case=case,
        ):
            edit = _edit(work, fault.pin, place, form, pinner.locale)
            edited = edit.applied(text)
            verdict = pinner.verify(edited, work.pins)
            if edited not in found and improves(verdict, work.verdict):
                found[edited] = Trial(
                    fault=fault,
                    edit=edit,
                    text=edited,
                    verdict=verdict,
                    doubtful=place.doubtful,
                )
    fewest = min((trial.verdict.faults for trial in found.values()), default=0)
    return [trial for trial in found.values() if trial.verdict.faults == fewest]


def best_trial(tried: Sequence[Trial], scores: Sequence[float]) -> tuple[Trial, float]:
    """Return the trial that the model likes best, the likelier one of equals."""
    return max(zip(tried, scores, strict=True), key=lambda pair: pair[1])


def _key(fault: Fault) -> tuple[int, int]:
    return fault.pin.start, fault.at[0] if fault.at else -1


def _edit(work: Work, pin: Pin, place: Place, form: str, locale: str) -> Edit:
    """Put a form in its place; before the first word it takes over the sentence's capital."""
    put = place.before + form + place.after
    edit = Edit(start=place.start, end=place.end, text=put, source=(pin.start, pin.end))
    first = next(iter(words(work.best.text)), None)
    if put != form or place.end > place.start or first is None or place.start > first[0]:
        return edit
    start, end = first
    word = work.best.text[start:end]
    if not _is_common(work, start, end):
        return edit
    lowered = casing.lower(word[:1], locale) + word[1:]
    return replace(edit, start=start, end=end, text=f"{form} {lowered}")


def _is_common(work: Work, start: int, end: int) -> bool:
    """Tell whether a draft's first word has its capital from its place: its source has none."""
    if any(a < end and b > start for _, (a, b) in work.verdict.met):
        return False
    alignment = Alignment.of(work.request.text, work.best)
    if not alignment.source_spans:
        return False
    a, b = alignment.source_spans[int(alignment.weights[0].argmax())]
    return work.request.text[a:b].islower()
