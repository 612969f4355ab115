"""What complaints cost (M77) and quality objections for what was sold (M57)."""

import streamlit as st

from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.cause_pareto import CausePareto
from dashboard.logic.cases.quality_cost import ObjectionRates, QualityCost
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.imported.words import column_title
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.opened import Opened


def quality_costs(opened: Opened, question: Question, kind: str | None = None) -> QualityCost:
    reader: Reader = opened.reader
    return answer(opened, "quality_cost", question, lambda: reader.quality_cost(question, kind), kind)


def objections(opened: Opened, question: Question) -> ObjectionRates:
    return answer(opened, "objection_rates", question, lambda: opened.reader.objection_rates(question))


def cost_row(opened: Opened, question: Question, kind: str) -> None:
    """Cost of all kinds together, its share of revenue, that of the chosen kind; objections by what was sold."""
    st.subheader(_("What it cost"), anchor=False)
    form = opened.formats
    whole, own = quality_costs(opened, question), quality_costs(opened, question, kind)
    if whole.cost is None:
        names = {"money": column_title("cases", "compensation"), "rework": column_title("cases", "rework_cost")}
        st.caption(_("Not recorded: no case of this window names {money} or {rework}.", **names))
    else:
        rows = [
            (_("Quality cost, all kinds"), form.headline_amount(whole.cost)),
            (_("Of net revenue"), form.share(whole.share.value if whole.share else None, 2)),
            (_("Of this kind"), form.headline_amount(own.cost) if own.cost is not None else form.not_known),
        ]
        with st.container(horizontal=True):
            for title, text in rows:
                st.metric(title, text, border=True)
        st.caption(
            _("Compensation {money} and rework {rework}; {costed} of {n} cases name a cost.",
              money=form.headline_amount(whole.compensation), rework=form.headline_amount(whole.rework),
              costed=form.whole(whole.costed), n=form.whole(whole.cases))
        )  # fmt: skip
    if kind == "objection":
        _objections(opened, question)


def _objections(opened: Opened, question: Question) -> None:
    form, rates = opened.formats, objections(opened, question)
    with st.container(horizontal=True):
        st.metric(_("Per 100 orders"), form.number(rates.per_hundred_orders, 2), border=True)
        st.metric(_("Per 10,000 {unit} of revenue", unit=form.currency_word()), form.number(rates.per_10k, 3),
                  border=True)  # fmt: skip
    st.caption(
        _("{n} quality objections for {orders} orders and {revenue} of net revenue.", n=form.whole(rates.objections),
          orders=form.whole(rates.orders), revenue=form.headline_amount(rates.revenue))
    )  # fmt: skip


def cost_facts(opened: Opened, question: Question, found: CausePareto) -> dict[str, MadeFrom]:
    """What stands in the number cards."""
    form, cost, rates = opened.formats, quality_costs(opened, question), objections(opened, question)
    money = form.not_known if cost.cost is None else f"{form.exact_amount(cost.cost)} {form.currency_word()}"
    revenue = f"{form.exact_amount(cost.revenue)} {form.currency_word()}"
    return {
        "cause_pareto": MadeFrom(cases=found.cases),
        "quality_cost": MadeFrom(exactly=money, cases=cost.costed),
        "quality_cost_share": MadeFrom(numerator=money, denominator=revenue),
        "objection_rate": MadeFrom(numerator=form.whole(rates.objections), denominator=form.whole(rates.orders)),
    }
