"""Exact money: rounding, totals beyond 53 and 63 bits, two significant digits."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.logic.money import (
    counts_by_code,
    decimal_column,
    exact_total,
    round_significant,
    round_significant_array,
    rounded_quotient,
    running_totals,
    to_decimal,
    to_units,
    totals_by_code,
)

wide = st.integers(-(10**18), 10**18)


@pytest.mark.parametrize(
    ("amount", "units"),
    [
        ("1.23455", 12_346),  # half away from zero
        ("-1.23455", -12_346),
        ("0.00004", 0),
        ("99999999999999.9999", 999_999_999_999_999_999),
        (7, 70_000),
    ],
)
def test_units_round_half_away_from_zero(amount, units):
    assert to_units(amount) == units


@pytest.mark.parametrize("amount", ["", "twelve", "NaN", "Infinity"])
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(ValueError, match=r"not an amount|cannot convert|NaN|Infinity"):
        to_units(amount)


def test_decimal_keeps_four_places_of_large_units():
    assert str(to_decimal(83_932_151_140)) == "8393215.1140"
    assert str(to_decimal(10**30 + 1)) == "100000000000000000000000000.0001"


def test_decimal_column_keeps_unknown_as_none():
    column = decimal_column(pd.Series([12_345, None], dtype="Int64", name="profit"))
    assert column.tolist() == [Decimal("1.2345"), None]
    assert column.name == "profit"


@given(wide, st.integers(1, 10**6))
def test_quotient_is_rounded_half_away_from_zero(numerator, denominator):
    exact = Fraction(numerator, denominator)
    rounded = rounded_quotient(numerator, denominator)
    assert abs(exact - rounded) <= Fraction(1, 2)
    if abs(exact - rounded) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


def test_quotient_by_nothing_is_unknown():
    assert rounded_quotient(5, 0) is None


@given(st.lists(wide, max_size=50))
def test_total_is_exact_beyond_63_bits(numbers):
    assert exact_total(np.array(numbers, dtype=np.int64)) == sum(numbers)


@given(st.lists(st.integers(0, 10**18), max_size=30))
def test_running_totals_are_exact_beyond_63_bits(numbers):
    running = running_totals(np.array(numbers, dtype=np.int64))
    assert [int(total) for total in running] == [sum(numbers[: i + 1]) for i in range(len(numbers))]


@given(st.lists(st.tuples(st.integers(-1, 4), st.one_of(wide, st.integers(-9, 9))), max_size=50))
def test_totals_and_counts_by_code_leave_out_negative_codes(pairs):
    codes = np.array([code for code, _ in pairs], dtype=np.int8)
    values = np.array([value for _, value in pairs], dtype=np.int64)
    assert totals_by_code(codes, values, 5) == [sum(v for c, v in pairs if c == code) for code in range(5)]
    assert counts_by_code(codes, 5) == [sum(c == code for c, _ in pairs) for code in range(5)]


@pytest.mark.parametrize(
    ("value", "rounded"), [(0, 0), (7, 7), (99, 99), (125, 130), (124, 120), (-125, -130), (188_959_100, 190_000_000)]
)
def test_two_significant_digits(value, rounded):
    assert round_significant(value) == rounded


@given(st.lists(st.integers(-(4 * 10**18), 4 * 10**18), min_size=1))
def test_rounding_an_array_equals_rounding_each(numbers):
    rounded = round_significant_array(np.array(numbers, dtype=np.int64))
    assert rounded.tolist() == [round_significant(number) for number in numbers]
