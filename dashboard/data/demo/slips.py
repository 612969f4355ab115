"""What goes wrong between business and files: wrong dates, unreadable amounts, lost keys, things typed twice."""

from dataclasses import dataclass

import numpy as np

from dashboard.data.demo.plan import DemoPlan
from dashboard.data.demo.roster import Roster
from dashboard.data.demo.trade import ORDERED_STATUSES, Trade


@dataclass(frozen=True, eq=False)
class Slips:
    """Row numbers of orders, lines and customers that each mistake happens to; no row is in two lists.

    Rejected when imported: orders with a wrong date, an unreadable amount, no customer, or a date decades ahead; lines
    without order number or amount; customers with a wrong date. ``*_repeated``: the row comes twice, word for word;
    ``*_contradicted``: it comes a second time with another content, which is refused. ``order_header_off``: header
    and lines differ. ``customer_unlisted``: not in the customers file at all.
    """

    order_bad_date: np.ndarray
    order_bad_amount: np.ndarray
    order_no_customer: np.ndarray
    order_far_future: np.ndarray
    order_repeated: np.ndarray
    order_contradicted: np.ndarray
    order_header_off: np.ndarray
    line_no_order: np.ndarray
    line_no_amount: np.ndarray
    line_repeated: np.ndarray
    line_contradicted: np.ndarray
    customer_bad_date: np.ndarray
    customer_unlisted: np.ndarray
    customer_repeated: np.ndarray
    customer_contradicted: np.ndarray

    @property
    def lost_orders(self) -> np.ndarray:
        """Orders that no import can accept."""
        return np.concatenate(
            (self.order_bad_date, self.order_bad_amount, self.order_no_customer, self.order_far_future)
        )

    @property
    def lost_lines(self) -> np.ndarray:
        return np.concatenate((self.line_no_order, self.line_no_amount))


def draw_slips(plan: DemoPlan, roster: Roster, trade: Trade) -> Slips:
    """A few per thousand rows, never fewer than one of each kind, never with a planted customer."""
    random = plan.stream(4)
    free_orders = ~np.isin(trade.customer, roster.planted.everyone) & (trade.day < plan.last_day)
    free_orders &= ~trade.is_header_only & (trade.status < ORDERED_STATUSES)
    orders = _Deck(random, np.flatnonzero(free_orders), trade.orders)
    bad_date, bad_amount, no_customer = orders.deal(0.0004), orders.deal(0.0003), orders.deal(0.0002)
    far_future, repeated = orders.deal(0), orders.deal(0.0003)
    contradicted, header_off = orders.deal(0.0002), orders.deal(0.001)

    whole = np.zeros(trade.orders, dtype=bool)
    whole[orders.left] = True
    several = np.bincount(trade.order) > 1
    free_lines = (whole & several)[trade.order] & (trade.line_no == 2) & ~trade.is_return
    lines = _Deck(random, np.flatnonzero(free_lines), trade.order.size)
    buyers = np.zeros(roster.size, dtype=bool)
    buyers[trade.customer[whole]] = True
    buyers[list(roster.planted.everyone)] = False
    customers = _Deck(random, np.flatnonzero(buyers), roster.size)
    return Slips(
        order_bad_date=bad_date,
        order_bad_amount=bad_amount,
        order_no_customer=no_customer,
        order_far_future=far_future,
        order_repeated=repeated,
        order_contradicted=contradicted,
        order_header_off=header_off,
        line_no_order=lines.deal(0.0001),
        line_no_amount=lines.deal(0.0001),
        line_repeated=lines.deal(0.0001),
        line_contradicted=lines.deal(0.0001),
        customer_bad_date=customers.deal(0.001),
        customer_unlisted=customers.deal(0.002),
        customer_repeated=customers.deal(0.0005),
        customer_contradicted=customers.deal(0.001),
    )


class _Deck:
    """Deals rows without putting any back."""

    def __init__(self, random: np.random.Generator, rows: np.ndarray, total: int) -> None:
        self.left = random.permutation(rows)
        self._total = total

    def deal(self, share: float) -> np.ndarray:
        """``share`` of all rows, at least one, in row order."""
        count = max(1, round(self._total * share))
        dealt, self.left = self.left[:count], self.left[count:]
        return np.sort(dealt)
