"""Open cases: how many there were at the end of each day, how old they are, and which will be late next (M32)."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_frame import NO_DUE_TIME, OPEN_PAST_DUE, CaseSteps
from dashboard.logic.working_time import WorkingTime

AGE_DAYS = (2, 5, 10, 20)
"""Upper ends of the age groups, in days of the policy's calendar; the last group has none."""
FORECAST_DAYS = 5
_SECOND = np.timedelta64(1, "s")


def open_changes(frame: pd.DataFrame, steps: CaseSteps) -> tuple[np.ndarray, np.ndarray]:
    """(moments datetime64[s], changes +1 or -1 of the number of open cases) of the cases of ``frame``, unordered.

    A case opens with its receipt, closes with a closing and opens again with a reopening; a second closing in a row and
    the reopening of an open case change nothing. Columns: case_no, received_at.
    """
    received = frame["received_at"].to_numpy().astype("datetime64[s]")
    told = steps.rows(steps.is_event("closed", "reopened") & np.isin(steps.case_no, frame["case_no"].to_numpy()))
    is_open = told.is_event("reopened").astype(np.int8)
    follows = np.append(False, told.case_no[1:] == told.case_no[:-1]) if len(is_open) else np.zeros(0, bool)
    before = np.where(follows, np.append(1, is_open[:-1]) if len(is_open) else is_open, 1)
    changed = is_open - before
    return np.concatenate((received, told.at)), np.concatenate((np.ones(len(received), np.int64), changed))


def backlog_days(frame: pd.DataFrame, steps: CaseSteps, *, first: date, last: date) -> pd.DataFrame:
    """One row per day from ``first`` to ``last``: day (datetime64[D]), open: how many were open at its end."""
    moments, changes = open_changes(frame, steps)
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1)
    place = moments.astype("datetime64[D]").astype(np.int64) - days[0].astype(np.int64) if len(days) else np.zeros(0)
    inside = place < len(days)
    counted = np.bincount(np.maximum(place[inside], 0), changes[inside], minlength=len(days))
    return pd.DataFrame({"day": days, "open": np.cumsum(counted).astype(np.int64)})


def age_groups(frame: pd.DataFrame, day_seconds: int) -> np.ndarray:
    """For each case the place of its age in AGE_DAYS (len(AGE_DAYS) = older). Column: age_seconds."""
    ends = np.array(AGE_DAYS, np.int64) * day_seconds
    return np.searchsorted(ends, frame["age_seconds"].to_numpy(np.int64), side="left")


def age_table(frame: pd.DataFrame, day_seconds: int) -> pd.DataFrame:
    """One row per age group of the open cases: group, cases, overdue. Columns: age_seconds, is_open, due_state."""
    is_open = frame["is_open"].to_numpy(bool)
    group = age_groups(frame, day_seconds)
    late = is_open & (frame["due_state"].to_numpy() == OPEN_PAST_DUE)
    size = len(AGE_DAYS) + 1
    return pd.DataFrame(
        {
            "group": np.arange(size),
            "cases": np.bincount(group[is_open], minlength=size),
            "overdue": np.bincount(group[late], minlength=size),
        }
    )


def by_department(frame: pd.DataFrame, day_seconds: int) -> pd.DataFrame:
    """One row per responsible department of the open cases, most overdue first: department (None = not given), open,
    overdue, paused, and group_0 … the ages."""
    rows = frame[frame["is_open"].to_numpy(bool)]
    groups = age_groups(rows, day_seconds)
    department = rows["respondent_department"].astype(object)
    told = pd.DataFrame(
        {
            "department": department.where(department.notna(), None),
            "open": 1,
            "overdue": (rows["due_state"].to_numpy() == OPEN_PAST_DUE).astype(np.int64),
            "paused": rows["is_paused"].to_numpy(bool).astype(np.int64),
            **{f"group_{place}": (groups == place).astype(np.int64) for place in range(len(AGE_DAYS) + 1)},
        }
    )
    found = told.groupby("department", dropna=False, sort=True).sum().reset_index()
    found["department"] = found["department"].astype(object).where(found["department"].notna(), None)
    return found.sort_values(["overdue", "open"], ascending=False, kind="stable").reset_index(drop=True)


def next_working_days(after: date, time: WorkingTime, count: int = FORECAST_DAYS) -> np.ndarray:
    """The next working days after a day (datetime64[D]): make-up workdays are among them, public holidays are not.
    Fewer where the calendar ends."""
    place = int(np.datetime64(after, "D").astype(np.int64)) + 1 - time.first_day
    found = np.flatnonzero(time.is_workday[max(place, 0) :])[:count] + max(place, 0)
    return (found + time.first_day).astype("datetime64[D]")


@dataclass(frozen=True, eq=False)
class Forecast:
    """``days``: the next working days. ``place``: for each case the working day by whose end it is late, -1 = none of
    them. What falls due on a day off counts to the next working day. ``is_still``: its clock stands still, so its due
    time moves on as long as the pause lasts: it is no breach of that day yet."""

    days: np.ndarray
    place: np.ndarray
    is_still: np.ndarray

    def table(self) -> pd.DataFrame:
        """One row per working day: day, due (clock running), paused."""
        size = len(self.days)
        due, still = (
            np.bincount(self.place[(self.place >= 0) & (self.is_still == flag)], minlength=size)
            for flag in (False, True)
        )
        return pd.DataFrame({"day": self.days, "due": due, "paused": still})

    def cases(self, first: int, last: int) -> np.ndarray:
        """A flag for each case that breaches on the working days ``first`` to ``last`` if nothing is done."""
        return (self.place >= first) & (self.place <= last) & ~self.is_still


def forecast(frame: pd.DataFrame, through: date, time: WorkingTime) -> Forecast:
    """Open cases whose due time lies on one of the next working days. Columns: is_open, is_paused, due_at (moved on by
    the pauses so far), due_state."""
    days = next_working_days(through, time)
    due = frame["due_at"].to_numpy().astype("datetime64[s]")
    # A limit of whole days of somebody who came at midnight ends with the day before.
    due_day = (due - _SECOND).astype("datetime64[D]")
    waits = frame["is_open"].to_numpy(bool) & ~np.isin(frame["due_state"].to_numpy(), (OPEN_PAST_DUE, NO_DUE_TIME))
    place = np.searchsorted(days, np.where(waits, due_day, np.datetime64("1970-01-01", "D")), side="left")
    place = np.where(waits & (place < len(days)), place, -1)
    return Forecast(days, place, frame["is_paused"].to_numpy(bool))
