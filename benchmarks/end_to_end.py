"""What a run costs beside its engine: ``python -m benchmarks.end_to_end``.

Articles made of the training corpora's English sentences are translated whole (reading,
segmenting, drafting, placing markup, writing catalogs) and compared with the engine alone on the
same distinct segments, by turns in one process, after one round for practice. Memory is measured
in processes of their own over a growing number of articles.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.engines import sentences
from glossary import Glossary, Matcher
from pipeline.articles import read_articles
from pipeline.draft import Drafter, prepare
from pipeline.engines import Decoding, Request, load_engines
from pipeline.model import Article
from pipeline.pins import Pinner
from pipeline.translate import run

LOCALE = "tr"
PARAGRAPH = 4  # sentences
BLOCKS = 4  # paragraphs of an article


class Silent:
    """A run that tells nobody how far it is."""

    def expect(self, locale: str, segments: int) -> None:
        """Say nothing."""

    def advance(self, locale: str, segments: int) -> None:
        """Say nothing."""

    def articles(self, done: int) -> None:
        """Say nothing."""


def write_articles(folder: Path, count: int) -> None:
    """Write ``count`` Markdown articles, some words of each marked."""
    lines = iter(sentences(count * PARAGRAPH * BLOCKS))
    for number in range(count):
        blocks = []
        for _ in range(BLOCKS):
            first, *others = (next(lines) for _ in range(PARAGRAPH))
            word, _, rest = first.partition(" ")
            blocks.append(" ".join([f"**{word}** {rest}", *others]))
        (folder / f"article-{number:04}.md").write_text("\n\n".join(blocks) + "\n", "utf-8")


def articles(folder: Path) -> list[Article]:
    """Read the articles of a folder."""
    return [article for article in read_articles([folder]) if isinstance(article, Article)]


def compare(count: int, rounds: int, jobs: int) -> Table:
    """Time whole runs against the engine alone."""
    engine = load_engines([LOCALE], model="embedded", jobs=jobs)[LOCALE]
    glossary = Glossary.load()
    pinner = Pinner(glossary, Matcher(glossary), LOCALE)
    times: dict[str, list[float]] = {"engine alone": [], "run": [], "run with pins": []}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        folder.mkdir()
        write_articles(folder, count)
        texts = {
            s.text: None
            for article in articles(folder)
            for block in prepare(article)
            for s in block.segments
            if s.translatable
        }
        requests = [Request(text=text) for text in texts]
        for turn in range(rounds + 1):
            begun = time.perf_counter()
            engine.translate(requests, LOCALE, engine.decoding)
            alone = time.perf_counter()
            for name, given in (("run", None), ("run with pins", pinner)):
                start = time.perf_counter()
                run(
                    articles(folder),
                    {LOCALE: Drafter(engine=engine, locale=LOCALE, pinner=given)},
                    to=Path(scratch) / f"{name}{turn}",
                    progress=Silent(),
                )
                if turn:
                    times[name].append(time.perf_counter() - start)
            if turn:
                times["engine alone"].append(alone - begun)
    table = Table(title=f"{count} articles, {len(texts)} segments, median of {rounds} rounds")
    for heading in ("", "seconds", "x engine alone"):
        table.add_column(heading, justify="right" if heading else "left")
    base = statistics.median(times["engine alone"])
    for name, taken in times.items():
        seconds = statistics.median(taken)
        table.add_row(name, f"{seconds:.2f}", f"{seconds / base:.2f}")
    return table


def memory(counts: list[int], jobs: int) -> Table:
    """Measure the peak memory of runs over more and more articles."""
    table = Table(title="peak memory of a run without pins")
    table.add_column("articles", justify="right")
    table.add_column("MB", justify="right")
    for count in counts:
        command = [sys.executable, "-m", "benchmarks.end_to_end", "--jobs", str(jobs)]
        done = subprocess.run(
            [*command, "--peak", str(count)], check=True, stdout=subprocess.PIPE, text=True
        )
        table.add_row(str(count), done.stdout.strip())
    return table


def peak(count: int, jobs: int) -> int:
    """Run over ``count`` articles in this process; return its peak memory in megabytes."""
    engine = load_engines([LOCALE], model="embedded", jobs=jobs)[LOCALE]
    decoding = Decoding(beam=1)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        folder.mkdir()
        write_articles(folder, count)
        run(
            (a for a in read_articles([folder]) if isinstance(a, Article)),
            {LOCALE: Drafter(engine=engine, locale=LOCALE, decoding=decoding)},
            to=Path(scratch) / "locales",
            progress=Silent(),
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--peak", type=int, help=argparse.SUPPRESS)  # for the parent process
    options = parser.parse_args()
    if options.peak:
        print(peak(options.peak, options.jobs))
        return
    Console().print(compare(options.articles, options.rounds, options.jobs))
    Console().print(memory([50, 200, 400], options.jobs))


if __name__ == "__main__":
    main()
