"""My customers, from the answer down to the table. Runs with its page: every choice of it stands in the link."""

import streamlit as st

from dashboard.logic.question import Question
from dashboard.widgets.answers import answer, choices
from dashboard.widgets.filter_bar import draw_choice, filter_fields
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.portfolio.choice import chosen_filter
from dashboard.widgets.portfolio.filters import asked_for, portfolio_filters
from dashboard.widgets.portfolio.headline import portfolio_headline, portfolio_kpis
from dashboard.widgets.portfolio.quick import quick_row
from dashboard.widgets.portfolio.table import portfolio_table
from dashboard.widgets.window import is_narrow


def portfolio_section(opened: Opened, question: Question) -> None:
    """Whose customers, headline, cards, what to look at first, filters, table."""
    _whose(opened)
    summary = answer(opened, "portfolio_summary", question, lambda: opened.reader.portfolio_summary(question))
    st.header(portfolio_headline(summary, opened.formats).replace("$", r"\$"), anchor=False)
    if not is_narrow():  # there the customers would start two screens down, and the sentence says nearly all of it
        portfolio_kpis(opened, question, summary)
    quick_row(opened, question, summary)
    wanted = chosen_filter(opened, opened.reader.portfolio_layers(question))
    portfolio_filters(opened, question, summary, wanted)
    with st.container():  # there when nothing is asked for, too: the table below keeps its place
        asked_for(opened, question, wanted)
    portfolio_table(opened, question, summary, wanted)
    if is_narrow():
        portfolio_kpis(opened, question, summary)


def _whose(opened: Opened) -> None:
    """The account managers, for those who see several."""
    found = choices(opened, "account_manager_id")
    if len(found) > 1:
        n = opened.formats.whole(sum(one.customers for one in found))
        everybody = _("All account managers in my scope ({n} customers)", n=n)
        draw_choice(opened, filter_fields(opened)["manager"], counted=True, placeholder=everybody, label=False)
