"""A folder of articles and runs over it, on an engine without a model."""

from collections.abc import Iterator
from pathlib import Path

from glossary import Concept, Glossary, Matcher, Term
from pipeline.articles import read_articles
from pipeline.catalogs import CatalogFile, Entry, catalog_path, read
from pipeline.draft import Drafter
from pipeline.engines import FakeEngine
from pipeline.memory import Careful
from pipeline.model import Article
from pipeline.pins import Pinner
from pipeline.recipe import Recipe
from pipeline.translate import Tally, run

ARTICLE = """# Exercise begins

The **exercise** began in Aktau. Troops from five countries came.

- Ships guard the coast.
- 2024
"""


class Silent:
    def __init__(self) -> None:
        self.expected = 0
        self.done = 0
        self.finished = 0

    def expect(self, locale: str, segments: int) -> None:
        self.expected += segments

    def advance(self, locale: str, segments: int) -> None:
        self.done += segments

    def articles(self, done: int) -> None:
        self.finished = done


def term(en: str, ru: str) -> Concept:
    return Concept(
        id=en.lower(),
        subject="test",
        terms={
            "en": (Term(text=en, locale="en", proper=True, case_sensitive=True),),
            "ru": (Term(text=ru, locale="ru", proper=True),),
        },
    )


class Desk:
    """A folder of articles, and runs over it; with a memory where ``memory`` names its file."""

    def __init__(self, tmp_path: Path) -> None:
        self.articles = tmp_path / "articles"
        self.articles.mkdir()
        self.locales = tmp_path / "locales"
        self.engine = FakeEngine({})
        self.terms: list[Concept] = []
        self.progress = Silent()
        self.memory: Path | None = None
        self.warnings: list[str] = []

    def write(self, name: str, text: str = ARTICLE) -> None:
        path = self.articles / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def pinner(self) -> Pinner:
        glossary = Glossary(self.terms)
        return Pinner(glossary, Matcher(glossary), "ru")

    def recipe(self) -> Recipe:
        return Recipe(model=self.engine.name, locale="ru", pinner=self.pinner())

    def run(
        self,
        *,
        redraft: bool = False,
        dry_run: bool = False,
        memory: Careful | None = None,
    ) -> Tally:
        if memory is None and self.memory:
            memory = Careful(self.memory, self.warnings.append)
        drafter = Drafter(engine=self.engine, locale="ru", pinner=self.pinner(), memory=memory)
        self.engine.requests.clear()
        self.progress = Silent()
        try:
            return run(
                self.read(),
                {"ru": drafter},
                to=self.locales,
                progress=self.progress,
                memory=memory,
                redraft=redraft,
                dry_run=dry_run,
            )["ru"]
        finally:
            if memory:
                memory.close()

    def read(self) -> Iterator[Article]:
        for article in read_articles([self.articles]):
            assert isinstance(article, Article), article
            yield article

    def sources(self) -> list[str]:
        return sorted(request.text for _, request in self.engine.requests)

    def path(self, name: str) -> Path:
        return catalog_path(self.locales, "ru", name)

    def catalog(self, name: str) -> CatalogFile:
        return read(self.path(name))

    def entry(self, name: str, source: str) -> Entry:
        return self.catalog(name).by_key()["", source]

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text of a catalog as a person does in an editor."""
        text = self.path(name).read_text("utf-8")
        assert old in text
        self.path(name).write_text(text.replace(old, new), "utf-8")

    def bytes(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.locales)): path.read_bytes()
            for path in self.locales.rglob("*.po*")
            if path.suffix in {".po", ".pot"}
        }

    def forget_catalogs(self) -> None:
        for path in self.locales.rglob("*.po*"):
            path.unlink()
