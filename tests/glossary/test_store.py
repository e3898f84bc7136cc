from __future__ import annotations

import gc
import pickle
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from glossary import (
    BrokenEntry,
    BrokenFile,
    Concept,
    DuplicateConcept,
    Glossary,
    Status,
    fingerprint,
    terms_folders,
)
from glossary.entry import read_concept
from glossary.store import OWN_FOLDER, packaged_folder

Write = Callable[..., Path]


def test_the_packaged_terms_are_read_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    glossary = Glossary.load()
    turkiye = glossary.get("turkiye")
    assert turkiye is not None
    assert turkiye.preferred("tr").text == "Türkiye"  # type: ignore[union-attr]
    assert glossary.path("turkiye").parent == packaged_folder()  # type: ignore[union-attr]


def test_a_projects_own_terms_are_read_after_the_packaged_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / OWN_FOLDER
    own.mkdir(parents=True)
    (own / "ours.toml").write_text('[our-desk]\nen = "our desk"\n')
    assert Glossary.load().get("our-desk") is not None
    assert terms_folders() == (packaged_folder(), OWN_FOLDER)
    other = tmp_path / "other"
    assert terms_folders(other) == (packaged_folder(), other)


def test_the_packaged_folder_is_not_read_twice_from_its_own_project(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(packaged_folder().parent.parent)
    assert terms_folders() == (packaged_folder(),)


def test_files_are_read_in_the_order_of_their_names_and_concepts_in_theirs(
    write: Write, tmp_path: Path
) -> None:
    write('[c]\nen = "c"\n', "b.toml")
    write('[b]\nen = "b"\n[a]\nen = "a"\n', "a.toml")
    glossary = Glossary.load([tmp_path])
    assert [concept.id for concept in glossary.concepts] == ["b", "a", "c"]
    assert [concept.subject for concept in glossary.concepts] == ["a", "a", "b"]


def test_a_concept_knows_its_line_whatever_stands_above_it(write: Write) -> None:
    text = '# places\r\n\r\n[ baku ]\r\nen = "Baku"\r\n  ["aktau"] # port\r\nen = "Aktau"\r\n'
    glossary = Glossary.load([write(text)])
    assert [concept.line for concept in glossary.concepts] == [3, 5]


def test_an_empty_file_and_an_empty_folder_hold_nothing(write: Write, tmp_path: Path) -> None:
    assert Glossary.load([tmp_path]).concepts == ()
    assert Glossary.load([write("")]).concepts == ()


def test_a_byte_order_mark_is_no_part_of_the_terms(write: Write) -> None:
    assert Glossary.load([write('\ufeff[baku]\nen = "Baku"\n')]).get("baku") is not None


def test_an_unknown_id_is_none() -> None:
    assert Glossary([]).get("baku") is None
    assert Glossary([]).path("baku") is None


# What is broken is named with its line.


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ('[a]\nen = "a"\n[b\nen = "b"\n', 3, "not valid TOML"),
        ('[a]\nen = "a\n', 2, "not valid TOML"),
        ('[a]\nen = "a"\nen = "b"\n', 3, "not valid TOML"),
        ("\0", 1, "not valid TOML"),
        ('# x\n[a]\nkk = "а"\nen = ["a", 5]\n', 4, "a text or a table"),
        ('[a]\n\n"kz" = "а"\n', 3, "key is unknown"),
        ('[a]\nen = "a"\nforbidden.kz = "а"\n', 3, "no locale"),
        ('[a]\nen = "a"\n[a.forbidden]\nkz = "а"\n', 3, "no locale"),
        ('[a]\nen = "a"\n[A]\nen = "b"\n', 3, "id is made of"),
        ('title = "Places"\n', 1, "id is made of|is a table"),
        ('[a]\noverride = true\nen = "a"\n', 1, "overrides nothing"),
    ],
)
def test_an_error_names_file_line_and_remedy(
    write: Write, text: str, line: int, complaint: str
) -> None:
    path = write(text)
    with pytest.raises((BrokenFile, BrokenEntry), match=complaint) as caught:
        Glossary.load([path])
    assert (caught.value.path, caught.value.line) == (path, line)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert caught.value.advice


def test_a_file_in_another_encoding_is_named_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    path.write_bytes('[a]\nen = "a"\nru = "а"\n'.encode("cp1251"))
    with pytest.raises(BrokenFile, match="UTF-8") as caught:
        Glossary.load([path])
    assert caught.value.line == 3


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match="No such file"):
        Glossary.load([tmp_path / "nowhere"])


def test_an_error_survives_the_way_between_processes(write: Write) -> None:
    with pytest.raises(BrokenEntry) as caught:
        Glossary.load([write('[a]\nkz = "а"\n')])
    copy = pickle.loads(pickle.dumps(caught.value))
    assert str(copy) == str(caught.value)
    assert copy.key == "kz"


def test_an_id_in_two_files_is_an_error_that_names_both_places(
    write: Write, tmp_path: Path
) -> None:
    first, second = write('[x]\nen = "x"\n[a]\nen = "a"\n', "1.toml"), tmp_path / "2.toml"
    write('\n[a]\nen = "A"\n', "2.toml")
    with pytest.raises(DuplicateConcept, match=f"stands in {first}:3") as caught:
        Glossary.load([tmp_path])
    assert (caught.value.path, caught.value.line) == (second, 2)


def test_an_id_twice_in_one_file_is_an_error_that_names_both_lines(write: Write) -> None:
    path = write('[a]\nen = "a"\n[b]\nen = "b"\n[a]\nen = "A"\n')
    with pytest.raises(DuplicateConcept, match=f"stands in {path}:1") as caught:
        Glossary.load([path])
    assert caught.value.line == 5


def test_two_concepts_in_memory_cannot_share_an_id() -> None:
    concept = read_concept("a", {"en": "a"}, subject="test")
    with pytest.raises(DuplicateConcept, match="'a'"):
        Glossary([concept, concept])


def test_a_later_file_overrides_a_concept_if_it_says_so(write: Write) -> None:
    first = write('[a]\nen = "a"\nkk = "а"\n[b]\nen = "b"\n', "1.toml")
    second = write('[a]\noverride = true\nen = "A"\n', "2.toml")
    glossary = Glossary.load([first, second])
    assert [concept.id for concept in glossary.concepts] == ["a", "b"]
    assert glossary.get("a").terms.keys() == {"en"}  # type: ignore[union-attr]
    assert glossary.path("a") == second


def test_what_is_broken_is_left_out_only_when_asked_for(write: Write, tmp_path: Path) -> None:
    write('[a]\nen = "a"\n[c]\nkz = "c"\n[d]\nen = "d"\n', "1.toml")
    write('[b\nen = "b"\n', "2.toml")
    write('[a]\nen = "A"\n[e]\nen = "e"\n', "3.toml")
    glossary = Glossary.load([tmp_path, tmp_path / "gone.toml"], skip_broken=True)
    assert [concept.id for concept in glossary.concepts] == ["a", "d", "e"]
    assert glossary.get("a").terms["en"][0].text == "a"  # type: ignore[union-attr]
    kinds = [type(problem) for problem in glossary.problems]
    assert kinds == [BrokenEntry, BrokenFile, DuplicateConcept, BrokenFile]


def test_reading_leaves_the_garbage_collector_as_it_was(write: Write) -> None:
    gc.disable()
    try:
        Glossary.load([write('[a]\nen = "a"\n')])
        assert not gc.isenabled()
    finally:
        gc.enable()
    with pytest.raises(BrokenFile):
        Glossary.load([write("[")])
    assert gc.isenabled()


# Search.


@pytest.fixture
def places() -> Glossary:
    tables = {
        "istanbul": {"en": "Istanbul", "tr": "İstanbul", "kk": "Ыстанбұл", "ru": "Стамбул"},
        "isparta": {"en": "Isparta", "tr": "Isparta"},
        "turkic-council": {"en": "Turkic Council", "ru": "Тюркский совет"},
        "turkiye": {"en": ["Türkiye", "Turkey"], "ru": "Турция"},
        "ots": {"en": [{"text": "OTS", "acronym": True}], "ru": {"text": "ОТГ", "acronym": True}},
    }
    return Glossary(read_concept(id_, table, subject="test") for id_, table in tables.items())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("İSTANBUL", "istanbul"),
        ("ıstanbul", "istanbul"),
        ("istanbul", "istanbul"),
        ("ISPARTA", "isparta"),
        ("ısparta", "isparta"),
        ("Стамбул", "istanbul"),
        ("стмбул", "istanbul"),
        ("ыстанбұл", "istanbul"),
        ("turkiye", "turkiye"),
        ("TURKEY", "turkiye"),
        ("council", "turkic-council"),
        ("council turkic", "turkic-council"),
        ("отг", "ots"),
    ],
)
def test_search_finds_a_term_in_any_language_and_casing(
    places: Glossary, query: str, found: str
) -> None:
    assert places.search(query)[0].concept.id == found


def test_search_keeps_to_a_locale_and_a_limit(places: Glossary) -> None:
    assert [hit.term.locale for hit in places.search("istanbul", "tr")] == ["tr"]
    assert len(places.search("a", limit=1)) <= 1


def test_search_gives_each_concept_once_the_best_first(places: Glossary) -> None:
    hits = places.search("turk")
    ids = [hit.concept.id for hit in hits]
    assert len(ids) == len(set(ids))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_of_two_that_are_equally_alike_the_concept_that_prefers_the_term_comes_first() -> None:
    accepting = {"en": "Kazakh", "kk": ["қазақ", "Қазақстан"]}
    tables = {"kazakh": accepting, "kazakhstan": {"en": "Kazakhstan", "kk": "Қазақстан"}}
    found = Glossary(read_concept(id_, table, subject="s") for id_, table in tables.items())
    assert [hit.concept.id for hit in found.search("қазақстанға")] == ["kazakhstan", "kazakh"]


@pytest.mark.parametrize("query", ["", "   ", "\u200b", "qqqqqqqq", "\ud800"])
def test_search_for_nothing_finds_nothing(places: Glossary, query: str) -> None:
    assert places.search(query) == ()


# Fingerprints.


def concept(**changes: object) -> Concept:
    table = {
        "pos": "proper noun",
        "en": ["Organization of Turkic States", {"text": "OTS", "acronym": True}],
        "kk": {"text": "Түркі мемлекеттері ұйымы", "izafet": True},
        "ru": "Организация тюркских государств",
        "forbidden": {"ru": ["Организация тюркоязычных государств"]},
        "gloss": {"en": "Unity", "ru": "Единство"},
    }
    return read_concept("ots", table | changes, subject="test")


@pytest.mark.parametrize(
    "changes",
    [
        {"definition": "An organization."},
        {"note": "Look at this."},
        {"source": "turkicstates.org"},
        {"kk": "Ұйым"},
        {"gloss": {"en": "Unity", "ru": "Единство", "kk": "Бірлік"}},
        {"forbidden": {"ru": ["Организация тюркоязычных государств"], "kk": ["х"]}},
        {"ru": {"text": "Организация тюркских государств", "note": "checked"}},
    ],
)
def test_a_fingerprint_ignores_what_cannot_change_a_draft(changes: dict[str, object]) -> None:
    assert fingerprint(concept(**changes), "ru") == fingerprint(concept(), "ru")


@pytest.mark.parametrize(
    "changes",
    [
        {"en": ["Organization of Turkic States"]},
        {"en": ["Organization of Turkic States", "OTS"]},
        {"ru": ["Организация тюркских государств", "ОТГ"]},
        {"ru": {"text": "Организация тюркских государств", "head": [0]}},
        {"ru": {"text": "Организация тюркских государств", "irregular": {"GEN.SG": "х"}}},
        {"forbidden": {"ru": []}},
        {"gloss": {"en": "Unity"}},
        {"gloss": {"ru": "Единство"}},
        {"status": "proposed"},
    ],
)
def test_a_fingerprint_changes_with_what_can_change_a_draft(changes: dict[str, object]) -> None:
    assert fingerprint(concept(**changes), "ru") != fingerprint(concept(), "ru")


def test_a_fingerprint_does_not_depend_on_where_the_concept_stands() -> None:
    moved = replace(concept(), line=99, subject="other")
    assert fingerprint(moved, "ru") == fingerprint(concept(), "ru")


def test_a_fingerprint_is_the_same_in_every_run() -> None:
    assert fingerprint(concept(), "kk") == "3c9c021170210918"


def test_irregular_forms_count_in_any_order() -> None:
    one = {"GEN.SG": "а", "DAT.SG": "б"}
    other = dict(reversed(one.items()))
    term = concept().terms["ru"][0]
    fingerprints = {
        fingerprint(
            replace(concept(), terms={"ru": (replace(term, irregular=MappingProxyType(forms)),)}),
            "ru",
        )
        for forms in (one, other)
    }
    assert len(fingerprints) == 1


def test_a_retired_concept_stays_in_the_glossary(write: Write) -> None:
    glossary = Glossary.load([write('[a]\nen = "a"\nstatus = "deprecated"\n')])
    assert glossary.get("a").status is Status.DEPRECATED  # type: ignore[union-attr]


def test_ten_thousand_concepts_load_in_seconds(write: Write) -> None:
    rng = random.Random(1)
    word = lambda: "".join(rng.choices("abcdefghijklmnop", k=8))  # noqa: E731 - shorter so
    text = "\n".join(
        f'[concept-{n}]\nen = ["{word()} {word()}", "{word()}"]\nkk = "{word()}"\nru = "{word()}"\n'
        f'tr = {{ text = "{word()}", izafet = true }}\naz = "{word()}"\n'
        for n in range(10_000)
    )
    path = write(text)
    start = time.process_time()
    glossary = Glossary.load([path])
    # The benchmark measures; this only makes sure that nothing is quadratic.
    assert time.process_time() - start < 5
    assert len(glossary.concepts) == 10_000
