"""What of the page Complaints travels in the link: the kind, the open view, and what each view chooses."""

from dashboard.logic.cases.case_frame import KINDS
from dashboard.widgets.cases.fields import case_field
from dashboard.widgets.complaints.causes.fields import causes_fields
from dashboard.widgets.complaints.rates.fields import rates_fields
from dashboard.widgets.complaints.trend.fields import trend_view_fields
from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened

VIEWS = ("rates", "trend", "causes")
KIND = Field("kind", KINDS, (KINDS[0],))
VIEW = Field("view", VIEWS, (VIEWS[0],))


def complaints_fields(opened: Opened) -> list[Field]:
    return [KIND, VIEW, case_field(opened), *rates_fields(opened), *trend_view_fields(opened), *causes_fields(opened)]
