"""What cases are drawn from, and the orders that nobody complained about yet."""

from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.service.clock import DemoClock
from dashboard.data.demo.service.desk import Desk
from dashboard.data.demo.trade import Trade

_QUIET_DAYS = 500
"""Days before the end of the data in which silent sufferers say nothing."""


@dataclass(frozen=True, eq=False)
class Intake:
    """Everything that cases are drawn from. ``orders``: rows of the trade that reach the books and may be complained
    about, by day; no order is used twice."""

    plan: DemoPlan
    clock: DemoClock
    trade: Trade
    desk: Desk
    orders: np.ndarray
    sufferers: tuple[int, ...]
    random: np.random.Generator


class FreeOrders:
    """Orders that nobody complained about yet."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._day = intake.trade.day[intake.orders]
        self._used = np.zeros(intake.orders.size, bool)
        self._quiet_from = intake.plan.last_day - _QUIET_DAYS

    def take(self, at: np.datetime64) -> int:
        """An order of the last weeks before a moment; else the first one that is free. Silent sufferers' are left."""
        day = at.astype("datetime64[D]")
        first, last = np.searchsorted(self._day, [day - 50, day - 4])
        for _ in range(60):
            place = int(self._intake.random.integers(first, max(last, first + 1)))
            if place < self._used.size and self.is_free(place, day):
                break
        else:
            place = next(n for n in range(self._used.size) if self.is_free(n, max(day, self._day[0] + 90)))
        self._used[place] = True
        return int(self._intake.orders[place])

    def is_free(self, place: int, day: np.datetime64) -> bool:
        customer = self._intake.trade.customer[self._intake.orders[place]]
        is_quiet = day >= self._quiet_from and customer in self._intake.sufferers
        return not self._used[place] and not is_quiet and self._day[place] < day
