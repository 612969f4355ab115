"""How likely a text without a mark is in one or another encoding, from the characters that it would then hold.

Strict decoding alone decides little: most Big5 text can also be read as GB18030, and anything as cp1252. But text of
people is made of frequent characters, and in these standards the frequent ones stand together: GB2312 has its 3,755
most used hanzi in rows B0 to D7, Big5 its 5,401 from A440 to C67E, both with their punctuation from A1 on.
"""

import codecs
import re
import unicodedata
from collections import Counter

EIGHT_BIT = ("gb18030", "big5", "cp1252")
CLEAR_LEAD = 0.2
"""By so much the best must be ahead of the next to be taken unasked."""
PLAUSIBLE = 0.5
SCORED = 2**18
"""Bytes that are judged: more of them tell no more."""
_GB = re.compile(rb"[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]|[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_GB_COMMON = re.compile(rb"[\xb0-\xd7\xa1\xa3][\xa1-\xfe]")
_BIG5 = re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]")
_BIG5_COMMON = re.compile(rb"[\xa1\xa2\xa4-\xc6][\x40-\x7e\xa1-\xfe]")
_WESTERN_MARKS = frozenset(
    b"\x80\x82\x84\x85\x8a\x8c\x8e\x91\x92\x93\x94\x95\x96\x97\x99\x9a\x9c\x9e\x9f"
    b"\xa0\xa1\xa3\xa7\xa9\xaa\xab\xae\xb0\xb1\xb2\xb3\xb4\xb5\xb7\xba\xbb\xbf"
)


def fits(sample: bytes, encoding: str) -> bool:
    """True if whole lines decode strictly; a character cut off at the end does not count against it."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def plausible_encodings(sample: bytes, known: dict[str, int]) -> tuple[str, ...]:
    """The eight-bit encodings that whole lines may be in, best first; one alone is sure.

    ``known``: per encoding how many header cells it makes known columns; that settles what the letters leave open.
    """
    scores = {name: score(sample, name) for name in EIGHT_BIT}
    fitting = [name for name in EIGHT_BIT if fits(sample, name)]
    ranked = sorted(fitting or EIGHT_BIT, key=lambda name: (known.get(name, 0), scores[name]), reverse=True)
    best = ranked[0]
    if not fitting:
        return (best,) if scores[best] >= PLAUSIBLE else ()
    if known.get(best, 0) > max((known.get(name, 0) for name in ranked[1:]), default=0):
        return (best,)
    ranked.sort(key=scores.__getitem__, reverse=True)
    best = ranked[0]
    damaged = max(EIGHT_BIT, key=scores.__getitem__)
    if scores[damaged] > scores[best] + CLEAR_LEAD and scores[damaged] > 0.8:  # its fault is then named by line
        return (damaged,)
    rivals = [name for name in ranked[1:] if scores[best] - scores[name] < CLEAR_LEAD]
    if scores[best] < PLAUSIBLE:
        return tuple(ranked)
    return (best, *rivals)


def score(sample: bytes, encoding: str) -> float:
    """Share (0..1) of the characters beyond ASCII, in the beginning of the sample, that are common in this encoding."""
    sample = sample[:SCORED]
    if encoding == "cp1252":
        return _western(sample)
    every, common = (_GB, _GB_COMMON) if encoding == "gb18030" else (_BIG5, _BIG5_COMMON)
    pairs = every.findall(sample)
    stray = len(re.sub(rb"[\x00-\x7f]+", b"", every.sub(b"", sample)))
    found = sum(times for pair, times in Counter(pairs).items() if common.fullmatch(pair))
    return found / (len(pairs) + stray) if pairs else 0.0


def _western(sample: bytes) -> float:
    """Letters with accents stand alone between others, seldom in pairs, never in long runs."""
    total, good = 0, 0.0
    for run in re.findall(rb"[\x80-\xff]+", sample):
        total += len(run)
        if len(run) <= 2 and all(byte in _WESTERN_MARKS or (byte >= 0xC0 and byte not in (0xD7, 0xF7)) for byte in run):
            good += len(run) if len(run) == 1 else 0.6 * len(run)
    return good / total if total else 0.0


def utf16_without_mark(sample: bytes) -> str | None:
    """``utf-16-le`` or ``-be`` if the NULs that ASCII characters (line ends, delimiters, digits) have there stand on
    one side, are more than strays, and the text is made of real characters. A few hanzi have a NUL too (一 is 4E00)."""
    even, odd = sample[0 : len(sample) // 2 * 2 : 2], sample[1::2]
    enough = 0.03 if not fits(sample, "utf-8") else 0.3
    for low, high, encoding in ((even, odd, "utf-16-le"), (odd, even, "utf-16-be")):
        nuls = high.count(0)
        if nuls > enough * len(high) and nuls > 4 * low.count(0) and _is_text(sample[: len(low) * 2], encoding):
            return encoding
    return None


def _is_text(sample: bytes, encoding: str) -> bool:
    if not fits(sample, encoding):
        return False
    text = sample[:40_000].decode(encoding, "ignore")
    odd = sum(unicodedata.category(character) in ("Cn", "Co", "Cc") and character not in "\t\r\n" for character in text)
    return odd * 50 <= len(text)
