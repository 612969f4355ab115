"""The months one by one: gaps filled, part months marked, unknown profit kept unknown."""

from datetime import date

import pandas as pd

from dashboard.logic.periods import month_no
from dashboard.logic.trend import trend_table

OCT, DEC = month_no(date(2011, 10, 1)), month_no(date(2011, 12, 1))


COLUMNS = ["month_no", "active_customers", "new_customers", "orders", "revenue", "profit", "costed_abs", "net_abs"]


def months_frame(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=[*COLUMNS, "account_manager_id"])


def test_rows_of_one_month_add_up_and_missing_months_are_zero():
    months = months_frame(
        (OCT, 2, 1, 3, 2**53, 40, 50, 2**53, "E1"),
        (OCT, 1, 0, 1, 1, None, 0, 1, "E2"),
        (DEC, 1, 1, 1, -7, None, 0, 7, "E1"),
    )
    table = trend_table(months, first_month=OCT, last_month=DEC, data_through=date(2011, 12, 9))
    assert table["month"].tolist() == ["2011-10", "2011-11", "2011-12"]
    assert table["active_customers"].tolist() == [3, 0, 1]
    assert table["new_customers"].tolist() == [1, 0, 1]
    assert table["orders"].tolist() == [4, 0, 1]
    assert table["revenue"].tolist() == [2**53 + 1, 0, -7]
    assert table["profit"].tolist() == [40, pd.NA, pd.NA]
    assert table["complete"].tolist() == [True, True, False]
    assert table["profit_known_share"].isna().tolist() == [False, True, False]
    assert table["profit_known_share"].iloc[2] == 0.0


def test_large_profits_stay_whole():
    months = months_frame((OCT, 1, 1, 1, 5, 2**53 + 1, 5, 5, "E1"), (OCT, 1, 1, 1, 5, None, 5, 5, "E2"))
    months["profit"] = pd.array([2**53 + 1, None], dtype="Int64")
    table = trend_table(months, first_month=OCT, last_month=OCT, data_through=date(2011, 10, 31))
    assert table["profit"].tolist() == [2**53 + 1]
    assert table["complete"].tolist() == [True]


def test_no_rows_give_months_of_zeros():
    table = trend_table(months_frame(), first_month=OCT, last_month=DEC, data_through=date(2011, 12, 31))
    assert table["orders"].tolist() == [0, 0, 0]
    assert table["profit"].isna().all()


def test_the_callers_frame_is_not_changed():
    months = months_frame((OCT, 2, 1, 3, 10, 4, 10, 10, "E1"))
    before = months.copy()
    trend_table(months, first_month=OCT, last_month=DEC, data_through=date(2011, 12, 31))
    pd.testing.assert_frame_equal(months, before)


def test_t9_months_up_to_as_of_do_not_change_when_later_ones_are_deleted():
    rows = [(OCT + i, 1 + i, 1, 1, 10 * i, i, i, i, "E1") for i in range(3)]
    whole = trend_table(months_frame(*rows), first_month=OCT, last_month=DEC, data_through=date(2011, 12, 31))
    past = trend_table(months_frame(*rows[:2]), first_month=OCT, last_month=OCT + 1, data_through=date(2011, 12, 31))
    pd.testing.assert_frame_equal(whole.iloc[:2], past)
