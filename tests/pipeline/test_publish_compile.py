"""Compiled catalogs, read back by the tools that load them."""

from __future__ import annotations

import gettext
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogs import BrokenCatalog, CatalogError, CatalogFile, CatalogNotWritten, Entry
from pipeline.catalogs import parse as parse_catalog
from pipeline.publish import Compiled, compile_catalogs, to_mo

HEADER = r"""msgid ""
msgstr ""
"Project-Id-Version: gas\n"
"PO-Revision-Date: 2024-02-14 10:00+0000\n"
"Last-Translator: Айгүл\n"
"Language: ru\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 "
"&& (n%100<10 || n%100>=20) ? 1 : 2);\n"
"""
BODY = r"""
#. title
#: gas.md:1
msgid "Gas"
msgstr "Газ"

msgctxt "heading"
msgid "Gas"
msgstr "Про газ"

msgid "%d ship"
msgid_plural "%d ships"
msgstr[0] "%d корабль"
msgstr[1] "%d корабля"
msgstr[2] "%d кораблей"

#, fuzzy
msgid "Oil"
msgstr "Нефть?"

msgid "Coal"
msgstr ""

msgid "%d day"
msgid_plural "%d days"
msgstr[0] "%d день"
msgstr[1] ""
msgstr[2] ""

#~ msgid "Wood"
#~ msgstr "Дерево"
"""
METADATA = {"Language": "ru", "Content-Type": "text/plain; charset=UTF-8"}
msgfmt = pytest.mark.skipif(not shutil.which("msgunfmt"), reason="GNU gettext is not installed")


def loaded(data: bytes) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(data))


def catalog(text: str = HEADER + BODY) -> CatalogFile:
    return parse_catalog(text)


def put(folder: Path, name: str, text: str = HEADER + BODY) -> Path:
    path = folder / "ru" / "LC_MESSAGES" / f"{name}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_python_finds_every_translation() -> None:
    translations = loaded(to_mo(catalog()))
    assert translations.gettext("Gas") == "Газ"
    assert translations.pgettext("heading", "Gas") == "Про газ"
    plurals = [translations.ngettext("%d ship", "%d ships", n) for n in (1, 3, 5, 21)]
    assert plurals == ["%d корабль", "%d корабля", "%d кораблей", "%d корабль"]
    assert translations.info()["last-translator"] == "Айгүл"


def test_untranslated_fuzzy_and_obsolete_entries_are_left_out() -> None:
    translations = loaded(to_mo(catalog()))
    assert [translations.gettext(w) for w in ("Oil", "Coal", "Wood")] == ["Oil", "Coal", "Wood"]


def test_a_plural_entry_that_lacks_a_form_is_untranslated() -> None:
    lacking = BODY.replace('msgstr[2] "%d кораблей"\n', "")
    for body in (BODY, lacking):
        translations = loaded(to_mo(catalog(HEADER + body)))
        assert translations.ngettext("%d day", "%d days", 2) == "%d days"
    assert loaded(to_mo(catalog(HEADER + lacking))).ngettext("%d ship", "%d ships", 1) == "%d ship"


def test_fuzzy_entries_can_be_asked_for() -> None:
    translations = loaded(to_mo(catalog(), use_fuzzy=True))
    assert [translations.gettext(w) for w in ("Oil", "Coal", "Wood")] == ["Нефть?", "Coal", "Wood"]


def context_of(message: Message) -> str:
    """Before 2.19 Babel leaves contexts undecoded."""
    context: object = message.context
    return context.decode() if isinstance(context, bytes) else str(context)


def test_babel_reads_the_same() -> None:
    read = read_mo(io.BytesIO(to_mo(catalog())))
    found = {(context_of(m), next(iter(m.id)) if m.pluralizable else m.id): m for m in read if m.id}
    assert {key: message.string for key, message in found.items()} == {
        ("None", "Gas"): "Газ",
        ("heading", "Gas"): "Про газ",
        ("None", "%d ship"): ["%d корабль", "%d корабля", "%d кораблей"],
    }
    assert read.num_plurals == 3


@msgfmt
@pytest.mark.parametrize("fuzzy", [False, True])
def test_gnu_gettext_reads_what_its_own_compiler_makes(fuzzy: bool, tmp_path: Path) -> None:
    body = BODY[: BODY.index('msgid "%d day"')]  # an entry that lacks forms is an error to msgfmt
    source = put(tmp_path, "gas", HEADER + body)
    ours, theirs = tmp_path / "ours.mo", tmp_path / "theirs.mo"
    ours.write_bytes(to_mo(catalog(HEADER + body), use_fuzzy=fuzzy))
    options = ["--use-fuzzy"] if fuzzy else []
    subprocess.run(["msgfmt", "--no-hash", *options, "-o", theirs, source], check=True)
    assert unpacked(ours) == unpacked(theirs)
    assert ours.read_bytes() == theirs.read_bytes()


def unpacked(path: Path) -> str:
    done = subprocess.run(["msgunfmt", path], check=True, capture_output=True, encoding="utf-8")
    return done.stdout


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\4"))


@given(st.dictionaries(st.tuples(TEXTS, TEXTS.filter(bool)), TEXTS.filter(bool)))
def test_whatever_is_translated_is_found_and_the_order_of_entries_is_nothing(
    texts: dict[tuple[str, str], str],
) -> None:
    entries = tuple(Entry(context=c, msgid=m, msgstr=(t,)) for (c, m), t in texts.items())
    data = to_mo(CatalogFile(metadata=METADATA, entries=entries))
    assert data == to_mo(CatalogFile(metadata=METADATA, entries=entries[::-1]))
    translations = loaded(data)
    for (context, msgid), text in texts.items():
        found = translations.pgettext(context, msgid) if context else translations.gettext(msgid)
        assert found == text


def test_a_catalog_without_a_header_is_still_utf_8() -> None:
    assert loaded(to_mo(catalog('msgid "Gas"\nmsgstr "Газ"\n'))).gettext("Gas") == "Газ"


def test_the_encoding_is_utf_8_whatever_the_header_says() -> None:
    for wrong in ("CHARSET", "KOI8-R"):
        translations = loaded(to_mo(catalog(HEADER.replace("UTF-8", wrong) + BODY)))
        assert translations.charset() == "UTF-8"
        assert translations.gettext("Gas") == "Газ"


def test_files_are_compiled_beside_their_catalogs_and_only_once(tmp_path: Path) -> None:
    put(tmp_path, "gas")
    put(tmp_path, "economy/v1.2")
    first = list(compile_catalogs(tmp_path))
    assert [each.target.name for each in first if isinstance(each, Compiled)] == [
        "v1.2.mo",
        "gas.mo",
    ]
    assert all(isinstance(each, Compiled) and each.changed for each in first)
    target = tmp_path / "ru/LC_MESSAGES/gas.mo"
    stamp, data = target.stat().st_mtime_ns, target.read_bytes()
    again = list(compile_catalogs(tmp_path))
    assert not any(isinstance(each, Compiled) and each.changed for each in again)
    assert (target.stat().st_mtime_ns, target.read_bytes()) == (stamp, data)
    assert gettext.translation("gas", tmp_path, ["ru"]).gettext("Gas") == "Газ"


def test_what_is_in_and_what_is_left_out_is_counted(tmp_path: Path) -> None:
    put(tmp_path, "gas")
    (result,) = compile_catalogs(tmp_path)
    assert isinstance(result, Compiled)
    assert (result.entries, result.left_out) == (3, 3)


def test_a_broken_catalog_is_named_and_the_others_are_compiled(tmp_path: Path) -> None:
    broken = put(tmp_path, "broken", 'msgid "Gas\nmsgstr ""\n')
    formula = put(tmp_path, "formula", HEADER.replace("plural=(", "plural=(EXPRESSION ") + BODY)
    put(tmp_path, "gas")
    old = broken.with_suffix(".mo")
    old.write_bytes(b"old")
    results = list(compile_catalogs(tmp_path))
    errors = [str(each) for each in results if isinstance(each, BrokenCatalog)]
    assert len(errors) == 2
    assert str(broken) in errors[0]
    assert str(formula) in errors[1]
    assert "Plural-Forms" in errors[1]
    assert old.read_bytes() == b"old"
    assert (tmp_path / "ru/LC_MESSAGES/gas.mo").is_file()


def test_a_folder_of_ones_own_and_a_dry_run(tmp_path: Path) -> None:
    put(tmp_path / "in", "gas")
    (dry,) = compile_catalogs(tmp_path / "in", tmp_path / "out", dry_run=True)
    assert isinstance(dry, Compiled)
    assert dry.changed
    assert not (tmp_path / "out").exists()
    list(compile_catalogs(tmp_path / "in", tmp_path / "out"))
    assert (tmp_path / "out/ru/LC_MESSAGES/gas.mo").is_file()
    assert not list((tmp_path / "in").rglob("*.mo"))


def test_what_cannot_be_written_is_an_error_of_that_catalog_alone(tmp_path: Path) -> None:
    put(tmp_path, "gas")
    put(tmp_path, "oil")
    (tmp_path / "ru/LC_MESSAGES/gas.mo").mkdir()
    results = list(compile_catalogs(tmp_path))
    assert isinstance(results[0], CatalogNotWritten)
    assert isinstance(results[1], Compiled)
    assert not any(isinstance(each, CatalogError) for each in results[1:])
