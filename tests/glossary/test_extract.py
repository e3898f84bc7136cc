from __future__ import annotations

from pathlib import Path

import pytest

from glossary import Glossary
from glossary.entry import read_concept
from glossary.extract import Kind, extract
from glossary.plain import SUFFIXES, html_words, read_articles, read_words

GLOSSARY = Glossary(
    read_concept(id_, table, subject="test")
    for id_, table in {
        "kazakhstan": {"pos": "proper noun", "en": "Kazakhstan"},
        "minister": {"en": "minister"},
        "gas-pipeline": {"en": "gas pipeline"},
        "secret": {"en": "secret clause", "status": "proposed"},
    }.items()
)


def candidates(text: str, *, minimum: int = 1) -> dict[str, int]:
    return {c.text: c.count for c in extract([text], GLOSSARY, minimum=minimum)}


def test_names_are_counted_over_all_texts_with_one_context() -> None:
    texts = ["He met Marat Ospanov. Then Marat Ospanov left.", "She knows Marat Ospanov."]
    [candidate] = [c for c in extract(texts, GLOSSARY) if c.kind is Kind.NAME]
    assert (candidate.text, candidate.count) == ("Marat Ospanov", 3)
    assert candidate.context == "He met Marat Ospanov."
    assert candidate.texts == (0, 1)


def test_a_candidate_tells_which_texts_hold_it() -> None:
    texts = [
        "Osh grew.",
        "In Osh the border crossing and the border crossing.",
        "A border crossing.",
    ]
    found = {c.text: c.texts for c in extract(texts, GLOSSARY)}
    assert found == {"Osh": (0, 1), "border crossing": (1, 2)}


def test_what_the_glossary_has_is_no_candidate_proposed_or_not() -> None:
    assert candidates("In Kazakhstan the gas pipeline has a secret clause.") == {}


def test_a_name_that_holds_a_term_is_a_candidate_as_a_whole() -> None:
    assert "Kazakhstan Temir Zholy" in candidates("The head of Kazakhstan Temir Zholy spoke.")


def test_the_office_before_a_name_is_no_part_of_it() -> None:
    assert candidates("It was Minister Aigul Sadykova's idea.") == {"Aigul Sadykova": 1}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He works at the Ministry of Trade and Integration.", "Ministry of Trade and Integration"),
        ("They read the Charter of the Council.", "Charter of the Council"),
        ("It was New Year's Eve.", "New Year's Eve"),
        ("They crossed Karaganda's border.", "Karaganda"),
    ],
)
def test_links_and_possessives_are_treated_as_names_have_them(text: str, name: str) -> None:
    assert name in candidates(text)


def test_two_names_joined_by_and_are_two() -> None:
    assert candidates("It links Osh and Naryn.").keys() == {"Osh", "Naryn"}


def test_a_word_that_opens_a_sentence_is_no_name_for_its_capital() -> None:
    assert candidates("Soldiers came. Soldiers left. “Soldiers,” he said.") == {}
    text = "Aktau grows. We love Aktau. Women vote, say many women. The role of Women changed."
    assert candidates(text) == {"Aktau": 2}


def test_a_stop_word_opens_a_sentence_without_joining_the_name() -> None:
    assert candidates("The Caspian Fund met. However Lake Balkhash shrinks.").keys() == {
        "Caspian Fund",
        "Lake Balkhash",
    }


def test_days_and_months_are_no_names() -> None:
    assert candidates("They met on Monday in October, and on Fridays.") == {}


def test_headlines_say_nothing_about_names() -> None:
    assert candidates("Leaders Sign Historic Deal In Secret\n\nNEW PORT OPENS TODAY") == {}


def test_addresses_say_nothing() -> None:
    assert candidates("See https://News.kz/Big/Port or Press@Port.kz now.") == {}


def test_phrases_that_recur_are_candidates() -> None:
    text = "The border crossing is shut. A border crossing opened. He saw every border crossing."
    assert candidates(text, minimum=2) == {"border crossing": 3}


def test_a_phrase_within_one_longer_phrase_is_not_counted_apart() -> None:
    text = "The dry cargo terminal is new. Each dry cargo terminal works."
    assert candidates(text, minimum=2) == {"dry cargo terminal": 2}
    more = text + " The cargo terminal burned."
    assert candidates(more, minimum=2) == {"cargo terminal": 3, "dry cargo terminal": 2}


@pytest.mark.parametrize(
    "text", ["very quickly", "newly built", "is going", "the a of", "big house of", ""]
)
def test_phrases_of_stop_words_adverbs_and_participles_are_none(text: str) -> None:
    assert candidates(text) == {}


def test_the_most_frequent_come_first() -> None:
    found = extract(["We saw Osh, Osh, Naryn, Talas, Talas and Talas."], GLOSSARY, minimum=1)
    assert [c.text for c in found] == ["Talas", "Osh", "Naryn"]


@pytest.mark.parametrize("text", ["\0", "\ud800", "A" * 100_000, "A " * 20_000, "a. B" * 10_000])
def test_odd_texts_are_borne(text: str) -> None:
    assert isinstance(extract([text], GLOSSARY), tuple)


def test_the_words_of_html_come_without_its_markup(tmp_path: Path) -> None:
    path = tmp_path / "a.HTML"
    markup = "<head><title>T</title></head><p>Caf\u00e9 <b>Osh</b><br>x</p><STYLE>p</STYLE>"
    path.write_text(f"\ufeff{markup}", "utf-8")
    assert read_words(path).split() == ["Café", "Osh", "x"]
    assert html_words("a < b & c") == "a < b & c"
    assert html_words("<p>un<b>closed").split() == ["unclosed"]


def test_other_articles_are_read_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf# <b>Osh</b> \xff")
    assert read_words(path) == "# <b>Osh</b> \ufffd"
    with pytest.raises(FileNotFoundError):
        read_words(tmp_path / "b.md")


def test_a_folder_stands_for_the_articles_below_it_each_read_once(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "south/c.HTML", "south/notes.pdf", ".hidden/d.md", ".e.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"<p>{name}", "utf-8")
    found = list(read_articles([tmp_path / "b.md", tmp_path, tmp_path / "south"]))
    paths = [each[0].relative_to(tmp_path) for each in found if not isinstance(each, OSError)]
    assert [path.as_posix() for path in paths] == ["b.md", "a.txt", "south/c.HTML"]
    assert found[2] == (tmp_path / "south/c.HTML", "\n\nsouth/c.HTML")


def test_what_cannot_be_read_stops_no_other_article(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b.md").write_text("Osh", "utf-8")
    error, article = read_articles([tmp_path])
    assert isinstance(error, FileNotFoundError)
    assert article == (tmp_path / "b.md", "Osh")


def test_articles_of_a_folder_are_what_the_pipeline_reads() -> None:
    articles = pytest.importorskip("pipeline.articles")
    assert {suffix for each in articles.formats() for suffix in each.suffixes} == SUFFIXES
