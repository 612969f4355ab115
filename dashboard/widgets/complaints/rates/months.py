"""Cases per 100 orders (or customers): the window's rate, and its months between control limits (M29, M40)."""

import streamlit as st

from dashboard.data.reading.cases.complaint_figures import ComplaintFigures
from dashboard.logic.charts.control_chart import ControlNames, control_chart
from dashboard.logic.charts.month_axis import Months
from dashboard.logic.periods import month_text
from dashboard.logic.question import Question
from dashboard.logic.spc.case_series import CaseSeries
from dashboard.logic.spc.measures import PER, SpcAsked
from dashboard.widgets.answers import answer
from dashboard.widgets.chart_words import PLAIN, chart_words
from dashboard.widgets.complaints.fields import VIEW
from dashboard.widgets.complaints.rates import fields
from dashboard.widgets.complaints.rates.drill import MEASURES, cases_of, open_cases
from dashboard.widgets.complaints.rates.words import window_text
from dashboard.widgets.language import _
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.opened import Opened
from dashboard.widgets.view_switch import view_switch
from dashboard.widgets.window import is_dark, is_narrow

CHART = "rate_months_chart"
READER_NAMES = {"orders": "orders", "customers": "active_customers"}


def rate_months(opened: Opened, question: Question, kind: str, figures: ComplaintFigures) -> None:
    """The sentence with the window's rate, the exposure to choose, the chart; a month opens its cases."""
    st.subheader(_("Received per 100, month by month"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        titles = {"orders": _("Per 100 orders"), "customers": _("Per 100 active customers")}
        view_switch(fields.PER, titles, _("Divided by"))
        st.button(
            _("Is it getting better?"),
            icon=":material/show_chart:",
            type="tertiary",
            key="rate_to_trend",
            on_click=_show_trend,
        )
    per = fields.PER.chosen()[0]
    st.markdown(rate_sentence(opened, question, kind, figures))
    asked = SpcAsked(kind, MEASURES[per])
    series = opened.reader.case_series(question, asked)
    _chart(opened, question, series, titles[per])
    if series.baseline is None:
        st.caption(_("No limits: they need at least 12 complete months with cases."))
    cases_of(opened, question, kind, "months")


def _show_trend() -> None:
    st.session_state[VIEW.name] = "trend"


def window_rate(opened: Opened, question: Question, figures: ComplaintFigures) -> tuple[int, int, float | None]:
    """(received, exposure, received per 100) of the window; None without exposure."""
    per = READER_NAMES[fields.PER.chosen()[0]]
    reader = opened.reader
    exposure = answer(opened, "complaint_exposure", question, lambda: reader.complaint_exposure(question, per), per)
    received = figures.counts["received"]
    return received, exposure, PER * received / exposure if exposure else None


def rate_sentence(opened: Opened, question: Question, kind: str, figures: ComplaintFigures) -> str:
    """The rate of the window with what it was made of."""
    received, exposure, rate = window_rate(opened, question, figures)
    form, is_orders = opened.formats, fields.PER.chosen()[0] == "orders"
    asked = {"n": form.whole(received), "exposure": form.whole(exposure), "window": window_text(form, figures.window)}
    if rate is None:
        return _("From {window} there is no order to divide by: {n} were received.", **asked)
    asked["rate"] = form.number(rate, 2)
    return _rate_words(kind, is_orders=is_orders).format(**asked)


def _rate_words(kind: str, *, is_orders: bool) -> str:
    if is_orders:
        return {
            "complaint": _("**{rate} complaints per 100 orders** from {window}: {n} on {exposure} orders."),
            "appeal": _("**{rate} appeals per 100 orders** from {window}: {n} on {exposure} orders."),
            "objection": _("**{rate} quality objections per 100 orders** from {window}: {n} on {exposure} orders."),
        }[kind]
    return {
        "complaint": _("**{rate} complaints per 100 active customers** from {window}: {n} with {exposure} customers."),
        "appeal": _("**{rate} appeals per 100 active customers** from {window}: {n} with {exposure} customers."),
        "objection": _(
            "**{rate} quality objections per 100 active customers** from {window}: {n} with {exposure} customers."
        ),
    }[kind]


def _chart(opened: Opened, question: Question, series: CaseSeries, heading: str) -> None:
    form, words = opened.formats, chart_words(opened.formats, opened.schemes[question.scheme], question)
    told = [
        f"{form.whole(int(count))} / {form.whole(int(size))}"
        for count, size in zip(series.count, series.exposure, strict=True)
    ]
    names = ControlNames(
        heading=heading,
        series=heading,
        short=lambda rate: form.number(rate * PER, 1),
        exact=lambda rate: form.number(rate * PER, 2),
        told=told,
    )
    is_open = fields.AT.chosen()[0] == "months"
    chosen = _month_no(fields.FIGURE.chosen()[0]) if is_open else None
    chart = control_chart(
        Months(series.months, series.is_part),
        series.chart,
        names,
        words,
        chosen=chosen,
        dark=is_dark(),
        narrow=is_narrow(),
    )
    st.plotly_chart(
        chart,
        key=CHART,
        on_select=lambda: _choose(series),
        selection_mode="points",
        theme=None,
        config=PLAIN,
        alt=heading
        + ". "
        + "; ".join(f"{form.month(int(m))} {text}" for m, text in zip(series.months, told, strict=True)),
    )


def _month_no(text: str) -> int | None:
    return int(text[:4]) * 12 + int(text[5:7]) - 1 if text[:4].isdecimal() else None


def _choose(series: CaseSeries) -> None:
    points = ((st.session_state.get(CHART) or {}).get("selection") or {}).get("points") or []
    if points and int(points[0].get("curve_number", -1)) == 0:
        place = int(points[0].get("point_index", -1))
        if 0 <= place < len(series.months):
            open_cases("months", month_text(int(series.months[place])))


def rate_made_from(opened: Opened, question: Question, figures: ComplaintFigures) -> MadeFrom:
    """For the card."""
    received, exposure, rate = window_rate(opened, question, figures)
    form = opened.formats
    return MadeFrom(
        numerator=form.whole(received),
        denominator=form.whole(exposure),
        exactly=form.number(rate, 4) if rate is not None else None,
        cases=received,
        window=window_text(form, figures.window),
    )
