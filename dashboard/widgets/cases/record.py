"""The full record of one case with its clock."""

import streamlit as st

from dashboard.logic.question import Question
from dashboard.widgets.cases.fields import CASE
from dashboard.widgets.opened import Opened


def case_record(opened: Opened, question: Question, *, key: str) -> None:
    """The case that the link names; nothing where it names none."""
    if st.session_state.get(CASE):
        st.caption(str(opened.marts.build.build_id))
