"""What is stale and why, and what a change of a term would touch."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.catalogs import Author, read
from pipeline.cli import app
from pipeline.engines import FakeEngine
from pipeline.stale import Cause
from pipeline.status import Status, impact, impact_of_change, status
from pipeline.translate import ask

from .desk import ARTICLE, Desk, term


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.terms = [term("Aktau", "Актау"), term("Baku", "Баку")]
    made.write("a.md")
    made.run()
    return made


def found(desk: Desk) -> Status:
    (article,) = desk.read()
    return status(desk.catalog("a"), desk.recipe(), ask(article))


def test_after_a_run_nothing_is_stale(desk: Desk) -> None:
    now = found(desk)
    assert (now.outdated, now.stale, now.concepts) == (0, {}, {})
    assert (now.entries, now.drafts, now.reviewed, now.untranslated) == (4, 4, 0, 0)


def test_a_catalog_that_is_not_there_is_all_new(desk: Desk) -> None:
    desk.forget_catalogs()
    now = found(desk)
    assert (now.outdated, now.untranslated, now.stale) == (4, 4, {Cause.NEW: 4})


def test_new_changed_and_vanished_sources_are_told_apart(desk: Desk) -> None:
    text = ARTICLE.replace("guard the coast", "guard the coasts").replace("- 2024\n", "")
    desk.write("a.md", text + "\nQuite another paragraph.\n")
    now = found(desk)
    assert now.stale == {Cause.NEW: 1, Cause.CHANGED: 1, Cause.GONE: 1}
    assert now.outdated == 3


def carry_over(desk: Desk) -> str:
    """Change a source as msgmerge does with a new template: a draft goes along, as fuzzy."""
    old, new = "guard the coast", "guard the coasts"
    desk.write("a.md", ARTICLE.replace(old, new))
    (source,) = (e.msgid for e in desk.catalog("a").entries if old in e.msgid)
    said = f'msgid "{source}"'
    desk.edit("a", said, f"#, fuzzy\n#| {said}\n{said.replace(old, new)}")
    return source.replace(old, new)


def test_a_draft_that_msgmerge_carried_over_is_drafted_again(desk: Desk) -> None:
    source = carry_over(desk)
    assert found(desk).stale == {Cause.CHANGED: 1}
    desk.run()
    entry = desk.entry("a", source)
    assert (entry.author, entry.fuzzy, entry.carried) == (Author.MACHINE, True, False)
    assert entry.previous is not None
    assert "needs eyes: the source changed" in entry.comment
    assert "coasts".upper() in entry.text.upper()
    assert found(desk).outdated == 0


def test_whoever_clears_its_mark_has_approved_it(desk: Desk) -> None:
    source = carry_over(desk)
    desk.edit("a", "#, fuzzy\n", "")
    text = desk.entry("a", source).text
    assert found(desk).reviewed == 1
    desk.run(redraft=True)
    assert desk.entry("a", source).text == text


def test_another_model_makes_all_drafts_stale(desk: Desk) -> None:
    desk.engine = FakeEngine({}, name="fake@11111111")
    assert found(desk).stale == {Cause.MODEL: 4}


def test_changed_settings_make_all_drafts_stale(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.recipe.REVISION", "next")
    assert found(desk).stale == {Cause.SETTINGS: 4}


def test_changed_terms_are_named_where_they_are_mentioned(desk: Desk) -> None:
    desk.terms = [term("Aktau", "Актаво"), term("Baku", "Бакы")]
    now = found(desk)
    assert (now.stale, now.concepts) == ({Cause.TERMS: 1}, {"aktau": 1})


def test_a_new_term_is_named_where_it_is_mentioned(desk: Desk) -> None:
    desk.terms += [term("Ships", "Корабли")]
    assert found(desk).concepts == {"ships": 1}


def test_a_removed_term_makes_its_drafts_stale_and_has_no_name(desk: Desk) -> None:
    desk.terms = []
    now = found(desk)
    assert (now.stale, now.concepts) == ({Cause.TERMS: 1}, {})


def test_what_a_person_wrote_is_never_stale(desk: Desk) -> None:
    desk.edit("a", '"EXERCISE BEGINS"', '"Учения начались"')
    desk.engine = FakeEngine({}, name="fake@11111111")
    now = found(desk)
    assert (now.reviewed, now.drafts, now.stale) == (1, 3, {Cause.MODEL: 3})


def test_an_emptied_entry_is_stale(desk: Desk) -> None:
    desk.edit("a", '"EXERCISE BEGINS"', '""')
    now = found(desk)
    assert (now.untranslated, now.stale) == (1, {Cause.UNTRANSLATED: 1})


def test_what_is_stale_is_what_a_run_changes(desk: Desk) -> None:
    desk.terms = [term("Aktau", "Актаво")]
    assert found(desk).outdated == 1
    desk.run()
    assert found(desk).outdated == 0


def test_without_its_article_a_catalog_tells_what_became_of_its_drafts(desk: Desk) -> None:
    desk.terms = [term("Aktau", "Актаво")]
    now = status(desk.catalog("a"), desk.recipe())
    assert (now.entries, now.stale, now.concepts) == (4, {Cause.TERMS: 1}, {"aktau": 1})


def test_the_impact_of_a_term_is_what_a_run_drafts_once_it_is_changed(
    desk: Desk, tmp_path: Path
) -> None:
    desk.memory = tmp_path / "m"
    desk.write("b.md", "Baku is far. Aktau is near. In Aktau it rains.\n\nBaku shines.\n")
    desk.run(redraft=True)
    desk.edit("a", '"EXERCISE BEGINS"', '"Учения начались"')
    touched = [impact(["aktau"], desk.catalog(name), desk.recipe()) for name in ("a", "b")]
    assert [(each.drafts, each.segments) for each in touched] == [(1, 1), (1, 2)]
    desk.terms[0] = term("Aktau", "Актаво")
    assert desk.run().drafted == 3


def test_entries_of_people_that_mention_a_term_are_counted_apart(desk: Desk) -> None:
    source = "The **exercise** began in Aktau. Troops from five countries came."
    desk.edit("a", f'"{desk.entry("a", source).text}"', '"Учения начались в Актау."')
    touched = impact(["aktau"], desk.catalog("a"), desk.recipe())
    assert (touched.drafts, touched.reviewed, touched.sources) == (0, 1, (source,))
    assert not impact(["baku"], desk.catalog("a"), desk.recipe())


# The commands, on the terms and the model that come with the package


def invoke(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, args)
    return result.exit_code, result.output


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BIRLESTIK_HOME", str(tmp_path / "home"))
    desk = Desk(tmp_path)
    desk.write("a.md", "The Organization of Turkic States met.\n\nShips guard the coast.\n")
    desk.run()
    return tmp_path


def test_the_command_tells_what_is_stale_and_its_exit_code_says_so(folder: Path) -> None:
    args = ["status", "articles", "-l", "ru", "--format", "json"]
    code, output = invoke(*args)
    (told,) = json.loads(output)
    assert code == 0
    assert told["stale"]["another model"] == 2
    assert "organization-of-turkic-states" in told["concepts"]
    assert invoke(*args, "--exit-code")[0] == 1
    assert "another" in invoke("status", "-l", "ru")[1]


def test_a_broken_catalog_is_named_by_the_status(folder: Path) -> None:
    (folder / "locales/ru/LC_MESSAGES/a.po").write_text("garbage\n")
    code, output = invoke("status", "-l", "ru")
    assert code == 1
    assert "a.po" in output


def test_a_folder_without_catalogs_has_no_status(folder: Path) -> None:
    assert invoke("status", "--in", "nowhere")[0] == 3


def test_the_command_tells_what_a_change_would_touch_and_writes_nothing(folder: Path) -> None:
    path = folder / "locales/ru/LC_MESSAGES/a.po"
    before = path.read_bytes()
    code, output = invoke("impact", "organization-of-turkic-states", "--format", "json")
    (told,) = json.loads(output)
    assert (code, told["drafts"], told["segments"], told["locale"]) == (0, 1, 1, "ru")
    assert told["sources"] == ["The Organization of Turkic States met."]
    assert path.read_bytes() == before
    assert read(path).entries
    code, output = invoke("impact", "organization-of-turkic-state")
    assert code == 3
    assert "organization-of-turkic-states" in output


def totals(output: str) -> list[str]:
    """Drafts, segments and reviewed entries, from the last line of the table of an impact."""
    return re.findall(r"\d+", output.splitlines()[-1])


def test_an_edit_shows_what_it_would_touch_before_it_is_made(folder: Path) -> None:
    args = ["glossary", "edit", "organization-of-turkic-states", "--en"]
    code, output = invoke(*args, "the Union of Ships", "--show-impact")
    assert code == 0
    assert "Union of Ships" in output  # the change itself
    assert totals(output) == ["1", "1", "0"]  # drafts, segments, reviewed
    assert not (folder / "glossary").exists()


def test_an_edit_touches_what_its_new_english_terms_name(folder: Path) -> None:
    code, output = invoke("glossary", "edit", "chairmanship", "--en", "ship", "--show-impact")
    assert code == 0
    assert totals(output) == ["1", "1", "0"]


def test_to_retire_a_term_touches_what_mentions_it(folder: Path) -> None:
    code, output = invoke("glossary", "retire", "organization-of-turkic-states", "--show-impact")
    assert code == 0
    assert totals(output) == ["1", "1", "0"]
    assert not (folder / "glossary").exists()


def test_the_impact_of_a_change_counts_new_mentions_and_vanished_ones(desk: Desk) -> None:
    before = desk.recipe()
    desk.terms = [term("Baku", "Баку")]
    touched = impact_of_change(before, desk.recipe(), desk.catalog("a"))
    gone = impact(["aktau"], desk.catalog("a"), before)
    new = impact(["baku"], desk.catalog("a"), desk.recipe())
    assert set(touched.sources) == {*gone.sources, *new.sources}
    assert touched.drafts == gone.drafts + new.drafts
