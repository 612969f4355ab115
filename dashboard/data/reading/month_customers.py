"""The customers behind a month, or behind a segment of it: with that month's figures and the layer of the as-of.

Their sums are the figures of ``month_figures``, to the cent.
"""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from dashboard.data.reading.company_customers import NOT_GIVEN, company_customers
from dashboard.data.reading.customer_lists import CustomerList
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.month_figures import check_segment_column
from dashboard.data.reading.queries import (
    days,
    known_flags,
    money_units,
    query_columns,
    read_only,
    whole_numbers,
)
from dashboard.data.reading.visible_layers import VisibleLayers
from dashboard.logic.facts import PeriodFacts
from dashboard.logic.periods import MonthSpan
from dashboard.logic.viewer import Viewer

Segment = str | None | tuple[str | None, ...]
"""One value of the column (None = not given), or several of them together."""


def month_customers(
    marts: Marts,
    viewer: Viewer,
    visible: VisibleLayers,
    month_no: int,
    by: str | None,
    segment: Segment,
    *,
    only_new: bool,
) -> CustomerList:
    """Those of ``visible`` with an ordered order in the month. Revenue, profit and orders are the month's, the last
    order is the last of the month; layer, rank and the distance to the next are those of ``visible``.

    by, segment   a column of TREND_COLUMNS and its value; by product line only what was ordered of it
    only_new      those whose first order ever is in the month
    """
    wanted = segment if isinstance(segment, tuple) else (segment,)
    if by is not None:
        check_segment_column(by, viewer)
    if by == "product_line":
        lines = [NOT_GIVEN if value is None else value for value in wanted]
        needs = ("line_month", "order_part")
        columns = query_columns(marts, "line_customers", needs=needs, month_no=month_no, product_lines=lines)
    else:
        columns = query_columns(marts, "month_customers", month_no=month_no)
    numbers = whole_numbers(columns["customer_no"], np.int32)
    rows, places = _in_both(numbers, visible.customer_no)
    if by is not None and by != "product_line":
        inside = _in_segment(marts, visible, by, wanted)[places]
        rows, places = rows[inside], places[inside]
    facts = _facts(marts, columns, rows, numbers[rows], month_no)
    if only_new:
        new = facts.is_new()
        rows, places = rows[new], places[new]
        facts = _facts(marts, columns, rows, numbers[rows], month_no)
    behind = replace(
        visible,
        customer_no=read_only(numbers[rows]),
        facts=facts,
        layering=replace(
            visible.layering,
            codes=read_only(visible.layering.codes[places]),
            values=read_only(visible.layering.values[places]),
        ),
    )
    return CustomerList(marts, behind, np.arange(len(rows)), viewer)


def _in_both(numbers: np.ndarray, visible: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(places in ``numbers``, places in ``visible``) of the customers that are in both; both are ascending."""
    if not len(visible):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    places = np.minimum(np.searchsorted(visible, numbers), len(visible) - 1)
    rows = np.flatnonzero(visible[places] == numbers)
    return rows, places[rows]


def _in_segment(marts: Marts, visible: VisibleLayers, by: str, wanted: tuple[str | None, ...]) -> np.ndarray:
    """A flag for each visible customer. A layer that the scheme does not have, and a value that nobody has (they come
    from a link), are nobody's."""
    if by == "layer":
        names = visible.layering.layers
        codes = [-1 if value is None else names.index(value) for value in wanted if value is None or value in names]
        return np.isin(visible.codes, codes)
    dimension = company_customers(marts).dimensions[by]
    flags, _unknown = dimension.places(tuple(NOT_GIVEN if value is None else value for value in wanted))
    return flags[dimension.codes[visible.customer_no]]


def _facts(
    marts: Marts, columns: dict[str, pa.Array], rows: np.ndarray, numbers: np.ndarray, month_no: int
) -> PeriodFacts:
    return PeriodFacts(
        as_of=month_no,
        span=MonthSpan(month_no, month_no),
        **{name: money_units(columns[name])[rows] for name in ("revenue", "profit", "costed_abs", "net_abs")},
        has_cost=known_flags(columns["profit"])[rows],
        orders=whole_numbers(columns["orders"], np.int32)[rows],
        first_order=company_customers(marts).first_order_on[numbers],
        last_order=days(columns["last_order_on"])[rows],
        in_population=np.ones(len(rows), bool),
    )
