"""HTML: read as browsers do, written back byte for byte where nothing changed."""

from pipeline.articles.html.format import HtmlFormat

__all__ = ["HtmlFormat"]
