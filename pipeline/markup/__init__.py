"""Inline markup in a translation: every mark on the words that it belongs to."""

from pipeline.markup.markup import Placed, copy, describe, join, place

__all__ = ["Placed", "copy", "describe", "join", "place"]
