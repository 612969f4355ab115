"""Findings on their way (metrics.md, M53): what stood on a day, how far each is, how long each step took.

Facts are versions (data/records): what was entered after a day does not exist on it (T9). Days are those of the server.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import numpy as np
import pandas as pd

from dashboard.logic.shares import Share
from dashboard.logic.surveys.effect_target import Target

STEPS = ("published", "assigned", "rectified", "replied", "evaluated")
"""Rectified: the day on which the measure takes effect has come."""
DAYS_BETWEEN = (
    ("published", "assigned"), ("assigned", "rectified"), ("assigned", "replied"), ("replied", "evaluated"),
)  # fmt: skip


@dataclass(frozen=True)
class Entered:
    """One version: ``on`` the day it was entered, ``replaces`` the version whose place it took."""

    thing_id: str
    version_id: str
    replaces: str | None
    on: date


@dataclass(frozen=True)
class FindingFact(Entered):
    source_kind: str
    source_id: str
    source_item: str
    title: str
    text: str
    department: str
    author: str
    entered_on: date
    published_on: date | None
    closed_on: date | None


@dataclass(frozen=True)
class FixFact(Entered):
    """``verdict`` and ``basis``: as recorded; empty before."""

    finding_id: str
    owner: str
    owner_department: str
    measure: str
    assigned_on: date
    due_on: date
    effective_on: date
    target: Target
    reply: str
    proof: str
    replied_on: date | None
    evaluated_on: date | None
    verdict: str
    basis: dict[str, object] = field(hash=False)


@dataclass(frozen=True)
class FollowUpFact(Entered):
    survey_id: str
    response_id: str
    taken_by: str
    taken_on: date
    done: str
    closed_on: date | None


@dataclass(frozen=True)
class LoopFacts:
    """All versions of everything, or (``standing``) the current ones of a day."""

    findings: tuple[FindingFact, ...] = ()
    fixes: tuple[FixFact, ...] = ()
    follow_ups: tuple[FollowUpFact, ...] = ()

    def last_day(self) -> date | None:
        """The day of the last entry."""
        return max((one.on for one in (*self.findings, *self.fixes, *self.follow_ups)), default=None)

    def standing(self, day: date) -> "LoopFacts":
        """What stood at the end of a day."""
        return LoopFacts(_standing(self.findings, day), _standing(self.fixes, day), _standing(self.follow_ups, day))


NO_LOOP = LoopFacts()
F = TypeVar("F", bound=Entered)


def _standing(versions: Iterable[F], day: date) -> tuple[F, ...]:
    known = [one for one in versions if one.on <= day]
    gone = {one.replaces for one in known}
    return tuple(one for one in known if one.version_id not in gone)


def loop_day(facts: LoopFacts, *, as_of_end: date, is_latest: bool, data_through: date) -> date:
    """The day that is told: the as-of month's end; at the latest as-of the day that the data reach, or that of the last
    entry where people entered something since."""
    if not is_latest:
        return as_of_end
    return max(data_through, facts.last_day() or data_through)


def state_of(finding: FindingFact, fix: FixFact | None, day: date) -> str:
    """draft, or the furthest of STEPS; closed where it ended without a fix that was evaluated."""
    if fix is not None and fix.evaluated_on:
        return "evaluated"
    if finding.closed_on:
        return "closed"
    if fix is not None and fix.replied_on:
        return "replied"
    if fix is not None:
        return "rectified" if fix.effective_on <= day else "assigned"
    return "published" if finding.published_on else "draft"


def is_overdue(finding: FindingFact, fix: FixFact | None, day: date) -> bool:
    """The reply is late: its last day has gone by."""
    return fix is not None and fix.replied_on is None and finding.closed_on is None and fix.due_on < day


def loop_steps(pairs: Iterable[tuple[FindingFact, FixFact | None]], day: date) -> pd.DataFrame:
    """One row per finding that is published. Columns: department, the five steps (datetime64[D], NaT = not yet; the
    measure's day only once it has come), due_on, is_overdue; in_time is True, False or None (not due yet)."""
    rows = [
        {
            "department": one.department,
            "published": one.published_on,
            "assigned": fix.assigned_on if fix else None,
            "rectified": fix.effective_on if fix and fix.effective_on <= day else None,
            "replied": fix.replied_on if fix else None,
            "evaluated": fix.evaluated_on if fix else None,
            "is_overdue": is_overdue(one, fix, day),
            "in_time": in_time(fix, day),
        }
        for one, fix in pairs
        if one.published_on is not None
    ]
    frame = pd.DataFrame(rows, columns=["department", *STEPS, "is_overdue", "in_time"])
    return frame.assign(**{step: frame[step].to_numpy().astype("datetime64[D]") for step in STEPS})


def in_time(fix: FixFact | None, day: date) -> bool | None:
    """Whether the reply came by its last day; None where it is not due yet, or nobody owes one."""
    if fix is None or (fix.replied_on is None and fix.due_on >= day):
        return None
    return fix.replied_on is not None and fix.replied_on <= fix.due_on


def step_table(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per step: ``step``, ``findings`` that reached it, ``median_days`` from the step named in DAYS_BETWEEN
    (nan where nobody knows; a measure may take effect before it is written down: 0 days)."""
    since = {later: earlier for earlier, later in DAYS_BETWEEN}
    medians = []
    for step in STEPS:
        days = (
            (frame[step].to_numpy() - frame[since[step]].to_numpy()).astype("timedelta64[D]")
            if step in since
            else np.array([], "timedelta64[D]")
        )
        known = np.maximum(days[~np.isnat(days)].astype(np.int64), 0)
        medians.append(float(np.median(known)) if len(known) else np.nan)
    counts = [int((~np.isnat(frame[step].to_numpy())).sum()) for step in STEPS]
    return pd.DataFrame({"step": list(STEPS), "findings": counts, "median_days": medians})


def unit_table(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per department, most overdue first: findings, replied_in_time, due (replied or overdue), overdue."""
    told = frame.assign(
        due=frame["in_time"].map(lambda one: one is not None).astype(int),
        replied_in_time=frame["in_time"].map(lambda one: one is True).astype(int),
        overdue=frame["is_overdue"].astype(int),
        findings=1,
    )
    names = ["findings", "replied_in_time", "due", "overdue"]
    table = told.groupby("department", sort=True)[names].sum().reset_index()
    return table.sort_values(["overdue", "findings", "department"], ascending=[False, False, True], ignore_index=True)


def in_time_share(frame: pd.DataFrame) -> Share:
    """Replies in time of those that were due."""
    known = [one for one in frame["in_time"] if one is not None]
    return Share(sum(one is True for one in known), len(known))
