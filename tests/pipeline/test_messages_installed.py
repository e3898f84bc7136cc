"""A real program's catalogs: three hundred entries emptied, filled, and taken by gettext.

The catalogs are those that are installed with programs of the system, as ``msgunfmt`` shows them;
none is part of this project. Where there is none the test is skipped, and says so.
"""

import random
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import polib
import pytest

from pipeline.catalogs import Entry, read
from pipeline.messages.format import MessageFormat
from pipeline.messages.syntax import syntax_of
from pipeline.messages.verify import faults

from .programs import fill
from .test_messages_laws import Babbler

INSTALLED = Path("/usr/share/locale")
DOMAINS = [
    ("ru", "wget"),
    ("tr", "apt"),
    ("kk", "gtk30"),
    ("az", "gtk20"),
    pytest.param("ru", "git", marks=pytest.mark.slow),
    pytest.param("ru", "coreutils", marks=pytest.mark.slow),
]
EMPTIED = 300


def decompiled(mo: Path, po: Path) -> polib.POFile:
    """Write an installed catalog as text, flagged as gettext's own extractor would flag it."""
    subprocess.run(["msgunfmt", "--no-wrap", mo, "-o", po], check=True)
    file = polib.pofile(str(po), wrapwidth=0)
    for entry in file:
        if "%" in entry.msgid:
            entry.flags = ["c-format"]
    file.save(str(po))
    command = ["msgfmt", "--check-format", "-o", "/dev/null", str(po)]
    check = subprocess.run(command, check=False, capture_output=True, text=True)
    wrong = sorted(int(line) for line in re.findall(r"^[^:]+:(\d+): ", check.stderr, re.MULTILINE))
    file = polib.pofile(str(po), wrapwidth=0)
    starts = [entry.linenum for entry in file]
    for entry, following in zip(file, [*starts[1:], 10**9], strict=True):
        if any(entry.linenum <= line < following for line in wrong):
            entry.flags = []  # the program has a text with a per cent sign there
    return file


def hard(entry: polib.POEntry) -> int:
    """Tell how much in an entry could go wrong."""
    return 3 * bool(entry.msgid_plural) + sum(mark in entry.msgid for mark in "%<_&\n{")


@pytest.mark.parametrize(("locale", "domain"), DOMAINS)
def test_an_installed_catalog_with_300_entries_emptied_is_filled_again(
    locale: str, domain: str, tmp_path: Path
) -> None:
    mo = INSTALLED / locale / "LC_MESSAGES" / f"{domain}.mo"
    if shutil.which("msgunfmt") is None:
        pytest.skip("GNU gettext is not installed")
    if not mo.is_file():
        pytest.skip(f"{mo} is not installed")
    po = tmp_path / "app.po"
    file = decompiled(mo, po)
    living = [entry for entry in file if entry.msgid]
    random.Random(domain).shuffle(living)
    chosen = sorted(living, key=hard, reverse=True)[:EMPTIED]
    for entry in chosen:
        entry.msgstr = ""
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
    file.save(str(po))
    old = read(po)

    fill(po, Babbler({}), locales=[locale])

    subprocess.run(["msgfmt", "--check", "--check-format", "-o", "/dev/null", po], check=True)
    new = read(po)
    forms = int(re.findall(r"nplurals=(\d)", new.metadata["Plural-Forms"])[0])
    filled = 0
    for was, now in zip(old.entries, new.entries, strict=True):
        if was.text.strip("\0"):
            assert now.raw == was.raw
            continue
        filled += 1
        if now.plural:
            assert len(now.msgstr) == forms
        assert_right(now, locale)
    assert filled == len(chosen)


def assert_right(entry: Entry, locale: str) -> None:
    """Assert that every text of an entry has just the placeholders of its source."""
    syntax = syntax_of(entry.flags)
    sources = [entry.msgid, *([entry.plural] if entry.plural else [])]
    for target in entry.msgstr:
        formats = [(source, MessageFormat.of(source, syntax, locale)) for source in sources]
        assert target or (entry.fuzzy and "needs eyes" in entry.comment)
        if target:
            assert any(not [*faults(source, target, format_)] for source, format_ in formats)
            shown = Counter(found[0] for found in syntax.find(syntax.numbered(target)))
            wanted = [
                Counter(found[0] for found in syntax.find(syntax.numbered(source)))
                for source in sources
            ]
            assert shown in wanted
