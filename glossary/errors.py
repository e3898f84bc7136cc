"""What can go wrong with a termbase.

GlossaryError
  x TermsError            a terms file cannot be used as it is
    + BrokenFile          it cannot be read: no such file, not UTF-8, not TOML
    + BrokenEntry         a concept in it breaks the format
    + DuplicateConcept    a concept's id stands in two places
  + ConceptNotFound       no concept has the id that was asked for
  + EditConflict          somebody else changed the concept in the meantime
  + SaveError             a terms file cannot be written
  + UnknownLetters        a name has letters that no rule transliterates

Every message says where, what is wrong, and what to do.
"""

from __future__ import annotations

from pathlib import Path


class GlossaryError(Exception):
    """The base of all errors that this package raises on purpose.

    Attributes:
        message: what is wrong.
        advice: what to do about it.
        path: the file concerned, if any.
        line: the line in it, from 1; 0 where no line is to blame.
    """

    def __init__(
        self, message: str, advice: str = "", path: Path | None = None, line: int = 0
    ) -> None:
        super().__init__(message, advice, path, line)
        self.message = message
        self.advice = advice
        self.path = path
        self.line = line

    def __str__(self) -> str:
        """Return ``path:line: message; advice``."""
        place = f"{self.path}:{self.line}: " if self.line else f"{self.path}: "
        text = f"{self.message}; {self.advice}" if self.advice else self.message
        return f"{place}{text}" if self.path else text


class TermsError(GlossaryError):
    """A terms file cannot be used as it is."""


class BrokenFile(TermsError):
    """A terms file cannot be read: it is missing, not UTF-8, or not TOML."""


class BrokenEntry(TermsError):
    """A concept breaks the format of terms files; ``key`` is the key of its table to blame."""

    def __init__(
        self,
        message: str,
        advice: str = "",
        path: Path | None = None,
        line: int = 0,
        key: str = "",
    ) -> None:
        super().__init__(message, advice, path, line)
        self.args = (*self.args, key)
        self.key = key


class DuplicateConcept(TermsError):
    """A concept's id stands in two places."""


class ConceptNotFound(GlossaryError):
    """No concept has the id that was asked for."""


class EditConflict(GlossaryError):
    """Somebody else changed the concept since it was read."""


class SaveError(GlossaryError):
    """A terms file cannot be written."""


class UnknownLetters(GlossaryError):
    """A name has letters that no rule transliterates."""
