"""The start: each role lands on its own page (logic/roles.py), with whatever stands in the link."""

from dashboard.widgets.landing import land
from dashboard.widgets.viewing import require_viewer

viewer = require_viewer()

land(viewer)
