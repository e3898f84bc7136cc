"""The commands `compile` and `render`, as people type them."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner, Result

from pipeline.cli.publish import app

PAGE = (
    "<!doctype html><html lang=en><head><title>Gas</title></head><body><p>It flows.</body></html>"
)
WORDS = {
    "kk": {"Gas": "Газ туралы", "It flows.": "Ол ағады."},
    "ru": {"Gas": "Про газ", "It flows.": "Он течёт."},
    "tr": {"Gas": "Gaz hakkında", "It flows.": "Akıyor."},
}


class Desk:
    """A folder of articles, their catalogs, and the commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.articles = folder / "articles"
        self.locales = folder / "locales"
        self.site = folder / "site"

    def article(self, name: str, text: str) -> Path:
        path = self.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def catalogs(self, name: str, fuzzy: str = "") -> None:
        for locale, words in WORDS.items():
            path = self.locales / locale / "LC_MESSAGES" / f"{name}.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
            entries = [
                f'{"#, fuzzy" if msgid == fuzzy else "#"}\nmsgid "{msgid}"\nmsgstr "{text}"\n'
                for msgid, text in words.items()
            ]
            path.write_text("\n".join([head, *entries]), "utf-8")

    def run(self, *arguments: object) -> Result:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    def render(self, *arguments: object) -> Result:
        return self.run("render", *arguments, "--in", self.locales)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def said(result: Result) -> str:
    return " ".join(result.output.split())


def test_a_page_for_each_locale_links_to_the_others(desk: Desk) -> None:
    path = desk.article("news/gas.html", PAGE)
    desk.catalogs("news/gas")
    result = desk.render(desk.articles, "--locale", "kk,ru,tr", "--to", desk.site)
    assert result.exit_code == 0
    assert sorted(p.relative_to(desk.site).as_posix() for p in desk.site.rglob("*.html")) == [
        f"{locale}/news/gas.html" for locale in ("kk", "ru", "tr")
    ]
    for locale, words in WORDS.items():
        page = desk.site / locale / "news" / "gas.html"
        parsed = LexborHTMLParser(page.read_text("utf-8"))
        (root,), (body,) = parsed.css("html"), parsed.css("body")
        assert (root.attributes["lang"], root.attributes["dir"]) == (locale, "ltr")
        assert body.text(strip=True) == words["It flows."]
        links = {str(n.attributes["hreflang"]): n.attributes["href"] for n in parsed.css("link")}
        assert set(links) == set(WORDS)
        for other, address in links.items():
            target = (page.parent / str(address)).resolve()
            assert target == (desk.site / other / "news" / "gas.html").resolve()
    assert path.read_text("utf-8") == PAGE


def test_one_page_goes_to_standard_output_as_it_is(desk: Desk) -> None:
    path = desk.article("gas.md", "---\r\ntitle: Gas\r\n---\r\n\r\nIt flows.\r\n")
    desk.catalogs("gas")
    result = desk.render(path, "-l", "kk")
    assert result.exit_code == 0
    assert result.stdout_bytes.decode() == (
        "---\r\nlang: kk\r\ntitle: Газ туралы\r\n---\r\n\r\nОл ағады.\r\n"
    )


def test_one_page_goes_to_a_file(desk: Desk) -> None:
    path = desk.article("gas.txt", "Gas\n\nIt flows.\n")
    desk.catalogs("gas")
    target = desk.folder / "new" / "gaz.txt"
    assert desk.render(path, "-l", "ru", "-o", target).exit_code == 0
    assert target.read_text("utf-8") == "Про газ\n\nОн течёт.\n"


def test_an_article_finds_the_catalog_that_was_made_from_a_folder_above(desk: Desk) -> None:
    path = desk.article("news/gas.txt", "Gas\n")
    desk.catalogs("news/gas")
    assert desk.render(path, "-l", "kk").stdout == "Газ туралы\n"


def test_an_article_is_never_overwritten(desk: Desk) -> None:
    path = desk.article("kk/gas.txt", "Gas\n")
    desk.catalogs("gas")
    for arguments in (("--to", desk.articles), ("-o", path)):
        result = desk.render(path, "-l", "kk", *arguments)
        assert result.exit_code == 1
        assert "the article itself" in said(result)
        assert path.read_text("utf-8") == "Gas\n"


def test_what_has_no_catalog_is_named_and_the_rest_is_rendered(desk: Desk) -> None:
    desk.article("gas.txt", "Gas\n")
    desk.article("oil.txt", "Oil\n")
    desk.catalogs("gas")
    result = desk.render(desk.articles, "-l", "kk", "--to", desk.site)
    assert result.exit_code == 1
    assert "oil.po: there is no such catalog" in said(result)
    assert (desk.site / "kk/gas.txt").read_text("utf-8") == "Газ туралы\n"


def test_a_broken_catalog_is_named_and_the_rest_is_rendered(desk: Desk) -> None:
    path = desk.article("gas.txt", "Gas\n")
    desk.catalogs("gas")
    (desk.locales / "ru/LC_MESSAGES/gas.po").write_text('msgid "Gas\n', "utf-8")
    result = desk.render(path, "-l", "kk,ru", "--to", desk.site)
    assert result.exit_code == 1
    assert "ru/LC_MESSAGES/gas.po" in said(result)
    assert (desk.site / "kk/gas.txt").is_file()


def test_a_page_that_is_not_ready_can_fail_and_says_what_it_lacks(desk: Desk) -> None:
    path = desk.article("gas.txt", "Gas\n\nIt flows.\n\nFar away.\n")
    desk.catalogs("gas", fuzzy="It flows.")
    result = desk.render(path, "-l", "kk", "--to", desk.site, "--missing", "fail")
    assert result.exit_code == 1
    assert "gas.txt:3: It flows." in said(result)
    assert "gas.txt:5: Far away." in said(result)
    assert "gas.txt:1:" not in said(result)
    assert not desk.site.exists()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], "Газ туралы\n\nIt flows.\n"),
        (["--missing", "mark"], "Газ туралы\n\n⚠ It flows.\n"),
        (["--missing", "omit"], "Газ туралы\n\n"),
        (["--use-fuzzy", "--missing", "fail"], "Газ туралы\n\nОл ағады.\n"),
    ],
)
def test_what_becomes_of_fuzzy_blocks(desk: Desk, options: list[str], expected: str) -> None:
    path = desk.article("gas.txt", "Gas\n\nIt flows.\n")
    desk.catalogs("gas", fuzzy="It flows.")
    assert desk.render(path, "-l", "kk", *options).stdout == expected


def test_pages_can_be_named_by_their_titles(desk: Desk) -> None:
    desk.article("a.html", PAGE)
    desk.article("b.html", PAGE)
    for name in ("a", "b"):
        desk.catalogs(name)
    result = desk.render(desk.articles, "-l", "kk,ru", "--to", desk.site, "--slug")
    assert result.exit_code == 0
    assert sorted(p.relative_to(desk.site).as_posix() for p in desk.site.rglob("*.html")) == [
        "kk/gaz-turaly-2.html",
        "kk/gaz-turaly.html",
        "ru/pro-gaz-2.html",
        "ru/pro-gaz.html",
    ]
    second = (desk.site / "kk/gaz-turaly-2.html").read_text("utf-8")
    assert 'hreflang="ru" href="../ru/pro-gaz-2.html"' in second


def test_articles_of_one_name_have_pages_of_their_own(desk: Desk) -> None:
    desk.article("gas.txt", "Gas\n")
    desk.article("gas.md", "Gas\n")
    for name in ("gas.txt", "gas.md"):
        desk.catalogs(name)
    assert desk.render(desk.articles, "-l", "kk", "--to", desk.site).exit_code == 0
    assert sorted(p.name for p in (desk.site / "kk").iterdir()) == ["gas.md", "gas.txt"]


def test_a_translation_that_is_not_safe_is_named(desk: Desk) -> None:
    path = desk.article("gas.md", "Gas <b>now</b>\n")
    po = desk.locales / "kk/LC_MESSAGES/gas.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid "Gas <b>now</b>"\nmsgstr "<script>x</script>"\n', "utf-8")
    result = desk.render(path, "-l", "kk")
    assert result.exit_code == 1
    assert result.stdout == "Gas <b>now</b>\n"
    assert "gas.md:1: its translation in kk is not used" in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    "options",
    [
        ["-l", "kk,ru"],
        ["-l", "kk", "-o", "page.txt", "--to", "site"],
        ["-l", "kk", "--slug"],
        ["-l", "../kk"],
        ["-l", ","],
    ],
)
def test_wrong_usage_is_told(desk: Desk, options: list[str]) -> None:
    path = desk.article("gas.txt", "Gas\n")
    desk.catalogs("gas")
    assert desk.render(path, *options).exit_code == 2


def test_nothing_to_render_and_nothing_to_compile_are_told(desk: Desk) -> None:
    assert desk.render(desk.folder / "no.txt", "-l", "kk").exit_code == 3
    result = desk.run("compile", desk.folder / "none")
    assert result.exit_code == 3
    assert "there is no catalog" in said(result)


def test_compiled_catalogs_are_counted_and_loaded(desk: Desk) -> None:
    desk.catalogs("gas", fuzzy="It flows.")
    result = desk.run("compile", desk.locales)
    assert result.exit_code == 0
    assert said(result) == "3 catalogs, 3 entries, 3 left out; 3 files written."
    assert gettext.translation("gas", desk.locales, ["kk"]).gettext("Gas") == "Газ туралы"
    assert "0 files written" in said(desk.run("compile", desk.locales))
    assert "6 entries, 0 left out" in said(desk.run("compile", desk.locales, "--use-fuzzy"))


def test_a_catalog_that_cannot_be_compiled_is_named(desk: Desk) -> None:
    desk.catalogs("gas")
    (desk.locales / "ru/LC_MESSAGES/gas.po").write_text('msgid "Gas\n', "utf-8")
    result = desk.run("compile", desk.locales)
    assert result.exit_code == 1
    assert "ru/LC_MESSAGES/gas.po" in said(result)
    assert (desk.locales / "kk/LC_MESSAGES/gas.mo").is_file()


def test_a_dry_run_compiles_nothing(desk: Desk) -> None:
    desk.catalogs("gas")
    assert "3 files would be written" in said(desk.run("compile", desk.locales, "--dry-run"))
    assert not list(desk.folder.rglob("*.mo"))
