"""One row per customer: sums of all that fit, one page, its order, its export; a row opens the customer."""

import streamlit as st

from dashboard.data.reading.customer_lists import CustomerPage
from dashboard.data.reading.portfolio import PortfolioSums
from dashboard.logic.portfolio import PortfolioSummary
from dashboard.logic.portfolio_filter import PortfolioFilter
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.export_button import export_button
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.page_state import PAGE_SIZES
from dashboard.widgets.portfolio.choice import chosen_order, sort_by, sorts_on_offer
from dashboard.widgets.portfolio.columns import BY_ANOTHER, column_titles, portfolio_columns, written_frame
from dashboard.widgets.portfolio.customer import open_customer
from dashboard.widgets.portfolio.words import signed_share
from dashboard.widgets.tables import chosen_row, show_table
from dashboard.widgets.window import is_narrow

FIGURES = ("layer", "direction", "revenue", "revenue_change", "gross_profit", "to_next_layer", "days_since_order")
_BEGUN, _TURN, _CLOSED = "portfolio_begun", "portfolio_turn", "portfolio_closed"


def portfolio_table(opened: Opened, question: Question, summary: PortfolioSummary, wanted: PortfolioFilter) -> None:
    """Everything below the filters."""
    sort, descending, rows = chosen_order(opened)
    page_no = _page_no((opened.key, question.key, wanted, sort, descending, rows))
    page: CustomerPage = answer(
        opened,
        "portfolio",
        question,
        lambda: opened.reader.portfolio_page(
            question, wanted, sort=sort, descending=descending, offset=(page_no - 1) * rows, limit=rows
        ),
        wanted,
        sort,
        descending,
        rows,
        page_no,
    )
    with st.container(horizontal=True, vertical_alignment="center", wrap=is_narrow()):
        st.markdown(_totals(opened, page, summary), width="stretch")
        if page.total:
            _order(opened, descending)
    if page.total == 0:
        if summary.customers:
            st.info(_("No customer fits all of these filters. Take one back, or clear them all."))
        return
    _grid(opened, question, page, sort, descending, page_no)
    _below(opened, question, page, wanted, sort, descending, rows)


def _page_no(asked: tuple[object, ...]) -> int:
    """The page; another question starts at the first."""
    begun = repr(asked)
    if st.session_state.get(_BEGUN) != begun:
        st.session_state[_BEGUN] = begun
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    return int(st.session_state.get(_page_key(), 1))


def _page_key() -> str:
    return f"portfolio_page_{st.session_state.get(_TURN, 0)}"


def _totals(opened: Opened, page: CustomerPage, summary: PortfolioSummary) -> str:
    """How many fit, and what they bring together: all of them, not the page."""
    form, sums = opened.formats, page.sums
    unit, n, whole = form.currency_word(), form.whole(page.total), form.whole(summary.customers)
    who = ngettext("{n} customer", "{n} customers", page.total, n=n)
    if page.total != summary.customers:
        who = _("{n} of {all} customers", n=n, all=whole)
    parts = [f"**{who}**", _("net revenue {amount} {unit}", amount=form.exact_amount(sums.revenue), unit=unit)]
    if isinstance(sums, PortfolioSums) and sums.revenue_before is not None:
        change = sums.revenue - sums.revenue_before
        share = change / sums.revenue_before if sums.revenue_before > 0 else None
        parts[-1] += f" ({signed_share(share, form)})"
    if sums.profit is not None:
        parts.append(_("gross profit {amount} {unit}", amount=form.exact_amount(sums.profit), unit=unit))
    return " · ".join(parts).replace("$", r"\$")


def _order(opened: Opened, descending: bool) -> None:
    offered = sorts_on_offer(opened)
    titles = {
        column: _("Sort: {column}", column=title) for column, title in column_titles().items() if column in offered
    }
    st.selectbox(
        _("Sort by"),
        list(titles),
        key="sort",
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        width=200,
        persist_state="session",
    )
    st.button(
        _("Largest first") if descending else _("Smallest first"),
        icon=":material/arrow_downward:" if descending else ":material/arrow_upward:",
        key="portfolio_turn_order",
        on_click=lambda: sort_by(str(st.session_state.get("sort"))),
        help=_("Turn the order round"),
    )


def _grid(opened: Opened, question: Question, page: CustomerPage, sort: str, descending: bool, page_no: int) -> None:
    """The page as a table; a click on a row opens the customer, one on a header sorts."""
    key = f"portfolio_table_{st.session_state.get(_TURN, 0)}_{page_no}_{st.session_state.get(_CLOSED, 0)}"
    columns = portfolio_columns(opened, question, page.frame, sort, descending)
    frame = written_frame(opened, question, page.frame)

    def select() -> None:
        chosen = ((st.session_state.get(key) or {}).get("selection") or {}).get("columns") or []
        column = BY_ANOTHER.get(chosen[0], chosen[0]) if chosen else None
        if column in sorts_on_offer(opened):
            sort_by(column)

    show_table(frame, columns, opened.formats, key=key, alt=_("My customers, one per row"), select=select)
    row = chosen_row(key)
    if row is not None and row < len(page.frame):
        open_customer(opened, question, page.frame.iloc[[row]], on_close=_close)


def _below(
    opened: Opened,
    question: Question,
    page: CustomerPage,
    wanted: PortfolioFilter,
    sort: str,
    descending: bool,
    rows: int,
) -> None:
    pages = -(-page.total // rows)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if pages > 1:
            st.pagination(pages, key=_page_key(), width="content")
        if page.total > int(PAGE_SIZES[0]):
            st.selectbox(_("Rows per page"), PAGE_SIZES, key="rows", width=120, persist_state="session")
    with st.container(horizontal=True, vertical_alignment="center"):
        earlier = question.comparison_span(opened.marts.build.first_month)
        number_card(opened, FIGURES, question, lambda: _made(opened, page), key="portfolio_card", earlier=earlier)
        export_button(
            opened, question, "portfolio", key="portfolio_export", sort=sort, descending=descending, portfolio=wanted
        )
    st.caption(_("Click a row to open the customer, a header to sort by it."))


def _made(opened: Opened, page: CustomerPage) -> dict[str, MadeFrom]:
    form, sums, rows = opened.formats, page.sums, page.total
    unit = form.currency_word()

    def money(units: int | None) -> str | None:
        return None if units is None else f"{form.exact_amount(units)} {unit}"

    before = sums.revenue_before if isinstance(sums, PortfolioSums) else None
    change = None if before is None else sums.revenue - before
    made = {name: MadeFrom(rows) for name in FIGURES}
    return made | {
        "revenue": MadeFrom(rows, exactly=money(sums.revenue), before=money(before)),
        "revenue_change": MadeFrom(rows, numerator=money(change), denominator=money(before), exactly=money(change)),
        "gross_profit": MadeFrom(rows, exactly=money(sums.profit)),
    }


def _close() -> None:
    """Another table takes the place of the one in which the row was chosen: else it would open again."""
    st.session_state[_CLOSED] = st.session_state.get(_CLOSED, 0) + 1
