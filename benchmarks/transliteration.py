"""Measure transliteration on the glossary's own names, each left out of what is learned from.

    python -m benchmarks.transliteration [--subjects people,cities,capitals] [--misses N]

Measured are the words of names (people, cities, capitals) whose rendering follows the sound, by
the test of ``glossary.transliterate.names``; what that leaves out, as translated or named
otherwise, is counted in the last column. Each pair of words counts once. Before a word is
transliterated, it is forgotten, and so are all pairs that begin with the same five letters in
either language: nobody knows Aliyev who is to write Aliyeva. Suggestions are by rules and model
alone; the words that the glossary has, which the program would reuse, are not looked up.

Columns: exact at first (the preferred term), exact among the first three, and the edit distance
of the first to the preferred term in percent of its letters.
"""

from __future__ import annotations

import argparse

from rapidfuzz.distance import Levenshtein

from glossary import Glossary
from glossary.transliterate.model import Model, Pair
from glossary.transliterate.names import is_name, pairs
from glossary.transliterate.rules import Source, table

FAMILY = 5


def family(pair: Pair, known: set[Pair]) -> list[Pair]:
    """Return all pairs of ``known`` that would give ``pair`` away."""
    (word, target) = (text[:FAMILY] for text in pair)
    return [p for p in known if p[0][:FAMILY] == word or p[1][:FAMILY] == target]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--subjects", default="people,cities,capitals")
    parser.add_argument("--misses", type=int, default=0, help="show so many misses of each")
    arguments = parser.parse_args()
    subjects = arguments.subjects.split(",")
    glossary = Glossary.load()
    print("| from | to | subject | words | first | first three | letters wrong | names left out |")
    print("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for source in Source:
        for locale in ("en", "kk", "ru", "tr", "az"):
            if locale == source.locale:
                continue
            known = {p for c in glossary.concepts for p in pairs(c, source.locale, locale)}
            model = Model(table(source, locale), known)
            for subject in subjects:
                names = [c for c in glossary.concepts if c.subject == subject and is_name(c)]
                both = [c for c in names if c.preferred(source.locale) and c.preferred(locale)]
                found = [list(pairs(c, source.locale, locale)) for c in both]
                wanted = sorted({pair for each in found for pair in each})
                first = three = wrong = 0
                misses = []
                for word, target in wanted:
                    best = model.best(word, 3, family((word, target), known))
                    texts = ["".join(option.text for option in path) for _, path in best]
                    first += texts[0] == target
                    three += target in texts
                    wrong += Levenshtein.distance(texts[0], target)
                    if texts[0] != target:
                        misses.append(f"{word}: {texts[0]} for {target}")
                letters = sum(len(target) for _, target in wanted)
                print(
                    f"| {source} | {locale} | {subject} | {len(wanted)} "
                    f"| {first / len(wanted):.1%} | {three / len(wanted):.1%} "
                    f"| {wrong / letters:.1%} | {found.count([])} of {len(both)} |",
                    flush=True,
                )
                for miss in misses[: arguments.misses]:
                    print("   ", miss)


if __name__ == "__main__":
    main()
