"""What a complaint did to what a customer brings in: against customers like them who did not complain (M42, X9).

Months are the unit, because a company's figures are kept by month: 180 days are six months. The month of the complaint
belongs to neither side. Complaining and matched customers are compared by their relative change, so that a large and a
small customer of one cell are not expected to change by the same amount: difference in differences of ratios.
Who is compared with whom, and the effect from it, is in matching.py.
"""

from dataclasses import dataclass

import numpy as np

MONTHS = 6
"""180 days."""
LEAST_CUSTOMERS = 30
"""Complaining customers with full windows; fewer are "not enough cases yet"."""


@dataclass(frozen=True, eq=False)
class EffectData:
    """Arrays of one selection.

    values     float [customers, months]: contribution by month
    has_case   bool [customers, months]: complained, appealed or objected in that month
    industry   int code of each customer
    row, month places in ``values`` of the complaints looked at, one of a customer at most
    """

    values: np.ndarray
    has_case: np.ndarray
    industry: np.ndarray
    row: np.ndarray
    month: np.ndarray


@dataclass(frozen=True)
class Effect:
    """Of some complaining customers, who have ``customers`` matched ones among them.

    before, after   contribution in the six months before and after; expected: after, had they changed as the matched
    share           after / expected - 1, low and high its interval; None below LEAST_CUSTOMERS
    """

    customers: int
    before: float
    after: float
    expected: float
    share: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_enough(self) -> bool:
        return self.share is not None

    @property
    def per_customer(self) -> float | None:
        return (self.after - self.expected) / self.customers if self.is_enough else None


def first_events(customer: np.ndarray, month: np.ndarray, first: int, last: int) -> np.ndarray:
    """Places of the complaints that are looked at: of each customer the first one with six months of data before and
    after it and no other complaint in the six months before. Arrays ordered by customer, then time; ``first`` and
    ``last`` are the complete months of the data."""
    if not len(customer):
        return np.zeros(0, np.int64)
    same = np.append(False, customer[1:] == customer[:-1])
    gap = np.append(0, month[1:] - month[:-1])
    fits = (month - MONTHS >= first) & (month + MONTHS <= last) & ~(same & (gap <= MONTHS))
    places = np.flatnonzero(fits)
    return places[np.unique(customer[places], return_index=True)[1]]


def within_days(keys: np.ndarray, days: np.ndarray, event_key: np.ndarray, event_day: np.ndarray) -> np.ndarray:
    """For each event, whether its customer has any of the ``days`` after the event's own and at most 180 later. Integer
    days since 1970; keys are customer numbers."""
    wide = np.int64(1) << 24  # days up to the year 47,000
    held = np.sort(keys.astype(np.int64) * wide + days)
    start = event_key.astype(np.int64) * wide + event_day
    return np.searchsorted(held, start + 180, "right") > np.searchsorted(held, start, "right")
