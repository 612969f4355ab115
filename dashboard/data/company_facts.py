"""What every customer of the company did in one period, and the layer it is in: decided once, for the whole company.

These arrays hold all rows. Only ``visible_layers`` takes them, and removes what is out of scope before anything is
summed or shown (metrics.md, Whole and part). They are loaded once per build and window and never change.
"""

import numpy as np
import pyarrow as pa

from dashboard.data.company_customers import CompanyCustomers, company_customers
from dashboard.data.marts import Marts
from dashboard.data.queries import days, known_flags, money_units, query_columns, read_only, whole_numbers
from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layers import Layering, decide_layers
from dashboard.logic.periods import MonthSpan
from dashboard.logic.schemes import Scheme
from dashboard.logic.value_bases import ValueBase

BYTES_PER_CUSTOMER = 54
"""Of one window's arrays, where none is shared."""
MEMORY_FOR_WINDOWS = 160_000_000


def company_facts(marts: Marts, span: MonthSpan) -> PeriodFacts:
    """The facts of all customers in the months of ``span``, as of its last day."""
    return marts.remember(
        ("company_facts", span.first, span.last), lambda: load_facts(marts, span), keep=_windows_kept(marts)
    )


def company_layering(marts: Marts, span: MonthSpan, scheme: Scheme, base: ValueBase) -> Layering:
    """The layer of every customer. One small array per scheme; the facts are shared."""
    return marts.remember(
        ("company_layering", span.first, span.last, scheme, base),
        lambda: decide_layers(company_facts(marts, span), scheme, base),
        keep=_windows_kept(marts),
    )


def _windows_kept(marts: Marts) -> int:
    """How many windows stay in memory: at a million customers the current one, its comparison and one more."""
    return max(3, min(12, MEMORY_FOR_WINDOWS // (BYTES_PER_CUSTOMER * max(len(company_customers(marts)), 1))))


def load_facts(marts: Marts, span: MonthSpan) -> PeriodFacts:
    """The facts, without keeping them. Money in int64 ten-thousandths."""
    customers = company_customers(marts)
    columns = query_columns(marts, "period_facts", first_month=span.first, last_month=span.last)
    numbers = whole_numbers(columns.pop("customer_no"), np.int32)

    def placed(name: str) -> np.ndarray:
        target = np.zeros(len(customers), np.int64)
        target[numbers] = money_units(columns.pop(name))
        return target

    has_cost = np.zeros(len(customers), bool)
    has_cost[numbers] = known_flags(columns["profit"])
    orders = np.zeros(len(customers), np.int32)
    orders[numbers] = whole_numbers(columns["orders"], np.int32)
    last_day = np.datetime64(span.ends_on, "D")
    net_abs = placed("net_abs")
    costed_abs = _shared(placed("costed_abs"), net_abs)
    arrays = {
        "revenue": _shared(placed("revenue"), net_abs),
        "profit": placed("profit"),
        "costed_abs": costed_abs,
        "net_abs": net_abs,
        "has_cost": has_cost,
        "orders": orders,
        "first_order": _up_to(customers.first_order_on, last_day),
        "last_order": _last_orders(marts, customers, span, numbers, columns["last_order_on"]),
        "in_population": customers.in_population(span.last),
    }
    return PeriodFacts(as_of=span.last, span=span, **{name: read_only(array) for name, array in arrays.items()})


def _shared(array: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The same object where the content is the same: at a million customers each array is 8 MB."""
    return other if np.array_equal(array, other) else array


def _up_to(dates: np.ndarray, last_day: np.datetime64) -> np.ndarray:
    later = dates > last_day
    return np.where(later, np.datetime64("NaT", "D"), dates) if later.any() else dates


def _last_orders(
    marts: Marts, customers: CompanyCustomers, span: MonthSpan, numbers: np.ndarray, in_window: pa.Array
) -> np.ndarray:
    """The last order up to the end of the window: the very last one where that is early enough, else one in the window,
    else one before it. The last question reads most of the mart, so it is asked only when a customer needs it."""
    last_day = np.datetime64(span.ends_on, "D")
    if not (customers.last_order_on > last_day).any():
        return customers.last_order_on
    last = _up_to(customers.last_order_on, last_day).copy()
    last[numbers] = days(in_window)
    if (np.isnat(last) & (customers.first_order_on <= last_day)).any():
        columns = query_columns(marts, "earlier_orders", first_month=span.first)
        earlier = np.full(len(customers), np.datetime64("NaT", "D"))
        earlier[whole_numbers(columns["customer_no"], np.int32)] = days(columns["last_order_on"])
        last = np.where(np.isnat(last), earlier, last)
    return last
