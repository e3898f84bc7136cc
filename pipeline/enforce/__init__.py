"""Drafts that obey their pins: the cascade, its candidates, and how they enter a draft."""

from pipeline.enforce.cascade import Enforced, Enforcer, Step

__all__ = ["Enforced", "Enforcer", "Step"]
