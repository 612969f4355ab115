"""Who had bad service, did not complain and was not visited (X8): the part of the iceberg under water, by name."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from dashboard.logic.problems import Problem

LOOK_BACKS = {"bad_days": (90, 180, 365), "case_days": (180, 365, 730), "visit_days": (30, 90, 180)}
"""Days that may be chosen."""
BAD_SERVICE = ("late_orders", "worst_days", "bad_tickets", "repeat_tickets", "damaged_orders")
"""Late orders and the most days one was late; tickets over their limit or of a fault that came again, and how many of
these came again; orders that arrived damaged or short."""


@dataclass(frozen=True)
class SilentRule:
    """Days before the last day of the data, that day included.

    bad_days      bad service within these days
    case_days     and no complaint, appeal or objection within these
    visit_days    and no visit within these
    """

    bad_days: int = 180
    case_days: int = 365
    visit_days: int = 90

    def __post_init__(self) -> None:
        if min(self.bad_days, self.case_days, self.visit_days) < 1:
            raise Problem("A number of days to look back is at least 1.")

    def first_bad_day(self, through_on: date) -> date:
        return through_on - timedelta(days=self.bad_days - 1)


def is_silent(
    has_bad_service: np.ndarray,
    last_case_on: np.ndarray,
    last_visit_on: np.ndarray,
    rule: SilentRule,
    through_on: date,
) -> np.ndarray:
    """A flag for each customer. Arrays of one length: bool, and datetime64[D] of the last case and visit that are not
    after ``through_on`` (NaT = none). A longer look back for cases or visits never adds anybody."""
    through = np.datetime64(through_on, "D")
    return (
        has_bad_service
        & ~_is_within(last_case_on, through, rule.case_days)
        & ~_is_within(last_visit_on, through, rule.visit_days)
    )


def _is_within(days: np.ndarray, through: np.datetime64, count: int) -> np.ndarray:
    """NaT compares false."""
    return (days > through - np.timedelta64(count, "D")) & (days <= through)


@dataclass(frozen=True)
class SilentValues:
    """What the list is ordered by: gross profit where the cost of everybody on it who bought is known, else revenue.

    values   int64 money units per customer
    """

    base: str
    values: np.ndarray


def silent_values(revenue: np.ndarray, profit: np.ndarray, has_cost: np.ndarray) -> SilentValues:
    """Arrays of the customers on the list only. A profit that is not known is not 0, so one such customer with revenue
    is enough to order all by revenue."""
    bought = revenue != 0
    if len(revenue) and bought.any() and has_cost[bought].all():
        return SilentValues("profit", profit)
    return SilentValues("revenue", revenue)


def silent_order(values: np.ndarray) -> np.ndarray:
    """Places by falling value; equals stay in the order of the customer numbers."""
    return np.argsort(-values, kind="stable")
