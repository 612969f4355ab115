"""Days between few events."""

import numpy as np
import pytest

from dashboard.logic.spc.days_between import POWER, days_between, individuals_limits, nearly_normal

# Hours between failures of a valve: Montgomery, Introduction to Statistical Quality Control, 6th ed., table 7.14.
HOURS = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96]
TRANSFORMED = [4.80986, 6.70903, 5.72650, 3.81367, 6.43541, 6.23705, 1.46958, 3.96768, 5.39007, 1.78151]


def moments(gaps: list[float]) -> np.ndarray:
    seconds = np.append(0, np.cumsum(np.array(gaps) * 86_400)).astype("timedelta64[s]")
    return np.datetime64("2024-01-01T00:00:00") + seconds


NEVER, ALWAYS = np.datetime64("1990-01-01T00:00:00"), np.datetime64("2090-01-01T00:00:00")


def test_nelsons_transformation_gives_the_values_that_are_printed() -> None:
    """The book takes the exponent 0.2777 for 1 / 3.6 = 0.27777…, so the third digit may differ."""
    assert nearly_normal(np.array(HOURS[:10], float)) == pytest.approx(TRANSFORMED, abs=4e-3)
    assert np.array(HOURS[:10], float) ** 0.2777 == pytest.approx(TRANSFORMED, abs=5e-6)


def test_the_valve_is_in_control_as_the_book_finds() -> None:
    chart = days_between(moments(HOURS), until=ALWAYS)
    assert not chart.signals.any.any()
    low, middle, high = individuals_limits(nearly_normal(np.array(HOURS, float)))
    assert (chart.lower, chart.centre, chart.upper) == (
        0.0,
        pytest.approx(middle**POWER),
        pytest.approx(high**POWER),
    )
    assert low < 0


def test_limits_by_hand() -> None:
    """Days whose changed values are 1, 2, 1, 2 …: mean 1.5, ranges of 1, width 3 / 1.128 = 2.6596."""
    chart = days_between(moments([1.0, 2**3.6] * 6), until=ALWAYS)
    assert chart.centre == pytest.approx(1.5**3.6, rel=1e-4)
    assert chart.upper == pytest.approx(4.1596**3.6, rel=1e-3)
    assert chart.lower == 0.0


def test_a_long_time_without_an_event_is_a_signal() -> None:
    chart = days_between(moments([10, 12] * 8 + [200]), until=ALWAYS)
    assert chart.signals.beyond.tolist()[-1] == 1


def test_limits_are_those_of_the_baseline_and_carried_forward() -> None:
    gaps = [10, 12] * 8
    end = moments(gaps)[-1]
    before, after = days_between(moments(gaps), until=end), days_between(moments([*gaps, 90, 95]), until=end)
    assert (before.lower, before.upper) == (after.lower, after.upper)
    assert after.is_baseline.tolist() == [True] * 16 + [False] * 2


def test_a_short_baseline_gives_way_to_all_events() -> None:
    assert days_between(moments([10, 12] * 8), until=NEVER).is_baseline.all()


def test_fewer_than_twelve_intervals_give_no_limits() -> None:
    chart = days_between(moments([5] * 11), until=ALWAYS)
    assert not chart.has_limits
    assert chart.days.tolist() == [5] * 11
    assert len(days_between(moments([])[:0], until=ALWAYS)) == 0


def test_two_on_one_day_are_no_days_apart() -> None:
    assert days_between(moments([3, 0, 4]), until=ALWAYS).days.tolist() == [3, 0, 4]
