"""What of the page Cases travels in the link, as codes."""

from dashboard.data.reading.cases.case_work import LISTS
from dashboard.logic.cases.backlog import AGE_DAYS, FORECAST_DAYS
from dashboard.logic.cases.case_frame import KINDS, STAGES
from dashboard.logic.cases.completeness import REQUIRED
from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened

CASE = "case"
"""The case whose record is open, by its id. Whose it is, is asked when it is read."""
KIND, DEPARTMENT, SHOWN = "cases_kind", "cases_department", "cases_list"
EVERY_DEPARTMENT, NO_DEPARTMENT = "", "~none"
NOTHING = ""
LIST_CODES = (
    *LISTS,
    *(f"day_{place}" for place in range(FORECAST_DAYS)),
    *(f"age_{place}" for place in range(len(AGE_DAYS) + 1)),
    *(f"waiting_{stage}" for stage in STAGES),
    *(f"incomplete_{stage}" for stage in REQUIRED),
)


def case_field(_opened: Opened) -> Field:
    """Of every page that shows a list of cases."""
    return Field(CASE, Written(r"[^\x00-\x1f]{0,200}"), (NOTHING,))


def cases_fields(opened: Opened) -> list[Field]:
    return [
        Field(KIND, (NOTHING, *KINDS), (NOTHING,)),
        Field(DEPARTMENT, Written(r"[^\x00-\x1f]{0,200}"), (EVERY_DEPARTMENT,)),
        Field(SHOWN, (NOTHING, *LIST_CODES), (NOTHING,)),
        case_field(opened),
    ]
