"""Whole runs, on an engine without a model: what is drafted, reused, kept and written."""

from pathlib import Path

import pytest

from pipeline.catalogs import Author, catalog_path, read, template_path
from pipeline.engines import FakeEngine

from .desk import ARTICLE, Desk, term


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return Desk(tmp_path)


def test_every_block_gets_a_draft_and_a_template_entry(desk: Desk) -> None:
    desk.write("a.md")
    tally = desk.run()
    entries = desk.catalog("a").entries
    assert [e.msgid for e in entries] == [
        "Exercise begins",
        "The **exercise** began in Aktau. Troops from five countries came.",
        "Ships guard the coast.",
        "2024",
    ]
    assert entries[1].text == "THE **EXERCISE** BEGAN IN AKTAU. TROOPS FROM FIVE COUNTRIES CAME."
    assert [e.msgid for e in read(template_path(desk.locales, "a")).entries] == [
        e.msgid for e in entries
    ]
    assert (tally.catalogs, tally.segments, tally.written) == (1, 5, 1)


def test_numbers_alone_never_reach_the_model(desk: Desk) -> None:
    desk.write("a.md")
    desk.run()
    assert "2024" not in desk.sources()
    assert desk.catalog("a").entries[3].text == "2024"


def test_a_cell_of_digits_is_written_as_the_locale_writes_it(desk: Desk) -> None:
    desk.write("a.md", "| Year | Tonnes |\n| --- | --- |\n| 2023 | 1,500,000 |\n")
    desk.run()
    assert [e.text for e in desk.catalog("a").entries][2:] == ["2023", "1\u00a0500\u00a0000"]


def test_equal_segments_of_different_articles_are_translated_once(desk: Desk) -> None:
    desk.write("a.md")
    desk.write("b.md")
    desk.run()
    assert desk.sources() == [
        "Exercise begins",
        "Ships guard the coast.",
        "The exercise began in Aktau.",
        "Troops from five countries came.",
    ]
    assert desk.progress.done == desk.progress.expected


def test_a_second_run_drafts_nothing_and_changes_no_byte(desk: Desk) -> None:
    desk.write("a.md")
    desk.run()
    before = desk.bytes()
    tally = desk.run()
    assert desk.sources() == []
    assert (tally.drafted, tally.reused, tally.written) == (0, 5, 0)
    assert desk.bytes() == before


def test_articles_together_give_the_bytes_that_they_give_alone(desk: Desk) -> None:
    desk.write("a.md")
    desk.run()
    alone = desk.bytes()
    for path in desk.locales.rglob("*.po*"):
        path.unlink()
    desk.write("b.md", "Ships guard the coast. Others wait.\n")
    desk.run()
    assert {name: data for name, data in desk.bytes().items() if "a.po" in name} == alone


def test_a_changed_sentence_drafts_its_block_again_and_no_other(desk: Desk) -> None:
    desk.write("a.md")
    desk.run()
    desk.write("a.md", ARTICLE.replace("guard the coast", "guard the harbour"))
    desk.run()
    assert desk.sources() == ["Ships guard the harbour."]


def test_a_changed_term_drafts_its_blocks_again_and_no_other(desk: Desk) -> None:
    desk.write("a.md")
    desk.terms = [term("Aktau", "Актау"), term("Baku", "Баку")]
    desk.run()
    desk.terms = [term("Aktau", "Актаво"), term("Baku", "Бакы")]
    tally = desk.run()
    assert tally.drafted == 2
    assert "Актаве" in desk.catalog("a").entries[1].text
    assert desk.catalog("a").entries[0].text == "EXERCISE BEGINS"


def test_another_model_drafts_everything_again_but_what_people_wrote(desk: Desk) -> None:
    desk.write("a.md")
    desk.run()
    path = catalog_path(desk.locales, "ru", "a")
    text = path.read_text("utf-8").replace('"EXERCISE BEGINS"', '"Учения начались"')
    path.write_text(text, "utf-8")
    desk.engine = FakeEngine({}, name="fake@11111111")
    tally = desk.run()
    assert (tally.reviewed, tally.reused) == (1, 0)
    first, *others = desk.catalog("a").entries
    assert (first.text, first.author) == ("Учения начались", Author.PERSON)
    assert all("fake@11111111" in entry.comment for entry in others)


def test_redraft_drafts_all_but_what_people_wrote(desk: Desk) -> None:
    desk.write("a.md")
    desk.run()
    assert desk.run(redraft=True).drafted == 4


def test_a_dry_run_counts_and_writes_nothing(desk: Desk) -> None:
    desk.write("a.md")
    tally = desk.run(dry_run=True)
    assert (tally.drafted, tally.recalled) == (4, 1)
    assert desk.sources() == []
    assert desk.bytes() == {}


def test_a_broken_catalog_is_reported_and_the_others_are_finished(desk: Desk) -> None:
    desk.write("a.md")
    desk.write("b.md")
    path = catalog_path(desk.locales, "ru", "a")
    path.parent.mkdir(parents=True)
    path.write_text("garbage\n", "utf-8")
    tally = desk.run()
    assert len(tally.failures) == 1
    assert "a.po" in tally.failures[0]
    assert path.read_text("utf-8") == "garbage\n"
    assert len(desk.catalog("b").entries) == 4


def test_articles_of_one_name_in_two_folders_have_a_catalog_each(desk: Desk) -> None:
    desk.write("x/a.md", "One here.\n")
    desk.write("y/a.md", "Two there.\n")
    desk.run()
    assert desk.catalog("x/a").entries[0].text == "ONE HERE."
    assert desk.catalog("y/a").entries[0].text == "TWO THERE."


def test_a_segment_too_long_for_the_model_is_split_and_complete(desk: Desk) -> None:
    words = [f"word{'abcdefghij'[i % 10]}" for i in range(60)]
    desk.engine = FakeEngine({}, max_source=20)
    desk.write("a.md", " ".join(words) + ".\n")
    desk.run()
    assert desk.catalog("a").entries[0].text == " ".join(words).upper() + "."
    assert len(desk.engine.requests) > 2
    assert desk.progress.done == desk.progress.expected == 1


def test_a_draft_that_goes_round_in_circles_needs_eyes(desk: Desk) -> None:
    desk.engine = FakeEngine({"ru": {"guard": "охраняняняют"}})
    desk.write("a.md", "Ships guard the coast.\n")
    desk.run()
    (entry,) = desk.catalog("a").entries
    assert entry.fuzzy
    assert "needs eyes: “няняня” repeats itself" in entry.comment
