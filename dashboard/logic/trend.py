"""The months one by one: what the export ``trend`` and the trend charts show."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from dashboard.logic.periods import is_complete, month_text
from dashboard.logic.pyramid import nullable_whole_numbers

_SUMMED = ("active_customers", "new_customers", "orders", "revenue", "costed_abs", "net_abs")


def trend_table(months: pd.DataFrame, *, first_month: int, last_month: int, data_through: date) -> pd.DataFrame:
    """One row per calendar month from first to last, months without orders included.

    ``months``: rows of the mart ``month`` in scope (any number per month): month_no, active_customers, new_customers,
    orders, revenue, profit (null where nothing is costed), costed_abs, net_abs; money in whole units. A customer has
    one manager, region and industry, so their counts add up.

    Gives month (2011-11), active_customers (any order in the month), new_customers (first order ever), orders, revenue
    int64 money units, profit Int64 (null where nothing is costed), complete (false for a part month), and month_no,
    profit_known_share (null without revenue). Source: contracts.md.
    """
    every_month = pd.RangeIndex(first_month, last_month + 1, name="month_no")
    by_month = months.astype({"profit": "Int64"}).groupby("month_no", sort=True)
    sums = by_month[list(_SUMMED)].sum().reindex(every_month, fill_value=0).astype("int64")
    profit = by_month["profit"].sum(min_count=1).reindex(every_month)
    known = (sums["costed_abs"] / sums["net_abs"].astype("float64")).where(sums["net_abs"] > 0)
    return pd.DataFrame(
        {
            "month": [month_text(month) for month in every_month],
            "active_customers": sums["active_customers"].to_numpy(),
            "new_customers": sums["new_customers"].to_numpy(),
            "orders": sums["orders"].to_numpy(),
            "revenue": sums["revenue"].to_numpy(),
            "profit": nullable_whole_numbers([None if value is pd.NA else int(value) for value in profit]),
            "complete": [is_complete(month, data_through) for month in every_month],
            "month_no": every_month.to_numpy(),
            "profit_known_share": known.to_numpy(),
        }
    )


TREND_COLUMNS = ("layer", "region", "industry", "product_line", "account_manager_id")
"""What months can be told apart by."""


def segment_months(
    rows: pd.DataFrame, segments: Sequence[str | None], *, first_month: int, last_month: int, data_through: date
) -> pd.DataFrame:
    """One row per calendar month and segment, months in which a segment has nothing included.

    ``rows``: at most one per month and segment: month_no, place (of the segment in ``segments``), active_customers,
    new_customers, orders, revenue and profit (Int64, null where nothing is costed), money in whole units; months
    lie within first and last.

    Gives month_no, segment (None = not given), active_customers, new_customers, orders, revenue int64 money units,
    profit Int64 (null where nothing is costed), complete (false for a part month); months in order, segments in the
    order given. Source: contracts.md, trend.
    """
    months, count = np.arange(first_month, last_month + 1), len(segments)
    cells = (rows["month_no"].to_numpy(np.int64) - first_month) * count + rows["place"].to_numpy(np.int64)

    def spread(values: np.ndarray) -> np.ndarray:
        whole = np.zeros(len(months) * count, np.int64)
        whole[cells] = values
        return whole

    is_costed = spread(rows["profit"].notna().to_numpy()) > 0
    profit = spread(rows["profit"].to_numpy(np.int64, na_value=0))
    complete = np.array([is_complete(int(month), data_through) for month in months], bool)
    return pd.DataFrame(
        {
            "month_no": months.repeat(count),
            "segment": pd.Series(list(segments) * len(months), dtype=object),
            **{name: spread(rows[name].to_numpy(np.int64)) for name in _SUMMED[:4]},
            "profit": pd.arrays.IntegerArray(profit, ~is_costed),
            "complete": complete.repeat(count),
        }
    )
