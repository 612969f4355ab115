"""What is missing in the data, ordered by what to fix first (metrics.md M69; features.md X21).

Rule: revenue concerned x number of figures lost; equal products by more figures, then by table and column. Revenue
concerned is the sum of absolute net amounts, as in the coverage of costs: filling a cell never makes a gap larger.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.logic.data_needs import CUSTOMER_COLUMNS, ORDER_COLUMNS, Need, needs_of_column, needs_of_table
from dashboard.logic.shares import Share


@dataclass(frozen=True)
class Gap:
    """A column with empty cells that figures need. Rows are orders of the period, or customers; money in units."""

    table: str
    column: str
    rows: int
    empty: int
    revenue: int
    all_revenue: int
    needs: tuple[Need, ...]

    @property
    def is_of_orders(self) -> bool:
        return self.table in ("orders", "order_lines")

    @property
    def empty_share(self) -> Share:
        return Share(self.empty, self.rows)

    @property
    def revenue_share(self) -> Share:
        return Share(self.revenue, self.all_revenue)

    @property
    def weight(self) -> int:
        """What the order goes by."""
        return self.revenue * len(self.needs)


@dataclass(frozen=True)
class MissingTable:
    """A table that was never imported, and the figures that wait for it."""

    table: str
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Emptiness:
    """What is empty in one column: rows in all, empty ones, and the revenue they concern."""

    rows: int
    empty: int
    revenue: int


def ranked_gaps(found: Mapping[str, Emptiness], all_revenue: int, imported: Container[str]) -> tuple[Gap, ...]:
    """``found`` by "table.column", ``imported`` the tables that are there. Columns that no figure needs, and those
    without an empty cell, are no gaps."""
    gaps = []
    for name, one in found.items():
        table, _, column = name.partition(".")
        needs = needs_of_column(name, imported)
        if needs and one.empty:
            gaps.append(Gap(table, column, one.rows, one.empty, one.revenue, all_revenue, needs))
    return tuple(sorted(gaps, key=lambda gap: (-gap.weight, -len(gap.needs), gap.table, gap.column)))


def missing_tables(known: Iterable[str], imported: Iterable[str]) -> tuple[MissingTable, ...]:
    """Tables that can be imported, were not, and that figures wait for: most figures first, then by name."""
    missing = [MissingTable(table, needs_of_table(table)) for table in set(known) - set(imported)]
    return tuple(sorted((one for one in missing if one.needs), key=lambda one: (-len(one.needs), one.table)))


def emptiness_of_customers(filled: np.ndarray, weight: np.ndarray) -> dict[str, Emptiness]:
    """Of the customers given: ``filled`` bits of the customer file, ``weight`` their revenue concerned."""
    return {
        name: _emptiness((filled >> place & 1) == 0, np.ones(len(filled), np.int64), weight)
        for place, name in enumerate(CUSTOMER_COLUMNS)
    }


def emptiness_of_orders(
    gaps: np.ndarray, orders: np.ndarray, amounts: np.ndarray, uncosted: Mapping[str, np.ndarray]
) -> dict[str, Emptiness]:
    """Of orders summed up by their gaps (bits of ORDER_COLUMNS): how many, their absolute net amounts, and by cost
    column what of these has no cost."""
    return {
        name: _emptiness((gaps >> place & 1) == 1, orders, uncosted.get(name, amounts))
        for place, name in enumerate(ORDER_COLUMNS)
    }


def _emptiness(is_empty: np.ndarray, count: np.ndarray, amount: np.ndarray) -> Emptiness:
    empty = count[is_empty]
    return Emptiness(
        int(count.sum(dtype=np.int64)), int(empty.sum(dtype=np.int64)), int(amount[is_empty].sum(dtype=np.int64))
    )
