"""Why an article cannot be read.

ArticleError
  + PathNotFound      there is no such file or folder
  + UnreadablePath    the system refuses to read it
  + UnknownFormat     its suffix belongs to no format
  + UndecodableText   its bytes are no text in a known encoding

Every message says where, what is wrong, and what to do.
"""

from __future__ import annotations

from pathlib import Path


class ArticleError(Exception):
    """The base of all errors about one article; a run can go on with the others.

    Attributes:
        path: the file or folder concerned; ``-`` is standard input.
        message: what is wrong.
        advice: what to do about it.
    """

    def __init__(self, path: Path, message: str, advice: str) -> None:
        super().__init__(path, message, advice)
        self.path = path
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        """Return ``path: message; advice``."""
        where = "standard input" if str(self.path) == "-" else self.path
        return f"{where}: {self.message}; {self.advice}"


class PathNotFound(ArticleError):
    """There is no such file or folder."""


class UnreadablePath(ArticleError):
    """The system refuses to read a file or a folder."""


class UnknownFormat(ArticleError):
    """A file's suffix belongs to no format."""


class UndecodableText(ArticleError):
    """The bytes of a file are no text in an encoding that is recognised.

    ``offset`` is that of the first bad byte.
    """

    def __init__(self, path: Path, message: str, advice: str, offset: int) -> None:
        super().__init__(path, message, advice)
        self.args = (path, message, advice, offset)  # pickling calls the class with these
        self.offset = offset
