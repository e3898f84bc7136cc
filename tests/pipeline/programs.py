"""The catalog of a made-up program, with whatever makes messages hard, and drafts for it."""

from __future__ import annotations

from pathlib import Path

from pipeline import messages
from pipeline.catalogs import CatalogFile, read
from pipeline.draft import Drafter
from pipeline.engines import FakeEngine
from pipeline.engines.base import Engine
from pipeline.pins import Pinner
from pipeline.translate import Tally

from .desk import Silent

RU = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 &&"
    " (n%100<10 || n%100>=20) ? 1 : 2);"
)
HEADER = """# A catalog of Reisekasse.
msgid ""
msgstr ""
"Project-Id-Version: reisekasse 2\\n"
"PO-Revision-Date: 2024-05-01 10:00+0000\\n"
"Last-Translator: A. Person <a@example.org>\\n"
"Language-Team: none\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
{plurals}"""

ENTRIES = r"""
#
#  A remark that nobody asked for.
#. for the window's title
#: src/window.py:12 src/window.py:40
#: src/dialog.py:7
#, python-format
msgid ""
"The ticket for %(name)s was sent "
"to %(place)s."
msgstr ""

#, c-format
msgid "%s could not read %d of %s, %d%% is lost"
msgstr ""

#, c-format
msgid "One ticket"
msgid_plural "%d tickets"
msgstr[0] ""
msgstr[1] ""

#, python-brace-format
msgid "{count} guest in {{room}} {0}"
msgid_plural "{count} guests in {{room}} {0}"
msgstr[0] ""
msgstr[1] ""

msgid "_Open"
msgstr ""

msgid "Save &As..."
msgstr ""

msgid "E_xit"
msgstr ""

msgctxt "noun"
msgid "Book"
msgstr ""

msgctxt "verb"
msgid "Book"
msgstr ""

msgid "Name: "
msgstr ""

#, no-c-format
msgid "Save 100% of <b>the <a href=\"%(url)s\">money</a></b>&nbsp;now!<br/>"
msgstr ""

msgid ""
"\n"
"  The report was written to a file that\n"
"nobody may read.\n"
"\n"
"  - first line\n"
"  - second line of {name} and ${x}...\n"
msgstr ""

#, c-format
msgid ""
"Usage: %s [--verbose] <file>\n"
"  -a, --all\tshow all  files\n"
msgstr ""

msgid "Don&rsquo;t &quot;panic&quot;"
msgstr ""

msgid "%s"
msgstr ""

msgid "   "
msgstr ""

#, c-format
msgid "%%(format) of %1$s and %3$s by %2$*4$d"
msgstr ""

#, fuzzy
#| msgid "Closed"
msgid "Close"
msgstr "Её слова"

msgid "Done"
msgstr "Готово, написал человек"

#~ msgid "Gone"
#~ msgstr "Ушло"
"""


def catalog(language: str = "ru", plurals: str = "", entries: str = ENTRIES) -> str:
    """Return a catalog as a program's translators have it."""
    field = f'"Plural-Forms: {plurals}\\n"\n' if plurals else ""
    return HEADER.format(language=language, plurals=field) + entries


def fill(
    path: Path,
    engine: Engine | None = None,
    *,
    locales: list[str] | None = None,
    to: Path = Path("locales"),
    pinner: Pinner | None = None,
    redraft: bool = False,
    dry_run: bool = False,
) -> Tally:
    """Fill a catalog, or the catalogs of a template; anything wrong with it is raised."""
    tally = Tally()
    for job in messages.jobs([path], locales, to):
        if isinstance(job, Exception):
            raise job
        messages.fill(
            job,
            Drafter(engine=engine or FakeEngine({}), locale=job.locale, pinner=pinner),
            pinner,
            tally,
            Silent(),
            redraft=redraft,
            dry_run=dry_run,
        )
    assert not tally.failures
    return tally


def filled(path: Path, text: str, engine: Engine | None = None, **options: object) -> CatalogFile:
    """Write a catalog, fill it and read it."""
    path.write_text(text, "utf-8")
    fill(path, engine, **options)  # type: ignore[arg-type]  # options of `fill`
    return read(path)
