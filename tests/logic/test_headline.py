"""The facts of the headline, also for odd data."""

import numpy as np
from order_books import simple_facts

from dashboard.logic.headline import headline
from dashboard.logic.layers import decide_layers
from dashboard.logic.schemes import ABC, AMOUNT, CURRY
from dashboard.logic.value_bases import REVENUE


def headline_of(values, scheme=CURRY, rows=None):
    return headline(decide_layers(simple_facts(values), scheme, REVENUE), rows)


def test_few_customers_make_much():
    found = headline_of([50, *[1] * 50])
    assert (found.shape, found.layer, found.customers) == ("usual", "Top", 1)
    assert (found.customer_share.numerator, found.customer_share.denominator) == (1, 51)
    assert (found.value, found.value_share.value) == (50, 0.5)
    assert found.top_20pct.numerator == 50 + 10  # k = 11 of 51


def test_nobody_active():
    for values in ([], [0, -3]):
        found = headline_of(values)
        assert (found.shape, found.layer, found.customers) == ("empty", "", 0)
        assert found.value_share.value is None
        assert found.top_20pct.value is None


def test_one_customer():
    found = headline_of([5, -1])
    assert (found.shape, found.customers, found.value_share.value) == ("one", 1, 1.0)


def test_all_equal_are_all_in_one_layer():
    found = headline_of([3, 3, 3], ABC)
    assert (found.shape, found.layer, found.customers, found.value_share.value) == ("all_in_one", "A", 3, 1.0)


def test_an_empty_highest_band_is_passed_over():
    found = headline_of([2 * 10**10, 5, 4], AMOUNT)
    assert (found.shape, found.layer, found.customers) == ("usual", "Medium", 1)


def test_shown_rows_only():
    found = headline_of([50, 30, 10, 10], rows=np.array([False, True, True, False]))
    assert (found.shape, found.layer, found.customers, found.value) == ("all_in_one", "Small", 2, 40)


def test_values_beyond_63_bits():
    found = headline_of([10**18] * 20)
    assert found.value == 20 * 10**18
    assert found.value_share.value == 1.0
