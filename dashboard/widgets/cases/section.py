"""The page Cases: what is overdue and what will be, the list that was opened, then times and records."""

import numpy as np
import streamlit as st

from dashboard.data.exporting.service_view import ServiceAsked
from dashboard.data.exporting.views import view
from dashboard.data.reading.cases.case_work import CaseChoice, CaseWork
from dashboard.logic.question import Question
from dashboard.logic.roles import Right
from dashboard.widgets.cases.case_list import case_list
from dashboard.widgets.cases.choice import case_choice, kind_titles, shown_list
from dashboard.widgets.cases.complete import completeness_section
from dashboard.widgets.cases.fields import cases_fields
from dashboard.widgets.cases.record import case_record
from dashboard.widgets.cases.stages import stages_section
from dashboard.widgets.cases.top import headline, list_buttons, list_title
from dashboard.widgets.cases.work import work_charts
from dashboard.widgets.export_button import about_question, view_buttons
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.imported.words import table_title
from dashboard.widgets.language import _
from dashboard.widgets.link import write_link
from dashboard.widgets.opened import Opened, require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer


@st.fragment
def cases_section() -> None:
    """Everything that moves. A fragment runs without its page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.CUSTOMERS)
    with problems_as_sentences():
        opened = require_build(viewer)
        question = chosen_question()
        if opened.reader.has_cases():
            _section(opened, question)
        else:
            _nothing()
        write_link(cases_fields(opened))


def _nothing() -> None:
    st.info(
        _(
            "This page appears once the file {cases} is imported. Kind, customer, time of receipt and time of closing "
            "are enough for backlog, age and time to closing; the other stages, pauses and who handled a case need "
            "their own columns or the file {steps}.",
            cases=table_title("cases"),
            steps=table_title("case_events"),
        )
    )


def _section(opened: Opened, question: Question) -> None:
    choice = case_choice(opened, question)
    work = opened.reader.case_work(question, choice)
    st.header(headline(opened, work), anchor=False)
    list_buttons(opened, work)
    with st.container():  # there without a list, too: the charts below keep their places
        _list(opened, question, choice, work)
    if not work.total:
        st.info(_("No case fits what is chosen here and in the side bar."))
        return
    work_charts(opened, question, work)
    stages_section(opened, question, choice, work)
    completeness_section(opened, question, choice)
    _export(opened, question, choice)


def _export(opened: Opened, question: Question, choice: CaseChoice) -> None:
    """Every case of one kind as a file: complaints, where no kind is chosen."""
    asked = ServiceAsked(choice.kind or "complaint")
    details = {**about_question(opened, question), "kind": asked.kind}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("{kinds} as a file, one row per case", kinds=kind_titles()[asked.kind]))
        view_buttons(
            opened,
            question,
            "cases",
            lambda reader: view("cases", reader, question, service=asked),
            details,
            key="cases_export",
        )


def _list(opened: Opened, question: Question, choice: CaseChoice, work: CaseWork) -> None:
    """Right below the buttons, so that what was asked for is in sight."""
    code = shown_list()
    numbers = list_numbers(opened, question, choice, work, code) if code else None
    if numbers is None:
        case_record(opened, question, key="cases_record")
        return
    with st.container(border=True):
        case_list(opened, question, numbers, key="cases_list_rows", title=list_title(opened, work, code))


def list_numbers(
    opened: Opened, question: Question, choice: CaseChoice, work: CaseWork, code: str
) -> np.ndarray | None:
    """The cases of any list that the link can name; None for one that is not here."""
    kind, _line, which = code.partition("_")
    if kind == "waiting":
        told = opened.reader.stage_times(question, CaseChoice(choice.kind or "complaint", choice.department))
        return told.waiting[which]
    if kind == "incomplete":
        return opened.reader.case_completeness(question, choice).incomplete[which]
    return work.lists.get(code)
