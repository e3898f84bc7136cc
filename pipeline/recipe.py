"""What a draft is made of besides its source: the model, the settings, the concepts it mentions.

A recipe needs no loaded model, so whoever asks what is stale need not wait for one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pipeline.catalogs import digest
from pipeline.engines.base import Decoding
from pipeline.pins import Pinner

REVISION = "9"
"""Raised when the same model would now draft otherwise: then every draft is stale."""

CACHE = 2_000
"""Segments of which it is remembered during a run what they mention."""

SHORT = 6
"""Hexadecimal digits of a concept's digest in a catalog: one change in 16 million goes unseen."""


class Recipe:
    """What drafts of one locale would be made of now."""

    def __init__(
        self,
        *,
        model: str,
        locale: str,
        pinner: Pinner | None = None,
        decoding: Decoding | None = None,
    ) -> None:
        """Describe drafts of ``model``, a name and revision; without a ``pinner`` they are free."""
        self.model = model
        self.locale = locale
        self.decoding = decoding or Decoding()
        self.settings = digest(REVISION, repr(self.decoding), "pinned" if pinner else "free")
        self._state = lru_cache(CACHE)(pinner.state) if pinner else _nothing

    def terms(self, segments: Iterable[str]) -> dict[str, str]:
        """Return the concepts that segments mention: short digests of their state, by id."""
        found: dict[str, str] = {}
        for segment in segments:
            found |= self._state(segment)
        return {id_: digest(id_, found[id_])[:SHORT] for id_ in sorted(found)}

    def state(self, segment: str) -> str:
        """Return the digest of all that the draft of a segment depends on besides the model."""
        found = self._state(segment)
        return digest(self.settings, *(part for item in found.items() for part in item))


def _nothing(_: str) -> dict[str, str]:
    return {}
