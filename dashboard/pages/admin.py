"""Administration: roles, deputies, sign-ins, and the logs."""

from dashboard.logic.roles import Right
from dashboard.widgets.problem_shown import problems_as_sentences
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer(Right.LOGS)

with problems_as_sentences():
    pass
