"""The demo's customers: who they are, how much they are worth a year, from when to when they order."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from dashboard.data.demo.catalogue import CITIES, INDUSTRIES
from dashboard.data.demo.names import company_names
from dashboard.data.demo.plan import DemoPlan

REVENUE_PER_CUSTOMER = 100_000
"""Yuan a year at the end, over all customers on file: 2,000 customers make about 200 million."""
_ACTIVE_SHARE = 0.62
_SPREAD = 1.68
"""Sigma of log value: with the concentrated customer on top, the first percent bring about 30 %."""
_NEVER_ORDERED, _FROM_THE_START = 0.1, 0.58
_MONTHLY_LEAVING, _LEAVING_OF_LARGE = 0.011, 0.004

TIERS = ("战略", "重点", "一般", "潜在", "")
STRATEGIC, KEY, GENERAL, POTENTIAL, BLANK = range(5)


@dataclass(frozen=True)
class Planted:
    """Row numbers of the customers whose story is written by hand."""

    concentrated: int
    silent: tuple[int, int, int]
    upgraders: tuple[int, int, int, int, int]

    @property
    def everyone(self) -> tuple[int, ...]:
        return (self.concentrated, *self.silent, *self.upgraders)


@dataclass(frozen=True, eq=False)
class Roster:
    """One entry per customer, in the order of their numbers.

    ``value``: yuan a year at the end of the history; ``start``, ``end``: first month index with orders and the first
    without; who never orders has ``start == end``. ``contact_on`` may be NaT.
    """

    customer_id: list[str]
    name: list[str]
    industry: np.ndarray
    city: np.ndarray
    tier: np.ndarray
    value: np.ndarray
    start: np.ndarray
    end: np.ndarray
    contact_on: np.ndarray
    planted: Planted

    @property
    def size(self) -> int:
        return len(self.customer_id)


def draw_roster(plan: DemoPlan) -> Roster:
    """Customers in the order of their first contact, planted stories included."""
    random = plan.stream(1)
    never, value = _values(random, plan.customers)
    start, end = _lifetimes(random, plan, never, value)
    contact_on = _contacts(random, plan, never, start)
    order = np.argsort(contact_on, kind="stable")
    never, value, start, end, contact_on = (part[order] for part in (never, value, start, end, contact_on))
    planted = _choose_planted(random, never, value)
    chosen = list(planted.everyone)
    start[chosen], end[chosen] = 0, plan.months
    end[list(planted.silent)] = plan.before_index + 1
    contact_on[chosen] = plan.first_month.astype("datetime64[D]") - random.integers(30, 2000, len(chosen))
    contact_on[random.random(plan.customers) < 0.03] = np.datetime64("NaT")

    industry = _weighted(random, [trade.weight for trade in INDUSTRIES], plan.customers)
    industry[chosen] = random.integers(0, 6, len(chosen))
    city = _weighted(random, [place.weight for place in CITIES], plan.customers)
    return Roster(
        customer_id=[f"{number:06d}" for number in range(1001, 1001 + plan.customers)],
        name=company_names(random, industry, city),
        industry=industry,
        city=city,
        tier=_tiers(random, never, value, planted),
        value=value,
        start=start,
        end=end,
        contact_on=contact_on,
        planted=planted,
    )


def _values(random: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Who never orders, and yearly values: lognormal by even quantiles, so that every seed has the same skew."""
    never = np.zeros(count, dtype=bool)
    never[random.permutation(count)[: round(count * _NEVER_ORDERED)]] = True
    buyers = int((~never).sum())
    normal = NormalDist()
    quantiles = np.array([normal.inv_cdf((rank + 0.5) / buyers) for rank in range(buyers)])
    value = np.zeros(count)
    mean = REVENUE_PER_CUSTOMER / _ACTIVE_SHARE
    value[~never] = random.permutation(np.exp(_SPREAD * quantiles)) * mean / np.exp(_SPREAD**2 / 2)
    return never, value


def _lifetimes(
    random: np.random.Generator, plan: DemoPlan, never: np.ndarray, value: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    count = plan.customers
    joining = random.integers(1, plan.months, count)
    start = np.where(random.random(count) < _FROM_THE_START, 0, joining)
    leaving = np.where(value > np.quantile(value, 0.85), _LEAVING_OF_LARGE, _MONTHLY_LEAVING)
    stay = np.ceil(random.exponential(1 / leaving)).astype(np.int64)
    end = np.minimum(start + np.maximum(stay, 1), plan.months)
    start[never], end[never] = plan.months, plan.months
    return start, end


def _contacts(random: np.random.Generator, plan: DemoPlan, never: np.ndarray, start: np.ndarray) -> np.ndarray:
    """First contact: long ago for the old customers, some weeks before the first order for new ones."""
    count = plan.customers
    first_day = plan.first_month.astype("datetime64[D]")
    lead_days = np.where(start == 0, random.integers(20, 3000, count), random.integers(3, 120, count))
    before_order = (plan.first_month + start).astype("datetime64[D]") - lead_days
    anywhere = first_day + random.integers(0, (plan.last_day - first_day).astype(int), count)
    return np.where(never, anywhere, before_order)


def _choose_planted(random: np.random.Generator, never: np.ndarray, value: np.ndarray) -> Planted:
    """Nine buyers of middling size; their true size is set when the orders are known (planting.py)."""
    middle = np.flatnonzero(~never & (value > np.quantile(value, 0.5)) & (value < np.quantile(value, 0.8)))
    one, *rest = sorted(random.choice(middle, size=9, replace=False).tolist())
    return Planted(
        concentrated=one, silent=(rest[0], rest[1], rest[2]), upgraders=(rest[3], rest[4], rest[5], rest[6], rest[7])
    )


def _tiers(random: np.random.Generator, never: np.ndarray, value: np.ndarray, planted: Planted) -> np.ndarray:
    """Decided tiers: mostly what the value says, as people saw it with some error and some habit."""
    seen = np.where(never, -np.inf, np.log(np.maximum(value, 1)) + random.normal(0, 0.35, value.size))
    place = np.argsort(np.argsort(-seen)) / max(int((~never).sum()), 1)
    tier = np.select([place < 0.01, place < 0.048], [STRATEGIC, KEY], GENERAL)
    habit = random.random(value.size)
    tier = np.where((habit < 0.012) & (tier == GENERAL), KEY, tier)
    tier = np.where((habit > 0.95) & (tier == GENERAL), BLANK, tier)
    tier = np.where(never, np.where(habit < 0.85, POTENTIAL, BLANK), tier)
    tier[planted.concentrated] = STRATEGIC
    tier[list(planted.silent)] = (STRATEGIC, KEY, KEY)
    tier[list(planted.upgraders)] = GENERAL
    return tier


def _weighted(random: np.random.Generator, weights: list[int], count: int) -> np.ndarray:
    share = np.cumsum(weights) / sum(weights)
    return np.searchsorted(share, random.random(count), side="right").clip(0, len(weights) - 1)
