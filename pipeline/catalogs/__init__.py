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
from pipeline.catalogs.header import PluralForms, plural_forms
from pipeline.catalogs.locale import locale_of
from pipeline.catalogs.merge import (
    Drafted,
    Proposal,
    Wanted,
    ancestors,
    context_of,
    merge,
    wanted,
    wanted_of,
)
from pipeline.catalogs.pofile import CatalogFile, Entry, Key, parse, serialise
from pipeline.catalogs.provenance import Author, Provenance, digest
from pipeline.catalogs.store import (
    catalog_path,
    catalog_paths,
    fill,
    locked,
    read,
    read_foreign,
    revise,
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
    "PluralForms",
    "Proposal",
    "Provenance",
    "Wanted",
    "ancestors",
    "catalog_path",
    "catalog_paths",
    "context_of",
    "digest",
    "fill",
    "locale_of",
    "locked",
    "merge",
    "parse",
    "plural_forms",
    "read",
    "read_foreign",
    "revise",
    "serialise",
    "template_path",
    "update",
    "wanted",
    "wanted_of",
]
