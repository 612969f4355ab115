"""The iceberg: how many customers are dissatisfied for each who says so, and what the silent ones put at risk (M39).

The share who speak up is an assumption until it is measured. The claims about it lie far apart: 8 % tell the firm
directly [R9]; TARP, who are quoted for 4 %, correct it to about 50 % telling the front line and 75 % between firms
[R10]. So no value is a norm, and a figure from an assumption is shown with the range of the claims, never alone.
"""

from dataclasses import dataclass

from dashboard.logic.intervals import wilson
from dashboard.logic.shares import Share

ASSUMED_PERCENT = 8
LEAST_PERCENT, MOST_PERCENT = 4, 75
MARKED_PERCENTS = (4, 8, 50, 75)
"""Those that somebody has published; the others are between them."""


@dataclass(frozen=True)
class SpeakingShare:
    """Which share of the dissatisfied tells us: 0 < low <= value <= high <= 1.

    share   "told us" of "had a problem" where it is measured, None where it is assumed. ``low`` and ``high`` are the
            Wilson interval, or the range of the published claims
    """

    value: float
    low: float
    high: float
    share: Share | None = None

    @property
    def is_measured(self) -> bool:
        return self.share is not None


def assumed_rate(percent: int = ASSUMED_PERCENT) -> SpeakingShare:
    """An assumption from 4 to 75 %. Raises ValueError beyond that range."""
    if not LEAST_PERCENT <= percent <= MOST_PERCENT:
        raise ValueError(f"the share who speak up is from {LEAST_PERCENT} to {MOST_PERCENT} %, not {percent}")
    return SpeakingShare(percent / 100, LEAST_PERCENT / 100, MOST_PERCENT / 100)


def measured_rate(told: int, had: int) -> SpeakingShare | None:
    """Of those who had a problem, who told us (two questions of a survey). None where nobody told us or had one: then
    the number of dissatisfied customers is not known. Raises ValueError for more who told than had."""
    if not 0 <= told <= had:
        raise ValueError(f"{told} told us of a problem and {had} had one")
    if told == 0:
        return None
    low, high = wilson(told / had, had)
    return SpeakingShare(told / had, float(low), float(high), Share(told, had))


@dataclass(frozen=True)
class Iceberg:
    """M39 of one selection.

    complaining   distinct customers who complained in the window
    customers     active customers of the selection, to hold the estimate against
    """

    complaining: int
    customers: int
    rate: SpeakingShare

    @property
    def dissatisfied(self) -> float:
        return self.complaining / self.rate.value

    @property
    def silent(self) -> float:
        return self.dissatisfied - self.complaining

    @property
    def silent_range(self) -> tuple[float, float]:
        """Fewest (many speak up) and most (few do)."""
        return self.complaining / self.rate.high - self.complaining, self.complaining / self.rate.low - self.complaining

    @property
    def is_beyond_customers(self) -> bool:
        """The estimate has more dissatisfied customers than there are customers: the share cannot be right here."""
        return self.dissatisfied > self.customers

    @property
    def least_share(self) -> float | None:
        """The share who must speak up for the dissatisfied to be no more than the customers; None where not even all
        of them speaking up would do."""
        return self.complaining / self.customers if self.complaining <= self.customers and self.customers else None


@dataclass(frozen=True)
class LossRates:
    """Which share of the customers stops within the period: of the dissatisfied and of the others."""

    dissatisfied: float
    base: float
    is_measured: bool
    complaining: Share | None = None
    others: Share | None = None

    @property
    def difference(self) -> float:
        return self.dissatisfied - self.base


ASSUMED_BASE = 13
"""% a year: half of the customers lost in five years is 12.9 % a year: a claim (capabilities.md, Folklore)."""
ASSUMED_DISSATISFIED = 26
"""% a year: twice the base; our own, without any source."""
LEAST_CUSTOMERS = 30
"""Fewer complaining customers say nothing about how many of them stop."""


def loss_rates(complaining: Share, others: Share) -> LossRates | None:
    """From own data: stopped / active a period ago, of those who complained then and of the others. None while there
    are too few of either."""
    if min(complaining.denominator, others.denominator) < LEAST_CUSTOMERS:
        return None
    return LossRates(complaining.value or 0.0, others.value or 0.0, True, complaining, others)


def assumed_losses(dissatisfied_percent: int, base_percent: int) -> LossRates:
    return LossRates(dissatisfied_percent / 100, base_percent / 100, False)


def contribution_at_risk(silent: float, average: float, losses: LossRates) -> float:
    """M39: silent x average contribution x (loss rate of dissatisfied - base loss rate); below 0 where those who
    complained stop less often than the others."""
    return silent * average * losses.difference
