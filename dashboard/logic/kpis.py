"""The five figures above the pyramid, each with what it was in the comparison window."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.logic.concentration import top_share
from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layers import Layering
from dashboard.logic.money import exact_total
from dashboard.logic.shares import Share

ChangeKind = Literal["relative", "points"]
KPI_METRICS = ("revenue", "gross_profit", "active_customers", "new_customers", "top20_share")


@dataclass(frozen=True)
class Kpi:
    """One figure of the KPI row; ``metric`` is its key in the metric registry.

    value, previous   money in whole units, customers as a count, shares 0 .. 1; None = unknown (n/a)
    change            relative: (value - previous) / previous, None unless previous > 0; points: value - previous as a
                      difference of shares. None where either is unknown: never an infinite rise
    numerator, denominator   of a share; of gross profit, its coverage (absolute net of costed lines / of all lines)
    rows              how many customers the figure was made from
    """

    metric: str
    value: int | float | None
    previous: int | float | None
    change: float | None
    change_kind: ChangeKind
    numerator: int | None
    denominator: int | None
    rows: int


@dataclass(frozen=True)
class _Figure:
    value: int | float | None
    rows: int
    numerator: int | None = None
    denominator: int | None = None


def kpis(
    facts: PeriodFacts,
    layering: Layering,
    *,
    before: tuple[PeriodFacts, Layering] | None = None,
    rows: np.ndarray | None = None,
) -> tuple[Kpi, ...]:
    """The KPIs of the customers in ``rows`` (bool; None = all), in the order of KPI_METRICS.

    ``before``: facts and layers of the comparison window; None where it begins before the data, then every comparison
    is n/a. Active customers and the top 20 % follow the value base of the layering (by revenue: revenue > 0); revenue,
    profit and new customers (first order ever within the window) do not depend on it.
    """
    now = _figures(facts, layering, rows)
    then = _figures(*before, rows) if before else None
    return tuple(_kpi(metric, now[metric], then[metric] if then else None) for metric in KPI_METRICS)


def _kpi(metric: str, now: _Figure, then: _Figure | None) -> Kpi:
    previous = then.value if then else None
    kind: ChangeKind = "points" if metric == "top20_share" else "relative"
    return Kpi(
        metric=metric,
        value=now.value,
        previous=previous,
        change=_change(now.value, previous, kind),
        change_kind=kind,
        numerator=now.numerator,
        denominator=now.denominator,
        rows=now.rows,
    )


def _change(value: int | float | None, previous: int | float | None, kind: ChangeKind) -> float | None:
    if value is None or previous is None:
        return None
    if kind == "points":
        return float(value - previous)
    return (value - previous) / previous if previous > 0 else None


def _figures(facts: PeriodFacts, layering: Layering, rows: np.ndarray | None) -> dict[str, _Figure]:
    shown = layering.codes >= 0
    if rows is not None:
        shown &= rows
    is_active = layering.is_active & shown
    active = int(np.count_nonzero(is_active))
    with_orders = int(np.count_nonzero(shown & ((facts.net_abs > 0) | (facts.orders > 0))))
    top: Share = top_share(layering.values[is_active], 2000)
    return {
        "revenue": _Figure(exact_total(facts.revenue[shown]), with_orders),
        "gross_profit": _gross_profit(facts, shown),
        "active_customers": _Figure(active, int(np.count_nonzero(shown))),
        "new_customers": _Figure(int(np.count_nonzero(facts.is_new() & shown)), int(np.count_nonzero(shown))),
        "top20_share": _Figure(top.value, active, top.numerator, top.denominator),
    }


def _gross_profit(facts: PeriodFacts, shown: np.ndarray) -> _Figure:
    costed = shown & facts.has_cost
    count = int(np.count_nonzero(costed))
    coverage = exact_total(facts.costed_abs[shown]), exact_total(facts.net_abs[shown])
    return _Figure(exact_total(facts.profit[costed]) if count else None, count, *coverage)
