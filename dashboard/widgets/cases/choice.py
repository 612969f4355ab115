"""Which cases the page Cases is about, and which list of them is open. All of it is in the link, as codes."""

import streamlit as st

from dashboard.data.reading.cases.case_work import CaseChoice
from dashboard.logic.cases.case_frame import KINDS
from dashboard.logic.question import Question
from dashboard.widgets.cases.fields import (
    CASE,
    DEPARTMENT,
    EVERY_DEPARTMENT,
    KIND,
    LIST_CODES,
    NO_DEPARTMENT,
    NOTHING,
    SHOWN,
)  # fmt: skip
from dashboard.widgets.cases.words import kinds_text
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.window import is_narrow


def case_choice(opened: Opened, question: Question) -> CaseChoice:
    """Draw the choices."""
    kinds = kind_titles()
    named = {one or NO_DEPARTMENT: one or _("(not given)") for one in opened.reader.case_departments(question)}
    departments = {EVERY_DEPARTMENT: _("All departments"), **named}
    if st.session_state.get(DEPARTMENT) not in departments:
        st.session_state[DEPARTMENT] = EVERY_DEPARTMENT
    with st.container(horizontal=True, vertical_alignment="center"):
        if is_narrow():  # four words side by side would be cut
            st.selectbox(
                _("Kind of case"),
                (NOTHING, *KINDS),
                key=KIND,
                format_func=kinds.__getitem__,
                label_visibility="collapsed",
                persist_state="session",
            )
        else:
            st.segmented_control(
                _("Kind of case"),
                (NOTHING, *KINDS),
                key=KIND,
                format_func=kinds.__getitem__,
                required=True,
                label_visibility="collapsed",
                persist_state="session",
            )
        st.selectbox(
            _("Department"), list(departments), key=DEPARTMENT, format_func=departments.__getitem__, width=240,
            label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
    department = str(st.session_state.get(DEPARTMENT) or EVERY_DEPARTMENT)
    chosen = {EVERY_DEPARTMENT: None, NO_DEPARTMENT: ""}.get(department, department)
    kind = st.session_state.get(KIND)
    return CaseChoice(kind if kind in KINDS else "", chosen)


def kind_titles() -> dict[str, str]:
    return {
        NOTHING: _("All kinds"),
        **{kind: kinds_text(kind) for kind in KINDS},
    }


def shown_list() -> str:
    """The list that is open; "" = none."""
    held = st.session_state.get(SHOWN)
    return held if held in LIST_CODES else NOTHING


def show_list(code: str) -> None:
    """Open a list, or close it; for callbacks. The record of another list goes."""
    st.session_state[SHOWN], st.session_state[CASE] = code, NOTHING
