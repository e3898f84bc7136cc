"""The news site: built from articles that the fake engine translated, and walked like a reader."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from glossary import LOCALES, Glossary, Matcher
from newsroom import pictures
from newsroom.site import build
from newsroom.words import CATALOGS, LANGUAGES
from pipeline.articles import ArticleError, read_articles
from pipeline.catalogs import Author, CatalogError, catalog_path, read
from pipeline.cli.publish import app
from pipeline.draft import Drafter
from pipeline.engines import FakeEngine
from pipeline.model import Article
from pipeline.pins import Pinner
from pipeline.translate import run

from .consumers import assert_valid
from .desk import Silent

MARKDOWN = """---
title: "Ships sail: a 'quoted' title"
description: Ships sail west & east.
date: 2024-02-14
---

# Ships sail

Ships **sail** west.[^1]

![A ship](images/ship.png) and ![A boat](images/boat.png)

| Ports |
| ----- |
| Aktau |

[^1]: In summer.
"""
HTML = """<!doctype html><html lang=en><head><title>Gas</title>
<meta property="article:published_time" content="2024-12-01T10:00:00Z">
</head><body><nav>Home</nav><article><h1>Gas flows</h1><p>It flows.</p><script>1</script></article>
</body></html>
"""
TEXT = """Games open

They opened <today> & here.

- Wrestling
- Archery
"""
WORDS = {
    "kk": {"Ships": "Кемелер", "Games": "Ойындар", "Gas": "Газ"},
    "ru": {"Ships": "Корабли", "Games": "Игры", "Gas": "Газ"},
    "tr": {"Ships": "Gemiler", "Games": "Oyunlar", "Gas": "Gaz"},
    "az": {"Ships": "Gəmilər", "Games": "Oyunlar", "Gas": "Qaz"},
}


class Newsroom:
    """A folder of articles, their catalogs, and the site."""

    def __init__(self, folder: Path) -> None:
        self.articles = folder / "articles"
        self.catalogs = folder / "locales"
        self.pages = folder / "pages"
        self.site = folder / "site"
        for name, text in (("sea/ships.md", MARKDOWN), ("gas.html", HTML), ("games.txt", TEXT)):
            path = self.articles / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        picture = self.articles / "sea" / "images" / "ship.png"
        picture.parent.mkdir()
        picture.write_bytes(b"a picture")

    def translate(self) -> None:
        glossary = Glossary([])
        matcher = Matcher(glossary)
        drafters = {
            locale: Drafter(
                engine=FakeEngine(WORDS),
                locale=locale,
                pinner=Pinner(glossary, matcher, locale),
                memory=None,
            )
            for locale in LOCALES
        }
        articles = [a for a in read_articles([self.articles]) if isinstance(a, Article)]
        run(articles, drafters, to=self.catalogs, progress=Silent())

    def edit(self, locale: str, name: str, old: str, new: str) -> None:
        path = catalog_path(self.catalogs, locale, name)
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def approve(self, locale: str, name: str) -> None:
        """Remove the comments that say who drafted, and the fuzzy marks, as an editor does."""
        path = catalog_path(self.catalogs, locale, name)
        lines = path.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(("# birlestik:", "#, fuzzy"))]
        path.write_text("".join(kept), "utf-8")

    def build(self) -> int:
        render = ["render", self.articles, "--in", self.catalogs, "--to", self.pages]
        options = ["--locale", ",".join(LOCALES), "--missing", "mark"]
        result = CliRunner().invoke(app, [*map(str, render), *options])
        assert result.exit_code == 0, result.output
        return build(self.articles, self.pages, self.catalogs, self.site)

    def page(self, place: str) -> LexborHTMLParser:
        return LexborHTMLParser((self.site / place).read_text("utf-8"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A site of which the Kazakh ships have a fuzzy footnote, and the Turkish gas is approved."""
    newsroom = Newsroom(tmp_path_factory.mktemp("newsroom"))
    newsroom.translate()
    newsroom.approve("tr", "gas")
    newsroom.edit("kk", "sea/ships", 'msgid "In summer."', '#, fuzzy\nmsgid "In summer."')
    assert newsroom.build() == 21
    return newsroom


def test_every_link_leads_to_a_page_of_the_site_and_every_page_is_linked(built: Newsroom) -> None:
    pages = {path.relative_to(built.site).as_posix() for path in built.site.rglob("*.html")}
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        place = waiting.pop()
        for node in built.page(place).css("[href], [src]"):
            address = urlsplit(node.attributes.get("href") or node.attributes.get("src") or "")
            if address.scheme:
                continue
            target = (built.site / place).parent / unquote(address.path)
            file = target.resolve() if address.path else built.site / place
            assert file.is_file(), (place, address)
            found = file.relative_to(built.site.resolve()).as_posix()
            if address.fragment:
                assert built.page(found).css(f"#{address.fragment}"), (place, address)
            if found in pages - reached:
                reached.add(found)
                waiting.append(found)
    assert reached == pages
    assert len(pages) == 21


@pytest.mark.parametrize("place", ["index.html", "gas.html", "sea/ships.html"])
def test_a_page_says_its_language_and_links_to_itself_in_the_others(
    built: Newsroom, place: str
) -> None:
    for language in LANGUAGES:
        file = built.site / language.tag / place
        page = built.page(f"{language.tag}/{place}")
        assert page.css_first("html").attributes == {"lang": language.tag, "dir": "ltr"}
        for links in ("head > link[hreflang]", "nav a[hreflang]"):
            targets = {
                str(node.attributes["hreflang"]): (file.parent / str(node.attributes["href"]))
                for node in page.css(links)
            }
            targets.pop("x-default", None)
            assert {tag: path.resolve() for tag, path in targets.items()} == {
                each.tag: (built.site / each.tag / place).resolve() for each in LANGUAGES
            }
        (current,) = page.css("nav [aria-current]")
        assert current.text() == language.name
        assert current.attributes["lang"] == language.tag


def test_a_list_has_the_titles_and_dates_of_its_language_newest_first(built: Newsroom) -> None:
    listed = {
        tag: [node.text() for node in built.page(f"{tag}/index.html").css("h2, time")]
        for tag in ("en", "kk", "ru", "tr", "az")
    }
    title = "Ships sail: a 'quoted' title"
    assert listed["en"] == ["Gas", "December 1, 2024", title, "February 14, 2024", "Games open"]
    assert [texts[0] for texts in listed.values()] == ["Gas", "Газ", "Газ", "Gaz", "Qaz"]
    assert [texts[1].replace("\xa0", " ").replace("\u202f", " ") for texts in listed.values()] == [
        "December 1, 2024",
        "2024 ж. 1 желтоқсан",
        "1 декабря 2024 г.",
        "1 Aralık 2024",
        "1 dekabr 2024",
    ]
    assert listed["kk"][2].startswith("Кемелер")
    assert listed["az"][2].startswith("Gəmilər")


NOTES = {
    "kk": "Машиналық аударма: оны редактор әлі тексерген жоқ.",
    "ru": "Машинный перевод: редактор его ещё не проверил.",
    "tr": "Makine çevirisi: henüz hiçbir editör gözden geçirmedi.",
    "az": "Maşın tərcüməsi: onu hələ heç bir redaktor yoxlamayıb.",
}


def notes(page: LexborHTMLParser) -> list[str]:
    return [node.text() for node in page.css(".draft")]


def test_readers_are_told_of_machine_drafts_and_not_of_what_people_approved(
    built: Newsroom,
) -> None:
    for locale, note in NOTES.items():
        assert notes(built.page(f"{locale}/gas.html")) == ([] if locale == "tr" else [note])
        badges = built.page(f"{locale}/index.html").css(".badge")
        assert len(badges) == (2 if locale == "tr" else 3)
    for path in (built.site / "en").rglob("*.html"):
        assert not LexborHTMLParser(path.read_text("utf-8")).css(".draft, .badge")


def test_what_is_not_translated_is_counted_and_is_in_english(built: Newsroom) -> None:
    page = built.page("kk/sea/ships.html")
    assert notes(page) == [f"{NOTES['kk']} 1 үзінді әлі ағылшын тілінде."]
    english = [node.text().strip() for node in page.css("main [lang=en]")]
    assert len(english) == 1
    assert english[0].startswith("In summer.")
    for path in built.site.rglob("*.html"):
        assert "⚠" not in path.read_text("utf-8")


def test_an_untranslated_title_is_english_everywhere(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.translate()
    for name in ("gas", "games"):
        newsroom.edit("az", name, "msgid", "#, fuzzy\nmsgid")
    newsroom.build()
    front = newsroom.page("az/index.html")
    links = {node.attributes["href"]: node for node in front.css("h2 a")}
    for place in ("gas.html", "games.html"):
        assert links[place].attributes["lang"] == "en"
        page = newsroom.page(f"az/{place}")
        assert page.css_first("title").attributes["lang"] == "en"
        assert page.css_first("h1").attributes["lang"] == "en"
        assert all("lang" in node.attributes for node in page.css("article p:not(.date, .draft)"))


def test_only_the_article_of_a_page_is_taken_and_none_of_its_scripts(built: Newsroom) -> None:
    text = (built.site / "en/gas.html").read_text("utf-8")
    assert "Home" not in text
    assert "<script" not in text
    assert [node.text() for node in built.page("en/gas.html").css("h1")] == ["Gas flows"]


def test_a_list_says_what_an_article_is_about(built: Newsroom) -> None:
    summaries = [node.text() for node in built.page("en/index.html").css(".news p:not(.date)")]
    assert summaries == ["It flows.", "Ships sail west & east.", "They opened <today> & here."]


def test_a_plain_text_becomes_paragraphs_and_lists(built: Newsroom) -> None:
    article = built.page("en/games.html").css_first("article")
    assert [(node.tag, node.text()) for node in article.css("h1, p, li")] == [
        ("h1", "Games open"),
        ("p", "They opened <today> & here."),
        ("li", "Wrestling"),
        ("li", "Archery"),
    ]


def test_pictures_come_along_and_a_lacking_one_is_described(built: Newsroom) -> None:
    page = built.page("ru/sea/ships.html")
    (image,) = page.css("img")
    file = built.site / "ru" / "sea" / str(image.attributes["src"])
    assert file.read_bytes() == b"a picture"
    (described,) = page.css(".picture")
    assert described.attributes["aria-label"] == described.text() == "A BOAT"


def test_the_same_articles_give_the_same_bytes(built: Newsroom, tmp_path: Path) -> None:
    build(built.articles, built.pages, built.catalogs, tmp_path)
    files = [path for path in built.site.rglob("*") if path.is_file()]
    for path in files:
        assert (tmp_path / path.relative_to(built.site)).read_bytes() == path.read_bytes()
    assert len(files) == len([path for path in tmp_path.rglob("*") if path.is_file()]) == 23


def test_what_is_lacking_is_named(built: Newsroom, tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"kk"):
        build(built.articles, tmp_path / "none", built.catalogs, tmp_path / "site")
    with pytest.raises(FileNotFoundError, match=r"games\.po"):
        build(built.articles, built.pages, tmp_path / "none", tmp_path / "site")
    broken = catalog_path(tmp_path, "kk", "games")
    broken.parent.mkdir(parents=True)
    broken.write_text('msgid "Games', "utf-8")
    with pytest.raises(CatalogError, match=r"games\.po"):
        build(built.articles, built.pages, tmp_path, tmp_path / "site")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_words_of_the_site_are_complete(locale: str) -> None:
    path = catalog_path(CATALOGS, locale, "newsroom")
    assert_valid(path)
    entries = {entry.msgid: entry for entry in read(path).entries}
    code = (CATALOGS.parent / "layout.py").read_text("utf-8")
    used = re.findall(r'(?:gettext|\b_)\("([^"]+)"\)|(?:one, many) = "([^"]+)"', code)
    assert {first or second for first, second in used} == set(entries)
    assert all(all(entry.msgstr) and not entry.fuzzy for entry in entries.values())
    assert {entry.author for entry in entries.values()} == {Author.PERSON}


BROWSER = """#!/bin/sh
for option; do
  case $option in --screenshot=*) echo "$option" > "${option#--screenshot=}";; esac
done
"""


def test_a_picture_of_each_page_is_taken_in_each_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(BROWSER, "utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", os.defpath)
    monkeypatch.setattr("shutil.which", lambda _: None)  # what it makes is no PNG to quantise
    for language in LANGUAGES:
        folder = tmp_path / language.tag
        folder.mkdir()
        for name in ("index.html", "birlestik-exercise.html"):
            (folder / name).write_text("<p>", "utf-8")
    taken = list(pictures.take(tmp_path, tmp_path / "images", str(browser)))
    assert [path.name for path in taken] == [
        f"{name}-{language.tag}.png" for name in ("front", "article") for language in LANGUAGES
    ]
    assert all(path.stat().st_size for path in taken)
    (tmp_path / "ru" / "index.html").unlink()
    with pytest.raises(FileNotFoundError, match=r"ru/index.html"):
        list(pictures.take(tmp_path, tmp_path / "images", str(browser)))


def test_no_browser_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.argv", ["pictures"])
    assert pictures.main() == 1
    assert "chromium" in capsys.readouterr().err
