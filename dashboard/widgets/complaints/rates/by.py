"""Where the cases come from: the figures told apart by one thing of choice."""

import pandas as pd
import streamlit as st

from dashboard.data.reading.cases.complaint_figures import ComplaintFigures
from dashboard.logic.cases.breakdown import LEAGUES
from dashboard.logic.cases.rates import THIN
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.complaints.rates.drill import cases_of, close_cases
from dashboard.widgets.complaints.rates.fields import BY
from dashboard.widgets.complaints.rates.league import order_words
from dashboard.widgets.complaints.rates.tables import FEW, segment_table
from dashboard.widgets.complaints.rates.words import dimension_title
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import plain_text

ROWS = 24
RATES = ("closed_in_time", "justified", "satisfied")


def breakdown(opened: Opened, question: Question, kind: str, figures: ComplaintFigures) -> None:
    """The choice and its table; a cell opens its cases."""
    st.subheader(_("Where they come from"), anchor=False)
    reader = opened.reader
    offered = answer(opened, "complaint_dimensions", question, lambda: reader.complaint_dimensions(question))
    if st.session_state.get(BY.name) not in offered:
        st.session_state[BY.name] = offered[0]
    by = st.selectbox(
        _("By"),
        offered,
        key=BY.name,
        format_func={one: dimension_title(one) for one in offered}.__getitem__,
        on_change=close_cases,
        width=260,
        persist_state="session",
    )
    table = answer(
        opened, "complaint_breakdown", question, lambda: reader.complaint_breakdown(question, kind, by), kind, by
    )
    if table.empty:
        st.caption(_("Nothing to show in this window."))
        return
    segment_table(
        opened,
        question,
        table.head(ROWS),
        by,
        counts={"received": _("Received")},
        rates=RATES,
        texts={
            **_per_hundred(opened.formats, table.head(ROWS)),
            "compensation": (_("Compensation ({unit})", unit=opened.formats.currency_word()), _amounts(opened, table)),
        },
        at="by",
    )
    st.caption("  \n".join(map(plain_text, _said(opened, table, by, figures))))
    cases_of(opened, question, kind, "by")


def _per_hundred(form: Formats, table: pd.DataFrame) -> dict[str, tuple[str, list[str]]]:
    """Only where orders have such a thing: of a department or a cause there are no orders."""
    if table["orders"].isna().all():
        return {}
    cells = [
        form.number(rate, 2) + (FEW if orders < THIN else "") if orders and not pd.isna(rate) else form.not_known
        for rate, orders in zip(table["per_hundred_orders"], table["orders"].fillna(0), strict=True)
    ]
    return {"per_hundred_orders": (_("Per 100 orders"), cells)}


def _amounts(opened: Opened, table: pd.DataFrame) -> list[str]:
    form = opened.formats
    return [
        form.not_known if pd.isna(units) else form.exact_amount(int(units))
        for units in table["compensation"].head(ROWS)
    ]


def _said(opened: Opened, table: pd.DataFrame, by: str, figures: ComplaintFigures) -> list[str]:
    said = [_("* fewer than 30 cases or orders. Click a cell to see its cases.")]
    if by in LEAGUES:
        said.append(order_words(opened, figures))
    if by == "layer":
        said.append(
            _("Each case counts under the layer its customer has at the as-of month, whenever it was received.")
        )
    if by == "product_line":
        said.append(_("An order of several product lines counts in each of them."))
    if by == "month":
        said.append(_("A case stands under the month it was received in, whenever it was due or closed."))
    if len(table) > ROWS:
        said.append(_("{n} smaller ones are in the file.", n=opened.formats.whole(len(table) - ROWS)))
    return said
