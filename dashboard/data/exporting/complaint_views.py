"""The views of the rates of complaints."""

import pandas as pd

from dashboard.data.exporting.service_view import ServiceAsked, ServiceView
from dashboard.data.exporting.view_column import columns
from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.breakdown import DIMENSIONS, shares
from dashboard.logic.cases.handling import HANDLING
from dashboard.logic.cases.rates import PARTS
from dashboard.logic.question import Question

_COLUMNS = (
    "segment:text received:count orders:count per_hundred_orders:number "
    "accepted_in_time:count accept_due:count accepted_in_time_share:share closed:count closed_share:share "
    "in_time:count late:count open_past_due:count not_yet_due:count on_time_share:share overdue_open:count "
    "closed_in_window:count called_back:count called_back_share:share "
    "satisfied:count answered:count satisfied_share:share not_reached:count "
    "justified:count assessed:count justified_share:share repeat:count repeat_known:count repeat_share:share "
    "reopened:count reopened_share:share first_contact:count first_contact_known:count first_contact_share:share "
    "compensation:money compensated:count"
)
_SHARES = (
    ("accepted_in_time_share", *PARTS["accepted_in_time"]),
    ("closed_share", *PARTS["closed"]),
    ("on_time_share", *PARTS["closed_in_time"]),
    ("called_back_share", *PARTS["called_back"]),
    ("satisfied_share", *PARTS["satisfied"]),
    ("justified_share", *HANDLING["justified"]),
    ("repeat_share", *HANDLING["repeat"]),
    ("reopened_share", *HANDLING["reopened"]),
    ("first_contact_share", *HANDLING["first_contact"]),
)


def _rows(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    """One row per department, or per value of ``--by``. Each rate has its numerator and denominator beside it."""
    return shares(reader.complaint_breakdown(question, asked.kind, asked.by or "department"), _SHARES)


VIEWS: dict[str, ServiceView] = {
    "complaints": ServiceView(
        columns(_COLUMNS),
        ("accepted_in_time", "closed", "closed_in_time", "called_back", "satisfied", "on_time_parts", "complaint_rate",
         "repeat", "reopened", "first_contact", "justified", "case_compensation"),
        _rows,
        DIMENSIONS,
    ),
}  # fmt: skip
