"""Drafts that obey their pins: the cascade, its candidates, and how they enter a draft."""

from pipeline.enforce.cascade import Enforcer
from pipeline.enforce.outcome import Enforced, Step

__all__ = ["Enforced", "Enforcer", "Step"]
