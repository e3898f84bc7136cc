"""Programs that read catalogs and pages, each started with what we publish.

`make consumers` installs the Python ones into an environment of their own and runs all of these.
GNU gettext, po4a and PHP come from the system. What is not there is skipped, and named.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import polib
import pytest

from pipeline.articles import read_article
from pipeline.publish import Compiled, compile_catalogs, content, make_page, write

pytestmark = pytest.mark.slow

PYTHON = shutil.which("python", path=os.environ.get("BIRLESTIK_CONSUMERS")) or sys.executable
LOCALES = ("kk", "ru", "tr", "az")
TITLES = {
    "kk": "Ойындар ашылды",
    "ru": "Игры открылись",
    "tr": "Oyunlar açıldı",
    "az": "Oyunlar açıldı, Bakı",
}
ARTICLE = "---\ntitle: Games open\nslug: games\ndate: 2024-02-14\n---\n\nGames open\n"
SAMPLE = Path(__file__).parents[2] / "articles" / "birlestik-exercise.md"

DJANGO = """
import sys, django
from django.conf import settings
settings.configure(
    USE_I18N=True, ROOT_URLCONF=__name__, SECRET_KEY="x", ALLOWED_HOSTS=["*"],
    LOCALE_PATHS=[sys.argv[1]], LANGUAGES=[(c, c) for c in ("en", "kk", "ru", "tr", "az")],
    MIDDLEWARE=["django.middleware.locale.LocaleMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
django.setup()
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import path
PAGE = engines["django"].from_string(
    "{% load i18n %}{% get_current_language as code %}{{ code }} {% translate 'Games open' %}"
)
urlpatterns = [path("", lambda request: HttpResponse(PAGE.render(request=request)))]
for code in ("en", "kk", "ru", "tr", "az"):
    print(Client().get("/", headers={"accept-language": code}).content.decode())
"""
PHP = """
foreach (['kk', 'ru', 'tr', 'az'] as $locale) {
    putenv("LANGUAGE=$locale");
    setlocale(LC_ALL, 'C.UTF-8');
    bindtextdomain('games', $argv[1]);
    textdomain('games');
    echo gettext('Games open'), "\\n";
}
"""
PO4A = """[po4a_langs] kk
[po4a_paths] article.pot $lang:$lang.po
[po4a_alias: markdown] text opt:"--option markdown --option yfm_keys=title,description --keep 0"
[type: markdown] article.md $lang:article.$lang.md
"""


@cache
def has(module: str) -> bool:
    found = f"import importlib.util as u, sys; sys.exit(u.find_spec({module!r}) is None)"
    return not subprocess.run([PYTHON, "-c", found], check=False).returncode


def needs(module: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not has(module), reason=f"{module} is not installed")


def needs_program(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not find(name), reason=f"{name} is not installed")


def find(program: str) -> str | None:
    """A program beside an interpreter, or the system's."""
    beside = os.pathsep.join(str(Path(each).parent) for each in (PYTHON, sys.executable))
    return shutil.which(program, path=beside) or shutil.which(program)


def run(program: str, *arguments: object, cwd: Path | None = None) -> str:
    found = find(program)
    assert found
    done = subprocess.run(
        [found, *map(str, arguments)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    return done.stdout


def python(*arguments: object) -> str:
    return run(PYTHON, "-X", "utf8", *arguments)


def catalogs(folder: Path, domain: str) -> None:
    for locale in LOCALES:
        path = folder / locale / "LC_MESSAGES" / f"{domain}.po"
        path.parent.mkdir(parents=True)
        path.write_text(
            f'msgid ""\nmsgstr ""\n"Language: {locale}\\n"\n'
            '"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
            f'msgid "Games open"\nmsgstr "{TITLES[locale]}"\n',
            "utf-8",
        )
    assert all(isinstance(each, Compiled) for each in compile_catalogs(folder))


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogs of the sample article, drafted by the embedded model."""
    to = tmp_path_factory.mktemp("drafts")
    run("birlestik", "translate", SAMPLE, "--to", to, "--no-memory", "--jobs", 1)
    return to


def catalog(drafts: Path, locale: str) -> Path:
    return drafts / locale / "LC_MESSAGES" / f"{SAMPLE.stem}.po"


@needs("django")
def test_django_serves_the_title_in_every_language(tmp_path: Path) -> None:
    catalogs(tmp_path, "django")
    expected = ["en Games open", *(f"{locale} {TITLES[locale]}" for locale in LOCALES)]
    assert python("-c", DJANGO, tmp_path).splitlines() == expected


@needs("sphinx")
def test_sphinx_builds_a_page_in_every_language(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.rst").write_text("Games open\n==========\n", "utf-8")
    (docs / "conf.py").write_text('locale_dirs = ["../locales"]\n', "utf-8")
    catalogs(tmp_path / "locales", "index")
    for locale, title in TITLES.items():
        out = tmp_path / locale
        python("-m", "sphinx", "-q", "-D", f"language={locale}", docs, out)
        page = (out / "index.html").read_text("utf-8")
        assert f"<h1>{title}" in page
        assert f'lang="{locale}"' in page


@needs("pelican")
def test_pelican_links_the_pages_of_an_article_in_every_language(tmp_path: Path) -> None:
    source = tmp_path / "content" / "games.md"
    source.parent.mkdir()
    source.write_text(ARTICLE, "utf-8")
    catalogs(tmp_path / "locales", "games")
    article = read_article(source)
    for locale in LOCALES:
        page = make_page(article, locale, tmp_path / "locales")
        write(tmp_path / "content" / page.place, page, content(page))
    (tmp_path / "conf.py").write_text(
        f'PATH = {str(tmp_path / "content")!r}\nDEFAULT_LANG = "en"\nTIMEZONE = "UTC"\n', "utf-8"
    )
    out = tmp_path / "out"
    python("-m", "pelican", "-q", "-s", tmp_path / "conf.py", "-o", out)
    for locale, title in TITLES.items():
        text = (out / f"games-{locale}.html").read_text("utf-8")
        assert title in text
        assert f'<html lang="{locale}">' in text
        assert all(f'hreflang="{other}"' in text for other in ("en", *LOCALES) if other != locale)


@needs_program("php")
def test_php_reads_the_compiled_catalogs(tmp_path: Path) -> None:
    if "gettext" not in run("php", "-m").split():
        pytest.skip("php has no gettext extension")
    catalogs(tmp_path, "games")
    assert run("php", "-r", PHP, tmp_path).splitlines() == list(TITLES.values())


@needs("mdpo")
def test_mdpo_puts_the_translations_into_the_article(tmp_path: Path) -> None:
    source = tmp_path / "games.md"
    source.write_text("# Games open\n\nGames open\n", "utf-8")
    catalogs(tmp_path, "games")
    for locale, title in TITLES.items():
        po = tmp_path / locale / "LC_MESSAGES" / "games.po"
        target = tmp_path / f"{locale}.md"
        run("po2md", source, "--pofiles", po, "--save", target, "--quiet")
        assert target.read_text("utf-8").split("\n\n") == [f"# {title}", f"{title}\n"]


@needs_program("po4a")
def test_po4a_puts_the_translations_into_the_article(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text("# Games open\n\nGames open\n", "utf-8")
    (tmp_path / "po4a.conf").write_text(PO4A, "utf-8")
    catalogs(tmp_path / "locales", "article")
    shutil.copy(tmp_path / "locales" / "kk" / "LC_MESSAGES" / "article.po", tmp_path / "kk.po")
    run("po4a", "--quiet", "po4a.conf", cwd=tmp_path)
    assert (tmp_path / "article.kk.md").read_text("utf-8").count(TITLES["kk"]) == 2


@needs("mdpo")
def test_mdpo_finds_most_of_the_sample_article(tmp_path: Path, drafts: Path) -> None:
    template = tmp_path / "article.pot"
    template.write_text(run("md2po", SAMPLE, "--no-location"), "utf-8")
    assert found(template, drafts) == 16


@needs_program("po4a")
def test_po4a_finds_half_of_the_sample_article(tmp_path: Path, drafts: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "article.md")
    (tmp_path / "po4a.conf").write_text(PO4A, "utf-8")
    run("po4a", "--quiet", "--no-translations", "po4a.conf", cwd=tmp_path)
    assert found(tmp_path / "article.pot", drafts) == 11


def found(template: Path, drafts: Path) -> int:
    """How many sources of a template our catalog has; `docs/consumers.md` tells these figures."""
    ours = {entry.msgid for entry in polib.pofile(str(catalog(drafts, "kk")))}
    assert len(ours) == 21
    return sum(entry.msgid in ours for entry in polib.pofile(str(template)))


@needs_program("msgmerge")
@pytest.mark.parametrize("locale", LOCALES)
def test_gettext_keeps_the_drafts_of_the_sample_article(
    tmp_path: Path, drafts: Path, locale: str
) -> None:
    po, pot = catalog(drafts, locale), drafts / f"{SAMPLE.stem}.pot"
    run("msgfmt", "--check", "--check-domain", "-o", tmp_path / "ours.mo", po)
    merged = tmp_path / "merged.po"
    run("msgmerge", "--quiet", "-o", merged, po, pot)
    before, after = polib.pofile(str(po)), polib.pofile(str(merged))
    assert [said(entry) for entry in after] == [said(entry) for entry in before]
    fuzzy = polib.pofile(run("msgattrib", "--only-fuzzy", po)) if before.fuzzy_entries() else []
    assert len(fuzzy) == len(before.fuzzy_entries())
    run("pybabel", "compile", "-i", po, "-l", locale, "-o", tmp_path / "babel.mo")


def said(entry: polib.POEntry) -> tuple[object, ...]:
    return entry.msgctxt, entry.msgid, entry.msgstr, sorted(entry.flags), entry.tcomment


FILTERS = ("escapes", "newlines", "nplurals", "printf", "tabs", "variables", "xmltags")


@needs_program("pofilter")
@pytest.mark.parametrize("locale", LOCALES)
def test_pofilter_finds_no_fault_in_the_drafts(tmp_path: Path, drafts: Path, locale: str) -> None:
    assert not faults(catalog(drafts, locale), tmp_path)
    broken = polib.pofile(str(catalog(drafts, locale)))
    broken.translated_entries()[0].msgstr += "\n<b>"
    broken.save(str(tmp_path / "broken.po"))
    assert len(faults(tmp_path / "broken.po", tmp_path)) == 1


def faults(po: Path, folder: Path) -> list[polib.POEntry]:
    tests = [option for name in FILTERS for option in ("-t", name)]
    found = folder / "found.po"
    run("pofilter", "--progress=none", *tests, po, found)
    return list(polib.pofile(str(found))) if found.exists() else []


@needs_program("po2xliff")
@pytest.mark.parametrize("locale", LOCALES)
def test_xliff_and_tmx_of_translate_toolkit_keep_everything(
    tmp_path: Path, drafts: Path, locale: str
) -> None:
    po = catalog(drafts, locale)
    xliff, back, tmx = (tmp_path / name for name in ("a.xlf", "back.po", "a.tmx"))
    run("po2xliff", "--progress=none", po, xliff)
    run("xliff2po", "--progress=none", xliff, back)
    assert [said(entry) for entry in polib.pofile(str(back))] == [
        said(entry) for entry in polib.pofile(str(po))
    ]
    run("po2tmx", "--progress=none", "-l", locale, po, tmx)
    units = re.findall("<tu[ >]", tmx.read_text("utf-8"))
    assert len(units) == len(polib.pofile(str(po)).translated_entries())
