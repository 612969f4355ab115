"""The page Findings and fixes: which fixes worked, how far findings are, and low scores that wait for somebody."""

import streamlit as st

from dashboard.data.exporting.views import view
from dashboard.logic.roles import Right
from dashboard.widgets.admin.forms import say_what_was_done
from dashboard.widgets.export_button import about_question, view_buttons
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.findings.fields import ABOUT, VIEW, findings_fields
from dashboard.widgets.findings.links import may_enter
from dashboard.widgets.findings.low import low_view
from dashboard.widgets.findings.new_finding import new_finding
from dashboard.widgets.findings.record import finding_record
from dashboard.widgets.findings.way import way_view
from dashboard.widgets.findings.worked import worked_view
from dashboard.widgets.language import _
from dashboard.widgets.link import write_link
from dashboard.widgets.opened import require_build
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.view_switch import view_switch
from dashboard.widgets.viewing import require_viewer


@st.fragment
def findings_section() -> None:
    """Everything that moves. A fragment runs without its page, so it asks again who is looking and at which build."""
    viewer = require_viewer(Right.FIGURES)
    with problems_as_sentences():
        opened = require_build(viewer)
        question = chosen_question()
        say_what_was_done()
        titles = {
            "worked": _("Which fixes worked"),
            "way": _("How far they are"),
            "low": _("Low scores"),
        }
        view_switch(VIEW, titles, _("View"))
        if VIEW.chosen()[0] == "low":
            low_view(opened, question)
        else:
            entries = opened.reader.findings(question)
            enters, begun = may_enter(opened, question), ABOUT.chosen()[0]
            above, view_place, record_place, below = (st.container() for _place in range(4))
            with view_place:
                show = worked_view if VIEW.chosen()[0] == "worked" else way_view
                show(opened, question, entries)
            with record_place:
                finding_record(opened, question, entries)
            if enters:  # above where somebody came from a question to write down what was found
                with above if begun else below:
                    new_finding(opened, question)
            if entries:
                view_buttons(
                    opened,
                    question,
                    "findings",
                    lambda reader: view("findings", reader, question),
                    about_question(opened, question),
                    key="findings_export",
                )
        write_link(findings_fields(opened))
