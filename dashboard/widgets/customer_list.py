"""The names below a mark or a row: paged and sorted on the server, with sums that match, to be exported."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.data.reading.customer_choices import Chosen
from dashboard.data.reading.customer_lists import CustomerPage
from dashboard.logic.periods import MonthSpan
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.customer_orders import customer_orders
from dashboard.widgets.export_button import export_button
from dashboard.widgets.labels import layer_label, tier_text
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import of_list
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.tables import Column, chosen_row, show_table

ROWS = 25
FIGURES = ("layer", "revenue", "gross_profit", "orders", "to_next_layer")
SORTS = ("revenue", "profit", "orders", "customer_name", "last_order_on", "first_order_on")


def _sort_titles() -> dict[str, str]:
    return {
        "revenue": _("Net revenue"),
        "profit": _("Gross profit"),
        "orders": _("Orders"),
        "customer_name": _("Customer"),
        "last_order_on": _("Last order"),
        "first_order_on": _("First order"),
    }


def customer_columns(opened: Opened, question: Question, frame: pd.DataFrame, *, with_layer: bool) -> list[Column]:
    """What is told of a customer in a list; no layer where it is the same for all, nothing blank."""
    scheme, titles = opened.schemes[question.scheme], _sort_titles()
    columns = [
        Column("customer_name", titles["customer_name"], is_pinned=True),
        Column("layer", _("Value layer"), shown=lambda layer: layer_label(layer, scheme) if layer else ""),
        Column("revenue", titles["revenue"], "money"),
        Column("profit", titles["profit"], "money"),
        Column("orders", titles["orders"], "count"),
        Column("first_order_on", titles["first_order_on"], "day"),
        Column("last_order_on", titles["last_order_on"], "day"),
        Column("service_tier", _("Decided tier"), shown=tier_text),
        Column("account_manager_name", _("Account manager")),
        Column("region", _("Region")),
        Column("industry", _("Industry")),
        Column("customer_id", _("Customer number")),
    ]
    if question.base == "orders":
        to_next = Column("to_next", _("To the next layer"), "count", shown=_count_or_blank(opened))
    else:
        to_next = Column("to_next", _("To the next layer"), "money")
    columns.insert(5, to_next)
    told = {name for name in frame.columns if frame[name].notna().any()} - (set() if with_layer else {"layer"})
    return [column for column in columns if column.name in told]


def _count_or_blank(opened: Opened) -> Any:
    return lambda value: "" if value is None else opened.formats.whole(value)


def customer_list(opened: Opened, question: Question, title: str, chosen: Chosen, *, key: str) -> None:
    """Sums of the whole list, one page of it, its pages, its export; a row opens the customer's orders."""
    sort, descending, page_no = _order(opened, key, question, chosen)
    page: CustomerPage = answer(
        opened,
        "customers",
        question,
        lambda: opened.reader.customers(
            question, **vars(chosen), sort=sort, descending=descending, offset=(page_no - 1) * ROWS, limit=ROWS
        ),
        chosen,
        sort,
        descending,
        page_no,
    )
    st.markdown(_sums_text(opened, title, page))
    if page.total == 0:
        return
    table_key = f"{key}_table"
    show_table(
        page.frame,
        customer_columns(opened, question, page.frame, with_layer=chosen.layer is None),
        opened.formats,
        key=table_key,
        alt=_("Customers: {title}", title=title),
        select=lambda: None,
    )
    pages = -(-page.total // ROWS)
    if pages > 1:
        st.pagination(pages, key=_page_key(key), width="stretch")
    with st.container(horizontal=True, vertical_alignment="center"):
        span = MonthSpan(chosen.month.month_no, chosen.month.month_no) if chosen.month else None
        number_card(opened, FIGURES, question, lambda: of_list(opened.formats, page), key=f"{key}_card", span=span)
        export_button(opened, question, "customers", chosen, key=f"{key}_export", sort=sort, descending=descending)
    row = chosen_row(table_key)
    if row is not None and row < len(page.frame):
        customer_orders(opened, page.frame.iloc[row], key=f"{key}_orders")


def _order(opened: Opened, key: str, question: Question, chosen: Chosen) -> tuple[str, bool, int]:
    """What to sort by and the page; another choice of customers or order starts at page 1."""
    titles = _sort_titles()
    sorts = [column for column in SORTS if column not in opened.viewer.veiled]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sort = st.selectbox(
            _("Sort by"),
            sorts,
            index=sorts.index(question.base) if question.base in sorts else 0,
            key=f"{key}_sort",
            format_func=titles.__getitem__,
            width=220,
        )
        ascending = st.toggle(_("Smallest first"), key=f"{key}_ascending")
    begun = repr((chosen, sort, ascending))
    if st.session_state.get(f"{key}_begun") != begun:
        st.session_state[f"{key}_begun"] = begun
        st.session_state[f"{key}_turn"] = st.session_state.get(f"{key}_turn", 0) + 1
    page_no = st.session_state.get(_page_key(key), 1)
    return (sort if sort in sorts else sorts[0]), not ascending, int(page_no)


def _page_key(key: str) -> str:
    """A new page widget for each new list: it begins at 1 again."""
    return f"{key}_page_{st.session_state.get(f'{key}_turn', 0)}"


def _sums_text(opened: Opened, title: str, page: CustomerPage) -> str:
    form = opened.formats
    who = ngettext("{n} customer", "{n} customers", page.total, n=form.whole(page.total))
    unit = form.currency_word()
    parts = [
        f"**{title}**",
        who,
        _("net revenue {amount} {unit}", amount=form.exact_amount(page.sums.revenue), unit=unit),
    ]
    if page.sums.profit is not None:
        parts.append(_("gross profit {amount} {unit}", amount=form.exact_amount(page.sums.profit), unit=unit))
    parts.append(_("orders {n}", n=form.whole(page.sums.orders)))
    return " · ".join(parts).replace("$", r"\$")
