"""The sentence above the customers, true for every data set, and the cards below it."""

from collections.abc import Mapping

import streamlit as st

from dashboard.logic.kpis import Kpi
from dashboard.logic.metrics import metric
from dashboard.logic.migration import MOVED_DOWN, MOVED_UP, STAYED, STOPPED, UNCLEAR
from dashboard.logic.portfolio import PortfolioSummary
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.formats import Formats
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom, of_kpi
from dashboard.widgets.number_card import card_text
from dashboard.widgets.opened import Opened
from dashboard.widgets.pyramid.kpi_row import AS_TEXT, LEAST_WIDTH
from dashboard.widgets.window import is_narrow


def portfolio_headline(summary: PortfolioSummary, form: Formats) -> str:
    """How much the customers bring, against what they brought, and how many went up and down."""
    _, ngettext = form.speech.say, form.speech.count
    if summary.customers == 0:
        return _("There are no customers in this portfolio.")
    n, amount = form.whole(summary.customers), form.headline_amount(summary.revenue)
    who = ngettext(
        "{n} customer brought {amount}", "{n} customers brought {amount}", summary.customers, n=n, amount=amount
    )
    if summary.active == 0:
        return ngettext(
            "{n} customer, not active in this period.",
            "{n} customers, none of them active in this period.",
            summary.customers,
            n=n,
        )
    if summary.revenue_before is None:
        return _("{who}; {active} of them are active.", who=who, active=form.whole(summary.active))
    up, down = (form.whole(summary.directions.get(name, 0)) for name in (MOVED_UP, MOVED_DOWN))
    return _(
        "{who}, {change}: {up} moved up, {down} moved down.", who=who, change=_change(summary, form), up=up, down=down
    )


def _change(summary: PortfolioSummary, form: Formats) -> str:
    _ = form.speech.say
    before = summary.revenue_before or 0
    change = summary.revenue - before
    if change == 0:
        return _("as much as before")
    if before <= 0:
        return _("after {amount} before", amount=form.headline_amount(before))
    share = form.headline_share(abs(change) / before)
    if change > 0:
        return _("{share} more than before", share=share)
    return _("{share} less than before", share=share)


def portfolio_kpis(opened: Opened, question: Question, summary: PortfolioSummary) -> None:
    """Customers, active ones, revenue with its change, moved up and down."""
    kpis = {one.metric: one for one in answer(opened, "kpis", question, lambda: opened.reader.kpis(question))}
    form = opened.formats
    compared = bool(summary.directions) or summary.revenue_before is not None
    moved = {name: form.whole(summary.directions.get(name, 0)) if compared else None for name in (MOVED_UP, MOVED_DOWN)}
    active, revenue = kpis["active_customers"], kpis["revenue"]
    with st.grid(2 if is_narrow() else 5, min_column_width=LEAST_WIDTH):
        _card(opened, question, "portfolio_customers", form.whole(summary.customers), MadeFrom(summary.customers))
        _compared_card(opened, question, active, form.whole(active.value))
        _compared_card(opened, question, revenue, form.headline_amount(revenue.value))
        for name, value in moved.items():
            _card(opened, question, name, value or form.not_known, of_move(opened.formats, summary, name))


def of_move(form: Formats, summary: PortfolioSummary, name: str) -> MadeFrom:
    was_active = sum(summary.directions.get(one, 0) for one in (MOVED_UP, MOVED_DOWN, STAYED, STOPPED, UNCLEAR))
    return MadeFrom(summary.customers, form.whole(summary.directions.get(name, 0)), form.whole(was_active))


def _compared_card(opened: Opened, question: Question, kpi: Kpi, value: str) -> None:
    _card(opened, question, kpi.metric, value, of_kpi(opened.formats, kpi, question), kpi=kpi)


def _card(opened: Opened, question: Question, key: str, value: str, made: MadeFrom, *, kpi: Kpi | None = None) -> None:
    entry = metric(key)
    change = None if kpi is None or kpi.change is None else round(kpi.change * 100, 1)
    more: Mapping[str, object] = {}
    if kpi is not None:
        more = {"delta_description": _("no comparison") if kpi.change is None else None, "format": "%+.1f%%"}
    st.metric(
        _(entry.name),
        value + AS_TEXT,
        change,
        help=card_text(opened, key, question, made, earlier=question.comparison_span(opened.marts.build.first_month)),
        border=True,
        height="stretch",
        **more,  # ty: ignore[invalid-argument-type]
    )
