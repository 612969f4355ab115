"""Who is silent: by hand, at the edges, and whatever the choices."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.iceberg.silent import SilentRule, is_silent, silent_order, silent_values
from dashboard.logic.problems import Problem

THROUGH = date(2024, 6, 30)
NEVER = np.datetime64("NaT", "D")


def day(back: int | None) -> np.datetime64:
    return NEVER if back is None else np.datetime64(THROUGH - timedelta(days=back), "D")


USUAL = SilentRule()


def flags(bad, cases, visits, rule=USUAL):
    found = is_silent(
        np.array(bad, bool),
        np.array([day(n) for n in cases], "datetime64[D]"),
        np.array([day(n) for n in visits], "datetime64[D]"),
        rule,
        THROUGH,
    )
    return found.tolist()


def test_by_hand():
    # bad and quiet; no bad service; case a year ago less a day; case a year ago; visited 89 days ago; 90 days ago
    bad = [True, False, True, True, True, True]
    cases = [None, None, 364, 365, None, None]
    visits = [None, None, None, None, 89, 90]
    assert flags(bad, cases, visits) == [True, False, False, True, False, True]


def test_facts_after_the_data_change_nothing():
    """T9."""
    assert flags([True, True], [-1, None], [None, -3]) == [True, True]


def test_first_day_that_counts():
    assert SilentRule().first_bad_day(THROUGH) == date(2024, 1, 3)  # 180 days with both ends
    assert SilentRule(bad_days=1).first_bad_day(THROUGH) == THROUGH
    with pytest.raises(Problem, match="at least 1"):
        SilentRule(visit_days=0)


backs = st.lists(
    st.tuples(st.booleans(), st.none() | st.integers(-5, 800), st.none() | st.integers(-5, 800)), max_size=20
)


@given(backs, st.integers(1, 800), st.integers(1, 800), st.integers(1, 800), st.integers(1, 800))
def test_looking_further_back_for_cases_and_visits_never_adds(rows, case, visit, more_case, more_visit):
    bad, cases, visits = zip(*rows, strict=True) if rows else ((), (), ())
    near = np.array(flags(bad, cases, visits, SilentRule(180, case, visit)), bool)
    far = np.array(flags(bad, cases, visits, SilentRule(180, case + more_case, visit + more_visit)), bool)
    assert not (far & ~near).any()


def test_ordered_by_profit_only_where_all_of_it_is_known():
    revenue, profit = np.array([100, 300, 200]), np.array([90, 10, 50])
    known = silent_values(revenue, profit, np.array([True, True, True]))
    assert (known.base, silent_order(known.values).tolist()) == ("profit", [0, 2, 1])
    partly = silent_values(revenue, profit, np.array([True, False, True]))
    assert (partly.base, silent_order(partly.values).tolist()) == ("revenue", [1, 2, 0])
    # Who bought nothing has no cost to know.
    idle = silent_values(np.array([100, 0]), np.array([40, 0]), np.array([True, False]))
    assert idle.base == "profit"
    assert silent_values(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, bool)).base == "revenue"


def test_equals_stay_in_their_order():
    assert silent_order(np.array([5, 7, 5, 7])).tolist() == [1, 3, 0, 2]
