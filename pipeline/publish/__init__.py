"""Publishing: compiled catalogs for programs, and the article back for readers.

`compile` makes the ``.mo`` files that gettext's readers load. `render` puts a catalog's
translations back into its article, `omit` takes out what has none, `localise` and `page` name the
language, `slug` names the file, `site` does all this for articles and catalogs on disk.
"""

from pipeline.publish.compile import Compiled, compile_catalogs, to_mo
from pipeline.publish.localise import Alternate, language_tag, localise
from pipeline.publish.render import MARK, Missing, Rendered, render
from pipeline.publish.site import Page, PublishError, content, make_page, write
from pipeline.publish.slug import slug

__all__ = [
    "MARK",
    "Alternate",
    "Compiled",
    "Missing",
    "Page",
    "PublishError",
    "Rendered",
    "compile_catalogs",
    "content",
    "language_tag",
    "localise",
    "make_page",
    "render",
    "slug",
    "to_mo",
    "write",
]
