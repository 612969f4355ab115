"""What happened to cases, one step after the other, and what follows from the order of the steps."""

from dataclasses import dataclass

import numpy as np

_LAST_COUNTS = frozenset({"closed", "called_back", "replied"})
_NAT = np.datetime64("NaT", "s")


@dataclass(frozen=True, eq=False)
class CaseSteps:
    """All steps of all cases, ordered by case and step. Arrays of one length.

    case_no int; event: code, a place in ``events``; at datetime64[s]; clock int64 (position in working time, see
    WorkingTime); is_time_known; has_reason; by: code, a place in ``people`` (-1 = not given);
    is_logged: it stands in a log, not only as a time of its case (None: not known, all but receipts are taken for it)
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
    is_logged: np.ndarray | None = None

    def is_event(self, *names: str) -> np.ndarray:
        """A flag for each step."""
        is_named = np.array([name in names for name in self.events], bool)
        return is_named[self.event]

    def until(self, through: np.datetime64) -> "CaseSteps":
        """Those that had happened by then."""
        flags = self.at <= through
        return self if flags.all() else self.rows(flags)

    def rows(self, flags: np.ndarray) -> "CaseSteps":
        columns = ("case_no", "event", "at", "clock", "is_time_known", "has_reason", "by")
        logged = None if self.is_logged is None else self.is_logged[flags]
        kept = {name: getattr(self, name)[flags] for name in columns}
        return CaseSteps(**kept, events=self.events, people=self.people, is_logged=logged)

    def logged(self) -> np.ndarray:
        """A flag for each step: somebody wrote it into a log."""
        return ~self.is_event("received") if self.is_logged is None else self.is_logged


def stage_moments(steps: CaseSteps, clock: np.ndarray, event: str, size: int) -> tuple[np.ndarray, np.ndarray]:
    """(at, position) per case: of the first step of that name, or of the last where the last counts."""
    rows = np.flatnonzero(steps.is_event(event))
    if event not in _LAST_COUNTS:
        rows = rows[::-1]  # of several that are written to one place the last stays
    at, position = np.full(size, _NAT), np.full(size, -1, np.int64)
    at[steps.case_no[rows]] = np.where(steps.is_time_known[rows], steps.at[rows].astype("datetime64[s]"), _NAT)
    position[steps.case_no[rows]] = np.where(steps.is_time_known[rows], clock[rows], -1)
    return at, position


@dataclass(frozen=True, eq=False)
class Closings:
    """Of each case of the company, by the last of its steps that close or open it.

    is_open; at: datetime64[s], NaT = open, or closed at a time that nobody wrote down; position: -1 = the same;
    not_before: datetime64[s], the time of the closing, or else of the step before it; NaT = open
    """

    is_open: np.ndarray
    at: np.ndarray
    position: np.ndarray
    not_before: np.ndarray


def closings(steps: CaseSteps, clock: np.ndarray, size: int) -> Closings:
    """See ``Closings``. ``clock``: the position of each step."""
    rows = np.flatnonzero(steps.is_event("closed", "reopened"))
    case, is_closing = steps.case_no[rows], steps.is_event("closed")[rows]
    is_open = np.ones(size, bool)
    at, position, not_before = np.full(size, _NAT), np.full(size, -1, np.int64), np.full(size, _NAT)
    is_open[case] = ~is_closing
    moment = steps.at[rows].astype("datetime64[s]")
    known = is_closing & steps.is_time_known[rows]
    at[case] = np.where(known, moment, _NAT)
    position[case] = np.where(known, clock[rows], -1)
    not_before[case] = np.where(is_closing, moment, _NAT)
    return Closings(is_open, at, position, not_before)


def count_of(steps: CaseSteps, size: int, *events: str) -> np.ndarray:
    return np.bincount(steps.case_no[steps.is_event(*events)], minlength=size)
