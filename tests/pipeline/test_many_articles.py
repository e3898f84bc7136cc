"""Two hundred articles in three formats: nothing lost, every catalog valid everywhere."""

import gettext
import io
import random
import re
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po

from pipeline.articles import read_articles
from pipeline.catalogs import catalog_path
from pipeline.draft import Drafter
from pipeline.engines import FakeEngine
from pipeline.model import Article
from pipeline.translate import run

from .consumers import compile_catalog

SENTENCES = [
    "Gen. A. K. Smith met the U.S. delegation on Oct. 3 in Baku.",
    'The minister said: "We agree (in principle)."',
    "Prices rose by approx. 14.25 percent to $1,200.50 per tonne, see No. 5.",
    "Dr. Aliyeva of the U.N. spoke at 10:30 a.m. about St. Petersburg.",
    "Is it true? Nobody knows…",
    "«Бірлестік» means unity, i.e. bir + lik.",
    "Visit https://example.org/a?b=c&d=e or write to desk@example.org today.",
    "50 % of 100 {places} are taken & <none> is free.",
]


def article(number: int, rng: random.Random) -> tuple[str, str]:
    paragraphs = [" ".join(rng.sample(SENTENCES, 3)) for _ in range(3)]
    match number % 3:
        case 0:
            return ".txt", "\r\n\r\n".join(paragraphs)
        case 1:
            marked = paragraphs[0].replace("Baku", "**Baku**").replace("today", "[today](/t)")
            return (
                ".md",
                f"# Article {number}\n\n{marked}\n\n> {paragraphs[1]}\n\n- {paragraphs[2]}\n",
            )
        case _:
            safe = [p.replace("&", "&amp;").replace("<", "&lt;") for p in paragraphs]
            return ".html", f"<h1>Article {number}</h1>" + "".join(f"<p>{p}</p>\n" for p in safe)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, FakeEngine]:
    root = tmp_path_factory.mktemp("many")
    rng = random.Random(5)
    for number in range(200):
        suffix, text = article(number, rng)
        path = root / "articles" / f"s{number % 7}" / f"a{number:03}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    engine = FakeEngine({})
    run(
        (a for a in read_articles([root / "articles"]) if isinstance(a, Article)),
        {"ru": Drafter(engine=engine, locale="ru")},
        to=root / "locales",
        progress=Silent(),
    )
    return root / "articles", root / "locales", engine


class Silent:
    def expect(self, locale: str, segments: int) -> None: ...
    def advance(self, locale: str, segments: int) -> None: ...
    def articles(self, done: int) -> None: ...


def catalogs(desk: tuple[Path, Path, FakeEngine]) -> list[Path]:
    return sorted(desk[1].rglob("*.po"))


def test_every_article_has_its_catalog(desk: tuple[Path, Path, FakeEngine]) -> None:
    assert len(catalogs(desk)) == 200
    assert (
        catalog_path(desk[1], "ru", "articles/s0/a000").exists()
        or catalog_path(desk[1], "ru", "s0/a000").exists()
    )


def test_no_word_is_lost(desk: tuple[Path, Path, FakeEngine]) -> None:
    for path in catalogs(desk):
        for entry in polib.pofile(str(path)):
            # The engine shouts, so that a word lost or added between the two would show.
            source, target = (
                sorted(re.findall(r"\w+", t.upper())) for t in (entry.msgid, entry.msgstr)
            )
            assert source == target


def test_no_sentence_is_split_inside_an_abbreviation(
    desk: tuple[Path, Path, FakeEngine],
) -> None:
    asked = {request.text for _, request in desk[2].requests}
    assert set(SENTENCES[:4]) <= asked


def test_equal_sentences_are_translated_once(desk: tuple[Path, Path, FakeEngine]) -> None:
    texts = [request.text for _, request in desk[2].requests]
    assert len(texts) == len(set(texts))


def test_every_catalog_passes_msgfmt_and_reads_alike_everywhere(
    desk: tuple[Path, Path, FakeEngine], tmp_path: Path
) -> None:
    for path in catalogs(desk):
        compiled = tmp_path / "x.mo"
        compile_catalog(path, compiled)
        with compiled.open("rb") as file:
            translations = gettext.GNUTranslations(file)
        babel = read_po(io.BytesIO(path.read_bytes()), abort_invalid=True)
        for entry in polib.pofile(str(path)):
            if entry.msgctxt is None:
                assert babel[entry.msgid].string == entry.msgstr
                if not entry.fuzzy:
                    assert translations.gettext(entry.msgid) == entry.msgstr
