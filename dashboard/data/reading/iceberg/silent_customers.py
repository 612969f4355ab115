"""Silent sufferers by name: the list, with what each of them had to bear (X8)."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from dashboard.data.reading.cases.company_cases import company_cases
from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.customer_lists import CustomerList
from dashboard.data.reading.iceberg.bad_service import bad_service, last_visits
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.visible_layers import VisibleLayers
from dashboard.logic.cases.case_frame import KINDS
from dashboard.logic.iceberg.silent import SilentRule, is_silent, silent_order, silent_values
from dashboard.logic.money import exact_total
from dashboard.logic.viewer import Viewer

NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True, eq=False)
class SilentList:
    """Those in scope, ordered by falling value.

    base       what they are ordered by: profit where it is known of all of them, else revenue
    suffering  customers in scope with bad service, silent or not
    places     in the arrays of the visible customers; the other arrays have their length and order
    """

    base: str
    suffering: int
    customers: CustomerList
    places: np.ndarray
    values: np.ndarray
    counts: dict[str, np.ndarray]
    last_case_on: np.ndarray
    last_visit_on: np.ndarray

    def __len__(self) -> int:
        return len(self.places)

    @property
    def total(self) -> int:
        """Money units of all of them."""
        return exact_total(self.values)

    def frame(self, offset: int = 0, limit: int | None = None) -> pd.DataFrame:
        """Some rows, masked for the viewer: columns of ``CustomerList.frame``, those of BAD_SERVICE, last_case_on and
        last_visit_on (datetime64, NaT = none), value (int64 money units)."""
        rows = slice(offset, None if limit is None else offset + limit)
        shown = self.customers.frame(self.places[rows])
        return shown.assign(
            **{name: values[rows] for name, values in self.counts.items()},
            last_case_on=self.last_case_on[rows].astype("datetime64[s]"),
            last_visit_on=self.last_visit_on[rows].astype("datetime64[s]"),
            value=self.values[rows],
        )


def silent_customers(
    marts: Marts, viewer: Viewer, visible: VisibleLayers, rule: SilentRule, through_on: date
) -> SilentList:
    """Of the visible customers. ``visible`` holds layers and values of the question's period."""
    bad = bad_service(marts, rule, through_on)
    is_visible = np.zeros(len(company_customers(marts)), bool)
    is_visible[visible.customer_no] = True
    inside = is_visible[bad.customer_no]
    numbers = bad.customer_no[inside]
    cases, visits = last_cases(marts, through_on)[numbers], last_visits(marts, numbers, through_on)
    silent = is_silent(np.ones(len(numbers), bool), cases, visits, rule, through_on)
    places = np.searchsorted(visible.customer_no, numbers[silent])
    facts = visible.facts
    values = silent_values(facts.revenue[places], facts.profit[places], facts.has_cost[places])
    order = silent_order(values.values)
    return SilentList(
        base=values.base,
        suffering=len(numbers),
        customers=CustomerList(marts, visible, np.sort(places), viewer),
        places=places[order],
        values=values.values[order],
        counts={name: counts[inside][silent][order] for name, counts in bad.counts.items()},
        last_case_on=cases[silent][order],
        last_visit_on=visits[silent][order],
    )


def last_cases(marts: Marts, through_on: date) -> np.ndarray:
    """datetime64[D] of the last complaint, appeal or objection of each customer of the company up to that day."""

    def make() -> np.ndarray:
        cases = company_cases(marts).cases
        customer = cases["customer_no"].to_numpy()
        received = cases["received_at"].to_numpy().astype("datetime64[D]")
        counts = cases["kind"].isin(KINDS).to_numpy() & (customer >= 0) & (received <= np.datetime64(through_on, "D"))
        last = np.full(len(company_customers(marts)), NEVER)
        # Cases stand in the order of receipt: of several of one customer the last written stays.
        last[customer[counts]] = received[counts]
        return last

    return marts.remember(("last_cases", through_on), make, keep=2)
