"""What complaints cost (M77), and quality objections for what was sold (M57)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.shares import Share


@dataclass(frozen=True)
class QualityCost:
    """Money units. Of the parts of M77 only these two stand in files: return freight and credit notes do not.

    cases, costed   cases counted, and how many of them name a cost; ``revenue``: of the same months
    """

    compensation: int
    rework: int
    cases: int
    costed: int
    revenue: int

    @property
    def cost(self) -> int | None:
        """None where no case names a cost: unknown is not zero."""
        return self.compensation + self.rework if self.costed else None

    @property
    def share(self) -> Share | None:
        return None if self.cost is None else Share(self.cost, self.revenue)


@dataclass(frozen=True)
class ObjectionRates:
    """Quality objections received, beside the orders and the revenue (money units) of the same months."""

    objections: int
    orders: int
    revenue: int

    @property
    def per_hundred_orders(self) -> float | None:
        return 100 * self.objections / self.orders if self.orders > 0 else None

    @property
    def per_10k(self) -> float | None:
        """For each 10,000 of the currency."""
        return self.objections / (self.revenue / 100_000_000) if self.revenue > 0 else None


def case_costs(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """(compensation + rework in money units, whether either is given), one entry per case."""
    cost = frame["compensation"].to_numpy(np.int64) + frame["rework_cost"].to_numpy(np.int64)
    return cost, frame["compensation_known"].to_numpy(bool) | frame["rework_cost_known"].to_numpy(bool)


def quality_cost(frame: pd.DataFrame, revenue: int) -> QualityCost:
    """``frame``: the cases that count, with columns as in ``CompanyCases``."""
    _, has_cost = case_costs(frame)
    sums = {name: int(frame[name].to_numpy(np.int64).sum()) for name in ("compensation", "rework_cost")}
    return QualityCost(sums["compensation"], sums["rework_cost"], len(frame), int(has_cost.sum()), revenue)
