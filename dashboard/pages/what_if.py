"""What-if: move a boundary and see who moves, by name."""

from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.language import _
from dashboard.widgets.opened import require_build
from dashboard.widgets.page_header import page_header
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.text_table import as_small_as_the_rest
from dashboard.widgets.viewing import require_viewer
from dashboard.widgets.what_if.actions import what_if_actions
from dashboard.widgets.what_if.rule import what_if_rule
from dashboard.widgets.what_if.section import what_if_section

viewer = require_viewer(Right.FIGURES)

with problems_as_sentences():
    opened = require_build(viewer)
    question = chosen_question()
    page_header(opened, _("What-if"), question)
    as_small_as_the_rest()
    what_if_rule(opened, question)
    what_if_section()
    what_if_actions()
