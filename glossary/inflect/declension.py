"""The regular declensions of Russian, for nouns and cells that no dictionary has.

The three declensions of Русская грамматика 1980 (РГ), §1184-1216, with the spelling rules that
they meet. Stress is unknown here, so that endings after hushing consonants are the unstressed
ones (-ем, -ей), and only fleeting vowels that show in the letters are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from glossary.model import Case, Number

Cell = tuple[Case, Number]
CASES: Final = (
    Case.NOMINATIVE,
    Case.GENITIVE,
    Case.DATIVE,
    Case.ACCUSATIVE,
    Case.INSTRUMENTAL,
    Case.PREPOSITIONAL,
)
_VOWELS: Final = "аеёиоуыэюя"
_CYRILLIC: Final = re.compile(r"[а-яё]$")
_SOFT_FEMININE: Final = re.compile(r"(?:[дзжчшщнвфбм]ь|сть|пись)$")
_NEUTER: Final = re.compile(r"(?:[вн]о|ло|ство|[иь]е|ще)$")
# The names of young: котёнок, котёнка, котята (РГ §1214).
_YOUNG: Final = re.compile(r"(?<=..)(?:[её]|о)нок$")
# -ец and -чек lose their vowel: боец but министерец, министерца; подгузничек, подгузничка.
_FLEETING: Final = re.compile(r"(?<=[бвгджзкмнпрстфхцчшщ])е(?=ц$)|(?<=..[жчш])е(?=к$)")


def gender_of(noun: str) -> str | None:
    """Return the gender that the ending of ``noun`` suggests; ``None``: it does not inflect.

    Foreign names in -е, -и, -о, -у, -ы, -э, -ю do not inflect, nor what ends in no Russian
    letter; Slavic places in -во and -но do (РГ §1179; Rosenthal, Справочник по правописанию и
    стилистике, §149).

    >>> gender_of("астана"), gender_of("арал"), gender_of("косово"), gender_of("тбилиси")
    ('femn', 'masc', 'neut', None)
    """
    if not _CYRILLIC.search(noun):
        return None
    if noun.endswith(("а", "я")) or _SOFT_FEMININE.search(noun):
        return "femn"
    if noun[-1:] in _VOWELS:
        return "neut" if _NEUTER.search(noun) else None
    return "masc"


def decline(noun: str, *, gender: str | None, animate: bool) -> dict[Cell, str]:
    """Return the forms of ``noun``, a nominative singular in lower case.

    ``gender`` is ``masc``, ``femn``, ``neut``, or ``None`` for a noun that does not inflect.

    >>> decline("шымкент", gender="masc", animate=False)[Case.INSTRUMENTAL, Number.SINGULAR]
    'шымкентом'
    """
    if gender is None or not noun:
        return {(case, number): noun for number in Number for case in CASES}
    if noun[-1] in "ая":
        singular, plural = _first(noun)
    elif noun[-1] in "оеё":
        singular, plural = _neuter(noun)
    elif gender == "femn":
        singular, plural = _third(noun)
    else:
        singular, plural = _second(noun)
    return dict(_cells(singular, Number.SINGULAR, animate)) | dict(
        _cells(plural, Number.PLURAL, animate)
    )


_Row = tuple[str, str, str, str | None, str, str]


def _first(noun: str) -> tuple[_Row, _Row]:
    """РГ §1201: Анкара, Гянджа, Бурабая, Германия, статья."""
    stem, last = noun[:-1], noun[-1]
    before = stem[-1:]
    if last == "а":
        y = "и" if before in "гкхжшчщ" else "ы"
        ej = "ей" if before in "жшчщц" else "ой"
        singular: _Row = (noun, stem + y, stem + "е", stem + "у", stem + ej, stem + "е")
        return singular, _plural(stem + y, _bare(stem), stem + "а")
    e = "и" if before == "и" else "е"
    singular = (noun, stem + "и", stem + e, stem + "ю", stem + "ей", stem + e)
    many = stem[:-1] + "ий" if before == "ь" else stem + ("й" if before in _VOWELS else "ь")
    return singular, _plural(stem + "и", many, stem + "я")


def _second(noun: str) -> tuple[_Row, _Row]:
    """РГ §1188: Казахстан, Тараз, Алтай, Кремль, гелий, боец."""
    if noun[-1] in "йь":
        stem = noun[:-1]
        e = "и" if stem.endswith("и") else "е"
        genitive = stem + ("ев" if noun[-1] == "й" else "ей")
        plural = _plural(stem + "и", genitive, stem + "я")
        return (noun, stem + "я", stem + "ю", None, stem + "ем", stem + e), plural
    if young := _YOUNG.search(noun):
        root = noun[: young.start()]
        stem = noun[:-2] + "к"
        many = root + ("ат" if noun[-5:-3].endswith("о") and root[-1] in "жшчщ" else "ят")
        plural = _plural(many + "а", many, many + "а")
    else:
        stem = _FLEETING.sub("", noun)
        last = stem[-1]
        genitive = stem + ("ей" if last in "жшчщ" else "ев" if last == "ц" else "ов")
        plural = _plural(stem + ("и" if last in "гкхжшчщ" else "ы"), genitive, stem + "а")
    om = "ем" if stem[-1] in "жшчщц" else "ом"
    return (noun, stem + "а", stem + "у", None, stem + om, stem + "е"), plural


def _neuter(noun: str) -> tuple[_Row, _Row]:
    """РГ §1188: Косово, училище, море, заявление, Заполярье."""
    stem, before = noun[:-1], noun[-2:-1]
    if noun[-1] == "о" or before in "жшчщц":
        om = "ом" if noun[-1] == "о" else "ем"
        singular: _Row = (noun, stem + "а", stem + "у", noun, stem + om, stem + "е")
        return singular, _plural(stem + "а", _bare(stem), stem + "а")
    singular = (
        noun,
        stem + "я",
        stem + "ю",
        noun,
        stem + noun[-1] + "м",
        stem + ("и" if before == "и" else "е"),
    )
    genitive = stem[:-1] + "ий" if before in "иь" else stem + "ей"
    return singular, _plural(stem + "я", genitive, stem + "я")


def _third(noun: str) -> tuple[_Row, _Row]:
    """РГ §1207: Нахичевань, Сибирь, область."""
    stem = noun[:-1]
    a = stem + ("а" if stem[-1:] in "жшчщ" else "я")
    singular: _Row = (noun, stem + "и", stem + "и", noun, stem + "ью", stem + "и")
    return singular, _plural(stem + "и", stem + "ей", a)


def _plural(nominative: str, genitive: str, oblique: str) -> _Row:
    return nominative, genitive, oblique + "м", None, oblique + "ми", oblique + "х"


def _bare(stem: str) -> str:
    """Return the genitive plural without an ending: листовка, листовок; чашка, чашек (РГ §1204)."""
    if not re.search(r"[^аеёиоуыэюя]к$", stem):
        return stem
    root = stem[:-1]
    if root[-1] in "ьй":
        return root[:-1] + "ек"
    return root + ("ек" if root[-1] in "жшчщц" else "ок")


def _cells(row: _Row, number: Number, animate: bool) -> Iterator[tuple[Cell, str]]:
    """Yield the cells of a row; an open accusative is that of РГ §1184, decided by animacy."""
    for case, form in zip(CASES, row, strict=True):
        yield (case, number), form or (row[1] if animate else row[0])
