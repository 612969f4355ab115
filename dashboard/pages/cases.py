"""Cases: what is overdue, what will be, how long each step takes, and every case with its clock."""

from dashboard.logic.roles import Right
from dashboard.widgets.calendar_note import calendar_note
from dashboard.widgets.cases.section import cases_section
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.language import _
from dashboard.widgets.opened import require_build
from dashboard.widgets.page_header import page_header
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer(Right.CUSTOMERS)

with problems_as_sentences():
    opened = require_build(viewer)
    question = chosen_question()
    page_header(opened, _("Cases"), question, through=True)
    calendar_note(opened, question, later=True)
    cases_section()
