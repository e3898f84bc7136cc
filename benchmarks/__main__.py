"""Everything that is quick enough to measure at once: ``python -m benchmarks``."""

from __future__ import annotations

import subprocess
import sys

COMMANDS = (
    ("benchmarks.engines",),
    ("benchmarks.end_to_end",),
    ("benchmarks.inflection", "benchmarks/data/inflection"),
    ("benchmarks.glossary",),
    ("benchmarks.transliteration",),
)


def main() -> int:
    """Run each benchmark in a process of its own; return how many failed."""
    failed = 0
    for module, *arguments in COMMANDS:
        print(f"\n## {module}\n", flush=True)
        failed += subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
