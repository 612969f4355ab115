"""The cases behind the figures, and why each of them is listed."""

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.data.reading.recusal.visible_conflicts import VisibleConflicts, quarter_no
from dashboard.logic.question import Question
from dashboard.logic.recusal.compliance import DISCLOSED, NOBODY_NAMED, VIOLATED
from dashboard.logic.roles import Right
from dashboard.widgets.cases.case_list import case_list
from dashboard.widgets.cases.fields import CASE
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.recusal.compliance import every_quarter
from dashboard.widgets.recusal.fields import LIST, LISTS, QUARTER
from dashboard.widgets.recusal.words import evidence_text, list_titles, person_text
from dashboard.widgets.text_table import plain_text


def listed_cases(opened: Opened, question: Question, found: VisibleConflicts, kind: str | None) -> None:
    """Which list, its cases, and for the open one the evidence."""
    quarter, titles = QUARTER.chosen()[0], list_titles()
    frame = found.of_kind(kind) if quarter else found.in_window(kind)
    if quarter:
        frame = frame.loc[frame["quarter"] == quarter_no(quarter)]
    numbers = {name: _numbers(frame, name) for name in LISTS}
    st.subheader(_("Cases behind the figures"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            _("Which cases"),
            LISTS,
            key=LIST.name,
            format_func=lambda one: f"{titles[one]} {opened.formats.whole(len(numbers[one]))}",
            required=True,
            label_visibility="collapsed",
            persist_state="session",
            on_change=_close,
        )
        if quarter:
            st.button(_("{quarter}: show the whole period", quarter=quarter), icon=":material/close:", type="tertiary",
                      key="recusal_whole", on_click=every_quarter)  # fmt: skip
    chosen = LIST.chosen()[0]
    with st.container():  # there without a record, too: the list keeps its place when a row of it is clicked
        evidence(opened, question)
    if not len(numbers[chosen]):
        st.caption(_("No case is in this list."))
    case_list(opened, question, numbers[chosen], key=f"recusal_{chosen}", title=titles[chosen])


def _close() -> None:
    st.session_state[CASE] = ""


def _numbers(frame: pd.DataFrame, name: str) -> np.ndarray:
    state = frame["state"].to_numpy()
    flags = {
        "violated": state == VIOLATED,
        "disclosed": state == DISCLOSED,
        "aside": frame["is_aside"].to_numpy(),
        "unnamed": state == NOBODY_NAMED,
    }
    return frame["case_no"].to_numpy(np.int64)[flags[name]]


def evidence(opened: Opened, question: Question) -> None:
    """One sentence per conflicted step of the case whose record is open."""
    case_id = str(st.session_state.get(CASE) or "")
    if not case_id:
        return
    rows = opened.reader.case_evidence(question, case_id)
    if rows.empty:
        return
    with st.container(border=True):
        st.markdown(_("**Why case {case} is listed**", case=plain_text(case_id)))
        lines = []
        for row in rows.to_dict("records"):
            allowed = " " + _("A supervisor allowed it.") if row["override"] else ""
            lines.append(f"- {plain_text(evidence_text(row, person_text(opened.marts, row['person'])))}{allowed}")
        st.markdown("\n".join(dict.fromkeys(lines)))
        if not opened.viewer.may(Right.PERSONS):
            st.caption(_("Who it was is shown to supervisors and auditors."))
