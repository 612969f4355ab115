"""Concentration in detail: Gini, HHI and the like, for those who ask."""

import pandas as pd
import streamlit as st

from dashboard.logic.metrics import metric
from dashboard.logic.question import Question
from dashboard.logic.shares import Share
from dashboard.widgets.answers import answer
from dashboard.widgets.export_button import export_button
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.made_from import INDICES, of_concentration
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, show_table

SHARES = (
    "top_20pct_share",
    "top_10pct_share",
    "top_1pct_share",
    "largest_customer_share",
    "customers_making_80_share",
    "gini",
    "hhi",
)
OF_CUSTOMERS = ("customers_making_80_share",)


def more_section(opened: Opened, question: Question) -> None:
    """Each figure with numerator and denominator; few customers are marked as a thin sample."""
    form = opened.formats
    figures = answer(opened, "concentration", question, lambda: opened.reader.concentration(question))
    st.header(_("Concentration"), anchor=False)
    if not opened.viewer.scope.all:
        st.caption(_("Of the customers shown, not of the whole company."))
    rows = [_row(name, getattr(figures, name), figures.customers, question, form) for name in SHARES]
    rows.append(_count_row(figures.large_customers, figures.customers, form))
    columns = [
        Column("name", _("Figure"), is_pinned=True),
        Column("value", _("Value"), "count", shown=str),
        Column("numerator", _("Numerator"), "count", shown=str),
        Column("denominator", _("Denominator"), "count", shown=str),
        Column("sample", _("Active customers"), "count", shown=str),
    ]
    show_table(pd.DataFrame(rows), columns, form, key="more_table", alt=_("Concentration figures"))
    with st.container(horizontal=True, vertical_alignment="center"):
        number_card(
            opened,
            [*SHARES, "large_customers"],
            question,
            lambda: of_concentration(form, figures, question),
            key="more_card",
        )
        export_button(opened, question, "concentration", key="more_export")


def _row(name: str, share: Share, customers: int, question: Question, form: Formats) -> dict[str, str]:
    entry = metric(name)
    is_thin = 0 < customers < entry.minimum_sample
    whole = form.whole if name in OF_CUSTOMERS or question.base == "orders" else form.exact_amount
    return {
        "name": _(entry.name),
        "value": form.number(share.value, 4) if name in INDICES else form.share(share.value),
        "numerator": "" if name in INDICES else whole(share.numerator),
        "denominator": "" if name in INDICES else whole(share.denominator),
        "sample": form.whole(customers) + (" " + _("(few)") if is_thin else ""),
    }


def _count_row(large: int, customers: int, form: Formats) -> dict[str, str]:
    entry = metric("large_customers")
    return {
        "name": _(entry.name),
        "value": form.whole(large),
        "numerator": form.whole(large),
        "denominator": form.whole(customers),
        "sample": form.whole(customers),
    }
