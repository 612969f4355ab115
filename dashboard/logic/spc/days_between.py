"""Few events: the days from one to the next, where a count per month would be nothing but zeros and ones."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.logic.spc.laney import LEAST_POINTS, RANGE_TO_SIGMA, WIDTH
from dashboard.logic.spc.rules import Signals, signals

LEAST_EXPECTED = 1.0
"""Fewer expected events per month than this, and the chart of the months gives way to this one (M40)."""
POWER = 3.6
_SECONDS = 86_400.0


@dataclass(frozen=True, eq=False)
class DaysBetween:
    """One entry per event but the first, in the order of time. Days with fractions, NaN = unknown.

    at            datetime64[s] when the event happened
    days          since the event before it
    centre, lower, upper   of the baseline, one number each: more days than ``upper`` is unusually long without an
                  event, fewer than ``lower`` unusually soon
    is_baseline   the points that these were taken from
    signals       +1 = long without (rarer), -1 = soon (more often)
    """

    at: NDArray[np.datetime64]
    days: NDArray[np.float64]
    centre: float
    lower: float
    upper: float
    is_baseline: NDArray[np.bool_]
    signals: Signals

    @property
    def has_limits(self) -> bool:
        return bool(np.isfinite(self.centre))

    def __len__(self) -> int:
        return len(self.days)


def days_between(moments: ArrayLike, *, until: np.datetime64) -> DaysBetween:
    """``moments``: datetime64[s] of the events in the order of time; those up to ``until`` (the baseline's end) give
    the limits, all of them where fewer than LEAST_POINTS are. Fewer than LEAST_POINTS in all: no limits.

    Days between events of a steady rate are exponential; days ** (1 / 3.6) are near normal, so they get the limits of
    individuals: mean +- 3 (mean moving range / 1.128), turned back. Source: Nelson 1994, A control chart for
    parts-per-million nonconforming items, Journal of Quality Technology 26(3) 239-240.
    """
    at = np.asarray(moments, "datetime64[s]")
    days = np.diff(at).astype(np.int64) / _SECONDS
    at = at[1:]
    is_baseline = at <= until
    if is_baseline.sum() < LEAST_POINTS:
        is_baseline = np.ones(len(at), bool)
    if is_baseline.sum() < LEAST_POINTS:
        nan, nothing = float("nan"), np.zeros(len(at), bool)
        return DaysBetween(at, days, nan, nan, nan, nothing, Signals.none(len(at)))
    changed = nearly_normal(days)
    low, middle, high = individuals_limits(changed[is_baseline])
    found = signals(changed, middle, np.full(len(at), low), np.full(len(at), high))
    back = [max(value, 0.0) ** POWER for value in (middle, low, high)]
    return DaysBetween(at, days, *back, is_baseline, found)


def nearly_normal(days: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.maximum(days, 0.0) ** (1 / POWER)


def individuals_limits(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """(lower, centre, upper) of a chart of individuals."""
    centre = float(values.mean())
    width = WIDTH * float(np.abs(np.diff(values)).mean()) / RANGE_TO_SIGMA
    return centre - width, centre, centre + width
