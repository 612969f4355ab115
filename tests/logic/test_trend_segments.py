"""Months in segments: the largest and the others, what each month is compared with, sums that lose nothing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.logic.periods import MonthSpan
from dashboard.logic.question import Question
from dashboard.logic.trend_segments import (
    LAYER_CUSTOMERS,
    NOT_GIVEN,
    OTHERS,
    adds_up,
    compared_line,
    leading,
    month_line,
    months_back,
    segment_code,
    segment_value,
    segments,
    shown_months,
)

JAN = 2024 * 12
QUARTER = MonthSpan(JAN, JAN + 2)


def figures(*rows: tuple[int, str | None, int, int | None]) -> pd.DataFrame:
    """month_no, segment, revenue, profit"""
    month, segment, revenue, profit = zip(*rows, strict=True) if rows else ((), (), (), ())
    return pd.DataFrame(
        {
            "month_no": np.array(month, np.int64),
            "segment": pd.Series(list(segment), dtype=object),
            "revenue": np.array(revenue, np.int64),
            "profit": pd.array(list(profit), dtype="Int64"),
        }
    )


THREE = figures(
    (JAN, "East", 100, 10),
    (JAN, "West", 40, None),
    (JAN + 1, "East", -30, 5),
    (JAN + 1, None, 7, 1),
    (JAN + 2, "West", 50, None),
)


def test_segments_of_a_month_are_added_up_and_a_month_without_orders_is_zero() -> None:
    line = month_line(THREE, "revenue", MonthSpan(JAN - 1, JAN + 2))
    assert line.values.tolist() == [0, 140, -23, 50]
    assert line.known.all()
    assert line.total == 167


def test_gross_profit_of_a_month_without_costs_is_unknown_and_not_zero() -> None:
    line = month_line(THREE, "profit", QUARTER)
    assert line.known.tolist() == [True, True, False]
    assert [line.at(place) for place in range(3)] == [10, 6, None]
    assert line.total == 16


def test_layers_of_a_month_that_was_not_worked_out_are_unknown() -> None:
    frame = pd.DataFrame({"month_no": [JAN + 1], "segment": ["Top"], "customers": [3]})
    assert month_line(frame, LAYER_CUSTOMERS, QUARTER).known.tolist() == [False, True, False]


def test_largest_segment_comes_first_and_those_without_a_figure_are_left_out() -> None:
    found = segments(pd.concat([THREE, figures((JAN, "North", 0, 0))]), "revenue", QUARTER)
    assert found.codes == ("West", "East", NOT_GIVEN)
    assert [line.total for line in found.lines] == [90, 70, 7]
    assert found.others == ()


def test_eight_segments_are_all_shown() -> None:
    found = segments(figures(*((JAN, f"S{n}", n, n) for n in range(1, 9))), "revenue", QUARTER)
    assert found.codes == tuple(f"S{n}" for n in range(8, 0, -1))


def test_of_nine_segments_the_seven_largest_stay_and_two_become_others() -> None:
    found = segments(figures(*((JAN, f"S{n}", n, n) for n in range(1, 10))), "revenue", QUARTER)
    assert found.codes == (*(f"S{n}" for n in range(9, 2, -1)), OTHERS)
    assert found.others == ("S2", "S1")
    assert found.lines[-1].total == 3


def test_equal_segments_are_taken_in_the_order_of_their_codes() -> None:
    found = segments(figures(*((JAN, f"S{n}", 5, 5) for n in (9, 3, 7, 1, 8, 2, 6, 4, 5))), "revenue", QUARTER)
    assert found.others == ("S8", "S9")


def test_layers_keep_their_order_and_the_last_ones_become_others() -> None:
    order = [f"L{n}" for n in range(9)]
    found = segments(figures(*((JAN, name, n + 1, n) for n, name in enumerate(order))), "revenue", QUARTER, order=order)
    assert found.codes == (*order[:7], OTHERS)
    assert found.others == ("L7", "L8")


def test_figures_that_cannot_be_added_up_have_no_others() -> None:
    found = segments(figures(*((JAN, f"S{n}", n, n) for n in range(1, 12))), "revenue", QUARTER, is_sum=False)
    assert len(found.codes) == 7
    assert OTHERS not in found.codes
    assert found.left_out == 4


def test_only_money_of_product_lines_adds_up() -> None:
    assert adds_up("revenue", "product_line")
    assert not adds_up("orders", "product_line")
    assert not adds_up("active_customers", "product_line")
    assert adds_up("active_customers", "region")
    assert adds_up("orders", None)


@pytest.mark.parametrize("value", ["East", "", "~none", "~others", "~~", None, "东区"])
def test_code_of_a_segment_leads_back_to_it_and_is_no_other(value: str | None) -> None:
    assert segment_value(segment_code(value)) == value
    assert segment_code(value) != OTHERS
    assert (segment_code(value) == NOT_GIVEN) == (value is None)


def test_months_shown_are_the_last_ones_as_far_as_there_are_any() -> None:
    assert shown_months(JAN, JAN + 30, 12) == MonthSpan(JAN + 19, JAN + 30)
    assert shown_months(JAN, JAN + 30, None) == MonthSpan(JAN, JAN + 30)
    assert shown_months(JAN, JAN + 3, 24) == MonthSpan(JAN, JAN + 3)


def test_each_month_is_compared_with_the_same_month_a_year_or_a_period_before() -> None:
    assert months_back(Question(as_of=JAN, comparison="last_year")) == 12
    assert months_back(Question(as_of=JAN)) == 12
    assert months_back(Question(as_of=JAN + 4)) == 12


def test_comparison_has_a_gap_before_the_data_and_none_for_a_part_month() -> None:
    months = MonthSpan(JAN, JAN + 3)
    line = month_line(figures(*((JAN + n, "East", 10 * (n + 1), None) for n in range(4))), "revenue", months)
    compared = compared_line(line, months, MonthSpan(JAN + 1, JAN + 3), 2, first=JAN, last=JAN + 2)
    # Feb lies before the data by two months, Mar is compared with Jan, Apr is a part month.
    assert compared.known.tolist() == [False, True, False]
    assert compared.values.tolist() == [0, 10, 0]


def test_leading_segment_is_that_of_the_period_and_not_of_all_months() -> None:
    found = segments(THREE, "revenue", QUARTER)
    code, share = leading(found, QUARTER, MonthSpan(JAN + 2, JAN + 2)) or ("", None)
    assert code == ""  # only West brought anything in March
    rows = figures((JAN, "East", 90, 1), (JAN + 1, "East", 10, 1), (JAN + 1, "West", 30, 1))
    code, share = leading(segments(rows, "revenue", QUARTER), QUARTER, MonthSpan(JAN + 1, JAN + 2)) or ("", None)
    assert (code, share.numerator, share.denominator) == ("West", 30, 40)


def test_no_segment_leads_where_one_is_below_zero_or_the_period_is_not_shown() -> None:
    found = segments(figures((JAN, "East", 90, 1), (JAN, "West", -3, 1)), "revenue", QUARTER)
    assert leading(found, QUARTER, QUARTER) is None
    found = segments(figures((JAN, "East", 90, 1), (JAN, "West", 3, 1)), "revenue", QUARTER)
    assert leading(found, QUARTER, MonthSpan(JAN - 1, JAN)) is None


ROWS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([None, *"ABCDEFGHIJK"]), st.integers(-(10**15), 10**15)),
    max_size=40,
    unique_by=lambda row: row[:2],
)


@settings(max_examples=100, deadline=None)
@given(ROWS)
def test_segments_and_others_add_up_to_the_whole_in_every_month(rows) -> None:
    frame = figures(*((JAN + month, segment, value, value) for month, segment, value in rows))
    months = MonthSpan(JAN, JAN + 5)
    found = segments(frame, "revenue", months)
    assert len(found.codes) <= 8
    shown = sum((line.values for line in found.lines), np.zeros(6, np.int64))
    assert shown.tolist() == month_line(frame, "revenue", months).values.tolist()
