"""The pyramid as a table: one row per layer (M6 as far as orders allow)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layers import Layering
from dashboard.logic.money import counts_by_code, rounded_quotient, totals_by_code
from dashboard.logic.shares import Share


@dataclass(frozen=True)
class LayerSums:
    """Exact sums per layer, in the order of ``layers``; the first ``bands`` of them are the active customers.

    Money in units. ``costed_customers`` counts those with at least one costed line.
    """

    layers: tuple[str, ...]
    bands: int
    customers: tuple[int, ...]
    revenue: tuple[int, ...]
    profit: tuple[int, ...]
    costed_abs: tuple[int, ...]
    net_abs: tuple[int, ...]
    costed_customers: tuple[int, ...]

    @property
    def active_customers(self) -> int:
        return sum(self.customers[: self.bands])

    @property
    def active_revenue(self) -> int:
        """What revenue shares divide by. By value base revenue: the sum of positive customer values."""
        return sum(self.revenue[: self.bands])

    @property
    def active_profit(self) -> int:
        """What profit shares divide by. By value base profit: the sum of positive customer values."""
        return sum(self.profit[: self.bands])

    def is_profit_known(self, layer: int) -> bool:
        """A layer's profit is unknown where none of its lines is costed. Where it has no lines at all there is nothing
        to cost: zero is then known, unless no cost is known anywhere."""
        if self.net_abs[layer] == 0 and self.costed_customers[layer] == 0:
            return any(self.costed_customers)
        return self.costed_customers[layer] > 0


def layer_sums(facts: PeriodFacts, layering: Layering, rows: np.ndarray | None = None) -> LayerSums:
    """Sum the facts by layer, for the customers in ``rows`` (bool; None = all of the population)."""
    codes = shown_codes(layering, rows)
    count = len(layering.layers)

    def totals(values: np.ndarray) -> tuple[int, ...]:
        return tuple(totals_by_code(codes, values, count))

    return LayerSums(
        layers=layering.layers,
        bands=layering.bands,
        customers=tuple(counts_by_code(codes, count)),
        revenue=totals(facts.revenue),
        profit=totals(facts.profit),
        costed_abs=totals(facts.costed_abs),
        net_abs=totals(facts.net_abs),
        costed_customers=tuple(counts_by_code(np.where(facts.has_cost, codes, -1), count)),
    )


def shown_codes(layering: Layering, rows: np.ndarray | None) -> np.ndarray:
    """The layer codes with -1 for every customer that is not to be shown."""
    return layering.codes if rows is None else np.where(rows, layering.codes, -1)


def pyramid_table(facts: PeriodFacts, layering: Layering, rows: np.ndarray | None = None) -> pd.DataFrame:
    """One row per layer in display order, empty ones too.

    layer                str, the id
    customers            int64
    customer_share       of active customers; null below the bands
    revenue              int64 money units, all revenue of the layer's customers in the window
    revenue_share        of the active customers' revenue; null below the bands
    average_revenue      Int64 money units, revenue / customers rounded half away from zero; null without customers
    profit               Int64 money units of costed lines; null where nothing is costed
    profit_share         of the active customers' profit; null below the bands or where profit is unknown
    profit_known_share   absolute net of costed lines / absolute net of all lines
    cut_value            Int64, whole units of the *value base* (orders are not ten-thousandths); null for the last band
                         and below

    ``rows`` (bool) only chooses whose customers are shown and summed; layers and cuts stay the company's. Shares divide
    by what is shown. A denominator that is not above 0 gives null. Source: M6, contracts.md.
    """
    sums = layer_sums(facts, layering, rows)
    return layer_table(sums, layering.cuts)


def layer_table(sums: LayerSums, cuts: Sequence[int | None]) -> pd.DataFrame:
    """``pyramid_table`` from sums that exist already."""
    places = range(len(sums.layers))
    known = [sums.is_profit_known(place) for place in places]
    is_any_profit_known = any(known[: sums.bands])

    def of_active(parts: Sequence[int], whole: int) -> pd.Series:
        shares = [Share(parts[place], whole).value if place < sums.bands else None for place in places]
        return pd.Series(shares, dtype="float64")

    profit_share = of_active(sums.profit, sums.active_profit if is_any_profit_known else 0)
    return pd.DataFrame(
        {
            "layer": list(sums.layers),
            "customers": pd.Series(sums.customers, dtype="int64"),
            "customer_share": of_active(sums.customers, sums.active_customers),
            "revenue": whole_numbers(sums.revenue),
            "revenue_share": of_active(sums.revenue, sums.active_revenue),
            "average_revenue": nullable_whole_numbers(
                [rounded_quotient(*pair) for pair in zip(sums.revenue, sums.customers, strict=True)]
            ),
            "profit": nullable_whole_numbers([sums.profit[place] if known[place] else None for place in places]),
            "profit_share": profit_share.where(known),
            "profit_known_share": pd.Series(
                [Share(*pair).value for pair in zip(sums.costed_abs, sums.net_abs, strict=True)], dtype="float64"
            ),
            "cut_value": nullable_whole_numbers([*cuts, *[None] * (len(sums.layers) - len(cuts))]),
        }
    )


def whole_numbers(numbers: Sequence[int]) -> pd.Series:
    """int64, or Python ints where 63 bits do not hold them."""
    fits = all(-(1 << 63) <= number < 1 << 63 for number in numbers)
    return pd.Series(numbers, dtype="int64" if fits else "object")


def nullable_whole_numbers(numbers: Sequence[int | None]) -> pd.Series:
    """Int64 with null for None, or Python ints and None where 63 bits do not hold them."""
    fits = all(number is None or -(1 << 63) <= number < 1 << 63 for number in numbers)
    return pd.Series(numbers, dtype="Int64" if fits else "object")
