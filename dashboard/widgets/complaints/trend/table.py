"""The months as a table, the latest first, with exact values; a row opens its cases."""

import pandas as pd
import streamlit as st

from dashboard.logic.periods import month_text
from dashboard.logic.spc.case_series import CaseSeries
from dashboard.widgets.complaints.trend.fields import MONTH
from dashboard.widgets.complaints.trend.words import event_text, rate_text, signal_words
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, chosen_row, fitted, show_table

TABLE, PAGE, ROWS = "spc_table", "spc_table_page", 24


def series_table(opened: Opened, series: CaseSeries, *, count: str, exposure: str, rate: str) -> None:
    """``count``, ``exposure``, ``rate``: titles of the three columns."""
    frame = series_frame(opened, series).iloc[::-1]
    pages = max(-(-len(frame) // ROWS), 1)
    page = min(int(st.session_state.get(PAGE) or 1), pages)
    shown = frame.iloc[(page - 1) * ROWS : page * ROWS]
    months = [int(month) for month in shown["month_no"]]
    parts = set(series.months[series.is_part].tolist())

    def month_name(month: int) -> str:
        name = opened.formats.month(month)
        return _("{month} (incomplete)", month=name) if month in parts else name

    def written(value: float) -> str:
        return rate_text(opened.formats, series, value)

    columns = [
        Column("month_no", _("Month"), shown=month_name, is_pinned=True),
        Column("count", count, "count"),
        Column("exposure", exposure, "count"),
        Column("rate", rate, "count", shown=written),
        Column("lower", _("Lower limit"), "count", shown=written),
        Column("upper", _("Upper limit"), "count", shown=written),
        Column("baseline", _("Baseline")),
        Column("unusual", _("What is unusual"), width=fitted(frame["unusual"])),
        Column("change", _("New level, event"), width=fitted(frame["change"])),
    ]
    show_table(
        shown,
        [one for one in columns if one.name not in ("unusual", "change") or frame[one.name].any()],
        opened.formats,
        key=TABLE,
        alt=rate,
        select=lambda: _choose(months),
    )
    if pages > 1:
        st.pagination(pages, key=PAGE, width="stretch")
    st.caption(_("Click a row to see the cases of the month."))


def series_frame(opened: Opened, series: CaseSeries) -> pd.DataFrame:
    """One row per month: month_no, count, exposure, rate, lower, upper (NaN = none), and texts: baseline, unusual,
    change."""
    form, chart = opened.formats, series.chart
    changes = {shift.month_no: event_text(form, shift) or _("new level") for shift in series.shifts}
    months = series.months.tolist()
    return pd.DataFrame(
        {
            "month_no": months,
            "count": series.count,
            "exposure": series.exposure,
            "rate": chart.rate,
            "lower": chart.lower,
            "upper": chart.upper,
            "baseline": [_("yes") if flag and series.baseline else "" for flag in chart.is_baseline.tolist()],
            "unusual": ["; ".join(signal_words(form, chart.signals, place)) for place in range(len(months))],
            "change": [changes.get(month, "") for month in months],
        }
    )


def _choose(months: list[int]) -> None:
    row = chosen_row(TABLE)
    if row is not None and row < len(months):
        st.session_state[MONTH.name] = month_text(months[row])
