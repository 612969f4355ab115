"""The time of cases on the calendar that the policy names, and when they are due."""

from dataclasses import dataclass

import numpy as np

from dashboard.logic.cases.case_steps import CaseSteps
from dashboard.logic.cases.limits import CasePolicy, TimeLimit
from dashboard.logic.cases.pauses import Pauses
from dashboard.logic.working_time import WorkingTime

_NAT = np.datetime64("NaT", "s")
_DAY = np.timedelta64(86_400 - 1, "s")


@dataclass(frozen=True, eq=False)
class CaseClock:
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
        """Moments later by a limit, which is counted on the calendar that it names itself.

        A receipt at the first second of a day is a date without a time: that day is not counted (Civil Code of the
        People's Republic of China, article 201), so its time runs from the end of the day.
        """
        moments = moments.astype("datetime64[s]")
        moments = np.where(moments == moments.astype("datetime64[D]"), moments + _DAY, moments)
        seconds = limit.seconds(self.time.hours.seconds)
        if limit.is_working:
            position = self.time.position(moments)
            return self.time.moment(np.where(position < 0, -1, position + seconds))
        return moments + np.timedelta64(seconds, "s")

    def due(
        self, received: np.ndarray, own: np.ndarray, kinds: np.ndarray, cases: np.ndarray, pauses: Pauses
    ) -> np.ndarray:
        """When each case has to be closed: its own due time, else the limit of its kind; moved on by its pauses."""
        due = own.copy()
        for kind, limit in self.policy.close_within.items():
            rows = np.isnat(own) & (kinds == kind)
            due[rows] = self.after(received[rows], limit)
        position = self.position(due)
        later = pauses.moved_on(cases, position)
        moved = later > position
        due[moved] = self.moment(later[moved])
        return due
