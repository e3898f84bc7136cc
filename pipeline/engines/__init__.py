"""Models and what runs them, behind one small protocol.

Importing this package loads no model and no library of one.
"""

from __future__ import annotations

from pipeline.engines.base import Decoding, Engine, Hint, Hypothesis, Request
from pipeline.engines.errors import EngineError
from pipeline.engines.fake import FakeEngine
from pipeline.engines.load import load_engine, load_engines

__all__ = [
    "Decoding",
    "Engine",
    "EngineError",
    "FakeEngine",
    "Hint",
    "Hypothesis",
    "Request",
    "load_engine",
    "load_engines",
]
