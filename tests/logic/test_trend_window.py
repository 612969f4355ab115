"""The sentence's figure: complete months of the period only, compared with as many months or with nothing."""

import numpy as np
import pandas as pd
import pytest

from dashboard.logic.periods import MonthSpan, Period
from dashboard.logic.question import Question
from dashboard.logic.trend_segments import LAYER_CUSTOMERS, Line
from dashboard.logic.trend_window import Window, actuals, first_whole_window, target_line, window

JAN = 2023 * 12
DEC_24 = JAN + 23
TWO_YEARS = MonthSpan(JAN, DEC_24)


def line(values, known=None) -> Line:
    values = np.array(values, np.int64)
    return Line(values, np.ones(len(values), bool) if known is None else np.array(known))


RISING = line(range(1, 25))  # 1 + … + 12 = 78, 13 + … + 24 = 222


def told(question: Question, measure: str = "revenue", of: Line = RISING, last: int = DEC_24) -> Window:
    return window(of, TWO_YEARS, question, measure, first_month=JAN, last_complete=last)


def test_twelve_months_against_the_twelve_before() -> None:
    found = told(Question(as_of=DEC_24))
    assert (found.total, found.previous) == (222, 78)
    assert found.span == MonthSpan(JAN + 12, DEC_24)
    assert found.compared == MonthSpan(JAN, JAN + 11)
    assert found.change == pytest.approx(144 / 78)


def test_same_months_of_last_year_for_a_quarter() -> None:
    found = told(Question(as_of=DEC_24, period=Period("quarter"), comparison="last_year"))
    assert (found.total, found.previous) == (22 + 23 + 24, 10 + 11 + 12)


def test_comparison_that_begins_before_the_data_is_none() -> None:
    found = told(Question(as_of=JAN + 13))
    assert found.compared is None
    assert found.previous is None
    assert found.change is None
    assert found.total == sum(range(3, 15))


def test_part_month_is_left_out_of_figure_and_comparison() -> None:
    found = told(Question(as_of=DEC_24), last=DEC_24 - 1)
    assert found.span == MonthSpan(JAN + 12, DEC_24 - 1)
    assert (found.total, found.previous) == (222 - 24, 78 - 12)
    assert not found.is_part


def test_period_of_a_part_month_alone_is_compared_with_nothing() -> None:
    found = told(Question(as_of=DEC_24, period=Period("month")), last=DEC_24 - 1)
    assert found.is_part
    assert found.total == 24
    assert found.compared is None


def test_customers_with_an_order_are_a_mean_per_month() -> None:
    found = told(Question(as_of=DEC_24), "active_customers")
    assert found.value == 222 / 12
    assert found.previous_value == 6.5
    assert found.total == 222


def test_layers_are_those_at_the_end_and_not_a_sum() -> None:
    found = told(Question(as_of=DEC_24), LAYER_CUSTOMERS)
    assert (found.value, found.previous_value) == (24, 12)


def test_unknown_months_do_not_count_and_all_unknown_is_unknown() -> None:
    known = [False] * 12 + [True] * 12
    found = told(Question(as_of=DEC_24), "profit", line(range(1, 25), known))
    assert (found.total, found.previous) == (222, None)
    assert told(Question(as_of=DEC_24), "profit", line([0] * 24, [False] * 24)).total is None


@pytest.mark.parametrize("before", [0, -5])
def test_change_against_nothing_or_a_loss_is_not_a_rate(before: int) -> None:
    found = told(Question(as_of=DEC_24), of=line([before] * 12 + [1] * 12))
    assert found.previous == before * 12
    assert found.change is None


def test_period_that_begins_before_the_data_has_the_months_there_are() -> None:
    found = told(Question(as_of=JAN + 4))
    assert found.span == MonthSpan(JAN, JAN + 4)
    assert found.total == 1 + 2 + 3 + 4 + 5


def test_first_month_end_with_a_whole_period_behind_it() -> None:
    assert first_whole_window(Period("months", 12), JAN) == JAN + 11
    assert first_whole_window(Period("month"), JAN) == JAN
    assert first_whole_window(Period("quarter"), JAN + 1) == JAN + 3
    assert first_whole_window(Period("months", 60), JAN) == JAN + 59


def test_target_is_a_line_without_the_part_month() -> None:
    targets = pd.DataFrame({"month_no": [JAN, JAN + 2, JAN + 9], "value": [5, 7, 9]})
    found = target_line(targets, MonthSpan(JAN + 1, JAN + 3), JAN + 2)
    assert found.known.tolist() == [False, True, False]
    assert found.values.tolist() == [0, 7, 0]
    assert not target_line(None, TWO_YEARS, DEC_24).known.any()


def test_actuals_are_of_complete_and_known_months() -> None:
    of = line([1, 2, 3, 4], [True, False, True, True])
    assert actuals(of, MonthSpan(JAN, JAN + 3), JAN + 2) == {JAN: 1, JAN + 2: 3}
