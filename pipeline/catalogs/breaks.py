"""Line ends that polib takes for its own: hidden while it works.

It splits lines wherever Unicode sees a line end, in the middle of a string too, and loses the rest;
newsroom systems do leave U+2028 in texts. Noncharacters stand in for these.
"""

from __future__ import annotations

_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_HIDE = {ord(char): 0xFDD0 + i for i, char in enumerate(_BREAKS)}
_SHOW = {hidden: char for char, hidden in _HIDE.items()}


def hide(text: str) -> str:
    """Return text that polib splits only where a line ends for gettext."""
    return text.translate(_HIDE)


def show(text: str) -> str:
    """Return the text that `hide` was given."""
    return text.translate(_SHOW)
