"""One standard: its months between control limits, its parts, its ten worst tickets."""

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.logic.shares import Share
from dashboard.logic.spc.laney import LEAST_POINTS
from dashboard.logic.standards.attainment import Attainment, month_shares
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.standards.fields import part_field
from dashboard.widgets.standards.share_months import HIDDEN, counts_told, share_months, shown_months
from dashboard.widgets.standards.words import (
    level_text,
    part_names,
    part_title,
    rule_text,
    seconds_text,
    state_text,
)
from dashboard.widgets.tables import Column, show_table, table_behind
from dashboard.widgets.text_table import one_line, plain_text

THIN = 30
PARTS_SHOWN = 30
MOMENT_WIDTH = 145
"""Pixels: of a column whose first rows are often blank."""


def one_standard(opened: Opened, question: Question, found: Attainment, day: int) -> None:
    rule = found.standard
    title = f"{rule.service_name} · {rule_text(opened.formats, rule)} · {level_text(rule)}"
    st.subheader(plain_text(one_line(title)), anchor=False)
    _months(opened, question, found)
    _parts(opened, question, found)
    _worst(opened, question, found, day)


def _months(opened: Opened, question: Question, found: Attainment) -> None:
    """The share kept by the month of the report; months with fewer than ten tickets due are a gap."""
    window = shown_months(opened, question)
    numbers = np.arange(window.span.first, window.span.last + 1)
    frame = month_shares(opened.reader.standard_months(question, found.standard, window), numbers)
    kept, due = frame["kept"].to_numpy(), frame["due"].to_numpy()
    if not (due >= HIDDEN).any():
        st.caption(_("No month has ten tickets due: no trend is drawn."))
        return
    heading, form = _("Share kept, by month of the report"), opened.formats
    told = zip(numbers, counts_told(opened, kept, due), strict=True)
    months = "; ".join(f"{form.month(int(month))} {text}" for month, text in told)
    chart = share_months(
        opened, question, window, kept, due,
        heading=heading, title=_("Share kept"), key="standard_months", alt=f"{heading}. {months}",
    )  # fmt: skip
    if not chart.has_limits:
        st.caption(
            _("No limits: they need at least {n} complete months with ten tickets due.", n=form.whole(LEAST_POINTS))
        )
    table_behind("standard_months_behind", lambda: _month_table(opened, frame))


def _month_table(opened: Opened, frame: pd.DataFrame) -> None:
    form = opened.formats
    shares = [Share(k, d).value for k, d in zip(frame["kept"].tolist(), frame["due"].tolist(), strict=True)]
    columns = [
        Column("month_no", _("Month"), shown=lambda month: form.month(int(month)), is_pinned=True),
        Column("share", _("Share kept"), "share"),
        Column("kept", _("Kept"), "count"),
        Column("due", _("Due"), "count"),
    ]
    show_table(
        frame.assign(share=shares).iloc[::-1], columns, form, key="standard_month_table", alt=_("Share kept by month")
    )


def _parts(opened: Opened, question: Question, found: Attainment) -> None:
    field = part_field(opened)
    if not field.listed:
        return
    titles = {by: part_title(by) for by in field.listed}
    st.selectbox(
        _("By"), field.listed, key=field.name, format_func=titles.__getitem__, width=220, persist_state="session"
    )
    by = field.chosen()[0]
    frame = opened.reader.standard_parts(question, found.standard, by)
    frame = frame[frame["tickets"] > 0]
    due = frame["within"] + frame["over_limit"] + frame["open_past"]
    parts = [None if pd.isna(part) else str(part) for part in frame["part"]]
    thin = [_(" (few)") if n < THIN else "" for n in due]
    shown = frame.assign(
        name=[f"{name}{mark}" for name, mark in zip(part_names(opened, by, parts), thin, strict=True)],
        due=due,
        share=[Share(int(k), int(d)).value for k, d in zip(frame["within"], due, strict=True)],
    ).sort_values(["share", "due"], ascending=[True, False], na_position="last", kind="stable")
    columns = [
        Column("name", part_title(by), is_pinned=True),
        Column("share", _("Share kept"), "share"),
        Column("within", _("Kept"), "count"),
        Column("over_limit", _("Over the limit"), "count"),
        Column("open_past", _("Open and past it"), "count"),
        Column("not_yet_due", _("Not yet due"), "count"),
    ]
    show_table(
        shown.head(PARTS_SHOWN), columns, opened.formats, key="standard_parts_table", alt=_("The standard by its parts")
    )
    if len(shown) > PARTS_SHOWN:
        st.caption(_("The {n} lowest of {all} are shown.", n=PARTS_SHOWN, all=opened.formats.whole(len(shown))))


def _worst(opened: Opened, question: Question, found: Attainment, day: int) -> None:
    """By name only for those who may see customers."""
    st.markdown(f"**{_('The ten worst tickets')}**")
    frame = opened.reader.worst_tickets(question, found.standard)
    if frame.empty:
        st.caption(_("No ticket of this standard is due here."))
        return
    form, rule = opened.formats, found.standard
    frame = frame.assign(
        taken=[seconds_text(form, seconds, rule, day) for seconds in frame["seconds"]],
        told=[state_text(int(state)) for state in frame["state"]],
    )
    columns = [
        Column("ticket_id", _("Ticket"), is_pinned=True),
        Column("told", _("State")),
        Column("taken", _("Time taken so far")),
        Column("reported_at", _("Reported"), shown=lambda at: _moment(opened, at)),
        Column("ended_at", _("Done"), shown=lambda at: _moment(opened, at), width=MOMENT_WIDTH),
        Column("department", _("Department")),
    ]
    if opened.viewer.may(Right.CUSTOMERS):
        columns[1:1] = [Column("customer_name", _("Customer")), Column("customer_id", _("Customer number"))]
    show_table(frame, columns, form, key="worst_tickets_table", alt=_("The ten worst tickets"))


def _moment(opened: Opened, at: object) -> str:
    return "" if at is None or pd.isna(at) else opened.formats.moment_text(str(at))
