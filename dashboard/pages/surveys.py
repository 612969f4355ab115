"""Satisfaction surveys: what customers say and how well it is known, what to fix first, who was not heard."""

from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.language import _
from dashboard.widgets.opened import require_build
from dashboard.widgets.page_header import page_header
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.surveys.section import surveys_section
from dashboard.widgets.text_table import as_small_as_the_rest
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer(Right.FIGURES)

with problems_as_sentences():
    opened = require_build(viewer)
    page_header(opened, _("Satisfaction surveys"), chosen_question())
    as_small_as_the_rest()
    surveys_section()
