"""Recusal: cases that were handled by somebody who should have stood aside."""

from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.language import _
from dashboard.widgets.opened import require_build
from dashboard.widgets.page_header import page_header
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.recusal.section import recusal_section
from dashboard.widgets.text_table import as_small_as_the_rest
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer(Right.FIGURES)

with problems_as_sentences():
    opened = require_build(viewer)
    question = chosen_question()
    page_header(opened, _("Recusal"), question, through=True)
    as_small_as_the_rest()
    recusal_section()
