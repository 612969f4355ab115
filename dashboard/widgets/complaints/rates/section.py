"""The view of the rates and where complaints come from, on the page Complaints."""

from dataclasses import replace

import streamlit as st

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import ViewResult, view
from dashboard.data.reading.cases.complaint_figures import ComplaintFigures
from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.rates import FIVE
from dashboard.logic.question import Question
from dashboard.widgets.answers import answer
from dashboard.widgets.complaints.rates.by import breakdown
from dashboard.widgets.complaints.rates.drill import cases_of
from dashboard.widgets.complaints.rates.fields import BY
from dashboard.widgets.complaints.rates.five import five_cards, rate_facts
from dashboard.widgets.complaints.rates.handling import handling, handling_facts
from dashboard.widgets.complaints.rates.headline import notes, rates_headline
from dashboard.widgets.complaints.rates.intake import intake
from dashboard.widgets.complaints.rates.league import league
from dashboard.widgets.complaints.rates.months import rate_made_from, rate_months
from dashboard.widgets.complaints.rates.parts import on_time_parts
from dashboard.widgets.export_button import about_question, view_buttons
from dashboard.widgets.made_from import MadeFrom
from dashboard.widgets.number_card import number_card
from dashboard.widgets.opened import Opened
from dashboard.widgets.text_table import plain_text

CARDS = (*FIVE, "on_time_parts", "complaint_rate", "repeat", "reopened", "first_contact", "justified",
         "case_compensation")  # fmt: skip


def complaint_figures(opened: Opened, question: Question, kind: str) -> ComplaintFigures:
    """From memory after the first time."""
    ask = lambda: opened.reader.complaint_figures(question, kind)  # noqa: E731
    return answer(opened, "complaint_figures", question, ask, kind)


def five_row(opened: Opened, question: Question, kind: str) -> None:
    """The first row of the page, above every view, with the list that its numbers open."""
    five_cards(opened, question, complaint_figures(opened, question, kind))
    cases_of(opened, question, kind, "five")


def rates_view(opened: Opened, question: Question, kind: str) -> None:
    """``kind``: complaint, appeal or objection."""
    figures = complaint_figures(opened, question, kind)
    later = answer(opened, "cases_after_data", question, lambda: opened.reader.cases_after_data(question))
    st.header(rates_headline(opened, figures, kind).replace("$", r"\$"), anchor=False)
    said = notes(opened, figures, later)
    with st.container():  # there with nothing to say, too: what is clicked below keeps its place
        if said:
            st.caption("  \n".join(map(plain_text, said)))
    league(opened, question, kind, figures)
    on_time_parts(opened, question, kind, figures)
    handling(opened, question, kind, figures)
    rate_months(opened, question, kind, figures)
    breakdown(opened, question, kind, figures)
    with st.container(horizontal=True, vertical_alignment="center"):
        number_card(opened, CARDS, question, lambda: _facts(opened, question, figures), key="rate_card")
        _export(opened, question, kind)
    intake(opened, question, kind, figures)


def _facts(opened: Opened, question: Question, figures: ComplaintFigures) -> dict[str, MadeFrom]:
    facts = {name: rate_facts(opened, figures, name) for name in FIVE}
    closed = facts["closed_in_time"]
    return {
        **handling_facts(opened, figures),
        **facts,
        "on_time_parts": replace(closed, numerator=None, before=None, earlier=None),
        "complaint_rate": rate_made_from(opened, question, figures),
    }


def _export(opened: Opened, question: Question, kind: str) -> None:
    """The table below the choice, as a file."""
    by = BY.chosen()[0]
    asked = ServiceAsked(kind=kind, by=by)

    def make(reader: Reader) -> ViewResult:
        return view("complaints", reader, question, service=asked)

    details = about_question(opened, question) | {"kind": kind, "by": by}
    view_buttons(opened, question, "complaints", make, details, key="rate_export")
