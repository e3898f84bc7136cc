from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.articles.addresses import unmark_addresses
from pipeline.articles.markdown import MarkdownFormat
from pipeline.articles.markdown.inline import SPACE
from pipeline.model import Block, Inline, Mark, MarkKind, Role

MARKDOWN = MarkdownFormat()
NASTY = sorted((Path(__file__).parent / "nasty").glob("*.md"))
INSETS = (Role.ALT, Role.TOOLTIP)


def blocks(article: str) -> list[tuple[Role, str]]:
    return [(block.role, block.source) for block in MARKDOWN.read(article).blocks]


def sources(article: str) -> list[str]:
    return [source for _, source in blocks(article)]


def translated(article: str, **words: str) -> str:
    """Render ``article`` with the blocks replaced whose source, without markup, is a key."""

    def translate(block: Block) -> str | None:
        return words.get(re.sub(r"\W", "", block.source))

    return MARKDOWN.read(article).render(translate)


def kept(article: str) -> str:
    return MARKDOWN.read(article).render(lambda block: None)


# What is a block, and what is its source


def test_headings_paragraphs_quotes_and_list_items_are_blocks() -> None:
    assert blocks("# A #\n\nB\n=\n\nC\n\n> D\n>\n> - E\n>   1. F\n") == [
        (Role.HEADING, "A"),
        (Role.HEADING, "B"),
        (Role.PARAGRAPH, "C"),
        (Role.QUOTE, "D"),
        (Role.LIST_ITEM, "E"),
        (Role.LIST_ITEM, "F"),
    ]


def test_a_heading_says_its_level_and_a_cell_its_place() -> None:
    document = MARKDOWN.read("### A\n\nB\n---\n\n| C | D |\n|---|---|\n| E | F |\n")
    assert [block.note for block in document.blocks] == [
        "heading, level 3",
        "heading, level 2",
        "header, column 1",
        "header, column 2",
        "row 1, column 1",
        "row 1, column 2",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_from_the_top_of_the_file(newline: str) -> None:
    article = "\ufeff---\ntitle: T\n---\n\n# A\n\nB\n![C\n](d\n'E')\n\n[f]: g\n'H'\n"
    document = MARKDOWN.read(article.replace("\n", newline))
    assert {block.source[0]: block.line for block in document.blocks} == {
        "T": 2, "A": 5, "B": 7, "C": 8, "E": 10, "H": 13,
    }  # fmt: skip


def test_a_rewrapped_paragraph_is_the_same_source() -> None:
    assert sources("> one two\n> three") == sources("one\n  two three") == ["one two three"]


def test_lazy_lines_belong_to_their_paragraph() -> None:
    assert blocks("> - one\ntwo\n") == [(Role.LIST_ITEM, "one two")]


@pytest.mark.parametrize("hard", ["  ", "    ", "\\"])
def test_a_hard_break_has_one_spelling_in_sources(hard: str) -> None:
    assert sources(f"> one{hard}\n> two") == ["one \\\ntwo"]


def test_spaces_at_the_end_of_a_line_within_code_are_no_hard_break() -> None:
    assert sources("a `b  \nc` d\\\\\ne") == ["a `b c` d\\ e"]


def test_entities_and_needless_escapes_are_resolved_in_sources() -> None:
    assert sources("AT&amp;T &copy; \\(x\\) \\*a\\* &amp;lt; 5 * 3") == [
        "AT&T © (x) \\*a\\* \\&lt; 5 * 3"
    ]


def test_escapes_that_only_keep_a_line_from_being_a_block_are_not_in_sources() -> None:
    assert sources("1986\\. A year\n\n\\- no item\n\n\\# no heading\n\n&#32;[x]: y") == [
        "1986. A year",
        "- no item",
        "# no heading",
        "[x]: y",
    ]


def test_references_are_self_contained_in_sources() -> None:
    article = "[a] [b][] [c d][A] ![a] [no] [no][no]\n\n[a]: /a\n[b]: /b\n"
    assert sources(article)[0] == "[a][a] [b][b] [c d][A] ![a][a] \\[no\\] \\[no\\]\\[no\\]"


def test_pipes_in_table_cells_are_plain_in_sources() -> None:
    assert sources("|a\\|b|`c\\|d`|\n|-|-|\n") == ["a|b", "`c|d`"]


def test_cells_beyond_the_header_are_left_alone() -> None:
    assert sources("|a|\n|-|\n|b|c|\n") == ["a", "b"]


def test_task_markers_and_alerts_stand_outside_of_sources() -> None:
    article = "- [x] done\n- [ ] open\n\n> [!NOTE]\n> Mind.\n"
    assert sources(article) == ["done", "open", "Mind."]
    assert translated(article, done="a", open="b", Mind="c") == (
        "- [x] a\n- [ ] b\n\n> [!NOTE]\n> c\n"
    )


def test_footnotes_are_blocks_and_their_references_marks() -> None:
    assert blocks("A[^1] b.\n\n[^1]: Note\n    more.\n\n    Again.\n") == [
        (Role.PARAGRAPH, "A[^1] b."),
        (Role.FOOTNOTE, "Note more."),
        (Role.FOOTNOTE, "Again."),
    ]


def test_code_rules_and_comments_are_no_blocks() -> None:
    assert not blocks("```\na\n```\n\n    b\n\n***\n\n<!-- c -->\n\n[d]: /e\n\n![](f)\n")


def test_images_and_links_give_their_description_and_title_as_blocks_after_their_own() -> None:
    article = 'See ![a *cat*](c.png \'A "cat"\') and [b](d "e").\n\nNext.\n'
    document = MARKDOWN.read(article)
    assert [(block.role, block.source, block.note) for block in document.blocks[1:-1]] == [
        (Role.ALT, "a *cat*", "image c.png"),
        (Role.TOOLTIP, 'A "cat"', "title of c.png"),
        (Role.TOOLTIP, "e", "title of d"),
    ]


def test_an_image_alone_is_no_block_but_its_description_is() -> None:
    assert blocks("[![a](b)](c)\n\n![d](e)\n") == [(Role.ALT, "a"), (Role.ALT, "d")]


def test_titles_of_link_definitions_are_blocks() -> None:
    article = "[a]: /b\n  'C\n  d'\n\n[e]: <f> (G \\) h)\n"
    assert blocks(article) == [(Role.TOOLTIP, "C d"), (Role.TOOLTIP, "G ) h")]
    assert translated(article, Cd="it's", Gh="(x)") == (
        "[a]: /b\n  'it\\'s'\n\n[e]: <f> (\\(x\\))\n"
    )


def test_raw_html_is_read_as_html() -> None:
    article = "- <figure>\n  <img src=x alt='A'><figcaption>B *c*\n  d</figcaption></figure>\n"
    assert blocks(article) == [(Role.ALT, "A"), (Role.CAPTION, "B \\*c\\* d")]
    assert translated(article, A="Ä", Bcd="<x> & \\*y\\*") == (
        "- <figure>\n  <img src=x alt='Ä'><figcaption>&lt;x&gt; &amp; *y*</figcaption></figure>\n"
    )


def test_raw_html_on_which_quote_marks_stand_is_left_alone() -> None:
    assert not blocks("> <p>a\n> b</p>\n")


# Front matter


def test_words_of_the_front_matter_are_blocks_and_data_is_not() -> None:
    article = (
        "---\ntitle: Gas\nogTitle: Gas flows\nseo:\n  meta-description: 'It''s'\n"
        'images: [{src: a.jpg, alt: A pipe, caption: "B"}]\nlead: >-\n  Two\n  lines\n'
        "date: 2024-02-14\ntags: [gas]\nslug: gas\nsummary: 2024\ndraft: true\nauthor: A. B.\n"
        "---\nBody\n"
    )
    assert blocks(article) == [
        (Role.TITLE, "Gas"),
        (Role.TITLE, "Gas flows"),
        (Role.DESCRIPTION, "It's"),
        (Role.ALT, "A pipe"),
        (Role.CAPTION, "B"),
        (Role.DESCRIPTION, "Two lines"),
        (Role.PARAGRAPH, "Body"),
    ]


def test_only_the_value_changes_in_front_matter() -> None:
    article = (
        "---\r\ntitle: &t Gas  # kept\r\nsubtitle: 'Old'\r\nalias: *t\r\nlead: |\r\n  One\r\n"
        "  two\r\n\r\ndate: 2024-02-14   \r\n---\r\nBody\r\n"
    )
    assert translated(article, Gas="Kazakhstan: gas", Old="It's", Onetwo='Bir "iki"') == (
        "---\r\ntitle: &t \"Kazakhstan: gas\"  # kept\r\nsubtitle: 'It''s'\r\nalias: *t\r\n"
        'lead: "Bir \\"iki\\""\r\n\r\ndate: 2024-02-14   \r\n---\r\nBody\r\n'
    )


@pytest.mark.parametrize(
    "title", ["да", "Yes", "12", "a: b", "a #b", "- a", "[x]", "{y", "&z", "*", "'", '"', "a, b",
              "\u2028", "\ufeffa", "a\tb", "null", "~", "%", "@", "`", "?", "!", "|", ">", "x:"]
)  # fmt: skip
@pytest.mark.parametrize("old", ["old", "'old'", '"old"', "|\n  old", "{title: old}"])
def test_any_title_can_be_written_in_any_style(title: str, old: str) -> None:
    article = f"---\nseo:\n {old}\nx: y\n---\n" if "{" in old else f"---\ntitle: {old}\nx: y\n---\n"
    again = MARKDOWN.read(translated(article, old=MARKDOWN.write(Inline(text=title))))
    assert [MARKDOWN.parse(block.source).text for block in again.blocks] == (
        [title] if title.strip() else ["old"]
    )


@pytest.mark.parametrize(
    "article",
    ["---\ntitle: a: b\n---\n", "---\ntitle: [\n---\n", "---\ntitle: \0\n---\n",
     "+++\ntitle = 'a'\n+++\n", "---\n---\n", "---\ntitle: " + "[" * 2000 + "\n---\n"],
)  # fmt: skip
def test_broken_and_foreign_front_matter_is_left_alone(article: str) -> None:
    assert sources(article + "Body\n") == ["Body"]


def test_paragraphs_between_rules_are_no_front_matter() -> None:
    assert sources("---\n\nOne: two\n\n---\n") == ["One: two"]
    assert sources("---\nOne\n---\n") == ["One"]
    assert translated("---\nOne\n---\n", One="title: x") == "---\ntitle\\: x\n---\n"


# Rendering


def test_a_translation_takes_one_line_and_hard_breaks_keep_prefix_and_spelling() -> None:
    article = "> 1. one\n>    two  \n>    three\n\n- four\n"
    assert translated(article, onetwothree="a \\\nb", four="c \\\nd") == (
        "> 1. a  \n>    b\n\n- c\\\n  d\n"
    )


@pytest.mark.parametrize(
    "text",
    ["1. May", "12) x", "# x", "#", "> x", "- x", "+ x", "* x", "-", "---", "* * *", "___", "===",
     "```", "~~~ x", "<div>", "<!-- x", "</p>", "[a]: b", "[^1]: b", "[ ] x", "[!NOTE]",
     "|-|", ":-:", "+++", "    x", "\\", "x\\", "a|b", "a|", "\\|", "| a |", "x #", "x ##",
     "title: x", "&#35; x", '"x"', "<b>"],
)  # fmt: skip
@pytest.mark.parametrize(
    "article",
    ["W\n", "> W\n", "- W\n", "1. - W\n", "# W\n", "## W ##\n", "W\n---\n", "W\n===\n", "x\n\nW\n",
     "|W|\n|-|\n|W|\n", "W | W\n-|-\nW | W\n", "[^n]: W\n", "[r]: /r\nW\n", "- [ ] W\n",
     "> [!TIP]\n> W\n", "## W #\n---\n", "- W\n---\n", "> W\n---\n", "# W\n-|-\n",
     "---\ntitle: W\n---\n", "---\nW\n---\n", "![W](u)\n",
     "[a](u 'W')\n", "[r]: /r (W)\n"],
)  # fmt: skip
def test_text_that_looks_like_a_block_stays_text(text: str, article: str) -> None:
    document = MARKDOWN.read(article)
    translation = MARKDOWN.write(Inline(text=text))
    again = MARKDOWN.read(document.render(lambda b: translation if b.source == "W" else None))
    assert [block.role for block in again.blocks] == [block.role for block in document.blocks]
    before = {MARKDOWN.parse(block.source).text for block in document.blocks}
    after = {MARKDOWN.parse(block.source).text for block in again.blocks}
    assert after == before - {"W"} | {text.strip()}


def test_nul_is_a_replacement_character_and_not_a_letter() -> None:
    assert sources("a\0b") == ["a\ufffdb"]
    assert sources(translated("# W\n", W=MARKDOWN.write(Inline(text="_*_\0")))) == [
        "\\_\\*\\_\ufffd"
    ]


def test_a_table_keeps_the_only_bar_of_its_head() -> None:
    assert translated("a\\|b\n-|\nc\n", ab="x", c="y") == "x |\n-|\ny\n"


def test_line_breaks_in_a_translation_that_are_not_hard_become_spaces() -> None:
    assert translated("> a\n\n# b\n\n|c|\n|-|\n", a="x\r\n\ny", b="x\\\ny", c="x  \ny") == (
        "> x y\n\n# x y\n\n|x y|\n|-|\n"
    )


def test_a_blank_translation_keeps_the_source() -> None:
    assert translated("a\n\nb\n", a="", b=" \n") == "a\n\nb\n"


def test_descriptions_and_titles_are_translated_in_the_article_and_in_translations() -> None:
    article = 'See\n![Ä](u\n"T") now\n'
    assert translated(article, Ä="Ö [x", T='a "b"') == ('See\n![Ö \\[x](u\n"a \\"b\\"") now\n')
    moved = MARKDOWN.read(article).render(
        lambda block: {"Ä": "Ö", "T": "Z"}.get(block.source, '![Ä](u "T") gör')
    )
    assert moved == '![Ö](u "Z") gör\n'


def test_a_description_that_is_a_label_keeps_its_reference() -> None:
    article = "![map]\n\n[map]: m.png\n"
    assert translated(article, map="harita") == "![harita][map]\n\n[map]: m.png\n"


def test_a_translation_refers_to_no_definition_by_chance() -> None:
    article = "One\n\n[two]: /x\n"
    assert translated(article, One="[two]") == "\\[two\\]\n\n[two]: /x\n"


def test_a_translated_description_in_a_cell_keeps_its_pipes() -> None:
    article = "|![a](b)|\n|-|\n"
    assert translated(article, a="x|y") == "|![x\\|y](b)|\n|-|\n"


# Inline markup


def marks(source: str) -> list[tuple[MarkKind, str, str, str]]:
    inline = MARKDOWN.parse(source)
    return [(m.kind, m.open, inline.text[m.start : m.end], m.close) for m in inline.marks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("***a** b*", [(MarkKind.SPAN, "*", "a b", "*"), (MarkKind.SPAN, "**", "a", "**")]),
        ("~~a~~ ~b~", [(MarkKind.SPAN, "~~", "a", "~~"), (MarkKind.SPAN, "~", "b", "~")]),
        ('[a](b "c")', [(MarkKind.SPAN, "[", "a", '](b "c")')]),
        ("[a][b]", [(MarkKind.SPAN, "[", "a", "][b]")]),
        ("`` a`b ``", [(MarkKind.VERBATIM, "`` ", "a`b", " ``")]),
        ("<https://a.b>", [(MarkKind.VERBATIM, "<", "https://a.b", ">")]),
        ("https://a.b/c.", [(MarkKind.VERBATIM, "", "https://a.b/c", "")]),
        ("<code>a_b_</code>", [(MarkKind.VERBATIM, "<code>", "a_b_", "</code>")]),
        ("<i class=x>a</i>", [(MarkKind.SPAN, "<i class=x>", "a", "</i>")]),
        ("a<br>b", [(MarkKind.VOID, "<br>", "", "")]),
        ("a[^1]", [(MarkKind.VOID, "[^1]", "", "")]),
        ("a \\\nb", [(MarkKind.VOID, "\\\n", "", "")]),
        ("[![a](b)](c)", [(MarkKind.VOID, "[![a](b)](c)", "", "")]),
        ("<b>a *b</b> c*", [
            (MarkKind.VOID, "<b>", "", ""),
            (MarkKind.SPAN, "*", "b c", "*"),
            (MarkKind.VOID, "</b>", "", ""),
        ]),
        ("**a[^1]** **b**[^2]", [
            (MarkKind.SPAN, "**", "a", "[^1]**"),
            (MarkKind.SPAN, "**", "b", "**"),
            (MarkKind.VOID, "[^2]", "", ""),
        ]),
        ("a\\*b", [(MarkKind.VERBATIM, "\\", "*", "")]),
        ("a&shy;b", [(MarkKind.VOID, "&shy;", "", "")]),
        ("[sic] 5 * 3 a_b_c &c < 1", []),
    ],
)  # fmt: skip
def test_markup_becomes_marks(source: str, expected: list[tuple[MarkKind, str, str, str]]) -> None:
    assert marks(source) == expected


def bold(start: int, end: int, delimiter: str = "**") -> Mark:
    return Mark(kind=MarkKind.SPAN, start=start, end=end, open=delimiter, close=delimiter)


@pytest.mark.parametrize(
    ("inline", "source"),
    [
        (Inline(text="Baküde", marks=(bold(0, 4),)), "**Bakü**de"),
        (Inline(text="Baküde", marks=(bold(0, 4, "_"),)), "*Bakü*de"),
        (Inline(text="«Бірлік»тің", marks=(bold(0, 8),)), "<strong>«Бірлік»</strong>тің"),
        (Inline(text="a b c", marks=(bold(1, 4),)), "a **b** c"),
        (Inline(text="ab", marks=(bold(0, 1), bold(1, 2))), "<strong>a</strong><strong>b</strong>"),
    ],
)
def test_emphasis_that_delimiters_cannot_mark_is_written_otherwise(
    inline: Inline, source: str
) -> None:
    assert MARKDOWN.write(inline) == source


def test_marks_without_text_are_void_and_spoil_no_others() -> None:
    link = Mark(kind=MarkKind.SPAN, start=2, end=2, open="[", close="](u)")
    inline = Inline(text="a b c", marks=(bold(0, 1), bold(2, 2), link, bold(2, 3, "_")))
    assert MARKDOWN.write(inline) == "**a** [](u)_b_ c"


def test_escapes_stand_only_where_they_are_needed() -> None:
    assert MARKDOWN.write(Inline(text="*a* AT&T, a_b, https://a.b/_(c) &amp; 5 * 3")) == (
        "\\*a\\* AT&T, a_b, https://a.b/_(c) \\&amp; 5 * 3"
    )


# Laws

LAW = settings(deadline=None, max_examples=150)

FRAGMENTS = st.sampled_from(
    ["*", "**", "_", "__", "~", "~~", "`", "``", "[", "]", "(", ")", "!", "<", ">", "&", "\\",
     "\n", "  \n", "\\\n", " ", "\t", "'", '"', "#", "|", "](u)", '](u "t")', "![", "[^1]", "[b]",
     "&amp;", "&#10;", "&x;", "<b>", "</b>", "<code>", "</code>", "<br>", "<!-- c -->", "<http://x.y>",
     "http://x.y/z_a", "a@b.cd", "жақсы", "word ", " word", "e\u0301", "\u00a0", "\0", "\u2028"]
)  # fmt: skip
SOURCES = st.lists(FRAGMENTS | st.text(max_size=3), max_size=20).map("".join)

LINES = st.sampled_from(
    ["# ", "## a #", "> ", "- ", "* ", "1. ", "2) ", "    ", "\t", "---", "===", "***", "```",
     "~~~", "<div>", "<p>p</p>", "<!--", "-->", "<b>", "</div>", "| a | b |", "|---|---|",
     "| c \\| d |", "a | b", "-|-", "[a]: /u", '[a]: /u "t"', "[^1]: ", "[^1]", "[a]", "[b][a]",
     '![i](u "t")', "![a]", "[l](u 't')", "word", "two words", "*em*", "**b**", "`c`", "a\\", "b  ",
     "&amp;", "\\*", "[ ] ", "[!NOTE]", "---\ntitle: x\n---", "+++", "title: y", 'description: "z"',
     '"q"', "(p)", "\ufeff", "\0", "\u00a0", "\x0c", "é", "", "  ", "|", "=", "-", "+",
     "1986.", ":-:"]
)  # fmt: skip
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\n\r\n", "", "\n> ", "\n  ", "\n- "])
ARTICLES = st.lists(st.tuples(LINES | st.text(max_size=4), BREAKS), max_size=12).map(
    lambda lines: "".join(text + newline for text, newline in lines)
)


@LAW
@given(ARTICLES)
def test_nothing_translated_gives_the_article_back(article: str) -> None:
    document = MARKDOWN.read(article)
    assert document.render(lambda block: None) == article
    assert document.render(lambda block: block.source) == article


@LAW
@given(ARTICLES)
def test_sources_are_canonical(article: str) -> None:
    for block in MARKDOWN.read(article).blocks:
        inline = MARKDOWN.parse(block.source)
        assert MARKDOWN.write(inline) == block.source == block.source.strip(SPACE)
        assert inline.text.strip()
        assert "\n" not in block.source.replace("\\\n", "")
        assert not any(re.fullmatch(r"&#?\w+;|\\", mark.open) for mark in inline.marks)
        assert 1 <= block.line <= 1 + len(re.findall("[\r\n]", article))


# The first cell of a table may look like a list item, and for this alone end the block before.
ODD_HEAD = re.compile(r"(?:^|[\r\n])[ \t>]*(?:[-+*#]|\d+[.)])[^\r\n]*\|")


@LAW
@given(ARTICLES, SOURCES)
def test_a_translation_is_read_back_and_brings_no_blocks_in(article: str, text: str) -> None:
    document = MARKDOWN.read(article)
    if "<" in article or not text.strip():  # HTML has its own laws
        return
    if ODD_HEAD.search(article):
        return
    translation = MARKDOWN.write(Inline(text=text))
    insets = any(block.role in INSETS for block in document.blocks)
    again = MARKDOWN.read(
        document.render(lambda b: translation if (b.role in INSETS) is insets else None)
    )
    assert [block.role for block in again.blocks] == [block.role for block in document.blocks]
    for block in again.blocks:
        if (block.role in INSETS) is insets:
            inline = unmark_addresses(MARKDOWN.parse(block.source))
            assert not inline.marks
            assert one_line(inline.text) == one_line(text)


def one_line(text: str) -> str:
    lines = re.split(r"[\r\n]+", text.replace("\0", "\ufffd"))
    return " ".join(filter(None, (line.strip(SPACE) for line in lines)))


@LAW
@given(SOURCES)
def test_write_undoes_parse(source: str) -> None:
    assert MARKDOWN.write(MARKDOWN.parse(source)) == source


@LAW
@given(SOURCES)
def test_marks_nest_and_follow_each_other(source: str) -> None:
    inline = MARKDOWN.parse(source)
    open_ends: list[int] = []
    start = 0
    for mark in inline.marks:
        assert start <= mark.start <= mark.end <= len(inline.text)
        start = mark.start
        while open_ends and open_ends[-1] <= mark.start:
            open_ends.pop()
        assert not open_ends or mark.end <= open_ends[-1]
        open_ends.append(mark.end)
        assert (mark.kind is MarkKind.VOID) is (mark.start == mark.end)
        assert mark.kind is not MarkKind.VOID or not mark.close


@LAW
@given(SOURCES | st.text())
def test_parse_undoes_write_for_text(text: str) -> None:
    inline = Inline(text=text)
    assert unmark_addresses(MARKDOWN.parse(MARKDOWN.write(inline))) == inline


SPANS = [("[", '](u "t")'), ("**", "**"), ("*", "*"), ("_", "_"), ("~~", "~~"), ("<i>", "</i>")]
VOIDS = ["![a](b)", "[^1]", "<br>", "<!-- c -->"]
WORDS = st.sampled_from(
    ["word", "«Бірлік»", "it's", "(a)", "x*y", "[sic]", '"q"', "5", "*", "a_b", "A&amp;B", "!"]
)


@dataclass
class Builder:
    """Puts an inline together from words and marks at word boundaries."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def word(self, word: str) -> None:
        self.text += word

    def void(self, markup: str) -> None:
        at = len(self.text)
        self.marks += (Mark(kind=MarkKind.VOID, start=at, end=at, open=markup),)

    def code(self, word: str) -> None:
        start, self.text = len(self.text), f"{self.text}{word}"
        self.marks += (
            Mark(kind=MarkKind.VERBATIM, start=start, end=len(self.text), open="`", close="`"),
        )


@st.composite
def inlines(draw: st.DrawFn) -> Inline:
    builder = Builder()

    def fill(depth: int, spans: list[tuple[str, str]]) -> None:
        for index in range(draw(st.integers(1, 3))):
            builder.word(" " if index else "")
            kind = draw(st.integers(0, 5))
            if kind == 0 and depth < 3:
                start, slot = len(builder.text), len(builder.marks)
                opening, closing = draw(st.sampled_from(spans))
                fill(depth + 1, SPANS[1:] if opening == "[" else spans)  # no links in links
                end = len(builder.text)
                span = Mark(kind=MarkKind.SPAN, start=start, end=end, open=opening, close=closing)
                builder.marks = (*builder.marks[:slot], span, *builder.marks[slot:])
                builder.word(draw(st.sampled_from(["", "", "да", "'да", ","])))
                continue
            if kind == 1:
                builder.void(draw(st.sampled_from(VOIDS)))
            if kind == 2:
                builder.code("x_*y")
            else:
                builder.word(draw(WORDS))

    fill(0, SPANS)
    return Inline(text=builder.text, marks=builder.marks)


NAMES = {"**": "strong", "__": "strong", "*": "em", "_": "em", "~~": "del", "~": "del"}


def meaning(inline: Inline) -> tuple[str, list[list[str]]]:
    """Return what an inline says, however emphasis is spelled and whatever is in what."""
    found: list[list[str]] = []
    for (start, end), group in groupby(inline.marks, key=lambda mark: (mark.start, mark.end)):
        names = sorted(NAMES.get(mark.open, mark.open.strip("<>")) for mark in group)
        found.append([f"{start}-{end}", *names])
    return inline.text, found


@LAW
@given(inlines())
def test_parse_undoes_write_for_marks_at_word_boundaries(inline: Inline) -> None:
    again = unmark_addresses(MARKDOWN.parse(MARKDOWN.write(inline)))
    assert meaning(again) == meaning(inline)


# Nasty files


@pytest.mark.parametrize("path", NASTY, ids=lambda path: path.stem)
@pytest.mark.parametrize("newline", ["\n", "\r\n", None])
def test_nasty_files_come_back_byte_for_byte(path: Path, newline: str | None) -> None:
    article = path.read_bytes().decode()
    if newline:
        article = re.sub(r"\r\n|\n|\r", newline, article)
    assert kept(article) == article


@pytest.mark.parametrize("path", NASTY, ids=lambda path: path.stem)
def test_nasty_files_keep_their_blocks_when_every_text_grows(path: Path) -> None:
    def longer(block: Block) -> str:
        inline = MARKDOWN.parse(block.source)
        return MARKDOWN.write(replace(inline, text=inline.text + " ж"))

    document = MARKDOWN.read(path.read_bytes().decode())
    again = MARKDOWN.read(document.render(longer))
    assert [block.role for block in again.blocks] == [block.role for block in document.blocks]
    assert [MARKDOWN.parse(block.source).text for block in again.blocks] == [
        MARKDOWN.parse(block.source).text + " ж" for block in document.blocks
    ]


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, "![" * 10_000, "[a](" * 5_000, "*" * 10_000 + "a", "*a " * 5_000, "a**b" * 5_000,
     ">" * 10_000 + " a", "> " * 10_000 + "a", "- " * 10_000 + "a", "<b>" * 5_000 + "a",
     "`" * 10_000, "\\" * 10_000, "&" * 10_000, "<!--" * 5_000, "a <!--" * 5_000, "~a ~~" * 5_000,
     "[a](b" * 5_000, "[[a]](b)" * 2_000, "<b>" * 5_000 + "a" + "</b>" * 5_000, "_a*" * 5_000,
     "x\n" * 5_000, "| a " * 2_000 + "|\n" + "|-" * 2_000 + "|\n", "http://" + ")" * 50_000],
    ids=lambda text: text[:8].strip(),
)  # fmt: skip
def test_pathological_text_ends_soon_and_comes_back(text: str) -> None:
    document = MARKDOWN.read(text)
    assert document.render(lambda block: None) == text
    for block in document.blocks:
        assert MARKDOWN.write(MARKDOWN.parse(block.source)) == block.source


@pytest.mark.slow
def test_ten_megabytes_come_back() -> None:
    everything = (NASTY[0].parent / "everything.md").read_text(encoding="utf-8")
    article = everything.split("---\n", 2)[2] + "\n\n" + "A sentence of *prose*. " * 1_000 + "\n\n"
    big = article * (10_000_000 // len(article))
    document = MARKDOWN.read(big)
    assert document.render(lambda block: None) == big
    assert len(document.blocks) > 10_000
