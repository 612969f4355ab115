"""The contacts and the orders of one customer, below the list in which they were chosen."""

import pandas as pd
import streamlit as st

from dashboard.widgets.answers import answer
from dashboard.widgets.contacts import customer_contacts
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, show_table
from dashboard.widgets.text_table import plain_text

ROWS = 25


def customer_orders(opened: Opened, customer: pd.Series, *, key: str) -> None:
    """The people there, and the latest orders, newest first. Not for those who may not know who it is."""
    if "customer_id" in opened.viewer.veiled:
        st.caption(_("Customer numbers are hidden for you, so the orders of one customer cannot be shown."))
        return
    form, customer_id = opened.formats, str(customer["customer_id"])
    orders: pd.DataFrame = answer(
        opened, "orders", None, lambda: opened.reader.customer_orders(customer_id), customer_id
    )
    count = ngettext("{n} order", "{n} orders", len(orders), n=form.whole(len(orders)))
    st.markdown(f"**{plain_text(str(customer['customer_name']))}** · {count}")
    # Above the orders: a customer is opened to call somebody, and what is revealed must be in sight.
    customer_contacts(opened, customer_id, key=f"{key}_contacts")
    columns = [
        Column("order_id", _("Order")),
        Column("order_date", _("Date"), "day"),
        Column("net_amount", _("Net amount"), "money"),
        Column("profit", _("Gross profit"), "money"),
        Column("lines", _("Lines"), "count"),
        Column("status", _("Status")),
    ]
    shown = orders.head(ROWS)
    show_table(shown, columns, form, key=key, alt=_("Orders of one customer"))
    if len(orders) > ROWS:
        st.caption(_("The latest {n} are shown.", n=ROWS))
