"""Trends: choices, the sentence, the chart, the table behind it and the customers behind a mark."""

from dataclasses import replace

import streamlit as st

from dashboard.logic.charts.alt_texts import months_alt
from dashboard.logic.charts.trend_colours import segment_styles
from dashboard.logic.charts.trend_months import trend_chart
from dashboard.logic.charts.trend_picture import TrendNames, TrendPicture
from dashboard.logic.periods import month_text
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.logic.trend_segments import LAYER_CUSTOMERS
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.export_button import export_button
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.link import write_link
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened, require_build
from dashboard.widgets.page_state import trend_fields
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.tables import table_behind
from dashboard.widgets.trends.choice import show_customers_of, trend_choice
from dashboard.widgets.trends.customers import month_list
from dashboard.widgets.trends.headline import trend_headline
from dashboard.widgets.trends.kpis import metric_key, of_trend, trend_kpis
from dashboard.widgets.trends.table import trend_frame, trend_table
from dashboard.widgets.trends.view import TrendView, month_question, trend_view
from dashboard.widgets.trends.words import leading_text, notes, trend_names
from dashboard.widgets.viewing import require_viewer
from dashboard.widgets.window import is_dark, is_narrow

CHART = "trend_chart"


@st.fragment
def trends_section() -> None:
    """Everything that moves. A fragment runs without its page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.FIGURES)
    with problems_as_sentences():
        opened = require_build(viewer)
        question = chosen_question()
        _section(opened, question, trend_view(opened, question, trend_choice(opened)))
        write_link(trend_fields(opened))


def _section(opened: Opened, question: Question, view: TrendView) -> None:
    names = trend_names(opened, question, view)
    headline = trend_headline(opened, question, view)
    st.header(_plain(headline), anchor=False)
    leader = leading_text(opened, question, view)
    with st.container():  # there without it, too: the chart below keeps its place
        if leader:
            st.caption(_plain(leader))
    trend_kpis(opened, question, view)
    _picture(opened, question, view, names, alt=headline)
    st.caption("  \n".join(_plain(note) for note in notes(opened, question, view)))
    with st.container(horizontal=True, vertical_alignment="center"):
        keys = [metric_key(view.choice.measure), *(["target_attainment"] if view.attainment else [])]
        number_card(
            opened,
            keys,
            question,
            lambda: of_trend(opened, question, view),
            key="trend_card",
            span=view.window.span,
            earlier=view.window.compared,
        )
        _export(opened, question, view)
    table_behind("trend_behind", lambda: trend_table(opened, view, names))
    month_list(opened, question, view, names)


def _export(opened: Opened, question: Question, view: TrendView) -> None:
    """The months shown, told apart as they are shown."""
    if view.choice.measure == LAYER_CUSTOMERS:
        at_last = month_question(opened, question)
        export_button(opened, at_last, "layer-months", key="trend_layers_export", months=view.shown)
    else:
        export_button(opened, question, "trend", key="trend_export", months=view.shown, by=view.choice.by)


def _plain(text: str) -> str:
    return text.replace("$", r"\$")


def _picture(opened: Opened, question: Question, view: TrendView, names: TrendNames, *, alt: str) -> None:
    """The chart; a click on a mark opens its customers. What is chosen is marked in the figure itself, because a
    browser forgets its own marks when the figure changes."""
    words = chart_words(opened.formats, opened.schemes[question.scheme], question)
    chosen = None if view.choice.month is None else (view.choice.month, view.choice.segment)
    picture = replace(view.picture, chosen=chosen)
    styles = segment_styles(picture.segments.codes, is_dark(), layers=view.layers)
    chart = trend_chart(picture, names, styles, words, dark=is_dark(), narrow=is_narrow())
    st.plotly_chart(
        chart,
        key=CHART,
        on_select=lambda: _choose(view, picture),
        selection_mode="points",
        theme=None,
        config=PLAIN,
        alt=f"{alt} {months_alt(trend_frame(view), words)}",
    )


def _choose(view: TrendView, picture: TrendPicture) -> None:
    """Open the customers behind the point. Behind the line of active customers there is no one layer to list."""
    points = ((st.session_state.get(CHART) or {}).get("selection") or {}).get("points") or []
    if points:
        mark = picture.mark(int(points[0].get("curve_number", -1)), int(points[0].get("point_index", -1)))
        if mark is not None and (mark[1] or view.choice.measure != LAYER_CUSTOMERS):
            show_customers_of(month_text(mark[0]), mark[1])
