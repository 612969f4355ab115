"""Which of two ways of writing a column keeps to: day or month first, a point or a comma before decimals.

Pure functions over cells. A way is found where some value fits only it; values that fit both tell nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?!\d)")
_NOISE = re.compile(r"[\s\u00a0\u202f'’()+€-]")
_POINT_MONEY = re.compile(r"[¥￥$£元]|RMB|CNY|USD|HKD", re.IGNORECASE)
_WIDE = str.maketrans("０１２３４５６７８９．，－＋（）／　", "0123456789.,-+()/ ")

CLEAR_COUNT, CLEAR_SHARE = 20, 0.95
"""So many values, and such a share of those that tell anything, settle a column that a few contradict."""


@dataclass(frozen=True)
class Notation:
    """What the values of one column tell.

    answer           what fits all of them; None where nothing has to be decided, nothing tells, or they contradict
    is_needed        some value reads in two ways, or only in the way that has to be asked for
    is_contradicted  values tell different things; with an answer: a few another than nearly all
    example          the first value that reads in two ways, else the first that tells
    """

    answer: Literal["dmy", "mdy", ".", ","] | None = None
    is_needed: bool = False
    is_contradicted: bool = False
    example: str = ""

    @property
    def is_open(self) -> bool:
        """It has to be asked."""
        return self.is_needed and self.answer is None and not self.is_contradicted


def found_day_order(values: Iterable[str | None]) -> Notation:
    """Day or month first, for a column most of whose values look like 05/03/2024."""
    seen, shaped, told, example = 0, 0, dict.fromkeys(("dmy", "mdy"), ""), ""
    counts = dict.fromkeys(told, 0)
    for value in values:
        text = (value or "").translate(_WIDE).strip()
        if not text:
            continue
        seen += 1
        found = _DAY.match(text)
        if not found:
            continue
        shaped += 1
        first, second = int(found[1]), int(found[2])
        way = "dmy" if 12 < first <= 31 and second <= 12 else "mdy" if 12 < second <= 31 and first <= 12 else None
        if way:
            told[way] = told[way] or text
            counts[way] += 1
        elif first != second and max(first, second) <= 12:
            example = example or text
    if shaped * 2 <= seen:
        return Notation()
    usual, slip = sorted(counts, key=counts.__getitem__, reverse=True)
    if counts[slip] and counts[usual] >= max(CLEAR_COUNT, CLEAR_SHARE * sum(counts.values())):
        return Notation(usual, is_needed=True, is_contradicted=True, example=told[slip])  # ty: ignore[invalid-argument-type]
    return _judged(told, example)


def found_decimal(values: Iterable[str | None]) -> Notation:
    """A point or a comma before decimals, for a column of numbers in which commas (or several points) stand."""
    told, example, has_commas = dict.fromkeys((".", ","), ""), "", False
    for value in values:
        text = (value or "").translate(_WIDE)
        bare = _NOISE.sub("", text)
        if "," not in bare and "." not in bare:
            continue
        number = _POINT_MONEY.sub("", bare)
        way = _decimal_of(number)
        has_commas |= "," in number or number.count(".") > 1
        if way is None and number != bare:
            way = "."
        if way:
            told[way] = told[way] or text.strip()
        elif "," in number and re.fullmatch(r"\d{1,3},\d{3}", number):
            example = example or text.strip()
    return _judged(told, example) if has_commas else Notation()


def _decimal_of(number: str) -> str | None:
    """The decimal mark that alone makes this a number; None where both do, or neither."""
    is_point = re.fullmatch(r"([1-9]\d{0,2}(,\d{3})+|\d*)(\.\d*)?%?", number) is not None
    is_comma = re.fullmatch(r"([1-9]\d{0,2}(\.\d{3})+|\d*)(,\d*)?%?", number) is not None
    if is_point == is_comma or re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", number):
        return None
    return "." if is_point else ","


def _judged(told: dict[str, str], example: str) -> Notation:
    ways = [way for way, value in told.items() if value]
    if len(ways) == 1:
        return Notation(ways[0], is_needed=True, example=example or told[ways[0]])  # ty: ignore[invalid-argument-type]
    if len(ways) == 2:
        return Notation(None, is_needed=True, is_contradicted=True, example=told[ways[1]])
    return Notation(None, is_needed=bool(example), example=example)
