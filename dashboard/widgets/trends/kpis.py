"""The figures of the period above the trend: the figure, what it was before, how far the target is reached."""

import streamlit as st

from dashboard.logic.metrics import metric
from dashboard.logic.question import Question
from dashboard.logic.targets import Attainment
from dashboard.logic.trend_segments import LAYER_CUSTOMERS
from dashboard.logic.trend_window import Window
from dashboard.widgets.answers import answer
from dashboard.widgets.language import _, ngettext
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.opened import Opened
from dashboard.widgets.pyramid.kpi_row import AS_TEXT, LEAST_WIDTH
from dashboard.widgets.trends.choice import measure_title
from dashboard.widgets.trends.headline import figure_text
from dashboard.widgets.trends.view import TrendView
from dashboard.widgets.window import is_narrow

METRIC_KEYS = {"profit": "gross_profit", "active_customers": "month_customers", LAYER_CUSTOMERS: "active_customers"}


def metric_key(measure: str) -> str:
    """The measure's entry in the metric registry."""
    return METRIC_KEYS.get(measure, measure)


def trend_kpis(opened: Opened, question: Question, view: TrendView) -> None:
    """One row of cards; in a narrow window pairs."""
    form, told, measure = opened.formats, view.window, view.choice.measure
    count = 2 + (view.attainment is not None)
    with st.grid(2 if is_narrow() else max(count, 3), min_column_width=LEAST_WIDTH):
        direction = metric(metric_key(measure)).direction
        st.metric(
            _title(measure, told.kind),
            figure_text(form, measure, told.value) + AS_TEXT,
            None if told.change is None else round(told.change * 100, 1),
            delta_color="off" if direction == 0 else "normal" if direction > 0 else "inverse",
            delta_description=_("no comparison") if told.change is None else None,
            format="%+.1f%%",
            border=True,
            height="stretch",
        )
        st.metric(
            _compared_title(opened, told),
            figure_text(form, measure, told.previous_value) + AS_TEXT,
            border=True,
            height="stretch",
        )
        if view.attainment is not None:
            _target(opened, measure, view.attainment)


def _title(measure: str, kind: str) -> str:
    if kind == "mean":
        return _("{figure}, per month", figure=measure_title(measure))
    return _("Active customers at month end") if kind == "end" else measure_title(measure)


def _compared_title(opened: Opened, told: Window) -> str:
    compared = told.compared
    if compared is None:
        return _("Period compared with")
    first, form = compared.last if told.kind == "end" else compared.first, opened.formats
    if is_narrow() and first < compared.last:  # months in full would be cut
        return f"{form.short_month(first)} – {form.short_month(compared.last)}"
    return form.span(first, compared.last)


def _target(opened: Opened, measure: str, done: Attainment) -> None:
    """M28: actual of the complete months with a target, and how much is missing or over."""
    form = opened.formats
    rate = done.rate
    beyond = figure_text(form, measure, abs(done.gap))
    st.metric(
        _("Target attainment"),
        form.share(rate.value if rate else None) + AS_TEXT,
        None if rate is None else round(((rate.value or 0) - 1) * 100, 1),
        delta_color="normal",
        delta_description=_("{amount} over", amount=beyond) if done.gap >= 0 else _("{amount} short", amount=beyond),
        format="%+.1f%%",
        help=ngettext(
            "{n} month with a target: {actual} of {target}.",
            "{n} months with a target: {actual} of {target}.",
            done.months,
            n=done.months,
            actual=figure_text(form, measure, done.actual),
            target=figure_text(form, measure, done.target),
        ).replace("$", r"\$"),
        border=True,
        height="stretch",
    )


def _customers_counted(opened: Opened, question: Question, view: TrendView) -> int | None:
    """How many customers the figure is of; not known where a part month was left out."""
    if view.choice.measure in ("new_customers", LAYER_CUSTOMERS):
        return view.window.total
    if view.window.span != question.span:
        return None
    kpis = answer(opened, "kpis", question, lambda: opened.reader.kpis(question))
    return next(kpi.rows for kpi in kpis if kpi.metric == "revenue")


def of_trend(opened: Opened, question: Question, view: TrendView) -> dict[str, MadeFrom]:
    """What the figures were made from, for their cards."""
    form, told, measure = opened.formats, view.window, view.choice.measure

    def write(total: int | None) -> str:
        if total is None:
            return form.not_known
        is_money = view.picture.is_money
        return f"{form.exact_amount(total)} {form.currency_word()}" if is_money else form.whole(total)

    of_mean = told.kind == "mean"
    made = MadeFrom(
        rows=_customers_counted(opened, question, view),
        numerator=write(told.total) if of_mean else None,
        denominator=form.whole(told.span.months) if of_mean else None,
        exactly=None if of_mean else write(told.total),
        before=None if told.compared is None else write(told.previous),
    )
    facts = {metric_key(measure): made}
    if view.attainment is not None:
        facts["target_attainment"] = MadeFrom(
            numerator=write(view.attainment.actual), denominator=write(view.attainment.target)
        )
    return facts
