"""What of the page Findings and fixes travels in the link, as codes."""

from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened

VIEWS = ("worked", "way", "low")
VIEW = Field("f_view", VIEWS, (VIEWS[0],))
NOTHING = ""
FINDING = Field("finding", Written(r"([0-9a-f]{32})?"), (NOTHING,))
"""The open finding, by its id. Whether it may be seen is asked when it is read."""
ABOUT = Field("f_about", Written(r"([^\x00-\x1f|]{1,120}\|[^\x00-\x1f|]{1,120})?"), (NOTHING,))
"""``survey|canonical id``: the question that a finding is about to be entered of."""
STATES = ("", "overdue", "draft", "published", "assigned", "rectified", "replied", "evaluated", "closed")
STATE = Field("f_state", STATES, ("",))
LOW_STATES = ("", "overdue", "open", "taken", "closed")
LOW_STATE = Field("f_low", LOW_STATES, ("",))


def findings_fields(_opened: Opened) -> list[Field]:
    return [VIEW, FINDING, ABOUT, STATE, LOW_STATE]
