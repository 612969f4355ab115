"""Data without any change raise no more alarms than stated."""

import pytest

from dashboard.logic.spc.false_alarms import SCANTY, USUAL, false_alarms
from tools.spc_false_alarms import alarms


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("mean", "spread"), [(3, None), (20, None), (20, 10.0), (100, 40.0)])
def test_null_data_raise_no_more_alarms_than_stated(mean: float, spread: float | None, seed: int) -> None:
    found = alarms(mean, spread, series=500, seed=seed)
    assert found.per_month <= USUAL.per_month
    assert found.in_24 <= USUAL.in_24_months


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("mean", "spread"), [(1, None), (1, 10.0), (100, 10.0)])
def test_scanty_null_data_raise_no_more_than_stated_for_them(mean: float, spread: float | None, seed: int) -> None:
    found = alarms(mean, spread, baseline=12, series=500, seed=seed)
    assert found.per_month <= SCANTY.per_month
    assert found.in_24 <= SCANTY.in_24_months


def test_the_stated_rates_are_no_empty_promise() -> None:
    """They are near what is found, not bounds that nothing could break."""
    found = alarms(3, 10.0, series=500, seed=4)
    assert found.per_month > USUAL.per_month / 2
    assert sum(found.by_rule) >= found.per_month
    assert alarms(1, 10.0, baseline=12, series=500, seed=4).per_month > USUAL.per_month


def test_which_rate_is_told() -> None:
    assert false_alarms(3.0, 24) == USUAL
    assert false_alarms(2.9, 24) == SCANTY
    assert false_alarms(50.0, 23) == SCANTY
