"""The customers behind a month, or behind one segment of it; their sum is the mark that was clicked."""

import streamlit as st

from dashboard.data.reading.customer_choices import BehindMonth, Chosen
from dashboard.logic.charts.trend_picture import TrendNames
from dashboard.logic.question import Question
from dashboard.logic.trend_segments import LAYER_CUSTOMERS, OTHERS, segment_value
from dashboard.widgets.customer_list import customer_list
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.trends.choice import show_customers_of
from dashboard.widgets.trends.view import TrendView, month_question

LIST = "trend_list"


def month_list(opened: Opened, question: Question, view: TrendView, names: TrendNames) -> None:
    """Nothing while nothing is clicked; a link whose segment is not here gets a sentence."""
    month, code = view.choice.month, view.choice.segment
    if month is None:
        return
    segments = view.picture.segments
    known = view.choice.by is not None and code in (*segments.codes, *segments.others)
    if code and not known:
        st.info(_("What the link has chosen in {month} is not shown here.", month=opened.formats.month(month)))
        code = ""
    title = " · ".join([opened.formats.month(month), *([names.segments.get(code, code)] if code else [])])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("All months"),
            icon=":material/arrow_back:",
            type="tertiary",
            key="trend_back",
            on_click=show_customers_of,
            args=("", ""),
        )
        st.markdown(f"› **{title}**".replace("$", r"\$"))
    if view.choice.measure == LAYER_CUSTOMERS:
        _layer(opened, month_question(opened, question, month), title, code)
    else:
        _orderers(opened, question, view, month, title, code)


def _layer(opened: Opened, question: Question, title: str, code: str) -> None:
    """Who had this layer at the month's end."""
    if code == OTHERS:
        st.info(_("These are several layers: choose one of them on the pyramid page."))
        return
    customer_list(opened, question, title, Chosen(layer=code or None), key=LIST)


def _orderers(opened: Opened, question: Question, view: TrendView, month: int, title: str, code: str) -> None:
    """Who ordered in the month, with the figures of that month alone; of new customers only these."""
    codes = view.picture.segments.others if code == OTHERS else (code,)
    behind = BehindMonth(
        month,
        by=view.choice.by if code else None,
        segments=tuple(segment_value(one) for one in codes) if code else None,
        only_new=view.choice.measure == "new_customers",
    )
    customer_list(opened, question, title, Chosen(month=behind), key=LIST)
