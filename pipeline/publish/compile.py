"""Catalogs as the ``.mo`` files that programs load.

The format is that of the GNU gettext manual, section "The Format of GNU MO Files", revision 0:
little-endian, entries sorted by the bytes of their keys, no hash table, which is optional. It is
written here rather than by Babel or polib, because the one puts its own name and, where a date is
blank, the time into the header, and the other knows nothing of a catalog that cannot be loaded.
The same catalog gives the same bytes at any time on any machine.
"""

from __future__ import annotations

import gettext
import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from glossary.files import write_atomically
from pipeline.catalogs import BrokenCatalog, CatalogError, CatalogFile, CatalogNotWritten, read

_MAGIC = 0x950412DE
_HEADER = struct.Struct("<7I")  # magic, revision, entries, offsets of two tables, hash table
_NPLURALS = re.compile(r"nplurals\s*=\s*(\d+)")
_CONTEXT_END = "\x04"
_ENCODING = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Compiled:
    """A catalog that was compiled.

    Attributes:
        source: the ``.po``.
        target: the ``.mo``.
        entries: how many of its entries have a translation there.
        left_out: how many living ones have not: untranslated, or fuzzy.
        changed: whether ``target`` was written, or would be; it is not if it holds these bytes.
    """

    source: Path
    target: Path
    entries: int
    left_out: int
    changed: bool


def compile_catalogs(
    folder: Path, to: Path | None = None, *, use_fuzzy: bool = False, dry_run: bool = False
) -> Iterator[Compiled | CatalogError]:
    """Compile every catalog below a folder, one by one, each whole or not at all.

    Args:
        folder: where the ``.po`` files are, at whatever depth.
        to: where the ``.mo`` files go, in the same folders; beside their catalogs if not given.
        use_fuzzy: take translations that are marked fuzzy, too.
        dry_run: compute everything, write nothing.

    Yields:
        Each result in the order of names, or the error for a catalog that cannot be compiled; then
        its old ``.mo``, if there is one, stays.
    """
    for source in sorted(folder.rglob("*.po")):
        target = (to or folder) / source.relative_to(folder).with_suffix(".mo")
        try:
            yield _compile(source, target, use_fuzzy=use_fuzzy, dry_run=dry_run)
        except CatalogError as error:
            yield error


def to_mo(catalog: CatalogFile, *, use_fuzzy: bool = False) -> bytes:
    """Return a catalog as the content of a ``.mo`` file.

    Obsolete and untranslated entries are left out, and fuzzy ones unless ``use_fuzzy``. A plural
    entry counts as untranslated while any of its forms is empty or lacking.
    """
    table = sorted(_table(catalog, use_fuzzy=use_fuzzy).items())
    keys = [key for key, _ in table]
    values = [value for _, value in table]
    tables = _HEADER.size, _HEADER.size + 8 * len(table)
    texts = tables[1] + 8 * len(table)
    header = _HEADER.pack(_MAGIC, 0, len(table), *tables, 0, texts)
    strings = b"".join(text + b"\0" for text in (*keys, *values))
    return header + _places((*keys, *values), texts) + strings


def _compile(source: Path, target: Path, *, use_fuzzy: bool, dry_run: bool) -> Compiled:
    catalog = read(source)
    data = to_mo(catalog, use_fuzzy=use_fuzzy)
    try:
        gettext.GNUTranslations(io.BytesIO(data))
    except ValueError as error:
        raise BrokenCatalog(
            f"{source}: its header cannot be used ({error}). Correct Plural-Forms"
            " (`msginit` knows them for each language) and compile again; nothing was written."
        ) from error
    try:
        changed = not target.is_file() or target.read_bytes() != data
        if changed and not dry_run:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, data)
    except OSError as error:
        raise CatalogNotWritten(
            f"{target}: could not be written ({error.strerror}); what stood there is intact."
        ) from error
    entries = len(_table(catalog, use_fuzzy=use_fuzzy)) - 1  # without the header
    living = sum(not entry.obsolete for entry in catalog.entries)
    return Compiled(
        source=source, target=target, entries=entries, left_out=living - entries, changed=changed
    )


def _table(catalog: CatalogFile, *, use_fuzzy: bool) -> dict[bytes, bytes]:
    """Return what the file says: the header under the empty key, and the translations."""
    plurals = _NPLURALS.search(_field(catalog, "plural-forms"))
    forms = int(plurals[1]) if plurals else 1
    table = {b"": _header(catalog).encode()}
    for entry in catalog.entries:
        if entry.obsolete or (entry.fuzzy and not use_fuzzy) or not all(entry.msgstr):
            continue
        if entry.plural and len(entry.msgstr) < forms:
            continue
        key = f"{entry.context}{_CONTEXT_END}{entry.msgid}" if entry.context else entry.msgid
        if entry.plural:
            key += f"\0{entry.plural}"
        table[key.encode()] = entry.text.encode()
    return table


def _header(catalog: CatalogFile) -> str:
    """Return the catalog's header; its encoding is the one that is written here."""
    ours = {name.lower(): f"{name}: {text}\n" for name, text in _ENCODING.items()}
    lines = [ours.pop(name.lower(), f"{name}: {text}\n") for name, text in catalog.metadata.items()]
    return "".join((*lines, *ours.values()))


def _field(catalog: CatalogFile, name: str) -> str:
    return next((text for key, text in catalog.metadata.items() if key.lower() == name), "")


def _places(texts: tuple[bytes, ...], start: int) -> bytes:
    """Return the tables of lengths and offsets of texts that stand one after the other."""
    offsets = accumulate((len(text) + 1 for text in texts), initial=start)
    return b"".join(
        struct.pack("<2I", len(text), offset)
        for text, offset in zip(texts, offsets, strict=False)  # one offset more: the end
    )
