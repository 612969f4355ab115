"""Who of the company had bad service before the last day of the data, and what is on file of the service at all."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.data.reading.iceberg.bad_tickets import bad_tickets_of
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import query_columns, query_rows, read_only, whole_numbers
from dashboard.data.reading.standards.tickets import late_tickets
from dashboard.logic.iceberg.silent import BAD_SERVICE, SilentRule

NEEDED = ("promised_line", "service_ticket", "delivery", "customer_visit")
KEPT = 4


@dataclass(frozen=True)
class ServiceOnFile:
    """Whether the company has any. Without an arrival no order is known to be late: nobody wrote down when it came."""

    has_promises: bool
    has_arrivals: bool
    has_tickets: bool
    has_deliveries: bool
    has_visits: bool

    @property
    def is_any_known(self) -> bool:
        """Whether bad service could be seen at all."""
        return (self.has_promises and self.has_arrivals) or self.has_tickets or self.has_deliveries


def service_on_file(marts: Marts) -> ServiceOnFile:
    """From memory after the first call. Raises Problem for a build of an earlier version."""
    return marts.remember(("service_on_file",), lambda: _on_file(marts))


def _on_file(marts: Marts) -> ServiceOnFile:
    columns = query_columns(marts, "service_on_file", needs=NEEDED)
    return ServiceOnFile(**{name: bool(column[0].as_py()) for name, column in columns.items()})


@dataclass(frozen=True, eq=False)
class BadService:
    """``customer_no`` ascending: customers of the whole company with any bad service; ``counts``: int32 arrays by name
    of ``logic.cases.silent.BAD_SERVICE``. Nothing of this reaches a viewer before the rows out of scope are gone."""

    customer_no: np.ndarray
    counts: dict[str, np.ndarray]


def bad_service(marts: Marts, rule: SilentRule, through_on: date) -> BadService:
    """Within the rule's days up to ``through_on``."""
    key = ("bad_service", rule.bad_days, through_on)
    return marts.remember(key, lambda: _bad_service(marts, rule, through_on), keep=KEPT)


def _bad_service(marts: Marts, rule: SilentRule, through_on: date) -> BadService:
    found = query_columns(marts, "bad_service", **_days(marts, rule, through_on))
    arrays = {name: whole_numbers(column, np.int32) for name, column in found.items()}
    tickets = late_tickets(marts, rule.first_bad_day(through_on), through_on)
    late = tickets["customer_no"].to_numpy(np.int32)
    own = arrays.pop("customer_no")
    numbers = np.union1d(own, late)
    spread = {name: _spread(numbers, own, counts) for name, counts in arrays.items()}
    spread["bad_tickets"] = _spread(numbers, late, tickets["count"].to_numpy(np.int32))
    return BadService(read_only(numbers), {name: read_only(spread[name]) for name in BAD_SERVICE})


def _spread(numbers: np.ndarray, of: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The counts of some of the customers at their places among all; 0 for the others."""
    spread = np.zeros(len(numbers), np.int32)
    spread[np.searchsorted(numbers, of)] = counts
    return spread


def _days(marts: Marts, rule: SilentRule, through_on: date) -> dict[str, Any]:
    return {
        "first": rule.first_bad_day(through_on),
        "through": through_on,
        "arrivals_known": service_on_file(marts).has_arrivals,
    }


def bad_service_rows(marts: Marts, rule: SilentRule, through_on: date, customer_no: int) -> pd.DataFrame:
    """The evidence of one customer, newest first: kind, reference (order or ticket), due_on, done_on (date, None = not
    given, not yet), days_late (None where it is no matter of days, or no day was promised)."""
    rows = query_rows(
        marts, "bad_service_of_customer", customer_no=customer_no, **_days(marts, rule, through_on)
    ) + bad_tickets_of(marts, rule.first_bad_day(through_on), through_on, customer_no)
    rows.sort(key=lambda row: (row[3] or row[2] or through_on, row[0], row[1]), reverse=True)
    names = ["kind", "reference", "due_on", "done_on", "days_late"]
    return pd.DataFrame(rows, columns=names, dtype=object)


def last_visits(marts: Marts, numbers: np.ndarray, through_on: date) -> np.ndarray:
    """datetime64[D] of each of these customers, whose numbers ascend; NaT = none up to that day."""
    found = query_columns(marts, "last_visits", customer_nos=numbers, through=through_on)
    days = np.full(len(numbers), np.datetime64("NaT", "D"))
    places = np.searchsorted(numbers, whole_numbers(found["customer_no"], np.int32))
    days[places] = found["visited_on"].to_numpy(zero_copy_only=False).astype("datetime64[D]")
    return days
