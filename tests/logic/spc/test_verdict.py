"""Better, worse or no evidence, against published intervals and by what must hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.spc.verdict import rate_verdict, share_verdict


def test_interval_of_a_rate_ratio_is_that_of_the_example_of_poisson_test() -> None:
    """R, help of poisson.test: 11 in 800 against 6 + 8 + 7 in 1083 + 1050 + 878 (Wicksell 2008); ratio 1.971488,
    95 % 0.8584264 to 4.2772659."""
    found = rate_verdict(11, 800, 21, 3011, sigma_z=1.0, direction=-1)
    assert found.change == pytest.approx(1.971488, abs=1e-6)
    assert (found.low, found.high) == (pytest.approx(0.8584264, abs=1e-6), pytest.approx(4.2772659, abs=1e-6))
    assert found.finding == "no_evidence"


def test_interval_of_a_difference_is_that_of_newcombe() -> None:
    """Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10: 56/70, 48/80: 0.0524 to 0.3339."""
    found = share_verdict(56, 70, 48, 80, sigma_z=1.0, direction=1)
    assert (found.low, found.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))
    assert found.finding == "better"


def test_more_complaints_are_worse_and_more_in_time_is_better() -> None:
    assert rate_verdict(200, 1000, 100, 1000, sigma_z=1.0, direction=-1).finding == "worse"
    assert rate_verdict(100, 1000, 200, 1000, sigma_z=1.0, direction=-1).finding == "better"
    assert share_verdict(50, 100, 90, 100, sigma_z=1.0, direction=1).finding == "worse"
    assert share_verdict(50, 100, 90, 100, sigma_z=1.0, direction=0).finding == "lower"
    assert share_verdict(90, 100, 50, 100, sigma_z=1.0, direction=0).finding == "higher"


def test_a_wavering_series_needs_more_to_convince() -> None:
    assert rate_verdict(140, 1000, 100, 1000, sigma_z=1.0, direction=-1).finding == "worse"
    assert rate_verdict(140, 1000, 100, 1000, sigma_z=2.0, direction=-1).finding == "no_evidence"
    calm = rate_verdict(140, 1000, 100, 1000, sigma_z=0.3, direction=-1)
    assert calm == rate_verdict(140, 1000, 100, 1000, sigma_z=1.0, direction=-1)


def test_nothing_exposed_or_nothing_happened_is_not_known() -> None:
    assert rate_verdict(5, 0, 5, 10, sigma_z=1.0, direction=-1).finding == "not_known"
    assert rate_verdict(0, 10, 0, 10, sigma_z=1.0, direction=-1).finding == "not_known"
    assert share_verdict(0, 0, 1, 2, sigma_z=1.0, direction=1).finding == "not_known"
    assert rate_verdict(5, 0, 5, 10, sigma_z=1.0, direction=-1).now is None


def test_none_before_and_some_now_is_without_an_upper_end() -> None:
    found = rate_verdict(20, 100, 0, 100, sigma_z=1.0, direction=-1)
    assert (found.change, found.high, found.finding) == (float("inf"), float("inf"), "worse")
    assert rate_verdict(0, 100, 20, 100, sigma_z=1.0, direction=-1).low == 0.0


@given(st.integers(0, 300), st.integers(1, 5000), st.integers(0, 300), st.integers(1, 5000), st.floats(0.5, 3))
def test_the_two_periods_exchanged_turn_the_finding_round(now, exposed, before, exposed_before, sigma_z) -> None:
    one = rate_verdict(now, exposed, before, exposed_before, sigma_z=sigma_z, direction=-1)
    other = rate_verdict(before, exposed_before, now, exposed, sigma_z=sigma_z, direction=-1)
    turned = {"better": "worse", "worse": "better"}
    assert other.finding == turned.get(one.finding, one.finding)
    if one.change not in (None, 0.0, float("inf")):
        assert other.low == pytest.approx(1 / one.high)
        assert one.low <= one.change <= one.high


def test_no_difference_gives_evidence_in_no_more_than_one_of_twenty() -> None:
    random = np.random.default_rng(11)
    counts = random.poisson(60, (2000, 2))
    wrong = sum(
        rate_verdict(int(a), 1000, int(b), 1000, sigma_z=1.0, direction=-1).finding != "no_evidence" for a, b in counts
    )
    assert wrong <= 0.05 * 2000
