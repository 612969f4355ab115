"""Cells of a workbook as the text that the SQL of the checks reads: dates as ISO, whole numbers without ``.0``."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

EXACT = 10**15
"""Excel keeps 15 digits: a whole number from here on has lost its last ones."""
EXPONENT = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
SPAN = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
"""How calamine gives times of ODS."""


def cell_text(value: Any) -> str:
    """One cell as text."""
    return value if type(value) is str else TEXTS.get(type(value), str)(value)


def number_text(value: float) -> str:
    """``1`` for 1.0; else the 15 digits that Excel keeps, never an exponent."""
    if float(value).is_integer():
        return str(int(value)) if abs(value) < EXACT else format(Decimal(repr(value)), "f").removesuffix(".0")
    text = f"{value:.15g}"
    return format(Decimal(text), "f") if "e" in text else text


def moment_text(value: datetime) -> str:
    """The date; the time only where there is one (a fraction below a millisecond is noise of Excel's)."""
    rounded = (value + timedelta(microseconds=500)).replace(microsecond=0) if _is_near(value) else value
    return rounded.date().isoformat() if rounded.time() == time() else rounded.isoformat(" ")


def _is_near(value: datetime) -> bool:
    return value.microsecond < 1000 or value.microsecond >= 999_000


def span_text(value: timedelta) -> str:
    """Hours, minutes, seconds: ``30:05:00``."""
    seconds = round(value.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' if seconds < 0 else ''}{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"


def time_text(value: time) -> str:
    """``03:04:05``."""
    return value.replace(microsecond=0).isoformat()


def ods_text(text: str) -> str:
    """A time of ODS as other kinds give it; any other text as it is."""
    found = SPAN.fullmatch(text)
    return ":".join(part.zfill(2) for part in found.groups()) if found else text


TEXTS: dict[type, Callable[[Any], str]] = {
    float: number_text, int: str, bool: lambda value: "true" if value else "false", datetime: moment_text,
    date: date.isoformat, time: time_text, timedelta: span_text,
}  # fmt: skip


def lost_digits(value: Any) -> bool:
    """True for an id or number whose last digits cannot be right: 16 digits or more, or ``1.23E+17`` as text."""
    if type(value) is str:
        return "+" in value and EXPONENT.fullmatch(value.strip()) is not None
    return type(value) in (float, int) and abs(value) >= EXACT
