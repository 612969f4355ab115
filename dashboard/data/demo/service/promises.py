"""What was promised for each order and when its report came; who tested and who signed. Nothing is drawn here."""

from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.gaps import forgets_promises
from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.staff import Staff
from dashboard.data.demo.trade import Trade

LABORATORIES = ("建材检测室", "食品检测室", "电子电器检测室")
LATE_LABORATORY = "电子电器检测室"
_OF_LINE = np.array([0, 0, 1, 2, 1, 0, 2, 1])
"""Laboratory of each business line, in the order of the catalogue."""
RECENT_DAYS = 180


@dataclass(frozen=True, eq=False)
class Promises:
    """Per order: ``first`` and ``last`` promised day (NaT: none), ``issued`` (NaT: still open), ``laboratory`` (place
    in LABORATORIES), ``tester`` and ``signer`` (places in Staff.employees)."""

    first: np.ndarray
    last: np.ndarray
    issued: np.ndarray
    laboratory: np.ndarray
    tester: np.ndarray
    signer: np.ndarray


def make_promises(plan: DemoPlan, trade: Trade, staff: Staff, sufferers: tuple[int, ...]) -> Promises:
    """Every tenth report or so is late, more of the laboratory that is late; some get a new promise then, which hides
    it. ``sufferers``: customers whose reports of the last half year are all late."""
    laboratory = _OF_LINE[trade.line_of_business]
    number = np.arange(trade.orders)
    spread = trade.order_net // 100
    promised = trade.day + np.where(trade.is_rush, 3, 10)
    lag = spread % 9 - 7 + 3 * (laboratory == LABORATORIES.index(LATE_LABORATORY))
    suffers = np.isin(trade.customer, sufferers) & (trade.day > plan.last_day - RECENT_DAYS)
    lag = np.where(suffers, 4 + spread % 6, lag)
    issued = np.maximum(promised + lag, trade.day + 1)
    moved = (issued > promised) & (number * 7 % 10 < 4)
    last = np.where(moved, issued - (number % 5 == 0), promised)
    is_open = (issued > plan.last_day) | (trade.status >= 4) | (trade.status == 1) | (trade.status == 2)
    none = np.datetime64("NaT", "D")
    forgotten = forgets_promises(trade.customer)
    return Promises(
        first=np.where(forgotten, none, promised),
        last=np.where(forgotten, none, last),
        issued=np.where(is_open, none, issued),
        laboratory=laboratory,
        tester=_testers(staff)[laboratory, 1 + number % 2],
        signer=_testers(staff)[laboratory, 0],
    )


def _testers(staff: Staff) -> np.ndarray:
    """Laboratories x three people; the first of each leads it and signs."""
    return np.array(
        [
            [place for place, one in enumerate(staff.employees) if one.department == department][:3]
            for department in LABORATORIES
        ]
    )
