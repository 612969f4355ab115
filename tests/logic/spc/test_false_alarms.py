"""Data without any change raise no more alarms than stated."""

import pytest

from dashboard.logic.spc.false_alarms import IN_24_MONTHS, PER_MONTH
from tools.spc_false_alarms import Alarms, alarms


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("mean", "spread"), [(3, None), (20, None), (20, 10.0), (100, 40.0)])
def test_null_data_raise_no_more_alarms_than_stated(mean: float, spread: float | None, seed: int) -> None:
    found = alarms(mean, spread, series=500, seed=seed)
    assert found.per_month <= PER_MONTH
    assert found.in_24 <= IN_24_MONTHS


def test_the_stated_rate_is_no_empty_promise() -> None:
    """It is near what is found, not a bound that nothing could break."""
    found: Alarms = alarms(3, 10.0, series=500, seed=4)
    assert found.per_month > PER_MONTH / 2
    assert sum(found.by_rule) >= found.per_month
