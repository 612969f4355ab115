"""Lists of cases: chosen and sorted in arrays, with customers' texts fetched for the rows about to be shown only."""

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.case_ground import VisibleCases
from dashboard.data.reading.customer_lists import customer_texts
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import masked
from dashboard.logic.cases.case_states import SORTS, case_states, seconds_left, sorted_places
from dashboard.logic.problems import Problem
from dashboard.logic.viewer import Viewer

CODES = ("kind", "respondent_department", "cause_l1", "cause_l2", "callback_result")


def places_of(visible: VisibleCases, case_nos: np.ndarray) -> np.ndarray:
    """Places in the visible frame of those of these cases that are in it, ascending."""
    return np.flatnonzero(np.isin(visible.frame["case_no"].to_numpy(), np.asarray(case_nos, np.int64)))


def sorted_numbers(visible: VisibleCases, case_nos: np.ndarray, sort: str) -> np.ndarray:
    """Those of these cases that are visible, in order. Raises Problem for an order that is not known."""
    if sort not in SORTS:
        raise Problem("Cases cannot be sorted by {column}. Use {columns}.", column=sort, columns=", ".join(SORTS))
    frame = visible.frame.iloc[places_of(visible, case_nos)]
    return frame["case_no"].to_numpy(np.int64)[sorted_places(frame, sort)]


def case_rows(marts: Marts, viewer: Viewer, visible: VisibleCases, case_nos: np.ndarray) -> pd.DataFrame:
    """One row per case of ``case_nos``, in their order; those that are not visible are left out.

    case_no, case_id, kind, customer_id, customer_name (masked), received_at, respondent_department, cause_l1,
    cause_l2, state (``logic.cases.case_states.STATES``), due_at, left_seconds (negative = over; null = no due time),
    callback_result
    """
    numbers = visible.frame["case_no"].to_numpy(np.int64)
    wanted = np.asarray(case_nos, np.int64)
    at = np.minimum(np.searchsorted(numbers, wanted), max(len(numbers) - 1, 0))
    at = at[numbers[at] == wanted] if len(numbers) else at[:0]
    rows = visible.frame.iloc[at].reset_index(drop=True)
    company = visible.company
    left, known = seconds_left(rows, visible.window.through, company.working_time, company.policy)
    frame = pd.DataFrame(
        {
            "case_no": rows["case_no"],
            "case_id": rows["case_id"],
            **{name: _texts(rows[name]) for name in CODES},
            **_customers(marts, rows),
            "received_at": rows["received_at"],
            "state": case_states(rows),
            "due_at": rows["due_at"],
            "left_seconds": pd.arrays.IntegerArray(left.astype(np.int64), ~known),
        }
    )
    return masked(frame.astype({"case_id": object}), viewer)


def _customers(marts: Marts, rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Id and name; of a customer that no file knows, the id as the case says it."""
    numbers = rows["customer_no"].to_numpy(np.int64)
    ids = rows["customer_id"].to_numpy(dtype=object).copy()
    names = ids.copy()
    known = np.flatnonzero(numbers >= 0)
    if len(known):
        distinct, back = np.unique(numbers[known], return_inverse=True)
        texts = customer_texts(marts, distinct.astype(np.int32))
        ids[known], names[known] = texts["customer_id"][back], texts["customer_name"][back]
    return {"customer_id": pd.Series(ids, dtype=object), "customer_name": pd.Series(names, dtype=object)}


def _texts(column: pd.Series) -> pd.Series:
    """Categories as texts, None = not given."""
    values = column.astype(object)
    return values.where(values.notna(), None)
