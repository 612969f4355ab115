"""Finding a customer by a part of number or name, within the viewer's scope. What is typed stays out of the link."""

import pandas as pd
import streamlit as st

from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened

MOST_FOUND = 20


def customer_search(opened: Opened, *, key: str) -> dict[str, str]:
    """A search box; label by id of the customers found, at most MOST_FOUND."""
    if "customer_id" in opened.viewer.veiled:
        st.caption(_("Customer numbers are hidden for you, so a single customer cannot be looked up."))
        return {}
    typed = str(st.text_input(_("Find a customer by name or number"), key=key, max_chars=100) or "").strip()
    said = st.container()  # there with nothing to say, too: what follows keeps its place
    if not typed:
        return {}
    found = opened.reader.find_customers(typed[:100], MOST_FOUND)
    if found.empty:
        said.caption(_("No customer found."))
    elif len(found) == MOST_FOUND:
        said.caption(_("The first {n} are shown: type more of the name.", n=MOST_FOUND))
    return labels_by_id(found)


def labels_by_id(frame: pd.DataFrame) -> dict[str, str]:
    """Name and number of each customer; the number alone where it is the name."""
    pairs = zip(frame["customer_id"], frame["customer_name"], strict=True)
    return {
        str(number): str(number) if pd.isna(name) or str(name) == str(number) else f"{name} ({number})"
        for number, name in pairs
    }
