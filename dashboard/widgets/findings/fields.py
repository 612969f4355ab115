"""What of the page Findings and fixes travels in the link, as codes."""

from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened

VIEWS = ("worked", "way", "low")
VIEW = Field("f_view", VIEWS, (VIEWS[0],))
NOTHING = ""
FINDING = Field("finding", Written(r"([0-9a-f]{32})?"), (NOTHING,))
"""The open finding, by its id. Whether it may be seen is asked when it is read."""
STATES = ("", "overdue", "draft", "published", "assigned", "rectified", "replied", "evaluated", "closed")
STATE = Field("f_state", STATES, ("",))
LOW_STATES = ("", "overdue", "open", "taken", "closed")
LOW_STATE = Field("f_low", LOW_STATES, ("",))


def findings_fields(_opened: Opened) -> list[Field]:
    return [VIEW, FINDING, STATE, LOW_STATE]
