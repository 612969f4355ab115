"""The layers at every month end, and revenue month by month."""

import pandas as pd
import streamlit as st

from dashboard.logic.charts.alt_texts import months_alt
from dashboard.logic.charts.layer_months import layers_over_months_chart, revenue_by_month_chart
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.chart_words import chart_words
from dashboard.widgets.export_button import export_button
from dashboard.widgets.labels import period_label
from dashboard.widgets.language import _
from dashboard.widgets.made_from import of_months
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, show_table, table_behind
from dashboard.widgets.window import is_dark, is_narrow

PLAIN = {"displayModeBar": False}
TABLE_MONTHS = 24


def months_section(opened: Opened, question: Question) -> None:
    """Stacked layers by revenue or by customers; revenue per month as the table behind it."""
    form, build = opened.formats, opened.marts.build
    words = chart_words(form, opened.schemes[question.scheme], question)
    titles = {"revenue": _("Net revenue"), "customers": _("Customers")}
    measure = st.segmented_control(
        _("Show"), list(titles), key="months_measure", default="revenue", required=True, format_func=titles.__getitem__
    )
    layers = answer(opened, "layer_months", question, lambda: opened.reader.layer_months(question))
    looks = {"dark": is_dark(), "narrow": is_narrow()}
    st.header(_("Layers at each month end · {period}", period=period_label(question.period.code)), anchor=False)
    chart = layers_over_months_chart(
        layers, words, measure=measure or "revenue", complete_through=build.default_as_of, **looks
    )
    st.plotly_chart(chart, key="layer_months_chart", theme=None, config=PLAIN, alt=months_alt(layers, words))
    _say_where_the_data_begin(opened, question, layers)
    trend = answer(opened, "trend", question, lambda: opened.reader.trend(question))
    st.header(_("Net revenue month by month"), anchor=False)
    chart = revenue_by_month_chart(trend, words, **looks)
    st.plotly_chart(chart, key="trend_chart", theme=None, config=PLAIN, alt=months_alt(trend, words))
    with st.container(horizontal=True, vertical_alignment="center"):
        number_card(
            opened,
            ("layer", "revenue", "new_customers"),
            question,
            lambda: of_months(form, layers, trend),
            key="months_card",
            span=opened.reader.trend_months(question),
        )
        export_button(opened, question, "trend", key="trend_export")
    table_behind("trend_behind", lambda: _months(opened, trend))


def _say_where_the_data_begin(opened: Opened, question: Question, layers: pd.DataFrame) -> None:
    """A window that itself begins before the data is shown, and said to be short (metrics.md, Time)."""
    form, build = opened.formats, opened.marts.build
    months = sorted({int(month) for month in layers["month_no"]})
    short = [month for month in months if question.period.span(month).first < build.first_month]
    if short:
        st.caption(
            _(
                "Data from {day}: up to {month} the period begins earlier, and the bars hold fewer months.",
                day=form.day(build.data_from),
                month=form.month(short[-1]),
            )
        )


def _months(opened: Opened, trend: pd.DataFrame) -> None:
    form = opened.formats
    columns = [
        Column("month_no", _("Month"), shown=form.month, is_pinned=True),
        Column("active_customers", _("Customers with an order"), "count"),
        Column("new_customers", _("New"), "count"),
        Column("orders", _("Orders"), "count"),
        Column("revenue", _("Net revenue"), "money"),
        Column("profit", _("Gross profit"), "money"),
    ]
    latest = trend.iloc[::-1].head(TABLE_MONTHS)
    show_table(latest, columns, form, key="trend_table", alt=_("Net revenue month by month"))
