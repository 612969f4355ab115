"""The layers at every month end. Figures month by month have a page of their own, Trends."""

import pandas as pd
import streamlit as st

from dashboard.logic.charts.alt_texts import months_alt
from dashboard.logic.charts.layer_months import layers_over_months_chart
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.export_button import export_button
from dashboard.widgets.labels import layer_label, period_label
from dashboard.widgets.language import _
from dashboard.widgets.made_from import of_months
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, show_table, table_behind
from dashboard.widgets.window import is_dark, is_narrow

TABLE_MONTHS = 24
TRENDS_PAGE = "dashboard/pages/trends.py"


def months_section(opened: Opened, question: Question) -> None:
    """Stacked layers by revenue or by customers; the same as a table behind it."""
    form, build = opened.formats, opened.marts.build
    words = chart_words(form, opened.schemes[question.scheme], question)
    titles = {"revenue": _("Net revenue"), "customers": _("Customers")}
    chosen = st.segmented_control(
        _("Show"), list(titles), key="months_measure", default="revenue", required=True, format_func=titles.__getitem__
    )
    measure = chosen or "revenue"
    layers = answer(opened, "layer_months", question, lambda: opened.reader.layer_months(question))
    title = _("Layers at each month end · {period}", period=period_label(question.period.code))
    st.header(title, anchor=False)
    chart = layers_over_months_chart(
        layers,
        words,
        measure=measure,
        complete_through=build.default_as_of,
        dark=is_dark(),
        narrow=is_narrow(),
    )
    st.plotly_chart(chart, key="layer_months_chart", theme=None, config=PLAIN, alt=months_alt(layers, words))
    _say_where_the_data_begin(opened, question, layers)
    with st.container(horizontal=True, vertical_alignment="center"):
        number_card(opened, ("layer", "revenue"), question, lambda: of_months(form, layers), key="months_card")
        export_button(opened, question, "layer-months", key="months_export")
        st.page_link(TRENDS_PAGE, label=_("Figures month by month: Trends"), icon=":material/show_chart:")
    table_behind("months_behind", lambda: _months(opened, question, layers, measure, title))


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


def _months(opened: Opened, question: Question, layers: pd.DataFrame, measure: str, title: str) -> None:
    scheme, names = opened.schemes[question.scheme], list(dict.fromkeys(layers["layer"]))
    wide = layers.pivot(index="month_no", columns="layer", values=measure)[names]
    wide = wide.rename_axis(columns=None).reset_index()
    kind = "money" if measure == "revenue" else "count"
    columns = [
        Column("month_no", _("Month"), shown=opened.formats.month, is_pinned=True),
        *(Column(name, layer_label(name, scheme), kind) for name in names),
    ]
    show_table(wide.iloc[::-1].head(TABLE_MONTHS), columns, opened.formats, key="months_table", alt=title)
