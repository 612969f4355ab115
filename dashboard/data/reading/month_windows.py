"""The facts at many month ends from one pass over ``customer_month``: a running window.

At each month end the months that enter are added and those that leave are taken away, so that a year of months costs
little more than one. The build's ``layer_month`` and the reader's own months over time come from here; one month end
alone is ``company_facts.load_facts``.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pyarrow as pa

from dashboard.data.reading.queries import known_flags, money_units, whole_numbers
from dashboard.logic.facts import PeriodFacts, known_from
from dashboard.logic.periods import MonthSpan, month_end

S = TypeVar("S")
T = TypeVar("T")
NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True, eq=False)
class CustomerDates:
    """What the population and the layers below the line ask of each customer, in ``customer_no`` order: datetime64[D],
    NaT = never or unknown; ``in_touch`` as in PeriodFacts."""

    first_order_on: np.ndarray
    first_contact_on: np.ndarray
    is_on_file: np.ndarray
    in_touch: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class MonthRows:
    """Rows of ``customer_month`` (one per customer and month), months together: place 0 is ``first_month``.

    ``parts`` holds, per month, the columns by name: customer_no (int32) and revenue (int64 money units), and where they
    were asked for profit (0 where unknown), has_cost (bool) and orders.
    """

    first_month: int
    parts: tuple[Mapping[str, np.ndarray], ...]

    @classmethod
    def gathered(cls, batches: Iterable[Mapping[str, pa.Array]], first_month: int, last_month: int) -> "MonthRows":
        """From batches in any order with customer_no, month_no, revenue and perhaps profit and orders. All their months
        are in ``first_month`` .. ``last_month``."""
        count = last_month - first_month + 1
        pieces: list[list[dict[str, np.ndarray]]] = [[] for _ in range(count)]
        for batch in batches:
            month = whole_numbers(batch["month_no"], np.int32) - first_month
            order = np.argsort(month.astype(np.uint16), kind="stable")  # sixteen bits: a radix sort
            edges = np.concatenate([[0], np.cumsum(np.bincount(month, minlength=count))])
            columns = {name: column[order] for name, column in _arrays(batch).items()}
            for place in np.flatnonzero(np.diff(edges)):
                rows = slice(edges[place], edges[place + 1])
                pieces[place].append({name: column[rows] for name, column in columns.items()})
        return cls(first_month, tuple(_joined(piece) for piece in pieces))

    def months(self, first: int, last: int) -> Iterator[Mapping[str, np.ndarray]]:
        """The months from ``first`` to ``last`` that have rows."""
        low, high = max(first - self.first_month, 0), last - self.first_month + 1
        return (part for part in self.parts[low : max(high, low)] if part)


def window_facts(customers: CustomerDates, months: MonthRows, spans: Sequence[MonthSpan]) -> Iterator[PeriodFacts]:
    """The facts of each span in turn; neither end may go back from one span to the next.

    Only what layers ask: costed_abs and net_abs are 0, profit and orders too unless ``months`` holds them, and a last
    order is dated at the end of its month. One before the months given is dated just before them: give all months since
    the data begin, or so many that this is long ago for the first span (``INACTIVE_MONTHS``).
    """
    day_before = np.datetime64(month_end(months.first_month - 1), "D")
    window = _Window(np.where(customers.first_order_on <= day_before, day_before, NEVER))
    in_population_from = known_from(customers.first_order_on, customers.is_on_file, customers.first_contact_on)
    start = end = months.first_month  # the months in the window are start .. end-1
    for span in spans:
        for month in range(end, span.last + 1):
            for part in months.months(month, month):
                window.add(part, np.datetime64(month_end(month), "D"))
        for part in months.months(start, span.first - 1):
            window.remove(part)
        start, end = max(start, span.first), max(end, span.last + 1)
        yield window.facts(customers, in_population_from, span)


def worked_ahead(work: Callable[[S], T], every: Iterable[S], *, threads: int) -> Iterator[T]:
    """``work`` of each, in their order, on several cores: numpy frees the interpreter lock while it sorts and compares.
    Only few are held at a time: at a million customers each month's arrays are some 30 MB."""
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[T]] = deque()
        for one in every:
            waiting.append(pool.submit(work, one))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Window:
    """The running sums."""

    def __init__(self, last_order: np.ndarray) -> None:
        size = len(last_order)
        self._sums = {name: np.zeros(size, np.int64) for name in ("revenue", "profit", "orders")}
        self._costed_months = np.zeros(size, np.int16)
        self._last_order = last_order
        self._zero = np.zeros(size, np.int64)
        self._changed: set[str] = set()

    def add(self, part: Mapping[str, np.ndarray], day: np.datetime64) -> None:
        self._count(part, 1)
        self._last_order[part["customer_no"]] = day

    def remove(self, part: Mapping[str, np.ndarray]) -> None:
        self._count(part, -1)

    def _count(self, part: Mapping[str, np.ndarray], sign: int) -> None:
        """A customer comes once in a month, so that adding by index loses nothing."""
        numbers = part["customer_no"]
        for name, sums in self._sums.items():
            if name in part:
                sums[numbers] += part[name] if sign > 0 else -part[name]
                self._changed.add(name)
        if "has_cost" in part:
            self._costed_months[numbers[part["has_cost"]]] += sign

    def facts(self, customers: CustomerDates, in_population_from: np.ndarray, span: MonthSpan) -> PeriodFacts:
        """Copies: the next month changes the sums, while these may still be at work in another thread."""
        last_day = np.datetime64(span.ends_on, "D")
        sums = {name: array.copy() if name in self._changed else self._zero for name, array in self._sums.items()}
        later = customers.first_order_on > last_day
        return PeriodFacts(
            as_of=span.last,
            span=span,
            **sums,
            costed_abs=self._zero,
            net_abs=self._zero,
            has_cost=self._costed_months > 0,
            first_order=np.where(later, NEVER, customers.first_order_on),
            last_order=self._last_order.copy(),
            in_population=in_population_from <= last_day.astype(np.int64),
            in_touch=customers.in_touch,
        )


def _arrays(batch: Mapping[str, pa.Array]) -> dict[str, np.ndarray]:
    arrays = {"customer_no": whole_numbers(batch["customer_no"], np.int32), "revenue": money_units(batch["revenue"])}
    if "profit" in batch:
        arrays |= {"profit": money_units(batch["profit"]), "has_cost": known_flags(batch["profit"])}
    if "orders" in batch:
        arrays["orders"] = whole_numbers(batch["orders"], np.int32)
    return arrays


def _joined(pieces: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]} if pieces else {}
