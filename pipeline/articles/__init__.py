"""Articles: one reader and renderer for each format, and how articles are found and named."""

from __future__ import annotations

from pipeline.articles.errors import (
    ArticleError,
    PathNotFound,
    UndecodableText,
    UnknownFormat,
    UnreadablePath,
)
from pipeline.articles.files import STDIN, read_article, read_articles
from pipeline.articles.html import HtmlFormat
from pipeline.articles.markdown import MarkdownFormat
from pipeline.articles.plain import PlainFormat
from pipeline.articles.registry import by_suffix, detect, formats

__all__ = [
    "STDIN",
    "ArticleError",
    "HtmlFormat",
    "MarkdownFormat",
    "PathNotFound",
    "PlainFormat",
    "UndecodableText",
    "UnknownFormat",
    "UnreadablePath",
    "by_suffix",
    "detect",
    "formats",
    "read_article",
    "read_articles",
]
