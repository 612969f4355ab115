"""The page Service standards."""

import streamlit as st

from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.opened import require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer


@st.fragment
def standards_section() -> None:
    """Everything that moves. A fragment runs without its page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.FIGURES)
    with problems_as_sentences():
        opened = require_build(viewer)
        chosen_question()
        st.caption(opened.marts.build.build_id)
