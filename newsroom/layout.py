"""What stands on the pages of the site, as HTML.

Every page links to itself in all languages, for programs (``hreflang``) and for people. Links are
relative, so that the site can be opened from a disk or published at any address.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path, PurePosixPath
from string import Template
from typing import Final
from urllib.parse import quote

from newsroom.story import Story, Words
from newsroom.words import LANGUAGES, Language

FRONT: Final = PurePosixPath("index.html")
"""The list of articles in the folder of a language, and the door above these folders."""

HERE: Final = Path(__file__).parent


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A story on the site.

    Attributes:
        story: its words.
        place: of its page, below the folder of its language.
        source: the original article's file.
        day: when it was published, if it says so.
        drafted: some of it is a machine's draft that no person has approved.
    """

    story: Story
    place: PurePosixPath
    source: Path
    day: date | None
    drafted: bool


def story_page(item: Item, language: Language) -> str:
    """Return the page of an article."""
    _ = language.words.gettext
    lead = item.story.description
    notes = " ".join(_notes(item, language))
    parts = (
        f'<p class="back"><a href="{relative(FRONT, item.place.parent)}">{_("All news")}</a></p>',
        "<article>",
        item.story.headline,
        _time(item.day, language),
        f'<p class="draft" role="note">{notes}</p>' if notes else "",
        f'<p class="lead"{_lang(lead, language)}>{escape(lead.text)}</p>' if lead.text else "",
        item.story.body,
        "</article>",
    )
    content = "\n".join(filter(None, parts))
    return _page(language, item.place, item.story.title, item.story.summary, content)


def front_page(items: Sequence[Item], language: Language) -> str:
    """Return the list of articles, in the order of ``items``."""
    news = language.words.gettext("News")
    listed = "\n".join(_listed(item, language) for item in items)
    content = f'<h1>{news}</h1>\n<ul class="news">\n{listed}\n</ul>'
    title = Words(text=news, language=language.tag)
    return _page(language, FRONT, title, title, content)


def door() -> str:
    """Return the page above all languages."""
    start = PurePosixPath()
    return _template("door").substitute(
        alternates=_alternates(start, FRONT), switcher=_switcher(start, FRONT)
    )


def relative(place: PurePosixPath, start: PurePosixPath) -> str:
    """Return the address of a place from a page in the folder ``start``.

    >>> relative(PurePosixPath("kk/gas.html"), PurePosixPath("ru/news"))
    '../../kk/gas.html'
    """
    return quote(Path(os.path.relpath(place, start)).as_posix())


def _page(
    language: Language, place: PurePosixPath, title: Words, summary: Words, content: str
) -> str:
    _ = language.words.gettext
    start = PurePosixPath(language.tag, place).parent
    return _template("page").substitute(
        language=language.tag,
        direction=language.direction,
        title=f"<title{_lang(title, language)}>{escape(title.text)}</title>",
        summary=_lang(summary, language) + f' content="{escape(summary.text)}"',
        root=relative(PurePosixPath(), start),
        front=relative(FRONT, place.parent),
        name=_("Birlestik"),
        motto=_("One article, five languages"),
        skip=_("Skip to the text"),
        languages=_("Languages"),
        alternates=_alternates(start, place),
        switcher=_switcher(start, place, language),
        content=content,
    )


def _notes(item: Item, language: Language) -> Iterator[str]:
    """Yield what a reader must know of a translation."""
    if item.drafted:
        yield language.words.gettext("Machine draft: no editor has reviewed this translation yet.")
    if count := item.story.untranslated:
        one, many = "%d passage is still in English.", "%d passages are still in English."
        yield language.words.ngettext(one, many, count) % count


def _listed(item: Item, language: Language) -> str:
    title, summary = item.story.title, item.story.summary
    draft = language.words.gettext("Machine draft")
    parts = (
        "<li>",
        f'<h2><a href="{relative(item.place, FRONT.parent)}"{_lang(title, language)}>'
        f"{escape(title.text)}</a></h2>",
        f"<p{_lang(summary, language)}>{escape(summary.text)}</p>" if summary.text else "",
        _time(item.day, language, f'<span class="badge">{draft}</span>' if item.drafted else ""),
        "</li>",
    )
    return "\n".join(filter(None, parts))


def _time(day: date | None, language: Language, badge: str = "") -> str:
    shown = f'<time datetime="{day}">{language.date(day)}</time>' if day else ""
    return f'<p class="date">{shown}{badge}</p>' if shown or badge else ""


def _lang(words: Words, language: Language) -> str:
    return "" if words.language == language.tag else f' lang="{words.language}"'


def _alternates(start: PurePosixPath, place: PurePosixPath) -> str:
    """Return the links from a page in ``start`` to a place in each language, for programs."""
    places = {each.tag: PurePosixPath(each.tag, place) for each in LANGUAGES}
    if place == FRONT:
        places["x-default"] = FRONT
    return "\n".join(
        f'<link rel="alternate" hreflang="{tag}" href="{relative(there, start)}">'
        for tag, there in places.items()
    )


def _switcher(start: PurePosixPath, place: PurePosixPath, current: Language | None = None) -> str:
    """Return the same links for people."""
    return "\n".join(
        f'<li><a lang="{each.tag}" hreflang="{each.tag}"'
        f' href="{relative(PurePosixPath(each.tag, place), start)}"'
        f"{_CURRENT if each == current else ''}>{each.name}</a></li>"
        for each in LANGUAGES
    )


_CURRENT = ' aria-current="page"'


def _template(name: str) -> Template:
    return Template((HERE / "templates" / f"{name}.html").read_text("utf-8"))
