"""Months, periods that end at an as-of month, and the window each is compared with (metrics.md, Time).

A month is one whole number everywhere: ``month_no = year * 12 + month - 1``. Nothing here reads the clock.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from dashboard.logic.problems import Problem

PeriodKind = Literal["months", "month", "quarter", "half", "year", "ytd"]
Comparison = Literal["before", "last_year"]

MOST_MONTHS = 60
_CALENDAR_LENGTH = {"month": 1, "quarter": 3, "half": 6, "year": 12, "ytd": 12}


def month_no(day: date) -> int:
    """The month of a date as a whole number."""
    return day.year * 12 + day.month - 1


def month_start(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def month_end(month: int) -> date:
    year, index = divmod(month, 12)
    return date(year, index + 1, calendar.monthrange(year, index + 1)[1])


def month_text(month: int) -> str:
    """2011-11"""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@dataclass(frozen=True)
class MonthSpan:
    """Whole calendar months from ``first`` to ``last``, both included."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a span of months cannot end before it begins: {self.first} > {self.last}")

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    @property
    def starts_on(self) -> date:
        return month_start(self.first)

    @property
    def ends_on(self) -> date:
        return month_end(self.last)

    def before(self) -> "MonthSpan":
        """As many months, ending where this begins (T6)."""
        return MonthSpan(self.first - self.months, self.first - 1)

    def last_year(self) -> "MonthSpan":
        return MonthSpan(self.first - 12, self.last - 12)


@dataclass(frozen=True)
class Period:
    """A length of time that ends at an as-of month.

    ``months``: the last N calendar months (1 to 60). The calendar kinds run from the first month of the calendar month,
    quarter, half-year or year that holds the as-of month up to the as-of month; while that part of the calendar is not
    over the period is shorter (``is_part``), because nothing after as-of may be looked at (T9). ``ytd`` equals the year
    up to as-of and says so in its name.
    """

    kind: PeriodKind = "months"
    months: int = 12

    def __post_init__(self) -> None:
        if self.kind not in get_args(PeriodKind):
            raise Problem(
                "{value} is no period. Use a number of months from 1 to 60, or month, quarter, half, year or ytd.",
                value=self.kind,
            )
        if self.kind != "months":
            object.__setattr__(self, "months", _CALENDAR_LENGTH[self.kind])
        elif not 1 <= self.months <= MOST_MONTHS:
            raise Problem("A period of {value} months is not possible. Use 1 to 60 months.", value=self.months)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """``"12"`` or the name of a calendar kind, as in a URL. Raises Problem that names what is allowed."""
        text = text.strip()
        if re.fullmatch(r"[0-9]{1,4}", text):
            return cls("months", int(text))
        if text == "months" or text not in get_args(PeriodKind):
            raise Problem(
                "{value} is no period. Use a number of months from 1 to 60, or month, quarter, half, year or ytd.",
                value=text,
            )
        return cls(text)  # ty: ignore[invalid-argument-type]

    @property
    def code(self) -> str:
        """What ``parse`` reads back."""
        return str(self.months) if self.kind == "months" else self.kind

    def span(self, as_of: int) -> MonthSpan:
        if self.kind == "months":
            return MonthSpan(as_of - self.months + 1, as_of)
        return MonthSpan(as_of - as_of % self.months, as_of)

    def before(self, as_of: int) -> MonthSpan:
        """环比: as many months just before."""
        return self.span(as_of).before()

    def last_year(self, as_of: int) -> MonthSpan:
        """同期: the same months a year earlier."""
        return self.span(as_of).last_year()

    def is_part(self, as_of: int) -> bool:
        """True where the calendar period is not over at as-of; a year to date always says what it is, so never."""
        return self.kind != "ytd" and self.span(as_of).months < self.months


def comparison_span(period: Period, as_of: int, how: Comparison, data_from_month: int) -> MonthSpan | None:
    """The window to compare with, or None (n/a) where it begins before the data does: never an infinite rise."""
    if how not in get_args(Comparison):
        raise Problem("{value} is no comparison. Use before or last_year.", value=how)
    span = period.before(as_of) if how == "before" else period.last_year(as_of)
    return span if span.first >= data_from_month else None


def is_complete(month: int, data_through: date) -> bool:
    """A month is complete if the data reaches its last day."""
    return month_end(month) <= data_through


def default_as_of(data_from: date, data_through: date) -> int:
    """The last complete month; where there is none yet, the month the data is in (shown as incomplete)."""
    month = month_no(data_through)
    if not is_complete(month, data_through) and month > month_no(data_from):
        month -= 1
    return month


def check_as_of(value: date | str, first_month: int, last_month: int) -> int:
    """The month number of an as-of date (a month end, or ``YYYY-MM`` for its end) within the data.

    Raises Problem that names the right date for what is no date, no month end, or outside the data.
    """
    day = value if isinstance(value, date) else _day(value, last_month)
    month = month_no(day)
    nearest = month_end(min(max(month, first_month), last_month))
    if not first_month <= month <= last_month:
        raise Problem(
            "{value} lies outside the data, which has the months {first} to {last}. Use {right}.",
            value=value,
            first=month_text(first_month),
            last=month_text(last_month),
            right=nearest.isoformat(),
        )
    if day != month_end(month):
        raise Problem("{value} is not the end of a month. Use {right}.", value=value, right=nearest.isoformat())
    return month


def _day(text: str, last_month: int) -> date:
    text = text.strip()
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
            first = date.fromisoformat(f"{text}-01")
            return month_end(month_no(first))
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Problem(
        "{value} is not a date. Write the end of a month as year-month-day, for example {right}.",
        value=text,
        right=month_end(last_month).isoformat(),
    )
