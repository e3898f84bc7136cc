"""Catalogs on disk, judged by the tools that will read them."""

import gettext
import io
import os
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.pypo import pofile as ToolkitFile  # noqa: N812 - it is a class

from pipeline.catalogs import (
    Author,
    BrokenCatalog,
    CatalogFile,
    CatalogNotWritten,
    CatalogsLocked,
    Drafted,
    Proposal,
    Wanted,
    catalog_path,
    locked,
    merge,
    parse,
    read,
    serialise,
    template_path,
    update,
    wanted,
)
from pipeline.model import Block, Role

from .consumers import assert_valid, compile_catalog

LOCALES = ["kk", "ru", "tr", "az"]
# What readers let through as a block's source; catalogs must hold any of it.
TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), min_size=1, max_size=40
).filter(lambda text: text.strip() != "" and "\n" not in (text[0], text[-1]))


def block(source: str, line: int = 1, role: Role = Role.PARAGRAPH) -> Block:
    return Block(source=source, role=role, line=line)


def entries(*sources: str) -> tuple[Wanted, ...]:
    return wanted([block(s, line) for line, s in enumerate(sources, 1)], "a.md")


def drafts(asked: tuple[Wanted, ...], prefix: str = "т:") -> dict[tuple[str, str], Drafted]:
    return {e.key: Drafted(text=prefix + e.msgid, model="m@1", settings="s") for e in asked}


def written(tmp_path: Path, *sources: str, locale: str = "ru") -> Path:
    path = catalog_path(tmp_path, locale, "a")
    asked = entries(*sources)
    update(path, locale, "a", asked, drafts(asked))
    return path


def text_of(catalog: CatalogFile, source: str) -> str:
    return catalog.by_key()["", source].text


def edit(path: Path, old: str, new: str) -> None:
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new), "utf-8")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_consumer_reads_the_same_entries(tmp_path: Path, locale: str) -> None:
    sources = [
        'He said: "No." \\ 100 % {name}',
        "Two\nlines",
        "Tab\there",
        "«Бірлестік» – İzmir’de",
    ]
    path = written(tmp_path, *sources, locale=locale)
    compile_catalog(path, tmp_path / "a.mo")
    with (tmp_path / "a.mo").open("rb") as mo:
        compiled = gettext.GNUTranslations(mo)
    babel = read_po(io.BytesIO(path.read_bytes()), abort_invalid=True)
    toolkit = ToolkitFile.parsefile(str(path))
    toolkit_units = {u.source: u.target for u in toolkit.units if not u.isheader()}
    polib_entries = {e.msgid: e.msgstr for e in polib.pofile(str(path))}
    for source in sources:
        target = "т:" + source
        assert compiled.gettext(source) == target
        assert babel[source].string == target
        assert toolkit_units[source] == target
        assert polib_entries[source] == target


def test_the_template_is_a_valid_catalog_too(tmp_path: Path) -> None:
    path = template_path(tmp_path, "a")
    update(path, None, "a", entries("One", "Two"), {})
    assert_valid(path)
    assert [e.msgid for e in polib.pofile(str(path))] == ["One", "Two"]


def test_a_second_update_changes_no_byte(tmp_path: Path) -> None:
    path = written(tmp_path, "One", "Two")
    before = path.read_bytes()
    assert update(path, "ru", "a", entries("One", "Two"), {}) is False
    assert path.read_bytes() == before


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    path = catalog_path(tmp_path, "ru", "a")
    assert update(path, "ru", "a", entries("One"), {}, dry_run=True) is True
    assert not path.exists()


def test_a_persons_text_is_not_replaced_by_a_draft(tmp_path: Path) -> None:
    path = written(tmp_path, "One", "Two")
    edit(path, 'msgstr "т:One"', 'msgstr "Раз"')
    update(path, "ru", "a", entries("One", "Two"), drafts(entries("One", "Two"), "н:"))
    assert text_of(read(path), "One") == "Раз"
    assert text_of(read(path), "Two") == "н:Two"


def test_a_changed_source_keeps_the_persons_text_fuzzy_beside_its_previous_msgid(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "The minister spoke on Monday.")
    edit(path, 'msgstr "т:The minister spoke on Monday."', 'msgstr "Министр выступил."')
    asked = entries("The minister spoke on Tuesday.")
    update(path, "ru", "a", asked, drafts(asked))
    entry = read(path).by_key()["", "The minister spoke on Tuesday."]
    assert entry.text == "Министр выступил."
    assert entry.fuzzy
    assert entry.previous == (None, "The minister spoke on Monday.", None)
    assert "proposal: т:The minister spoke on Tuesday." in entry.comment
    assert_valid(path)


def test_a_source_changed_twice_keeps_the_msgid_that_was_translated(tmp_path: Path) -> None:
    path = written(tmp_path, "The minister spoke on Monday.")
    edit(path, 'msgstr "т:The minister spoke on Monday."', 'msgstr "Министр выступил."')
    for day in ("Tuesday", "Friday"):
        asked = entries(f"The minister spoke on {day}.")
        update(path, "ru", "a", asked, drafts(asked))
    entry = read(path).by_key()["", "The minister spoke on Friday."]
    assert entry.previous == (None, "The minister spoke on Monday.", None)
    assert entry.comment.count("proposal:") == 1


def test_a_changed_source_of_a_draft_is_drafted_anew_and_flagged(tmp_path: Path) -> None:
    path = written(tmp_path, "The minister spoke on Monday.")
    asked = entries("The minister spoke on Tuesday.")
    update(path, "ru", "a", asked, drafts(asked, "н:"))
    entry = read(path).by_key()["", "The minister spoke on Tuesday."]
    assert entry.text == "н:The minister spoke on Tuesday."
    assert entry.fuzzy
    assert entry.author is Author.MACHINE


def test_a_proposal_stands_beside_the_draft_in_one_line_and_gives_way_to_the_next(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "One")
    for text in ("Раз\nи два", "Один"):
        offer = Proposal(text=text, exact=False)
        made = {e.key: replace(d, proposal=offer) for e, d in zip_drafts("One")}
        update(path, "ru", "a", entries("One"), made)
    entry = read(path).by_key()["", "One"]
    assert (entry.text, entry.author, entry.fuzzy) == ("т:One", Author.MACHINE, False)
    assert entry.comment.count("proposal:") == 1
    assert entry.comment.endswith("birlestik: proposal: Один")


def test_a_proposal_that_says_what_the_draft_says_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, "One")
    before = path.read_bytes()
    offer = Proposal(text="т:One", exact=True)
    made = {e.key: replace(d, proposal=offer) for e, d in zip_drafts("One")}
    assert update(path, "ru", "a", entries("One"), made) is False
    assert path.read_bytes() == before


def zip_drafts(*sources: str) -> list[tuple[Wanted, Drafted]]:
    asked = entries(*sources)
    return [(entry, drafts(asked)[entry.key]) for entry in asked]


def test_a_catalog_saved_while_it_is_written_is_merged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "One", "Two")
    real = os.fsync

    def fsync(handle: int) -> None:
        real(handle)
        monkeypatch.setattr(os, "fsync", real)
        edit(path, 'msgstr "т:One"', 'msgstr "Раз"')  # at the last moment

    monkeypatch.setattr(os, "fsync", fsync)
    asked = entries("One", "Two")
    update(path, "ru", "a", asked, drafts(asked, "н:"))
    assert text_of(read(path), "One") == "Раз"
    assert text_of(read(path), "Two") == "н:Two"


def test_a_vanished_source_becomes_obsolete_and_comes_back(tmp_path: Path) -> None:
    path = written(tmp_path, "One", "Quite another sentence")
    edit(path, 'msgstr "т:One"', 'msgstr "Раз"')
    update(path, "ru", "a", entries("Quite another sentence"), {})
    assert '#~ msgid "One"' in path.read_text("utf-8")
    update(path, "ru", "a", entries("One", "Quite another sentence"), {})
    assert text_of(read(path), "One") == "Раз"
    assert "#~" not in path.read_text("utf-8")


def test_a_fuzzy_entry_that_vanishes_is_still_read_by_every_consumer(tmp_path: Path) -> None:
    path = written(tmp_path, "The minister spoke on Monday.", "Quite another sentence")
    edit(path, 'msgstr "т:The minister spoke on Monday."', 'msgstr "Министр выступил."')
    asked = entries("The minister spoke on Tuesday.", "Quite another sentence")
    update(path, "ru", "a", asked, {})
    update(path, "ru", "a", entries("Quite another sentence"), {})
    read_po(io.BytesIO(path.read_bytes()), abort_invalid=True)
    assert "Министр выступил." in [entry.text for entry in read(path).entries]


def test_entries_that_a_person_wrapped_stay_as_they_are_when_others_change(tmp_path: Path) -> None:
    path = written(tmp_path, "One", "Two")
    own = '# note\n#: a.md:1\nmsgid ""\n"On"\n"e"\nmsgstr ""\n"Р"\n"аз"\n'
    content = path.read_text("utf-8")
    start = content.index("# birlestik")
    path.write_text(content[:start] + own + content[content.index("\n\n", start) + 1 :], "utf-8")
    update(path, "ru", "a", entries("One", "Two", "Three"), drafts(entries("Three")))
    after = path.read_text("utf-8")
    assert '# note\n#. paragraph\n#: a.md:1\nmsgid ""\n"On"\n"e"\nmsgstr ""\n"Р"\n"аз"\n' in after
    update(path, "ru", "a", entries("One", "Two", "Three", "Four"), drafts(entries("Four")))
    assert after[after.index("# note") : after.index("Three")] in path.read_text("utf-8")


def test_provenance_does_not_grow_where_a_program_wraps_comments(tmp_path: Path) -> None:
    path = written(tmp_path, "One", "Two")
    edit(path, "# birlestik", "# A remark.\n# birlestik")
    asked = entries("One", "Two")
    for state in ("9f8e7d", "a1b2c3", "d4e5f6"):
        new = drafts(asked, prefix=state)
        update(path, "ru", "a", asked, {k: replace(d, terms=(state,) * 9) for k, d in new.items()})
        polib.pofile(str(path), wrapwidth=60).save()
    first, second = read(path).entries
    assert first.author is Author.MACHINE
    assert first.comment.startswith("A remark.\nbirlestik: draft")
    assert (first.comment + second.comment).count("text=") == 2


def test_moved_lines_change_the_references_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path, "One", "Two")
    before = path.read_text("utf-8")
    update(path, "ru", "a", wanted([block("One", 1), block("Two", 20)], "a.md"), {})
    assert path.read_text("utf-8").replace("a.md:20", "a.md:2") == before


def test_the_same_text_in_two_roles_has_two_entries(tmp_path: Path) -> None:
    asked = wanted([block("Birlestik", 1, Role.TITLE), block("Birlestik", 5, Role.HEADING)], "a.md")
    assert [e.context for e in asked] == ["", "heading"]
    path = template_path(tmp_path, "a")
    update(path, None, "a", asked, {})
    assert_valid(path)


def test_the_same_text_twice_in_one_role_is_one_entry_with_two_references() -> None:
    (entry,) = wanted([block("Hello", 1), block("Hello", 9)], "a b.md")
    assert entry.references == ("a%20b.md:1", "a%20b.md:9")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('msgid "a"\nmsgstr "b"\nnonsense\n', 3),
        ('msgid "a"\nmsgstr "b\n', 2),
        ('<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n', 1),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4),
    ],
)
def test_a_broken_catalog_is_named_with_its_line_and_left_alone(
    tmp_path: Path, content: str, line: int
) -> None:
    path = tmp_path / "a.po"
    path.write_text(content, "utf-8")
    with pytest.raises(BrokenCatalog, match=rf"a\.po:{line}\b"):
        update(path, "ru", "a", entries("One"), {})
    assert path.read_text("utf-8") == content


def test_a_catalog_in_another_encoding_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes('msgid "a"\nmsgstr "б"\n'.encode("cp1251"))
    with pytest.raises(BrokenCatalog, match="msgconv"):
        read(path)


def test_crlf_catalogs_stay_crlf(tmp_path: Path) -> None:
    path = written(tmp_path, "One", "Two")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    update(path, "ru", "a", entries("One", "Two", "Three"), drafts(entries("Three")))
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert text_of(read(path), "Three") == "т:Three"


def test_a_read_only_catalog_is_reported_and_intact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "One")
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anything
    with pytest.raises(CatalogNotWritten, match="Permission denied"):
        update(path, "ru", "a", entries("One", "Two"), {})
    assert path.read_bytes() == before


def test_a_full_disk_leaves_the_old_catalog_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "One")
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CatalogNotWritten, match="No space left"):
        update(path, "ru", "a", entries("One", "Two"), {})
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["a.po"]


def test_a_second_run_is_told_who_holds_the_catalogs(tmp_path: Path) -> None:
    with locked(tmp_path, wait=0), pytest.raises(CatalogsLocked, match=str(os.getpid())):  # noqa: SIM117
        with locked(tmp_path, wait=0.1):
            pytest.fail("both runs got the lock")


def test_leftovers_of_a_killed_run_are_swept(tmp_path: Path) -> None:
    leftover = tmp_path / "ru" / "LC_MESSAGES" / ".a.po.x1.tmp"
    leftover.parent.mkdir(parents=True)
    leftover.touch()
    with locked(tmp_path, wait=0):
        assert not leftover.exists()


@given(st.lists(st.tuples(TEXT, TEXT), unique_by=lambda pair: pair[0], max_size=6))
def test_what_is_written_is_read_back(pairs: list[tuple[str, str]]) -> None:
    asked = wanted([block(source) for source, _ in pairs], "a.md")
    made = {
        ("", source): Drafted(text=target, model="m@1", settings="s") for source, target in pairs
    }
    catalog = merge(
        CatalogFile(metadata={"Content-Type": "text/plain; charset=UTF-8"}), asked, made
    )
    again = parse(serialise(catalog))
    assert [(e.msgid, e.text) for e in again.entries] == pairs
    assert all(e.author is Author.MACHINE for e in again.entries)
    assert serialise(again) == serialise(catalog)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from("ABCDEFGH"), max_size=6), st.sampled_from("ABCDEFGH")),
        min_size=1,
        max_size=6,
    )
)
def test_no_persons_text_is_ever_lost(steps: list[tuple[list[str], str]]) -> None:
    """Articles change at random and a person edits at random: every edit is still somewhere."""
    words = {letter: f"{letter} sentence about {letter * 8} things" for letter in "ABCDEFGH"}
    catalog = CatalogFile(metadata={"Content-Type": "text/plain; charset=UTF-8"})
    edits: list[str] = []
    for letters, edited in steps:
        asked = wanted([block(words[letter]) for letter in letters], "a.md")
        catalog = parse(serialise(merge(catalog, asked, drafts(asked))))
        changed = []
        for entry in catalog.entries:
            if entry.msgid == words[edited] and not entry.obsolete:
                if entry.author is Author.PERSON:
                    edits.remove(entry.text)
                edits.append(f"edit {len(edits)} {len(steps)} {edited}{letters}")
                changed.append(entry.changed(msgstr=(edits[-1],), flags=()))
            else:
                changed.append(entry)
        catalog = CatalogFile(metadata=catalog.metadata, entries=tuple(changed))
    texts = [entry.text for entry in parse(serialise(catalog)).entries]
    assert all(edit in texts for edit in edits)
