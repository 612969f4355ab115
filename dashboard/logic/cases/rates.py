"""The five rates of every service meeting (M31b), and the on-time rate with its four parts (M31, T7).

A figure is a flag for each case: counts, shares, parts by department and the list that a click opens are all made from
the same flags, so they agree by construction. Kinds are never mixed in one denominator: every flag is of one kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.cases.case_frame import IN_TIME, LATE, NO_DUE_TIME, NOT_YET_DUE, OPEN_PAST_DUE, CaseSteps
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.shares import Share

Flags = Mapping[str, np.ndarray]
"""By name of the figure: bool, one per case of the frame."""
FIVE = ("accepted_in_time", "closed", "closed_in_time", "called_back", "satisfied")
"""The five rates, in the order of the meeting; keys of the metric registry with ``_share``."""
PARTS: Mapping[str, tuple[str, str]] = {
    "accepted_in_time": ("accepted_in_time", "accept_due"),
    "closed": ("closed", "received"),
    "closed_in_time": ("in_time", "due"),
    "called_back": ("called_back", "closed_in_window"),
    "satisfied": ("satisfied", "answered"),
}
"""Numerator and denominator of each, as names of flags."""
ON_TIME_PARTS = ("in_time", "late", "open_past_due", "not_yet_due")
GOOD_RESULTS = ("very_satisfied", "satisfied", "fairly_satisfied")
NOT_REACHED = "not_reached"
THIN, TOO_FEW = 30, 10
"""Shares of fewer cases than THIN are marked, changes of fewer than TOO_FEW are not told (metrics.md, Words)."""


@dataclass(frozen=True)
class FiveRates:
    """Each a share of whole cases; None = not recorded: no case of the company has such a time (or result).

    overdue_open   open and past due at the window's end, whenever it was due
    not_reached    called back in the window without reaching anybody: beside the satisfied share, not in it
    """

    accepted_in_time: Share | None
    closed: Share | None
    closed_in_time: Share | None
    called_back: Share | None
    satisfied: Share | None
    overdue_open: int
    not_reached: int

    def rate(self, name: str) -> Share | None:
        """One of FIVE."""
        return getattr(self, name)


def recorded_stages(frame: pd.DataFrame, steps: CaseSteps) -> frozenset[str]:
    """Which of the five rates can be told at all: those whose time (or result) at least one case has.

    ``frame`` and ``steps`` of the whole company up to the window's end, so that a small selection does not take its own
    zero for a gap in the files.
    """

    def has(event: str) -> bool:
        return bool((steps.is_event(event) & steps.is_time_known).any())

    needs = {
        "accepted_in_time": has("acknowledged"),
        "closed": has("closed"),
        "closed_in_time": has("closed"),
        "called_back": has("called_back"),
        "satisfied": bool(frame["callback_result"].notna().any()),
    }
    return frozenset(name for name, is_there in needs.items() if is_there)


def rate_flags(frame: pd.DataFrame, window: ServiceWindow, kind: str) -> dict[str, np.ndarray]:
    """The flags behind the five rates and the four parts. ``frame``: ``cases_as_of`` at the window's end.

    received           in the window
    accept_due, accepted_in_time   received in the window and to be accepted by its end; accepted by then
    closed             received in the window and closed at its end
    due                its due time fell in the window: in_time + late + open_past_due
    not_yet_due        its due time is after the window's end, closed or not: beside, never a success
    not_judged         due in the window, but closed at a time that nobody wrote down: in no part
    overdue_open       open and past due at the window's end, whenever it was due
    closed_in_window, called_back   closed in the window; of these called back at a known time
    answered, satisfied, not_reached   results of call-backs in the window (of cases without such a time: closed in it)

    Source: metrics.md, M31, M31b, M38, T7.
    """
    is_kind = (frame["kind"] == kind).to_numpy(bool)
    received = is_kind & window.holds(_moments(frame, "received_at"))
    accept_due = received & (_moments(frame, "accept_due_at") <= window.through)  # NaT compares false
    state = frame["due_state"].to_numpy()
    due_in_window = is_kind & window.holds(_moments(frame, "due_at"))
    due = due_in_window & (state != NO_DUE_TIME)
    called_back_at = _moments(frame, "called_back_at")
    closed_in_window = is_kind & window.holds(_moments(frame, "closed_at"))
    result_at = np.where(np.isnat(called_back_at), _moments(frame, "closed_at"), called_back_at)
    has_result = is_kind & window.holds(result_at) & frame["callback_result"].notna().to_numpy()
    was_missed = (frame["callback_result"] == NOT_REACHED).to_numpy(bool)
    return {
        "received": received,
        "accept_due": accept_due,
        "accepted_in_time": accept_due & (_moments(frame, "acknowledged_at") <= _moments(frame, "accept_due_at")),
        "closed": received & ~frame["is_open"].to_numpy(bool),
        "due": due,
        "in_time": due & (state == IN_TIME),
        "late": due & (state == LATE),
        "open_past_due": due & (state == OPEN_PAST_DUE),
        "not_yet_due": is_kind & (state == NOT_YET_DUE),
        "not_judged": due_in_window & ~due,
        "overdue_open": is_kind & (state == OPEN_PAST_DUE),
        "closed_in_window": closed_in_window,
        "called_back": closed_in_window & ~np.isnat(called_back_at),
        "answered": has_result & ~was_missed,
        "satisfied": has_result & frame["callback_result"].isin(GOOD_RESULTS).to_numpy(bool),
        "not_reached": has_result & was_missed,
    }


def rates_of(flags: Flags, recorded: frozenset[str], among: np.ndarray | None = None) -> FiveRates:
    """The five rates from ``rate_flags``. ``recorded``: what the company's files have (``recorded_stages``); ``among``:
    only these cases."""

    def counted(name: str) -> int:
        return int(np.count_nonzero(flags[name] if among is None else flags[name] & among))

    shares = {name: Share(*map(counted, PARTS[name])) if name in recorded else None for name in FIVE}
    return FiveRates(**shares, overdue_open=counted("overdue_open"), not_reached=counted("not_reached"))


def change_in_share(now: Share | None, before: Share | None) -> float | None:
    """The difference of two shares (0.012 = 1.2 points); None where one is unknown or of fewer than TOO_FEW cases."""
    if now is None or before is None or min(now.denominator, before.denominator) < TOO_FEW:
        return None
    return (now.value or 0.0) - (before.value or 0.0)


def _moments(frame: pd.DataFrame, column: str) -> np.ndarray:
    return frame[column].to_numpy().astype("datetime64[s]")
