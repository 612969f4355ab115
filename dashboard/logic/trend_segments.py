"""Months over time in segments: the seven largest and the rest, what each month is compared with, its target.

Codes of segments are texts that can travel in a link: the value itself, NOT_GIVEN for customers without one, OTHERS for
all that are not among the largest; a value that begins with ~ gets another one before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.logic.money import exact_total
from dashboard.logic.periods import MonthSpan
from dashboard.logic.question import Question
from dashboard.logic.shares import Share

MOST_SEGMENTS = 8
"""Traces of a chart: so many segments, or one fewer and the others."""
NOT_GIVEN, OTHERS = "~none", "~others"
LAYER_CUSTOMERS = "layer_customers"
MEASURES = ("revenue", "profit", "orders", "active_customers", "new_customers", LAYER_CUSTOMERS)
MONEY = ("revenue", "profit")
PRODUCT_LINE = "product_line"
UNKNOWN_WITHOUT_ROW = ("profit", LAYER_CUSTOMERS)


def segment_code(value: object) -> str:
    """The code of a value as the data has it; None (or pandas' own blanks) is not given."""
    if value is None or pd.isna(value):
        return NOT_GIVEN
    text = str(value)
    return "~" + text if text.startswith("~") else text


def segment_value(code: str) -> str | None:
    """The value behind a code; None for NOT_GIVEN. OTHERS has none and is not asked for."""
    if code == NOT_GIVEN:
        return None
    return code[1:] if code.startswith("~") else code


@dataclass(frozen=True, eq=False)
class Line:
    """One figure month by month: whole numbers (money units or counts), 0 where it is not known."""

    values: NDArray[np.int64]
    known: NDArray[np.bool_]

    @property
    def total(self) -> int | None:
        """Exact sum of what is known; None where nothing is."""
        return exact_total(self.values[self.known]) if self.known.any() else None

    def at(self, place: int) -> int | None:
        return int(self.values[place]) if self.known[place] else None

    def part(self, start: int) -> "Line":
        """From this place on."""
        return Line(self.values[start:], self.known[start:])

    def among(self, places: NDArray[np.bool_]) -> "Line":
        """The same at these places only, as many as before: unknown elsewhere."""
        known = self.known & places
        return Line(np.where(known, self.values, 0), known)


@dataclass(frozen=True, eq=False)
class Segments:
    """``codes`` from the first to the last of the legend, a line for each; ``others``: codes that OTHERS stands for.

    ``left_out``: how many segments are not shown at all, because their figures cannot be added up.
    """

    codes: tuple[str, ...]
    lines: tuple[Line, ...]
    others: tuple[str, ...] = ()
    left_out: int = 0


def shown_months(first: int, last: int, count: int | None) -> MonthSpan:
    """The last ``count`` months of the data (None: all of them); fewer where the data has fewer."""
    return MonthSpan(first if count is None else max(first, last - count + 1), last)


def months_back(question: Question) -> int:
    """How far before each month the one lies that it is compared with: a year, or the period's own length."""
    return 12 if question.comparison == "last_year" else question.span.months


def adds_up(measure: str, by: str | None) -> bool:
    """False where the segments' figures are more than the whole: one customer, or one order, can hold two lines."""
    return by != PRODUCT_LINE or measure in MONEY


def month_line(figures: pd.DataFrame, measure: str, months: MonthSpan) -> Line:
    """The measure over ``months``, segments added up.

    figures: month_no and the measure, any number of rows per month; null is unknown. A month without a row is 0 for
    what is counted or sold, and unknown for gross profit and layers. Layers at month ends count under ``customers``.
    """
    values, known = _spread(figures, measure, months, np.zeros(len(figures), np.int64), 1)
    return Line(values[0], known[0])


def segments(
    figures: pd.DataFrame, measure: str, months: MonthSpan, *, order: Sequence[str] | None = None, is_sum: bool = True
) -> Segments:
    """At most MOST_SEGMENTS lines: those with the largest sums over the months, and all others in one.

    figures: month_no, segment and the measure, at most one row per month and segment. ``order``: codes in the order
    they are shown in (layers), else the largest comes first; then whatever is last in it goes into the others. Segments
    without any figure are left out. ``is_sum`` False: what is not among the largest is left out and counted.
    """
    names, rows = _codes(figures["segment"])
    values, known = _spread(figures, measure, months, rows, len(names))
    lines = {code: Line(*pair) for code, *pair in zip(names, values, known, strict=True) if pair[0].any()}
    if order is None:
        ranked = sorted(lines, key=lambda code: (-(lines[code].total or 0), code))
    else:
        ranked = [code for code in order if code in lines]
    if len(ranked) <= MOST_SEGMENTS:
        return Segments(tuple(ranked), tuple(lines[code] for code in ranked))
    largest, others = ranked[: MOST_SEGMENTS - 1], ranked[MOST_SEGMENTS - 1 :]
    kept = tuple(lines[code] for code in largest)
    if not is_sum:
        return Segments(tuple(largest), kept, left_out=len(others))
    return Segments((*largest, OTHERS), (*kept, _added([lines[code] for code in others])), tuple(others))


def leading(found: Segments, months: MonthSpan, span: MonthSpan) -> tuple[str, Share] | None:
    """The segment that brought most of ``span``, and its share of all; None where fewer than two brought anything, one
    of them is below zero, or the span is not among the months."""
    numbers = np.arange(months.first, months.last + 1)
    inside = (numbers >= span.first) & (numbers <= span.last)
    totals = {code: line.among(inside).total or 0 for code, line in zip(found.codes, found.lines, strict=True)}
    brought = sum(total > 0 for total in totals.values())
    if span.first < months.first or min(totals.values(), default=-1) < 0 or brought < 2:
        return None
    code = max((code for code in totals if code != OTHERS), key=totals.__getitem__)
    return code, Share(totals[code], sum(totals.values()))


def compared_line(line: Line, months: MonthSpan, shown: MonthSpan, back: int, *, first: int, last: int) -> Line:
    """For each shown month the figure ``back`` months earlier.

    line: the measure over ``months``, which hold the shown ones. Unknown, a gap, where the earlier month lies before
    ``first`` (the first month that can be compared with), and for months after ``last``, the last complete one: a part
    month is compared with nothing.
    """
    numbers = np.arange(shown.first, shown.last + 1)
    earlier = numbers - back - months.first
    usable = (numbers - back >= first) & (numbers <= last) & (earlier >= 0)
    places = np.where(usable, earlier, 0)
    known = usable & line.known[places]
    return Line(np.where(known, line.values[places], 0), known)


def _added(lines: Sequence[Line]) -> Line:
    values = np.array([line.values for line in lines], np.int64)
    return Line(np.add.reduce(values), np.logical_or.reduce([line.known for line in lines]))


def _codes(column: pd.Series) -> tuple[list[str], NDArray[np.int64]]:
    """The codes of the segments, and for each row which of them it has."""
    places, values = pd.factorize(column.astype(object), use_na_sentinel=False)
    return [segment_code(value) for value in values], places.astype(np.int64)


def _spread(
    figures: pd.DataFrame, measure: str, months: MonthSpan, rows: NDArray[np.int64], count: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """values and known of ``count`` segments x months; ``rows``: the segment of each row of the frame."""
    column = figures["customers" if measure == LAYER_CUSTOMERS else measure]
    months_of = figures["month_no"].to_numpy(dtype=np.int64) - months.first
    used = column.notna().to_numpy(dtype=bool) & (months_of >= 0) & (months_of < months.months)
    at = rows[used], months_of[used]
    values = np.zeros((count, months.months), np.int64)
    np.add.at(values, at, column.to_numpy(dtype=np.int64, na_value=0)[used])
    known = np.full(values.shape, measure not in UNKNOWN_WITHOUT_ROW)
    known[at] = True
    return values, known
