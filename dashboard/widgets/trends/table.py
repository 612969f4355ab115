"""The trend as a table: a row per month, the latest first; a cell opens the customers behind it."""

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.logic.charts.trend_picture import TrendNames
from dashboard.logic.periods import month_text
from dashboard.logic.trend_segments import LAYER_CUSTOMERS, Line
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, Kind, chosen_cell, show_table
from dashboard.widgets.trends.choice import measure_title, show_customers_of
from dashboard.widgets.trends.view import TrendView

TABLE, ROWS = "trend_table", 24
MONTH_COLUMN, WHOLE, COMPARED, TARGET, SEGMENT = "month_no", "whole", "compared", "target", "segment_"
PAGE = "trend_table_page"


def trend_table(opened: Opened, view: TrendView, names: TrendNames) -> None:
    """All segments together, each segment, comparison and target; pages of ROWS months."""
    frame = trend_frame(view).iloc[::-1]
    pages = -(-len(frame) // ROWS)
    page = min(int(st.session_state.get(PAGE) or 1), pages)
    shown = frame.iloc[(page - 1) * ROWS : page * ROWS]
    months = [int(month) for month in shown[MONTH_COLUMN]]
    codes = view.picture.segments.codes if view.choice.by else ()
    kind: Kind = "money" if view.picture.is_money else "count"
    parts = set(view.picture.months.numbers[view.picture.months.is_part].tolist())

    def month_name(month: int) -> str:
        name = opened.formats.month(month)
        return _("{month} (incomplete)", month=name) if month in parts else name

    columns = [Column(MONTH_COLUMN, _("Month"), shown=month_name, is_pinned=True), Column(WHOLE, _whole(view), kind)]
    columns += [Column(f"{SEGMENT}{place}", names.segments[code], kind) for place, code in enumerate(codes)]
    extra = ((COMPARED, names.compared, view.compared), (TARGET, names.target, view.target))
    columns += [Column(name, title, kind) for name, title, line in extra if line.known.any()]
    show_table(
        shown,
        columns,
        opened.formats,
        key=TABLE,
        alt=names.heading.format(unit=names.unit),
        select=lambda: _choose(months, codes),
        mode="single-cell",
    )
    if pages > 1:
        st.pagination(pages, key=PAGE, width="stretch")
    st.caption(_("Click a figure to see its customers."))


def trend_frame(view: TrendView) -> pd.DataFrame:
    """One row per shown month: month_no, whole, compared, target and segment_0 … as nullable whole numbers."""
    lines = {WHOLE: view.whole, COMPARED: view.compared, TARGET: view.target}
    lines |= {f"{SEGMENT}{place}": line for place, line in enumerate(view.picture.segments.lines)}
    numbers = np.arange(view.shown.first, view.shown.last + 1)
    return pd.DataFrame({MONTH_COLUMN: numbers, **{name: _nullable(line) for name, line in lines.items()}})


def _nullable(line: Line) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(line.values.astype(np.int64), ~line.known)


def _whole(view: TrendView) -> str:
    if view.choice.measure == LAYER_CUSTOMERS:
        return _("Active customers")
    return _("All") if view.choice.by else measure_title(view.choice.measure)


def _choose(months: list[int], codes: tuple[str, ...]) -> None:
    """The month of the row, and the segment of the column where it is one."""
    cell = chosen_cell(TABLE)
    if cell is None or cell[0] >= len(months):
        return
    place = cell[1].removeprefix(SEGMENT)
    is_segment = cell[1].startswith(SEGMENT) and place.isdecimal() and int(place) < len(codes)
    show_customers_of(month_text(months[cell[0]]), codes[int(place)] if is_segment else "")
