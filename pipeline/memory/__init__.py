"""What was translated before, and by whom: drafts for exact reuse, approved texts for proposals.

`record` is a draft as bytes, `schema` the database, `store` what is kept in it; `learning` reads
what people approved, `proposals` finds what is alike, `careful` keeps a run going when the memory
fails it, `tmx` is for exchange.
"""

from pipeline.memory.careful import Careful
from pipeline.memory.errors import BrokenMemory, MemoryUnusable
from pipeline.memory.learning import learn
from pipeline.memory.paths import default_path
from pipeline.memory.record import Record, rounded
from pipeline.memory.store import Memory, Reviewed

__all__ = [
    "BrokenMemory",
    "Careful",
    "Memory",
    "MemoryUnusable",
    "Record",
    "Reviewed",
    "default_path",
    "learn",
    "rounded",
]
