"""What it would take: cuts on hand-made values, and their rules on random ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.problems import Problem
from dashboard.logic.ranked_values import RankedValues
from dashboard.logic.shares import Share
from dashboard.logic.what_if.reach import CutAnswer, cut_for_customers, cut_for_share


def ranked(*values: int) -> RankedValues:
    return RankedValues(np.sort(np.array(values, dtype=np.int64)))


NOBODY = CutAnswer(None, 0, 0, Share(0, 0), 0)


def test_cut_for_customers_is_the_value_at_that_place():
    assert cut_for_customers(ranked(50, 30, 10, 5, 5), 2) == CutAnswer(30, 2, 2, Share(80, 100), 0)


def test_equal_values_stay_together_and_it_says_so():
    assert cut_for_customers(ranked(50, 30, 10, 5, 5), 4) == CutAnswer(5, 4, 5, Share(100, 100), 1)


def test_customers_of_the_layer_above_are_not_counted():
    values = ranked(50, 30, 10, 5, 5)
    assert cut_for_customers(values, 1, above=30) == CutAnswer(10, 3, 1, Share(90, 100), 0)
    assert cut_for_customers(values, 0, above=30) == CutAnswer(30, 2, 0, Share(80, 100), 0)
    assert cut_for_customers(values, 9, above=30) == CutAnswer(5, 5, 3, Share(100, 100), 0)
    assert cut_for_customers(values, 1, above=60) == cut_for_customers(values, 1)


def test_nobody_wanted_more_than_there_are_and_nobody_active():
    assert cut_for_customers(ranked(5, 4), 0) == CutAnswer(None, 0, 0, Share(0, 9), 0)
    assert cut_for_customers(ranked(5, 4), 3) == CutAnswer(4, 2, 2, Share(9, 9), 0)
    assert cut_for_customers(ranked(), 3) == NOBODY
    with pytest.raises(Problem, match="-1 customers"):
        cut_for_customers(ranked(5, 4), -1)


def test_cut_for_share_is_the_first_that_reaches_it():
    values = ranked(50, 30, 10, 5, 5)
    assert cut_for_share(values, 8000) == CutAnswer(30, 2, 2, Share(80, 100), 0)
    assert cut_for_share(values, 8001) == CutAnswer(10, 3, 3, Share(90, 100), 0)
    assert cut_for_share(values, 9500) == CutAnswer(5, 4, 5, Share(100, 100), 1)
    assert cut_for_share(values, 10_000) == CutAnswer(5, 5, 5, Share(100, 100), 0)
    assert cut_for_share(values, 0) == CutAnswer(None, 0, 0, Share(0, 100), 0)
    assert cut_for_share(ranked(), 5000) == NOBODY
    with pytest.raises(Problem, match=r"A share of 100.01 %"):
        cut_for_share(values, 10_001)


def test_who_is_in_the_layer_above_is_not_in_the_layer_that_a_share_is_wished_for():
    values = ranked(50, 30, 10, 5, 5)
    assert cut_for_share(values, 8001, above=30) == CutAnswer(10, 3, 1, Share(90, 100), 0)
    # The layer above brings it alone: nobody is left for this one, and its cut falls together with that one's.
    assert cut_for_share(values, 8000, above=20) == CutAnswer(20, 2, 0, Share(80, 100), 0)
    assert cut_for_share(values, 0, above=60) == CutAnswer(None, 0, 0, Share(0, 100), 0)


def test_totals_beyond_63_bits_are_exact():
    assert cut_for_share(ranked(*[10**18] * 20), 5000).value == Share(20 * 10**18, 20 * 10**18)


values = st.lists(st.integers(1, 12) | st.integers(1, 10**18), min_size=1, max_size=60)


@given(values, st.integers(1, 70), st.none() | st.integers(1, 12))
def test_a_cut_gives_enough_and_without_its_last_equal_values_too_few(given_values, wanted, above):
    order = ranked(*given_values)
    answer = cut_for_customers(order, wanted, above=above)
    room = sum(value < above for value in given_values) if above else len(given_values)
    least = min(wanted, room)
    if least == 0:  # nobody is below the cut of the layer above: everybody reaches this one too
        assert answer.customers == 0
        return
    inside = [value for value in given_values if above is None or value < above]
    assert answer.customers == sum(value >= answer.cut for value in inside) >= least
    assert sum(value > answer.cut for value in inside) < least
    assert answer.value.numerator == sum(value for value in given_values if value >= answer.cut)


@given(values, st.integers(1, 10_000))
def test_a_cut_for_a_share_reaches_it_and_the_next_higher_value_does_not(given_values, bp):
    order = ranked(*given_values)
    answer = cut_for_share(order, bp)
    total = sum(given_values)
    assert answer.value.numerator * 10_000 >= bp * total
    assert sum(value for value in given_values if value > answer.cut) * 10_000 < bp * total
