"""Checks of translations: one registered check for each idea, with a stable id.

`base` is the registry, `unit` what a check looks at, `run` checks catalogs, `mend` mends and marks
them, `settings` is how a project configures checks, and each other module holds some checks.
"""

from pipeline.checks import (
    alphabet,
    casing,
    consistency,
    dates,
    ending,
    language,
    length,
    markup,
    placeholders,
    quotes,
    repetition,
    spacing,
    suffixes,
    terms,
    untranslated,
)
from pipeline.checks.base import CHECKS, Check, Edit, Remark, Severity
from pipeline.checks.mend import marked, mended
from pipeline.checks.run import Catalog, Finding, Pinners, catalogs_in, check_catalogs, opened
from pipeline.checks.settings import Settings, SettingsError
from pipeline.checks.unit import Unit

# Importing them registers their checks.
_REGISTERED = (
    alphabet, casing, consistency, dates, ending, language, length, markup, placeholders, quotes,
    repetition, spacing, suffixes, terms, untranslated,
)  # fmt: skip

__all__ = [
    "CHECKS",
    "Catalog",
    "Check",
    "Edit",
    "Finding",
    "Pinners",
    "Remark",
    "Settings",
    "SettingsError",
    "Severity",
    "Unit",
    "catalogs_in",
    "check_catalogs",
    "marked",
    "mended",
    "opened",
]
