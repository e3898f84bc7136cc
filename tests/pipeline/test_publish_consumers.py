"""Programs that serve translations, each with catalogs or pages as they are published.

They are run where they are installed (`pip install django sphinx pelican markdown`), each in a
process of its own, since they configure themselves globally.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.articles import read_article
from pipeline.publish import Compiled, compile_catalogs, content, make_page, write

LOCALES = ("kk", "ru", "tr", "az")
TITLES = {
    "kk": "Ойындар ашылды",
    "ru": "Игры открылись",
    "tr": "Oyunlar açıldı",
    "az": "Oyunlar açıldı, Bakı",
}
ARTICLE = "---\ntitle: Games open\nslug: games\ndate: 2024-02-14\n---\n\nGames open\n"

DJANGO = """
import sys, django
from django.conf import settings
settings.configure(
    USE_I18N=True, ROOT_URLCONF=__name__, SECRET_KEY="x", ALLOWED_HOSTS=["*"],
    LOCALE_PATHS=[sys.argv[1]], LANGUAGES=[(c, c) for c in ("en", "kk", "ru", "tr", "az")],
    MIDDLEWARE=["django.middleware.locale.LocaleMiddleware"],
)
django.setup()
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils.translation import gettext
urlpatterns = [path("", lambda request: HttpResponse(gettext("Games open")))]
for code in ("en", "kk", "ru", "tr", "az"):
    print(Client().get("/", headers={"accept-language": code}).content.decode())
"""


def needs(module: str) -> pytest.MarkDecorator:
    missing = importlib.util.find_spec(module) is None
    return pytest.mark.skipif(missing, reason=f"{module} is not installed")


def python(*arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", *map(str, arguments)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


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


@pytest.mark.slow
@needs("django")
def test_django_serves_the_title_in_every_language(tmp_path: Path) -> None:
    catalogs(tmp_path, "django")
    assert python("-c", DJANGO, tmp_path).splitlines() == ["Games open", *TITLES.values()]


@pytest.mark.slow
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


@pytest.mark.slow
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
