"""Customers one by one: where each went since the comparison, what it brings more or less, how far it is from more."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layers import Layering
from dashboard.logic.migration import (
    MOVED_DOWN,
    MOVED_UP,
    MOVEMENTS,
    NEW_CUSTOMER,
    RESUMED,
    STAYED,
    STOPPED,
    UNCLEAR,
    WON_BACK,
    movement_codes,
)
from dashboard.logic.money import counts_by_code, exact_total

NOT_ACTIVE = "not_active"
"""Active at neither date."""
DIRECTIONS = (*MOVEMENTS, NOT_ACTIVE)
"""The movements of M10, so that their numbers are those of the pyramid's moves."""
BEST_FIRST = (MOVED_UP, NEW_CUSTOMER, WON_BACK, RESUMED, STAYED, MOVED_DOWN, STOPPED, UNCLEAR, NOT_ACTIVE)
"""The order in which directions are sorted and offered."""
NEVER = -1
"""Days since the last order of a customer who never ordered."""


@dataclass(frozen=True, eq=False)
class PortfolioFigures:
    """Arrays of one length, in the order of the layering they were made from.

    direction        int8 index into DIRECTIONS; None = there is nothing to compare with
    revenue_before   int64 money units of the comparison window; None likewise
    missing          int64 value to the next layer as the viewer may know it, below 0 = none is next, or it is not told
    days             int32 days since the last order, NEVER = never ordered
    """

    direction: np.ndarray | None
    revenue_before: np.ndarray | None
    missing: np.ndarray
    days: np.ndarray


@dataclass(frozen=True)
class PortfolioSummary:
    """Of all the customers in question: what the headline, the cards and the filters' counts say.

    revenue_before   None where there is nothing to compare with; ``directions`` is empty then
    layers, directions, tiers   customers by id, in display order, those with none left out
    """

    customers: int
    active: int
    revenue: int
    revenue_before: int | None
    layers: dict[str, int]
    directions: dict[str, int]
    tiers: dict[str, int]


def portfolio_figures(
    after: Layering,
    facts: PeriodFacts,
    missing: np.ndarray,
    *,
    until: date,
    before: tuple[Layering, PeriodFacts] | None,
) -> PortfolioFigures:
    """``missing``: what each lacks to the next layer. ``until``: the day up to which orders are known and count.
    ``before``: layers and facts of the comparison window, of the same customers."""
    direction = revenue_before = None
    if before is not None:
        codes = movement_codes(before[0], after, before[1], facts)
        direction = np.where(codes < 0, np.int8(DIRECTIONS.index(NOT_ACTIVE)), codes)
        revenue_before = before[1].revenue
    return PortfolioFigures(direction, revenue_before, missing, days_since(facts.last_order, until))


def days_since(last_order: np.ndarray, until: date) -> np.ndarray:
    """int32 days from each date to ``until``; NEVER for NaT."""
    days = (np.datetime64(until, "D") - last_order).astype(np.int64)
    return np.where(np.isnat(last_order), NEVER, days).astype(np.int32)


def change_shares(change: np.ndarray, before: np.ndarray) -> np.ndarray:
    """float64 change / before; NaN where ``before`` is not above 0: never an infinite rise."""
    shares = np.full(len(change), np.nan)
    np.divide(change, before, out=shares, where=before > 0)
    return shares


def portfolio_summary(
    layering: Layering, facts: PeriodFacts, figures: PortfolioFigures, tiers: np.ndarray, tier_names: tuple[str, ...]
) -> PortfolioSummary:
    """Counts and sums of the population. ``tiers``: int8 index into ``tier_names`` per customer."""
    shown = layering.codes >= 0

    def counted(codes: np.ndarray, names: tuple[str, ...]) -> dict[str, int]:
        counts = counts_by_code(np.where(shown, codes, -1), len(names))
        return {name: count for name, count in zip(names, counts, strict=True) if count}

    return PortfolioSummary(
        customers=int(np.count_nonzero(shown)),
        active=int(np.count_nonzero(layering.is_active)),
        revenue=exact_total(facts.revenue[shown]),
        revenue_before=None if figures.revenue_before is None else exact_total(figures.revenue_before[shown]),
        layers=counted(layering.codes, layering.layers),
        directions={} if figures.direction is None else counted(figures.direction, DIRECTIONS),
        tiers=counted(tiers, tier_names),
    )
