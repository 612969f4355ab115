"""What the data are good for: how full, valid and fresh they are, and which figures each gap costs."""

from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.language import _
from dashboard.widgets.opened import require_build
from dashboard.widgets.page_header import page_header
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer(Right.DATA)

with problems_as_sentences():
    opened = require_build(viewer)
    page_header(opened, _("Data quality"), chosen_question(), with_period=False)
