"""What a change of revenue between two dates is made of (M11)."""

from dataclasses import dataclass

import numpy as np

from dashboard.logic.migration import MOVEMENTS, NEW_CUSTOMER, STOPPED, WON_BACK
from dashboard.logic.money import exact_total, totals_by_code

EXPANSION = "expansion"
CONTRACTION = "contraction"
BRIDGE_PARTS = (NEW_CUSTOMER, WON_BACK, EXPANSION, CONTRACTION, STOPPED)


@dataclass(frozen=True)
class Bridge:
    """Revenue before and after in money units, and the signed parts between: before + sum(parts) = after, exactly."""

    before: int
    after: int
    parts: dict[str, int]


def bridge_codes(movements: np.ndarray, change: np.ndarray) -> np.ndarray:
    """int8 index into BRIDGE_PARTS per customer, from ``migration.movement_codes`` and the change of revenue (int64).

    New, won back and stopped by the customer's status; everybody else's change is expansion or contraction by its sign,
    that of customers who are active at neither date too (returns), so that nothing is left over.
    """
    codes = np.where(change < 0, BRIDGE_PARTS.index(CONTRACTION), BRIDGE_PARTS.index(EXPANSION)).astype(np.int8)
    for status in (NEW_CUSTOMER, WON_BACK, STOPPED):
        codes[movements == MOVEMENTS.index(status)] = BRIDGE_PARTS.index(status)
    return codes


def revenue_bridge(codes: np.ndarray, before: np.ndarray, after: np.ndarray) -> Bridge:
    """Sum the change (int64 money units per customer) by part.

    The parts add up to the difference to the last unit for any choice of customers (T5). With the two periods swapped
    and the same codes, totals and amounts change their sign and the parts keep their names.
    """
    totals = totals_by_code(codes, after - before, len(BRIDGE_PARTS))
    return Bridge(
        exact_total(before),
        exact_total(after),
        {part: int(total) for part, total in zip(BRIDGE_PARTS, totals, strict=True)},
    )
