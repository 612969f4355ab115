"""What the chart of a trend is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.logic.charts.month_axis import Months
from dashboard.logic.money import UNITS
from dashboard.logic.periods import MonthSpan
from dashboard.logic.trend_segments import Line, Segments


@dataclass(frozen=True, eq=False)
class TrendPicture:
    """What is drawn. All lines are over ``months``.

    segments     one of them, with the code "", where there is no breakdown; in the order of the legend
    stack        their codes from the base of the bars to the top: the traces, in this order
    compared, back   the figures of so many months earlier; ``target``; None where there are none
    is_money     values are money units, else counts
    are_bars     on top of each other; else a line for each segment, because they cannot be added up
    period       the months that the sentence above speaks of, shaded
    chosen       (month number, code of a segment or "" for all) whose customers are listed below
    """

    months: Months
    segments: Segments
    stack: tuple[str, ...]
    compared: Line | None
    back: int
    target: Line | None
    is_money: bool
    are_bars: bool = True
    period: MonthSpan | None = None
    chosen: tuple[int, str] | None = None

    def line(self, code: str) -> Line:
        return self.segments.lines[self.segments.codes.index(code)]

    def heights(self, line: Line) -> NDArray[np.float64]:
        """Plain amounts or counts; an unknown month has no height."""
        plain = line.values / UNITS if self.is_money else line.values.astype(np.float64)
        return np.where(line.known, plain, np.nan)

    def span(self) -> tuple[float, float]:
        """Least and greatest height of the bars and lines."""
        heights = np.array([np.nan_to_num(self.heights(line)) for line in self.segments.lines])
        if self.are_bars:
            low, high = np.minimum(heights, 0).sum(axis=0), np.maximum(heights, 0).sum(axis=0)
        else:
            low, high = heights.min(axis=0), heights.max(axis=0)
        more = [np.nan_to_num(self.heights(line)) for line in (self.compared, self.target) if line is not None]
        every = np.concatenate([low, high, *more])
        return float(every.min()), float(every.max())

    def mark(self, curve: int, point: int) -> tuple[int, str] | None:
        """(month number, code of the segment) of a point in the figure; of the comparison, the earlier month and all
        segments. None for the target, behind which there is nobody."""
        if curve < 0 or point < 0:
            return None
        month = int(self.months.numbers[min(point, len(self.months.numbers) - 1)])
        if curve < len(self.stack):
            return month, self.stack[curve]
        has_comparison = self.compared is not None and self.compared.known.any()
        return (month - self.back, "") if has_comparison and curve == len(self.stack) + 1 else None  # its halo is first


@dataclass(frozen=True)
class TrendNames:
    """heading: the measure, with a place {unit} where it is money; segments: by code; unit: of exact amounts, "CNY"."""

    heading: str
    segments: Mapping[str, str]
    compared: str
    target: str
    unit: str


def stacked(codes: Sequence[str], bands: Sequence[str]) -> tuple[str, ...]:
    """The codes from the base of the bars to their top: the largest first; value layers with the broad base below, as
    in the pyramid, and the layers below the line on top of them."""
    return (*(code for code in reversed(codes) if code in bands), *(code for code in codes if code not in bands))
