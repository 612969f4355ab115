"""One customer over the page: below a table of 25 rows nobody would see that anything opened."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.widgets.customer_orders import customer_orders
from dashboard.widgets.opened import Opened, require_build
from dashboard.widgets.portfolio.columns import portfolio_columns, written_frame
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.tables import table_scale, written
from dashboard.widgets.text_table import plain_text
from dashboard.widgets.viewing import require_viewer

FACTS = ("layer", "direction", "revenue", "revenue_change_share", "to_next", "last_order_on", "account_manager_name")


def open_customer(opened: Opened, question: Question, row: pd.DataFrame, *, on_close: Callable[[], None]) -> None:
    """``row``: a frame of the portfolio with one row."""
    customer = row.iloc[0]

    @st.dialog(plain_text(str(customer["customer_name"])), width="large", on_dismiss=on_close)
    def opened_customer() -> None:
        """Runs without its page when something in it is clicked, so it asks again who is looking."""
        viewer = require_viewer(Right.CUSTOMERS)
        if viewer.key != opened.viewer.key:
            st.rerun()  # what was read for somebody with other rights is not told again; the page is drawn anew
        with problems_as_sentences():
            now = require_build(viewer)
            st.caption(plain_text(_facts(now, question, row)))
            customer_orders(now, customer, key="portfolio_orders")

    opened_customer()


def _facts(opened: Opened, question: Question, row: pd.DataFrame) -> str:
    """What the table says of the customer, in one line."""
    columns = portfolio_columns(opened, question, row, "revenue", True)
    frame, form = written_frame(opened, question, row), opened.formats
    scale = table_scale(form, frame, columns)
    texts = written(frame, columns, form, scale).iloc[0]
    titles = {one.name: one.title.removesuffix(" ↓") for one in columns}
    unit = {one.name: f" {scale.unit}" for one in columns if one.kind == "money"}
    plain = ("layer", "direction", "account_manager_name")
    parts = [
        texts[name] if name in plain else f"{titles[name]} {texts[name]}{unit.get(name, '')}"
        for name in FACTS
        if name in titles and texts[name]
    ]
    return " · ".join(parts)
