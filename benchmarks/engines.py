"""Speed and memory of the engines alone: ``python -m benchmarks.engines``.

CTranslate2 int8 and transformers translate the same sentences, side by side in one run, each in a
process of its own so that its peak memory is its own. The sentences are the English side of the
training corpora, shuffled by a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.engines import Decoding, Request, load_engines

CORPORA = Path(__file__).parent.parent / "training" / "corpora"
SEED = 2024
BASELINE = "transformers"


@dataclass(frozen=True, kw_only=True)
class Run:
    """One measurement: what was run, and what it took."""

    engine: str
    beam: int
    attention: bool
    load: float  # seconds from nothing imported to ready
    seconds: float
    busy: float  # processor seconds; what counts where the machine has other work too
    peak: int  # bytes resident at most, libraries included
    segments: int

    @property
    def speed(self) -> float:
        """Segments per second."""
        return self.segments / self.seconds


def sentences(count: int) -> list[str]:
    """Return ``count`` English sentences, always the same."""
    lines = [
        line.partition("\t")[0]
        for path in sorted(CORPORA.glob("part-*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return random.Random(SEED).sample(lines, count)


def measure(engine: str, beam: int, *, attention: bool, count: int, jobs: int, model: str) -> Run:
    """Translate in this process, once for practice and once for the clock."""
    requests = [Request(text=text) for text in sentences(count)]
    decoding = Decoding(beam=beam, attention=attention)
    started = time.perf_counter()
    loaded = load_engines(["kk"], model=model, engine=engine, jobs=jobs)["kk"]
    ready = time.perf_counter()
    loaded.translate(requests[:8], "kk", decoding)
    begun, busy = time.perf_counter(), time.process_time()
    loaded.translate(requests, "kk", decoding)
    return Run(
        engine=engine,
        beam=beam,
        attention=attention,
        load=ready - started,
        seconds=time.perf_counter() - begun,
        busy=time.process_time() - busy,
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        segments=count,
    )


def report(runs: list[Run]) -> Table:
    """Lay the measurements out; ratios are to the baseline's speed in the same search."""
    table = Table(title=f"{runs[0].segments} segments, English to Kazakh; ratio to {BASELINE}")
    table.add_column("engine", no_wrap=True)
    for heading in ("beam", "aligned", "segm./s", "ratio", "CPU ratio", "peak MB", "load s"):
        table.add_column(heading, justify="right")
    slow = {(r.beam, r.attention): r for r in runs if r.engine == BASELINE}
    for run in runs:
        table.add_row(
            run.engine,
            str(run.beam),
            "yes" if run.attention else "no",
            f"{run.speed:.1f}",
            f"{run.speed / slow[run.beam, run.attention].speed:.1f}",
            f"{slow[run.beam, run.attention].busy / run.busy:.1f}",
            f"{run.peak / 1e6:.0f}",
            f"{run.load:.1f}",
        )
    return table


def main() -> None:
    """Run every measurement in a process of its own, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--model", default="embedded")
    parser.add_argument("--only", help=argparse.SUPPRESS)  # one measurement, for the parent
    options = parser.parse_args()
    if options.only:
        engine, beam, attention = options.only.split(",")
        run = measure(
            engine,
            int(beam),
            attention=attention == "True",
            count=options.segments,
            jobs=options.jobs,
            model=options.model,
        )
        print(json.dumps(asdict(run)))
        return
    runs = []
    for beam, attention in ((1, False), (4, False), (4, True)):
        for engine in ("ctranslate2", BASELINE):
            command = [sys.executable, "-m", "benchmarks.engines", "--model", options.model]
            command += ["--segments", str(options.segments), "--jobs", str(options.jobs)]
            command += ["--only", f"{engine},{beam},{attention}"]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            runs.append(Run(**json.loads(done.stdout.splitlines()[-1])))
    Console().print(report(runs))


if __name__ == "__main__":
    main()
