"""Intervals against published tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.intervals import mean_interval, wilson, within_population

NEWCOMBE = (
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
)
"""Newcombe 1998, Two-sided confidence intervals for the single proportion, table I, method 3 (Wilson's score)."""


@pytest.mark.parametrize(("hits", "count", "low", "high"), NEWCOMBE)
def test_wilson_gives_what_newcombe_prints(hits, count, low, high):
    assert [round(float(one), 4) for one in wilson(hits / count, count)] == [low, high]


def test_t14():
    low, high = wilson((201 + 14) / 221, 221)
    assert pytest.approx(0.97285, abs=5e-6) == (201 + 14) / 221
    assert (round(float(low), 4), round(float(high), 4)) == (0.9420, 0.9875)


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_wilson_holds_the_share(hits, misses):
    low, high = wilson(hits / (hits + misses), hits + misses)
    assert 0 <= low <= hits / (hits + misses) <= high <= 1


def test_wilson_of_nobody_is_not_known():
    low, high = wilson(np.array([0.5, 0.5]), np.array([0, 4]))
    assert np.isnan([low[0], high[0]]).all()
    assert low[1] < 0.5 < high[1]


def test_student_gives_what_r_prints_for_sleep():
    """R, t.test(extra) of the first group of the data set sleep (Student 1908): -0.5297804 to 2.0297804."""
    extra = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    low, high = mean_interval(extra.mean(), extra.std(ddof=1) / np.sqrt(10), 9)
    assert (float(low), float(high)) == (pytest.approx(-0.5297804, abs=5e-8), pytest.approx(2.0297804, abs=5e-8))


def test_one_answer_has_no_interval():
    assert np.isnan(mean_interval(4.0, 0.0, 0.0)).all()


def test_finite_population_narrows_by_its_factor():
    """sqrt((N-n)/(N-1)) on the standard error is n(N-1)/(N-n) answers: 80 of 100 are worth 396."""
    assert float(within_population(80, 100)) == pytest.approx(80 * 99 / 20)
    assert np.isinf(within_population(100, 100))
    assert float(within_population(80, None)) == 80
