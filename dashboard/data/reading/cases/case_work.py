"""What the page Cases tells: which cases wait, for how long, and which will be late next."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.case_ground import VisibleCases
from dashboard.logic.cases import backlog
from dashboard.logic.cases.case_frame import KINDS, NO_DUE_TIME, OPEN_PAST_DUE
from dashboard.logic.cases.case_states import day_seconds, seconds_left
from dashboard.logic.periods import month_start

BACKLOG_MONTHS = 6
LISTS = ("overdue", "tomorrow", "five", "paused", "no_due", "open", "closed", "received")
"""The lists on offer at the top. Others: ``day_0`` … (a day of the forecast), ``age_0`` … (an age group),
``waiting_<stage>``, ``incomplete_<stage>``."""


@dataclass(frozen=True)
class CaseChoice:
    """``kind`` "": all of KINDS; ``department`` None: every one, "": not given."""

    kind: str = ""
    department: str | None = None


@dataclass(frozen=True, eq=False)
class CaseWork:
    """``lists``: case numbers by the name of a list; ``oldest``: seconds that the oldest overdue case is over;
    ``days``, ``ages``, ``departments``, ``forecast``: see ``logic.cases.backlog``. ``day``: seconds of a day on the
    policy's calendar; ``total``: cases of the choice since the data begin."""

    lists: Mapping[str, np.ndarray]
    oldest: int | None
    days: pd.DataFrame
    ages: pd.DataFrame
    departments: pd.DataFrame
    forecast: pd.DataFrame
    day: int
    is_working: bool
    total: int


def chosen_cases(visible: VisibleCases, choice: CaseChoice) -> pd.DataFrame:
    """The rows of the visible frame that fit; no praise and no suggestions among them."""
    frame = visible.frame
    rows = frame["kind"].isin([choice.kind] if choice.kind else list(KINDS)).to_numpy(bool)
    if choice.department is not None:
        department = frame["respondent_department"]
        rows = rows & (department.isna() if choice.department == "" else department == choice.department).to_numpy(bool)
    return frame.loc[rows].reset_index(drop=True)


def case_work(visible: VisibleCases, choice: CaseChoice) -> CaseWork:
    frame, company, window = chosen_cases(visible, choice), visible.company, visible.window
    day = day_seconds(company.working_time, company.policy)
    ahead = backlog.forecast(frame, window.through_on, company.working_time)
    first = month_start(max(window.span.last - BACKLOG_MONTHS + 1, _first_month(frame, window.span.last)))
    return CaseWork(
        lists=_lists(frame, visible, ahead, day),
        oldest=_oldest(frame, visible),
        days=backlog.backlog_days(frame, visible.steps, first=first, last=window.through_on),
        ages=backlog.age_table(frame, day),
        departments=backlog.by_department(frame, day),
        forecast=ahead.table(),
        day=day,
        is_working=company.policy.calendar == "working",
        total=len(frame),
    )


def _first_month(frame: pd.DataFrame, last: int) -> int:
    """Before the first case there is no backlog to show."""
    if frame.empty:
        return last
    start = frame["received_at"].min()
    return start.year * 12 + start.month - 1


def _lists(frame: pd.DataFrame, visible: VisibleCases, ahead: backlog.Forecast, day: int) -> dict[str, np.ndarray]:
    numbers, state = frame["case_no"].to_numpy(np.int64), frame["due_state"].to_numpy()
    is_open, window = frame["is_open"].to_numpy(bool), visible.window
    flags = {
        "overdue": is_open & (state == OPEN_PAST_DUE),
        "tomorrow": ahead.cases(0, 0),
        "five": ahead.cases(0, len(ahead.days) - 1),
        "paused": frame["is_paused"].to_numpy(bool),
        "no_due": is_open & (state == NO_DUE_TIME),
        "open": is_open,
        "closed": ~is_open & window.holds(frame["closed_at"].to_numpy()),
        "received": window.holds(frame["received_at"].to_numpy()),
    }
    flags |= {f"day_{place}": ahead.cases(place, place) for place in range(len(ahead.days))}
    group = backlog.age_groups(frame, day)
    flags |= {f"age_{place}": is_open & (group == place) for place in range(len(backlog.AGE_DAYS) + 1)}
    return {name: numbers[rows] for name, rows in flags.items()}


def _oldest(frame: pd.DataFrame, visible: VisibleCases) -> int | None:
    """How long ago, on the policy's calendar, the first of the overdue ones was due."""
    late = frame[frame["due_state"].to_numpy() == OPEN_PAST_DUE]
    if late.empty:
        return None
    left, _ = seconds_left(late, visible.window.through, visible.company.working_time, visible.company.policy)
    return int(-left.min())
