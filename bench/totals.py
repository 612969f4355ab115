"""Totals per customer made directly, in any number: skewed, with ties, zeros and negatives, the same for a seed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layers import Layering, decide_layers
from dashboard.logic.money import UNITS
from dashboard.logic.periods import MonthSpan, month_end
from dashboard.logic.schemes import CURRY
from dashboard.logic.value_bases import REVENUE

AS_OF = 2025 * 12 + 10
SPAN = MonthSpan(AS_OF - 11, AS_OF)


@dataclass(frozen=True, eq=False)
class Totals:
    """int64 money units per customer: revenue and profit of the year, and the revenue of the year before."""

    revenue: np.ndarray
    profit: np.ndarray
    revenue_before: np.ndarray

    def __len__(self) -> int:
        return len(self.revenue)

    @cached_property
    def facts(self) -> PeriodFacts:
        return _facts(self.revenue, self.profit)

    @cached_property
    def before(self) -> Layering:
        """The rule in force."""
        return decide_layers(self.facts, CURRY, REVENUE)

    @cached_property
    def held(self) -> np.ndarray:
        """int8: the layer that the same rule gave a year earlier."""
        return decide_layers(_facts(self.revenue_before, self.profit), CURRY, REVENUE).codes


def make_totals(customers: int, seed: int = 7) -> Totals:
    """About one customer in three has a round amount (ties), one in ten nothing, one in thirty less than nothing."""
    chance = np.random.default_rng(seed)
    amount = 40 * np.minimum((1 - chance.random(customers)) ** -0.8, 1e6)
    cents = np.rint(amount * 100).astype(np.int64) * (UNITS // 100)
    fate = chance.random(customers)
    step = 50 * UNITS
    cents = np.where(fate < 0.33, (cents // step + 1) * step, cents)
    cents = np.where(fate > 0.90, 0, cents)
    revenue = np.where(fate > 0.967, -100 * UNITS - cents, cents)
    profit = revenue * chance.integers(-10, 50, customers) // 100
    revenue_before = revenue * chance.integers(50, 150, customers) // 100
    return Totals(revenue, profit, revenue_before)


def _facts(revenue: np.ndarray, profit: np.ndarray) -> PeriodFacts:
    size = len(revenue)
    everybody = np.ones(size, bool)
    last_day = np.full(size, np.datetime64(month_end(AS_OF), "D"))
    return PeriodFacts(
        as_of=AS_OF,
        span=SPAN,
        revenue=revenue,
        profit=profit,
        costed_abs=np.abs(revenue),
        net_abs=np.abs(revenue),
        has_cost=everybody,
        orders=np.ones(size, np.int32),
        first_order=last_day,
        last_order=last_day,
        in_population=everybody,
    )
