"""How long each stage of a case takes from its receipt, with the cases that are still waiting in (M30)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_frame import STAGES, CaseSteps
from dashboard.logic.cases.survival import Survival, kaplan_meier

THIN, HIDDEN = 30, 10


@dataclass(frozen=True, eq=False)
class StageTime:
    """Seconds are working time (or natural time, as the policy says) without pauses; None = not known.

    is_recorded  whether any case of the company has a time for it
    survival     of the cases that reached it and of those that still wait
    longest      the longest of them, of ended and waiting alike; is_longest_open: that one is still waiting
    left_out     closed without it, or it has no time: nobody wrote it down, so nothing is known of it
    waiting      places of the cases that still wait; reached: of those that reached it
    """

    stage: str
    is_recorded: bool
    survival: Survival
    longest: int | None
    is_longest_open: bool
    left_out: int
    waiting: np.ndarray
    reached: np.ndarray

    @property
    def count(self) -> int:
        return self.survival.count

    @property
    def median(self) -> int | None:
        return self.survival.quantile(0.5)

    @property
    def p90(self) -> int | None:
        return self.survival.quantile(0.9)

    @property
    def is_thin(self) -> bool:
        return self.count < THIN


def recorded_stages(steps: CaseSteps) -> frozenset[str]:
    """Stages that any case has a time for. Of the company's steps: a stage is in use or it is not, for everybody."""
    found = np.unique(steps.event[steps.is_time_known])
    return frozenset(steps.events[place] for place in found) & frozenset(STAGES)


def without_a_time(frame: pd.DataFrame, steps: CaseSteps, stages: Iterable[str] = STAGES) -> Mapping[str, np.ndarray]:
    """By stage: a flag for each case that has the step but not its time: it neither waits nor has a duration."""
    cases = frame["case_no"].to_numpy()
    return {
        stage: np.isin(cases, steps.case_no[steps.is_event(stage) & ~steps.is_time_known])
        & (frame[f"{stage}_seconds"].to_numpy() < 0)
        for stage in stages
    }


def stage_time(frame: pd.DataFrame, stage: str, *, is_recorded: bool, no_time: np.ndarray | None = None) -> StageTime:
    """One stage of the cases of ``frame``. Columns: <stage>_seconds, is_open, age_seconds."""
    seconds = frame[f"{stage}_seconds"].to_numpy(np.int64)
    reached = seconds >= 0
    waiting = ~reached & frame["is_open"].to_numpy(bool)
    if no_time is not None:
        waiting &= ~no_time
    if not is_recorded:
        waiting = np.zeros(len(frame), bool)
    watched = reached | waiting
    length = np.where(reached, seconds, frame["age_seconds"].to_numpy(np.int64))[watched]
    longest = int(length.max()) if len(length) else None
    at_longest = length == longest
    return StageTime(
        stage=stage,
        is_recorded=is_recorded,
        survival=kaplan_meier(length, reached[watched]),
        longest=longest,
        is_longest_open=bool((at_longest & ~reached[watched]).any()),
        left_out=int((~watched).sum()) if is_recorded else 0,
        waiting=np.flatnonzero(waiting),
        reached=np.flatnonzero(reached),
    )


def stage_times(frame: pd.DataFrame, steps: CaseSteps, *, recorded: Iterable[str]) -> tuple[StageTime, ...]:
    """All stages in their usual order."""
    no_time, known = without_a_time(frame, steps), set(recorded)
    return tuple(stage_time(frame, stage, is_recorded=stage in known, no_time=no_time[stage]) for stage in STAGES)


def stage_by_department(
    frame: pd.DataFrame, steps: CaseSteps, stage: str, *, is_recorded: bool
) -> dict[str | None, StageTime]:
    """The same of one stage, by responsible department; None: not given."""
    codes, names = pd.factorize(frame["respondent_department"].astype(object), use_na_sentinel=True, sort=True)
    no_time = without_a_time(frame, steps, (stage,))[stage]
    frame = frame[[f"{stage}_seconds", "is_open", "age_seconds"]]
    found: dict[str | None, StageTime] = {}
    for code, name in [*enumerate(names), (-1, None)]:
        rows = codes == code
        if rows.any():
            part = frame.iloc[np.flatnonzero(rows)]
            found[name] = stage_time(part, stage, is_recorded=is_recorded, no_time=no_time[rows])
    return found
