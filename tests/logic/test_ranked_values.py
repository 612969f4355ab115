"""Positions, cuts and shares read off the sorted values, exact at every size."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.money import running_totals
from dashboard.logic.ranked_values import BLOCK, RankedValues, share_position

# Few distinct amounts, so that ties are common, and huge ones, so that sums leave 63 bits.
values = st.lists(st.one_of(st.integers(1, 5), st.integers(1, 10**9), st.just(10**18)), max_size=3 * BLOCK)


def ranked(numbers) -> RankedValues:
    return RankedValues(np.sort(np.array(numbers, dtype=np.int64)))


def test_positions_count_from_the_top():
    some = ranked([5, 9, 9, 2])
    assert [some.at(position) for position in (1, 2, 3, 4)] == [9, 9, 5, 2]
    assert [some.count_reaching(cut) for cut in (1, 2, 3, 9, 10, 1 << 62)] == [4, 4, 3, 2, 0, 0]
    assert (len(some), some.total) == (4, 25)
    for position in (0, 5):
        with pytest.raises(IndexError):
            some.at(position)


def test_share_is_reached_by_the_first_who_makes_it_whole():
    some = ranked([50, 30, 10, 5, 3, 1, 1])  # sum 100
    assert [some.share_position(bp) for bp in (0, 1, 5000, 5001, 8000, 9500, 10_000)] == [0, 1, 1, 2, 2, 4, 7]


def test_nobody_has_no_position_and_no_total():
    nobody = ranked([])
    assert (nobody.share_position(8000), nobody.count_reaching(1), nobody.total, len(nobody)) == (0, 0, 0, 0)


@settings(max_examples=200, deadline=None)
@given(values, st.integers(0, 10_000))
def test_share_position_equals_the_one_of_all_running_totals(numbers, bp):
    some = ranked(numbers)
    assert some.total == sum(numbers)
    assert some.share_position(bp) == share_position(running_totals(some.values[::-1]), bp)


@pytest.mark.parametrize("n", [1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 1])
@pytest.mark.parametrize("height", [1, 10**17, 10**18])
def test_equal_values_reach_each_share_at_the_rounded_up_position(n, height):
    some = ranked([height] * n)
    for position in range(1, n + 1):
        bp = position * 10_000 // n
        assert some.share_position(bp) == -(-n * bp // 10_000)


@settings(deadline=None)
@given(values.filter(bool), st.integers(1, 3 * BLOCK))
def test_reaching_the_value_at_a_position_is_a_competition_rank_up_to_it(numbers, position):
    some = ranked(numbers)
    position = min(position, len(some))
    for value in set(numbers):
        rank = 1 + sum(other > value for other in numbers)
        assert (rank <= position) == (value >= some.at(position))


def test_values_are_read_only_and_the_callers_own_are_not():
    mine = np.array([1, 2], dtype=np.int64)
    with pytest.raises(ValueError, match="read-only"):
        RankedValues(mine).values[0] = 5
    mine[0] = 1
    with pytest.raises(ValueError, match="int64"):
        RankedValues(np.array([1.0]))
