"""The figures that the effect of a complaint is estimated from (M42): months of those who complained and of others."""

from dataclasses import dataclass

import numpy as np

from dashboard.data.reading.cases.case_ground import VisibleCases
from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.marts import BuildFacts, Marts
from dashboard.data.reading.queries import known_flags, query_columns, whole_numbers
from dashboard.data.reading.visible_layers import VisibleLayers
from dashboard.data.reading.visible_rows import wanted_table
from dashboard.logic.cases.case_frame import KINDS
from dashboard.logic.iceberg.effect import Effect, EffectData, first_events, within_days
from dashboard.logic.iceberg.matching import Matching
from dashboard.logic.periods import month_end, month_no

MOST_OTHERS = 10_000
"""Other customers who are looked at; of more a random part (fixed seed)."""
SATISFIED = ("very_satisfied", "satisfied", "fairly_satisfied")
GRANTED = ("accepted", "partly_accepted")
GROUPS = ("all", "recovered", "not_recovered", "second_failure", "no_second_failure")


@dataclass(frozen=True)
class ComplaintEffect:
    """M42 of the visible customers.

    base       profit, or revenue where the cost of any month is not known
    groups     effect by name of GROUPS
    complained customers with a complaint in the data; looked_at: those of them with whole windows
    customers  they and those from whom the matched ones are taken; orderers: all who ever ordered
    first_month, last_month   complete months of the data
    """

    base: str
    groups: dict[str, Effect]
    complained: int
    looked_at: int
    customers: int
    orderers: int
    first_month: int
    last_month: int


def complaint_effect(marts: Marts, visible: VisibleLayers, cases: VisibleCases) -> ComplaintEffect:
    """Of customers in scope only. Nothing after the window's end is looked at (T9)."""
    first, last = complete_months(marts.build, cases)
    frame = cases.frame
    known = (frame["customer_no"].to_numpy() >= 0) & frame["kind"].isin(KINDS).to_numpy()
    held = frame.loc[known].sort_values(["customer_no", "received_at"], kind="stable")
    customer, received = held["customer_no"].to_numpy(), held["received_at"].to_numpy().astype("datetime64[D]")
    month = received.astype("datetime64[M]").astype(np.int64) + 1970 * 12
    complaints = np.flatnonzero((held["kind"] == "complaint").to_numpy())
    events = complaints[first_events(customer[complaints], month[complaints], first, last)]
    numbers, orderers = _customers(visible, customer[events])
    base, values = _months(marts, numbers, first, last)
    has_case = np.zeros(values.shape, bool)
    place = np.searchsorted(numbers, customer)
    there = (month >= first) & (month <= last) & (numbers[np.minimum(place, len(numbers) - 1)] == customer)
    has_case[place[there], month[there] - first] = True
    industry = company_customers(marts).dimensions["industry"].codes[numbers].astype(np.int64)
    matching = Matching(EffectData(values, has_case, industry, place[events], month[events] - first))
    recovered, lost = _outcomes(held["callback_result"].to_numpy()[events], held["outcome"].to_numpy()[events])
    days = received.astype(np.int64)
    again = within_days(customer, days, customer[events], days[events])
    again |= _late_again(marts, cases, customer[events], days[events])
    flags = {
        "all": np.ones(len(events), bool), "recovered": recovered, "not_recovered": lost,
        "second_failure": again, "no_second_failure": ~again,
    }  # fmt: skip
    return ComplaintEffect(
        base=base,
        groups={name: matching.effect(flags[name]) for name in GROUPS},
        complained=len(np.unique(customer[complaints])),
        looked_at=len(events),
        customers=len(numbers),
        orderers=orderers,
        first_month=first,
        last_month=last,
    )


def complete_months(build: BuildFacts, cases: VisibleCases) -> tuple[int, int]:
    """First and last month of which every day is in the data and in the window."""
    last = month_no(cases.window.through_on)
    return build.first_month, last if month_end(last) <= cases.window.through_on else last - 1


def _customers(visible: VisibleLayers, complaining: np.ndarray) -> tuple[np.ndarray, int]:
    """Those who complained and, of the others who ever ordered, at most MOST_OTHERS drawn at random; ascending."""
    orderers = visible.customer_no[~np.isnat(visible.first_order)]
    others = np.setdiff1d(orderers, complaining)
    if len(others) > MOST_OTHERS:
        others = others[np.random.default_rng(0).choice(len(others), MOST_OTHERS, replace=False)]
    return np.union1d(complaining, others), len(orderers)


def _months(marts: Marts, numbers: np.ndarray, first: int, last: int) -> tuple[str, np.ndarray]:
    """(base, float money units [customers, months]); a month without an order is 0."""
    values = np.zeros((len(numbers), max(last - first + 1, 1)))
    if last < first or not len(numbers):
        return "revenue", values
    wanted = wanted_table(numbers, place=np.arange(len(numbers), dtype=np.int32))
    found = query_columns(marts, "effect_months", wanted=wanted, first_month=first, last_month=last)
    base = "profit" if known_flags(found["profit"]).all() and len(found["profit"]) else "revenue"
    place, month = whole_numbers(found["place"], np.int64), whole_numbers(found["month_no"], np.int64)
    values[place, month - first] = found[base].to_numpy(zero_copy_only=False) * 10_000
    return base, values


def _outcomes(answer: np.ndarray, outcome: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(recovered, not recovered): what the customer said when called back decides; where nobody was reached, a
    complaint that was granted counts as recovered, and all else as not known."""
    satisfied, dissatisfied = np.isin(answer.astype(str), SATISFIED), answer.astype(str) == "dissatisfied"
    granted = np.isin(outcome.astype(str), GRANTED)
    return satisfied | (granted & ~dissatisfied), dissatisfied


def _late_again(marts: Marts, cases: VisibleCases, customer: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Whether an order of the customer became late within 180 days after."""
    if not len(customer):
        return np.zeros(0, bool)
    found = query_columns(marts, "late_days", customer_nos=np.unique(customer), through=cases.window.through_on)
    late = found["late_on"].to_numpy(zero_copy_only=False).astype("datetime64[D]").astype(np.int64)
    return within_days(whole_numbers(found["customer_no"], np.int64), late, customer, days)
