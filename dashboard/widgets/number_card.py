"""The number card: what a figure means, how it was made, from what. Text from the metric registry."""

from collections.abc import Iterable

import streamlit as st

from dashboard.logic.kpis import Kpi
from dashboard.logic.metrics import Metric, metric
from dashboard.logic.question import Question
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened


def _made_from(opened: Opened, entry: Metric, question: Question, kpi: Kpi) -> list[str]:
    form = opened.formats
    is_money = entry.unit == "money" or (entry.unit == "share" and question.base != "orders")

    def amount(value: int) -> str:
        return f"{form.exact_amount(value)} {form.currency_word()}" if is_money else form.whole(value)

    lines = []
    if kpi.numerator is not None and kpi.denominator is not None:
        if entry.key == "gross_profit":
            known = kpi.numerator / kpi.denominator if kpi.denominator else None
            lines.append(_("Cost coverage: {share}", share=form.share(known)))
        lines.append(_("Numerator: {value}", value=amount(kpi.numerator)))
        lines.append(_("Denominator: {value}", value=amount(kpi.denominator)))
    if entry.unit == "money" and kpi.value is not None:
        lines.append(_("Exactly: {value}", value=amount(int(kpi.value))))
    lines.append(_("Customers counted: {n}", n=form.whole(kpi.rows)))
    return lines


def card_text(opened: Opened, key: str, question: Question, kpi: Kpi | None = None) -> str:
    """The card as Markdown, for a tooltip or a popover."""
    entry, form = metric(key), opened.formats
    span = question.span
    lines = [
        f"**{entry.id} · {_(entry.name)}**",
        _(entry.definition),
        _("Formula: {formula}", formula=_(entry.formula)),
    ]
    if kpi is not None:
        lines += _made_from(opened, entry, question, kpi)
    lines += [
        _("Period: {span}", span=form.span(span.first, span.last)),
        _("Source: {source}", source=_(entry.source)),
        _("Build {build}", build=opened.marts.build.build_id),
    ]
    return "\n\n".join(lines)


def number_card(opened: Opened, keys: Iterable[str], question: Question, *, key: str) -> None:
    """A button that opens the cards of a chart's or a table's figures; its text is made when it is opened."""
    card = st.popover(_("About these figures"), icon=":material/info:", type="tertiary", key=key, on_change="rerun")
    if card.open:
        with card:
            for name in keys:
                st.markdown(card_text(opened, name, question))
                st.divider()
