"""Kaplan-Meier against a textbook example, and its invariants.

Remission times (weeks) of 21 children on 6-MP: Freireich et al. (1963), Blood 21, 699-716. S(t) and Greenwood standard
errors as in Kalbfleisch & Prentice (1980), and with the bounds on the log(-log) scale in Kleinbaum & Klein, Survival
Analysis (2012), computer appendix (Stata, ``sts list``): 6 0.8571 (0.0764) 0.6197-0.9516 …
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.cases.survival import kaplan_meier

RELAPSED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL_IN_REMISSION = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PUBLISHED = {
    6: (21, 0.8571, 0.0764, 0.6197, 0.9516),
    7: (17, 0.8067, 0.0869, 0.5631, 0.9228),
    10: (15, 0.7529, 0.0963, 0.5032, 0.8894),
    13: (12, 0.6902, 0.1068, 0.4316, 0.8491),
    16: (11, 0.6275, 0.1141, 0.3675, 0.8049),
    22: (7, 0.5378, 0.1282, 0.2678, 0.7468),
    23: (6, 0.4482, 0.1346, 0.1881, 0.6801),
}
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def test_six_mp_as_published():
    weeks = np.array(RELAPSED + STILL_IN_REMISSION)
    found = kaplan_meier(weeks, np.arange(len(weeks)) < len(RELAPSED))
    low, high = found.bounds()
    error = found.share_left * np.sqrt(found.greenwood)
    told = zip(found.at_risk, found.share_left.round(4), error.round(4), low.round(4), high.round(4), strict=True)
    assert dict(zip(found.times.tolist(), [tuple(map(float, row)) for row in told], strict=True)) == PUBLISHED
    assert found.quantile(0.5) == 23
    assert found.quantile(0.9) is None
    assert (found.count, found.events) == (21, 9)


def test_placebo_without_censoring_has_the_median_of_eight_weeks():
    found = kaplan_meier(np.array(PLACEBO), np.ones(21, bool))
    assert found.quantile(0.5) == 8
    assert found.share_left[-1] == 0
    assert found.share_done(8) == pytest.approx(13 / 21)


def test_nothing_watched_and_nothing_ended():
    for seconds in ([], [5, 9]):
        found = kaplan_meier(np.array(seconds, np.int64), np.zeros(len(seconds), bool))
        assert len(found.times) == 0
        assert found.quantile(0.5) is None
    assert kaplan_meier(np.array([5]), np.array([False])).share_done(9) == 0
    assert kaplan_meier(np.array([], np.int64), np.array([], bool)).share_done(9) is None


times = st.lists(st.integers(0, 50), min_size=1, max_size=60)


@given(times, st.sampled_from((0.1, 0.25, 0.5, 0.9, 0.99, 1.0)))
def test_without_censoring_it_is_percentile_disc(values, p):
    found = kaplan_meier(np.array(values), np.ones(len(values), bool))
    # percentile_disc: the first value whose cumulative share reaches p
    assert found.quantile(p) == sorted(values)[math.ceil(round(p * len(values), 9)) - 1]


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=60))
def test_share_falls_from_one_and_stays_within_its_bounds(rows):
    seconds, ended = (np.array(column) for column in zip(*rows, strict=True))
    found = kaplan_meier(seconds, ended)
    steps = np.concatenate(([1.0], found.share_left))
    assert (np.diff(steps) < 0).all()
    assert (found.share_left >= 0).all()
    low, high = found.bounds()
    inside = ~np.isnan(low)
    assert (low[inside] <= found.share_left[inside]).all()
    assert (found.share_left[inside] <= high[inside]).all()


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=40))
def test_waiting_cases_make_it_longer_and_never_shorter(rows):
    """Dropping the open ones is what flatters: the median with them in is never below that of the ended alone."""
    seconds, ended = (np.array(column) for column in zip(*rows, strict=True))
    with_them, without = kaplan_meier(seconds, ended), kaplan_meier(seconds[ended], np.ones(ended.sum(), bool))
    if without.quantile(0.5) is not None:
        longer = with_them.quantile(0.5)
        assert longer is None or longer >= without.quantile(0.5)
