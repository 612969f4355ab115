"""The view: who answered, and who was not heard."""

import streamlit as st

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import view
from dashboard.logic.question import Question
from dashboard.logic.surveys.wave import Wave
from dashboard.widgets.export_button import about_question, view_buttons
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.surveys.coverage.bias import bias_block
from dashboard.widgets.surveys.coverage.by import by_segment
from dashboard.widgets.surveys.coverage.fields import BY
from dashboard.widgets.surveys.coverage.headline import (
    METRICS,
    coverage_cards,
    coverage_headline,
    coverage_notes,
    made_of,
)
from dashboard.widgets.surveys.coverage.missing import not_heard_block
from dashboard.widgets.surveys.coverage.sample import sample_block
from dashboard.widgets.surveys.coverage.weighted import weighted_block
from dashboard.widgets.text_table import plain_text


def coverage_view(opened: Opened, question: Question, wave: Wave) -> None:
    """Everything below the choice of the wave."""
    whole = opened.reader.coverage(question, wave)
    st.header(plain_text(coverage_headline(opened, wave, whole)), anchor=False)
    coverage_cards(opened, question, wave, whole)
    st.caption("  \n".join(map(plain_text, coverage_notes(opened, question, wave, whole))))
    by_segment(opened, question, wave, whole)
    _below(opened, question, wave)
    if not wave.is_anonymous:
        bias_block(opened, question, wave)
    weighted_block(opened, question, wave)
    if not wave.is_anonymous:
        not_heard_block(opened, question, wave)
    sample_block(opened, wave)


def _below(opened: Opened, question: Question, wave: Wave) -> None:
    offered = opened.reader.coverage_cuts(wave)
    by = BY.chosen()[0] if BY.chosen()[0] in offered else None
    asked = ServiceAsked(survey=wave.survey_id, by=by)
    keys = (*METRICS.values(), "survey_respondents", "survey_revenue_weighted")
    with st.container(horizontal=True, vertical_alignment="center"):
        span = None if wave.is_anonymous else opened.reader.wave_span(question, wave)
        facts = lambda: _facts(opened, question, wave)  # noqa: E731
        number_card(opened, keys, question, facts, key="coverage_card", span=span)
        view_buttons(
            opened,
            question,
            "coverage",
            lambda reader: view("coverage", reader, question, service=asked),
            about_question(opened, question) | {"survey": wave.survey_id, "by": by},
            key="coverage_export",
        )


def _facts(opened: Opened, question: Question, wave: Wave) -> dict:
    whole = opened.reader.coverage(question, wave)
    if whole.empty:
        return {}
    row = whole.iloc[0].to_dict()
    return {metric: made_of(opened, row, name) for name, metric in METRICS.items()}
