"""How far each standard was reached (M55), from counts per rule.

Counts of one rule, all of the same tickets (those reported in the window for which the rule holds), in the columns of
COUNTS: within + over_limit + open_past + not_yet_due + changed + not_known = tickets. Only what is due is judged: a
ticket due after the window's end counts neither as kept nor as broken, finished or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.shares import Share
from dashboard.logic.standards.standard import MEAN, MOST, SHARES, Standard

COUNTS = (
    "tickets", "finished", "within", "over_limit", "open_past", "not_yet_due", "changed", "not_known", "past_now",
)  # fmt: skip
WITHIN, OVER, OPEN_PAST, NOT_YET_DUE, CHANGED, NOT_KNOWN = range(6)
"""The states of a ticket under a rule, as the question ``judged_ticket`` numbers them."""


@dataclass(frozen=True)
class Attainment:
    """One standard and what became of its tickets. Seconds on the rule's own number line.

    past_now        open and past the limit at the window's end, also those reported before the window
    mean_seconds    of the finished tickets
    with_open       the same with the open tickets past their limit at their age so far: the mean is at least this
    longest_seconds of any ticket, the open ones at their age
    median_seconds, p90_seconds   with the open ones in (Kaplan-Meier), None where that is not reached
    target_seconds  the time by which the promised share is done
    """

    standard: Standard
    tickets: int = 0
    finished: int = 0
    within: int = 0
    over_limit: int = 0
    open_past: int = 0
    not_yet_due: int = 0
    changed: int = 0
    not_known: int = 0
    past_now: int = 0
    mean_seconds: float | None = None
    with_open: float | None = None
    longest_seconds: int | None = None
    median_seconds: int | None = None
    p90_seconds: int | None = None
    target_seconds: int | None = None

    @property
    def share(self) -> Share:
        """Kept of what was due; open ones past their limit are failures."""
        return Share(self.within, self.within + self.over_limit + self.open_past)

    @property
    def actual(self) -> float | None:
        """What is held against the standard: seconds, or a share for SHARES. None where nothing can be judged."""
        rule = self.standard.rule
        if not self.standard.is_usable:
            return None
        if rule == MEAN:
            return self.mean_seconds
        return self.longest_seconds if rule == MOST else self.share.value

    @property
    def promised(self) -> float | None:
        """The limit in seconds, or the target share."""
        return self.standard.target if self.standard.rule in SHARES else self.standard.limit_seconds

    @property
    def is_met(self) -> bool | None:
        """None where there is nothing to judge. An average is met when it holds with the open tickets that are past
        their limit as well; a maximum when no ticket due broke it."""
        if self.actual is None or not self.promised:
            return None
        if self.standard.rule in SHARES:
            return self.share.numerator >= self.standard.target * self.share.denominator - 1e-9
        if self.standard.rule == MEAN:
            return max(self.actual, self.with_open or 0.0) <= self.promised
        return self.actual <= self.promised

    @property
    def headroom(self) -> float | None:
        """Of a time: (limit - actual) / limit; of a share: (actual - target) / target. Below 0: broken by so much."""
        if self.actual is None or not self.promised:
            return None
        room = self.actual - self.promised if self.standard.rule in SHARES else self.promised - self.actual
        return room / self.promised

    @property
    def bar_seconds(self) -> float | None:
        """The time a bar shows against the limit: average, longest, or that by which the promised share is done; where
        that share is not reached (open tickets), the longest so far."""
        if self.standard.rule in (MEAN, MOST):
            return self.actual
        return self.target_seconds if self.target_seconds is not None else self.longest_seconds


def attainments(standards: Sequence[Standard], counts: pd.DataFrame, times: pd.DataFrame) -> tuple[Attainment, ...]:
    """One entry per standard, in their order; ``counts`` and ``times`` by rule_no, the place of a standard."""
    told = counts.set_index("rule_no").join(times.set_index("rule_no"))
    return tuple(
        _attainment(one, told.loc[place]) if place in told.index else Attainment(one)
        for place, one in enumerate(standards)
    )


def _attainment(one: Standard, row: pd.Series) -> Attainment:
    finished, open_past = int(row["finished"]), int(row["open_past"])
    taken, waited = float(row["taken_seconds"]), float(row["open_seconds"])
    return Attainment(
        one,
        **{name: int(row[name]) for name in COUNTS},
        mean_seconds=taken / finished if finished else None,
        with_open=(taken + waited) / (finished + open_past) if finished + open_past else None,
        **{name: _whole(row[name]) for name in ("longest_seconds", "median_seconds", "p90_seconds", "target_seconds")},
    )


def _whole(value: float) -> int | None:
    return None if pd.isna(value) else int(value)


def month_shares(counts: pd.DataFrame, months: np.ndarray) -> pd.DataFrame:
    """month_no, kept, due for each of ``months``, from counts told apart by month (column part, a text)."""
    frame = pd.DataFrame({"month_no": months})
    own = counts.assign(month_no=pd.to_numeric(counts["part"]).astype("int64")) if len(counts) else counts
    if not len(own):
        return frame.assign(kept=0, due=0)
    own = own.assign(due=own["within"] + own["over_limit"] + own["open_past"])
    found = frame.merge(own[["month_no", "within", "due"]], on="month_no", how="left").fillna(0)
    return found.rename(columns={"within": "kept"}).astype({"kept": "int64", "due": "int64"})
