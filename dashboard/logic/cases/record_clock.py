"""The clock of one case: what it had, what is used, how pauses moved its due time."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_states import case_states, positions, seconds_left
from dashboard.logic.cases.limits import CasePolicy
from dashboard.logic.working_time import WorkingTime


@dataclass(frozen=True)
class RecordClock:
    """Seconds on the policy's calendar; None = not known, or no limit.

    limit     from receipt to the first due time; is_own_due: the case names it itself, else the settings do
    used      from receipt to the closing or until now, pauses taken out
    paused    with a reason; pauses, uncounted: how many with and without one
    moved     by how much the pauses moved the due time on (one that came after it moves nothing)
    left      to the due time, negative = over
    """

    state: str
    limit: int | None
    is_own_due: bool
    used: int | None
    paused: int
    pauses: int
    uncounted: int
    moved: int | None
    left: int | None
    first_due_at: datetime | None
    due_at: datetime | None


def record_clock(
    row: pd.DataFrame, own_due: object, through: np.datetime64, time: WorkingTime, policy: CasePolicy
) -> RecordClock:
    """``row``: one row of ``cases_as_of``; ``own_due``: the due time that the case itself names (NaT = none)."""
    one = row.iloc[0]
    received = row["received_at"].to_numpy().astype("datetime64[s]")
    due = row["due_at"].to_numpy().astype("datetime64[s]")
    first = _first_due(received, str(one["kind"]), own_due, time, policy)
    start, first_at, due_at = (int(positions(moment, time, policy)[0]) for moment in (received, first, due))
    left, is_known = seconds_left(row, through, time, policy)
    has_due = not np.isnat(first[0])
    return RecordClock(
        state=str(case_states(row)[0]),
        limit=first_at - start if has_due else None,
        is_own_due=not pd.isna(own_due),
        used=int(one["age_seconds"]) if one["age_seconds"] >= 0 else None,
        paused=int(one["paused_seconds"]),
        pauses=int(one["pauses"]),
        uncounted=int(one["pauses_without_reason"]),
        moved=due_at - first_at if has_due else None,
        left=int(left[0]) if is_known[0] else None,
        first_due_at=_moment(first[0]),
        due_at=_moment(due[0]),
    )


def _first_due(received: np.ndarray, kind: str, own_due: object, time: WorkingTime, policy: CasePolicy) -> np.ndarray:
    """Before any pause moved it."""
    if not pd.isna(own_due):
        return np.array([own_due], "datetime64[s]")
    limit = policy.close_within.get(kind)
    if limit is None:
        return np.array(["NaT"], "datetime64[s]")
    seconds = limit.seconds(time.hours.seconds)
    if limit.is_working:
        return time.moment(time.position(received) + seconds)
    return received + np.timedelta64(seconds, "s")


def _moment(value: np.datetime64) -> datetime | None:
    return None if np.isnat(value) else value.astype("datetime64[s]").item()
