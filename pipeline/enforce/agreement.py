"""The endings that a model hangs on right numbers: made to agree, with nothing else touched."""

from __future__ import annotations

from pipeline.enforce.splice import Edit, splice
from pipeline.engines.base import Hypothesis
from pipeline.numbers import hung
from pipeline.pins import Verdict


def agreed(hypothesis: Hypothesis, source: str, verdict: Verdict, locale: str) -> Hypothesis:
    """Return a draft with the endings of its numbers as the numbers ask for: 2014'da, 2014'te.

    Only numbers that meet a pin are looked at; an ending that may be meant in several ways stays.

    Args:
        hypothesis: the draft.
        source: what it is a draft of.
        verdict: how it meets its pins.
        locale: the draft's locale.
    """
    met = {start: pin for pin, (start, _) in verdict.met if pin.number}
    for each in reversed([*hung(hypothesis.text, locale)]):
        pin = next((met[at] for at in range(each.start, each.end) if at in met), None)
        if pin and not each.right and len(each.fitting) == 1:
            place = (pin.start, pin.end)
            edit = Edit(start=each.start, end=each.end, text=each.fitting[0], source=place)
            hypothesis = splice(hypothesis, source, edit)
    return hypothesis
