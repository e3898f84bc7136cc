"""The elements of HTML, in the groups that a reader needs, by the HTML standard (WHATWG)."""

from __future__ import annotations


def names(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


VOID = names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param "
    "source track wbr"
)
"""Elements without content and without an end tag."""

RAW_TEXT = names("iframe noembed noframes plaintext script style textarea title xmp")
"""Elements whose content holds no tags. ``noscript`` is read as browsers without scripts do."""

OPAQUE = names(
    "iframe listing math noembed noframes plaintext pre script style svg template textarea xmp"
)
"""Elements that are left alone with all that they hold."""

VERBATIM = names("code kbd samp")
"""Inline elements whose text is copied, never translated."""

HEADINGS = names("h1 h2 h3 h4 h5 h6")

BLOCK = HEADINGS | names(
    "address applet article aside audio blockquote body button canvas caption center col "
    "colgroup datalist dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "frame frameset head header hgroup hr html label legend li listing main marquee menu nav "
    "noframes noscript object ol optgroup option p plaintext pre search section select summary "
    "table tbody td tfoot th thead title tr ul video xmp"
)
"""Elements whose tags end a run of inline content. All others, unknown ones too, are inline."""

# What follows is for the stack of open elements (section "Tree construction").

SPECIAL = (
    BLOCK - names("audio canvas datalist dialog label optgroup option video legend")
) | names("iframe noembed script style template textarea")
"""Elements that an end tag of an ordinary element does not reach across."""

CLOSES_P = HEADINGS | names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form header hgroup hr li listing main menu nav ol p plaintext pre "
    "search section summary table ul xmp"
)
"""Elements whose start ends an open paragraph."""

MATHML_TEXT = names("mi mn mo ms mtext")
SVG_HTML = names("desc foreignobject title")

SCOPE = (
    *names("applet caption html marquee object table td template th"),
    *(f"math {name}" for name in (*MATHML_TEXT, "annotation-xml")),
    *(f"svg {name}" for name in SVG_HTML),
)
"""Elements that an end tag does not reach across to find its start tag."""

ENDS_IN_SCOPE = HEADINGS | names(
    "address applet article aside blockquote button center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form header hgroup li listing main marquee menu nav "
    "object ol p pre search section select summary ul"
)
"""Elements whose end tag closes them and all that is open in them, within ``SCOPE``."""

TABLE_SCOPE = ("html", "table", "template")
ENDS_IN_TABLE = names("caption colgroup table tbody td tfoot th thead tr")
"""The same for the parts of a table, within ``TABLE_SCOPE``."""

_ROW_GROUPS = ("tbody", "tfoot", "thead", "table", "template")
TABLE_CONTEXT = {
    "td": ("tr", *_ROW_GROUPS),
    "th": ("tr", *_ROW_GROUPS),
    "tr": _ROW_GROUPS,
    "col": ("colgroup", "table", "template"),
} | dict.fromkeys(("caption", "colgroup", "tbody", "tfoot", "thead"), ("table", "template"))
"""What the start of a part of a table goes back to."""

BREAKOUT = names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img "
    "li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul "
    "var"
)
"""Elements whose start tag ends the SVG or MathML that they stand in."""
