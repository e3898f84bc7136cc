"""Which of our locales a catalog is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from glossary import LOCALES

_SCRIPTS: Final = {"kk": {"cyrl", "cyrillic"}, "ru": {"cyrl", "cyrillic"}}
_LATIN: Final = frozenset({"latn", "latin"})
_ANY_SCRIPT: Final = frozenset({"latn", "latin", "cyrl", "cyrillic", "arab", "arabic"})


def locale_of(path: Path, metadata: Mapping[str, str]) -> str | None:
    """Return the locale that a catalog's header names, else its file (``ru.po``) or its folder.

    The folder is that above ``LC_MESSAGES``, where there is one, else the one it stands in.
    ``None`` where that is none of ours, one written in another script included.

    >>> locale_of(Path("po/x.po"), {"Language": "ru_RU"})
    'ru'
    >>> locale_of(Path("locale/az_AZ/LC_MESSAGES/django.po"), {})
    'az'
    >>> locale_of(Path("po/kk.po"), {"Language": "kk@latin"}) is None
    True
    """
    named = metadata.get("Language", "").strip()
    if named:
        return _known(named)
    folders = path.absolute().parent.parts
    if "LC_MESSAGES" in folders:
        folders = folders[: len(folders) - 1 - folders[::-1].index("LC_MESSAGES")]
    return _known(path.stem) or _known(folders[-1] if folders else "")


def _known(name: str) -> str | None:
    locale, *rest = re.split(r"[_.@-]", name.lower())
    if locale not in LOCALES:
        return None
    return None if (_ANY_SCRIPT - _SCRIPTS.get(locale, _LATIN)) & set(rest) else locale
