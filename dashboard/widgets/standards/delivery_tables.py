"""Promises kept, as tables: by month, by product line and the like, and the latest lines."""

import pandas as pd
import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.logic.standards.promises import Promises
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.standards.fields import promise_field
from dashboard.widgets.standards.words import part_names, part_title
from dashboard.widgets.tables import Column, show_table

PARTS_SHOWN = 30


def promise_parts(opened: Opened, question: Question, tolerance: float) -> None:
    """Those first who promised again most often."""
    field = promise_field(opened)
    if not field.listed:
        return
    titles = {by: part_title(by) for by in field.listed}
    st.selectbox(
        _("By"), field.listed, key=field.name, format_func=titles.__getitem__, width=220, persist_state="session"
    )
    by = field.chosen()[0]
    frame = opened.reader.promise_parts(question, tolerance, by)
    frame = frame[frame["due"] > 0].sort_values("re_promised", ascending=False, kind="stable")
    promise_table(opened, frame.head(PARTS_SHOWN), by)


def promise_table(opened: Opened, frame: pd.DataFrame, by: str) -> None:
    """``frame``: the columns of ``Promises`` per ``part`` (month number, or what the lines are told apart by)."""
    form = opened.formats
    found = [
        Promises(**{name: int(row[name]) for name in Promises.__dataclass_fields__}) for row in frame.to_dict("records")
    ]
    parts = [None if pd.isna(part) else str(part) for part in frame["part"]]
    is_month = by == "month"
    names = [form.month(int(part or 0)) for part in parts] if is_month else part_names(opened, by, parts)
    shown = pd.DataFrame(
        {
            "name": names,
            "first": [one.on_time.value for one in found],
            "last": [one.on_time_by_last.value for one in found],
            "due": [one.due for one in found],
            "re_promised": [one.re_promised for one in found],
            "days": [form.number(one.mean_re_promised_days) for one in found],
            "otif": [one.on_time_in_full.value for one in found],
        }
    )
    columns = [
        Column("name", _("Month") if is_month else part_title(by), is_pinned=True),
        Column("first", _("On time by the first promise"), "share"),
        Column("last", _("On time by the last promise"), "share"),
        Column("due", _("Lines due"), "count"),
        Column("re_promised", _("Promised again"), "count"),
        Column("days", _("Days later on average")),
    ]
    if any(one.quantity_known for one in found):
        columns.append(Column("otif", _("On time and in full"), "share"))
    show_table(shown, columns, form, key=f"promises_{'months' if is_month else 'parts'}", alt=_("Delivery on time"))


def late_lines(opened: Opened, question: Question) -> None:
    st.markdown(f"**{_('The ten longest overdue lines')}**")
    frame, form = opened.reader.late_lines(question), opened.formats
    if frame.empty:
        st.caption(_("No line came after its first promise."))
        return
    columns = [
        Column("order_id", _("Order"), is_pinned=True),
        Column("days_late", _("Days late"), "count"),
        Column("first_promise", _("First promise"), "day"),
        Column("last_promise", _("Last promise"), "day"),
        Column(
            "came_on", _("Delivered"), "day", shown=lambda day: form.iso_day(day) if day is not None else _("not yet")
        ),
        Column("product_line", _("Product line")),
        Column("department", _("Department")),
    ]
    if opened.viewer.may(Right.CUSTOMERS):
        columns.insert(1, Column("customer_name", _("Customer")))
    show_table(frame, columns, opened.formats, key="late_lines_table", alt=_("The ten longest overdue lines"))
