"""Cases as they stood at one moment: the one frame that every figure about complaints is made from.

Nothing after the moment is looked at (T9): steps later than it did not happen yet. The last state decides, never the
first: a case that was closed and reopened is open until it is closed again. Time runs on the calendar of the policy and
stands still while a case is paused **with a reason** (M30).
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_clock import CaseClock
from dashboard.logic.cases.case_steps import CaseSteps, Closings, closings, count_of, stage_moments
from dashboard.logic.cases.limits import CasePolicy
from dashboard.logic.cases.pauses import Pauses, pause_ledger
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
HAND_OFFS = ("assigned", "reassigned", "escalated")
IN_TIME, LATE, OPEN_PAST_DUE, NOT_YET_DUE, NO_DUE_TIME = range(5)
"""Of the column ``due_state`` (M31, T7)."""

_NAT = np.datetime64("NaT", "s")


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
                       NO_DUE_TIME (nor can it be judged where it was closed at a time that nobody wrote down)

    Stage times are NaT where the step was taken at a time that nobody wrote down; a closing also on a day before the
    receipt.
    ``cases`` needs case_no (0, 1, 2 …, its own row), kind, received_at, due_at. Source: metrics.md, M30, M31, T7 to T9.
    """
    frame = cases.loc[cases["received_at"].to_numpy() <= through].reset_index(drop=True)
    number = frame["case_no"].to_numpy(np.int64)
    size = len(cases)
    steps = _believed(steps.until(through), cases)
    clock = CaseClock(working_time, policy)
    step_clock = clock.of_steps(steps)
    end = int(clock.position(np.array([through]))[0])
    found = _Found(
        clock, steps, step_clock, closings(steps, step_clock, size), pause_ledger(steps, step_clock, size, until=end)
    )
    received = frame["received_at"].to_numpy().astype("datetime64[s]")
    own_due = frame["due_at"].to_numpy().astype("datetime64[s]")
    due = clock.due(received, own_due, frame["kind"].to_numpy(), number, found.pauses)
    return frame.assign(
        **found.stages(number, clock.position(received)),
        **found.spans(number, clock.position(received), end),
        **found.counts(number),
        due_at=due,
        accept_due_at=clock.after(received, policy.accept_within),
        due_state=_due_states(due, found.closing, number, through),
    )


def _believed(steps: CaseSteps, cases: pd.DataFrame) -> CaseSteps:
    """A closing on a day before the receipt was made, but not then: nobody closes in no time what has not come yet."""
    received = np.full(int(steps.case_no.max(initial=-1)) + 1, _NAT)
    inside = cases["case_no"].to_numpy(np.int64) < len(received)
    received[cases["case_no"].to_numpy(np.int64)[inside]] = cases["received_at"].to_numpy()[inside]
    too_early = steps.at.astype("datetime64[D]") < received[steps.case_no].astype("datetime64[D]")
    too_early &= steps.is_event("closed")
    return replace(steps, is_time_known=steps.is_time_known & ~too_early) if too_early.any() else steps


@dataclass(frozen=True, eq=False)
class _Found:
    """What the steps say, of every case of the company; its answers are of the cases in ``number``."""

    clock: CaseClock
    steps: CaseSteps
    step_clock: np.ndarray
    closing: Closings
    pauses: Pauses

    def stages(self, number: np.ndarray, start: np.ndarray) -> dict[str, np.ndarray]:
        size = len(self.closing.at)
        columns = {}
        for stage in STAGES:
            if stage == "closed":
                at, position = self.closing.at, self.closing.position
            else:
                at, position = stage_moments(self.steps, self.step_clock, stage, size)
            columns[f"{stage}_at"] = at[number]
            columns[f"{stage}_seconds"] = self._since(number, start, position[number])
        return columns

    def spans(self, number: np.ndarray, start: np.ndarray, until: int) -> dict[str, np.ndarray]:
        """``until``: the position of the moment that is asked for."""
        is_open = self.closing.is_open[number]
        end = np.where(is_open, until, self.closing.position[number])
        return {
            "is_open": is_open,
            "is_paused": self.pauses.is_running[number] & is_open,
            "paused_seconds": self.pauses.before(number, end),
            "age_seconds": self._since(number, start, end),
        }

    def counts(self, number: np.ndarray) -> dict[str, np.ndarray]:
        size = len(self.closing.at)
        return {
            "pauses": self.pauses.counted[number],
            "pauses_without_reason": self.pauses.without_reason[number],
            "hand_offs": count_of(self.steps, size, *HAND_OFFS)[number],
            "reopenings": count_of(self.steps, size, "reopened")[number],
            "has_log": np.bincount(self.steps.case_no[self.steps.logged()], minlength=size)[number] > 0,
        }

    def _since(self, number: np.ndarray, start: np.ndarray, position: np.ndarray) -> np.ndarray:
        """Seconds from receipt to a position, pauses taken out; -1 = the position is not known."""
        paused = self.pauses.before(number, position)
        return np.where(position >= 0, np.maximum(position - start - paused, 0), -1)


def _due_states(due: np.ndarray, closing: Closings, number: np.ndarray, through: np.datetime64) -> np.ndarray:
    """T7. A case closed before a due time that is still to come is not yet counted: quick ones would count at once and
    slow ones only later. A closing whose time nobody wrote down is late where the step before it was."""
    closed, is_open = closing.at[number], closing.is_open[number]
    is_untold = ~is_open & np.isnat(closed) & ~(closing.not_before[number] > due)
    state = np.where(closed <= due, IN_TIME, LATE)  # NaT compares false
    state = np.where(is_open, OPEN_PAST_DUE, state)
    state = np.where(due > through, NOT_YET_DUE, state)
    return np.where(np.isnat(due) | is_untold, NO_DUE_TIME, state).astype(np.int8)
