"""What if we lose them: the company decided again without the chosen customers, and the losses that hurt most."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.data.reading.losses import MOST_CUSTOMERS, LossAnswer
from dashboard.data.reading.what_if import WhatIfAnswer
from dashboard.logic.charts.losses import losses_chart
from dashboard.logic.charts.planning_alt_texts import losses_alt
from dashboard.logic.question import Question
from dashboard.logic.what_if.loss import Loss
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.customer_search import customer_search, labels_by_id
from dashboard.widgets.formats import Formats
from dashboard.widgets.in_step import own_key, own_value
from dashboard.widgets.labels import layer_label
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.opened import Opened
from dashboard.widgets.page_state import OUT, WHAT_IF
from dashboard.widgets.tables import Column, chosen_row, show_table, table_behind
from dashboard.widgets.what_if.layers import layers_side_by_side
from dashboard.widgets.what_if.tried import Tried
from dashboard.widgets.window import is_dark, is_narrow

_PICKED, _CHART, _TABLE = "what_if_out", "what_if_losses_chart", "what_if_losses_table"


def what_if_loss(opened: Opened, question: Question, told: WhatIfAnswer, now: Tried) -> None:
    """By the rule in force: what is tried above changes nothing here."""
    st.caption(_("By the rule in force: the boundaries tried above change nothing here."))
    # Whoever may not know customers by number cannot take one out: its figures would say whose they are.
    answer = None if "customer_id" in opened.viewer.veiled else _chosen(opened, question)
    with st.container():  # there with nobody taken out, too: the largest losses below keep their place
        if answer is not None and answer.loss.customers:
            _lost(opened, question, answer, now)
    _largest(opened, question, now)


def _lost(opened: Opened, question: Question, answer: LossAnswer, now: Tried) -> None:
    """What goes with them, what is left of the targets, and the layers before and after."""
    st.markdown(_sentence(opened, question, answer))
    for target in answer.targets:
        st.markdown(_target_sentence(opened, target))
    layers_side_by_side(opened, answer.loss.before, answer.loss.after, now.scheme, key="what_if_loss_layers")


def _chosen(opened: Opened, question: Question) -> LossAnswer:
    """Search, the customers taken out, and what is lost with them."""
    out = WHAT_IF[OUT].chosen()
    answer = opened.reader.loss(question, out[:MOST_CUSTOMERS])
    with st.container():  # there with nothing to say, too: the fields below keep their places
        if len(out) > MOST_CUSTOMERS:
            st.caption(_("Only the first {n} customers are taken out.", n=MOST_CUSTOMERS))
        if answer.not_found:
            numbers = ", ".join(answer.not_found)
            st.caption(_("Not among the customers shown, so not taken out: {numbers}", numbers=f"`{_code(numbers)}`"))
    names = {**labels_by_id(answer.customers), **customer_search(opened, key="what_if_find_out")}
    present = [str(number) for number in answer.customers["customer_id"]]
    key = own_key(_PICKED, present)

    def take() -> None:
        picked = own_value(_PICKED, key)
        if picked is not None:
            _keep([number for number in picked if number in names])

    st.multiselect(
        _("Without these customers (up to {n})", n=MOST_CUSTOMERS),
        list(names),
        present,
        key=key,
        format_func=names.__getitem__,
        max_selections=MOST_CUSTOMERS,
        placeholder=_("Find customers above, or click one below"),
        on_change=take,
    )
    return answer


def _keep(numbers: list[str]) -> None:
    st.session_state[OUT] = list(dict.fromkeys(numbers))[:MOST_CUSTOMERS]


def _code(text: str) -> str:
    return text.replace("`", "'")[:400]


def _sentence(opened: Opened, question: Question, answer: LossAnswer) -> str:
    form, loss = opened.formats, answer.loss
    sentences = [_without(form, loss)]
    if loss.profit is not None:
        profit = _(
            "Gross profit is **{profit}** lower ({share}).",
            profit=form.headline_amount(loss.profit.numerator),
            share=form.headline_share(loss.profit.value),
        )
        sentences.append(profit)
    if loss.moved_up or loss.moved_down:
        others = _(
            "Of the others {up} move up and {down} move down, because layers are decided anew without them.",
            up=form.whole(loss.moved_up),
            down=form.whole(loss.moved_down),
        )
        sentences.append(others)
    return form.speech.together(*sentences).replace("$", r"\$")


def _without(form: Formats, loss: Loss) -> str:
    return ngettext(
        "Without this customer net revenue is **{revenue}** lower ({share}).",
        "Without these {n} customers net revenue is **{revenue}** lower ({share}).",
        loss.customers,
        n=form.whole(loss.customers),
        revenue=form.headline_amount(loss.revenue.numerator),
        share=form.headline_share(loss.revenue.value),
    )


def _target_sentence(opened: Opened, target: Any) -> str:
    form = opened.formats
    names = {"revenue": _("net revenue"), "profit": _("gross profit")}
    return _(
        "Target for {value}: {target}. Attained {before} with them, {after} without.",
        value=names[target.metric],
        target=form.headline_amount(target.target),
        before=form.share(target.before.value if target.before else None),
        after=form.share(target.after.value if target.after else None),
    ).replace("$", r"\$")


def _largest(opened: Opened, question: Question, now: Tried) -> None:
    """The single losses that cost most; a click on one takes that customer out too."""
    frame = opened.reader.largest_losses(question)
    is_named = "customer_id" not in opened.viewer.veiled
    numbers = [str(number) for number in frame["customer_id"]] if is_named else []
    st.markdown("**" + _("The single losses that would hurt most") + "**")
    words = chart_words(opened.formats, now.scheme, question)

    def from_chart() -> None:
        points = ((st.session_state.get(_CHART) or {}).get("selection") or {}).get("points") or []
        if points:
            value = points[0].get("customdata")
            _add(str(value[0]) if isinstance(value, list | tuple) else str(value), numbers)

    def from_table() -> None:
        row = chosen_row(_TABLE)
        if row is not None and row < len(numbers):
            _add(numbers[row], numbers)

    st.plotly_chart(
        losses_chart(frame, words, dark=is_dark(), narrow=is_narrow()),
        key=_CHART,
        on_select=from_chart,
        selection_mode="points",
        theme=None,
        config=PLAIN,
        alt=losses_alt(frame, words),
    )
    if numbers:
        st.caption(_("Click a customer to take it out too."))
    if len(frame):
        table_behind("what_if_losses_behind", lambda: _table(opened, frame, now, from_table if is_named else None))


def _add(number: str, listed: list[str]) -> None:
    if number in listed:
        _keep([*WHAT_IF[OUT].chosen(), number])


def _table(opened: Opened, frame: pd.DataFrame, now: Tried, select: Any) -> None:
    columns = [
        Column("customer_name", _("Customer"), is_pinned=True),
        Column("layer", _("Value layer"), shown=lambda layer: layer_label(layer, now.scheme)),
        Column("revenue", _("Net revenue"), "money"),
        Column("revenue_share", _("Share of revenue"), "share"),
        Column("profit", _("Gross profit"), "money"),
        Column("profit_share", _("Share of gross profit"), "share"),
        Column("account_manager_name", _("Account manager")),
        Column("customer_id", _("Customer number")),
    ]
    show_table(
        frame, columns, opened.formats, key=_TABLE, alt=_("The single losses that would hurt most"), select=select
    )
