"""Complaints, appeals and objections: the five rates, where they come from, whether it gets better, and why."""

from dashboard.logic.roles import Right
from dashboard.widgets.calendar_note import calendar_note
from dashboard.widgets.complaints.section import complaints_section
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.language import _
from dashboard.widgets.opened import require_build
from dashboard.widgets.page_header import page_header
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer(Right.FIGURES)

with problems_as_sentences():
    opened = require_build(viewer)
    question = chosen_question()
    page_header(opened, _("Complaints and appeals"), question, through=True)
    calendar_note(opened, question)
    complaints_section()
