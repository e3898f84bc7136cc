"""What people approved, learnt from a folder of catalogs before a run begins.

All catalogs of the folder are looked at, not only those of the run, so that what is proposed does
not depend on which articles come first, nor on where an earlier run was killed. A catalog that is
as it was when it was last looked at is not read again.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.catalogs import Author, CatalogError, CatalogFile, catalog_paths, read
from pipeline.memory.careful import Careful


def learn(folder: Path, locale: str, memory: Careful) -> None:
    """Tell the memory what people approved in one locale of a folder of catalogs."""
    stamps = {str(path.resolve()): _stamp(path) for path in catalog_paths(folder, locale)}
    for origin in memory.changed(stamps):
        try:
            catalog = read(Path(origin))
        except CatalogError:
            continue  # the run names it, if it is one of its own
        memory.review(locale, origin, approved(catalog), stamps[origin])


def approved(catalog: CatalogFile) -> dict[str, str | None]:
    """Return what people approved in a catalog: by source, ``None`` where it is no (longer) so."""
    texts: dict[str, str | None] = {}
    for entry in catalog.entries:
        if entry.author is Author.PERSON and not entry.fuzzy and not entry.plural:
            texts[entry.msgid] = entry.text
        else:
            texts.setdefault(entry.msgid, None)
    return texts


def _stamp(path: Path) -> str:
    try:
        stat = path.stat()
    except OSError:
        return ""
    return f"{stat.st_ino}:{stat.st_mtime_ns}:{stat.st_size}"
