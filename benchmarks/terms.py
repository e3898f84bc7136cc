"""Terms in drafts: ``python -m benchmarks.terms [--limit N] [--locales kk,ru] [--model NAME]``.

On held-out rows of the corpora, never trained on, in which the glossary finds terms, drafts that
are enforced are compared with free ones, with search and replace after decoding, with masked
placeholders, and with the dictionary form put in without scoring. Measured are

- terms: the share of mentions that are rendered, by the rules of the WMT shared tasks on
  terminology (2021, 2023): whole tokens, each stretch used once, n mentions need n renditions;
- form: of the mentions that the reference renders, the share that a draft renders in the same
  case (and, as a derived adjective where that is what the reference has);
- numbers: the share of the source's numbers that a draft has as its locale writes them;
- chrF and BLEU, by sacrebleu;
- the share of segments that each step of the cascade was enough for;
- processor time as a ratio to free decoding, of all segments and of those with two pins.

With ``--invented`` a name in each row gives way to one that nobody has seen, in the same form, and
that the glossary has got just now; terms and form are then those of these names alone.

Differences are to the enforced drafts; they are given with the 95 % interval, and p values for
chrF and BLEU, of a paired bootstrap (Koehn 2004).
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest, Result

from benchmarks.invented import INVENTED, with_invented
from benchmarks.term_systems import ENFORCED, Systems
from glossary import LOCALES, Glossary, Matcher, Recogniser
from pipeline.enforce import Enforced, Step
from pipeline.engines import load_engines
from pipeline.pins import Pin, Pinner
from training.corpora import CORPORA, Row, is_development, read_rows

SEED = 2024
ROUNDS = 5

Shares = NDArray[np.float64]
"""Rows (right, all), one for each segment."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """How one system's drafts do; one row of counts for each segment."""

    terms: Shares
    form: Shares
    numbers: Shares


class Judge:
    """Compares drafts with the pins of their sources and with references."""

    def __init__(self, glossary: Glossary, pinner: Pinner, subject: str | None = None) -> None:
        """Count the terms of all concepts, or of those of one ``subject``."""
        self._pinner = pinner
        self._subject = subject
        self._recogniser = Recogniser(glossary, pinner.locale)

    def score(
        self, sources: Sequence[str], drafts: Sequence[str], references: Sequence[str]
    ) -> Score:
        """Count what is right in each draft."""
        terms, form, numbers = [], [], []
        for source, draft, reference in zip(sources, drafts, references, strict=True):
            pins = self._pinner.pins(source)
            ours, theirs = self._cases(draft, pins), self._cases(reference, pins)
            asked = [pin.start for pin in pins if self._counts(pin)]
            met = {pin.start for pin, _ in self._pinner.verify(draft, pins).met}
            terms.append((len(ours), len(asked)))
            agreeing = sum(bool(ours.get(at, set()) & cases) for at, cases in theirs.items())
            form.append((agreeing, len(theirs)))
            wanted = [pin.start for pin in pins if pin.number]
            numbers.append((len(met.intersection(wanted)), len(wanted)))
        return Score(terms=np.array(terms), form=np.array(form), numbers=np.array(numbers))

    def _counts(self, pin: Pin) -> bool:
        return pin.mention is not None and self._subject in {None, pin.mention.concept.subject}

    def _cases(self, text: str, pins: Sequence[Pin]) -> dict[int, set[object]]:
        """Return for each term that a text renders in which cases it may be read."""
        found: dict[int, set[object]] = {}
        for pin, place in self._pinner.verify(text, pins).met:
            if pin.mention and self._counts(pin):
                renditions = self._recogniser.recognise(text, concepts=[pin.mention.concept])
                forms = [f for r in renditions if (r.start, r.end) == place for f in r.forms]
                # An ending that is no case (Türkiye'dir) agrees with the same ending alone.
                shown = text[slice(*place)].casefold()
                found[pin.start] = {(form.case, form.adjective) for form in forms} or {shown}
        return found


def rows_with_terms(rows: Sequence[Row], pinner: Pinner, limit: int) -> list[Row]:
    """Return held-out rows in which the glossary finds terms, at most ``limit``."""
    held_out = [row for row in rows if is_development(row.english)]
    found = [row for row in held_out if any(pin.mention for pin in pinner.pins(row.english))]
    # In an order of their own, so that rows that are added to the corpora change few.
    found.sort(key=lambda row: hashlib.sha256(row.english.encode()).digest())
    return found[:limit]


def share(counts: Shares) -> float:
    """Return the share of what is right, in per cent."""
    return 100 * float(counts[:, 0].sum()) / max(float(counts[:, 1].sum()), 1.0)


def difference(ours: Shares, theirs: Shares, resamples: int) -> str:
    """Return how much larger our share is, with the 95 % interval of a paired bootstrap."""
    generator = np.random.default_rng(SEED)
    drawn = generator.integers(len(ours), size=(resamples, len(ours)))
    right = (ours[:, 0] - theirs[:, 0])[drawn].sum(axis=1)
    low, high = np.percentile(
        100 * right / np.maximum(ours[:, 1][drawn].sum(axis=1), 1), (2.5, 97.5)
    )
    return f"{share(ours) - share(theirs):+.1f} [{low:+.1f}, {high:+.1f}]"


def processor_time(work: Callable[[], object]) -> float:
    """Return the processor seconds, of all threads, that ``work`` takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def times_dearer(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS
) -> float:
    """Return how many times the processor time of ``theirs`` ``ours`` takes: the median of rounds.

    They take turns, after one round that warms up, so that both have the same machine.
    """
    ratios = [processor_time(ours) / processor_time(theirs) for _ in range(rounds + 1)]
    return median(ratios[1:])


def measure(locale: str, options: argparse.Namespace, glossary: Glossary) -> None:
    """Print the tables of one locale."""
    pinner = Pinner(glossary, Matcher(glossary), locale)
    rows = rows_with_terms(read_rows(options.corpus), pinner, options.limit)
    if options.invented:
        rows, glossary = with_invented(rows, locale, glossary, SEED)
        pinner = Pinner(glossary, Matcher(glossary), locale)
    if not rows:
        sys.exit(f"{locale}: no held-out row in which the glossary finds a term")
    engine = load_engines([locale], model=options.model)[locale]
    sources = [row.english for row in rows]
    references = [row.target(locale) for row in rows]
    systems = Systems(engine=engine, locale=locale, pinner=pinner)
    drafts = {name: system(sources) for name, system in systems.all().items()}
    judge = Judge(glossary, pinner, INVENTED if options.invented else None)
    scores = {name: judge.score(sources, each, references) for name, each in drafts.items()}
    signatures, paired = PairedTest(
        list(drafts.items()),
        {"chrF": CHRF(references=[references]), "BLEU": BLEU(references=[references])},
        None,
        test_type="bs",
        n_samples=options.resamples,
    )()
    pins = sum(len(pinner.pins(source)) for source in sources) / len(rows)
    print(f"\n### {locale}: {engine.name}, {len(rows)} segments, {pins:.1f} pins each\n")
    print("| drafts | terms | form | form: enforced is better by | numbers | chrF (p) | BLEU (p) |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for at, (name, score) in enumerate(scores.items()):
        best = scores[ENFORCED].form
        better = "" if name == ENFORCED else difference(best, score.form, options.resamples)
        cells = [f"{share(counts):.1f}" for counts in (score.terms, score.form, score.numbers)]
        cells.insert(2, better)
        cells += [_shown(results[at]) for metric, results in paired.items() if metric != "System"]
        print(f"| {name} | {' | '.join(cells)} |")
    _print_steps(systems.enforced(sources))
    _print_cost(systems, sources, [len(pinner.pins(source)) for source in sources])
    print("; ".join(f"{metric}: `{signature}`" for metric, signature in signatures.items()))


def _shown(result: str | Result) -> str:
    assert isinstance(result, Result)
    p = "" if result.p_value is None else f" ({result.p_value:.3f})"
    return f"{result.score:.1f}{p}"


def _print_steps(enforced: Sequence[Enforced]) -> None:
    steps = Counter(draft.step for draft in enforced)
    shares = ", ".join(f"{step} {steps[step] / len(enforced):.0%}" for step in Step if steps[step])
    clean = sum(not draft.reasons for draft in enforced) / len(enforced)
    met, asked = sum(draft.met for draft in enforced), sum(len(draft.pins) for draft in enforced)
    sure = met - sum(draft.doubts for draft in enforced)
    print(f"\nSteps: {shares}. Pins met: {met}/{asked}, without a flag: {sure / asked:.1%}.")
    print(f"Segments without a flag of any kind: {clean:.0%}.")


def _print_cost(systems: Systems, sources: Sequence[str], pins: Sequence[int]) -> None:
    """Print what enforcement costs, in all segments and in those with two pins."""
    two = [source for source, count in zip(sources, pins, strict=True) if count == 2]
    for chosen, what in ((two, "two pins"), (list(sources), "any number of pins")):
        if chosen:
            dearer = times_dearer(partial(systems.enforced, chosen), partial(systems.free, chosen))
            print(f"Processor time, {len(chosen)} segments with {what}: {dearer:.2f} x free.")


def main() -> None:
    """Print a table for each locale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--corpus", type=Path, nargs="+", default=sorted(CORPORA.glob("part-*.tsv"))
    )
    parser.add_argument("--limit", type=int, default=sys.maxsize, help="segments of a locale")
    parser.add_argument("--model", default="embedded", help="a name of the registry, or a folder")
    parser.add_argument("--locales", default=",".join(LOCALES))
    parser.add_argument("--invented", action="store_true", help="with names that nobody has seen")
    parser.add_argument("--resamples", type=int, default=1000)
    options = parser.parse_args()
    glossary = Glossary.load()
    for locale in options.locales.split(","):
        measure(locale, options, glossary)


if __name__ == "__main__":
    main()
