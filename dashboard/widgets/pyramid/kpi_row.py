"""The five figures above the pyramid."""

import streamlit as st

from dashboard.logic.kpis import Kpi
from dashboard.logic.metrics import Metric, metric
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.labels import value_in_sentence
from dashboard.widgets.language import _
from dashboard.widgets.made_from import of_kpi
from dashboard.widgets.number_card import card_text
from dashboard.widgets.opened import Opened
from dashboard.widgets.window import is_narrow

AS_TEXT = "\u2060"  # a word joiner, not seen: else Streamlit takes "500" for a number and writes it like the change
LEAST_WIDTH = 150  # px of one card


def kpi_row(opened: Opened, question: Question) -> None:
    """One row of cards; in a narrow window pairs, and a line of its own for the last, whose name is the longest.

    The change is handed over as a number; its colour follows the metric's direction.
    """
    figures = answer(opened, "kpis", question, lambda: opened.reader.kpis(question))
    in_grid = figures[:-1] if is_narrow() else figures
    with st.grid(2 if is_narrow() else len(figures), min_column_width=LEAST_WIDTH):
        for kpi in in_grid:
            _card(opened, question, kpi)
    for kpi in figures[len(in_grid) :]:
        _card(opened, question, kpi)


def _title(entry: Metric, question: Question) -> str:
    """The metric's name; the top fifth's share says of what where it is not of revenue."""
    if entry.key == "top20_share" and question.base != "revenue":
        return _("Top-20 % share of {value}", value=value_in_sentence(question.base))
    return _(entry.name)


def _value(opened: Opened, kpi: Kpi) -> str:
    form = opened.formats
    unit = metric(kpi.metric).unit
    if unit == "money":
        return form.headline_amount(kpi.value)
    return form.share(kpi.value) if unit == "share" else form.whole(kpi.value)


def _card(opened: Opened, question: Question, kpi: Kpi) -> None:
    entry = metric(kpi.metric)
    no_change = kpi.change is None
    points = kpi.change_kind == "points"
    st.metric(
        _title(entry, question),
        _value(opened, kpi) + AS_TEXT,
        None if kpi.change is None else round(kpi.change * 100, 1),
        delta_color="off" if entry.direction == 0 else "normal" if entry.direction > 0 else "inverse",
        delta_description=_("no comparison") if no_change else None,
        format=_("%+.1f pt") if points else "%+.1f%%",
        help=card_text(
            opened,
            kpi.metric,
            question,
            of_kpi(opened.formats, kpi, question),
            earlier=question.comparison_span(opened.marts.build.first_month),
        ),
        border=True,
        height="stretch",
    )
