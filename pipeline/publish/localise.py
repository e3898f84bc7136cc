"""Says in a rendered article which language it is in, and where its other languages are.

HTML: see `page`. Markdown: ``lang`` in the front matter, if there is one. Plain text has no place
for it. Nothing else changes: dates and numbers stand in the blocks and are translated with them,
and ``date:`` in front matter and ``datetime`` in pages are data for programs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import tomlkit
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from tomlkit.exceptions import TOMLKitError

from pipeline.articles.frontmatter import front_matter
from pipeline.publish import page

_FENCED = re.compile(
    r"""
    (?P<open>\ufeff?(?P<fence>---|\+\+\+)[ \t]*(?P<newline>\r\n|\n|\r))
    (?P<content>.*)
    (?P<close>(?:---|\.\.\.|\+\+\+)[ \t]*(?:\r\n|\n|\r)?)
    """,
    re.VERBOSE | re.DOTALL,
)
_LANG = re.compile(
    r"""
    (?:^|(?<=[\r\n])) (["']?)lang\1 [ \t]*: [^\r\n]*
    (?:(?:\r\n|\n|\r)(?:[ \t]|-[ \t])[^\r\n]*)*  # a value of several lines
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternate:
    """The article in one language: its tag (BCP 47), and its address, relative or absolute."""

    language: str
    address: str


def language_tag(locale: str) -> str:
    """Return the tag (BCP 47) of a locale as catalogs are named.

    Raises:
        ValueError: there is no such locale, or it is spelled wrongly.

    >>> language_tag("kk"), language_tag("uz_Cyrl")
    ('kk', 'uz-Cyrl')
    """
    known = _known(locale)
    return "-".join(filter(None, (known.language, known.script, known.territory)))


def localise(text: str, format_name: str, locale: str, alternates: Sequence[Alternate] = ()) -> str:
    r"""Return a rendered article with its language in it.

    Args:
        text: the article.
        format_name: that of its format.
        locale: the locale it was rendered in.
        alternates: the languages that there are, this one among them; for HTML.

    Raises:
        ValueError: there is no such locale.

    >>> localise("---\ntitle: Газ\nlang: en\n---\n", "markdown", "kk")
    '---\ntitle: Газ\nlang: kk\n---\n'
    """
    language = language_tag(locale)
    if format_name == "html":
        addresses = {each.language: each.address for each in alternates}
        known = _known(locale)
        return page.localise(
            text, language, known.text_direction, addresses, open_graph=_open_graph(known)
        )
    return _with_language(text, language) if format_name == "markdown" else text


def _known(locale: str) -> Locale:
    try:
        return Locale.parse(locale)
    except UnknownLocaleError as error:
        raise ValueError(str(error)) from error


def _open_graph(known: Locale) -> str:
    """Return a locale as Open Graph spells it, with its usual territory: ``kk_KZ``.

    The territory is that of CLDR's likely subtags.
    """
    if not known.territory:
        likely = get_global("likely_subtags")
        known = Locale.parse(likely.get(str(known)) or likely[known.language])
    return f"{known.language}_{known.territory}"


def _with_language(text: str, language: str) -> str:
    """Set ``lang`` in the front matter of a Markdown article; broken TOML is left alone."""
    start = 1 if text.startswith("\N{BOM}") else 0
    end, _ = front_matter(text, start)
    found = _FENCED.fullmatch(text, 0, end)
    if not found:
        return text
    content = found["content"]
    if found["fence"] == "+++":
        try:
            table = tomlkit.parse(content)
            table["lang"] = language
            content = tomlkit.dumps(table)
        except TOMLKitError:
            return text
    elif _LANG.search(content):
        content = _LANG.sub(f"lang: {language}", content, count=1)
    else:
        content = f"lang: {language}{found['newline']}{content}"
    return found["open"] + content + found["close"] + text[end:]
