"""The page Findings and fixes."""

import streamlit as st

from dashboard.logic.roles import Right
from dashboard.widgets.findings.fields import findings_fields
from dashboard.widgets.link import write_link
from dashboard.widgets.opened import require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer


@st.fragment
def findings_section() -> None:
    """Everything that moves. A fragment runs without its page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.FIGURES)
    with problems_as_sentences():
        opened = require_build(viewer)
        write_link(findings_fields(opened))
