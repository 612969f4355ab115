"""How Chinese characters are read, as arrays: a million names cannot be asked one by one.

Each character has its first reading in pypinyin's dictionary; where a phrase of its dictionary reads it otherwise
(重庆, 长安, 银行), the longest phrase around it decides. A tenth of a second per million names, where asking for each
takes a minute.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np

LONGEST_PHRASE = 4
"""Characters. What is longer are proverbs, and four codes of 16 bits are one number."""
NAME_END = "\n"
_LIKELIER = {"长": "chang", "厦": "xia"}
"""In names of companies; pypinyin's first reading is another one. Phrases are asked all the same (成长, 大厦)."""
_MORE_PHRASES = {f"行{NAME_END}": "hang"}
"""A name that ends in 行 is a firm (车行, 商行), not a walk. The end of a name counts as a character."""
_PAIR_BITS = 20


@dataclass(frozen=True, eq=False)
class _Phrases:
    """All phrases of one length. ``keys`` ascending; ``syllables`` one row per key; ``begins``: whether a phrase may
    begin with two characters, by the hash of the pair."""

    length: int
    keys: np.ndarray
    syllables: np.ndarray
    begins: np.ndarray


@dataclass(frozen=True, eq=False)
class Readings:
    """``syllables``: by number, without tones, ü as v; number 0 is no reading. ``first``: number by code point.
    ``is_contested``: by code point, whether a phrase reads the character otherwise."""

    syllables: tuple[str, ...]
    first: np.ndarray
    is_contested: np.ndarray
    phrases: tuple[_Phrases, ...]

    def of(self, points: np.ndarray) -> np.ndarray:
        """Number of the syllable of each code point (uint32; names end with NAME_END); 0 = not a Chinese character."""
        known = np.where(points < len(self.first), points, 0)
        found = self.first[known]
        open_places = np.flatnonzero(self.is_contested[known])
        codes = np.where(points < 1 << 16, points, 0).astype(np.uint64)
        for phrases in self.phrases:
            for offset in range(phrases.length - 1, -1, -1):
                open_places = _settled(found, codes, open_places, phrases, offset)
        return found


def _settled(found: np.ndarray, codes: np.ndarray, places: np.ndarray, phrases: _Phrases, offset: int) -> np.ndarray:
    """Write the readings of the characters that stand at ``offset`` of a phrase; returns the places of the others."""
    start = places - offset
    inside = np.flatnonzero((start >= 0) & (start + phrases.length <= len(codes)))
    inside = inside[phrases.begins[_pair(codes[start[inside]], codes[start[inside] + 1])]]
    key = _packed([codes[start[inside] + step] for step in range(phrases.length)])
    place = np.searchsorted(phrases.keys, key).clip(max=len(phrases.keys) - 1)
    hit = phrases.keys[place] == key
    found[places[inside[hit]]] = phrases.syllables[place[hit], offset]
    return np.delete(places, inside[hit])


def _packed(codes: list[np.ndarray]) -> np.ndarray:
    key = codes[0]
    for code in codes[1:]:
        key = key << np.uint64(16) | code
    return key


def _pair(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return ((first * np.uint64(40503) ^ second) & np.uint64((1 << _PAIR_BITS) - 1)).astype(np.intp)


@cache
def readings() -> Readings:
    """From pypinyin's dictionaries: a third of a second, once per process."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # a fifth of a second that only a build needs

    numbers: dict[str, int] = {"": 0}
    by_written: dict[str, int] = {}

    def number(written: str) -> int:
        if written not in by_written:
            by_written[written] = numbers.setdefault(_toneless(written), len(numbers))
        return by_written[written]

    first = np.zeros(max(PINYIN_DICT) + 1, np.uint16)
    for point, written in PINYIN_DICT.items():
        first[point] = number(written.partition(",")[0])
    for character, syllable in _LIKELIER.items():
        first[ord(character)] = number(syllable)
    spoken = {
        text: tuple(number(syllable[0]) for syllable in syllables)
        for text, syllables in PHRASES_DICT.items()
        if 2 <= len(text) <= LONGEST_PHRASE and len(text) == len(syllables) and max(text) <= "\uffff"
    }
    spoken |= {text: (number(syllable), 0) for text, syllable in _MORE_PHRASES.items()}
    is_contested = np.zeros(len(first), bool)
    for text, syllables in spoken.items():
        for character, syllable in zip(text, syllables, strict=True):
            if first[ord(character)] != syllable:
                is_contested[ord(character)] = True
    contested = {chr(point) for point in np.flatnonzero(is_contested).tolist()}
    decisive = {text: syllables for text, syllables in spoken.items() if not contested.isdisjoint(text)}
    lengths = range(LONGEST_PHRASE, 1, -1)
    phrases = tuple(_phrases({text: decisive[text] for text in decisive if len(text) == n}, n) for n in lengths)
    return Readings(tuple(numbers), first, is_contested, phrases)


def _phrases(spoken: dict[str, tuple[int, ...]], length: int) -> _Phrases:
    codes = np.array([[ord(character) for character in text] for text in spoken], np.uint64).reshape(-1, length)
    keys = _packed([codes[:, step] for step in range(length)])
    order = np.argsort(keys)
    begins = np.zeros(1 << _PAIR_BITS, bool)
    begins[_pair(codes[:, 0], codes[:, 1])] = True
    syllables = np.array(list(spoken.values()), np.uint16).reshape(-1, length)
    return _Phrases(length, keys[order], syllables[order], begins)


def _toneless(written: str) -> str:
    """zhòng -> zhong, lǜ -> lv: as it is typed."""
    parts = unicodedata.normalize("NFD", written).replace("u\u0308", "v")
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
