"""Pareto check and concentration: positional, exact, and equal to the definitions in Fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from order_books import whole

from dashboard.logic.concentration import concentration, pareto_curve, sum_of_squares, top_share

values_of_any_size = st.lists(st.one_of(st.integers(-3, 12), st.integers(-(10**18), 10**18)), max_size=60)


def test_figures_of_hand_made_values():
    found = concentration(whole([10, 50, 30, 5, 5, 0, -20]))
    assert found.customers == 5
    assert found.values() == {
        "top_20pct_share": 0.5,
        "top_10pct_share": 0.5,
        "top_1pct_share": 0.5,
        "largest_customer_share": 0.5,
        "customers_making_80_share": 0.4,
        "gini": 0.46,  # 2 * (5 + 10 + 30 + 120 + 250) / 500 - 6 / 5
        "hhi": (2500 + 900 + 100 + 25 + 25) / 10_000,
    }
    assert (found.top_20pct_share.numerator, found.top_20pct_share.denominator) == (50, 100)
    assert found.large_customers == 5


def test_top_share_does_not_extend_to_ties():
    assert concentration(whole([7, 7, 7, 7, 7])).top_20pct_share.exact == Fraction(1, 5)


def test_nobody_active_is_unknown_not_zero():
    assert set(concentration(whole([0, -4])).values().values()) == {None}
    assert concentration(whole([])).large_customers == 0
    assert len(pareto_curve(whole([-1]))) == 0


def test_one_customer_has_everything_and_no_inequality():
    found = concentration(whole([9]))
    assert (found.gini.value, found.hhi.value, found.largest_customer_share.value) == (0.0, 1.0, 1.0)


@given(values_of_any_size)
def test_figures_equal_their_definitions(numbers):
    found = concentration(whole(numbers))
    ranked = sorted((x for x in numbers if x > 0), reverse=True)
    n, total = len(ranked), sum(ranked)
    if not ranked:
        assert found.gini.exact is None
        return
    for share, bp in ((found.top_20pct_share, 2000), (found.top_10pct_share, 1000), (found.top_1pct_share, 100)):
        k = -(-n * bp // 10_000)
        assert share.exact == Fraction(sum(ranked[:k]), total)
    position = next(i for i in range(1, n + 1) if sum(ranked[:i]) * 10 >= total * 8)
    assert found.customers_making_80_share.exact == Fraction(position, n)
    weighted = sum(i * x for i, x in enumerate(reversed(ranked), start=1))
    assert found.gini.exact == Fraction(2 * weighted, n * total) - Fraction(n + 1, n)
    assert found.hhi.exact == sum(Fraction(x, total) ** 2 for x in ranked)
    assert found.large_customers == sum(x * 20 >= total for x in ranked)


@given(st.lists(st.integers(0, 2**63 - 1), max_size=40))
def test_sum_of_squares_is_exact(numbers):
    assert sum_of_squares(whole(numbers)) == sum(number * number for number in numbers)


def test_sum_of_squares_is_exact_over_more_than_one_chunk():
    largest = 2**63 - 1
    assert sum_of_squares(np.full((1 << 20) + 3, largest, dtype=np.int64)) == ((1 << 20) + 3) * largest * largest


def test_curve_of_a_few_customers_has_every_position():
    curve = pareto_curve(whole([10, 60, 30]))
    assert curve["customers"].tolist() == [0, 1, 2, 3]
    assert curve["customer_share"].tolist() == [0, 1 / 3, 2 / 3, 1]
    assert curve["value_share"].tolist() == [0, 0.6, 0.9, 1]


@given(st.integers(1, 5000), st.integers(0, 3), st.sampled_from([8, 50, 400]))
def test_curve_of_many_is_short_rising_and_holds_the_marks(n, power, points):
    values = np.arange(1, n + 1, dtype=np.int64) ** power
    curve = pareto_curve(values, points=points)
    assert len(curve) <= points
    assert (np.diff(curve["customers"]) > 0).all()
    assert (np.diff(curve["value_share"]) > 0).all()
    assert curve.iloc[-1].tolist() == [n, 1.0, 1.0]
    assert curve.iloc[0].tolist() == [0, 0.0, 0.0]
    at_20 = curve[curve["customers"] == -(-n // 5)]
    assert at_20["value_share"].tolist() == [top_share(values, 2000).value]
    making_80 = concentration(values).customers_making_80_share.numerator
    assert making_80 in curve["customers"].tolist()


def test_a_curve_without_room_for_its_marks_is_refused():
    with pytest.raises(ValueError, match="at least 8"):
        pareto_curve(whole(range(1, 100)), points=4)
