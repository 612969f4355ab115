"""What is judged and what is not, on tables by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.periods import MonthSpan, month_no
from dashboard.logic.spc.case_series import CaseSeries, CompanyEvent, case_series, default_baseline_end
from dashboard.logic.spc.measures import MEASURES

FIRST = month_no(date(2021, 1, 1))
RATE, ON_TIME = MEASURES["per_100_orders"], MEASURES["on_time"]


def table(counts: list[int], sizes: list[int] | None = None, *, parts: int = 0, measure=RATE) -> pd.DataFrame:
    months = np.arange(FIRST, FIRST + len(counts))
    complete = np.arange(len(counts)) < len(counts) - parts
    return pd.DataFrame(
        {
            "month_no": months,
            "complete": complete,
            measure.count: counts,
            measure.exposure: sizes or [100] * len(counts),
        }
    )


def judged(frame: pd.DataFrame, measure=RATE, **more) -> CaseSeries:
    last = int(frame["month_no"].iloc[-1])
    return case_series(frame, measure, period=MonthSpan(last - 11, last), **more)


def test_usual_baseline_is_the_first_24_complete_months_and_at_least_12() -> None:
    months = list(range(30))
    assert default_baseline_end(months, [True] * 30) == 23
    assert default_baseline_end(months[:15], [True] * 14 + [False]) == 13
    assert default_baseline_end(months[:12], [True] * 11 + [False]) is None


def test_the_event_nearest_to_the_change_is_told_and_none_beyond_45_days() -> None:
    frame = table([9, 11] * 8 + [31, 29, 30, 30])
    begins = date(2022, 5, 1)
    far, near, nearer = (
        CompanyEvent("E1", date(2022, 3, 16), "46 days before"),
        CompanyEvent("E2", date(2022, 6, 15), "45 days after"),
        CompanyEvent("E3", date(2022, 4, 19), "12 days before"),
    )
    (shift,) = judged(frame, events=[far, near, nearer]).shifts
    assert (shift.month_no, shift.event, shift.days) == (month_no(begins), nearer, 12)
    assert judged(frame, events=[far, near]).shifts[0].days == -45
    assert judged(frame, events=[far]).shifts[0].event is None


def test_a_part_month_is_neither_judged_nor_in_the_verdict() -> None:
    one = judged(table([10] * 36 + [500], parts=1))
    assert one.window == MonthSpan(FIRST + 25, FIRST + 35)
    assert one.verdict.finding == "no_evidence"
    assert one.shifts == ()
    assert not one.chart.signals.any.any()


def test_shares_of_few_cases_are_gaps() -> None:
    found = judged(table([9] * 14, [9, 10] * 7, measure=ON_TIME), ON_TIME)
    assert np.isnan(found.chart.rate[0])
    assert found.chart.rate[1] == pytest.approx(0.9)


def test_rare_is_fewer_than_one_a_month() -> None:
    assert judged(table([0, 1] * 12)).is_rare
    assert not judged(table([1, 1] * 12)).is_rare
    assert not judged(table([0] * 24)).is_rare


def test_expected_events_of_a_share_are_of_the_rarer_outcome() -> None:
    assert judged(table([98] * 24, measure=ON_TIME), ON_TIME).expected == 2.0
    assert judged(table([7] * 24)).expected == 7.0


@given(st.lists(st.integers(0, 40), min_size=48, max_size=48), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_shuffling_months_outside_window_and_baseline_changes_no_verdict_and_no_limit(counts, random) -> None:
    """Baseline: months 0 to 11, window 36 to 47, a year before 24 to 35; 12 to 23 are shuffled."""
    other = [*counts[:12], *random.sample(counts[12:24], 12), *counts[24:]]
    one, two = (judged(table(values), baseline_end=FIRST + 11) for values in (counts, other))
    assert one.verdict == two.verdict or one.verdict.finding == "not_known"
    assert one.chart.sigma_z == two.chart.sigma_z or not one.chart.has_limits
    assert np.array_equal(one.chart.upper, two.chart.upper, equal_nan=True)
