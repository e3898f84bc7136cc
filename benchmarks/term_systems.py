"""The ways to get terms into a draft that `benchmarks.terms` compares.

Each takes a batch of English sentences and returns their drafts in one locale.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.alignment import Alignment
from pipeline.enforce import Enforced, Enforcer
from pipeline.enforce.candidates import wanted_term
from pipeline.enforce.places import faults, places
from pipeline.enforce.splice import Edit, splice
from pipeline.engines import Engine, Hypothesis, Request
from pipeline.pins import Pin, Pinner

ENFORCED = "enforced"
FREE = "free"

System = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Systems:
    """What there is to draft with."""

    engine: Engine
    locale: str
    pinner: Pinner

    def all(self) -> dict[str, System]:
        """Return the systems by name, the one that is measured first."""
        return {
            ENFORCED: lambda sources: [d.hypothesis.text for d in self.enforced(sources)],
            FREE: lambda sources: [d.hypothesis.text for d in self.free(sources)],
            "search and replace": self.replaced,
            "masked": self.masked,
            "dictionary form": self.forced,
        }

    def enforced(self, sources: Sequence[str]) -> list[Enforced]:
        """Draft by the cascade."""
        return self._draft(sources, self.pinner)

    def free(self, sources: Sequence[str]) -> list[Enforced]:
        """Draft without asking for anything."""
        return self._draft(sources, None)

    def replaced(self, sources: Sequence[str]) -> list[str]:
        """Put the dictionary form in place of the words that are aligned with an unmet term."""

        def edit(source: str, draft: Hypothesis, pin: Pin) -> Edit | None:
            match = Alignment.of(source, draft).target_of(pin.start, pin.end)
            return self._edit(pin, match.start, match.end) if match else None

        return self._mended(sources, edit)

    def forced(self, sources: Sequence[str]) -> list[str]:
        """Put the dictionary form where the cascade would put a form first, without scoring."""

        def edit(source: str, draft: Hypothesis, pin: Pin) -> Edit | None:
            pins = self.pinner.pins(source)
            verdict = self.pinner.verify(draft.text, pins)
            fault = next((f for f in faults(pins, verdict) if f.pin == pin), None)
            if fault is None:
                return None
            first, *_ = places(
                fault,
                _dictionary_form(pin, self.locale),
                source=source,
                draft=draft,
                pins=pins,
                verdict=verdict,
                locale=self.locale,
            )
            return self._edit(pin, first.start, first.end)

        return self._mended(sources, edit)

    def masked(self, sources: Sequence[str]) -> list[str]:
        """Hide each term behind a placeholder, and put the dictionary form in its place after."""
        hidden = [self._hide(source) for source in sources]
        requests = [Request(text=text) for text, _ in hidden]
        answers = self.engine.translate(requests, self.locale, self.engine.decoding)
        texts = []
        for (_, names), (best, *_) in zip(hidden, answers, strict=True):
            text = best.text
            for placeholder, name in names.items():
                text = re.sub(rf"{placeholder}(?!\d)", name.replace("\\", r"\\"), text)
            texts.append(text)
        return texts

    def _draft(self, sources: Sequence[str], pinner: Pinner | None) -> list[Enforced]:
        enforcer = Enforcer(
            engine=self.engine,
            locale=self.locale,
            pinner=pinner,
            decoding=self.engine.decoding,
        )
        return enforcer.draft(sources)

    def _mended(
        self, sources: Sequence[str], edit: Callable[[str, Hypothesis, Pin], Edit | None]
    ) -> list[str]:
        texts = []
        for source, draft in zip(sources, self.free(sources), strict=True):
            mended = draft.hypothesis
            for pin in self.pinner.verify(mended.text, self.pinner.pins(source)).unmet:
                if pin.mention and (made := edit(source, mended, pin)):
                    mended = splice(mended, source, made)
            texts.append(mended.text)
        return texts

    def _edit(self, pin: Pin, start: int, end: int) -> Edit:
        text = _dictionary_form(pin, self.locale)
        return Edit(start=start, end=end, text=text, source=(pin.start, pin.end))

    def _hide(self, source: str) -> tuple[str, dict[str, str]]:
        names: dict[str, str] = {}
        text, done = "", 0
        for pin in self.pinner.pins(source):
            if pin.mention:
                placeholder = f"XQZ{len(names) + 1}"
                names[placeholder] = _dictionary_form(pin, self.locale)
                text += source[done : pin.start] + placeholder
                done = pin.end
        return text + source[done:], names


def _dictionary_form(pin: Pin, locale: str) -> str:
    assert pin.mention is not None
    return wanted_term(pin.mention, locale).text
