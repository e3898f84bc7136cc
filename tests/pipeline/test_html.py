"""HTML articles: read, rendered, and compared with the tree that a browser-grade parser builds."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline.articles.html import HtmlFormat
from pipeline.articles.html.inline import normalise
from pipeline.articles.html.pieces import pieces
from pipeline.articles.html.text import decode
from pipeline.model import Block, Format, Inline, Mark, MarkKind, Role

HTML: Format = HtmlFormat()
NASTY = sorted((Path(__file__).parent / "nasty_html").glob("*.html"))
Node = tuple[int, str | None, object]


def article(path: Path) -> str:
    return path.read_bytes().decode()


def sources(text: str) -> list[str]:
    return [block.source for block in HTML.read(text).blocks]


def blocks(text: str) -> list[tuple[Role, str]]:
    return [(block.role, block.source) for block in HTML.read(text).blocks]


def rendered(text: str, words: dict[str, str]) -> str:
    return HTML.read(text).render(lambda block: words.get(block.source))


def shouted(block: Block) -> str:
    """A translation into the same words in the other case, but for those that are copied."""
    inline = HTML.parse(block.source)
    copied = {
        place
        for mark in inline.marks
        if mark.kind is MarkKind.VERBATIM
        for place in range(mark.start, mark.end)
    }
    text = "".join(
        c.swapcase() if c.isascii() and place not in copied else c
        for place, c in enumerate(inline.text)
    )
    return HTML.write(Inline(text=text, marks=inline.marks))


def tree(text: str, show: Callable[[str], str] = str) -> list[Node]:
    """The document as browsers read it: depth and content of each node, in document order.

    White space is collapsed; ``show`` is applied to texts and the values of attributes.
    """
    nodes: list[Node] = []
    stack = [(LexborHTMLParser(text).root, 0)]
    while stack:
        node, depth = stack.pop()
        assert node is not None
        if node.tag == "-text":
            words = node.text_content or ""
            if nodes and nodes[-1][:2] == (depth, "-text"):
                words = f"{nodes.pop()[2]}{words}"
            nodes.append((depth, "-text", words))
        elif node.tag == "-comment":
            nodes.append((depth, "-comment", node.comment_content))
        else:
            attributes = {
                (name, show(squeezed(value or ""))) for name, value in node.attributes.items()
            }
            nodes.append((depth, node.tag, frozenset(attributes)))
        children = []
        child = node.child
        while child is not None:
            children.append((child, depth + 1))
            child = child.next
        stack.extend(reversed(children))
    return [
        (depth, tag, show(squeezed(str(value))) if tag == "-text" else value)
        for depth, tag, value in nodes
        if tag != "-text" or squeezed(str(value))
    ]


def squeezed(text: str) -> str:
    return re.sub("[ \t\n\f\r]+", " ", text).strip(" ")


# --- The laws -------------------------------------------------------------------------------------

INLINE = "b i a span br img x-y input font em ruby rt nobr"
BLOCKS = (
    "p div ul li table tr td th caption tbody h1 h2 button option label blockquote dl dt dd "
    "section body html head noscript object figure form optgroup hr meta center"
)
LEFT_ALONE = (
    "code kbd title textarea svg math script style pre template iframe xmp select foreignObject "
    "desc mi mtext annotation-xml"
)
SHOWN = [*INLINE.split(), *BLOCKS.split()]
TAGS = [*SHOWN, *LEFT_ALONE.split()]
ATTRIBUTES = [
    ' title="Tip &amp; x"', " alt=Foo", ' translate="no"', " translate=yes", " class=notranslate",
    ' href="a&b"', " aria-label='q\"r'", "\n x=1", " placeholder", "/", " =y", ' alt=""',
    " encoding=text/html", " color=red",
]  # fmt: skip
TEXTS = [
    "foo", "Bar baz", " ", "\n", "a &amp; b", "&nbsp;", "&lt;p>", "x\r\ny", "1 < 2", "&copy",
    "&#10;", "q>", "é", "<3", " word ",
]  # fmt: skip
ODDITIES = [
    "<!-- c -->", "<!--", "-->", "<![CDATA[ z ]]>", "<!doctype html>", "<?php x ?>", "</>", "</ x>",
    "<", "</", "<!-->", "</script>", '"', "'", "<br/>", "</br>", "</p>", "]]>", "&#0;", "<![if x]>",
]  # fmt: skip

start_tags = st.builds(
    lambda name, attributes, end: f"<{name}{''.join(attributes)}{end}",
    st.sampled_from(TAGS),
    st.lists(st.sampled_from(ATTRIBUTES), max_size=2),
    st.sampled_from([">"] * 20 + [""]),
)
end_tags = st.sampled_from(TAGS).map("</{}>".format)
fragments = st.lists(
    start_tags | end_tags | st.sampled_from(TEXTS) | st.sampled_from(ODDITIES), max_size=14
).map("".join)


def assert_laws(text: str) -> None:
    document = HTML.read(text)
    assert document.render(lambda block: None) == text
    assert document.render(lambda block: block.source) == text
    for block in document.blocks:
        assert block.source.strip()
        assert HTML.write(HTML.parse(block.source)) == block.source
    assert tree(document.render(shouted), str.lower) == tree(text, str.lower)


@pytest.mark.parametrize("path", NASTY, ids=lambda path: path.stem)
def test_a_nasty_article_keeps_its_bytes_and_translated_its_tree(path: Path) -> None:
    assert_laws(article(path))


@settings(max_examples=1500, deadline=None)
@given(fragments)
def test_any_fragment_keeps_its_bytes_and_translated_its_tree(text: str) -> None:
    assert_laws(text)


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_keeps_its_characters(text: str) -> None:
    document = HTML.read(text)
    assert document.render(lambda block: None) == text
    for block in document.blocks:
        assert HTML.write(HTML.parse(block.source)) == block.source


@settings(max_examples=500, deadline=None)
@given(fragments)
def test_a_source_is_the_same_when_read_again(text: str) -> None:
    for block in HTML.read(text).blocks:
        assert normalise(block.source, pieces(block.source)) == block.source


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(SHOWN).map("<{}>".format)
        | st.sampled_from(SHOWN).map("</{}>".format)
        | st.sampled_from(["foo", "Bar &amp; baz", "é&nbsp;x", "<br>", "<!-- c -->", " 1 < 2 "]),
        max_size=20,
    ).map("".join)
)
def test_no_word_that_a_browser_shows_is_missing_from_the_blocks(text: str) -> None:
    shown = "".join(str(value) for _, tag, value in tree(text) if tag == "-text")
    read = "".join(HTML.parse(source).text for source in sources(text))
    # Browsers move text that is lost in a table, so only the characters are compared.
    assert sorted("".join(read.split())) == sorted("".join(shown.split()))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["&", "#", "x", "amp", ";", "9", "copy", "not", "in", "=", "lt"])))
def test_references_are_decoded_as_browsers_do(parts: list[str]) -> None:
    text = "".join(parts)
    document = LexborHTMLParser(f"<p title='{text}'>_{text}_</p>")
    paragraph = document.css_first("p")
    assert paragraph is not None
    assert f"_{decode(text)}_" == paragraph.text()
    assert decode(text, attribute=True) == (paragraph.attributes["title"] or "")


# --- Inline markup --------------------------------------------------------------------------------

words = st.text(min_size=1, max_size=6)
voids = st.sampled_from(["<br>", '<img src="a" alt="b">', "<!-- c -->", "</x-y>", "<i></i>"])
spans = st.sampled_from([("<b>", "</b>"), ('<a href="x?a&b">', "</a>"), ("<b>", "<br></b>")])
verbatims = st.sampled_from(
    [("<code>", "</code>"), ("<kbd><b>", "</b></kbd>"), ('<i translate="no">', "</i>")]
)


def verbatim(text: str, tags: tuple[str, str]) -> Inline:
    mark = Mark(kind=MarkKind.VERBATIM, start=0, end=len(text), open=tags[0], close=tags[1])
    return Inline(text=text, marks=(mark,))


def joined(parts: list[Inline]) -> Inline:
    text, marks = "", list[Mark]()
    for part in parts:
        at = len(text)
        marks += (replace(m, start=m.start + at, end=m.end + at) for m in part.marks)
        text += part.text
    return Inline(text=text, marks=tuple(marks))


def spanned(parts: list[Inline], last: str, tags: tuple[str, str]) -> Inline:
    inner = joined([*parts, Inline(text=last)])
    mark = Mark(kind=MarkKind.SPAN, start=0, end=len(inner.text), open=tags[0], close=tags[1])
    return Inline(text=inner.text, marks=(mark, *inner.marks))


inlines = st.lists(
    st.recursive(
        words.map(lambda text: Inline(text=text))
        | voids.map(
            lambda tag: Inline(text="", marks=(Mark(kind=MarkKind.VOID, start=0, end=0, open=tag),))
        )
        | st.builds(verbatim, words, verbatims),
        lambda inner: st.builds(spanned, st.lists(inner, max_size=4), words, spans),
        max_leaves=8,
    ),
    max_size=5,
).map(joined)


@settings(max_examples=300, deadline=None)
@given(inlines)
def test_parse_gives_back_what_was_written(inline: Inline) -> None:
    assert HTML.parse(HTML.write(inline)) == inline


def marks(source: str) -> list[tuple[MarkKind, str, str, str]]:
    inline = HTML.parse(source)
    return [(m.kind, m.open, inline.text[m.start : m.end], m.close) for m in inline.marks]


def test_bold_links_and_unknown_elements_are_spans() -> None:
    assert marks('<b>x</b> <a href="y">z <my-tag a=1>w</my-tag></a>') == [
        (MarkKind.SPAN, "<b>", "x", "</b>"),
        (MarkKind.SPAN, '<a href="y">', "z w", "</a>"),
        (MarkKind.SPAN, "<my-tag a=1>", "w", "</my-tag>"),
    ]


def test_breaks_images_comments_and_elements_without_text_are_voids() -> None:
    source = '<br/>a<img src=x><a id="y"><wbr></a><!-- c --> b<svg><text>s</text></svg> d'
    assert [mark[:2] for mark in marks(source)] == [
        (MarkKind.VOID, "<br/>"),
        (MarkKind.VOID, "<img src=x>"),
        (MarkKind.VOID, '<a id="y"><wbr></a>'),
        (MarkKind.VOID, "<!-- c -->"),
        (MarkKind.VOID, "<svg><text>s</text></svg>"),
    ]


def test_tags_without_counterpart_are_voids() -> None:
    assert marks("a <b>c <i>d</b> e</i> f") == [
        (MarkKind.SPAN, "<b>", "c d", "</b>"),
        (MarkKind.VOID, "<i>", "", ""),
        (MarkKind.VOID, "</i>", "", ""),
    ]


def test_an_image_at_the_end_of_a_link_goes_with_the_end_of_the_link() -> None:
    assert marks("<a>x<img></a><br>") == [
        (MarkKind.SPAN, "<a>", "x", "<img></a>"),
        (MarkKind.VOID, "<br>", "", ""),
    ]


@pytest.mark.parametrize(
    ("source", "mark"),
    [
        ("<code>a&lt;b</code>", (MarkKind.VERBATIM, "<code>", "a<b", "</code>")),
        ("<kbd><b>x</b></kbd>", (MarkKind.VERBATIM, "<kbd><b>", "x", "</b></kbd>")),
        ('<i translate="no">x</i>', (MarkKind.VERBATIM, '<i translate="no">', "x", "</i>")),
        ("<i class=notranslate>x</i>", (MarkKind.VERBATIM, "<i class=notranslate>", "x", "</i>")),
        ("<kbd><kbd>a</kbd>+b</kbd>", (MarkKind.VOID, "<kbd><kbd>a</kbd>+b</kbd>", "", "")),
        ("<code translate=yes>x</code>", (MarkKind.SPAN, "<code translate=yes>", "x", "</code>")),
    ],
)  # fmt: skip
def test_code_and_what_is_not_to_be_translated_is_copied(
    source: str, mark: tuple[MarkKind, str, str, str]
) -> None:
    assert marks(source) == [mark]


def test_inside_of_what_is_copied_a_translatable_part_is_not() -> None:
    assert marks("<i translate=no>a <b translate=yes>b</b></i>") == [
        (MarkKind.SPAN, "<i translate=no>", "a b", "</i>"),
        (MarkKind.VERBATIM, "", "a ", ""),
        (MarkKind.SPAN, "<b translate=yes>", "b", "</b>"),
    ]


# --- Blocks ---------------------------------------------------------------------------------------


def test_an_article_is_read_block_by_block() -> None:
    text = article(next(path for path in NASTY if path.stem == "article"))
    read = blocks(text)
    assert read[:4] == [
        (Role.TITLE, "Shusha declaration — Birlestik News"),
        (Role.DESCRIPTION, "Leaders met in Shusha &amp; agreed on a corridor."),
        (Role.TITLE, "Shusha declaration"),
        (Role.ALT, "Leaders on the steps of the palace"),
    ]
    assert (Role.HEADING, "Leaders sign the <em>Shusha</em> declaration") in read
    assert (
        Role.PARAGRAPH,
        'The text, signed on <time datetime="2024-07-06">6&nbsp;July</time>, covers '
        '<a href="/gas?from=az&to=tr" title="The pipeline">gas</a>, <b>rail and <i>trade</i></b> — '
        "see <code>annex_2</code>.<br> A second line.",
    ) in read
    assert (Role.QUOTE, "“It is a beginning”") in read
    assert (Role.FOOTNOTE, "A source.") in read
    together = " ".join(source for _, source in read)
    for left in ("left", "not text", "summary", "shusha.jpg", "Feed"):
        assert left not in together


def test_text_around_nested_blocks_is_blocks_of_its_own() -> None:
    text = "<li>One <b>two</b><ul><li>three</ul> four <div>five</div></li>six"
    assert sources(text) == ["One <b>two</b>", "three", "four", "five", "six"]


def test_a_block_goes_from_its_first_word_to_its_last() -> None:
    text = "<p> <img src=a> <!-- c --> <b><br>One</b> <i>two</i><br> <a id=x></a></em> </p>"
    assert sources(text) == ["<b><br> One</b> <i>two</i>"]


def test_a_block_knows_its_line_and_what_it_is() -> None:
    text = "<h2>a</h2>\r\n<table>\r<tr><td>b\n<td title='\nc'>d<tr>\n<th>e"
    read = [(b.source, b.line, b.note) for b in HTML.read(text).blocks]
    assert read == [
        ("a", 1, "heading, level 2"),
        ("b", 3, "row 1, column 1"),
        ("c", 4, "title of td"),
        ("d", 5, "row 1, column 2"),
        ("e", 6, "row 2, column 1"),
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("<li><p>x", Role.LIST_ITEM),
        ("<blockquote><p>x", Role.QUOTE),
        ("<table><caption>x", Role.CAPTION),
        ("<figcaption>x", Role.CAPTION),
        ("<dt>x", Role.LIST_ITEM),
        ("<button>x", Role.LABEL),
        ("<select><option>x", Role.LABEL),
        ("<legend>x", Role.LABEL),
        ("<label>x", Role.LABEL),
        ("<summary>x", Role.HEADING),
        ("<title>x", Role.TITLE),
        ("<ul><li><article><p>x", Role.PARAGRAPH),
        ("<table><tr><td><h3>x", Role.HEADING),
        ("<ol><li role=doc-endnote><p>x", Role.FOOTNOTE),
        ("<img alt=x>", Role.ALT),
        ("<p title=x>", Role.TOOLTIP),
        ("<input placeholder=x>", Role.LABEL),
        ("<i aria-label=x>", Role.LABEL),
        ("<input type=submit value=x>", Role.LABEL),
        ("<meta name=Description content=x>", Role.DESCRIPTION),
        ("<meta property=og:title content=x>", Role.TITLE),
        ("<meta name=twitter:image:alt content=x>", Role.ALT),
        ("<div>x", Role.PARAGRAPH),
        ("x", Role.PARAGRAPH),
    ],
)
def test_each_element_and_attribute_has_its_role(text: str, role: Role) -> None:
    assert blocks(text) == [(role, "x")]


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>", "<style>x</style>", "<pre>x <b>y</b></pre>", "<code>x</code>",
        "<kbd>x</kbd> <samp>y</samp>", "<textarea>x</textarea>", "<svg><title>x</title></svg>",
        "<math><mi>x</mi></math>", "<template><p>x</p></template>", "<p translate=no title=x>y",
        "<div class='a notranslate'><p>x</p><img alt=y></div>", "<img alt=x translate=no>",
        "<p> &nbsp; &#8203; </p>", "<!-- x -->", "<iframe>x</iframe>", "<i>&#xf00d;</i>",
        "<meta name=viewport content=x>", "<meta name=twitter:card content=x>", "<img alt=' '>",
        "<input value=x>", "<link title=x>", "<title translate=no>x</title>",
        "<html translate=no>x",
    ],
)  # fmt: skip
def test_what_is_not_for_translators_is_no_block(text: str) -> None:
    assert sources(text) == []


def test_translate_yes_is_respected_within_translate_no() -> None:
    text = "<div translate=no>a <b translate=yes>b</b> c<p translate=''>d<p>e</div>f"
    assert sources(text) == ["<b translate=yes>b</b>", "d", "f"]


def test_wrapping_at_other_places_makes_no_other_source() -> None:
    one = '<p>One <a href="x" title="y z">two</a> three<br>four&mdash;five</p>'
    other = (
        '<p>\n  One\r\n <a\n  href="x"\n  title="y z"\n  >two</a\n> three <br>\n\tfour—five\n</p>'
    )
    assert sources(one) == sources(other)
    assert sources(one)[0] == '<p>One <a href="x" title="y z">two</a> three<br> four—five'[3:]


def test_words_on_two_lines_stay_two_words() -> None:
    assert HTML.parse(sources("<p>One<br>two")[0]).text == "One two"


def test_no_break_spaces_survive() -> None:
    (source,) = sources("<p>7\xa0%&nbsp;of")
    assert source == "7&nbsp;%&nbsp;of"
    assert HTML.parse(source).text == "7\xa0%\xa0of"


# --- Translations ---------------------------------------------------------------------------------


def test_a_translation_keeps_all_around_it() -> None:
    text = '<P\n class=x > &nbsp;One <B>two</B>&amp;<!-- c -->\n</P  >\r\n<p title = "Three">'
    words = {"&nbsp;One <B>two</B>&amp;": "Bir <B>iki</B> &amp; üç", "Three": "Üç"}
    assert rendered(text, words) == (
        '<P\n class=x > Bir <B>iki</B> &amp; üç<!-- c -->\n</P  >\r\n<p title = "Üç">'
    )


def test_an_image_is_translated_apart_from_the_paragraph_around_it() -> None:
    text = "<p>See <img src=a alt='A flag'> and <img src=b alt=Map>!</p>"
    paragraph = "See <img src=a alt='A flag'> and <img src=b alt=Map>!"
    assert sources(text) == [paragraph, "A flag", "Map"]
    alts = {"A flag": "Kazakistan'ın bayrağı", "Map": 'Bir "harita"'}
    swapped = {paragraph: "<img src=b alt=Map> ve <img src=a alt='A flag'> bak!"}
    flag, harita = "alt='Kazakistan&#39;ın bayrağı'", 'alt="Bir &quot;harita&quot;"'
    assert rendered(text, alts) == f"<p>See <img src=a {flag}> and <img src=b {harita}>!</p>"
    assert rendered(text, swapped) == f"<p>{swapped[paragraph]}</p>"
    assert (
        rendered(text, alts | swapped) == f"<p><img src=b {harita}> ve <img src=a {flag}> bak!</p>"
    )


def test_images_that_differ_in_nothing_but_alt_are_told_apart() -> None:
    text = "<p><b>x</b> <img src=a alt=One> <img src=a alt=Two> y</p>"
    source = sources(text)[0]
    turned = "<img src=a alt=Two> z <img src=a alt=One>"
    assert rendered(text, {source: turned, "One": "1", "Two": "2"}) == (
        '<p><img src=a alt="2"> z <img src=a alt="1"></p>'
    )


def test_an_alt_that_was_translated_within_the_paragraph_does_no_harm() -> None:
    text = "<p>x <img src=a alt=Flag> y</p>"
    words = {sources(text)[0]: "z <img src=a alt=Bayrak> w", "Flag": "Tuğ"}
    assert rendered(text, words) == '<p>z <img src=a alt="Tuğ"> w</p>'


@pytest.mark.parametrize(
    ("translation", "content"),
    [
        ("<i>x</i>", "&lt;i&gt;x&lt;/i&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<b onclick=x>y</b>", "&lt;b onclick=x&gt;y&lt;/b&gt;"),
        ('<a href="javascript:x">y</a>', '&lt;a href="javascript:x"&gt;y&lt;/a&gt;'),
        ("x</p><p>y", "x&lt;/p&gt;&lt;p&gt;y"),
        ("x</b>", "x&lt;/b&gt;"),
        ("<b>x", "&lt;b&gt;x"),
        ("x <!-- y", "x &lt;!-- y"),
        ("x <b", "x &lt;b"),
        ("1 < 2 & 3&nbsp;&mdash;", "1 &lt; 2 &amp; 3&nbsp;—"),
        ("<textarea>", "&lt;textarea&gt;"),
        ("<b>x</b> <B>y</B>", "<b>x</b> <b>y</b>"),
        ("<a class='c' href=d>x</a>", '<a href="d" class="c">x</a>'),
        ("<b><a href=d class=c>x</a></b>", '<b><a href="d" class="c">x</a></b>'),
    ],
)
def test_a_translation_brings_in_no_markup_of_its_own(translation: str, content: str) -> None:
    text = '<p><b>one</b> <a href="d" class="c">two</a></p>'
    assert rendered(text, {sources(text)[0]: translation}) == f"<p>{content}</p>"


def test_an_attribute_or_a_title_takes_markup_as_text() -> None:
    text = "<title>One</title><img alt='Two' title=Three>"
    words = {"One": "a </title><b>", "Two": "b'> &lt;c", "Three": 'd" e=f>'}
    assert rendered(text, words) == (
        "<title>a &lt;/title&gt;&lt;b&gt;</title>"
        "<img alt='b&#39;&gt; &lt;c' title=\"d&quot; e=f&gt;\">"
    )


def test_tags_without_counterpart_come_out_once_each() -> None:
    text = "<p>one <i>two</b> three<p>four"
    source = sources(text)[0]
    assert source == "one <i>two</b> three"
    assert rendered(text, {source: "bir"}) == "<p>bir<i></b><p>four"
    assert rendered(text, {source: "<i>bir</b> <i>"}) == "<p><i>bir</b> &lt;i&gt;<p>four"


@pytest.mark.parametrize("translation", [None, "", " \n"])
def test_a_blank_translation_leaves_the_block(translation: str | None) -> None:
    assert HTML.read("<p> one </p>").render(lambda block: translation) == "<p> one </p>"


def test_translate_is_asked_once_for_each_block_in_order() -> None:
    document = HTML.read(article(next(path for path in NASTY if path.stem == "article")))
    asked: list[Block] = []
    document.render(asked.append)
    assert tuple(asked) == document.blocks


BLOCK = '<b>one</b> <a href="d">two</a> <img src=e alt=f><!-- c --> <i>three'
KNOWN = {(tag, value) for _, tag, value in tree(f"<div>{BLOCK}</div>") if tag != "-text"}


@settings(max_examples=1000, deadline=None)
@given(fragments | st.text(st.characters(codec="utf-8", exclude_characters="\0\r")))
def test_whatever_the_translation_its_text_is_complete_and_its_tags_are_known(text: str) -> None:
    result = rendered(f"<div>{BLOCK}</div>", {BLOCK: text})
    nodes = tree(result)
    assert {(tag, value) for _, tag, value in nodes if tag != "-text"} <= KNOWN
    shown = iter("".join(str(value) for _, tag, value in nodes if tag == "-text"))
    if text.strip():
        wanted = HTML.parse(text).text
        assert all(c in shown for c in wanted if not c.isspace())


# --- Size -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table>", "<svg>", "<span translate=no>"])
def test_a_hundred_thousand_open_elements_are_no_problem(tag: str) -> None:
    text = tag * 100_000 + "x"
    assert HTML.read(text).render(lambda block: None) == text


@pytest.mark.parametrize(
    "text",
    [
        "<div>x" * 10_000, "<b>x" * 10_000, "<b>" * 10_000 + "x" + "</b>" * 10_000, "<p>x" * 10_000,
        "<b>" * 10_000 + "</i>" * 10_000, "<div>" * 10_000 + "<p></span>" * 10_000, "<" * 99_999,
        "<p><object>" + "<i>" * 10_000 + "<p></p>" * 10_000, "<svg><b>x" * 10_000, "<a " * 99_999,
        "<code>" * 10_000 + "<b translate=yes>x</b>" + "</code>" * 10_000, "<!--" * 99_999,
        "<table><tr><td>x" * 10_000, "<ul><li>x" * 10_000, "&" * 99_999, "<a b='" * 99_999,
        "x<br>" * 10_000, "<img alt=x>y" * 10_000, "<script><!--" * 99_999, "&#" + "9" * 99_999,
        "<a" + " " * 99_999 + "=", "<![CDATA[" * 99_999, "<svg>" * 10_000 + "</b>" * 10_000,
        "<kbd>" * 10_000 + "x" + "</kbd>" * 10_000, "<b>" * 10_000 + "<br>" + "</b>" * 10_000 + "x",
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_pathological_articles_take_linear_time(text: str) -> None:
    start = time.process_time()
    document = HTML.read(text)
    assert document.render(lambda block: None) == text
    document.render(lambda block: block.source + " x")
    for block in document.blocks:
        assert HTML.write(HTML.parse(block.source)) == block.source
    # It is about a second; a search through all that is open would take a minute.
    assert time.process_time() - start < 10


def test_lone_surrogates_and_controls_do_no_harm() -> None:
    text = "<p title='\udc80'>a\udc80b\x01\x0b</p><x\udfff>"
    document = HTML.read(text)
    assert document.render(lambda block: None) == text
    assert [block.source for block in document.blocks] == ["\ufffd", "a\ufffdb\x01\x0b"]


@pytest.mark.slow
def test_ten_megabytes_are_read_at_more_than_100_kilobytes_a_second() -> None:
    text = article(next(path for path in NASTY if path.stem == "article"))
    text = (text * (10_000_000 // len(text) + 1))[:10_000_000]
    start = time.process_time()
    document = HTML.read(text)
    assert time.process_time() - start < 100
    assert document.render(lambda block: None) == text
