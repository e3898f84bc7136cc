"""Gettext catalogs: the only place that touches polib.

`pofile` is a catalog as text, `provenance` tells a draft from a person's words, `merge` brings a
catalog up to date, `store` is the folder on disk.
"""

from pipeline.catalogs.errors import (
    BrokenCatalog,
    CatalogError,
    CatalogNotWritten,
    CatalogsLocked,
)
from pipeline.catalogs.merge import Drafted, Wanted, context_of, merge, wanted
from pipeline.catalogs.pofile import CatalogFile, Entry, Key, parse, serialise
from pipeline.catalogs.provenance import Author, Provenance, digest
from pipeline.catalogs.store import (
    catalog_path,
    locked,
    read,
    template_path,
    update,
)

__all__ = [
    "Author",
    "BrokenCatalog",
    "CatalogError",
    "CatalogFile",
    "CatalogNotWritten",
    "CatalogsLocked",
    "Drafted",
    "Entry",
    "Key",
    "Provenance",
    "Wanted",
    "catalog_path",
    "context_of",
    "digest",
    "locked",
    "merge",
    "parse",
    "read",
    "serialise",
    "template_path",
    "update",
    "wanted",
]
