"""M39 by hand, and what holds for every selection (T17)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.iceberg.iceberg import (
    LEAST_PERCENT,
    MARKED_PERCENTS,
    MOST_PERCENT,
    Iceberg,
    assumed_losses,
    assumed_rate,
    contribution_at_risk,
    loss_rates,
    measured_rate,
)
from dashboard.logic.shares import Share


@pytest.mark.parametrize(("percent", "dissatisfied"), [(8, 625.0), (75, 66.7)])
def test_fifty_complaints_stand_for_more(percent, dissatisfied):
    """T17."""
    found = Iceberg(50, 10_000, assumed_rate(percent))
    assert found.dissatisfied == pytest.approx(dissatisfied, abs=0.05)
    assert found.silent == pytest.approx(dissatisfied - 50, abs=0.05)


def test_an_assumption_has_the_range_of_the_claims():
    found = Iceberg(50, 10_000, assumed_rate(8))
    # 50 / 0.75 - 50 = 16.67 and 50 / 0.04 - 50 = 1200
    assert found.silent_range == pytest.approx((16.6667, 1200.0), abs=1e-3)
    assert not found.rate.is_measured
    assert (MARKED_PERCENTS[0], MARKED_PERCENTS[-1]) == (LEAST_PERCENT, MOST_PERCENT)


@pytest.mark.parametrize("percent", [3, 76, 0])
def test_no_share_beyond_the_claims(percent):
    with pytest.raises(ValueError, match="from 4 to 75"):
        assumed_rate(percent)


def test_more_dissatisfied_than_customers_is_said():
    assert Iceberg(50, 624, assumed_rate(8)).is_beyond_customers
    assert not Iceberg(50, 625, assumed_rate(8)).is_beyond_customers
    assert not Iceberg(0, 0, assumed_rate(8)).is_beyond_customers


def test_measured_share_replaces_the_assumption():
    rate = measured_rate(40, 100)
    assert rate is not None
    assert (rate.value, rate.share) == (0.4, Share(40, 100))
    # z = 1.96: (0.4 + 0.0192073 ± 1.96 sqrt(0.0024 + 0.0000960)) / 1.0384146
    assert (rate.low, rate.high) == pytest.approx((0.30940, 0.49800), abs=5e-5)
    assert Iceberg(50, 900, rate).dissatisfied == 125


def test_nobody_who_told_leaves_it_unknown():
    assert measured_rate(0, 12) is None
    assert measured_rate(0, 0) is None
    with pytest.raises(ValueError, match="13 told us"):
        measured_rate(13, 12)


@given(st.integers(0, 10_000), st.integers(4, 75), st.integers(4, 75))
def test_the_more_speak_up_the_fewer_are_silent(complaining, one, other):
    few, many = sorted((one, other))
    low, high = Iceberg(complaining, 1, assumed_rate(few)), Iceberg(complaining, 1, assumed_rate(many))
    assert low.silent >= high.silent >= 0
    fewest, most = low.silent_range
    assert fewest - 1e-9 <= high.silent <= low.silent <= most + 1e-9


def test_contribution_at_risk_by_hand():
    # 575 silent x 2,000 x (0.26 - 0.13) = 149,500
    assert contribution_at_risk(575, 2000, assumed_losses(26, 13)) == pytest.approx(149_500)
    measured = loss_rates(Share(3, 30), Share(20, 100))
    assert measured is not None
    # Those who complained stay more often: nothing is at risk by this, and it says so by its sign.
    assert contribution_at_risk(100, 10, measured) == pytest.approx(-100)


@pytest.mark.parametrize(("complaining", "others"), [((3, 29), (20, 100)), ((3, 30), (2, 29)), ((0, 0), (0, 0))])
def test_too_few_customers_measure_no_loss(complaining, others):
    assert loss_rates(Share(*complaining), Share(*others)) is None
