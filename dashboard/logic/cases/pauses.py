"""The pause ledger: how long the time of a case stood still (M30)."""

from dataclasses import dataclass

import numpy as np

from dashboard.logic.cases.case_steps import CaseSteps


@dataclass(frozen=True, eq=False)
class Pauses:
    """The pause ledger: spans with a reason, ordered by case and step.

    case_no, start, end     of each span that counts; positions on the calendar of the policy
    counted, without_reason, is_running   of each case of the company
    """

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

    def moved_on(self, cases: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """Positions of due times (-1 = none) of these cases, later by the pauses that began before them.

        A pause that began when the due time had passed moves nothing; one that a moved due time reaches counts too.
        """
        due = np.full(len(self.counted), -1, np.int64)
        due[cases] = positions
        moved = due
        while True:
            begun = self.start < moved[self.case_no]
            spent = np.bincount(self.case_no[begun], (self.end - self.start)[begun], minlength=len(due))
            found = np.where(due < 0, -1, due + spent.astype(np.int64))
            if np.array_equal(found, moved):
                return found[cases]
            moved = found


def pause_ledger(steps: CaseSteps, clock: np.ndarray, size: int, *, until: int) -> Pauses:
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
