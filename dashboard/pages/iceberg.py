"""Unheard customers: who had bad service and never complained, and what that puts at risk."""

from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.iceberg.section import iceberg_section
from dashboard.widgets.language import _
from dashboard.widgets.opened import require_build
from dashboard.widgets.page_header import page_header
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer(Right.CUSTOMERS)

with problems_as_sentences():
    opened = require_build(viewer)
    question = chosen_question()
    page_header(opened, _("Unheard customers"), question, through=True)
    iceberg_section()
