"""What one silent sufferer had to bear: the orders, tickets and deliveries with their days."""

import pandas as pd
import streamlit as st

from dashboard.logic.iceberg.silent import SilentRule
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.iceberg.words import kind_title
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, show_table
from dashboard.widgets.text_table import one_line, plain_text

MOST = 25


def evidence(opened: Opened, question: Question, rule: SilentRule, customer: pd.Series) -> None:
    """Below the list. Not for those who may not know who it is: an order number would tell."""
    if "customer_id" in opened.viewer.veiled:
        st.caption(_("Customer numbers are hidden for you, so the orders of one customer cannot be shown."))
        return
    customer_id = str(customer["customer_id"])
    ask = lambda: opened.reader.bad_service_of(question, rule, customer_id)  # noqa: E731
    rows: pd.DataFrame = answer(opened, "bad_service_of", question, ask, rule, customer_id)
    st.markdown(f"**{plain_text(one_line(customer['customer_name']))}**")
    columns = [
        Column("kind", _("What happened"), shown=kind_title),
        Column("reference", _("Order or ticket")),
        Column("due_on", _("Promised for"), "day"),
        Column("done_on", _("Done on"), shown=lambda day: str(day) if day is not None else _("not yet")),
        Column(
            "days_late", _("Days late"), "count", shown=lambda days: "" if days is None else opened.formats.whole(days)
        ),
    ]
    show_table(rows.head(MOST), columns, opened.formats, key="silent_evidence", alt=_("Bad service of one customer"))
    if len(rows) > MOST:
        st.caption(_("The latest {n} are shown.", n=MOST))
