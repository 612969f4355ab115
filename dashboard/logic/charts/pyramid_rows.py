"""The rows of the pyramid: figures as arrays and their place from top to bottom in pixels."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.logic.charts.chart_words import ChartWords
from dashboard.logic.charts.palette import value_layers
from dashboard.logic.words import N_

Floats = NDArray[np.float64]

DIVIDE = 14.0


@dataclass(frozen=True, eq=False)
class Rows:
    """One entry per layer; `middle` counts pixels from the top of the plot, `divide` is the line below the bands."""

    layers: tuple[str, ...]
    is_value_layer: NDArray[np.bool_]
    customers: Floats
    customer_share: Floats
    revenue: Floats
    revenue_share: Floats
    profit: Floats
    profit_known_share: Floats
    middle: Floats
    row_height: Floats
    bar_height: Floats
    height: float
    divide: float | None

    def largest_amount(self, with_profit: bool) -> float:
        """The amount that decides the unit of the whole chart."""
        amounts = np.concatenate([self.revenue, self.profit]) if with_profit else self.revenue
        known = np.abs(amounts[np.isfinite(amounts)])
        return float(known.max(initial=0.0))

    def hover_texts(self, words: ChartWords) -> list[str]:
        """Exact figures of each row, one fact per line."""
        texts = []
        for row, layer in enumerate(self.layers):
            facts = [
                f"<b>{words.layer(layer)}</b>",
                _fact(words, N_("Customers"), words.count(int(self.customers[row])), self.customer_share[row]),
                _fact(words, N_("Net revenue"), self._exact(self.revenue[row], words), self.revenue_share[row]),
            ]
            if np.isfinite(self.profit[row]):
                facts.append(_fact(words, N_("Gross profit"), self._exact(self.profit[row], words), np.nan))
            if np.isfinite(self.profit_known_share[row]):
                known = words.share(float(self.profit_known_share[row]))
                facts.append(_fact(words, N_("Revenue with known cost"), known, np.nan))
            texts.append("<br>".join(facts))
        return texts

    @staticmethod
    def _exact(amount: float, words: ChartWords) -> str:
        return words.exact_money(amount) if np.isfinite(amount) else words.unknown


def _fact(words: ChartWords, name: str, value: str, share: float) -> str:
    ending = f" ({words.share(float(share))})" if np.isfinite(share) else ""
    return f"{words.text(name)}: {value}{ending}"


def pyramid_rows(table: pd.DataFrame) -> Rows:
    """The table as arrays of floats, unknown as NaN, and the height of each row by the kind of its layer."""
    layers = tuple(str(layer) for layer in table["layer"])
    is_value_layer = np.isin(np.array(layers), value_layers(layers))
    row_height = np.where(is_value_layer, 44.0, 26.0)
    outer = np.flatnonzero(~is_value_layer)
    has_divide = 0 < len(outer) < len(layers) and outer[0] == len(layers) - len(outer)
    offset = np.where(~is_value_layer & has_divide, DIVIDE, 0.0)
    return Rows(
        layers=layers,
        is_value_layer=is_value_layer,
        **{name: _numbers(table, name) for name in _FIGURES},
        middle=np.cumsum(row_height) - row_height / 2 + offset,
        row_height=row_height,
        bar_height=row_height - np.where(is_value_layer, 6.0, 8.0),
        height=float(row_height.sum()) + (DIVIDE if has_divide else 0.0),
        divide=float(row_height[is_value_layer].sum()) + DIVIDE / 2 if has_divide else None,
    )


_FIGURES = ("customers", "customer_share", "revenue", "revenue_share", "profit", "profit_known_share")


def _numbers(table: pd.DataFrame, name: str) -> Floats:
    if name not in table:
        return np.full(len(table), np.nan)
    return pd.to_numeric(table[name]).to_numpy(dtype=np.float64, na_value=np.nan)
