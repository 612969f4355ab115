"""Where a case stands and how much of its time is left, from the frame of ``case_frame.cases_as_of``."""

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_frame import OPEN_PAST_DUE
from dashboard.logic.cases.limits import CasePolicy
from dashboard.logic.working_time import DAY, WorkingTime

STATES = ("open", "paused", "overdue", "closed")
"""Of an open case that is past its due time, overdue goes before paused."""
SORTS = ("newest", "due")


def case_states(frame: pd.DataFrame) -> np.ndarray:
    """One of STATES per case (objects). Columns: is_open, is_paused, due_state."""
    state = np.full(len(frame), "open", dtype=object)
    state[frame["is_paused"].to_numpy(bool)] = "paused"
    state[frame["due_state"].to_numpy() == OPEN_PAST_DUE] = "overdue"
    state[~frame["is_open"].to_numpy(bool)] = "closed"
    return state


def positions(moments: np.ndarray, time: WorkingTime, policy: CasePolicy) -> np.ndarray:
    """Moments on the calendar that the policy names, in seconds (NaT gives -1)."""
    if policy.calendar == "working":
        return time.position(moments)
    return np.where(np.isnat(moments), -1, moments.astype("datetime64[s]").astype(np.int64))


def day_seconds(time: WorkingTime, policy: CasePolicy) -> int:
    """Seconds of one day on the calendar that the policy names: office hours, or 24."""
    return time.hours.seconds if policy.calendar == "working" else DAY


def seconds_left(
    frame: pd.DataFrame, through: np.datetime64, time: WorkingTime, policy: CasePolicy
) -> tuple[np.ndarray, np.ndarray]:
    """(seconds, is_known) to the due time, from ``through`` or from the closing; negative = over. Columns: is_open,
    closed_at, due_at (moved on by pauses already). Not known without a due time, or where the closing has no time."""
    due = frame["due_at"].to_numpy().astype("datetime64[s]")
    closed = frame["closed_at"].to_numpy().astype("datetime64[s]")
    end = np.where(frame["is_open"].to_numpy(bool), through.astype("datetime64[s]"), closed)
    known = ~np.isnat(due) & ~np.isnat(end)
    left = positions(due, time, policy) - positions(end, time, policy)
    left = np.where((end > due) & (left >= 0), -1, left)  # late on a day off: over, though by no working time
    return np.where(known, left, 0), known


def sorted_places(frame: pd.DataFrame, sort: str) -> np.ndarray:
    """Places of the rows in order: newest first, or by due time (open cases first, those without a due time last)."""
    if sort == "due":
        due = frame["due_at"].to_numpy().astype("datetime64[s]")
        keys = np.where(np.isnat(due), np.iinfo(np.int64).max, due.astype(np.int64))
        return np.lexsort((frame["case_no"].to_numpy(), keys, ~frame["is_open"].to_numpy(bool)))
    return np.argsort(-frame["case_no"].to_numpy(np.int64), kind="stable")
