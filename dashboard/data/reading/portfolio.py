"""A portfolio: the visible customers one by one, chosen and sorted in arrays, with texts for the rows shown only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar

import numpy as np
import pandas as pd

from dashboard.data.reading.customer_choices import decided_tiers
from dashboard.data.reading.customer_lists import SORT_COLUMNS, CustomerList, CustomerSums
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.masking import check_not_masked, hidden
from dashboard.data.reading.visible_layers import VisibleLayers, missing_to_next
from dashboard.logic.decided_tiers import NONE, TIER_ROWS
from dashboard.logic.money import exact_total
from dashboard.logic.portfolio import (
    BEST_FIRST,
    DIRECTIONS,
    NEVER,
    PortfolioFigures,
    PortfolioSummary,
    change_shares,
    portfolio_figures,
    portfolio_summary,
)
from dashboard.logic.portfolio_filter import PortfolioFilter, portfolio_rows
from dashboard.logic.viewer import Viewer

PORTFOLIO_SORTS = (
    *(column for column in SORT_COLUMNS if column not in ("first_order_on", "rank")),
    "direction",
    "revenue_before",
    "revenue_change",
    "revenue_change_share",
    "to_next",
    "days_since_order",
)
SHOWN_WITH = {
    "layer_before": "layer",
    "direction": "layer",
    "to_next": "layer",
    "revenue_before": "revenue",
    "revenue_change": "revenue",
    "revenue_change_share": "revenue",
    "days_since_order": "last_order_on",
}
"""Columns that tell what is masked under another name."""


@dataclass(frozen=True)
class PortfolioSums(CustomerSums):
    """``revenue_before``: of the same customers in the comparison window; None = nothing to compare with."""

    revenue_before: int | None


@dataclass(frozen=True, eq=False)
class Portfolio:
    """The visible customers of one question, with what the page says of each."""

    marts: Marts
    visible: VisibleLayers
    before: VisibleLayers | None
    figures: PortfolioFigures
    tiers: np.ndarray
    viewer: Viewer

    def rows(self, wanted: PortfolioFilter, matching: np.ndarray | None) -> "PortfolioList":
        """Those who fit. ``matching``: numbers of the customers that fit the text; None where none is asked for."""
        visible = self.visible
        rows = portfolio_rows(self.figures, visible.layering, visible.facts, self.tiers, wanted)
        if matching is not None:
            rows &= np.isin(visible.customer_no, matching)
        return PortfolioList(self.marts, visible, np.flatnonzero(rows), self.viewer, self)

    @cached_property
    def summary(self) -> PortfolioSummary:
        return portfolio_summary(self.visible.layering, self.visible.facts, self.figures, self.tiers, TIER_ROWS)


def make_portfolio(
    marts: Marts, visible: VisibleLayers, before: VisibleLayers | None, viewer: Viewer, *, until: date
) -> Portfolio:
    """``before``: the same rows at the end of the comparison window. ``until``: up to which day orders count."""
    figures = portfolio_figures(
        visible.layering,
        visible.facts,
        missing_to_next(visible, np.arange(len(visible))),
        until=until,
        before=None if before is None else (before.layering, before.facts),
    )
    return Portfolio(marts, visible, before, figures, decided_tiers(marts, visible), viewer)


@dataclass(frozen=True, eq=False)
class PortfolioList(CustomerList):
    """Some customers of a portfolio. Its frame has the columns of CustomerPage, and: layer_before (null = not yet in
    the population, or nothing to compare with), direction (of DIRECTIONS), revenue_before and revenue_change (money
    units), revenue_change_share (null where revenue before was not above 0), days_since_order (null = never ordered).
    """

    portfolio: Portfolio
    sort_columns: ClassVar[tuple[str, ...]] = PORTFOLIO_SORTS

    def sums(self) -> PortfolioSums:
        before = self.portfolio.figures.revenue_before
        told = None if before is None else exact_total(before[self.places])
        return PortfolioSums(**vars(super().sums()), revenue_before=told)

    def frame(self, places: np.ndarray) -> pd.DataFrame:
        figures = self.portfolio.figures
        days = figures.days[places]
        more = {**self._compared(places), "days_since_order": _or_null(days, days != NEVER)}
        others = {column for column, shown in SHOWN_WITH.items() if shown in self.viewer.masks}
        return hidden(super().frame(places).assign(**more), others)

    def _compared(self, places: np.ndarray) -> dict[str, object]:
        """The columns that compare; all null where there is nothing to compare with."""
        figures, before = self.portfolio.figures, self.portfolio.before
        if before is None or figures.direction is None or figures.revenue_before is None:
            unknown = _or_null(np.zeros(len(places), np.int64), np.zeros(len(places), bool))
            texts = pd.Series([None] * len(places), dtype=object)
            return {
                "layer_before": texts,
                "direction": texts,
                "revenue_before": unknown,
                "revenue_change": unknown,
                "revenue_change_share": np.full(len(places), np.nan),
            }
        layers = np.array([*before.layering.layers, None], dtype=object)
        revenue_before = figures.revenue_before[places]
        change = self.visible.revenue[places] - revenue_before
        return {
            "layer_before": pd.Series(layers[before.codes[places]], dtype=object),
            "direction": pd.Series(np.array(DIRECTIONS, dtype=object)[figures.direction[places]], dtype=object),
            "revenue_before": revenue_before,
            "revenue_change": change,
            "revenue_change_share": change_shares(change, revenue_before),
        }

    def _plain_keys(self, sort: str) -> tuple[np.ndarray, np.ndarray]:
        """Largest means: highest layer, strategic, moved up."""
        check_not_masked(SHOWN_WITH.get(sort, sort), self.viewer)
        keys = self._own_keys().get(sort)
        return super()._plain_keys(sort) if keys is None else keys()

    def _own_keys(self) -> dict[str, Callable[[], tuple[np.ndarray, np.ndarray]]]:
        figures, places = self.portfolio.figures, self.places
        codes, tiers = self.visible.codes[places].astype(np.int64), self.portfolio.tiers[places].astype(np.int64)
        keys: dict[str, Callable[[], tuple[np.ndarray, np.ndarray]]] = {
            "layer": lambda: (-codes, codes >= 0),
            "service_tier": lambda: (-tiers, tiers != TIER_ROWS.index(NONE)),
            "to_next": lambda: (figures.missing[places], figures.missing[places] >= 0),
            "days_since_order": lambda: (figures.days[places].astype(np.int64), figures.days[places] != NEVER),
        }
        direction, before = figures.direction, figures.revenue_before
        if direction is None or before is None:
            unknown = np.zeros(len(places), np.int64), np.zeros(len(places), bool)
            return keys | dict.fromkeys(_COMPARED, lambda: unknown)
        was, change = before[places], (self.visible.revenue - before)[places]
        everything = np.ones(len(places), bool)
        return {
            **keys,
            "direction": lambda: (_FROM_BEST[direction[places]], everything),
            "revenue_before": lambda: (was, everything),
            "revenue_change": lambda: (change, everything),
            "revenue_change_share": lambda: (_in_order(change_shares(change, was)), was > 0),
        }


_FROM_BEST = np.array([-BEST_FIRST.index(direction) for direction in DIRECTIONS], np.int64)
_COMPARED = ("direction", "revenue_before", "revenue_change", "revenue_change_share")


def _in_order(shares: np.ndarray) -> np.ndarray:
    """int64 keys in the order of the shares, equal ones alike; NaN has any."""
    return np.unique(np.nan_to_num(shares), return_inverse=True)[1].astype(np.int64)


def _or_null(values: np.ndarray, known: np.ndarray) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(values.astype(np.int64), ~known)
