"""Data import: what is loaded, from which files, until when, what was rejected and why."""

from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.imported.build import build_section
from dashboard.widgets.imported.imports import imports_section
from dashboard.widgets.language import _
from dashboard.widgets.opened import require_build
from dashboard.widgets.page_header import page_header
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer(Right.DATA)

with problems_as_sentences():
    opened = require_build(viewer)
    page_header(opened, _("Data import"), chosen_question(), with_period=False)
    build_section(opened)
    imports_section(opened)
