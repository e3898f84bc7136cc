"""Markdown: CommonMark with tables, footnotes and front matter."""

from pipeline.articles.markdown.format import MarkdownFormat

__all__ = ["MarkdownFormat"]
