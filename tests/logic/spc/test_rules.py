"""The three rules, point by point."""

import numpy as np
import pytest

from dashboard.logic.spc.rules import Signals, signals

NAN = float("nan")


def told(values: list[float], centre: float = 0.0, limit: float = 10.0) -> Signals:
    rate = np.array(values)
    return signals(rate, centre, np.full(len(rate), -limit), np.full(len(rate), limit))


def test_a_point_beyond_a_limit_is_a_signal_and_one_on_it_is_none() -> None:
    assert told([10.0, 10.1, -10.0, -10.1]).beyond.tolist() == [0, 1, 0, -1]


def test_the_eighth_point_on_one_side_is_a_signal_and_the_seventh_is_none() -> None:
    found = told([1, 2, 1, 2, 1, 2, 1, 2, 1, -1])
    assert found.one_side.tolist() == [0, 0, 0, 0, 0, 0, 0, 1, 1, 0]
    assert found.side_length.tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]


def test_a_point_on_the_centre_ends_a_run_on_one_side() -> None:
    assert not told([1, 2, 1, 2, 0, 2, 1, 2, 1]).one_side.any()


@pytest.mark.parametrize(("step", "sign"), [(0.1, 1), (-0.1, -1)])
def test_six_in_a_row_up_or_down_are_a_signal_and_five_are_none(step: float, sign: int) -> None:
    found = told([step * place for place in (-2, -1, 0, 1, 2, 3, 4)])
    assert found.trend.tolist() == [0, 0, 0, 0, 0, sign, sign]
    assert found.trend_length.tolist() == [0, 2, 3, 4, 5, 6, 7]


def test_an_equal_point_ends_a_rise() -> None:
    assert not told([1, 2, 3, 4, 4, 5, 6, 7]).trend.any()


def test_a_gap_is_left_out_and_has_no_signal() -> None:
    found = told([1, 2, 3, NAN, 4, 5, 6])
    assert found.trend.tolist() == [0, 0, 0, 0, 0, 0, 1]
    assert found.codes(3) == ()
    assert found.direction(3) == 0


def test_codes_and_direction_of_a_point() -> None:
    found = told([1, 1, 1, 1, 1, 1, 1, 11])
    assert found.codes(7) == ("beyond", "one_side")
    assert found.direction(7) == 1
    assert found.any.tolist() == [False] * 7 + [True]


def test_nothing_gives_nothing() -> None:
    assert len(told([]).beyond) == 0
