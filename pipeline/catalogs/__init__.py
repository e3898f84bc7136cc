"""Gettext catalogs: the only place that touches polib.

`entry` is a catalog as values, `reader` and `writer` turn it from and to text, `provenance` tells a
draft from a person's words, `wanted` is what an article asks for, `drafted` what the machine wrote,
`merge` brings a catalog up to date, `store` is the folder on disk.
"""

from pipeline.catalogs.drafted import Drafted, Proposal
from pipeline.catalogs.entry import CatalogFile, Entry, Key
from pipeline.catalogs.errors import (
    BrokenCatalog,
    CatalogError,
    CatalogNotWritten,
    CatalogsLocked,
)
from pipeline.catalogs.header import PluralForms, plural_forms
from pipeline.catalogs.locale import locale_of
from pipeline.catalogs.merge import ancestors, merge
from pipeline.catalogs.provenance import Author, Provenance, digest
from pipeline.catalogs.reader import parse
from pipeline.catalogs.store import (
    catalog_path,
    catalog_paths,
    fill,
    folder_of,
    locked,
    read,
    read_foreign,
    revise,
    template_path,
    update,
)
from pipeline.catalogs.wanted import Wanted, context_of, wanted, wanted_of
from pipeline.catalogs.writer import serialise

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
    "folder_of",
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
