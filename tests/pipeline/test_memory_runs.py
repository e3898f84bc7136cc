"""Runs that are killed, that meet, that are edited into; and what one changed term costs."""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import catalogs
from pipeline.catalogs import Author, CatalogFile, Entry
from pipeline.cli import app
from pipeline.engines import Decoding, FakeEngine, Hypothesis, Request

from .consumers import assert_valid
from .desk import Desk, term

FORK = multiprocessing.get_context("fork")
KILLS = 12
ENGINE = 0.01  # seconds that a model takes for a segment at the least, on one core
NOUNS = ["Aktau", "Baku", "harbour", "tanker", "wind", "minister", "pipeline", "bridge", "ferry"]


class SlowEngine(FakeEngine):
    """Takes its time for each segment, as a model does."""

    pause = 0.0

    def translate(
        self, requests: Sequence[Request], locale: str, decoding: Decoding
    ) -> list[tuple[Hypothesis, ...]]:
        time.sleep(self.pause * len(requests))
        return super().translate(requests, locale, decoding)


def sentence(number: int) -> str:
    noun = NOUNS[number % len(NOUNS)]
    return f"The {noun} number {'abcdefghij'[number % 10] * (number // 10 + 1)} waits."


def valid(path: Path) -> None:
    assert_valid(path)


def replaced(old: Entry, new: Entry, file: CatalogFile) -> CatalogFile:
    return CatalogFile(
        metadata=file.metadata,
        header_raw=file.header_raw,
        entries=tuple(new if entry.key == old.key else entry for entry in file.entries),
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr("pipeline.translate.WINDOW", 20)
    monkeypatch.setattr("pipeline.draft.BATCH", 5)
    return prepared(tmp_path / "desk")


def prepared(folder: Path) -> Desk:
    """Six articles, drafted once; then people edit, a term changes and sources change."""
    folder.mkdir()
    desk = Desk(folder)
    desk.memory = folder / "memory"
    desk.engine = SlowEngine({"ru": {"Aktau": "Актаве"}})
    desk.terms = [term("Aktau", "Актау"), term("Baku", "Баку")]
    for article in range(6):
        lines = [f"{sentence(article * 12 + i)} {sentence(i)}" for i in range(12)]
        desk.write(f"{article}.md", "\n\n".join(lines) + "\n")
    desk.run()
    for article in range(6):
        path = desk.path(str(article))
        catalog = desk.catalog(str(article))
        new = tuple(
            entry.changed(msgstr=(f"Слова людей {article} {i}",), flags=()) if i % 4 == 1 else entry
            for i, entry in enumerate(catalog.entries)
        )
        path.write_text(
            catalogs.serialise(
                CatalogFile(metadata=catalog.metadata, entries=new, header_raw=catalog.header_raw)
            ),
            "utf-8",
        )
        text = (desk.articles / f"{article}.md").read_text("utf-8")
        text = text.replace("waits.\n\n", "waits long.\n\n", 3) + f"\nThe {article} news ends.\n"
        desk.write(f"{article}.md", text)
    desk.terms = [term("Aktau", "Актаво"), term("Baku", "Баку"), term("Ferry", "Паром")]
    return desk


def peoples_words(desk: Desk) -> set[str]:
    return {
        entry.text
        for article in range(6)
        for entry in desk.catalog(str(article)).entries
        if entry.author is Author.PERSON
    }


def start(desk: Desk) -> multiprocessing.process.BaseProcess:
    def work() -> None:
        with catalogs.locked(desk.locales, wait=30):
            desk.run()

    process = FORK.Process(target=work)
    process.start()
    return process


def test_a_run_killed_at_any_moment_costs_nothing_but_time(desk: Desk, tmp_path: Path) -> None:
    whole = prepared(tmp_path / "whole")
    for each in (desk, whole):
        assert isinstance(each.engine, SlowEngine)
        each.engine.pause = 0.004
    began = time.perf_counter()
    whole_run = start(whole)
    whole_run.join()
    took = time.perf_counter() - began
    words = {f"Слова людей {article} {i}" for article in range(6) for i in (1, 5, 9)}
    assert words <= peoples_words(whole)

    chance = random.Random(7)
    kills = 0
    for _ in range(KILLS):
        process = start(desk)
        time.sleep(chance.uniform(0, took * 0.8))
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        kills += process.exitcode == -signal.SIGKILL
        assert words <= peoples_words(desk)  # which reads every catalog, too
    assert kills > KILLS // 3
    final = start(desk)
    final.join()
    assert final.exitcode == 0
    assert desk.bytes() == whole.bytes()
    for path in desk.locales.rglob("*.po"):
        valid(path)
    assert not [*desk.locales.rglob("*.tmp")]
    assert desk.warnings == []


def test_of_two_runs_at_once_the_second_waits_and_both_are_right(
    desk: Desk, tmp_path: Path
) -> None:
    whole = prepared(tmp_path / "whole")
    whole.run()
    runs = [start(desk), start(desk)]
    for process in runs:
        process.join()
    assert [process.exitcode for process in runs] == [0, 0]
    assert desk.bytes() == whole.bytes()


def test_two_runs_in_two_folders_share_a_memory(tmp_path: Path, desk: Desk) -> None:
    other = prepared(tmp_path / "other")
    other.memory = desk.memory
    runs = [start(desk), start(other)]
    for process in runs:
        process.join()
    assert [process.exitcode for process in runs] == [0, 0]
    assert desk.run().drafted == other.run().drafted == 0
    assert desk.warnings == other.warnings == []


def test_what_people_save_while_a_run_works_is_kept(desk: Desk) -> None:
    assert isinstance(desk.engine, SlowEngine)
    desk.engine.pause = 0.004
    saved: set[str] = set()
    done = threading.Event()

    def people() -> None:
        chance = random.Random(3)
        while not done.is_set():
            article = str(chance.randrange(6))
            catalog = desk.catalog(article)
            drafts = [e for e in catalog.entries if e.author is Author.MACHINE and not e.obsolete]
            if not drafts:
                return
            entry = chance.choice(drafts)
            words = f"Сохранено {len(saved)}"
            new = entry.changed(msgstr=(words,))
            catalogs.revise(desk.path(article), partial(replaced, entry, new))
            saved.add(words)
            time.sleep(0.02)

    editor = threading.Thread(target=people)
    editor.start()
    for _ in range(3):
        desk.run(redraft=True)
    done.set()
    editor.join()
    desk.run()
    assert len(saved) > 10
    assert saved <= peoples_words(desk)
    for path in desk.locales.rglob("*.po"):
        valid(path)


def test_a_disk_that_fails_at_any_write_loses_no_word(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = prepared(tmp_path / "whole")
    whole.run()
    words = peoples_words(desk)
    real = os.fsync
    for failing in range(0, 14, 2):
        count = iter(range(1000))

        def fsync(handle: int, count: object = count, failing: int = failing) -> None:
            if next(count) >= failing:  # type: ignore[call-overload]  # an iterator
                raise OSError(28, "No space left on device")
            real(handle)

        monkeypatch.setattr(os, "fsync", fsync)
        tally = desk.run()
        assert tally.failures or failing
        assert all("No space left" in failure for failure in tally.failures)
        assert words <= peoples_words(desk)
    monkeypatch.setattr(os, "fsync", real)
    desk.run()
    assert desk.bytes() == whole.bytes()


def test_one_changed_term_in_two_thousand_segments_costs_a_tenth_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    desk = Desk(tmp_path)
    desk.memory = tmp_path / "memory"
    desk.terms = [term("Aktau", "Актау"), term("Baku", "Баку")]
    for article in range(50):
        numbers = range(article * 40, article * 40 + 40)
        texts = [f"The {'Aktau' if n % 100 == 7 else 'wind'} {words(n)} goes." for n in numbers]
        blocks = [" ".join(texts[i : i + 4]) for i in range(0, 40, 4)]
        desk.write(f"{article:02}.md", "\n\n".join(blocks) + "\n")
    costs = []
    began = time.process_time()
    assert desk.run().drafted == 2_000
    costs.append(time.process_time() - began + len(desk.engine.requests) * ENGINE)
    before = {name: desk.catalog(name).entries for name in names()}
    desk.terms = [term("Aktau", "Актаво"), term("Baku", "Баку")]
    began = time.process_time()
    tally = desk.run()
    costs.append(time.process_time() - began + len(desk.engine.requests) * ENGINE)
    assert tally.drafted == 20
    assert len(set(desk.sources())) == 20
    assert all("Aktau" in source for source in desk.sources())
    for name in names():
        for old, new in zip(before[name], desk.catalog(name).entries, strict=True):
            assert ("Aktau" in old.msgid) or old.raw == new.raw
    assert costs[1] < costs[0] / 10


def names() -> list[str]:
    return [f"{article:02}" for article in range(50)]


def words(number: int) -> str:
    return " ".join("abcdefghij"[int(digit)] * 3 for digit in str(number))


def test_a_catalog_that_was_deleted_is_written_again_from_memory(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.memory = tmp_path / "memory"
    desk.write("a.md", "One here.\n\nTwo there.\n")
    desk.run()
    desk.forget_catalogs()
    tally = desk.run()
    assert (tally.drafted, tally.recalled, tally.written) == (0, 2, 1)


# The command, with the model that comes with the package


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BIRLESTIK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    path = tmp_path / "a.md"
    path.write_text("The **ministers** met in Baku. Gas flows.\n", "utf-8")
    return path


def translate(*args: str) -> str:
    result = CliRunner().invoke(app, ["translate", "a.md", "-l", "kk,ru", "-j", "1", *args])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def test_the_command_writes_the_same_bytes_with_a_memory_or_a_broken_one_or_none(
    article: Path, tmp_path: Path
) -> None:
    translate("--to", "one")
    assert (tmp_path / "home" / "memory.sqlite3").is_file()
    translate("--to", "two")
    (tmp_path / "broken").write_bytes(b"garbage" * 999)
    said = translate("--to", "three", "--memory", "broken")
    assert said.count("warning: memory broken") == 1
    translate("--to", "four", "--no-memory")
    (tmp_path / "home" / "memory.sqlite3").unlink()
    translate("--to", "five", "--no-memory")
    translate("--to", "six", "--dry-run")
    assert not (tmp_path / "six").exists()
    assert not (tmp_path / "home" / "memory.sqlite3").exists()
    files = [
        {str(p.relative_to(tmp_path / to)): p.read_bytes() for p in (tmp_path / to).rglob("*.po*")}
        for to in ("one", "two", "three", "four", "five")
    ]
    assert len(files[0]) == 3
    assert all(each == files[0] for each in files)
