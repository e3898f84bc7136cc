from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.articles.plain import PlainFormat
from pipeline.model import Block, Inline, MarkKind, Role

PLAIN = PlainFormat()
NASTY = sorted((Path(__file__).parent / "nasty").glob("*.txt"))
LONG = "The delegations will meet again in the capital of the republic on Monday"
LAW = settings(deadline=None)


def sources(article: str) -> list[str]:
    return [block.source for block in PLAIN.read(article).blocks]


def roles(article: str) -> list[Role]:
    return [block.role for block in PLAIN.read(article).blocks]


def translated(article: str, words: dict[str, str]) -> str:
    return PLAIN.read(article).render(lambda block: words.get(block.source))


def test_blank_lines_and_lines_without_words_end_a_paragraph() -> None:
    assert sources("One.\n \t\nTwo.\n* * *\nThree.\n\x0c\nFour.") == [
        "One.",
        "Two.",
        "Three.",
        "Four.",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_that_were_wrapped_are_joined(newline: str) -> None:
    assert sources(f"{LONG}{newline}  afternoon.{newline}") == [f"{LONG} afternoon."]


def test_lines_that_were_meant_are_blocks_of_their_own() -> None:
    assert sources("Roses are red,\nViolets are blue.") == ["Roses are red,", "Violets are blue."]
    assert sources("12 Main Street\n010000 Astana") == ["12 Main Street", "010000 Astana"]


def test_a_short_line_goes_on_in_lower_case() -> None:
    assert sources("A short line\nthat goes on.") == ["A short line that goes on."]


def test_a_line_is_meant_if_the_next_word_would_have_fit() -> None:
    assert sources(f"{LONG}\nafternoon. A year\nLater they met.") == [
        f"{LONG} afternoon. A year",
        "Later they met.",
    ]


def test_list_items_are_blocks_without_their_bullets() -> None:
    article = "Sports:\n- wrestling, which is\n  popular\n* archery\n1. not an item here\n"
    assert sources(article) == [
        "Sports:",
        "wrestling, which is popular",
        "archery",
        "not an item here",
    ]
    assert roles(article) == [Role.PARAGRAPH, *[Role.LIST_ITEM] * 3]


def test_numbers_make_items_only_where_a_list_can_be() -> None:
    assert roles("1. One\n2) Two\n\nx\n") == [Role.LIST_ITEM, Role.LIST_ITEM, Role.PARAGRAPH]
    assert sources(f"{LONG} for\n21. January is the day.") == [
        f"{LONG} for 21. January is the day."
    ]
    assert sources("1986. A great year.") == ["1986. A great year."]


def test_an_indented_line_begins_a_paragraph() -> None:
    assert sources(f"   {LONG}\nafternoon.\n   Then they left.") == [
        f"{LONG} afternoon.",
        "Then they left.",
    ]


def test_the_first_line_alone_is_the_title_unless_it_is_a_sentence() -> None:
    assert roles("Nomad games\n\nThey open.\n") == [Role.TITLE, Role.PARAGRAPH]
    assert roles("They open.”\n") == [Role.PARAGRAPH]
    assert roles("Nomad games\nin Astana\n") == [Role.PARAGRAPH]


def test_an_underlined_line_is_a_heading() -> None:
    assert roles("A.\n===\n\nB\n---\nC\n\n- D\n---\n") == [
        Role.TITLE,
        Role.HEADING,
        Role.PARAGRAPH,
        Role.LIST_ITEM,
    ]


def test_lines_are_counted_from_the_top_of_the_file() -> None:
    assert [block.line for block in PLAIN.read("\ufeffA\r\n\rB\n\n\n- C\n- D").blocks] == [
        1,
        3,
        6,
        7,
    ]


def test_only_the_words_are_replaced() -> None:
    article = "\ufeffTitle\r\n\r\n  - One\x0c\r\n\t Two.  \r\n\r\n---"
    words = {"Title": "Başlık", "One": "Bir", "Two.": "İki."}
    assert translated(article, words) == "\ufeffBaşlık\r\n\r\n  - Bir\x0c\r\n\t İki.  \r\n\r\n---"


def test_a_translation_is_wrapped_as_its_block_was_and_no_line_begins_like_an_item() -> None:
    article = f"  - {LONG}\r\n    afternoon.\r\n"
    translation = f"{LONG} - 2. Then —"
    first = LONG.removesuffix(" Monday")
    assert translated(article, {f"{LONG} afternoon.": translation}) == (
        f"  - {first}\r\n    Monday - 2. Then —\r\n"
    )


def test_a_translation_of_one_line_stays_on_one_line() -> None:
    assert translated("One.\n", {"One.": f"{LONG}\n\n{LONG}"}) == f"{LONG} {LONG}\n"


def test_addresses_are_verbatim() -> None:
    inline = PLAIN.parse("See https://example.org/a_(b). Mail press@example.org!")
    assert [(mark.kind, inline.text[mark.start : mark.end]) for mark in inline.marks] == [
        (MarkKind.VERBATIM, "https://example.org/a_(b)"),
        (MarkKind.VERBATIM, "press@example.org"),
    ]


LINES = st.sampled_from(
    [LONG, "Short line", "lower line", "- item", "* ", "1. one", "12) x", "1986. year", "===",
     "---", "…", "", " ", "\t", "\x0c", "\u00a0", "\u2028", "\ufeff", "\0", "https://a.b/c",
     "  indented"]
)  # fmt: skip
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\n\r\n", ""])
ARTICLES = st.lists(st.tuples(LINES | st.text(max_size=5), BREAKS), max_size=12).map(
    lambda lines: "".join(text + newline for text, newline in lines)
)


@LAW
@given(ARTICLES)
def test_nothing_translated_gives_the_article_back(article: str) -> None:
    document = PLAIN.read(article)
    assert document.render(lambda block: None) == article
    assert document.render(lambda block: block.source) == article


@LAW
@given(ARTICLES)
def test_every_word_of_an_article_is_in_a_block(article: str) -> None:
    words = re.findall(r"[^\W_]+", re.sub(r"(?m)^\s*[0-9]{1,2}[.)]\s", "", article))
    found = re.findall(r"[^\W_]+", " ".join(sources(article)))
    assert [w for w in words if not w.isdigit()] == [w for w in found if not w.isdigit()]


@LAW
@given(ARTICLES)
def test_sources_are_one_line_and_never_blank(article: str) -> None:
    for block in PLAIN.read(article).blocks:
        assert block.source == block.source.strip() != ""
        assert not re.search("[\r\n\0]", block.source)
        assert PLAIN.write(PLAIN.parse(block.source)) == block.source


@LAW
@given(st.text())
def test_write_undoes_parse_and_parse_undoes_write(text: str) -> None:
    assert PLAIN.write(PLAIN.parse(text)) == text
    assert PLAIN.parse(PLAIN.write(Inline(text=text))).text == text


@LAW
@given(
    st.lists(st.sampled_from(["Word", "word", "-", "*", "3.", "—", "x" * 30, "(a)"]), min_size=1)
)
def test_a_wrapped_translation_is_read_back_as_one_block(words: list[str]) -> None:
    article = f"Title\n\n{LONG}\nand goes on\n\nNext.\n"
    translation = "Then " + " ".join(words)
    again = sources(translated(article, {f"{LONG} and goes on": translation}))
    assert again == ["Title", translation, "Next."]


@pytest.mark.parametrize("path", NASTY, ids=lambda path: path.stem)
@pytest.mark.parametrize("newline", ["\n", "\r\n", None])
def test_nasty_files_come_back_byte_for_byte(path: Path, newline: str | None) -> None:
    article = path.read_bytes().decode()
    if newline:
        article = re.sub(r"\r\n|\n|\r", newline, article)
    assert PLAIN.read(article).render(lambda block: None) == article


@pytest.mark.parametrize("path", NASTY, ids=lambda path: path.stem)
def test_nasty_files_keep_their_blocks_when_letters_change(path: Path) -> None:
    def accented(block: Block) -> str:
        return block.source.replace("e", "é")

    document = PLAIN.read(path.read_bytes().decode())
    again = PLAIN.read(document.render(accented))
    assert [block.source for block in again.blocks] == [
        accented(block) for block in document.blocks
    ]


@pytest.mark.slow
def test_ten_megabytes_are_read_in_seconds() -> None:
    article = (NASTY[0].parent / "plain.txt").read_text(encoding="utf-8") + "\n\n"
    big = article * (10_000_000 // len(article))
    assert PLAIN.read(big).render(lambda block: None) == big
