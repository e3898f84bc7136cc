"""The site's languages: their names, its own words in them, and how they write dates."""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date

from glossary import LOCALES, SOURCE
from pipeline.catalogs import catalog_path, read
from pipeline.publish import to_mo

CATALOGS: Final = Path(__file__).parent / "locales"
_NAMES: Final = {
    "en": "English",
    "kk": "Қазақша",
    "ru": "Русский",
    "tr": "Türkçe",
    "az": "Azərbaycanca",
}
"""As a reader looks for them: CLDR has «қазақ тілі», which is no name to click on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """A language of the site, and the site's words in it."""

    tag: str
    name: str
    words: gettext.NullTranslations

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return Locale.parse(self.tag).text_direction

    def date(self, day: date) -> str:
        """Return a date as a newspaper writes it.

        >>> [language(tag).date(date(2024, 2, 14)) for tag in ("en", "tr", "az")]
        ['February 14, 2024', '14 Şubat 2024', '14 fevral 2024']
        """
        return format_date(day, "long", self.tag)


def language(tag: str) -> Language:
    """Return a language of the site.

    >>> language("ru").words.ngettext(
    ...     "%d passage is still in English.", "%d passages are still in English.", 5) % 5
    '5 фрагментов пока на английском.'
    """
    words = gettext.NullTranslations()
    if tag != SOURCE:
        catalog = read(catalog_path(CATALOGS, tag, "newsroom"))
        words = gettext.GNUTranslations(io.BytesIO(to_mo(catalog)))
    return Language(tag=tag, name=_NAMES[tag], words=words)


LANGUAGES: Final = tuple(language(tag) for tag in (SOURCE, *LOCALES))
