"""What the sentence above the trend says: the figure of the period, its complete months only, and its comparison."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from dashboard.logic.periods import MOST_MONTHS, MonthSpan, Period
from dashboard.logic.question import Question
from dashboard.logic.trend_segments import LAYER_CUSTOMERS, Line, months_back

Kind = Literal["sum", "mean", "end"]


@dataclass(frozen=True)
class Window:
    """One figure of the question's period, of its complete months within the data.

    kind        ``sum`` over the months; ``mean`` per month (customers with an order: one who orders in two months is
                one customer); ``end`` at the last month's end (layers)
    span        the complete months, or the one part month where there is no other
    is_part     the figure is that of a part month: it is compared with nothing
    total       the sum, or at the end; None where it is not known. Whole money units or a count
    previous    the same of as many months, earlier; None where nothing can be compared
    compared    which months these are; None where they begin before the data
    """

    kind: Kind
    span: MonthSpan
    is_part: bool
    total: int | None
    previous: int | None
    compared: MonthSpan | None

    @property
    def value(self) -> float | int | None:
        """The figure itself: the mean of ``mean`` is per month."""
        return self._per_month(self.total)

    @property
    def previous_value(self) -> float | int | None:
        return self._per_month(self.previous)

    @property
    def change(self) -> float | None:
        """Relative to the earlier figure; None where that is not above zero."""
        if self.total is None or self.previous is None or self.previous <= 0:
            return None
        return (self.total - self.previous) / self.previous

    def _per_month(self, total: int | None) -> float | int | None:
        return total / self.span.months if self.kind == "mean" and total is not None else total


def kind_of(measure: str) -> Kind:
    """How the months of a measure make one figure."""
    if measure == LAYER_CUSTOMERS:
        return "end"
    return "mean" if measure == "active_customers" else "sum"


def window(
    line: Line, months: MonthSpan, question: Question, measure: str, *, first_month: int, last_complete: int
) -> Window:
    """The figure of the question's period. line: the measure over ``months``, which hold the period and the one it is
    compared with, as far as the data reaches; ``first_month``: the first of the data."""
    kind, asked = kind_of(measure), question.span
    first, last = max(asked.first, first_month), min(asked.last, last_complete)
    if first > last:
        part = MonthSpan(asked.last, asked.last)
        return Window(kind, part, True, _figure(line, months, part, kind), None, None)
    span, back = MonthSpan(first, last), months_back(question)
    total = _figure(line, months, span, kind)
    if question.comparison_span(first_month) is None:
        return Window(kind, span, False, total, None, None)
    compared = MonthSpan(first - back, last - back)
    return Window(kind, span, False, total, _figure(line, months, compared, kind), compared)


def first_whole_window(period: Period, first_month: int) -> int:
    """The first month at whose end the period lies within the data: layers of earlier month ends stand on fewer months
    and are compared with nothing."""
    return next(
        month for month in range(first_month, first_month + MOST_MONTHS + 1) if period.span(month).first >= first_month
    )


def target_line(targets: pd.DataFrame | None, months: MonthSpan, last_complete: int) -> Line:
    """month_no, value as a line over ``months``; a part month has none, because it could only miss it."""
    values, known = np.zeros(months.months, np.int64), np.zeros(months.months, bool)
    if targets is not None:
        inside = targets[targets["month_no"].between(months.first, min(months.last, last_complete))]
        places = inside["month_no"].to_numpy(dtype=np.int64) - months.first
        values[places], known[places] = inside["value"].to_numpy(dtype=np.int64), True
    return Line(values, known)


def actuals(line: Line, months: MonthSpan, last_complete: int) -> dict[int, int]:
    """Month number -> figure, of the complete months whose figure is known (for ``logic.targets.attainment``)."""
    numbers = range(months.first, min(months.last, last_complete) + 1)
    return {month: int(line.values[month - months.first]) for month in numbers if line.known[month - months.first]}


def _figure(line: Line, months: MonthSpan, span: MonthSpan, kind: Kind) -> int | None:
    numbers = np.arange(months.first, months.last + 1)
    last_only = kind == "end"
    inside = (numbers == span.last) if last_only else (numbers >= span.first) & (numbers <= span.last)
    return line.among(inside).total
