"""Laws of filling: whatever a model writes, a program can use what is written."""

import random
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import polib
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogs import Entry, read
from pipeline.engines import FakeEngine
from pipeline.engines.base import Decoding, Hypothesis, Request
from pipeline.messages.format import MessageFormat
from pipeline.messages.syntax import syntax_of
from pipeline.messages.verify import faults

from .programs import RU, catalog, fill
from .test_messages_format import MESSAGES

FLAGS = ["", "c-format", "python-format", "python-brace-format", "php-format"]
JUNK = [
    "%s",
    "%d",
    "%%",
    "%",
    "{x}",
    "{}",
    "<b>",
    "</b>",
    "<br>",
    "&amp;",
    "_",
    "&",
    "__",
    "X",
    "Y",
    "2",
    "5",
    "...",
    ":",
    "(",
    ".",
    "слово",
    "Bakü’de",
    "%1$s",
    "\\",
]
LOCALES = {"ru": RU, "kk": "nplurals=2; plural=(n != 1);", "tr": "nplurals=1; plural=0;"}


class Babbler(FakeEngine):
    """A model that loses words, mixes them up and makes up what looks like markup."""

    def translate(
        self, requests: Sequence[Request], locale: str, decoding: Decoding
    ) -> list[tuple[Hypothesis, ...]]:
        return [(self._babbled(request.text),) for request in requests]

    def _babbled(self, text: str) -> Hypothesis:
        choice = random.Random(text)
        words = [word for word in text.split() if choice.random() < 0.7]
        words += [choice.choice(JUNK) for _ in range(choice.randrange(4))]
        choice.shuffle(words)
        tokens = tuple("▁" + word for word in words)
        return Hypothesis(
            text=" ".join(words), tokens=tokens, source_tokens=tuple(text.split()), score=0.0
        )


@st.composite
def entries(draw: st.DrawFn) -> polib.POEntry:
    msgid = draw(MESSAGES.filter(bool))
    flag = draw(st.sampled_from(FLAGS))
    plural = draw(st.none() | MESSAGES.filter(bool))
    if plural is not None:  # gettext refuses a source whose texts differ in these line breaks
        plural = "\n" * msgid.startswith("\n") + (plural.strip("\n") or "files")
        plural += "\n" * (msgid.endswith("\n") and msgid != "\n")
        plural = msgid if msgid == "\n" else plural
    person = draw(st.none() | st.just("Слова человека %s"))
    entry = polib.POEntry(msgid=msgid, msgctxt=draw(st.sampled_from([None, "menu"])))
    entry.flags = [flag] if flag and _is_valid(msgid, plural, flag) else []
    if plural is not None:
        entry.msgid_plural = plural
        entry.msgstr_plural = {0: person or "", 1: ""}
    else:
        entry.msgstr = person or ""
    if person:
        entry.flags = []
    return entry


def _is_valid(msgid: str, plural: str | None, flag: str) -> bool:
    """Whether gettext takes the texts for format strings of that kind, and for one message."""
    if shutil.which("msgfmt") is None:
        return False
    entry = polib.POEntry(msgid=msgid, msgstr=msgid, flags=[flag])
    if plural is not None:
        entry = polib.POEntry(
            msgid=msgid, msgid_plural=plural, msgstr_plural={0: plural, 1: plural}, flags=[flag]
        )
    text = catalog("kk", LOCALES["kk"], f"\n{entry}")
    command = ["msgfmt", "--check", "-o", "/dev/null", "-"]
    result = subprocess.run(command, check=False, input=text.encode(), capture_output=True)
    return result.returncode == 0


@given(st.lists(entries(), min_size=1, max_size=8), st.sampled_from(sorted(LOCALES)))
@settings(max_examples=25, deadline=None)
def test_whatever_a_model_writes_a_program_can_use_the_catalog(
    made: list[polib.POEntry], locale: str
) -> None:
    unique = {(entry.msgctxt, entry.msgid): entry for entry in made}
    body = "".join(f"\n{entry}" for entry in unique.values())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "app.po")
        path.write_text(catalog(locale, LOCALES[locale], body), "utf-8")
        old = read(path)
        fill(path, Babbler({}))
        new = read(path)
        before = path.read_bytes()
        fill(path, Babbler({}))
        assert path.read_bytes() == before
        if shutil.which("msgfmt") and not any(e.text.strip("\0") for e in old.entries):
            command = ["msgfmt", "--check", "--check-format", "-o", "/dev/null", str(path)]
            result = subprocess.run(command, check=False, capture_output=True)
            assert result.returncode == 0, result.stderr.decode()
    for was, now in zip(old.entries, new.entries, strict=True):
        if was.text.strip("\0"):
            assert now.raw == was.raw
        else:
            assert_usable(now, locale)


def assert_usable(entry: Entry, locale: str) -> None:
    sources = [entry.msgid, *([entry.plural] if entry.plural else [])]
    assert all(entry.msgstr) or (not any(entry.msgstr) and entry.fuzzy)
    for target in entry.msgstr:
        if target:
            found = [
                [*faults(source, target, MessageFormat.of(source, syntax_of(entry.flags), locale))]
                for source in sources
            ]
            assert [] in found, found


@given(MESSAGES.filter(bool), st.sampled_from(FLAGS))
@settings(max_examples=100, deadline=None)
def test_no_placeholder_is_lost_or_made_up(text: str, flag: str) -> None:
    entry = polib.POEntry(msgid=text, flags=[flag] if flag else [])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "app.po")
        path.write_text(catalog("ru", RU, f"\n{entry}"), "utf-8")
        fill(path, Babbler({}))
        (filled,) = read(path).entries
    syntax = MessageFormat.of(text, syntax_of(entry.flags), "ru").syntax
    wanted = Counter(found[0] for found in syntax.find(syntax.numbered(text)))
    shown = Counter(found[0] for found in syntax.find(syntax.numbered(filled.text)))
    assert wanted == shown or (filled.text == "" and filled.fuzzy)
