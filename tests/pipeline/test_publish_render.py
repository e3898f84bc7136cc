"""Articles with the translations of their catalogs in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline.articles import by_suffix, read_article
from pipeline.catalogs import CatalogFile, Entry, parse, serialise, wanted
from pipeline.model import Article, Format, Inline, MarkKind, Role
from pipeline.publish import MARK, Missing, Rendered, language_tag, localise, render, slug
from pipeline.publish.localise import Alternate

HERE = Path(__file__).parent
SAMPLES = sorted((HERE.parents[1] / "articles").iterdir())
NASTY = sorted([*(HERE / "nasty").iterdir(), *(HERE / "nasty_html").iterdir()])
CYRILLIC = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")

MARKDOWN = """---
title: Gas
description: Gas flows west.
date: 2024-02-14
---

# Gas today

Gas **flows** west.

- To Baku
- To Tbilisi

| Year | Tons |
| ---- | ---: |
| 2024 | many |

![A pipe](pipe.jpg)

The end
=======
"""
HTML = """<!DOCTYPE html>
<html lang="en">
<head><title>Gas</title></head>
<body>
<h1>Gas today</h1>
<p>Gas <b>flows</b> west.</p>
<ul><li>To Baku</li><li>To Tbilisi</li></ul>
<p><img src="pipe.jpg" alt="A pipe"></p>
</body>
</html>
"""
TEXT = """Gas
===

Gas flows west.

- To Baku
- To Tbilisi

The end
"""


def read(text: str, suffix: str = ".md") -> Article:
    path = Path(f"gas{suffix}")
    found = by_suffix(path)
    assert found
    return Article(path=path, name="gas", format=found, document=found.read(text))


def catalog(words: dict[str, str], *, fuzzy: tuple[str, ...] = ()) -> CatalogFile:
    return CatalogFile(
        metadata={},
        entries=tuple(
            Entry(msgid=m, msgstr=(t,), flags=("fuzzy",) if m in fuzzy else ())
            for m, t in words.items()
        ),
    )


def approved(article: Article, translate: dict[str, str] | None = None) -> CatalogFile:
    """The article's catalog, through a file, with every block translated by itself."""
    words = translate or {}
    entries = wanted(article.document.blocks, "article")
    made = CatalogFile(
        metadata={"Language": "kk"},
        entries=tuple(
            Entry(msgid=e.msgid, context=e.context, msgstr=(words.get(e.msgid, e.msgid),))
            for e in entries
        ),
    )
    return parse(serialise(made))


def in_cyrillic(source: str, format_: Format) -> str:
    """A translation of the same length, with some letters replaced, but for what is copied."""
    inline = format_.parse(source)
    copied = {
        place
        for mark in inline.marks
        if mark.kind is MarkKind.VERBATIM
        for place in range(mark.start, mark.end)
    }
    text = "".join(c if i in copied else c.translate(CYRILLIC) for i, c in enumerate(inline.text))
    return format_.write(Inline(text=text, marks=inline.marks))


@pytest.mark.parametrize("path", [*SAMPLES, *NASTY], ids=lambda path: path.name)
def test_an_article_translated_by_itself_is_itself(path: Path) -> None:
    article = read_article(path)
    rendered = render(article, approved(article))
    assert rendered.text.encode() == path.read_bytes()
    assert rendered.missing == ()


@pytest.mark.parametrize("path", [*SAMPLES, *NASTY], ids=lambda path: path.name)
def test_a_translated_article_has_the_same_blocks_in_other_words(path: Path) -> None:
    article = read_article(path)
    blocks = article.document.blocks
    words = {block.source: in_cyrillic(block.source, article.format) for block in blocks}
    rendered = render(article, approved(article, words))
    again = article.format.read(rendered.text).blocks
    assert [block.role for block in again] == [block.role for block in blocks]
    texts = [article.format.parse(block.source).text for block in again]
    assert texts == [article.format.parse(words[block.source]).text for block in blocks]


@settings(deadline=None)
@given(st.sampled_from([".md", ".txt", ".html"]), st.text())
def test_any_text_translated_by_itself_is_itself(suffix: str, text: str) -> None:
    article = read(text, suffix)
    assert render(article, approved(article)).text == text


def test_a_source_in_two_roles_has_two_translations() -> None:
    article = read("# Gas\n\nGas\n")
    entries = (
        Entry(msgid="Gas", msgstr=("Газ туралы",)),
        Entry(msgid="Gas", context="paragraph", msgstr=("Газ",)),
    )
    rendered = render(article, CatalogFile(metadata={}, entries=entries))
    assert rendered.text == "# Газ туралы\n\nГаз\n"


@pytest.mark.parametrize(
    "entry",
    [
        Entry(msgid="Gas", msgstr=("Газ",), flags=("fuzzy",)),
        Entry(msgid="Gas", msgstr=("Газ",), obsolete=True),
        Entry(msgid="Gas", msgstr=(" ",)),
        Entry(msgid="Gas", msgstr=("Газ",), context="title"),
    ],
)
def test_what_may_not_be_used_is_missing(entry: Entry) -> None:
    rendered = render(read("Gas\n"), CatalogFile(metadata={}, entries=(entry,)))
    assert rendered.text == "Gas\n"
    assert [block.source for block in rendered.missing] == ["Gas"]


def test_fuzzy_translations_can_be_asked_for() -> None:
    rendered = render(read("Gas\n"), catalog({"Gas": "Газ"}, fuzzy=("Gas",)), use_fuzzy=True)
    assert rendered.text == "Газ\n"
    assert rendered.missing == ()


@pytest.mark.parametrize(("suffix", "text"), [(".md", MARKDOWN), (".html", HTML), (".txt", TEXT)])
def test_missing_blocks_can_be_marked_and_nothing_else_changes(suffix: str, text: str) -> None:
    article = read(text, suffix)
    rendered = render(article, catalog({"Gas": "Газ"}), missing=Missing.MARK)
    unmarked = rendered.text.replace(MARK, "").replace('"Gas flows west."', "Gas flows west.")
    assert unmarked == in_title(text)
    again = article.format.read(rendered.text).blocks
    assert [block.role for block in again] == [block.role for block in article.document.blocks]
    assert [block.source.startswith(MARK) for block in again] == [
        block in rendered.missing for block in article.document.blocks
    ]


def in_title(text: str) -> str:
    places = ("title: Gas", "<title>Gas", "Gas\n===")
    for place in places:
        text = text.replace(place, place.replace("Gas", "Газ"))
    return text


def omitted(text: str, suffix: str, words: dict[str, str]) -> str:
    return render(read(text, suffix), catalog(words), missing=Missing.OMIT).text


def test_missing_blocks_of_markdown_can_be_left_out() -> None:
    assert omitted(
        MARKDOWN, ".md", {"Gas": "Газ", "Gas today": "Газ", "To Baku": "Бакуге", "many": "көп"}
    ) == (
        '---\ntitle: Газ\ndescription: ""\ndate: 2024-02-14\n---\n\n# Газ\n\n- Бакуге\n\n'
        "| &nbsp; | &nbsp; |\n| ---- | ---: |\n| &nbsp; | көп |\n\n![](pipe.jpg)\n\n"
    )


def test_a_list_item_of_which_the_first_words_are_left_out_begins_with_the_next() -> None:
    text = "- One\n\n  two\n- three\n  - four\n  - five\n- six\n"
    words = {"two": "екі", "four": "төрт", "five": "бес"}
    assert omitted(text, ".md", words) == "- екі\n- - төрт\n  - бес\n"


def test_a_numbered_list_still_begins_with_its_first_number() -> None:
    assert omitted("Two:\n1. one\n2. two\n3. three\n", ".md", {"Two:": "Екі:", "three": "үш"}) == (
        "Екі:\n1. үш\n"
    )


def test_missing_blocks_of_html_can_be_left_out() -> None:
    expected = in_title(HTML).replace("To Baku", "Бакуге")
    for gone in (
        "<h1>Gas today</h1>\n",
        "<p>Gas <b>flows</b> west.</p>\n",
        "<li>To Tbilisi</li>",
        "A pipe",
    ):
        expected = expected.replace(gone, "")
    assert omitted(HTML, ".html", {"Gas": "Газ", "To Baku": "Бакуге"}) == expected


def test_missing_blocks_of_text_can_be_left_out() -> None:
    words = {"Gas flows west.": "Газ батысқа ағады.", "To Tbilisi": "Тбилисиге"}
    assert omitted(TEXT, ".txt", words) == "Газ батысқа ағады.\n\n- Тбилисиге\n\n"


@pytest.mark.parametrize("path", [*SAMPLES, *NASTY], ids=lambda path: path.name)
def test_no_word_of_what_is_left_out_remains_and_no_other_is_lost(path: Path) -> None:
    article = read_article(path)
    blocks = article.document.blocks
    sources = dict.fromkeys(block.source for block in blocks)
    words = {s: in_cyrillic(s, article.format) for i, s in enumerate(sources) if i % 2}
    text = render(article, approved_only(article, words), missing=Missing.OMIT).text
    assert not any(ord(char) >= 0x10FF00 for char in text)
    outside = (Role.ALT, Role.TOOLTIP)  # others may stand in the markup of what is left out
    kept = [b.source for b in blocks if b.source in words and b.role not in outside]
    found = {article.format.parse(b.source).text for b in article.format.read(text).blocks}
    assert {article.format.parse(words[source]).text for source in kept} - found == set()


def approved_only(article: Article, words: dict[str, str]) -> CatalogFile:
    made = approved(article, words)
    return CatalogFile(metadata={}, entries=tuple(e for e in made.entries if e.msgid in words))


HOSTILE = [
    "<script>alert(1)</script>",
    "</p></body><script src=//evil.example></script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">газ</a>',
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "<!-- --><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "</title><script>alert(1)</script>",
    '<b onclick="alert(1)">газ</b>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<style>*{display:none}</style>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "\N{NULL}<scr\0ipt>alert(1)</script>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_translation_cannot_bring_script_or_markup_into_a_page(hostile: str) -> None:
    page = HTML.replace("Gas <b>", "<i title='Tip'>Gas</i> <a href='/x'>is</a> <b>")
    article = read(page, ".html")
    made = approved(article, {block.source: hostile for block in article.document.blocks})
    for text in (
        render(article, made).text,
        localise(
            render(article, made).text, "html", "kk", (Alternate(language="kk", address="/"),)
        ),
    ):
        parsed = LexborHTMLParser(text)
        before = LexborHTMLParser(page)
        for name in ("script", "svg", "iframe", "style", "meta", "math"):
            assert not parsed.css(name)
        for node in parsed.css("*"):
            assert not any(key.startswith("on") or key == "srcdoc" for key in node.attributes)
            assert "javascript:" not in (node.attributes.get("href") or "")
        assert len(parsed.css("p")) == len(before.css("p"))
        assert len(parsed.css("li")) == len(before.css("li"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<!doctype html><html><head></head>",
            '<!doctype html><html lang="kk" dir="ltr"><head></head>',
        ),
        ("<HTML LANG=en DIR='rtl' class=a>", '<HTML lang="kk" dir="ltr" class=a>'),
        ('<html xml:lang="en" lang="en">', '<html dir="ltr" xml:lang="kk" lang="kk">'),
        (
            "<!doctype html>\n<title>x</title>",
            '<!doctype html>\n<html lang="kk" dir="ltr">\n<title>x</title>',
        ),
        ("<!-- <html lang=en> --><p>x", "<!-- <html lang=en> --><p>x"),
        ('<html lang="kk" dir="ltr">', '<html lang="kk" dir="ltr">'),
    ],
)
def test_a_page_says_its_language(text: str, expected: str) -> None:
    assert localise(text, "html", "kk") == expected
    assert localise(expected, "html", "kk") == expected


def test_a_right_to_left_language_says_so() -> None:
    assert localise("<html>", "html", "kk_Arab") == '<html lang="kk-Arab" dir="rtl">'


def test_links_to_other_languages_stand_at_the_end_of_the_head() -> None:
    page = "<html><head><script>'</head>'</script><title>x</title></head><body></head>"
    alternates = (
        Alternate(language="kk", address="gas.html"),
        Alternate(language="ru", address="../ru/g?a=1&b=2"),
    )
    text = localise(page, "html", "kk", alternates)
    links = LexborHTMLParser(text).css("head > link[rel=alternate]")
    assert [(n.attributes["hreflang"], n.attributes["href"]) for n in links] == [
        ("kk", "gas.html"),
        ("ru", "../ru/g?a=1&b=2"),
    ]
    assert text.index("<link") > text.index("</title>")
    assert localise(text, "html", "kk", alternates) == text


@pytest.mark.parametrize("page", ["<html><p>x", "<html><head><title>x", "<!doctype html><p>x"])
def test_links_find_the_head_of_a_page_that_does_not_close_it(page: str) -> None:
    text = localise(page, "html", "kk", (Alternate(language="kk", address="a"),))
    assert len(LexborHTMLParser(text).css("head > link")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: x\n---\nlang: en\n", "---\nlang: kk\ntitle: x\n---\nlang: en\n"),
        ("---\r\ntitle: x\r\nlang: en\r\n---\r\n", "---\r\ntitle: x\r\nlang: kk\r\n---\r\n"),
        ('---\n"lang": en # here\ndate: 1\n---', "---\nlang: kk\ndate: 1\n---"),
        ("---\nlang:\n  - en\n- ru\ndate: 1\n...\nText\n", "---\nlang: kk\ndate: 1\n...\nText\n"),
        ("---\nx:\n  lang: en\n---\n", "---\nlang: kk\nx:\n  lang: en\n---\n"),
        ("---\nlanguage: en\n---\n", "---\nlang: kk\nlanguage: en\n---\n"),
        ("---\n---\n", "---\nlang: kk\n---\n"),
        ("\ufeff---\ntitle: x\n---\n", "\ufeff---\nlang: kk\ntitle: x\n---\n"),
        ("+++\n[a]\nlang = 'en'\n+++\n", "+++\nlang = \"kk\"\n\n[a]\nlang = 'en'\n+++\n"),
        ('+++\nlang = "en"\n+++\n', '+++\nlang = "kk"\n+++\n'),
        ("+++\nbroken\n+++\n", "+++\nbroken\n+++\n"),
        ("---\n\nText\n\n---\n", "---\n\nText\n\n---\n"),
        ("# No front matter\n", "# No front matter\n"),
    ],
)
def test_front_matter_says_its_language(text: str, expected: str) -> None:
    assert localise(text, "markdown", "kk") == expected
    assert localise(expected, "markdown", "kk") == expected


def test_plain_text_says_nothing_of_its_language() -> None:
    assert localise("---\nlang: en\n---\n", "text", "kk") == "---\nlang: en\n---\n"


@settings(deadline=None)
@given(st.text(st.sampled_from("-+\n\r lang:=en'\"[]<>/html# \ufeff")))
def test_saying_the_language_twice_is_saying_it_once(text: str) -> None:
    for name in ("markdown", "html", "text"):
        once = localise(text, name, "kk", (Alternate(language="kk", address="a"),))
        assert localise(once, name, "kk", (Alternate(language="kk", address="a"),)) == once


@pytest.mark.parametrize("locale", ["", "../kk", "k", "kk/..", "zz_ZZ"])
def test_what_is_no_locale_is_refused(locale: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        language_tag(locale)


def test_the_title_is_the_translated_one_without_markup() -> None:
    assert title("---\ntitle: Gas\n---\n# Oil\n", {"Gas": "Газ"}) == "Газ"
    assert title("# Gas **now**\n", {"Gas **now**": "**Қазір** газ"}) == "Қазір газ"
    assert title("Text\n", {}) == ""


def title(text: str, words: dict[str, str]) -> str:
    rendered: Rendered = render(read(text), catalog(words))
    return rendered.title


@given(st.text())
def test_a_slug_is_safe_in_paths_and_addresses_and_its_own_slug(text: str) -> None:
    made = slug(text)
    assert made == slug(made)
    assert len(made) <= 80
    assert all(c.isascii() and (c.isalnum() or c == "-") for c in made)
    assert made == made.lower().strip("-")


def test_slugs_of_all_languages_can_be_read() -> None:
    assert slug("Қазақстан Әзербайжанмен ұшақ өткізді") == "qazaqstan-azerbayzhanmen-ushaq-otkizdi"
    assert slug("Пять армий, одно учение: «Бирлестик» в Мангистау") == (
        "pyat-armiy-odno-uchenie-birlestik-v-mangistau"
    )
    assert slug("TÜRKİYE’nin ığdır’ı") == "turkiyenin-igdiri"
    assert slug("Əliyev Şuşada çıxış etdi") == "eliyev-susada-cixis-etdi"


def test_a_long_title_is_cut_between_words() -> None:
    made = slug("газ " * 60)
    assert made.endswith("gaz")
    assert 76 <= len(made) <= 80
    assert slug("г" * 100) == "g" * 80
