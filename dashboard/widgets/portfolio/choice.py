"""What is asked of the portfolio: the filters as session state holds them, checked, and how to set them."""

import streamlit as st

from dashboard.data.reading.portfolio import PORTFOLIO_SORTS, SHOWN_WITH
from dashboard.logic.portfolio_filter import PortfolioFilter
from dashboard.widgets.filter_bar import COLUMNS
from dashboard.widgets.link import Field, Values
from dashboard.widgets.opened import Opened
from dashboard.widgets.page_state import LARGEST_FIRST, NOTHING, SMALLEST_FIRST, portfolio_fields

TEXT = "portfolio_text"
"""Session state only: what is searched for stays out of the link."""
MOST_TYPED = 100
FILTERS = {
    "layers": "layers",
    "moves": "directions",
    "tiers": "tiers",
    "change": "change",
    "near": "near",
    "missing": "missing",
    "least": "least",
    "most": "most",
    "quiet": "quiet",
}
"""Parameter of the link -> field of PortfolioFilter."""
BY_TEXT = ("customer_id", "customer_name", "account_manager_id", "region", "industry")
"""Sorted from A to Z first; all others from the largest down."""


def chosen_filter(opened: Opened, layers: tuple[str, ...]) -> PortfolioFilter:
    """What is asked for. A layer that the scheme does not have is left out, as on all pages."""
    fields = {field.name: field for field in portfolio_fields(opened)}
    asked = {}
    for name, own in FILTERS.items():
        values = fields[name].chosen()
        asked[own] = values if fields[name].many else values[0]
    asked["layers"] = tuple(layer for layer in asked["layers"] if layer in layers)
    return PortfolioFilter(**asked, text=typed_text())


def typed_text() -> str:
    return str(st.session_state.get(TEXT) or NOTHING).strip()[:MOST_TYPED]


def chosen_order(opened: Opened) -> tuple[str, bool, int]:
    """Column, whether the largest come first, rows per page."""
    fields = {field.name: field for field in portfolio_fields(opened)}
    (sort,), (order,), (rows,) = (fields[name].chosen() for name in ("sort", "order", "rows"))
    if sort not in sorts_on_offer(opened):
        st.session_state["sort"] = sort = fields["sort"].default[0]
    return sort, order == LARGEST_FIRST, int(rows)


def sorts_on_offer(opened: Opened) -> list[str]:
    """Not by what is hidden from the viewer, or shown in part: the order would tell it."""
    return [one for one in PORTFOLIO_SORTS if SHOWN_WITH.get(one, one) not in opened.viewer.veiled]


def sort_by(column: str) -> None:
    """As a click on the header: another column its own way round, the same one the other way; in a callback."""
    if column not in PORTFOLIO_SORTS:
        return
    if st.session_state.get("sort") == column:
        turned = st.session_state.get("order") == LARGEST_FIRST
        st.session_state["order"] = SMALLEST_FIRST if turned else LARGEST_FIRST
    else:
        st.session_state["sort"] = column
        st.session_state["order"] = SMALLEST_FIRST if column in BY_TEXT else LARGEST_FIRST


def clear_filters(fields: list[Field]) -> None:
    """All but whose customers they are; in a callback."""
    for field in fields:
        if field.name in FILTERS or (field.name in COLUMNS and field.name != "manager"):
            field.keep(field.default)
    st.session_state[TEXT] = NOTHING


def ask_for(fields: list[Field], asked: dict[str, Values], sort: str, order: str) -> None:
    """One question in place of those asked now; whose customers they are stays. In a callback."""
    for field in fields:
        if field.name in FILTERS:
            field.keep(asked.get(field.name, field.default))
    st.session_state[TEXT] = NOTHING
    st.session_state["sort"], st.session_state["order"] = sort, order
