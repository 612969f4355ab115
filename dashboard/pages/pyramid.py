"""Customer pyramid: how few customers make how much of the money, who they are, how they move."""

from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.language import _
from dashboard.widgets.opened import require_build
from dashboard.widgets.page_header import page_header
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.pyramid.kpi_row import kpi_row
from dashboard.widgets.pyramid.section import pyramid_section
from dashboard.widgets.pyramid.views import pyramid_views
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer(Right.FIGURES)

with problems_as_sentences():
    opened = require_build(viewer)
    question = chosen_question()
    page_header(opened, _("Customer pyramid"), question)
    kpi_row(opened, question)
    pyramid_section()
    pyramid_views()
