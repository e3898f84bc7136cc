"""Translation memories that other tools read, and theirs."""

import io
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.tmx import tmxfile
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.memory import Memory
from pipeline.memory.tmx import TmxError, Unit, read, write

from .desk import Desk

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t"), min_size=1
).filter(lambda text: bool(text.strip()) and "\ufffe" not in text and "\uffff" not in text)
UNITS = st.lists(
    st.builds(
        Unit,
        locale=st.sampled_from(["kk", "ru", "tr", "az"]),
        source=TEXT,
        target=TEXT,
        model=st.sampled_from(["", "m@1"]),
    ),
    max_size=5,
)


def written(*units: Unit) -> bytes:
    file = io.BytesIO()
    write(units, file)
    return file.getvalue()


def read_text(text: str) -> list[Unit]:
    return [*read(io.BytesIO(text.encode("utf-8")))]


@given(UNITS)
def test_what_is_written_is_read_back(units: list[Unit]) -> None:
    assert [*read(io.BytesIO(written(*units)))] == units


def test_translate_toolkit_reads_what_is_written(tmp_path: Path) -> None:
    units = [
        Unit(locale="kk", source="The **sea** & <b>", target="**Теңіз** & <b>", origin="a.po"),
        Unit(locale="ru", source="Ships.", target="Корабли.", model="m@1"),
    ]
    path = tmp_path / "a.tmx"
    path.write_bytes(written(*units))
    toolkit = tmxfile.parsestring(path.read_bytes())
    assert [(u.source, u.target) for u in toolkit.units] == [
        (unit.source, unit.target) for unit in units
    ]


def test_the_header_has_all_that_tmx_asks_for() -> None:
    header = ET.fromstring(written()).find("header")
    assert header is not None
    needed = "creationtool creationtoolversion segtype o-tmf adminlang srclang datatype"
    assert header.keys() == needed.split()


def test_what_xml_cannot_hold_is_left_out_and_counted() -> None:
    file = io.BytesIO()
    units = [
        Unit(locale="ru", source="a\x01", target="б"),
        Unit(locale="ru", source="b", target="в"),
    ]
    assert write(units, file) == (1, 1)


def test_files_of_other_tools_are_read() -> None:
    text = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx11.dtd"><tmx version="1.1">
    <header srclang="EN-US"/><body>
    <tu><tuv lang="EN-US">
    <seg>A <bpt i="1">&lt;b&gt;</bpt>sea<ept i="1">&lt;/b&gt;</ept></seg></tuv>
    <tuv lang="ru_RU"><seg>Море</seg></tuv><tuv lang="DE"><seg>See</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>Empty</seg></tuv><tuv xml:lang="ru"><seg> </seg></tuv></tu>
    </body></tmx>"""
    assert read_text(text) == [Unit(locale="ru", source="A <b>sea</b>", target="Море")]


def test_utf_16_is_read() -> None:
    text = written(Unit(locale="ru", source="Sea", target="Море")).decode("utf-8")
    data = text.replace("utf-8", "utf-16").encode("utf-16")
    assert [*read(io.BytesIO(data))] == [Unit(locale="ru", source="Sea", target="Море")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no xml",
        "<html/>",
        "<tmx><body><tu>",
        '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx>&b;</tmx>',
        '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx><seg>&a;</seg></tmx>',
    ],
)
def test_what_is_no_tmx_or_declares_entities_is_refused(text: str) -> None:
    with pytest.raises(TmxError):
        read_text(text)


# The commands


def invoke(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["memory", *args])
    return result.exit_code, result.output.replace("\n", " ")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BIRLESTIK_HOME", str(tmp_path / "home"))
    desk = Desk(tmp_path)
    memory = desk.memory = tmp_path / "home" / "memory.sqlite3"
    desk.write("a.md", "Ships guard the coast.\n\nGas flows.\n")
    desk.run()
    desk.edit("a", '"GAS FLOWS."', '"Газ течёт."')
    desk.run()
    return memory


def test_the_memory_is_told_by_locale_and_model(home: Path) -> None:
    code, output = invoke("stats")
    assert code == 0
    assert "fake@00000000" in output
    assert "approved by people" in output


def test_an_exported_memory_is_imported_elsewhere(home: Path, tmp_path: Path) -> None:
    assert invoke("export", "a.tmx", "--drafts")[0] == 0
    units = [*read(io.BytesIO((tmp_path / "a.tmx").read_bytes()))]
    assert [(u.source, u.target) for u in units if not u.model] == [("Gas flows.", "Газ течёт.")]
    assert len([u for u in units if u.model]) == 2
    assert str(tmp_path) not in (tmp_path / "a.tmx").read_text("utf-8")
    code, output = invoke("import", "a.tmx", "--memory", "other", "--dry-run")
    assert (code, "1 translations would be imported" in output) == (0, True)
    assert not (tmp_path / "other").exists()
    assert invoke("import", "a.tmx", "--memory", "other")[0] == 0
    with closing(Memory(tmp_path / "other")) as memory:
        (only,) = memory.reviewed()
    assert (only.locale, only.source, only.target) == ("ru", "Gas flows.", "Газ течёт.")


def test_a_dry_export_writes_no_file(home: Path, tmp_path: Path) -> None:
    assert invoke("export", "a.tmx", "--dry-run")[0] == 0
    assert not (tmp_path / "a.tmx").exists()


def test_a_file_that_is_no_tmx_is_named_and_imports_nothing(home: Path, tmp_path: Path) -> None:
    (tmp_path / "b.tmx").write_text("<tmx><body>")
    code, output = invoke("import", "b.tmx")
    assert (code, "b.tmx" in output) == (3, True)
    assert invoke("import", "nowhere.tmx")[0] == 3


def test_clearing_forgets_everything(home: Path) -> None:
    assert invoke("clear", "--dry-run")[0] == 0
    with closing(Memory(home)) as memory:
        assert memory.kept().drafts
    assert invoke("clear")[0] == 0
    with closing(Memory(home)) as memory:
        assert (memory.kept().drafts, memory.kept().reviewed) == ({}, {})


def test_clearing_what_is_no_memory_moves_it_aside(home: Path) -> None:
    home.write_bytes(b"somebody's thesis " * 99)
    for leftover in home.parent.glob("memory.sqlite3-*"):
        leftover.unlink()
    code, _ = invoke("clear")
    assert code == 0
    assert home.with_name("memory.sqlite3.broken").read_bytes() == b"somebody's thesis " * 99


@pytest.mark.parametrize("command", [["stats"], ["clear"], ["export", "x.tmx"]])
def test_without_a_memory_commands_say_so_and_make_none(tmp_path: Path, command: list[str]) -> None:
    code, output = invoke(*command, "--memory", str(tmp_path / "none"))
    assert (code, "no memory" in output) == (3, True)
    assert not (tmp_path / "none").exists()
