"""What can go wrong with catalogs.

CatalogError
├── BrokenCatalog     the file on disk is no valid catalog; it is left alone
├── CatalogNotWritten the new text could not be written; the old file is intact
└── CatalogsLocked    another run is at work in the same folder
"""

from __future__ import annotations


class CatalogError(Exception):
    """A catalog could not be read or written; the message says which, why, and what to do."""


class BrokenCatalog(CatalogError):
    """A catalog on disk cannot be read; nothing was changed."""


class CatalogNotWritten(CatalogError):
    """A catalog could not be written; what stood there before is intact."""


class CatalogsLocked(CatalogError):
    """Another run holds the catalogs."""
