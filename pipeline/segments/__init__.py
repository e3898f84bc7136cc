"""Blocks to sentences, each with its own marks, none longer than a model takes."""

from pipeline.segments.segment import fit, split

__all__ = ["fit", "split"]
