"""The list of cases below a mark or a figure: paged on the server; a click on a row opens the case below it."""

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.logic.cases.case_states import SORTS, day_seconds
from dashboard.logic.question import Question
from dashboard.widgets.cases.fields import CASE
from dashboard.widgets.cases.record import case_record
from dashboard.widgets.cases.words import callback_text, due_text, kind_text, left_text, minute_text, state_text
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, chosen_row, show_table
from dashboard.widgets.text_table import plain_text

PAGE_SIZES = (25, 50, 100)


def case_list(opened: Opened, question: Question, case_nos: np.ndarray, *, key: str, title: str) -> None:
    """Those of these cases that the viewer may see, newest first or by due time. Their number is the figure that the
    list was opened from. The record of the case that the link names stands below it."""
    numbers = opened.reader.case_numbers(question, case_nos, _held(f"{key}_sort", SORTS[0]))
    count = ngettext("{n} case", "{n} cases", len(numbers), n=opened.formats.whole(len(numbers)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain_text(title)}** · {count}", width="stretch")
        if len(numbers) > 1:
            _order(key)
    if len(numbers):
        _page(opened, question, numbers, key)
    case_record(opened, question, key=f"{key}_record")


def _held(name: str, usual: str) -> str:
    return str(st.session_state.get(name) or usual)


def _order(key: str) -> None:
    titles = {"newest": _("Newest first"), "due": _("By due time")}
    st.segmented_control(
        _("Sort by"),
        SORTS,
        default=SORTS[0],
        key=f"{key}_sort",
        required=True,
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        width="content",
    )


def _page(opened: Opened, question: Question, numbers: np.ndarray, key: str) -> None:
    """The rows of one page; another list starts at the first."""
    size = int(_held(f"{key}_rows", str(PAGE_SIZES[0])))
    begun = hash((numbers.tobytes(), size))
    if st.session_state.get(f"{key}_begun") != begun:
        st.session_state[f"{key}_begun"] = begun
        st.session_state[f"{key}_turn"] = st.session_state.get(f"{key}_turn", 0) + 1
    turn = st.session_state[f"{key}_turn"]
    pages = -(-len(numbers) // size)
    page = min(int(st.session_state.get(f"{key}_page_{turn}", 1)), pages)
    start = (page - 1) * size
    sort = _held(f"{key}_sort", SORTS[0])
    frame = opened.reader.case_rows(question, numbers, start, size, sort=sort)
    table = f"{key}_table_{turn}_{page}"
    show_table(
        frame,
        list_columns(opened, question, frame),
        opened.formats,
        key=table,
        alt=_("Cases, one per row"),
        select=lambda: _open(frame, table),
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if pages > 1:
            st.pagination(pages, key=f"{key}_page_{turn}", width="content")
        if len(numbers) > PAGE_SIZES[0]:
            st.selectbox(_("Rows per page"), PAGE_SIZES, key=f"{key}_rows", width=120)
        st.caption(_("Click a row to open the case."))


def _open(frame: pd.DataFrame, table: str) -> None:
    row = chosen_row(table)
    if row is not None and row < len(frame):
        st.session_state[CASE] = str(frame["case_id"].iloc[row])


def list_columns(opened: Opened, question: Question, frame: pd.DataFrame) -> list[Column]:
    """What a list tells of a case; nothing that all of them leave blank."""
    form, company = opened.formats, opened.reader.visible_cases(question).company
    day, is_working = day_seconds(company.working_time, company.policy), company.policy.calendar == "working"

    def left(seconds: object) -> str:
        return "" if pd.isna(seconds) else left_text(form, int(str(seconds)), day, is_working=is_working)

    columns = [
        Column("case_id", _("Case"), is_pinned=True),
        Column("kind", _("Kind"), shown=kind_text),
        Column("state", _("State"), shown=state_text),
        Column("due_at", _("Due"), shown=due_text),
        Column("left_seconds", _("Left or over"), shown=left),
        Column("customer_name", _("Customer")),
        Column("received_at", _("Received at"), shown=minute_text),
        Column("respondent_department", _("Department")),
        Column("cause_l1", _("Cause")),
        Column("cause_l2", _("Cause, detail")),
        Column("callback_result", _("Satisfaction"), shown=callback_text),
    ]
    always = {"case_id", "kind", "state"}
    return [one for one in columns if one.name in always or frame[one.name].notna().any()]
