"""How far findings are: states, days per step, replies in time by department, and the list, overdue ones first."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.data.reading.surveys.loop_reader import LoopEntry
from dashboard.logic.question import Question
from dashboard.logic.surveys.loop import in_time_share, is_overdue, loop_steps, step_table, unit_table
from dashboard.widgets.findings.fields import FINDING, STATE, STATES
from dashboard.widgets.findings.words import department_text, owner_text, source_text, state_text, step_text
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, chosen_row, show_table
from dashboard.widgets.text_table import text_table
from dashboard.widgets.window import is_narrow

ROWS = 25


def way_view(opened: Opened, question: Question, entries: Sequence[LoopEntry]) -> None:
    day = opened.reader.loop_day(question)
    form = opened.formats
    frame = loop_steps([(one.finding, one.fix) for one in entries], day)
    share = in_time_share(frame)
    late = int(frame["is_overdue"].sum())
    st.header(_headline(opened, len(frame), late), anchor=False)
    _list(opened, entries, day)
    if frame.empty:
        return
    with st.grid(1 if is_narrow() else 2):
        with st.container():
            _steps(opened, frame)
        with st.container():
            _units(opened, frame)
    told = MadeFrom(numerator=form.whole(share.numerator), denominator=form.whole(share.denominator))
    number_card(opened, ("loop_days", "replied_in_time"), question, lambda: {"replied_in_time": told}, key="way_card")


def _headline(opened: Opened, count: int, late: int) -> str:
    form = opened.formats
    if not count:
        return _("No finding is published") if opened.viewer.scope.all else _("No finding is about your departments")
    published = ngettext("{n} finding published", "{n} findings published", count, n=form.whole(count))
    waiting = ngettext("{n} reply overdue", "{n} replies overdue", late, n=form.whole(late))
    return _("{published}, {overdue}", published=published, overdue=waiting if late else _("no reply overdue"))


def _steps(opened: Opened, frame: pd.DataFrame) -> None:
    form, table = opened.formats, step_table(frame)
    st.subheader(_("How far they are"), anchor=False)
    days = [form.not_known if pd.isna(one) else form.number(one, 0) for one in table["median_days"]]
    rows = {
        _("Step"): [step_text(step) for step in table["step"]],
        _("Findings"): [form.whole(int(n)) for n in table["findings"]],
        _("Median days"): ["—", *days[1:]],
    }
    text_table(rows, numbers=list(rows)[1:], key="way_steps", alt=_("How far they are"))
    st.caption(
        _("Days from publishing to the fix, from the fix to measure and reply, from the reply to the evaluation.")
    )


def _units(opened: Opened, frame: pd.DataFrame) -> None:
    form, table = opened.formats, unit_table(frame).head(ROWS)
    st.subheader(_("Replied in time, by department"), anchor=False)
    shares = [
        form.share(in_time / due) if due else form.not_known
        for in_time, due in zip(table["replied_in_time"], table["due"], strict=True)
    ]
    rows = {
        _("Department"): [department_text(opened.marts, one) for one in table["department"]],
        _("Share replied in time"): shares,
        _("Replied in time"): [form.whole(int(one)) for one in table["replied_in_time"]],
        _("Due"): [form.whole(int(one)) for one in table["due"]],
        _("⚠ Overdue"): [form.whole(int(one)) for one in table["overdue"]],
    }
    text_table(rows, numbers=list(rows)[1:], key="way_units", alt=_("Replied in time, by department"))


def _list(opened: Opened, entries: Sequence[LoopEntry], day: date) -> None:
    """Overdue ones first, then those to be replied to by their last day, then the rest, newest first."""
    late = {one.finding.thing_id for one in entries if is_overdue(one.finding, one.fix, day)}
    counts = {state: sum(one.state == state for one in entries) for state in STATES}
    counts |= {"": len(entries), "overdue": len(late)}
    chosen = STATE.chosen()[0]
    st.segmented_control(
        _("State"),
        [state for state in STATES if counts[state] or state in ("", chosen)],
        key=STATE.name,
        format_func=lambda state: f"{state_text(state)} {opened.formats.whole(counts[state])}",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    wanted = [
        one
        for one in entries
        if not chosen or one.state == chosen or (chosen == "overdue" and one.finding.thing_id in late)
    ]
    wanted.sort(key=lambda one: _urgency(one, late))
    if not wanted:
        st.caption(_("Nothing here."))
        return
    _rows(opened, wanted, late)


def _urgency(one: LoopEntry, late: set[str]) -> tuple[int, str]:
    if one.fix is not None and not one.fix.replied_on and not one.finding.closed_on:
        return (0 if one.finding.thing_id in late else 1), str(one.fix.due_on)
    return {"draft": 2, "published": 2, "replied": 3}.get(one.state, 4), ""


def _rows(opened: Opened, wanted: Sequence[LoopEntry], late: set[str]) -> None:
    pages = -(-len(wanted) // ROWS)
    page = min(int(st.session_state.get("way_page") or 1), pages)
    part = wanted[(page - 1) * ROWS : page * ROWS]
    frame = pd.DataFrame(
        {
            "title": [one.finding.title for one in part],
            "state": [state_text("overdue" if one.finding.thing_id in late else one.state) for one in part],
            "due_on": [one.fix.due_on if one.fix else None for one in part],
            "owner": [owner_text(opened.marts, one.fix, beside=one.finding.department) for one in part],
            "department": [department_text(opened.marts, one.finding.department) for one in part],
            "source": [source_text(opened.marts, one.finding) for one in part],
            "published_on": [one.finding.published_on for one in part],
        },
        dtype=object,
    )
    columns = [
        Column("title", _("Finding"), is_pinned=True, width=210),
        Column("state", _("State")),
        Column("due_on", _("Reply due"), "day"),
        Column("owner", _("Owner")),
        Column("department", _("Department")),
        Column("source", _("Source"), width=200),
        Column("published_on", _("Published"), "day"),
    ]
    key = f"way_table_{page}"

    def choose() -> None:
        row = chosen_row(key)
        if row is not None and row < len(part):
            FINDING.keep((part[row].finding.thing_id,))

    show_table(frame, columns, opened.formats, key=key, alt=_("Findings, one per row"), select=choose)
    if pages > 1:
        st.pagination(pages, key="way_page", width="content")
    st.caption(_("Click a row to open the finding."))
