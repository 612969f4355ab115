"""The page Complaints: one kind at a time, the five rates, and below them one of three views."""

import streamlit as st

from dashboard.logic.roles import Right
from dashboard.widgets.complaints.causes.section import causes_view
from dashboard.widgets.complaints.fields import KIND, VIEW, complaints_fields
from dashboard.widgets.complaints.rates.section import rates_view
from dashboard.widgets.complaints.trend.section import trend_view
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.language import _
from dashboard.widgets.link import write_link
from dashboard.widgets.opened import require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer


@st.fragment
def complaints_section() -> None:
    """Everything that moves. A fragment runs without its page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.FIGURES)
    with problems_as_sentences():
        opened = require_build(viewer)
        question = chosen_question()
        kinds = {"complaint": _("Complaints"), "appeal": _("Appeals"), "objection": _("Quality objections")}
        views = {"rates": _("Rates"), "trend": _("Is it getting better?"), "causes": _("Causes")}
        with st.container(horizontal=True, vertical_alignment="center"):
            for field, words, label in ((KIND, kinds, _("Kind of case")), (VIEW, views, _("View"))):
                st.segmented_control(
                    label,
                    field.listed,
                    key=field.name,
                    format_func=words.__getitem__,
                    label_visibility="collapsed",
                    required=True,
                    persist_state="session",
                )
        kind, view = KIND.chosen()[0], VIEW.chosen()[0]
        {"rates": rates_view, "trend": trend_view, "causes": causes_view}[view](opened, question, kind)
        write_link(complaints_fields(opened))
