"""Data import: what is loaded; bring in files; every import before, to be undone; how files are remembered."""

from dashboard.logic.roles import Right
from dashboard.widgets.filter_bar import chosen_question
from dashboard.widgets.imported.bring import bring_section
from dashboard.widgets.imported.build import build_section, loaded_section, nothing_loaded, other_ways
from dashboard.widgets.imported.imports import imports_section
from dashboard.widgets.imported.remembered import profiles_section
from dashboard.widgets.imported.templates import templates_section
from dashboard.widgets.language import _
from dashboard.widgets.opened import home, open_build
from dashboard.widgets.page_header import page_header
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer(Right.DATA)

with problems_as_sentences():
    opened = open_build(viewer)
    if opened is None:
        nothing_loaded()
    else:
        page_header(opened, _("Data import"), chosen_question(), with_period=False)
        loaded_section(opened)
    if viewer.may(Right.IMPORT):
        bring_section()
    if opened is None:
        other_ways()
    imports_section(home(), viewer)
    if viewer.may(Right.IMPORT):
        profiles_section()
        templates_section()
    if opened is not None:
        build_section(opened)
