"""One measure over the months, judged: chart, changes with the events near them, and the verdict against last year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.logic.cases.rates import TOO_FEW
from dashboard.logic.periods import MonthSpan, month_no, month_start
from dashboard.logic.problems import Problem
from dashboard.logic.spc.change_points import Change, change_points
from dashboard.logic.spc.days_between import LEAST_EXPECTED
from dashboard.logic.spc.laney import LEAST_POINTS, UChart, p_chart, u_chart
from dashboard.logic.spc.measures import Measure
from dashboard.logic.spc.verdict import Verdict, rate_verdict, share_verdict

BASELINE_MONTHS = 24
NEAR_DAYS = 45
"""An event this near the first day of a new level is told beside it. Nearness in time is no cause."""


@dataclass(frozen=True)
class CompanyEvent:
    """An entry of the file of events."""

    event_id: str
    happened_on: date
    title: str


@dataclass(frozen=True)
class Shift:
    """A change of the level, the number of its first month, and the nearest event: ``days`` after it did the month of
    the change begin (negative: the event came later)."""

    change: Change
    month_no: int
    event: CompanyEvent | None
    days: int


@dataclass(frozen=True, eq=False)
class CaseSeries:
    """One entry per month of the data; ``months`` numbers in order.

    count, exposure   what the rate is made of; is_part: the last month, where it is not complete
    chart             the part month has a rate, and neither limits nor signals; a share of fewer than TOO_FEW cases has
                      none at all: such a month is a gap
    baseline          the months of the limits, None where there are no limits
    shifts            in the order of time
    verdict           of ``window`` against ``earlier``: complete months of the question's period and the same a year
                      earlier, None where the data begin later than these
    """

    measure: Measure
    months: NDArray[np.int64]
    count: NDArray[np.int64]
    exposure: NDArray[np.int64]
    is_part: NDArray[np.bool_]
    chart: UChart
    baseline: MonthSpan | None
    shifts: tuple[Shift, ...]
    verdict: Verdict
    window: MonthSpan | None
    earlier: MonthSpan | None

    @property
    def is_rare(self) -> bool:
        """Fewer than one event per month is expected: the days between events tell more than counts."""
        if self.measure.is_share or not len(self.months):
            return False
        known = self.chart.is_baseline if self.baseline else ~self.is_part
        return bool(self.count.any()) and self.count[known].sum() < LEAST_EXPECTED * max(int(known.sum()), 1)

    @property
    def expected(self) -> float:
        """Events per month of the baseline; of shares the rarer outcome, hit or miss."""
        used = self.chart.is_baseline & (self.exposure > 0)
        hits, size = self.count[used], self.exposure[used]
        few = min(int(hits.sum()), int((size - hits).sum())) if self.measure.is_share else int(hits.sum())
        return few / max(int(used.sum()), 1)


def default_baseline_end(months: Sequence[int], complete: Sequence[bool]) -> int | None:
    """The last of the first BASELINE_MONTHS complete months; None where fewer than LEAST_POINTS are complete."""
    whole = [month for month, is_whole in zip(months, complete, strict=True) if is_whole]
    return whole[min(BASELINE_MONTHS, len(whole)) - 1] if len(whole) >= LEAST_POINTS else None


def baseline_ends(months: Sequence[int], complete: Sequence[bool]) -> list[int]:
    """The months that a baseline can end with: complete, and at least LEAST_POINTS with it."""
    whole = [month for month, is_whole in zip(months, complete, strict=True) if is_whole]
    return whole[LEAST_POINTS - 1 :]


def case_series(
    table: pd.DataFrame,
    measure: Measure,
    *,
    period: MonthSpan,
    baseline_end: int | None = None,
    events: Sequence[CompanyEvent] = (),
) -> CaseSeries:
    """``table``: month_no (in order, without gaps), complete, and the columns of the measure (a part month last).

    period: of the verdict; its part month is left out, and so is that of a year earlier. Raises Problem for a baseline
    that ends outside the complete months or holds fewer than LEAST_POINTS of them. Source: metrics.md M40.
    """
    months, complete = table["month_no"].to_numpy(np.int64), table["complete"].to_numpy(bool)
    count, exposure = (table[name].to_numpy(np.int64) for name in (measure.count, measure.exposure))
    ends = baseline_ends(months.tolist(), complete.tolist())
    end = baseline_end if baseline_end is not None else default_baseline_end(months.tolist(), complete.tolist())
    if baseline_end is not None and baseline_end not in ends:
        raise Problem("The baseline has to end with a complete month of the data and hold at least 12 of them.")
    is_shown = exposure >= (TOO_FEW if measure.is_share else 1)
    judged = np.where(complete & is_shown, exposure, 0)
    chart = (p_chart if measure.is_share else u_chart)(
        count, judged, baseline=0 if end is None else _until(months, end)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(is_shown, count / exposure, np.nan)
    changes = change_points(count, judged, is_share=measure.is_share)
    window, earlier = _windows(months, complete, period)
    return CaseSeries(
        measure=measure,
        months=months,
        count=count,
        exposure=exposure,
        is_part=~complete,
        chart=replace(chart, rate=rate),
        baseline=MonthSpan(int(months[0]), end) if end is not None and chart.has_limits else None,
        shifts=tuple(_shift(change, int(months[change.place]), events) for change in changes),
        verdict=_verdict(measure, months, count, exposure, window, earlier, chart.sigma_z),
        window=window,
        earlier=earlier,
    )


def _until(months: NDArray[np.int64], end: int) -> int:
    """How many of the months lie in a baseline that ends with ``end``."""
    return int(np.searchsorted(months, end, side="right"))


def _windows(
    months: NDArray[np.int64], complete: NDArray[np.bool_], period: MonthSpan
) -> tuple[MonthSpan | None, MonthSpan | None]:
    """The complete months of the period, and the same a year earlier where the data reach back so far."""
    inside = months[complete & (months >= period.first) & (months <= period.last)]
    if not len(inside):
        return None, None
    window = MonthSpan(int(inside[0]), int(inside[-1]))
    earlier = window.last_year()
    return window, earlier if earlier.first >= months[0] and window.first == period.first else None


def _verdict(
    measure: Measure,
    months: NDArray[np.int64],
    count: NDArray[np.int64],
    exposure: NDArray[np.int64],
    window: MonthSpan | None,
    earlier: MonthSpan | None,
    sigma_z: float,
) -> Verdict:
    def summed(values: NDArray[np.int64], span: MonthSpan | None) -> int:
        return 0 if span is None else int(values[(months >= span.first) & (months <= span.last)].sum())

    make = share_verdict if measure.is_share else rate_verdict
    numbers = [summed(values, span) for span in (window, earlier) for values in (count, exposure)]
    return make(*numbers, sigma_z=sigma_z, direction=measure.direction)


def _shift(change: Change, month: int, events: Sequence[CompanyEvent]) -> Shift:
    begins = month_start(month)
    near = [event for event in events if abs(begins - event.happened_on) <= timedelta(days=NEAR_DAYS)]
    event = min(near, key=lambda one: (abs(begins - one.happened_on), one.event_id), default=None)
    return Shift(change, month, event, 0 if event is None else (begins - event.happened_on).days)


def events_until(events: Sequence[CompanyEvent], through_on: date, first_month: int) -> list[CompanyEvent]:
    """Those within the data: a later one was not known (T9)."""
    return [
        event for event in events if event.happened_on <= through_on and month_no(event.happened_on) >= first_month - 2
    ]
