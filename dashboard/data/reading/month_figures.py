"""Figures month by month, told apart by a column: from the monthly marts, or by layer from customer_month.

Customers, orders and money of segments add up to the month's, but for product lines: one customer, and one order, may
hold several lines. Money always adds up to the cent.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import check_not_masked
from dashboard.data.reading.month_series import lists_of, ordering_customers, trend
from dashboard.data.reading.queries import known_flags, money_units, query_columns, query_rows, whole_numbers
from dashboard.data.reading.visible_layers import VisibleLayers
from dashboard.data.reading.visible_rows import visible_rows
from dashboard.logic.periods import MonthSpan
from dashboard.logic.problems import Problem
from dashboard.logic.question import Question
from dashboard.logic.trend import TREND_COLUMNS, segment_months
from dashboard.logic.viewer import Viewer

COUNTS = ("active_customers", "new_customers", "orders")


def check_segment_column(by: str, viewer: Viewer) -> None:
    """Raise Problem for a column that months cannot be told apart by, or that is masked."""
    if by not in TREND_COLUMNS:
        raise Problem(
            "Months cannot be told apart by {column}. Use {columns}.", column=by, columns=", ".join(TREND_COLUMNS)
        )
    check_not_masked(by, viewer)


def month_figures(marts: Marts, viewer: Viewer, question: Question, by: str | None, months: MonthSpan) -> pd.DataFrame:
    """``logic.trend.segment_months`` by a column of the customers or by product line; one segment None for by None."""
    if by is None:
        whole = trend(marts, viewer, question, months)
        names = ["month_no", "segment", *COUNTS, "revenue", "profit", "complete"]
        return whole.assign(segment=pd.Series([None] * len(whole), dtype=object))[names]
    visible = visible_rows(marts, viewer, question.filters)  # refuses unknown filter values
    asked: dict[str, Any] = {"first_month": months.first, "last_month": months.last}
    lists = lists_of(marts, viewer.scope, question)
    if lists is None:
        return _figures_of_customers(marts, np.flatnonzero(visible), by, months)
    asked |= lists
    if by == "product_line":
        columns = query_columns(marts, "line_months", needs=("line_month",), **asked)
    else:
        columns = query_columns(marts, "months_by", by=by, **asked)
    return _by_segment(marts, columns, months)


def _figures_of_customers(marts: Marts, numbers: np.ndarray, by: str, months: MonthSpan) -> pd.DataFrame:
    """The same from what each customer ordered, where the monthly marts cannot tell the customers in scope apart."""
    asked: dict[str, Any] = {"first_month": months.first, "last_month": months.last}
    if by == "product_line":
        wanted, needs = ordering_customers(marts, numbers), ("line_month", "order_part")
        columns = query_columns(marts, "line_months_of_customers", wanted=wanted, needs=needs, **asked)
        return _by_segment(marts, columns, months)
    dimension = company_customers(marts).dimensions[by]
    names, codes = list(dimension.values), dimension.codes[numbers].astype(np.int32)
    if names and names[0] is None:
        names, codes = [*names[1:], None], (codes - 1) % len(names)  # not given comes last, as from the mart
    wanted = ordering_customers(marts, numbers, codes)
    return _by_place(marts, query_columns(marts, "months_of_customers", wanted=wanted, **asked), names, months)


def _by_segment(marts: Marts, columns: dict[str, pa.Array], months: MonthSpan) -> pd.DataFrame:
    segment = columns.pop("segment").dictionary_encode()  # the query's order: by segment, not given last
    names: list[str | None] = segment.dictionary.to_pylist()
    place = segment.indices.fill_null(len(names)).to_numpy(zero_copy_only=False)
    if segment.null_count:
        names.append(None)
    return _months(marts, {**columns, "place": place}, names, months)


def are_lines_known(marts: Marts) -> bool:
    return "line_month" in marts.build.marts and bool(query_rows(marts, "known_line"))


def layer_figures(marts: Marts, visible: VisibleLayers, months: MonthSpan) -> pd.DataFrame:
    """By the layer that each visible customer has in ``visible``, whenever it ordered. None: in no layer there, because
    it came later."""
    names: list[str | None] = [*visible.layering.layers, None]
    codes = visible.codes.astype(np.int32)
    wanted = ordering_customers(marts, visible.customer_no, np.where(codes < 0, len(names) - 1, codes))
    asked: dict[str, Any] = {"first_month": months.first, "last_month": months.last}
    return _by_place(marts, query_columns(marts, "months_of_customers", wanted=wanted, **asked), names, months)


def _by_place(marts: Marts, columns: dict[str, Any], names: Sequence[str | None], months: MonthSpan) -> pd.DataFrame:
    """``names`` by place; those of places that are there, what is not given last."""
    found, place = np.unique(whole_numbers(columns.pop("place"), np.int32), return_inverse=True)
    return _months(marts, {**columns, "place": place}, [names[code] for code in found.tolist()], months)


def _months(marts: Marts, columns: dict[str, Any], names: list[str | None], months: MonthSpan) -> pd.DataFrame:
    profit = columns["profit"]
    rows = pd.DataFrame(
        {
            "month_no": whole_numbers(columns["month_no"], np.int64),
            "place": columns["place"],
            **{name: whole_numbers(columns[name], np.int64) for name in COUNTS},
            "revenue": money_units(columns["revenue"]),
            "profit": pd.arrays.IntegerArray(money_units(profit), ~known_flags(profit)),
        }
    )
    through = marts.build.data_through
    return segment_months(rows, names, first_month=months.first, last_month=months.last, data_through=through)
