"""What rendered HTML pages say of their languages: the page's own, and what stays in English."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.articles import HtmlFormat, by_suffix, read_article
from pipeline.catalogs import CatalogFile, Entry, wanted
from pipeline.model import Article
from pipeline.publish import Missing, localise, render

HERE = Path(__file__).parent
PAGES = [HERE.parents[1] / "articles" / "middle-corridor.html", *(HERE / "nasty_html").iterdir()]


def article(text: str) -> Article:
    path = Path("gas.html")
    found = by_suffix(path)
    assert found
    return Article(path=path, name="gas", format=found, document=found.read(text))


def catalog(words: dict[str, str]) -> CatalogFile:
    entries = tuple(Entry(msgid=m, msgstr=(t,)) for m, t in words.items())
    return CatalogFile(metadata={}, entries=entries)


def kazakh(text: str, words: dict[str, str], missing: Missing = Missing.SOURCE) -> str:
    return render(article(text), catalog(words), missing=missing, language="kk").text


def language(node: LexborNode) -> str:
    """The language of a node as browsers find it."""
    above: LexborNode | None = node
    while above is not None:
        if "lang" in above.attributes:
            return above.attributes["lang"] or ""
        above = above.parent
    return ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Oil</p>", '<p lang="en">Oil</p>'),
        ("<p>Gas</p>", "<p>Газ</p>"),
        ("<P CLASS=a>Oil</P>", '<P lang="en" CLASS=a>Oil</P>'),
        ("<ul><li>Oil<li>Gas</ul>", '<ul><li><span lang="en">Oil</span><li>Газ</ul>'),
        (
            "<li>Oil <b>now</b><ul><li>Gas</li></ul></li>",
            '<li><span lang="en">Oil <b>now</b></span><ul><li>Газ</li></ul></li>',
        ),
        ("<title>Oil</title>", '<title lang="en">Oil</title>'),
        ("<meta name=description content=Oil>", '<meta lang="en" name=description content=Oil>'),
        ("<img alt=Oil><p>Gas</p>", '<img lang="en" alt=Oil><p>Газ</p>'),
        ("<p>Oil <img alt=Oil></p>", '<p lang="en">Oil <img alt=Oil></p>'),
        ("<p>Oil <img alt=Gas></p>", '<p lang="en">Oil <img lang="kk" alt="Газ"></p>'),
        ("<p><img alt=Gas>Oil</p>", '<p lang="en"><img lang="kk" alt="Газ">Oil</p>'),
        ("<p title=Gas>Oil</p>", '<p title="Газ"><span lang="en">Oil</span></p>'),
        ("<p title=Oil>Gas</p>", "<p title=Oil>Газ</p>"),
        ("<p title=Oil>Oil</p>", '<p lang="en" title=Oil>Oil</p>'),
        ("<table>Oil</table>", '<table><span lang="en">Oil</span></table>'),
        ("<p>Oil</b></p>", '<p lang="en">Oil</b></p>'),
        ("Oil</b> well", "Oil</b> well"),
        ("<option>Oil</option>", '<option lang="en">Oil</option>'),
    ],
)
def test_what_is_not_translated_says_that_it_is_in_english(text: str, expected: str) -> None:
    assert kazakh(text, {"Gas": "Газ"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<article lang=en><p>Gas</p></article>", '<article lang="kk"><p>Газ</p></article>'),
        (
            "<article lang=en-GB><p>Oil</p></article>",
            '<article lang="kk"><p lang="en">Oil</p></article>',
        ),
        ("<html lang=en><p>Gas</p>", "<html lang=en><p>Газ</p>"),
        ("<p title='lang=en>' lang=en>Gas</p>", "<p title='lang=en>' lang=\"kk\">Газ</p>"),
        ("<p lang=en>Oil</p>", "<p lang=en>Oil</p>"),
        ("<p lang=fr>Oil</p>", "<p lang=fr>Oil</p>"),
        ("<p lang=en translate=no>Oil</p>", "<p lang=en translate=no>Oil</p>"),
        ("<p>Gas <i lang=en>law</i></p>", '<p><i lang="kk">Заң</i></p>'),
    ],
)
def test_what_an_article_says_of_its_language_follows_the_translation(
    text: str, expected: str
) -> None:
    words = {"Gas": "Газ", "Gas <i lang=en>law</i>": "<i lang=en>Заң</i>"}
    assert kazakh(text, words) == expected


def test_marked_blocks_say_their_language_too() -> None:
    text = "<p>Oil <img alt='Oil'></p><div><b>Oil</b><p>Gas</p></div>"
    assert kazakh(text, {"Gas": "Газ"}, Missing.MARK) == (
        "<p lang=\"en\">⚠ Oil <img alt='⚠ Oil'></p>"
        '<div><span lang="en">⚠ <b>Oil</b></span><p>Газ</p></div>'
    )


def test_nothing_is_said_of_what_is_left_out_nor_where_the_language_is_unknown() -> None:
    assert kazakh("<p>Oil</p>\n<p>Gas</p>", {"Gas": "Газ"}, Missing.OMIT) == "<p>Газ</p>"
    assert render(article("<p>Oil</p>"), catalog({})).text == "<p>Oil</p>"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_saying_languages_changes_no_other_word_or_tag(path: Path) -> None:
    page = read_article(path)
    sources = list(dict.fromkeys(block.source for block in page.document.blocks))
    words = {source: source for source in sources[::2]}
    assert without_languages(render(page, catalog(words), language="kk").text) == (
        without_languages(page.document.render(lambda _: None))
    )


MARKUP = (
    "<p> </p> <div> </div> <b> </b> <img/alt=Oil> <img/alt=Gas> Oil Gas &nbsp; <li> </li>"
    " <p/title=Oil> <table> </table> <br> <td>"
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(MARKUP.split()), max_size=12).map("".join))
def test_of_any_markup_only_languages_are_added(text: str) -> None:
    page = article(text)
    entries = wanted(page.document.blocks, "article")
    made = tuple(
        Entry(msgid=each.msgid, context=each.context, msgstr=(each.msgid,))
        for each in entries
        if each.msgid == "Gas"
    )
    said = render(page, CatalogFile(metadata={}, entries=made), language="kk").text
    assert without_languages(said) == without_languages(text)
    for image in LexborHTMLParser(said).css("img"):
        assert language(image) in ({"", "kk"} if image.attributes["alt"] == "Gas" else {"en"})


def without_languages(text: str) -> list[tuple[str, dict[str, str | None], str]]:
    """The elements of a page but for what says languages."""
    tree = LexborHTMLParser(text)
    tree.unwrap_tags(["span"])
    return [
        (
            str(node.tag),
            {key: value for key, value in node.attributes.items() if key != "lang"},
            " ".join(node.text().split()),
        )
        for node in tree.css("*")
    ]


def test_every_untranslated_block_of_a_page_is_english_for_browsers() -> None:
    page = read_article(PAGES[0])
    words = {"New agreement": "Жаңа келісім", "The port of Baku at night": "Бакудегі порт"}
    text = localise(render(page, catalog(words), language="kk").text, "html", "kk")
    tree = LexborHTMLParser(text)
    assert language(tree.css("h2")[0]) == language(tree.css("img")[0]) == "kk"
    for name in ("title", "h1", "p", "figcaption", "caption", "th", "td"):
        assert {language(node) for node in tree.css(name)} == {"en"}
    blocks = HtmlFormat().read(text).blocks
    assert len(blocks) == len(page.document.blocks)


HEAD = """<html lang="en"><head>
<meta http-equiv="Content-Language" content="en">
<meta name="dcterms.language" content='en'>
<meta property="og:locale" content="en_US">
<meta property="og:locale:alternate" content="kk_KZ">
<meta property="og:locale:alternate" content="ru_RU">
</head><body><meta http-equiv="content-language" content="en"></body></html>
"""


@pytest.mark.parametrize(
    ("locale", "own", "others"),
    [
        ("kk", "kk_KZ", ["en_US", "ru_RU"]),
        ("ru", "ru_RU", ["kk_KZ", "en_US"]),
        ("tr", "tr_TR", ["kk_KZ", "ru_RU"]),
        ("az", "az_AZ", ["kk_KZ", "ru_RU"]),
        ("uz_Cyrl", "uz_UZ", ["kk_KZ", "ru_RU"]),
        ("ru_KZ", "ru_KZ", ["kk_KZ", "ru_RU"]),
    ],
)
def test_metadata_follows_the_language(locale: str, own: str, others: list[str]) -> None:
    text = localise(HEAD, "html", locale)
    said: dict[str, list[str]] = {}
    for node in LexborHTMLParser(text).css("head > meta"):
        key = next(v for k, v in node.attributes.items() if k != "content")
        said.setdefault(str(key).lower(), []).append(str(node.attributes["content"]))
    tag = locale.replace("_", "-")
    assert said == {
        "content-language": [tag],
        "dcterms.language": [tag],
        "og:locale": [own],
        "og:locale:alternate": others,
    }
    assert localise(text, "html", locale) == text


def test_a_page_without_a_root_has_its_metadata_changed_as_well() -> None:
    page = "<!doctype html><meta property=og:locale content=en_US><p>x"
    assert localise(page, "html", "az") == (
        '<!doctype html>\n<html lang="az" dir="ltr"><meta property=og:locale content="az_AZ"><p>x'
    )
