"""What-if: boundaries, headline, picture and who moves, in one fragment: all of it moves with the slider."""

import streamlit as st

from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.logic.charts.before_after import before_after_spec
from dashboard.logic.charts.planning_alt_texts import before_after_alt
from dashboard.logic.charts.ready_figure import ReadyFigure
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.language import _, one_language
from dashboard.widgets.link import write_link
from dashboard.widgets.opened import Opened, require_build
from dashboard.widgets.page_state import WHAT_IF_TABS, what_if_fields
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.tables import table_behind
from dashboard.widgets.viewing import require_viewer
from dashboard.widgets.what_if.boundaries import what_if_boundaries
from dashboard.widgets.what_if.headline import what_if_headline
from dashboard.widgets.what_if.layers import what_if_layers
from dashboard.widgets.what_if.load import what_if_load
from dashboard.widgets.what_if.loss import what_if_loss
from dashboard.widgets.what_if.movers import what_if_movers
from dashboard.widgets.what_if.reach import what_if_reach
from dashboard.widgets.what_if.scenarios import what_if_scenarios
from dashboard.widgets.what_if.tried import Tried, run_all_if_asked, tried
from dashboard.widgets.window import is_dark, is_narrow

TABS = {
    "movers": what_if_movers,
    "load": what_if_load,
    "loss": what_if_loss,
    "reach": what_if_reach,
    "scenarios": what_if_scenarios,
}


@st.fragment
def what_if_section() -> None:
    """Runs without its page when a control is moved, so it asks again who is looking, and at which build."""
    viewer = require_viewer(Right.FIGURES)
    with problems_as_sentences(), one_language():
        opened = require_build(viewer)
        _section(opened, chosen_question())
        write_link(what_if_fields(opened))


def _section(opened: Opened, question: Question) -> None:
    run_all_if_asked()
    now = tried(opened, question)
    what_if_boundaries(opened, question, now)
    told = opened.reader.what_if(question, now.proposal)
    st.header(what_if_headline(told, now, opened.formats).replace("$", r"\$"), anchor=False)
    _picture(opened, question, told, now)
    TABS[_tab()](opened, question, told, now)
    # Below the names: who moves is to be seen without scrolling.
    table_behind(
        "what_if_layers_behind", lambda: what_if_layers(opened, told, now), title=_("Layers and cut values as a table")
    )


def _tab() -> str:
    titles = {
        "movers": _("Who moves"),
        "load": _("Load and visits"),
        "loss": _("If we lose a customer"),
        "reach": _("What would it take"),
        "scenarios": _("Scenarios"),
    }
    st.segmented_control(
        _("View"),
        WHAT_IF_TABS,
        key="tab",
        required=True,
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        persist_state="session",
    )
    tab = st.session_state.get("tab")
    return tab if tab in TABS else WHAT_IF_TABS[0]


def _picture(opened: Opened, question: Question, told: WhatIfAnswer, now: Tried) -> None:
    words = chart_words(opened.formats, now.scheme, question)
    st.plotly_chart(
        ReadyFigure(before_after_spec(told.sums_before, told.sums_after, words, dark=is_dark(), narrow=is_narrow())),
        key="what_if_chart",
        theme=None,
        config=PLAIN,
        alt=before_after_alt(told.sums_before, told.sums_after, words),
    )
