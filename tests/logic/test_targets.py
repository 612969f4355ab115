"""Targets: which cover what is shown, and attainment with its run-rates on worked-out months (M28)."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.periods import MonthSpan
from dashboard.logic.shares import Share
from dashboard.logic.targets import (
    Attainment,
    Cover,
    attained,
    attainment,
    covering_targets,
    target_total,
)
from dashboard.logic.viewer import Scope

ALL, TWO = Scope(all=True), Scope(account_managers=frozenset({"E1", "E2"}))
JAN = 24_288  # January 2024
YEAR = MonthSpan(JAN, JAN + 11)


def by_manager(*ids: str):
    return (("account_manager_id", ids),)


def targets_of(values: dict[int, int]) -> pd.DataFrame:
    return pd.DataFrame({"month_no": list(values), "value": list(values.values())}, dtype="int64")


@pytest.mark.parametrize(
    ("scope", "filters", "cover"),
    [
        (ALL, (), Cover("company")),
        (ALL, by_manager("E1", "E9"), Cover("employee", frozenset({"E1", "E9"}))),
        (ALL, by_manager("", "E1"), None),  # nobody has a target for customers without a manager
        (ALL, (("region", ("East",)),), None),
        (ALL, (*by_manager("E1"), ("region", ("East",))), None),
        (TWO, (), Cover("employee", frozenset({"E1", "E2"}))),
        (TWO, by_manager("E2", "E9"), Cover("employee", frozenset({"E2"}))),  # E9 is out of scope, so not shown
        (TWO, by_manager("E9"), None),
        (TWO, (("industry", ("Steel",)),), None),
        (Scope(), (), None),
    ],
)
def test_which_targets_cover_a_selection(scope, filters, cover):
    assert covering_targets(scope, filters) == cover


def test_a_total_needs_a_target_in_every_month():
    targets = targets_of({JAN: 5, JAN + 1: 6, JAN + 2: 7})
    assert target_total(targets, MonthSpan(JAN, JAN + 1)) == 11
    assert target_total(targets, MonthSpan(JAN, JAN + 3)) is None


def test_attained_without_a_target_or_with_one_of_zero_is_unknown():
    assert attained(80, 100) == Share(80, 100)
    assert attained(-20, 100).value == -0.2
    assert attained(80, 0) is None
    assert attained(80, None) is None


def test_attainment_with_both_run_rates():
    # Last year 100 a month, but 200 in each of the first three: 600 of 1500 by the end of March.
    actuals = {JAN - 12 + month: 200 if month < 3 else 100 for month in range(12)}
    actuals |= {JAN: 240, JAN + 1: 250, JAN + 2: 230}
    result = attainment(targets_of(dict.fromkeys(range(JAN, JAN + 12), 160)), actuals, YEAR)
    assert result == Attainment(
        months=3, months_without_target=0, actual=720, target=480, whole_target=1920, linear=2880, seasonal=1800
    )
    assert result.gap == 240
    assert result.rate == Share(720, 480)
    assert result.linear_rate == Share(2880, 1920)
    assert result.seasonal_rate == Share(1800, 1920)


def test_months_without_a_target_are_not_counted_and_said():
    result = attainment(targets_of({JAN + 1: 100}), {JAN: 70, JAN + 1: 80}, MonthSpan(JAN, JAN + 2))
    assert result == Attainment(1, 1, 80, 100, None, 225, None)
    assert result.linear_rate is None
    assert result.gap == -20


def test_no_complete_month_with_a_target_has_no_attainment():
    assert attainment(targets_of({JAN + 1: 100}), {JAN: 70}, YEAR) is None
    assert attainment(targets_of({}), {JAN: 70}, YEAR) is None


def test_a_target_of_zero_has_a_gap_but_no_rate():
    result = attainment(targets_of({JAN: 0}), {JAN: 70}, MonthSpan(JAN, JAN))
    assert (result.rate, result.gap, result.whole_target) == (None, 70, 0)
    assert result.linear_rate is None


def test_seasonal_run_rate_needs_the_whole_of_last_year_and_something_in_those_months():
    short = {JAN - 12 + month: 100 for month in range(1, 12)} | {JAN: 70}
    assert attainment(targets_of({JAN: 70}), short, YEAR).seasonal is None
    assert attainment(targets_of({JAN: 70}), short | {JAN - 12: 0}, YEAR).seasonal is None
    assert attainment(targets_of({JAN: 70}), short | {JAN - 12: 100}, YEAR).seasonal == 840


@given(st.lists(st.integers(1, 10**15), min_size=12, max_size=12), st.integers(1, 12))
def test_repeating_last_year_is_last_year_by_the_seasonal_run_rate(last_year, complete):
    actuals = dict(zip(range(JAN - 12, JAN), last_year, strict=True))
    actuals |= {JAN + month: last_year[month] for month in range(complete)}
    result = attainment(targets_of({JAN: 1}), actuals, YEAR)
    assert result.seasonal == sum(last_year)
