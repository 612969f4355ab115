"""Data quality: what is missing in the data, what it costs, and what to fix first."""

from dashboard.logic.roles import Right
from dashboard.widgets.language import _
from dashboard.widgets.opened import require_build
from dashboard.widgets.page_header import page_header
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.quality.section import quality_question, quality_section
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer(Right.DATA)

with problems_as_sentences():
    opened = require_build(viewer)
    page_header(opened, _("Data quality"), quality_question(opened), with_period=False)
    quality_section()
