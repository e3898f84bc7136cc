"""Names of files and addresses: a title in ASCII.

Kazakh and Russian letters follow the BGN/PCGN romanizations (of 1979 and 1947) without apostrophes
and diacritics; of Turkish and Azerbaijani letters the diacritics go, and «ə» is «e», as
people write it on keyboards that lack it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 80
"""Characters: what fits into a file name and an address that people can read."""

_RUSSIAN = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
    **{"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"},
    **{"ъ": "", "ь": "", "ю": "yu", "я": "ya"},
}
_KAZAKH = {
    **dict(zip("әқөұүһі", "aqouuhi", strict=True)),
    **{"ғ": "gh", "ң": "ng"},
}
_LATIN = {"ə": "e", "ı": "i", "ß": "ss"}
_LETTERS: Final = str.maketrans(_RUSSIAN | _KAZAKH | _LATIN)
_APOSTROPHES = re.compile("['’ʼ`]")
_OTHER = re.compile("[^a-z0-9]+")


def slug(title: str) -> str:
    """Return a title in lower-case ASCII letters, digits and hyphens; empty if nothing is left.

    >>> [slug(t) for t in ("Маңғыстаудағы бес әскер", "Türk Devletleri'nin İşi", "Bakıda görüş")]
    ['mangghystaudaghy-bes-asker', 'turk-devletlerinin-isi', 'bakida-gorus']
    >>> slug("Щедрый подъём: 14 %")
    'shchedryy-podem-14'
    """
    # й and ё are letters of their own and must be whole before accents go.
    text = unicodedata.normalize("NFC", title).lower().translate(_LETTERS)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    words = _OTHER.sub("-", _APOSTROPHES.sub("", text)).strip("-")
    if len(words) <= LONGEST:
        return words
    whole = words[: LONGEST + 1].rpartition("-")[0]
    return whole or words[:LONGEST]
