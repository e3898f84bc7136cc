"""Anything may happen to articles, terms, catalogs, memory and runs: people's words stay."""

import random
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pipeline import catalogs
from pipeline.catalogs import Author, CatalogFile, Entry
from pipeline.engines import Decoding, FakeEngine, Hypothesis, Request

from .consumers import GETTEXT, assert_valid
from .desk import Desk, term

NAMES = ("a", "b")
SENTENCES = [
    "Ships guard the coast near Aktau.",
    "Ships guard the coasts near Aktau.",
    "The **minister** of Baku spoke on Monday.",
    "The **minister** of Baku spoke on Tuesday.",
    "Gas flows west.",
    "Gas flows to the west.",
    "2024",
    "Aktau and Baku signed 3 papers.",
    "A [long](x) road leads on.",
]
BLOCKS = st.lists(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=2).map(" ".join), max_size=6
)


class Killed(BaseException):
    """The process is gone."""


class MortalEngine(FakeEngine):
    """Dies after so many segments."""

    life = 1_000_000

    def translate(
        self, requests: Sequence[Request], locale: str, decoding: Decoding
    ) -> list[tuple[Hypothesis, ...]]:
        self.life -= len(requests)
        if self.life < 0:
            raise Killed
        return super().translate(requests, locale, decoding)


class Newsroom(RuleBasedStateMachine):
    """Two articles, their catalogs, and whatever befalls them."""

    @initialize()
    def open(self) -> None:
        self.folder = TemporaryDirectory()
        self.desk = Desk(Path(self.folder.name))
        self.desk.memory = Path(self.folder.name) / "memory"
        self.words: set[str] = set()  # what people wrote and did not replace themselves
        self.written = 0
        self.revision = 0
        for name in NAMES:
            self.desk.write(f"{name}.md", "\n\n".join(SENTENCES) + "\n")
        self.run()

    def teardown(self) -> None:
        self.desk.memory = None
        self.run()
        for name in NAMES:
            self.check_format(name)
        self.folder.cleanup()

    @rule()
    def run(self) -> None:
        tally = self.desk.run()
        assert tally.failures == []
        assert self.desk.run().written == 0

    @rule()
    def redraft(self) -> None:
        assert self.desk.run(redraft=True).failures == []

    @rule(life=st.integers(0, 12), redraft=st.booleans())
    def kill(self, life: int, redraft: bool) -> None:
        self.desk.engine = MortalEngine({}, name=self.desk.engine.name)
        self.desk.engine.life = life
        with suppress(Killed):
            self.desk.run(redraft=redraft)
        self.desk.engine = FakeEngine({}, name=self.desk.engine.name)

    @rule(name=st.sampled_from(NAMES), blocks=BLOCKS)
    def change_article(self, name: str, blocks: list[str]) -> None:
        self.desk.write(f"{name}.md", "\n\n".join(blocks) + "\n")

    @rule(ids=st.sets(st.sampled_from(["Aktau", "Baku", "Monday"])))
    def change_terms(self, ids: set[str]) -> None:
        self.revision += 1
        self.desk.terms = [term(id_, f"{id_.upper()}{'ab'[self.revision % 2]}") for id_ in ids]

    @rule()
    def change_model(self) -> None:
        self.desk.engine = FakeEngine({}, name=f"fake@{self.revision % 3:08}")

    @rule(damage=st.sampled_from(["gone", "garbage", "none"]))
    def damage_memory(self, damage: str) -> None:
        path = Path(self.folder.name) / "memory"
        if damage == "none":
            self.desk.memory = None
            return
        self.desk.memory = path
        for file in path.parent.glob("memory*"):
            file.unlink()
        if damage == "garbage":
            path.write_bytes(b"\x00garbage" * 999)

    @rule(name=st.sampled_from(NAMES), seed=st.integers(0, 10**6), approve=st.booleans())
    def edit(self, name: str, seed: int, approve: bool) -> None:
        """A person rewrites an entry, or clears its fuzzy flag."""
        living = [e for e in self.desk.catalog(name).entries if not e.obsolete]
        if not living:
            return
        old = random.Random(seed).choice(living)
        if approve and old.fuzzy and old.text:
            new = old.changed(flags=())
            self.words.add(old.text)
        else:
            self.written += 1
            if old.author is Author.PERSON:
                self.words.discard(old.text)
            new = old.changed(msgstr=(f"Слова {self.written}.",), flags=())
            self.words.add(new.text)
        self.replace(name, old, new)

    @rule(name=st.sampled_from(NAMES), width=st.sampled_from(["40", "80"]))
    def rewrap(self, name: str, width: str) -> None:
        path = str(self.desk.path(name))
        if GETTEXT:
            subprocess.run(["msgcat", "-w", width, "-o", path, path], check=True)

    @rule(name=st.sampled_from(NAMES))
    def msgmerge(self, name: str) -> None:
        """Somebody merges the template by hand, as makefiles do."""
        template = str(self.desk.locales / f"{name}.pot")
        path = str(self.desk.path(name))
        if GETTEXT:
            subprocess.run(["msgmerge", "-q", "--previous", "-U", path, template], check=True)

    @rule(name=st.sampled_from(NAMES))
    def lose_comments(self, name: str) -> None:
        for entry in self.desk.catalog(name).entries:
            # A flagged draft without its comment is a person's from then on: that is safe.
            if entry.author is Author.MACHINE:
                self.replace(name, entry, entry.changed(comment=""))

    def replace(self, name: str, old: Entry, new: Entry) -> None:
        def change(file: CatalogFile) -> CatalogFile:
            entries = tuple(new if e is not None and e == old else e for e in file.entries)
            return CatalogFile(metadata=file.metadata, header_raw=file.header_raw, entries=entries)

        catalogs.revise(self.desk.path(name), change)

    def check_format(self, name: str) -> None:
        assert_valid(self.desk.path(name))

    @invariant()
    def every_persons_word_is_in_place(self) -> None:
        if not hasattr(self, "desk"):
            return
        entries = [entry for name in NAMES for entry in self.desk.catalog(name).entries]
        texts = {text for entry in entries for text in entry.msgstr}
        assert self.words <= texts, self.words - texts
        persons = {entry.text for entry in entries if entry.author is Author.PERSON}
        assert self.words <= persons, self.words - persons

    @invariant()
    def comments_do_not_grow(self) -> None:
        if not hasattr(self, "desk"):
            return
        for name in NAMES:
            for entry in self.desk.catalog(name).entries:
                lines = [line for line in entry.comment.split("\n") if "birlestik:" in line]
                assert sum("proposal:" in line for line in lines) <= 1
                assert sum(" draft " in line for line in lines) <= 1


CHECKED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


class TestNewsroom(Newsroom.TestCase):  # type: ignore[misc, valid-type]  # made by hypothesis
    settings = settings(
        max_examples=5, stateful_step_count=50, deadline=None, suppress_health_check=CHECKED
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_thousand_random_steps_lose_no_word(seed: int) -> None:
    """Hypothesis favours short and simple scripts; this one is neither."""
    chance = random.Random(seed)
    newsroom = Newsroom()
    newsroom.open()

    def name() -> str:
        return chance.choice(NAMES)

    def blocks() -> list[str]:
        return [" ".join(chance.sample(SENTENCES, chance.randint(1, 2))) for _ in range(6)]

    steps: list[Callable[[], None]] = [
        newsroom.run,
        newsroom.redraft,
        newsroom.change_model,
        lambda: newsroom.kill(life=chance.randint(0, 12), redraft=chance.random() < 0.5),
        lambda: newsroom.change_article(name=name(), blocks=blocks()),
        lambda: newsroom.change_terms(
            ids={*chance.sample(["Aktau", "Baku", "Monday"], chance.randint(0, 3))}
        ),
        lambda: newsroom.damage_memory(damage=chance.choice(["gone", "garbage", "none"])),
        lambda: newsroom.rewrap(name=name(), width=chance.choice(["40", "80"])),
        lambda: newsroom.msgmerge(name=name()),
    ]
    edits: list[Callable[[], None]] = [
        lambda: newsroom.edit(
            name=name(), seed=chance.randrange(10**6), approve=chance.random() < 0.3
        ),
    ]
    for _ in range(1_000):
        chance.choice([*steps, *edits * 3])()
        newsroom.every_persons_word_is_in_place()
        newsroom.comments_do_not_grow()
    assert len(newsroom.words) > 30
    newsroom.teardown()
