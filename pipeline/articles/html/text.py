"""The text level of HTML: character references, white space, and how text is spelled again.

The rules are those of the HTML standard (WHATWG), sections "Character reference state" and
"Serializing HTML fragments". The standard library's ``html.unescape`` is not used, because it knows
nothing of the rule for attributes, drops some control characters, and raises on very long numbers.
"""

from __future__ import annotations

import re
from html.entities import html5

SPACE = " \t\n\f\r"
"""White space as HTML has it: a no-break space is none."""

_SPACES = re.compile(f"[{SPACE}]+")
_NEWLINE = re.compile("\r\n?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REFERENCE = re.compile("&(?:#([0-9]+);?|#[xX]([0-9a-fA-F]+);?|([0-9A-Za-z]+)(;?))")
_LONGEST_LEGACY = max(len(name) for name in html5 if not name.endswith(";"))
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def decode(text: str, *, attribute: bool = False) -> str:
    """Return ``text`` with its character references replaced as browsers do.

    In an attribute's value, a reference without its semicolon before ``=`` or a letter or digit is
    text, so that ``?a=1&copy=2`` stays what it is.

    >>> decode("Ca&ntilde;on &amp copy&#8217;s &unknown; &#x80;")
    'Cañon & copy’s &unknown; €'
    >>> decode("?a=1&copy=2&reg", attribute=True)
    '?a=1&copy=2®'
    """
    if "&" not in text:
        return text

    def character(match: re.Match[str]) -> str:
        decimal, hexadecimal, name, semicolon = match.groups()
        if decimal or hexadecimal:
            return _numeric(decimal, 10) if decimal else _numeric(hexadecimal, 16)
        if semicolon and (full := html5.get(name + ";")):
            return full
        for length in range(min(len(name), _LONGEST_LEGACY), 1, -1):
            if legacy := html5.get(name[:length]):
                rest = name[length:] + semicolon
                following = (rest or text[match.end() : match.end() + 1])[:1]
                if attribute and (
                    following == "=" or (following.isascii() and following.isalnum())
                ):
                    break
                return legacy + rest
        return match[0]

    return _REFERENCE.sub(character, text)


def _numeric(digits: str, base: int) -> str:
    digits = digits.lstrip("0")
    code = int(digits, base) if 0 < len(digits) < 8 else 0
    if 0x80 <= code < 0xA0:  # browsers read these as windows-1252
        return bytes([code]).decode("windows-1252", "ignore") or chr(code)
    if not code or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return _REPLACEMENT
    return chr(code)


def escape(text: str) -> str:
    r"""Spell text for an element's content, as browsers serialise it.

    A no-break space becomes ``&nbsp;``: an editor must see it.

    >>> escape("5 < 6 & 7\xa0%")
    '5 &lt; 6 &amp; 7&nbsp;%'
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\xa0", "&nbsp;")


def escape_attribute(text: str, quote: str) -> str:
    """Spell text for an attribute's value between ``quote`` and ``quote``.

    >>> escape_attribute('a "b" & c', '"')
    'a &quot;b&quot; &amp; c'
    """
    text = escape(text).replace("\n", "&#10;")
    return text.replace('"', "&quot;") if quote == '"' else text.replace("'", "&#39;")


def collapse(text: str) -> str:
    """Replace each run of white space by one space, as browsers show it."""
    return _SPACES.sub(" ", text)


def clean(markup: str) -> str:
    """Return markup as browsers read it: LF for CRLF and CR, no NUL, and no lone surrogates."""
    markup = _NEWLINE.sub("\n", markup) if "\r" in markup else markup
    markup = markup.replace("\0", _REPLACEMENT)
    return markup if markup.isascii() else _SURROGATE.sub(_REPLACEMENT, markup)


def clean_text(raw: str) -> str:
    """Return the characters that a browser shows for the raw text of an element's content.

    NUL is dropped, lone surrogates (bytes that were not decoded) become U+FFFD, references are
    decoded, white space is collapsed.
    """
    return collapse(decode(clean(raw.replace("\0", ""))))


def visible(text: str) -> bool:
    r"""Say whether there is anything to read: not only white space and zero-width characters.

    Private-use characters (icon fonts) do not count.

    >>> visible(" \xa0\u200b"), visible("42")
    (False, True)
    """
    return any(c.isprintable() and not c.isspace() for c in text)
