"""Cases as they stood at one moment: the one frame that every figure about complaints is made from.

Nothing after the moment is looked at (T9): steps later than it did not happen yet. The last state decides, never the
first: a case that was closed and reopened is open until it is closed again. Time runs on the calendar of the policy and
stands still while a case is paused **with a reason** (M30).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.cases.limits import CasePolicy, TimeLimit
from dashboard.logic.working_time import WorkingTime

KINDS = ("complaint", "appeal", "objection")
"""Those that have a remedy to be found in time. Never summed into one denominator (M31b)."""
OTHER_KINDS = ("suggestion", "praise", "inquiry")
STAGES = (
    "acknowledged",
    "assessed",
    "diagnosed",
    "analysed",
    "approved",
    "agreed",
    "replied",
    "called_back",
    "closed",
)
"""What is measured from receipt, in the usual order."""
_LAST_COUNTS = frozenset({"closed", "called_back", "replied"})
HAND_OFFS = ("assigned", "reassigned", "escalated")
IN_TIME, LATE, OPEN_PAST_DUE, NOT_YET_DUE, NO_DUE_TIME = range(5)
"""Of the column ``due_state`` (M31, T7)."""
_NAT = np.datetime64("NaT", "s")


@dataclass(frozen=True, eq=False)
class CaseSteps:
    """All steps of all cases, ordered by case and step. Arrays of one length.

    case_no int; event: code, a place in ``events``; at datetime64[s]; clock int64 (position in working time, see
    WorkingTime); is_time_known; has_reason; by: code, a place in ``people`` (-1 = not given)
    """

    case_no: np.ndarray
    event: np.ndarray
    at: np.ndarray
    clock: np.ndarray
    is_time_known: np.ndarray
    has_reason: np.ndarray
    by: np.ndarray
    events: tuple[str, ...]
    people: tuple[str, ...]

    def is_event(self, *names: str) -> np.ndarray:
        """A flag for each step."""
        codes = [place for place, name in enumerate(self.events) if name in names]
        return np.isin(self.event, codes)

    def until(self, through: np.datetime64) -> "CaseSteps":
        """Those that had happened by then."""
        return self.rows(self.at <= through)

    def rows(self, flags: np.ndarray) -> "CaseSteps":
        columns = ("case_no", "event", "at", "clock", "is_time_known", "has_reason", "by")
        return CaseSteps(**{n: getattr(self, n)[flags] for n in columns}, events=self.events, people=self.people)


def cases_as_of(
    cases: pd.DataFrame,
    steps: CaseSteps,
    *,
    through: np.datetime64,
    working_time: WorkingTime,
    policy: CasePolicy,
) -> pd.DataFrame:
    """One row per case received by ``through``, in the order of ``cases``, with its columns and these:

    <stage>_at         datetime64[s], NaT = not reached; of STAGES. The first time, but the last of closing, reply and
                       call-back; closed_at is NaT while the case is open
    <stage>_seconds    int64 seconds from receipt to the stage, pauses taken out, on the policy's calendar; -1 = not
                       reached or its time is not known
    is_open            the last of closing and reopening decides
    is_paused          a pause with a reason is running
    paused_seconds     of pauses with a reason, up to ``through`` or the closing
    pauses, pauses_without_reason, hand_offs, reopenings   counts; has_log: somebody wrote steps down
    age_seconds        from receipt to the closing, of open cases to ``through``; pauses taken out
    due_at             when it has to be closed: its own due time, else receipt + the limit of its kind, moved on by the
                       pauses; NaT = none
    accept_due_at      when the customer has to be told that it was accepted
    due_state          IN_TIME, LATE, OPEN_PAST_DUE, NOT_YET_DUE (its due time is after ``through``, closed or not),
                       NO_DUE_TIME

    ``cases`` needs case_no (0, 1, 2 …, its own row), kind, received_at, due_at. Source: metrics.md, M30, M31, T7 to T9.
    """
    frame = cases.loc[cases["received_at"].to_numpy() <= through].reset_index(drop=True)
    number = frame["case_no"].to_numpy(np.int64)
    size = len(cases)
    steps = steps.until(through)
    clock = _Clock(working_time, policy)
    received = frame["received_at"].to_numpy().astype("datetime64[s]")
    step_clock = clock.of_steps(steps)
    columns: dict[str, np.ndarray] = {}

    is_open, closed_at, closed_clock = _closings(steps, step_clock, size)
    columns["is_open"] = is_open[number]
    pauses = _pauses(steps, step_clock, size, until=int(clock.position(np.array([through]))[0]))
    start = clock.position(received)
    for stage in STAGES:
        if stage == "closed":
            at, position = closed_at, closed_clock
        else:
            at, position = _moments(steps, step_clock, stage, size)
        at, position = at[number], position[number]
        paused = pauses.before(number, position)
        columns[f"{stage}_at"] = at
        columns[f"{stage}_seconds"] = np.where(position >= 0, np.maximum(position - start - paused, 0), -1)
    end = np.where(columns["is_open"], int(clock.position(np.array([through]))[0]), closed_clock[number])
    known_end = end >= 0
    paused = pauses.before(number, end)
    columns["is_paused"] = pauses.is_running[number] & columns["is_open"]
    columns["paused_seconds"] = paused
    columns["pauses"] = pauses.counted[number]
    columns["pauses_without_reason"] = pauses.without_reason[number]
    columns["age_seconds"] = np.where(known_end, np.maximum(end - start - paused, 0), -1)
    columns["hand_offs"] = _count(steps, size, *HAND_OFFS)[number]
    columns["reopenings"] = _count(steps, size, "reopened")[number]
    columns["has_log"] = (_count(steps, size, *steps.events) > 1)[number]
    own_due = frame["due_at"].to_numpy().astype("datetime64[s]")
    columns["due_at"] = clock.due(received, own_due, frame["kind"].to_numpy(), paused)
    columns["accept_due_at"] = clock.after(received, policy.accept_within)
    columns["due_state"] = _due_states(columns["due_at"], columns["closed_at"], columns["is_open"], through)
    return frame.assign(**columns)


def _due_states(due: np.ndarray, closed: np.ndarray, is_open: np.ndarray, through: np.datetime64) -> np.ndarray:
    """T7. A case closed before a due time that is still to come is not yet counted: quick ones would count at once and
    slow ones only later."""
    state = np.where(closed <= due, IN_TIME, LATE)  # NaT compares false
    state = np.where(is_open, OPEN_PAST_DUE, state)
    state = np.where(due > through, NOT_YET_DUE, state)
    return np.where(np.isnat(due), NO_DUE_TIME, state).astype(np.int8)


@dataclass(frozen=True, eq=False)
class _Clock:
    """Positions on the calendar that the policy names; of the natural one they are seconds since 1970."""

    time: WorkingTime
    policy: CasePolicy

    def position(self, moments: np.ndarray) -> np.ndarray:
        if self.policy.calendar == "working":
            return self.time.position(moments)
        seconds = moments.astype("datetime64[s]")
        return np.where(np.isnat(seconds), -1, seconds.astype(np.int64))

    def moment(self, positions: np.ndarray) -> np.ndarray:
        if self.policy.calendar == "working":
            return self.time.moment(positions)
        found = np.asarray(positions, np.int64).astype("datetime64[s]")
        found[np.asarray(positions) < 0] = _NAT
        return found

    def of_steps(self, steps: CaseSteps) -> np.ndarray:
        if self.policy.calendar == "working":
            return steps.clock
        return steps.at.astype("datetime64[s]").astype(np.int64)

    def after(self, moments: np.ndarray, limit: TimeLimit) -> np.ndarray:
        """Moments later by a limit, which is counted on the calendar that it names itself."""
        seconds = limit.seconds(self.time.hours.seconds)
        if limit.is_working:
            position = self.time.position(moments)
            return self.time.moment(np.where(position < 0, -1, position + seconds))
        return moments.astype("datetime64[s]") + np.timedelta64(seconds, "s")

    def due(self, received: np.ndarray, own: np.ndarray, kinds: np.ndarray, paused: np.ndarray) -> np.ndarray:
        due = own.copy()
        for kind, limit in self.policy.close_within.items():
            rows = np.isnat(own) & (kinds == kind)
            due[rows] = self.after(received[rows], limit)
        moved = (paused > 0) & ~np.isnat(due)
        due[moved] = self.moment(self.position(due[moved]) + paused[moved])
        return due


def _moments(steps: CaseSteps, clock: np.ndarray, event: str, size: int) -> tuple[np.ndarray, np.ndarray]:
    """(at, position) per case: of the first step of that name, or of the last where the last counts."""
    rows = np.flatnonzero(steps.is_event(event))
    if event not in _LAST_COUNTS:
        rows = rows[::-1]  # of several that are written to one place the last stays
    at, position = np.full(size, _NAT), np.full(size, -1, np.int64)
    at[steps.case_no[rows]] = np.where(steps.is_time_known[rows], steps.at[rows].astype("datetime64[s]"), _NAT)
    position[steps.case_no[rows]] = np.where(steps.is_time_known[rows], clock[rows], -1)
    return at, position


def _closings(steps: CaseSteps, clock: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(is_open, closed_at, position of the closing): by the last step that closes or opens."""
    rows = np.flatnonzero(steps.is_event("closed", "reopened"))
    is_closing = steps.is_event("closed")[rows]
    is_open = np.ones(size, bool)
    at, position = np.full(size, _NAT), np.full(size, -1, np.int64)
    is_open[steps.case_no[rows]] = ~is_closing
    known = is_closing & steps.is_time_known[rows]
    at[steps.case_no[rows]] = np.where(known, steps.at[rows].astype("datetime64[s]"), _NAT)
    position[steps.case_no[rows]] = np.where(known, clock[rows], -1)
    return is_open, at, position


def _count(steps: CaseSteps, size: int, *events: str) -> np.ndarray:
    return np.bincount(steps.case_no[steps.is_event(*events)], minlength=size)


@dataclass(frozen=True, eq=False)
class Pauses:
    """The pause ledger: spans with a reason, ordered by case. ``total``: running sum of their lengths."""

    case_no: np.ndarray
    start: np.ndarray
    end: np.ndarray
    counted: np.ndarray
    without_reason: np.ndarray
    is_running: np.ndarray

    def before(self, cases: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """Seconds that each of these cases had been paused when its position was reached (0 for a position of -1)."""
        wanted = np.full(len(self.counted), -1, np.int64)
        wanted[cases] = positions
        spent = np.minimum(self.end, wanted[self.case_no]) - self.start
        return np.bincount(self.case_no, np.maximum(spent, 0), minlength=len(self.counted)).astype(np.int64)[cases]


def _pauses(steps: CaseSteps, clock: np.ndarray, size: int, *, until: int) -> Pauses:
    """A pause runs to the next resuming, closing or reopening of its case, or to ``until``. A second pause within one
    changes nothing but gives a reason where the first had none; one without a reason is counted and takes no time out.
    """
    rows = np.flatnonzero(steps.is_event("paused", "resumed", "closed", "reopened"))
    case, is_pause = steps.case_no[rows], steps.is_event("paused")[rows]
    following = np.append(case[1:] == case[:-1], False) if len(rows) else np.zeros(0, bool)
    position = clock[rows]
    end = np.where(following, np.append(position[1:], 0), until) if len(rows) else position
    counts = is_pause & steps.has_reason[rows]
    running = np.zeros(size, bool)
    running[case[counts & ~following]] = True
    return Pauses(
        case_no=case[counts],
        start=position[counts],
        end=end[counts],
        counted=np.bincount(case[counts], minlength=size),
        without_reason=np.bincount(case[is_pause & ~counts], minlength=size),
        is_running=running,
    )


def kinds_present(frame: pd.DataFrame, kinds: Sequence[str] = KINDS) -> tuple[str, ...]:
    """Those of ``kinds`` that have a case."""
    found = set(frame["kind"].unique())
    return tuple(kind for kind in kinds if kind in found)
