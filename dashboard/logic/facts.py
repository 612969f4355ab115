"""What is known of every customer in one period: the arrays that every layer, share and migration starts from."""

from dataclasses import dataclass, field

import numpy as np

from dashboard.logic.periods import MonthSpan, month_end
from dashboard.logic.value_bases import ORDERS, PROFIT, REVENUE, ValueBase


@dataclass(frozen=True, eq=False)
class PeriodFacts:
    """One row per customer, in ``customer_no`` order; all arrays have the same length and become read-only.

    as_of, span    the as-of month and the window that ends there (month numbers)
    revenue        int64 money units in the window, any sign
    profit         int64 money units of the costed lines in the window; 0 where none is costed (see ``has_cost``)
    costed_abs, net_abs   int64 money units: absolute net of costed lines and of all lines (coverage)
    has_cost       bool: at least one costed line in the window
    orders         orders with a positive amount in the window
    first_order, last_order   datetime64[D] of ordered orders up to as-of, any sign; NaT = never ordered
    in_population  bool, see ``population``
    in_touch       bool: a contact, visit, quotation or lead is on file up to as-of; None while no such table is loaded
    """

    as_of: int
    span: MonthSpan
    revenue: np.ndarray
    profit: np.ndarray
    costed_abs: np.ndarray
    net_abs: np.ndarray
    has_cost: np.ndarray
    orders: np.ndarray
    first_order: np.ndarray
    last_order: np.ndarray
    in_population: np.ndarray
    in_touch: np.ndarray | None = field(default=None)

    def __post_init__(self) -> None:
        size = len(self.revenue)
        for name, kind in _KINDS.items():
            array = getattr(self, name)
            if array is None:
                continue
            if len(array) != size or array.dtype.kind != kind:
                raise ValueError(f"{name}: {array.dtype}[{len(array)}] where {kind}[{size}] is needed")
            if array.flags.writeable:
                # A view, so that the caller's own array stays as it was.
                array = array.view()
                array.flags.writeable = False
                object.__setattr__(self, name, array)

    def __len__(self) -> int:
        return len(self.revenue)

    def values(self, base: ValueBase) -> np.ndarray:
        """The values that rank customers by this base, int64 in the base's units."""
        by_name = {REVENUE.name: self.revenue, PROFIT.name: self.profit, ORDERS.name: self.orders}
        return by_name[base.name].astype(np.int64, copy=False)

    def is_new(self) -> np.ndarray:
        """bool: first order ever within the window."""
        return self.first_order >= np.datetime64(self.span.starts_on, "D")

    def is_value_unknown(self, base: ValueBase) -> np.ndarray | None:
        """By profit: revenue but no costed line (the extra layer Unknown). None for the bases that are always known."""
        return (self.revenue > 0) & ~self.has_cost if base.name == PROFIT.name else None


_KINDS = {
    "revenue": "i",
    "profit": "i",
    "costed_abs": "i",
    "net_abs": "i",
    "has_cost": "b",
    "orders": "i",
    "first_order": "M",
    "last_order": "M",
    "in_population": "b",
    "in_touch": "b",
}


def population(first_order: np.ndarray, is_on_file: np.ndarray, first_contact: np.ndarray, *, as_of: int) -> np.ndarray:
    """Who belongs to the population at as-of: an order up to then, or on file with first contact unknown or up to then.

    first_order, first_contact: datetime64[D] with NaT for never or unknown; is_on_file: bool (false for customers known
    only from orders). Returns bool per customer. Source: metrics.md, "Layers that are no value layer".
    """
    end = np.datetime64(month_end(as_of), "D")
    return known_from(first_order, is_on_file, first_contact) <= end.astype(np.int64)


def known_from(first_order: np.ndarray, is_on_file: np.ndarray, first_contact: np.ndarray) -> np.ndarray:
    """int64 day (since 1970) from which each customer is in the population: a comparison per as-of decides it then.

    The smallest number = always, the largest = never. Arguments and source: see ``population``.
    """
    never = np.iinfo(np.int64).max
    # As whole days NaT is the smallest number: right for a contact of unknown date, not for an order that never was.
    ordered = np.where(np.isnat(first_order), never, _whole_days(first_order))
    on_file = np.where(is_on_file, _whole_days(first_contact), never)
    return np.minimum(ordered, on_file)


def _whole_days(dates: np.ndarray) -> np.ndarray:
    return dates.astype("datetime64[D]", copy=False).view(np.int64)
