"""Bytes of an article to text."""

from __future__ import annotations

import codecs
from pathlib import Path

from pipeline.articles.errors import UndecodableText

_BYTE_ORDER_MARKS = (
    # UTF-32 first, since its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, path: Path) -> str:
    r"""Return the text of the article read from ``path``, every line break as it is.

    It is UTF-8, or UTF-16 or UTF-32 if a byte order mark says so. A mark of UTF-8 stays in the
    text, so that the article can be written again as it was.

    Raises:
        UndecodableText: for anything else, since a guess would be wrong without anyone noticing.

    >>> decode(b"a\r\n", Path("a.md")), decode("é".encode("utf-16"), Path("a.md"))
    ('a\r\n', 'é')
    """
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"at offset {error.start}"
        if encoding == "utf-8":
            where += f" (line {line})"
        raise UndecodableText(
            path,
            f"byte 0x{data[error.start]:02x} {where} is not {encoding.upper()}: {error.reason}",
            "save it as UTF-8, for example with `iconv -f WINDOWS-1251 -t UTF-8`",
            error.start,
        ) from error
