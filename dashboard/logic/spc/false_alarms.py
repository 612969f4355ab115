"""What the three rules together cost: how often they speak where nothing has changed.

From ``python -m tools.spc_false_alarms`` (seed and number of series fixed): a baseline, then 24 more months, counts as
Poisson or varying by up to 32 % beyond it. Stated are the worst cases of the table, rounded up; a test holds new seeds
to them. Source of the table: docs/control-charts.md.
"""

from dataclasses import dataclass

FULL_BASELINE, ENOUGH = 24, 3.0
"""Months of baseline, and events expected per month, from which on the lower rates hold."""


@dataclass(frozen=True)
class FalseAlarms:
    """per_month: share of months called unusual; in_24_months: of series with one or more in 24 months."""

    per_month: float
    in_24_months: float


USUAL = FalseAlarms(0.035, 0.42)
SCANTY = FalseAlarms(0.07, 0.6)
"""With a shorter baseline, or fewer events (at least 1 a month)."""


def false_alarms(expected: float, baseline_points: int) -> FalseAlarms:
    """``expected``: events per month of the baseline; of shares, the rarer of the two outcomes."""
    return USUAL if expected >= ENOUGH and baseline_points >= FULL_BASELINE else SCANTY
