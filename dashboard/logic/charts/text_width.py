"""How wide a text will be, near enough to reserve room for it without a browser.

Widths are those of Noto Sans (Arial and Microsoft YaHei are no wider) plus a reserve of 6 %; Chinese and full-width
characters take one em. The browser test measures every label of every figure against this.
"""

import re
import unicodedata
from functools import lru_cache

FONTS = "Noto Sans CJK SC, Noto Sans SC, Microsoft YaHei, PingFang SC, Arial, sans-serif"
SIZE = 13
SMALL = 12

_MARKS = re.compile(r"</?(?:b|span)(?: [^>]*)?>")
_RESERVE = 1.06
_NARROW = set("iljI.,:;'|!() ·\u00a0\u202f\u2009ftr-/")
_WIDE = set("mwMW%@◆◇●○—»≥≤")


@lru_cache(maxsize=1024)
def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in _WIDE:
        return 0.95
    if character in _NARROW:
        return 0.37
    return 0.68 if character.isupper() else 0.58


def text_width(text: str, size: float = SIZE) -> float:
    """Pixels that the widest line of `text` takes; lines are parted by <br>, marks such as <b> do not count."""
    lines = _MARKS.sub("", text).split("<br>")
    return max(sum(map(_em, line)) for line in lines) * size * _RESERVE


def shortened(text: str, room: float, size: float = SIZE) -> str:
    """The text, or as much of it as fits into `room` pixels, ended by an ellipsis."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
