"""Measure loading, matching, searching and recognising on a glossary of generated concepts.

    python -m benchmarks.glossary [--concepts 10000] [--megabytes 1] [--rounds 5]

The concepts have what real ones have: names of one to three words and acronyms in English, terms
with grammar in four locales, forbidden terms, a definition. The text is made of the sentences
that news are made of, one term of the glossary in every second. Printed is a Markdown table: the
best of the rounds in seconds of wall time and of processor time (they differ where the machine
has other work), and the memory that a step keeps (tracemalloc, measured apart, since it slows
everything down).
"""

from __future__ import annotations

import argparse
import gc
import platform
import random
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from glossary import Glossary, Matcher, Recogniser

_LATIN = "abcdefghijklmnoprstuvyz"
_CYRILLIC = "абгдежзийклмнопрстуқғң"
_SENTENCES = (
    "The ministers said that the agreement would be signed before the end of the year.",
    "About 1,200 servicemen and 300 vehicles took part in the exercise near the coast.",
    "Oil and gas prices rose for the third week in a row, according to the agency's report.",
    "“We do not seek confrontation,” the spokesman told journalists after the two leaders' talks.",
    "The railway, which crosses four states, will carry ten million tons of cargo by 2030.",
    "A delegation of thirty companies arrived on Monday for a two-day business forum.",
)


def terms_file(count: int, rng: random.Random) -> str:
    """Return a terms file of ``count`` concepts."""

    def words(letters: str, number: int) -> str:
        return " ".join(
            "".join(rng.choices(letters, k=rng.randint(4, 10))).capitalize() for _ in range(number)
        )

    tables = []
    for index in range(count):
        size = rng.randint(1, 3)
        acronym = "".join(rng.choices(_LATIN, k=4)).upper()
        tables.append(
            f"[concept-{index}]\n"
            'pos = "proper noun"\n'
            'definition = "What an editor has to know of it, in a sentence of this length."\n'
            f'en = ["{words(_LATIN, size)}", {{ text = "{acronym}", acronym = true }}]\n'
            f'kk = [{{ text = "{words(_CYRILLIC, size)}", izafet = true }}, '
            f'{{ text = "{words(_CYRILLIC, 1).upper()}", acronym = true }}]\n'
            f'ru = {{ text = "{words(_CYRILLIC, size)}", head = [0] }}\n'
            f'tr = {{ text = "{words(_LATIN, size)}", izafet = true, proper = false }}\n'
            f'az = "{words(_LATIN, size)}"\n'
            f'forbidden.ru = ["{words(_CYRILLIC, size)}"]\n'
        )
    return "\n".join(tables)


def news(glossary: Glossary, length: int, rng: random.Random) -> str:
    """Return a text of ``length`` characters that mentions the glossary's concepts."""
    terms = [term.text for concept in glossary.concepts for term in concept.terms["en"]]
    parts: list[str] = []
    size = 0
    while size < length:
        sentence = rng.choice(_SENTENCES)
        if rng.random() < 0.5:
            sentence = f"{rng.choice(terms)}: {sentence}"
        parts.append(sentence)
        size += len(sentence) + 1
    return "\n".join(parts)[:length]


def measure(step: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """Return the best wall and processor seconds of a step, and the megabytes that it keeps."""
    wall, processor = [], []
    for _ in range(rounds):
        gc.collect()
        start, start_processor = time.perf_counter(), time.process_time()
        step()
        wall.append(time.perf_counter() - start)
        processor.append(time.process_time() - start_processor)
    tracemalloc.start()
    kept = step()
    memory = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del kept
    return min(wall), min(processor), memory


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--concepts", type=int, default=10_000)
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    rng = random.Random(20)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generated.toml"
        path.write_text(terms_file(arguments.concepts, rng), "utf-8")
        size = path.stat().st_size / 1e6
        glossary = Glossary.load([path])
        text = news(glossary, int(arguments.megabytes * 1e6), rng)
        matcher = Matcher(glossary)
        found = matcher.match(text)
        few = list({mention.concept.id: mention.concept for mention in found[:300]}.values())
        target = " ".join(concept.terms["tr"][0].text for concept in few)

        def recognise() -> Recogniser:
            recogniser = Recogniser(glossary, "tr")
            for concept in few:
                recogniser.recognise(target[:1000], [concept])
            return recogniser

        steps: dict[str, Callable[[], object]] = {
            f"load {arguments.concepts:,} concepts ({size:.1f} MB of TOML)": lambda: Glossary.load(
                [path]
            ),
            "build the matcher": lambda: Matcher(glossary),
            f"match {arguments.megabytes:g} MB ({len(found):,} mentions)": lambda: matcher.match(
                text
            ),
            "search, the first time": lambda: Glossary(glossary.concepts).search("dokol"),
            "search, later": lambda: glossary.search("dokol"),
            f"recognise {len(few)} concepts, the first time": recognise,
        }
        print(f"Python {platform.python_version()}, {platform.machine()}\n")
        print("| step | wall, s | processor, s | kept, MB |")
        print("| --- | ---: | ---: | ---: |")
        for name, step in steps.items():
            wall, processor, memory = measure(step, arguments.rounds)
            print(f"| {name} | {wall:.3f} | {processor:.3f} | {memory:.1f} |", flush=True)


if __name__ == "__main__":
    main()
