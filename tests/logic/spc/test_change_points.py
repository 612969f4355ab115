"""Changes of the level: found where they are, and not in constant data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.spc.change_points import LEVEL, MOST, Change, change_points


def test_a_step_is_found_at_its_first_month_with_both_levels() -> None:
    """10 of 100 for 12 months, then 30 of 100 for 4: three times as many."""
    (change,) = change_points([9, 11] * 6 + [31, 29, 30, 30], [100] * 16)
    assert change == Change(place=12, before=pytest.approx(0.1), after=pytest.approx(0.3), after_points=4)
    assert change.ratio == pytest.approx(3.0)


def test_a_step_of_a_share_is_found() -> None:
    (change,) = change_points([90, 92] * 6 + [60, 62, 61], [100] * 15, is_share=True)
    assert (change.place, change.after) == (12, pytest.approx(0.61))


def test_one_odd_month_is_no_new_level() -> None:
    assert change_points([9, 11] * 6 + [60] + [9, 11] * 3, [100] * 19) == ()


def test_two_steps_are_found_in_the_order_of_time() -> None:
    found = change_points([9, 11] * 6 + [39, 41] * 6 + [9, 11] * 6, [100] * 36)
    assert [change.place for change in found] == [12, 24]
    assert found[1].ratio == pytest.approx(0.25)


def test_places_count_the_gaps() -> None:
    (change,) = change_points([9, 11] * 6 + [0, 31, 29, 30, 30], [100] * 12 + [0] + [100] * 4)
    assert change.place == 13


def test_too_short_or_empty_series_have_no_change() -> None:
    assert change_points([1] * 5 + [50] * 6, [100] * 11) == ()
    assert change_points([], []) == ()
    assert change_points([0] * 30, [100] * 30) == ()


def test_from_nothing_to_something_has_no_ratio() -> None:
    (change,) = change_points([0] * 12 + [30, 31, 29, 30], [100] * 16)
    assert change.ratio is None


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 500)), max_size=60))
@settings(max_examples=80, deadline=None)
def test_changes_are_few_and_in_order(months: list[tuple[int, int]]) -> None:
    counts, sizes = zip(*months, strict=True) if months else ((), ())
    places = [change.place for change in change_points(counts, sizes)]
    assert len(places) <= MOST
    assert places == sorted(set(places))


@pytest.mark.parametrize("spread", [None, 20.0])
def test_constant_data_is_split_in_no_more_series_than_stated(spread: float | None) -> None:
    """Of 600 series of 36 months; Poisson, and wavering more than it. LEVEL allows 6; seeds are fixed."""
    random = np.random.default_rng(20240501)
    split = 0
    for _ in range(600):
        sizes = random.integers(300, 600, 36)
        mean = sizes * 0.05 * (1.0 if spread is None else random.gamma(spread, 1 / spread, 36))
        split += bool(change_points(random.poisson(mean), sizes))
    assert split <= 600 * LEVEL


def test_a_doubling_is_found_within_a_month_of_its_place() -> None:
    random, found = np.random.default_rng(5), 0
    for _ in range(100):
        sizes = random.integers(300, 600, 40)
        counts = random.poisson(sizes * 0.05 * np.where(np.arange(40) >= 32, 2.1, 1))
        found += any(abs(change.place - 32) <= 1 for change in change_points(counts, sizes))
    assert found >= 95
