"""What every customer of the company did in one period, and the layer it is in: decided once, for the whole company.

These arrays hold all rows. Only ``visible_layers`` takes them, and removes what is out of scope before anything is
summed or shown (metrics.md, Whole and part). They are loaded once per build and window and never change.
"""

import numpy as np

from dashboard.data.reading.company_customers import CompanyCustomers, company_customers
from dashboard.data.reading.freed_memory import return_freed_memory
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import days, known_flags, money_units, query_batches, read_only, whole_numbers
from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layers import Layering, decide_layers
from dashboard.logic.periods import MonthSpan
from dashboard.logic.schemes import Scheme
from dashboard.logic.value_bases import ValueBase

BYTES_PER_CUSTOMER = 54
"""Of one window's arrays, where none is shared."""
MEMORY_FOR_WINDOWS = 150_000_000


def company_facts(marts: Marts, span: MonthSpan) -> PeriodFacts:
    """The facts of all customers in the months of ``span``, as of its last day."""

    def load() -> PeriodFacts:
        facts = load_facts(marts, span)
        return_freed_memory()
        return facts

    return marts.remember(("company_facts", span.first, span.last), load, keep=_windows_kept(marts))


def company_layering(marts: Marts, span: MonthSpan, scheme: Scheme, base: ValueBase) -> Layering:
    """The layer of every customer. One small array per scheme; the facts are shared."""
    return marts.remember(
        ("company_layering", span.first, span.last, scheme, base),
        lambda: decide_layers(company_facts(marts, span), scheme, base),
        keep=_windows_kept(marts),
    )


def _windows_kept(marts: Marts) -> int:
    """How many windows stay in memory: at a million customers the current one and its comparison."""
    return max(2, min(12, MEMORY_FOR_WINDOWS // (BYTES_PER_CUSTOMER * max(len(company_customers(marts)), 1))))


def load_facts(marts: Marts, span: MonthSpan) -> PeriodFacts:
    """The facts, without keeping them. Money in int64 ten-thousandths."""
    customers = company_customers(marts)
    size = len(customers)
    sums = {name: np.zeros(size, np.int64) for name in _MONEY}
    orders, has_cost = np.zeros(size, np.int32), np.zeros(size, bool)
    last_in_window = np.full(size, NEVER) if _has_later_orders(customers, span) else None
    for batch in query_batches(marts, "period_facts", first_month=span.first, last_month=span.last):
        numbers = whole_numbers(batch["customer_no"], np.int32)
        for name in _MONEY:
            np.add.at(sums[name], numbers, money_units(batch[name]))
        np.add.at(orders, numbers, whole_numbers(batch["orders"], np.int32))
        has_cost[numbers[known_flags(batch["profit"])]] = True
        if last_in_window is not None:
            _keep_latest(last_in_window, numbers, days(batch["last_order_on"]))
    last_day = np.datetime64(span.ends_on, "D")
    arrays = {
        **sums,
        "revenue": _shared(sums["revenue"], sums["net_abs"]),
        "costed_abs": _shared(sums["costed_abs"], sums["net_abs"]),
        "orders": orders,
        "has_cost": has_cost,
        "first_order": _up_to(customers.first_order_on, last_day),
        "last_order": _last_orders(marts, customers, span, last_in_window),
        "in_population": customers.in_population(span.last),
    }
    kept = {name: read_only(array) for name, array in arrays.items()}
    return PeriodFacts(as_of=span.last, span=span, in_touch=customers.in_touch, **kept)


NEVER = np.datetime64("NaT", "D")
_MONEY = ("revenue", "profit", "costed_abs", "net_abs")


def _shared(array: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The same object where the content is the same: at a million customers each array is 8 MB."""
    return other if np.array_equal(array, other) else array


def _up_to(dates: np.ndarray, last_day: np.datetime64) -> np.ndarray:
    later = dates > last_day
    return np.where(later, NEVER, dates) if later.any() else dates


def _has_later_orders(customers: CompanyCustomers, span: MonthSpan) -> bool:
    return bool((customers.last_order_on > np.datetime64(span.ends_on, "D")).any())


def _keep_latest(latest: np.ndarray, numbers: np.ndarray, dates: np.ndarray) -> None:
    """Put each date where it is later than what is there. As whole days, NaT is the smallest number there is."""
    np.maximum.at(latest.view(np.int64), numbers, dates.view(np.int64))


def _last_orders(
    marts: Marts, customers: CompanyCustomers, span: MonthSpan, in_window: np.ndarray | None
) -> np.ndarray:
    """The last order up to the end of the window: the very last one where that is early enough, else the last one in
    the window, else one before it: that question reads most of the mart, and is asked only when somebody needs it."""
    if in_window is None:
        return customers.last_order_on
    last_day = np.datetime64(span.ends_on, "D")
    last = np.where(customers.last_order_on > last_day, in_window, customers.last_order_on)
    if (np.isnat(last) & (customers.first_order_on <= last_day)).any():
        earlier = np.full(len(customers), NEVER)
        for batch in query_batches(marts, "earlier_orders", first_month=span.first):
            _keep_latest(earlier, whole_numbers(batch["customer_no"], np.int32), days(batch["last_order_on"]))
        last = np.where(np.isnat(last), earlier, last)
    return last
