"""Numbers, money and dates as text in the language of the app, made on the server.

The browser's own formats follow the browser's language, not the app's, so they are not used (docs: stack, i18n).
Money comes in int64 ten-thousandths of the reporting currency.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeGuard

import pandas as pd
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import get_currency_name, get_currency_symbol

from dashboard.logic.periods import month_end
from dashboard.logic.words import N_
from dashboard.widgets.language import Speech, speech

NOT_KNOWN = N_("n/a")
UNITS_PER_ONE = 10_000
Number = int | float | Decimal
_STEPS = {
    "en": ((1_000_000_000, "{unit} billion"), (1_000_000, "{unit} million"), (1_000, "{unit} thousand"), (1, "{unit}")),
    "zh_Hans": ((100_000_000, "亿{unit}"), (10_000, "万{unit}"), (1, "{unit}")),
}

_SHORT = {1: "", 1_000: "k", 1_000_000: "M", 1_000_000_000: "B"}


@dataclass(frozen=True)
class Scale:
    """One unit for a whole table or chart: 元, 万元 or 亿元; CNY, CNY thousand, CNY million."""

    divisor: int
    unit: str
    """As it stands in a header."""
    decimals: int

    def number(self, units: Number | None) -> float | None:
        """The plain number in this unit, for charts and table cells."""
        return None if not _is_known(units) else float(units) / UNITS_PER_ONE / self.divisor

    @property
    def printf(self) -> str:
        return f"%.{self.decimals}f"


def _is_known(value: Number | None) -> TypeGuard[Number]:
    return value is not None and value is not pd.NA and not (isinstance(value, float) and math.isnan(value))


@dataclass(frozen=True)
class Formats:
    """Text of figures in one language and one currency."""

    speech: Speech
    currency: str = "CNY"

    @property
    def locale(self) -> str:
        return self.speech.language

    def whole(self, value: Number | None) -> str:
        """``4,282``."""
        return self.number(round(value), 0) if _is_known(value) else self.not_known

    def number(self, value: Number | None, decimals: int = 1) -> str:
        """Thousands parted, a fixed number of decimals.

        Written by Python: Babel's ``#,##0.00`` is the same in both languages (a test holds it so), and takes ten times
        as long for the hundreds of numbers that a moving slider has written.
        """
        if not _is_known(value):
            return self.not_known
        return f"{value if isinstance(value, Decimal) else Decimal(str(value)):,.{decimals}f}"

    def signed(self, value: Number | None, decimals: int = 1) -> str:
        """``+9.0`` and ``−1.7``; a change that rounds to nothing has no sign."""
        if not _is_known(value):
            return self.not_known
        text = self.number(abs(value), decimals)
        return text if not text.strip("0.,") else ("+" if value > 0 else "−") + text

    def short_count(self, value: Number | None) -> str:
        """At most six characters, for cells: ``4,282``, ``1.2M``, ``123万``."""
        if not _is_known(value) or abs(value) < 10_000:
            return self.whole(value)
        steps = ((1e8, "亿"), (1e4, "万")) if self.locale != "en" else ((1e9, "B"), (1e6, "M"), (1e3, "k"))
        divisor, unit = next((divisor, unit) for divisor, unit in steps if abs(value) >= divisor)
        number = float(value) / divisor
        return self.number(number, 1 if abs(number) < 100 else 0).removesuffix(".0") + unit

    @property
    def not_known(self) -> str:
        return self.speech.say(NOT_KNOWN)

    def share(self, value: Number | None, decimals: int = 1) -> str:
        """0..1 as ``73.3%``."""
        return self.number(value * 100, decimals) + "%" if _is_known(value) else self.not_known

    def headline_share(self, value: Number | None) -> str:
        """A share with at most three significant digits; never a false 0 % or 100 %."""
        if not _is_known(value):
            return self.not_known
        if 0 < value < 0.0005:
            return "<0.1%"
        if 0.9995 < value < 1:
            return ">99.9%"
        percent = value * 100
        return (f"{percent:.1f}".removesuffix(".0") if percent < 100 else f"{percent:.0f}") + "%"

    def currency_word(self) -> str:
        """元 or 英镑 in Chinese, the ISO code in English."""
        if self.locale == "en":
            return self.currency
        return "元" if self.currency == "CNY" else get_currency_name(self.currency, locale=self.locale)

    def scale(self, values: Iterable[Number | None]) -> Scale:
        """The one unit for these amounts: that of the largest."""
        largest = max((abs(float(value)) for value in values if _is_known(value)), default=0.0) / UNITS_PER_ONE
        steps = _STEPS[self.locale]
        divisor, text = next((step for step in steps if largest >= step[0]), steps[-1])
        return Scale(divisor, text.format(unit=self.currency_word()), 2)

    def table_scale(self, values: Iterable[Number | None]) -> Scale:
        """The currency itself, exact to the cent, while all amounts stay below 100 million; else 万 or thousands."""
        largest = max((abs(float(value)) for value in values if _is_known(value)), default=0.0) / UNITS_PER_ONE
        divisor, text = _STEPS[self.locale][-1] if largest < 1e8 else _STEPS[self.locale][-2]
        return Scale(divisor, text.format(unit=self.currency_word()), 2)

    def amount(self, units: Number | None, scale: Scale, decimals: int | None = None) -> str:
        """The number alone, in the unit of the table or chart."""
        return self.number(scale.number(units), scale.decimals if decimals is None else decimals)

    def headline_amount(self, units: Number | None) -> str:
        """An amount with its unit and three significant digits: ``£8.39M``, ``839万英镑``."""
        if not _is_known(units):
            return self.not_known
        scale = self.scale([units])
        number = scale.number(units) or 0.0
        before_point = len(str(int(abs(number))))
        text = self.number(round(number, 3 - before_point), max(0, 3 - before_point))
        if self.locale != "en":
            return text + scale.unit
        sign, text = ("-", text.removeprefix("-")) if number < 0 else ("", text)
        return f"{sign}{get_currency_symbol(self.currency, locale='en')}{text}{_SHORT[scale.divisor]}"

    def exact_amount(self, units: Number | None) -> str:
        """Full amount with two decimals and no unit."""
        return self.number(Decimal(int(units)) / UNITS_PER_ONE, 2) if _is_known(units) else self.not_known

    def day(self, value: date | None) -> str:
        """``9 Dec 2011`` / ``2011年12月9日``."""
        return (
            format_date(value, "d MMM y" if self.locale == "en" else "long", locale=self.locale)
            if value
            else self.not_known
        )

    def iso_day(self, value: object) -> str:
        """``2011-12-09``, for tables."""
        return str(value)[:10]

    def moment(self, value: datetime | None) -> str:
        """A time stamp to the minute."""
        return format_datetime(value, "yyyy-MM-dd HH:mm", locale=self.locale) if value else self.not_known

    def moment_text(self, iso: str) -> str:
        """An ISO time stamp to the minute, in the time zone it was written in."""
        return self.moment(datetime.fromisoformat(iso))

    def month(self, month_no: int) -> str:
        """``Nov 2011`` / ``2011年11月``."""
        return format_skeleton("yMMM", month_end(month_no), locale=self.locale)

    def short_month(self, month_no: int) -> str:
        """``11/11`` for axes."""
        return f"{month_no // 12 % 100:02d}/{month_no % 12 + 1:02d}"

    def span(self, first: int, last: int) -> str:
        """``Dec 2010 to Nov 2011``; one month stands alone."""
        if first == last:
            return self.month(first)
        return self.speech.say(N_("{first} to {last}"), first=self.month(first), last=self.month(last))


def formats(currency: str = "CNY") -> Formats:
    """The formats of this session."""
    return Formats(speech(), currency)
