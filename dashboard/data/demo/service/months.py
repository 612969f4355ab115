"""How many complaints come in each month: a steady rate, and the shift that is planted into it.

The same draw without a shift is the *null data*: what a control chart must leave alone (metrics.md, T20).
"""

from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

import numpy as np

from dashboard.data.demo.catalogue import SEASON, YEARLY_GROWTH
from dashboard.data.demo.plan import DemoPlan

RATE, TIMES = 0.019, 2.2
"""Complaints per order in ordinary months, and how many times that from the shift on."""
SHIFT_MONTHS = 8
"""The shift comes that many months before the end."""
BASELINE, WITHIN = 24, 3
"""Months that the limits are made of; months in which the shift must be signalled."""
_LEAST_COMPLAINTS, _HIGHEST_RATE, _LEAST_EXPECTED = 80, 0.08, 8.0
_DRAWS = 400


@dataclass(frozen=True, eq=False)
class ComplaintMonths:
    """Of each month index: complaints received and orders. ``is_detectable``: there are enough of both for a chart."""

    complaints: np.ndarray
    orders: np.ndarray
    rate: float
    shift: int
    is_detectable: bool


def draw_months(random: np.random.Generator, plan: DemoPlan, orders: np.ndarray) -> ComplaintMonths:
    """Poisson counts; drawn again until the chart is silent before the shift and signals it in time, where a company
    is large enough for a chart at all. ``orders``: per month index."""
    rate = min(max(RATE, _LEAST_COMPLAINTS / max(int(orders.sum()), 1)), _HIGHEST_RATE)
    shift = plan.months - SHIFT_MONTHS
    expected = float(orders[:shift].mean()) * rate
    is_detectable = shift >= BASELINE and expected >= _LEAST_EXPECTED
    for _ in range(_DRAWS):
        counts = shifted_counts(random, orders, rate, shift=shift)
        if not is_detectable or _tells(counts, orders, shift):
            return ComplaintMonths(counts, orders, rate, shift, is_detectable)
    raise ValueError("No months with a shift that the chart finds could be drawn.")


def shifted_counts(
    random: np.random.Generator, orders: np.ndarray, rate: float = RATE, *, shift: int | None = None
) -> np.ndarray:
    """Complaints per month; without ``shift`` nothing ever changes."""
    times = np.ones(orders.size)
    if shift is not None:
        times[shift:] = TIMES
    return random.poisson(orders * rate * times)


def null_months(
    seed: int, months: int = 48, *, orders: float = 1200.0, rate: float = RATE, first_month: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """(complaints, orders) per month of a company at which nothing changes, in microseconds: orders with the demo's
    season and growth, complaints at one rate."""
    random = np.random.default_rng([seed, 99])
    place = np.arange(months)
    expected = orders * np.array(SEASON)[(first_month - 1 + place) % 12] * YEARLY_GROWTH ** ((place - months + 1) / 12)
    exposure = np.maximum(random.poisson(expected), 1)
    return shifted_counts(random, exposure, rate), exposure


def _tells(counts: np.ndarray, orders: np.ndarray, shift: int) -> bool:
    signals = laney_signals(counts.tolist(), orders.tolist())
    is_loud = any(place < shift for place in signals)
    return not is_loud and any(shift <= place < shift + WITHIN for place in signals)


def laney_signals(counts: list[int], orders: list[int], baseline: int = BASELINE) -> list[int]:
    """Months with a signal, by hand: one beyond the Laney limits, 8 on one side, 6 in a row up or down (M40)."""
    centre = sum(counts[:baseline]) / sum(orders[:baseline])
    rates = [count / many for count, many in zip(counts, orders, strict=True)]
    z = [(rate - centre) / sqrt(centre / many) for rate, many in zip(rates, orders, strict=True)]
    moves = [abs(later - earlier) for earlier, later in pairwise(z[:baseline])]
    sigma = sum(moves) / len(moves) / 1.128
    found = {place for place, value in enumerate(z) if abs(value) > 3 * sigma}
    for place in range(7, len(z)):
        part = z[place - 7 : place + 1]
        if min(part) > 0 or max(part) < 0:
            found.add(place)
    for place in range(5, len(rates)):
        steps = [later - earlier for earlier, later in pairwise(rates[place - 5 : place + 1])]
        if min(steps) > 0 or max(steps) < 0:
            found.add(place)
    return sorted(found)
