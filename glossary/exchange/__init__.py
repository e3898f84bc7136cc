"""Exchange with other programs: TBX, CSV, gettext glossaries, and merging what they give.

>>> exported = export([], Format.CSV)
>>> read(exported.text, Format.CSV).concepts
()
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from glossary.exchange.merge import Difference, Merge, apply, merge
from glossary.exchange.po import export_po, read_po
from glossary.exchange.spreadsheet import export_csv, export_deepl, export_google, read_csv
from glossary.exchange.tbx import V2, V3, export_tbx, read_tbx
from glossary.exchange.values import ExchangeError, Exported, Imported, Notice, summary
from glossary.model import LOCALES, Concept

__all__ = [
    "Difference",
    "ExchangeError",
    "Exported",
    "Format",
    "Imported",
    "Merge",
    "Notice",
    "apply",
    "export",
    "guess_format",
    "merge",
    "read",
    "summary",
]


class Format(StrEnum):
    """The formats of exchange."""

    TBX = "tbx"
    TBX_V2 = "tbx-v2"
    CSV = "csv"
    GOOGLE = "google"
    DEEPL = "deepl"
    PO = "po"


def export(
    concepts: Iterable[Concept], format_: Format, locales: Sequence[str] = LOCALES
) -> Exported:
    """Write concepts in a format.

    Args:
        concepts: what to write.
        format_: the format.
        locales: Google: which languages; PO and DeepL: the one. The others hold all always.

    Raises:
        ExchangeError: if a format that holds one locale is asked for several.
    """
    match format_:
        case Format.TBX | Format.TBX_V2:
            return export_tbx(concepts, V3 if format_ is Format.TBX else V2)
        case Format.CSV:
            return export_csv(concepts)
        case Format.GOOGLE:
            return export_google(concepts, locales)
    if len(locales) != 1:
        raise ExchangeError(f"a file of {format_} holds one locale", "name the one to export")
    return (export_po if format_ is Format.PO else export_deepl)(concepts, locales[0])


def read(text: str, format_: Format, locale: str | None = None) -> Imported:
    """Read a file in a format; the editions of TBX and the shapes of CSV are told apart.

    Args:
        text: the file.
        format_: the format.
        locale: the target language, for files that do not name it.

    Raises:
        ExchangeError: if it is not of that format.
    """
    match format_:
        case Format.TBX | Format.TBX_V2:
            return read_tbx(text)
        case Format.PO:
            return read_po(text, locale)
    return read_csv(text, locale)


def guess_format(name: str) -> Format:
    """Return the format that the name of a file suggests.

    Raises:
        ExchangeError: if it suggests none.

    >>> guess_format("terms.TBX")
    <Format.TBX: 'tbx'>
    """
    endings = {".tbx": Format.TBX, ".xml": Format.TBX, ".po": Format.PO, ".pot": Format.PO}
    endings |= dict.fromkeys((".csv", ".tsv", ".txt"), Format.CSV)
    for ending, format_ in endings.items():
        if name.lower().endswith(ending):
            return format_
    raise ExchangeError(f"{name!r} does not tell its format", "name it with --format")
