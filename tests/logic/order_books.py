"""Small books of dated orders, the facts they give, and a plain-Python oracle that decides layers without cut values.

The oracle follows the words of metrics.md customer by customer, with Python ints and Fractions, and shares no code with
dashboard.logic.layers.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from dashboard.logic.facts import PeriodFacts, population
from dashboard.logic.periods import MonthSpan, month_end, month_no

FIRST_DAY, LAST_DAY = date(2019, 1, 1), date(2024, 12, 31)


@dataclass(frozen=True)
class Order:
    day: date
    net: int  # money units
    cost: int | None = None


@dataclass(frozen=True)
class Customer:
    orders: tuple[Order, ...] = ()
    is_on_file: bool = True
    first_contact: date | None = None

    def until(self, as_of: int) -> tuple[Order, ...]:
        return tuple(order for order in self.orders if order.day <= month_end(as_of))

    def within(self, span: MonthSpan) -> tuple[Order, ...]:
        return tuple(order for order in self.orders if span.first <= month_no(order.day) <= span.last)


def facts_of(book: list[Customer], span: MonthSpan) -> PeriodFacts:
    """The facts as the marts give them: only what is dated up to as-of, except the customers' own attributes."""
    as_of = span.last
    inside = [customer.within(span) for customer in book]
    known = [customer.until(as_of) for customer in book]
    first = dates([min((order.day for order in orders), default=None) for orders in known])
    return PeriodFacts(
        as_of=as_of,
        span=span,
        revenue=whole(sum(order.net for order in orders) for orders in inside),
        profit=whole(sum(o.net - o.cost for o in orders if o.cost is not None) for orders in inside),
        costed_abs=whole(sum(abs(o.net) for o in orders if o.cost is not None) for orders in inside),
        net_abs=whole(sum(abs(order.net) for order in orders) for orders in inside),
        has_cost=np.array([any(o.cost is not None for o in orders) for orders in inside], dtype=bool),
        orders=whole(sum(order.net > 0 for order in orders) for orders in inside),
        first_order=first,
        last_order=dates([max((order.day for order in orders), default=None) for orders in known]),
        in_population=population(
            first,
            np.array([customer.is_on_file for customer in book], dtype=bool),
            dates([customer.first_contact for customer in book]),
            as_of=as_of,
        ),
    )


def whole(numbers: object) -> np.ndarray:
    return np.array(list(numbers), dtype=np.int64)


def dates(days: list[date | None]) -> np.ndarray:
    return np.array([np.datetime64(day, "D") if day else np.datetime64("NaT", "D") for day in days], "datetime64[D]")


def simple_facts(values: list[int], **changes: object) -> PeriodFacts:
    """Facts of 2024 where every customer ordered in the window; ``changes`` replace single arrays."""
    size = len(values)
    arrays: dict = {
        "revenue": whole(values),
        "profit": whole([0] * size),
        "costed_abs": whole([0] * size),
        "net_abs": np.abs(whole(values)),
        "has_cost": np.zeros(size, dtype=bool),
        "orders": whole(value > 0 for value in values),
        "first_order": dates([date(2024, 1, 15)] * size),
        "last_order": dates([date(2024, 6, 15)] * size),
        "in_population": np.ones(size, dtype=bool),
    }
    span = MonthSpan(month_no(date(2024, 1, 1)), month_no(date(2024, 12, 1)))
    return PeriodFacts(as_of=span.last, span=span, **{**arrays, **changes})


def expected_layers(book: list[Customer], scheme, base: str, span: MonthSpan) -> list[str | None]:
    """Each customer's layer by the words of the law; None = not in the population."""
    values = [_value(customer, base, span) for customer in book]
    in_population = [
        bool(c.until(span.last))
        or (c.is_on_file and (c.first_contact is None or c.first_contact <= month_end(span.last)))
        for c in book
    ]
    active = [value for value in values if value is not None and value > 0]
    layers: list[str | None] = []
    for customer, value, belongs in zip(book, values, in_population, strict=True):
        if not belongs:
            layers.append(None)
        elif value is None:
            layers.append("Unknown")
        elif value > 0:
            layers.append(_band(value, active, scheme))
        else:
            layers.append(_outer(customer, span.last))
    return layers


def _value(customer: Customer, base: str, span: MonthSpan) -> int | None:
    orders = customer.within(span)
    if base == "orders":
        return sum(order.net > 0 for order in orders)
    revenue = sum(order.net for order in orders)
    if base == "revenue":
        return revenue
    costed = [order for order in orders if order.cost is not None]
    if not costed and revenue > 0:
        return None
    return sum(order.net - order.cost for order in costed)


def _band(value: int, active: list[int], scheme) -> str:
    greater = [other for other in active if other > value]
    for band in scheme.bands[:-1]:
        limit = Fraction(band.limit, 10_000)
        if scheme.mode == "rank":
            is_in = len(greater) < limit * len(active)  # rank - 1 < share * n
        elif scheme.mode == "share":
            is_in = sum(greater) < limit * sum(active)  # the share is not yet reached by those above
        else:
            is_in = value >= band.limit
        if is_in:
            return band.id
    return scheme.bands[-1].id


def _outer(customer: Customer, as_of: int) -> str:
    orders = customer.until(as_of)
    if not orders:
        return "Suspect"
    return "Inactive" if month_no(max(order.day for order in orders)) > as_of - 36 else "Lost"


def layer_names(layering) -> list[str | None]:
    return [None if code < 0 else layering.layers[code] for code in layering.codes]


def counted(layering) -> dict[str, int]:
    return dict(Counter(name for name in layer_names(layering) if name))


days = st.dates(FIRST_DAY, LAST_DAY)
# Few distinct amounts, so that ties are common; and huge ones, so that sums pass 2 ** 53 and 2 ** 63.
amounts = st.one_of(
    st.integers(-5, 20),
    st.integers(-10_000_000, 100_000_000),
    st.sampled_from([10**18, 10**18 - 1, 10**17 + 7]),
)
orders = st.builds(Order, days, amounts, st.one_of(st.none(), st.integers(0, 1_000_000)))
customers = st.builds(
    Customer,
    st.lists(orders, max_size=5).map(tuple),
    st.booleans(),
    st.one_of(st.none(), days),
)
books = st.lists(customers, max_size=40)
months = st.integers(month_no(FIRST_DAY), month_no(LAST_DAY))
