"""Causes by how much they weigh: how many cases, what they cost, whose they are (M41)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

MEASURES = ("cases", "cost", "value")
"""Cases; compensation and rework; revenue of the customers affected."""


@dataclass(frozen=True, eq=False)
class CausePareto:
    """``table``: one row per cause, the heaviest first:

    cause      code of the tree, or as it is written
    sub        the same of the sub-cause where the rows are sub-causes; None = not given
    cases, customers (distinct), costed (cases with a cost)   counts
    cost       money units; 0 where ``costed`` is 0
    value      money units: what each customer affected brought in twelve months, once per cause; negative ones as 0
    share, cumulative   of the measure's sum over the rows, 0..1; missing where that sum is 0

    without    cases without a cause: in no row and no share
    """

    table: pd.DataFrame
    measure: str
    without: int

    @property
    def cases(self) -> int:
        """With a cause."""
        return int(self.table["cases"].sum())

    @property
    def making_80(self) -> int:
        """How many causes, the heaviest first, make 80 %; 0 where nothing is to be shared."""
        amounts = self.table[self.measure].to_numpy(np.int64)
        reached = np.array([5 * int(total) >= 4 * int(amounts.sum()) for total in np.cumsum(amounts)], bool)
        return int(np.argmax(reached)) + 1 if amounts.sum() > 0 else 0


def cause_pareto(
    place: np.ndarray,
    names: tuple[tuple[str, str | None], ...],
    *,
    cost: np.ndarray,
    has_cost: np.ndarray,
    customer: np.ndarray,
    value: np.ndarray,
    measure: str,
) -> CausePareto:
    """One row per name that has a case. Arrays of one length, one entry per case: place of its cause in ``names`` (-1 =
    none), cost in money units, whether a cost is known, customer_no (-1 = nobody knows), what that customer brought.

    Equal weights keep the order of ``names``. Source: metrics.md, M41.
    """
    known = place >= 0
    rows, size = place[known], len(names)
    table = pd.DataFrame({"cause": [name for name, _ in names], "sub": [sub for _, sub in names]}, dtype=object)
    table["cases"] = np.bincount(rows, minlength=size)
    table["costed"] = np.bincount(rows[has_cost[known]], minlength=size)
    table["cost"] = _sums(rows, np.where(has_cost, cost, 0)[known], size)
    told = known & (customer >= 0)
    pairs, first = np.unique(np.stack([place[told], customer[told].astype(np.int64)]), axis=1, return_index=True)
    table["customers"] = np.bincount(pairs[0], minlength=size)
    table["value"] = _sums(pairs[0], np.maximum(value[told][first], 0), size)
    table = table.loc[table["cases"] > 0].sort_values(measure, ascending=False, kind="stable").reset_index(drop=True)
    amounts = table[measure].to_numpy(np.int64)
    total = int(amounts.sum())
    table["share"] = amounts / total if total > 0 else np.nan
    table["cumulative"] = np.cumsum(amounts) / total if total > 0 else np.nan
    return CausePareto(table, measure, int(np.count_nonzero(~known)))


def _sums(rows: np.ndarray, amounts: np.ndarray, size: int) -> np.ndarray:
    """Exact sums of whole numbers per place."""
    found = np.zeros(size, np.int64)
    np.add.at(found, rows, amounts)
    return found
