"""Cases month by month: how many were received, due, assessed … in each, and which cases these are."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard.logic.cases.rates import rate_flags
from dashboard.logic.cases.window import ServiceWindow
from dashboard.logic.periods import MonthSpan, is_complete

YEAR_0 = 1970 * 12
FLAGS = (
    "received",
    "due",
    "in_time",
    "assessed",
    "justified",
    "answered",
    "satisfied",
    "closed_in_window",
    "called_back",
)


def month_flags(frame: pd.DataFrame, window: ServiceWindow, kind: str) -> Mapping[str, tuple[np.ndarray, np.ndarray]]:
    """By name of FLAGS: (flag, month number) for each case. ``frame``: ``cases_as_of`` at the window's end.

    The same flags as those of the five rates; a case counts in the month of its own moment: received and assessed in
    the month of receipt, due in that of its due time (as moved by pauses), answered in that of the call-back (without
    such a time: of the closing), closed and called back in that of the closing. Justified: yes or partly of those
    assessed (yes, partly, no). Source: metrics.md, M29, M31, M37, M38.
    """
    flags = rate_flags(frame, window, kind)
    called, closed = _moments(frame, "called_back_at"), _moments(frame, "closed_at")
    answered_at = np.where(np.isnat(called), closed, called)
    received_at, due_at = _moments(frame, "received_at"), _moments(frame, "due_at")
    judged = frame["justified"]
    flags["assessed"] = flags["received"] & judged.isin(("yes", "partly", "no")).to_numpy(bool)
    flags["justified"] = flags["received"] & judged.isin(("yes", "partly")).to_numpy(bool)
    at = {"due": due_at, "in_time": due_at, "answered": answered_at, "satisfied": answered_at}
    at |= {"closed_in_window": closed, "called_back": closed}
    return {name: (flags[name], months_of(at.get(name, received_at))) for name in FLAGS}


def case_months(
    frame: pd.DataFrame, window: ServiceWindow, kind: str, *, among: np.ndarray | None = None
) -> pd.DataFrame:
    """One row per month of the window: month_no, complete and the counts of FLAGS (int64). ``among``: of these cases
    only."""
    span = window.span
    months = np.arange(span.first, span.last + 1)
    counts = {
        name: counted(flag if among is None else flag & among, month, span)
        for name, (flag, month) in month_flags(frame, window, kind).items()
    }
    complete = [is_complete(int(month), window.through_on) for month in months]
    return pd.DataFrame({"month_no": months, "complete": complete, **counts})


def counted(flag: np.ndarray, month: np.ndarray, span: MonthSpan) -> np.ndarray:
    """How many flagged cases lie in each month of the span."""
    places = month[flag] - span.first
    return np.bincount(places[(places >= 0) & (places < span.months)], minlength=span.months)


def months_of(moments: np.ndarray) -> np.ndarray:
    """The number of each moment's month; -1 for NaT."""
    months = moments.astype("datetime64[M]").astype(np.int64) + YEAR_0
    return np.where(np.isnat(moments), -1, months)


def _moments(frame: pd.DataFrame, column: str) -> np.ndarray:
    return frame[column].to_numpy().astype("datetime64[s]")
