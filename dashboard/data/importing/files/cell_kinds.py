"""What kind of thing cells look like: numbers, dates; and which decimal mark and order of days a column proves."""

import re
from collections.abc import Iterable

from dashboard.data.importing.files.layouts import DayOrder, Decimal

_SIGN = r"[-+(]?\s*(?:[¥￥$€£]|RMB|CNY|USD|EUR)?\s*[-+]?"
_END = r"\s*(?:[¥￥$€£元%]|EUR|USD|CNY)?\s*\)?-?"
_POINT = re.compile(rf"{_SIGN}(?:\d{{1,3}}(?:,\d{{3}})+|\d+)?(?:\.\d*)?{_END}")
_COMMA = re.compile(rf"{_SIGN}(?:\d{{1,3}}(?:[. '\u00a0\u202f]\d{{3}})+|\d+)?(?:,\d*)?{_END}")
_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:[ T].*)?|\d{8}")
_SHORT_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}(?:[ T].*)?")
Fit = Decimal | None | bool
"""The mark that is proven; None: no cell has one; True: both fit; False: no column of numbers."""


def is_number(cell: str) -> bool:
    cell = cell.strip()
    return any(mark.isdigit() for mark in cell) and bool(_POINT.fullmatch(cell) or _COMMA.fullmatch(cell))


def is_date(cell: str) -> bool:
    return bool(_DATE.fullmatch(cell.strip()))


def decimal_fit(cells: Iterable[str]) -> Fit:
    """What the cells of one column say about the decimal mark."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or not all(is_number(cell) for cell in filled):
        return False
    marked = [cell for cell in filled if re.search(r"\d[.,]|[.,]\d", cell)]
    point = all(_POINT.fullmatch(cell) for cell in marked)
    comma = all(_COMMA.fullmatch(cell) for cell in marked)
    if not marked:
        return None
    if point and comma:
        return True
    return "." if point else "," if comma else False


def day_orders(cells: Iterable[str]) -> tuple[DayOrder, ...]:
    """The orders in which a column of dates such as 03/04/2024 can be read; none if it is no such column."""
    found = [_SHORT_DATE.fullmatch(cell.strip()) for cell in cells if cell.strip()]
    if not found or not all(found):
        return ()
    pairs = [(int(one[1]), int(one[2])) for one in found if one]
    orders: list[DayOrder] = []
    if all(1 <= day <= 31 and 1 <= month <= 12 for day, month in pairs):
        orders.append("dmy")
    if all(1 <= month <= 12 and 1 <= day <= 31 for month, day in pairs):
        orders.append("mdy")
    return tuple(orders)
