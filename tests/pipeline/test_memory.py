"""What the memory keeps, how it is used again, and what becomes of a run when it fails."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogs import Author, Proposal
from pipeline.draft import Drafter, prepare
from pipeline.enforce import Enforced, Step
from pipeline.engines import FakeEngine, Hypothesis
from pipeline.memory import BrokenMemory, Careful, Memory, MemoryUnusable, Record, rounded
from pipeline.memory.proposals import propose

from .desk import ARTICLE, Desk, term

TEXT = st.text(max_size=12)  # lone surrogates and NUL are in it
FLOAT = st.floats(allow_nan=False)


@st.composite
def drafts(draw: st.DrawFn) -> Enforced:
    tokens = draw(st.lists(TEXT, max_size=5))
    source = draw(st.lists(TEXT, max_size=5))
    weights = draw(
        st.lists(
            st.floats(0, 1, width=32),
            min_size=len(tokens) * len(source),
            max_size=len(tokens) * len(source),
        )
    )
    attention = np.array(weights, dtype=np.float32).reshape(len(tokens), len(source))
    return Enforced(
        hypothesis=Hypothesis(
            text=draw(TEXT),
            tokens=tuple(tokens),
            source_tokens=tuple(source),
            score=draw(FLOAT),
            attention=draw(st.sampled_from([attention, None])),
            complete=draw(st.booleans()),
            copied=tuple(draw(st.lists(st.integers(0, 4), max_size=2))),
            lost=draw(st.integers(0, 3)),
        ),
        step=draw(st.sampled_from(Step)),
        free_score=draw(FLOAT),
        reasons=tuple(draw(st.lists(TEXT, max_size=2))),
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = Desk(tmp_path)
    made.memory = tmp_path / "home" / "memory.sqlite3"
    return made


def record(text: str) -> Record:
    hypothesis = Hypothesis(text=text, tokens=(text,), source_tokens=("a",), score=-1.0)
    return Record(hypothesis=hypothesis, step=Step.FREE, free_score=-1.0, reasons=())


# Records


@given(drafts())
def test_a_record_gives_back_the_draft_in_every_bit(draft: Enforced) -> None:
    kept = Record.of(rounded(draft))
    again = Record.from_bytes(kept.to_bytes())
    ours, theirs = kept.hypothesis.attention, again.hypothesis.attention
    if ours is None or theirs is None:
        assert ours is theirs
    else:
        assert (ours.dtype, ours.shape, ours.tobytes()) == (
            theirs.dtype,
            theirs.shape,
            theirs.tobytes(),
        )
    assert again.to_bytes() == kept.to_bytes()
    assert (again.hypothesis.text, again.hypothesis.tokens) == (
        kept.hypothesis.text,
        kept.hypothesis.tokens,
    )
    assert (again.hypothesis.score, again.step, again.reasons) == (
        kept.hypothesis.score,
        kept.step,
        kept.reasons,
    )


@given(st.binary(max_size=80))
def test_bytes_that_are_no_record_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # json's and numpy's errors are ones, too
        Record.from_bytes(data)


# Exact reuse


def test_with_an_empty_memory_or_a_full_one_or_none_a_run_writes_the_same_bytes(
    desk: Desk,
) -> None:
    desk.terms = [term("Aktau", "Актау")]
    desk.engine = FakeEngine({"ru": {"Aktau": "Актаве"}})
    desk.write("a.md", ARTICLE + "\n[Aktau](x) met **five** `code` 70 ships. See Aktau!\n")
    runs = []
    desk.run()
    first = desk.sources()
    runs.append(desk.bytes())
    desk.forget_catalogs()
    desk.run()
    assert first
    assert desk.sources() == []
    runs.append(desk.bytes())
    desk.forget_catalogs()
    desk.memory = None
    desk.run()
    assert desk.sources() == first
    runs.append(desk.bytes())
    assert runs[0] == runs[1] == runs[2]


WORDS = st.sampled_from(
    [
        "Aktau",
        "Baku",
        "the",
        "**five**",
        "[ships](u)",
        "met",
        "70",
        "`x`",
        "sea",
        "on 3 May",
        "“so”",
    ]
)
BLOCKS = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(BLOCKS)
def test_a_recalled_draft_is_what_a_fresh_one_would_be(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[str]
) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.terms = [term("Aktau", "Актау"), term("Baku", "Баку")]
    desk.engine = FakeEngine({"ru": {"Aktau": ["Актаве", "Актау"], "Baku": "Бакы"}})
    desk.write("a.md", ". ".join(blocks[:2]) + "\n\n" + "\n\n".join(blocks) + "\n")
    (article,) = desk.read()
    prepared = prepare(article)
    path = tmp_path_factory.mktemp("memory") / "m"
    made = []
    for _ in range(2):
        memory = Careful(path, pytest.fail)
        told: list[tuple[str, Enforced]] = []
        drafter = Drafter(
            engine=desk.engine,
            locale="ru",
            pinner=desk.pinner(),
            memory=memory,
            observe=lambda source, draft, told=told: told.append((source, draft)),  # type: ignore[misc]  # mypy cannot type a default
        )
        made.append((drafter.draft(prepared), sorted((s, d.step, d.met) for s, d in told)))
        memory.close()
    alone = Drafter(engine=desk.engine, locale="ru", pinner=desk.pinner()).draft(prepared)
    assert made[0] == made[1]
    assert made[0][0] == alone


def test_a_changed_sentence_drafts_itself_and_not_its_block(desk: Desk) -> None:
    desk.write("a.md")
    desk.run()
    desk.write("a.md", ARTICLE.replace("five countries", "six countries"))
    tally = desk.run()
    assert desk.sources() == ["Troops from six countries came."]
    assert (tally.drafted, tally.recalled, tally.reused) == (1, 1, 3)


def test_a_changed_term_drafts_the_segments_that_mention_it_and_no_other(desk: Desk) -> None:
    desk.write("a.md")
    desk.terms = [term("Aktau", "Актау"), term("Baku", "Баку")]
    desk.run()
    desk.terms = [term("Aktau", "Актаво"), term("Baku", "Бакы")]
    assert desk.run(dry_run=True).drafted == 1
    tally = desk.run()
    assert {*desk.sources()} == {"The exercise began in Aktau."}
    assert (tally.drafted, tally.recalled) == (1, 1)


def test_a_term_changed_back_drafts_nothing(desk: Desk) -> None:
    desk.write("a.md")
    for ru in ("Актау", "Актаво"):
        desk.terms = [term("Aktau", ru)]
        desk.run()
    desk.terms = [term("Aktau", "Актау")]
    desk.run()
    assert desk.sources() == []


def test_another_model_or_runtime_of_it_shares_no_drafts(desk: Desk) -> None:
    class OtherEngine(FakeEngine):
        pass

    desk.write("a.md")
    desk.run()
    desk.engine = FakeEngine({}, name="fake@11111111")
    desk.run()
    assert len(desk.sources()) == 4
    desk.forget_catalogs()
    desk.engine = OtherEngine({}, name="fake@11111111")
    desk.run()
    assert len(desk.sources()) == 4


def test_redraft_passes_the_memory_over(desk: Desk) -> None:
    desk.write("a.md")
    desk.run()
    assert desk.run(redraft=True).drafted == 4
    assert len(desk.sources()) == 4


def test_a_dry_run_makes_no_memory_and_changes_none(desk: Desk, tmp_path: Path) -> None:
    desk.write("a.md")
    desk.run()
    assert desk.memory
    with closing(Memory(desk.memory)) as memory:
        before = memory.kept()
    desk.write("a.md", ARTICLE + "\nNew words here.\n")
    assert desk.run(dry_run=True).drafted == 1
    with closing(Memory(desk.memory)) as memory:
        assert memory.kept() == before


# What people approved


def test_an_approved_text_is_proposed_for_the_same_source_in_another_article(desk: Desk) -> None:
    desk.write("a.md", "Ships guard the coast.\n")
    desk.run()
    desk.edit("a", '"SHIPS GUARD THE COAST."', '"Корабли стерегут берег."')
    desk.write("b.md", "Ships guard the coast.\n")
    desk.run()
    entry = desk.entry("b", "Ships guard the coast.")
    assert (entry.text, entry.author) == ("SHIPS GUARD THE COAST.", Author.MACHINE)
    assert entry.comment.split("\n")[-1] == "birlestik: proposal: Корабли стерегут берег."


def test_an_approved_text_is_proposed_for_a_source_like_it(desk: Desk) -> None:
    desk.write("a.md", "Ships guard the coast.\n")
    desk.run()
    desk.edit("a", '"SHIPS GUARD THE COAST."', '"Корабли стерегут берег."')
    desk.write("b.md", "Ships guard the coasts.\n\nQuite another thing.\n")
    desk.run()
    assert "proposal: Корабли" in desk.entry("b", "Ships guard the coasts.").comment
    assert "proposal" not in desk.entry("b", "Quite another thing.").comment


def test_proposals_do_not_grow(desk: Desk) -> None:
    desk.write("a.md", "Ships guard the coast.\n")
    desk.run()
    desk.edit("a", '"SHIPS GUARD THE COAST."', '"Корабли стерегут берег."')
    desk.write("b.md", "Ships guard the coasts.\n")
    desk.run()
    before = desk.bytes()
    for redraft in (True, False, True):
        desk.run(redraft=redraft)
        assert desk.bytes() == before
    desk.write("b.md", "Ships guard their coasts.\n")
    desk.run()
    assert desk.path("b").read_text("utf-8").count("proposal:") == 1


def test_a_persons_text_whose_source_changed_is_offered_what_was_approved_for_the_new_one(
    desk: Desk,
) -> None:
    desk.write("a.md", "Ships guard the coast.\n")
    desk.write("b.md", "Ships guard the coasts.\n")
    desk.run()
    desk.edit("a", '"SHIPS GUARD THE COAST."', '"Корабли стерегут берег."')
    desk.edit("b", '"SHIPS GUARD THE COASTS."', '"Корабли стерегут берега."')
    desk.write("b.md", "Ships guard the coast.\n")
    desk.run()
    entry = desk.entry("b", "Ships guard the coast.")
    assert (entry.text, entry.fuzzy) == ("Корабли стерегут берега.", True)
    assert entry.comment.count("proposal:") == 1
    assert "proposal: Корабли стерегут берег." in entry.comment


def test_a_text_that_is_approved_no_more_is_proposed_no_more(desk: Desk) -> None:
    desk.write("a.md", "Ships guard the coast.\n")
    desk.run()
    desk.edit("a", '"SHIPS GUARD THE COAST."', '"Ошибка."')
    desk.run()
    desk.edit("a", '"Ошибка."', '""')
    desk.write("b.md", "Ships guard the coast.\n")
    desk.run()
    assert "proposal" not in desk.entry("b", "Ships guard the coast.").comment


def test_a_fuzzy_text_is_not_approved(desk: Desk) -> None:
    desk.write("a.md", "Ships guard the coast.\n")
    desk.run()
    desk.edit("a", 'msgid "Ships', '#, fuzzy\nmsgid "Ships')
    desk.edit("a", '"SHIPS GUARD THE COAST."', '"Корабли?"')
    desk.write("b.md", "Ships guard the coast.\n")
    desk.run()
    assert "proposal" not in desk.entry("b", "Ships guard the coast.").comment


def test_the_most_alike_is_proposed_and_nothing_below_the_threshold() -> None:
    approved = [("Ships guard the coast.", "один"), ("Ships guard the coasts!", "два")]
    found = propose(["Ships guard the coasts.", "Gas."], approved)
    assert found == {"Ships guard the coasts.": Proposal(text="один", exact=False)} or found == {
        "Ships guard the coasts.": Proposal(text="два", exact=False)
    }
    assert "Gas." not in found


# The store


def test_the_least_recently_used_drafts_make_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = 300_000
    with closing(Memory(tmp_path / "m", size=bound)) as memory:
        for turn in range(40):
            monkeypatch.setattr("pipeline.memory.store._now", lambda turn=turn: turn * 100_000)
            sources = [f"{turn} {i} " + os.urandom(30).hex() for i in range(50)]
            states = dict.fromkeys(sources, "s")
            memory.remember("ru", "m", states, {s: record(os.urandom(60).hex()) for s in sources})
            if turn == 0:
                favourites = states
            assert len(memory.recall("ru", "m", favourites)) == 50
            memory._flush()
        kept = memory.kept()
        assert kept.size <= bound
        assert 300 < sum(kept.drafts.values()) < 1500
        assert len(memory.holds("ru", "m", states)) == 50
    assert (tmp_path / "m").stat().st_size < 2 * bound


def test_a_damaged_draft_is_drafted_again(desk: Desk) -> None:
    desk.write("a.md")
    desk.run()
    before = desk.bytes()
    assert desk.memory
    with closing(sqlite3.connect(desk.memory)) as connection:
        connection.execute("UPDATE draft SET record = x'00ff' WHERE source LIKE 'Ships%'")
        connection.commit()
    desk.forget_catalogs()
    desk.run()
    assert desk.sources() == ["Ships guard the coast."]
    assert desk.bytes() == before
    desk.forget_catalogs()
    desk.run()
    assert desk.sources() == []


def test_the_memory_is_in_write_ahead_mode_and_says_its_version(tmp_path: Path) -> None:
    with closing(Memory(tmp_path / "m")):
        pass
    with closing(sqlite3.connect(tmp_path / "m")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (x)")
    before = path.read_bytes()
    with pytest.raises(MemoryUnusable, match="another program"):
        Memory(path)
    assert path.read_bytes() == before


def test_a_newer_memory_is_refused(tmp_path: Path) -> None:
    with closing(Memory(tmp_path / "m")):
        pass
    with closing(sqlite3.connect(tmp_path / "m")) as connection:
        connection.execute("PRAGMA user_version = 9")
    with pytest.raises(MemoryUnusable, match="version 9"):
        Memory(tmp_path / "m")


def test_two_processes_may_keep_drafts_at_the_same_time(tmp_path: Path) -> None:
    with closing(Memory(tmp_path / "m")) as one, closing(Memory(tmp_path / "m")) as other:
        one.remember("ru", "m", {"a": "s"}, {"a": record("а")})
        other.remember("ru", "m", {"b": "s"}, {"b": record("б")})
        assert one.recall("ru", "m", {"a": "s", "b": "s"}).keys() == {"a", "b"}


# Failures


def works_without_memory(desk: Desk, memory: Careful | None = None) -> None:
    """A run whose memory fails: every draft is made, and one warning given."""
    desk.write("a.md")
    tally = desk.run(memory=memory)
    assert (tally.drafted, tally.failures) == (4, [])
    assert desk.entry("a", "Ships guard the coast.").text == "SHIPS GUARD THE COAST."
    assert len(desk.warnings) == 1
    assert "--no-memory" in desk.warnings[0] or "--memory" in desk.warnings[0]


def test_garbage_in_place_of_the_memory_is_borne_and_left_alone(desk: Desk, tmp_path: Path) -> None:
    desk.memory = tmp_path / "m"
    desk.memory.write_bytes(b"garbage " * 1000)
    works_without_memory(desk)
    assert desk.memory.read_bytes() == b"garbage " * 1000
    with pytest.raises(BrokenMemory):
        Memory(desk.memory)


def test_a_memory_damaged_in_the_middle_is_borne(desk: Desk) -> None:
    desk.write("a.md", "\n\n".join(f"Sentence {'abcdefghij'[i % 10] * i} here." for i in range(99)))
    desk.run()
    assert desk.memory
    before = desk.bytes()
    data = bytearray(desk.memory.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    desk.memory.write_bytes(data)
    desk.forget_catalogs()
    desk.run()
    assert desk.bytes() == before
    assert len(desk.warnings) == 1


def test_a_folder_in_place_of_the_memory_is_borne(desk: Desk, tmp_path: Path) -> None:
    desk.memory = tmp_path / "m"
    desk.memory.mkdir()
    works_without_memory(desk)


def test_a_folder_that_nobody_may_write_is_borne(desk: Desk) -> None:
    desk.memory = Path("/proc/birlestik/memory.sqlite3")
    works_without_memory(desk)


def test_a_file_where_the_folder_should_be_is_borne(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    works_without_memory(desk)


def test_a_memory_that_cannot_be_written_is_read(desk: Desk) -> None:
    desk.write("a.md")
    desk.run()
    desk.write("a.md", ARTICLE + "\nNew words here.\n")
    desk.forget_catalogs()
    assert desk.memory
    memory = Memory(desk.memory)
    memory._connection.execute("PRAGMA query_only = ON")
    careful = Careful(desk.memory, desk.warnings.append, opened=lambda _: memory)
    tally = desk.run(memory=careful)
    assert desk.sources() == ["New words here."]
    assert tally.failures == []
    assert len(desk.warnings) == 1


def test_a_memory_that_another_process_holds_is_borne(desk: Desk) -> None:
    assert desk.memory
    with closing(Memory(desk.memory)):
        pass
    with closing(sqlite3.connect(desk.memory, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        careful = Careful(
            desk.memory, desk.warnings.append, opened=lambda path: Memory(path, patience=0.1)
        )
        works_without_memory(desk, careful)
        assert "locked" in desk.warnings[0]


def test_a_full_disk_is_borne_and_what_was_kept_stays(desk: Desk) -> None:
    desk.write("first.md", "Words that are kept.\n")
    desk.run()
    assert desk.memory
    memory = Memory(desk.memory)
    pages = memory._connection.execute("PRAGMA page_count").fetchone()[0]
    memory._connection.execute(f"PRAGMA max_page_count = {pages}")
    careful = Careful(desk.memory, desk.warnings.append, opened=lambda _: memory)
    many = "\n\n".join(f"A sentence of {'abcdefghij'[i % 10] * i} words." for i in range(120))
    desk.write("b.md", many)
    assert desk.run(memory=careful).failures == []
    assert len(desk.catalog("b").entries) == 120
    assert len(desk.warnings) == 1
    assert "full" in desk.warnings[0]
    desk.forget_catalogs()
    desk.run()
    assert "Words that are kept." not in desk.sources()
