"""The view cases: one row per case in scope, as it stood at the end of the data. Of one kind at a time (M31b)."""

import numpy as np
import pandas as pd

from dashboard.data.exporting.service_view import ServiceAsked, ServiceView
from dashboard.data.exporting.view_column import columns
from dashboard.data.reading.reader import Reader
from dashboard.logic.cases.case_frame import STAGES
from dashboard.logic.question import Question

_STAGE_COLUMNS = " ".join(f"{stage}_at:moment {stage}_minutes:number" for stage in STAGES)
_DUE_STATES = np.array(["in_time", "late", "open_past_due", "not_yet_due", "no_due_time"], dtype=object)

CASE_COLUMNS = columns(
    "case_id:text kind:text customer_id:text customer_name:text order_id:text channel:text received_at:moment "
    "respondent_department:text receiving_department:text cause_l1:text cause_l2:text justified:text "
    "state:text due_at:moment due_state:text accept_due_at:moment "
    "age_minutes:number left_minutes:number paused_minutes:number pauses:count pauses_without_reason:count "
    f"hand_offs:count reopenings:count reopened_from:text {_STAGE_COLUMNS} "
    "compensation:money rework_cost:money callback_result:text outcome:text description:text remedy_requested:text "
    "respondent_id:text first_receiver_id:text operator_id:text approver_id:text"
)


def _rows(reader: Reader, question: Question, asked: ServiceAsked) -> pd.DataFrame:
    """Minutes on the policy's calendar, null = not known. The kind that was asked for; names of persons of the company
    for those only who have the right."""
    frame = reader.case_export(question, asked.kind)
    found = {name: frame[name] for name in (one.name for one in CASE_COLUMNS) if name in frame}
    found["due_state"] = pd.Series(_DUE_STATES[frame["due_state"].to_numpy(np.int64)], dtype=object)
    minutes = {f"{stage}_minutes": frame[f"{stage}_seconds"].to_numpy(np.int64) for stage in STAGES}
    minutes |= {f"{name}_minutes": frame[f"{name}_seconds"].to_numpy(np.int64) for name in ("age", "paused")}
    found |= {name: np.where(seconds >= 0, seconds / 60, np.nan) for name, seconds in minutes.items()}
    found["left_minutes"] = frame["left_seconds"].astype("Float64") / 60
    for name in ("compensation", "rework_cost"):
        known = frame[f"{name}_known"].to_numpy(bool)
        found[name] = pd.Series(pd.arrays.IntegerArray(frame[name].to_numpy(np.int64), ~known))
    return pd.DataFrame(found)[[one.name for one in CASE_COLUMNS]]


VIEWS: dict[str, ServiceView] = {
    "cases": ServiceView(CASE_COLUMNS, ("open_cases", "overdue_cases", "cases_due_soon", "stage_time"), _rows),
}
"""In the order of the help text."""
