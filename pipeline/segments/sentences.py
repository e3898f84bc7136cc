"""Where sentences begin in English running text.

`sentencex` finds them. It is shown the text with everything neutralised that misleads a splitter
(abbreviations, code, addresses, quotes), character for character, so that its boundaries are those
of the text; `_is_boundary` and `_asides` then look at what it cannot know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import sentencex

from pipeline.segments import abbreviations, clauses

Offsets = tuple[int, int]

ADDRESS: Final = re.compile(
    r"""(?:https?://|ftp://|www\.)\S*[^\s.,;:!?'")\]}»”’]
      | (?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+\w{2,}
      | (?<!\w)[@\#]\w+
      | (?<![\w.-])(?:[\w-]{1,63}\.)+
        (?:com|org|net|gov|edu|int|info|io|eu|kz|kg|uz|tj|tm|az|tr|ru)\b(?:/\S*\w)?
    """,
    re.VERBOSE,
)
"""URLs, e-mail addresses, host names, @accounts and #tags: no text to a translator."""

_SPACE: Final = re.compile(r"\s*")
_PARTNER: Final = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»", "‹": "›", '"': '"'}
_ENCLOSING: Final = re.compile('[()\\[\\]{}“”«»‹›"]')
_OPENING: Final = "([{“‘«‹„\"'"
_CLOSING: Final = ")]}”’»›\"'"
_TERMINATORS: Final = ".!?…"

_NOTE: Final = re.compile(rf"(?<=[{_TERMINATORS}\"'”’»)])(?:\[\w{{1,3}}\]|[¹²³⁰-⁹*†‡])+")
_SAID: Final = re.compile(
    r"(?:[A-Z][\w.'’-]*,?\s+){1,8}(?:said|says|asked|asks|added|adds|told|replied|wondered|exclaimed"
    r"|shouted|cried|wrote|writes|stated|declared|noted|answered)\b"
)
_LONGEST_ASIDE: Final = 300  # characters; what is longer is a quote that nobody closed
_AROUND: Final = 40  # characters to look at before and after one


def beginnings(text: str, code: Sequence[Offsets] = ()) -> Iterator[int]:
    """Yield where sentences of ``text`` begin, the first one left out, in order.

    ``code`` are stretches that are no prose; no sentence begins inside one.

    >>> text = "Gen. A. K. Smith (U.S. Army) left at 5 p.m. He had said: “We go.”"
    >>> [text[place:] for place in beginnings(text)]
    ['He had said: “We go.”']
    """
    neutral, asides = _neutral(text, code), _asides(text)
    done = 0
    for sentence in sentencex.get_sentence_boundaries("en", neutral):
        found = _SPACE.match(neutral, sentence["start_index"])
        place = found.end() if found else 0
        begin = _before_openers(text, place)
        if (
            done < begin
            and place < len(text)
            and _is_boundary(text, neutral, begin, place)
            and not clauses.inside(begin, asides)
            and not clauses.inside(begin, code)
            and any(c.isalnum() for c in text[done:begin])
            and any(c.isalnum() for c in text[begin : sentence["end_index"]])
        ):
            yield begin
            done = begin


def masked(text: str, stretches: Iterable[Offsets], filler: str) -> str:
    """Return ``text`` with every character of ``stretches`` replaced by ``filler``.

    >>> masked("See https://a.kz now", [(4, 16)], "_")
    'See ____________ now'
    """
    stretches = list(stretches)
    if not stretches:
        return text
    shown = list(text)
    for start, end in stretches:
        shown[start:end] = filler * len(shown[start:end])
    return "".join(shown)


def _neutral(text: str, code: Sequence[Offsets]) -> str:
    """Return ``text``, as long as it was, without what misleads a sentence splitter."""
    stretches = [*(found.span() for found in ADDRESS.finditer(text)), *code]
    plain = abbreviations.hide(masked(text, stretches, abbreviations.FILLER))
    return _NOTE.sub(lambda note: " " * len(note[0]), plain).translate(_NEUTRAL)


class _Neutral(dict[int, str]):
    """A table for `str.translate`: quotes, brackets and white space become spaces."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isspace() or char in _OPENING + _CLOSING:
            char = " "
        elif char == "…":
            char = "."
        elif 0xD800 <= code < 0xE000:  # a lone surrogate is no text to other libraries
            char = abbreviations.FILLER
        self[code] = char
        return char


_NEUTRAL: Final = _Neutral()


def _before_openers(text: str, place: int) -> int:
    """Return where the quotes and brackets begin that open right before ``place``."""
    begin = place
    while begin and text[begin - 1] in _OPENING:
        begin -= 1
    return begin if not begin or text[begin - 1].isspace() else place


def _is_boundary(text: str, neutral: str, begin: int, place: int) -> bool:
    """Whether a sentence can begin at ``begin``; its first word is at ``place``."""
    if not text[begin - 1].isspace():
        return False
    if neutral[place].islower() and not neutral[place + 1 : place + 2].isupper():  # eBay
        return False
    end = begin
    while end and (text[end - 1].isspace() or text[end - 1] in _CLOSING):
        end -= 1
    asked = text[end - 1 : end] in ("!", "?") and not text[end].isspace()
    return not (asked and _SAID.match(text, begin))


def _asides(text: str) -> list[Offsets]:
    """Return the quotes and brackets that stand within a sentence, which goes on after them.

    They are not split: `The drill ("Unity. Strength") began.` holds one, while
    `"We can. We will," he said.` begins a sentence and may be split.
    """
    asides: list[Offsets] = []
    opened: list[tuple[str, int]] = []
    awaited: Counter[str] = Counter()
    for found in _ENCLOSING.finditer(text):
        char, at = found[0], found.start()
        if awaited[char] and not (char == '"' and text[at - 1].isspace()):
            closer, start = "", at
            while closer != char:
                closer, start = opened.pop()
                awaited[closer] -= 1
            if at - start <= _LONGEST_ASIDE and _goes_on(text, start, at):
                asides.append((start, at))
        elif char in _PARTNER:
            opened.append((_PARTNER[char], at))
            awaited[_PARTNER[char]] += 1
    asides.sort()
    outer: list[Offsets] = []
    for start, end in asides:
        if not outer or start > outer[-1][1]:
            outer.append((start, end))
    return outer


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a sentence goes on around the quote or bracket ``text[start : end + 1]``."""
    before = text[max(start - _AROUND, 0) : start].rstrip(_OPENING + _CLOSING + " ")
    if not before or before[-1] in _TERMINATORS + ":":
        return False
    after = text[end + 1 : end + _AROUND].lstrip(_CLOSING)
    ended = text[max(end - _AROUND, start) : end].rstrip(_CLOSING + " ")[-1:] in _TERMINATORS
    following = after.lstrip(_OPENING + " ")[:1]
    return not ended or after[:1] in (*_TERMINATORS, *",;:") or following.islower()
