from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tomli
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary import (
    BrokenEntry,
    Concept,
    ConceptNotFound,
    DuplicateConcept,
    EditConflict,
    Glossary,
    SaveError,
    Status,
    add,
    edit,
    editing,
    retire,
)
from glossary.entry import read_concept
from glossary.table import revised

Write = Callable[..., Path]

PLACES = """\
# Places of the Caspian. Look after the commas.

[baku]            # the capital
pos = "proper noun"
en = [
  "Baku",         # as they write it
  "Bakou",        # seen in French texts
]
kk   =   "Баку"
# Turkish has an apostrophe here.
tr = { text = "Bakü", spoken = "bakü" }  # with ü
forbidden.ru = ['Бакы']

# A port.
[aktau]
en = "Aktau"
kk = "Ақтау"
[aktau.gloss]
en = "white mountain"
"""


def load(path: Path) -> Glossary:
    return Glossary.load([path])


def change(path: Path, id_: str, changes: dict[str, Any]) -> str:
    glossary = load(path)
    concept = glossary.get(id_)
    assert concept is not None
    edit(glossary, revised(concept, changes), path.parent)
    return path.read_text("utf-8")


def test_an_edit_changes_one_line_and_no_other(write: Write) -> None:
    path = write(PLACES)
    after = change(path, "baku", {"kk": ["Бакы"]})
    assert after == PLACES.replace('kk   =   "Баку"', 'kk   =   "Бакы"')


def test_an_edit_that_says_what_stands_there_writes_nothing(write: Write) -> None:
    path = write(PLACES)
    before = path.stat().st_mtime_ns
    assert change(path, "baku", {"kk": ["Баку"], "status": "approved"}) == PLACES
    assert path.stat().st_mtime_ns == before


def test_comments_within_a_list_survive_a_change_of_its_items(write: Write) -> None:
    after = change(write(PLACES), "baku", {"en": ["Baku City", "Bakou", "Bakı"]})
    assert '  "Baku City",         # as they write it\n' in after
    assert '  "Bakou",        # seen in French texts\n' in after
    assert tomli.loads(after)["baku"]["en"] == ["Baku City", "Bakou", "Bakı"]


def test_an_item_leaves_a_list_with_its_own_comment_only(write: Write) -> None:
    after = change(write(PLACES), "baku", {"en": ["Bakou"]})
    assert "seen in French texts" in after
    assert tomli.loads(after)["baku"]["en"] == ["Bakou"]


def test_a_single_term_may_become_a_list(write: Write) -> None:
    after = change(write(PLACES), "baku", {"tr": ["Bakü", "Bakû"]})
    line = 'tr = [{ text = "Bakü", spoken = "bakü" }, "Bakû"]  # with ü\n'
    assert line in after


def test_new_keys_go_to_the_end_of_their_table(write: Write) -> None:
    after = change(write(PLACES), "baku", {"az": ["Bakı"], "gloss": {"en": "x"}, "note": "n"})
    table = after[: after.index("# A port.")]
    new = 'note = "n"\naz = "Bakı"\ngloss.en = "x"\n'
    assert table.endswith(f"forbidden.ru = ['Бакы']\n{new}\n")


def test_a_key_that_is_emptied_goes_with_its_line(write: Write) -> None:
    after = change(write(PLACES), "baku", {"forbidden": {"ru": []}, "kk": []})
    assert after == PLACES.replace('kk   =   "Баку"\n', "").replace("forbidden.ru = ['Бакы']\n", "")


def test_a_sub_table_is_edited_where_it_stands(write: Write) -> None:
    after = change(write(PLACES), "aktau", {"gloss": {"en": "port", "ru": "порт"}, "note": "n"})
    assert tomli.loads(after)["aktau"] == {
        "en": "Aktau",
        "kk": "Ақтау",
        "note": "n",
        "gloss": {"en": "port", "ru": "порт"},
    }
    assert after.startswith(PLACES[: PLACES.index("[aktau]")])


@pytest.mark.parametrize(
    "text",
    [
        'aktau.en = "Aktau"\naktau.kk = "Ақтау" # port\n',
        '[baku]\nen = "Baku"\n[aktau.gloss]\nen = "x"\n[other]\nen = "o"\n[aktau]\nen = "Aktau"\n',
        'aktau = { en = "Aktau", kk = "Ақтау" }\n',
        '[x]\nnote = """\n[aktau]\n"""\n[aktau]\nen = "Aktau" # port\n',
        '[aktau]\nen = "Aktau"\n[[aktau.kk]]\ntext = "Ақтау"\n',
    ],
)
def test_any_layout_that_toml_allows_is_edited(write: Write, text: str) -> None:
    before = tomli.loads(text)
    after = tomli.loads(change(write(text), "aktau", {"kk": ["Ақтау қаласы"]}))
    assert after == before | {"aktau": before["aktau"] | {"kk": "Ақтау қаласы"}}


def test_an_edit_that_would_not_give_what_was_asked_for_is_refused(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(PLACES)
    monkeypatch.setattr(editing, "_edited", lambda text, _old, _new: text.replace("Aktau", "x"))
    with pytest.raises(SaveError, match="edit the file by hand"):
        retire(load(path), "baku", path.parent)
    assert path.read_text("utf-8") == PLACES


def test_line_ends_and_byte_order_mark_are_kept(write: Write) -> None:
    path = write("\ufeff" + PLACES.replace("\n", "\r\n"))
    change(path, "baku", {"az": ["Bakı"], "kk": ["Бакы"]})
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    add(load(path), read_concept("osh", {"en": "Osh"}, subject="places"), path.parent)
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.startswith(b"\xef\xbb\xbf")


def test_a_new_concept_goes_to_the_end_of_its_file(write: Write) -> None:
    path = write(PLACES)
    concept = read_concept("osh", {"en": "Osh", "forbidden": {"ru": "Оша"}}, subject="places")
    add(load(path), concept, path.parent)
    assert path.read_text("utf-8") == PLACES + '\n[osh]\nen = "Osh"\nforbidden.ru = "Оша"\n'


def test_a_file_without_a_last_line_end_gets_one_before_the_new_concept(write: Write) -> None:
    path = write('[a]\nen = "a"')
    add(load(path), read_concept("b", {"en": "b"}, subject="places"), path.parent)
    assert path.read_text("utf-8") == '[a]\nen = "a"\n\n[b]\nen = "b"\n'


def test_a_new_subject_is_a_new_file_in_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "glossary" / "terms"
    concept = read_concept("b", {"en": "b"}, subject="letters")
    change_ = add(Glossary([]), concept, folder)
    assert change_.path == folder / "letters.toml"
    assert Glossary.load([folder]).concepts == (replace(concept, line=1),)


@pytest.mark.parametrize("subject", ["../escape", "a/b", "", "C:", "Places"])
def test_a_subject_is_no_path(tmp_path: Path, subject: str) -> None:
    with pytest.raises(SaveError, match="no subject"):
        add(Glossary([]), read_concept("b", {"en": "b"}, subject=subject), tmp_path / "terms")


def test_an_id_that_is_taken_is_not_added(write: Write) -> None:
    path = write(PLACES)
    concept = read_concept("baku", {"en": "Baku"}, subject="other")
    with pytest.raises(DuplicateConcept, match="exists already"):
        add(load(path), concept, path.parent)
    # Somebody else may have taken it since the glossary was read.
    with pytest.raises(DuplicateConcept, match=f"stands in {path}:3"):
        add(Glossary([]), concept, path.parent)
    assert not (path.parent / "other.toml").exists()


def test_a_concept_of_another_folder_is_overridden_not_touched(
    write: Write, tmp_path: Path
) -> None:
    packaged = write(PLACES, "packaged/places.toml")
    own = tmp_path / "own"
    glossary = load(packaged)
    edit(glossary, revised(glossary.get("baku"), {"kk": ["Бакы"]}), own)  # type: ignore[arg-type]
    assert packaged.read_text("utf-8") == PLACES
    again = Glossary.load([packaged.parent, own])
    assert again.get("baku").preferred("kk").text == "Бакы"  # type: ignore[union-attr]
    assert again.path("baku") == own / "places.toml"
    edit(again, revised(again.get("baku"), {"kk": ["Баку"]}), own)  # type: ignore[arg-type]
    text = (own / "places.toml").read_text("utf-8")
    assert text.startswith("[baku]\noverride = true\n")
    assert 'kk = "Баку"' in text


def test_a_concept_that_is_not_there_cannot_be_edited(write: Write) -> None:
    path = write(PLACES)
    with pytest.raises(ConceptNotFound, match="'osh'"):
        edit(load(path), read_concept("osh", {"en": "Osh"}, subject="places"), path.parent)
    with pytest.raises(ConceptNotFound, match="'osh'"):
        retire(load(path), "osh", path.parent)


def test_a_retired_concept_is_marked_deprecated_and_kept(write: Write) -> None:
    path = write(PLACES)
    retire(load(path), "baku", path.parent)
    assert load(path).get("baku").status is Status.DEPRECATED  # type: ignore[union-attr]
    assert path.read_text("utf-8").replace('status = "deprecated"\n', "") == PLACES


def test_a_dry_run_shows_the_change_and_writes_nothing(write: Write, tmp_path: Path) -> None:
    path = write(PLACES)
    seen = retire(load(path), "baku", path.parent, dry_run=True)
    assert path.read_text("utf-8") == PLACES
    assert '+status = "deprecated"' in seen.diff()
    add(Glossary([]), read_concept("b", {"en": "b"}, subject="x"), tmp_path / "new", dry_run=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["places.toml"]


# Two people at once.


def test_an_edit_of_another_concept_in_the_meantime_is_kept(write: Write) -> None:
    path = write(PLACES)
    mine = load(path)
    change(path, "aktau", {"kk": ["Ақтау қаласы"]})
    edit(mine, revised(mine.get("baku"), {"kk": ["Бакы"]}), path.parent)  # type: ignore[arg-type]
    after = path.read_text("utf-8")
    assert "Ақтау қаласы" in after
    assert "Бакы" in after


def test_an_edit_of_the_same_concept_in_the_meantime_is_a_conflict(write: Write) -> None:
    path = write(PLACES)
    mine = load(path)
    theirs = change(path, "baku", {"kk": ["Бакы"]})
    with pytest.raises(EditConflict, match="somebody else changed concept 'baku'") as caught:
        edit(mine, revised(mine.get("baku"), {"tr": ["Bakû"]}), path.parent)  # type: ignore[arg-type]
    assert (caught.value.path, caught.value.line) == (path, 3)
    assert path.read_text("utf-8") == theirs


def test_a_concept_that_was_removed_in_the_meantime_is_a_conflict(write: Write) -> None:
    path = write(PLACES)
    mine = load(path)
    path.write_text('[aktau]\nen = "Aktau"\n', "utf-8")
    with pytest.raises(EditConflict):
        retire(mine, "baku", path.parent)


def test_a_file_that_was_broken_in_the_meantime_is_left_alone(write: Write) -> None:
    path = write(PLACES)
    mine = load(path)
    broken = PLACES.replace('kk   =   "Баку"', 'kz = "Баку"')
    path.write_text(broken, "utf-8")
    with pytest.raises(BrokenEntry, match="kz"):
        retire(mine, "baku", path.parent)
    assert path.read_text("utf-8") == broken


def test_many_people_at_once_lose_nothing(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from glossary import Glossary, add\n"
        "from glossary.entry import read_concept\n"
        "folder = Path(sys.argv[1])\n"
        "for n in range(5):\n"
        "    id_ = f'concept-{sys.argv[2]}-{n}'\n"
        "    concept = read_concept(id_, {'en': id_}, subject='shared')\n"
        "    add(Glossary([]), concept, folder)\n"
    )
    people = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(person)])
        for person in range(4)
    ]
    assert [person.wait(60) for person in people] == [0, 0, 0, 0]
    assert len(Glossary.load([tmp_path]).concepts) == 20


def test_an_edit_waits_for_the_lock_and_then_gives_up(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(PLACES)
    monkeypatch.setattr(editing, "PATIENCE", 0.1)
    with FileLock(path.parent / editing.LOCK), pytest.raises(SaveError, match="try again later"):
        retire(load(path), "baku", path.parent)
    assert path.read_text("utf-8") == PLACES


# What cannot be written.


def test_a_read_only_file_is_a_clear_error(write: Write) -> None:
    path = write(PLACES)
    path.chmod(0o444)
    with pytest.raises(SaveError, match="as it was; check its permissions"):
        retire(load(path), "baku", path.parent)
    assert path.read_text("utf-8") == PLACES


def test_a_full_disk_is_a_clear_error(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(PLACES)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(SaveError, match="No space left"):
        patch.setattr(os, "fsync", full)
        retire(load(path), "baku", path.parent)
    assert path.read_text("utf-8") == PLACES
    assert sorted(p.name for p in path.parent.iterdir()) == [".lock", "places.toml"]


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SaveError, match="folder cannot be written"):
        add(Glossary([]), read_concept("b", {"en": "b"}, subject="x"), tmp_path / "file" / "terms")


def test_permissions_of_the_file_are_kept(write: Write) -> None:
    path = write(PLACES)
    path.chmod(0o664)
    retire(load(path), "baku", path.parent)
    assert path.stat().st_mode & 0o777 == 0o664


# Laws.

TABLES = st.fixed_dictionaries(
    {"en": st.lists(st.sampled_from(["Baku", "Bakou", "Bakı", 'B"a"\\ku']), min_size=1)},
    optional={
        "kk": st.sampled_from([["Баку"], [{"text": "Баку", "soften": False}, "Бакы"], []]),
        "note": st.sampled_from(["", "one\ntwo", "three"]),
        "pos": st.sampled_from(["noun", "proper noun"]),
        "gloss": st.dictionaries(st.sampled_from(["en", "ru"]), st.sampled_from(["x", ""])),
        "forbidden": st.dictionaries(
            st.sampled_from(["en", "ru"]), st.sampled_from([["x"], ["x", "y"], []])
        ),
    },
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(TABLES, min_size=1, max_size=4))
def test_after_any_edits_the_concept_is_what_was_asked_for_and_the_rest_is_as_it_was(
    write: Write, edits: list[dict[str, Any]]
) -> None:
    path = write(PLACES)
    port = PLACES[PLACES.index("\n# A port.") :]
    for changes in edits:
        glossary = load(path)
        wanted: Concept = revised(glossary.get("baku"), changes)  # type: ignore[arg-type]
        edit(glossary, wanted, path.parent)
        found = load(path).get("baku")
        assert found is not None
        assert replace(found, line=0) == replace(wanted, line=0)
        text = path.read_text("utf-8")
        assert text.startswith("# Places of the Caspian. Look after the commas.\n\n[baku]   ")
        assert text.endswith(port)
