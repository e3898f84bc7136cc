"""What can go wrong with the memory."""

from __future__ import annotations


class MemoryUnusable(Exception):
    """The memory cannot be read or written; the message says which, why, and what to do."""


class BrokenMemory(MemoryUnusable):
    """The file is damaged, or no database at all."""
