"""What of the page Recusal travels in the link, as codes. Of persons nothing does."""

from dashboard.logic.cases.case_frame import KINDS
from dashboard.logic.recusal.compliance import APPEAL_OUTCOMES
from dashboard.widgets.cases.fields import case_field
from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened

ALL = ""
"""Of the kinds: all three together; of quarters and outcomes: every one."""
VIEWS = ("compliance", "appeals", "assign", "entered")
LISTS = ("violated", "disclosed", "aside", "unnamed")
KIND = Field("recusal_kind", (ALL, *KINDS), (ALL,))
VIEW = Field("recusal_view", VIEWS, (VIEWS[0],))
LIST = Field("recusal_list", LISTS, (LISTS[0],))
QUARTER = Field("recusal_quarter", Written(r"([0-9]{4}-Q[1-4])?"), (ALL,))
OUTCOME = Field("recusal_outcome", (ALL, *APPEAL_OUTCOMES), (ALL,))


def recusal_fields(opened: Opened) -> list[Field]:
    return [VIEW, KIND, LIST, QUARTER, OUTCOME, case_field(opened)]
