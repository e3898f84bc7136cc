"""The header of a catalog that others made: what it lacks is added, the rest keeps its bytes.

A program's template comes with blanks to be filled in (``nplurals=INTEGER``, ``charset=CHARSET``);
these count as lacking.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pipeline.catalogs.entry import CatalogFile
from pipeline.catalogs.errors import BrokenCatalog

PLURALS: Final = {
    # What gettext's own table, CLDR and translate-toolkit say; Babel's differs for tr.
    "kk": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n != 1);",
    "az": "nplurals=2; plural=(n != 1);",
    "ru": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 &&"
        " (n%100<10 || n%100>=20) ? 1 : 2);"
    ),
}

_PLURALS = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?\s*")
_BLANK = re.compile(
    r"PACKAGE VERSION|YEAR-MO-DA HO:MI\+ZONE|FULL NAME <EMAIL@ADDRESS>|LANGUAGE <LL@li\.org>"
    r"|.*nplurals\s*=\s*INTEGER.*|text/plain; charset=CHARSET"
)
_CHARSET = re.compile(r"charset\s*=\s*([\w.:-]+)", re.IGNORECASE)
_UTF8: Final = "text/plain; charset=UTF-8"
_OWN: Final = ("Language", "Language-Team", "Last-Translator", "PO-Revision-Date", "Plural-Forms")
"""What a catalog says of itself and a template cannot know."""
_FUZZY = re.compile(r"^#,.*\bfuzzy\b.*\n", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class PluralForms:
    """How many plural forms a catalog has, and which one a number takes."""

    count: int
    form: Callable[[int], int]


def plural_forms(metadata: Mapping[str, str], locale: str) -> PluralForms:
    """Read ``Plural-Forms`` of a header; without one, those of the locale hold.

    Raises:
        BrokenCatalog: what stands there is no formula, or gives forms that it does not count.

    >>> forms = plural_forms({}, "ru")
    >>> forms.count, [forms.form(n) for n in (1, 2, 5, 21)]
    (3, [0, 1, 2, 0])
    """
    value = metadata.get("Plural-Forms", "")
    if is_blank(value):
        value = PLURALS[locale]
    found = _PLURALS.fullmatch(value)
    try:
        form = gettext.c2py(found[2] if found else "")
        inside = found and all(0 <= form(n) < int(found[1]) for n in range(201))
    except (ValueError, ArithmeticError, RecursionError):
        inside = False
    if not found or not inside:
        raise BrokenCatalog(
            f"the header's Plural-Forms cannot be used: {value.strip()}. Put there"
            f" “{PLURALS[locale]}” and run again."
        )
    return PluralForms(count=int(found[1]), form=form)


def is_blank(value: str) -> bool:
    """Whether a field of a header says nothing: empty, or as the template's maker left it."""
    return not value.strip() or _BLANK.fullmatch(value.strip()) is not None


def of_template(metadata: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a template's header that a catalog made from it takes over."""
    return {key: v for key, v in metadata.items() if key not in _OWN and not is_blank(v)}


def completed(catalog: CatalogFile, locale: str) -> CatalogFile:
    """Return a catalog, a header of which was read, with the fields that translations need."""
    fields = dict(catalog.metadata)
    charset = _CHARSET.search(fields.get("Content-Type", ""))
    needed = {}
    if is_blank(fields.get("Language", "")):
        needed["Language"] = locale
    if is_blank(fields.get("Plural-Forms", "")):
        needed["Plural-Forms"] = PLURALS[locale]
    if not charset or charset[1].lower().replace("-", "") != "utf8":
        needed["Content-Type"] = _UTF8
    # gettext takes a fuzzy header for none, and the encoding with it.
    raw = _FUZZY.sub(_without_fuzzy, catalog.header_raw)
    for name, value in needed.items():
        raw = _with_field(raw, name, value)
    return replace(catalog, metadata={**fields, **needed}, header_raw=raw)


def refuse_other_charset(catalog: CatalogFile, text: str) -> None:
    """Refuse a file whose header names another encoding than the UTF-8 that it was read in.

    Raises:
        BrokenCatalog: it holds letters that would be taken for others.
    """
    charset = _CHARSET.search(catalog.metadata.get("Content-Type", ""))
    if not charset or text.isascii():
        return
    if charset[1].lower().replace("-", "") not in {"utf8", "charset", "ascii", "usascii"}:
        raise BrokenCatalog(
            f"its header says charset={charset[1]}. Convert the file to UTF-8"
            " (`msgconv --to-code=UTF-8`) and run again."
        )


def _with_field(raw: str, name: str, value: str) -> str:
    """Return the lines of a header with a field put in the place of its blank, or at the end.

    A field that does not begin a line gives nothing: the header is then written anew.
    """
    line = f'"{name}: {value}\\n"'
    field = re.compile(rf'^"{re.escape(name)}:(?:.*(?<!\\n)"\n")*.*"$', re.MULTILINE)
    if field.search(raw):
        return field.sub(lambda _: line, raw, count=1)
    if f"{name}:" in raw:
        return ""
    if raw and not raw.endswith(('\\n"', 'msgstr ""')):
        raw = raw.removesuffix('"') + '\\n"'
    return f"{raw}\n{line}" if raw else ""


def _without_fuzzy(found: re.Match[str]) -> str:
    flags = [flag.strip() for flag in found[0].removeprefix("#,").split(",")]
    kept = [flag for flag in flags if flag and flag != "fuzzy"]
    return f"#, {', '.join(kept)}\n" if kept else ""
