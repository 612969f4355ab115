"""What the figures of each section were made from, as texts for their number cards."""

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass

import pandas as pd

from dashboard.data.reading.customer_lists import CustomerPage
from dashboard.logic.bridge import Bridge
from dashboard.logic.concentration import Concentration
from dashboard.logic.kpis import Kpi
from dashboard.logic.metrics import metric
from dashboard.logic.migration import Movement
from dashboard.logic.question import Question
from dashboard.logic.schemes import Scheme
from dashboard.logic.shares import Share
from dashboard.widgets.formats import Formats
from dashboard.widgets.labels import layer_label

INDICES = ("gini", "hhi")
"""Their numerators and denominators are no amounts that anybody could check: the formula says it."""


@dataclass(frozen=True)
class MadeFrom:
    """Texts; None = has none. ``rows``: customers counted; ``cases``: cases counted; ``before``: the figure in the
    period compared with; ``window`` and ``earlier``: the days of the figure and those it is compared with, where these
    are not the months of the question."""

    rows: int | None = None
    numerator: str | None = None
    denominator: str | None = None
    exactly: str | None = None
    before: str | None = None
    coverage: str | None = None
    _: KW_ONLY
    cases: int | None = None
    window: str | None = None
    earlier: str | None = None


def _money(form: Formats, units: int | None) -> str:
    return form.not_known if units is None else f"{form.exact_amount(units)} {form.currency_word()}"


def of_kpi(form: Formats, kpi: Kpi, question: Question) -> MadeFrom:
    """A figure of the KPI row. Of gross profit, numerator and denominator are those of its coverage."""
    unit = metric(kpi.metric).unit
    parts_are_money = unit == "money" or (unit == "share" and question.base != "orders")
    write = (lambda units: _money(form, units)) if parts_are_money else form.whole
    has_parts = kpi.numerator is not None and kpi.denominator is not None
    coverage = None
    if has_parts and kpi.metric == "gross_profit":
        coverage = form.share(Share(kpi.numerator or 0, kpi.denominator or 0).value)
    before = None
    if kpi.previous is not None:
        before = form.share(kpi.previous) if unit == "share" else write(int(kpi.previous))
    return MadeFrom(
        rows=kpi.rows,
        numerator=write(kpi.numerator) if has_parts else None,
        denominator=write(kpi.denominator) if has_parts else None,
        exactly=_money(form, int(kpi.value)) if unit == "money" and kpi.value is not None else None,
        before=before,
        coverage=coverage,
    )


def of_pyramid(form: Formats, table: pd.DataFrame, kpis: Iterable[Kpi], scheme: Scheme) -> dict[str, MadeFrom]:
    """The pyramid's shares: each layer's numerator, and the one denominator."""
    active = table[table["layer"].isin(scheme.band_ids)]
    population, rows = int(table["customers"].sum()), int(active["customers"].sum())

    def each(column: str, *, is_money: bool) -> str:
        values = [None if pd.isna(value) else int(value) for value in active[column]]
        texts = [_money(form, value) if is_money else form.whole(value) for value in values]
        names = [layer_label(layer, scheme) for layer in active["layer"]]
        return " · ".join(f"{name} {text}" for name, text in zip(names, texts, strict=True))

    def whole(column: str) -> str:
        known = active[column].dropna()
        return _money(form, sum(int(value) for value in known) if len(known) else None)

    profit = next(kpi for kpi in kpis if kpi.metric == "gross_profit")
    return {
        "layer": MadeFrom(population),
        "customer_share": MadeFrom(rows, each("customers", is_money=False), form.whole(rows)),
        "revenue_share": MadeFrom(rows, each("revenue", is_money=True), whole("revenue")),
        "profit_share": MadeFrom(rows, each("profit", is_money=True), whole("profit")),
        "average_revenue": MadeFrom(rows, each("revenue", is_money=True), each("customers", is_money=False)),
        "profit_known_share": MadeFrom(
            profit.rows, _money(form, profit.numerator or 0), _money(form, profit.denominator or 0)
        ),
    }


def of_concentration(form: Formats, figures: Concentration, question: Question) -> dict[str, MadeFrom]:
    """Concentration and Pareto: of money, but customers making 80 % is of customers."""
    made = {"large_customers": MadeFrom(figures.customers, exactly=form.whole(figures.large_customers))}
    for name, share in vars(figures).items():
        if not isinstance(share, Share):
            continue
        if name in INDICES:
            made[name] = MadeFrom(figures.customers)
            continue
        is_count = name == "customers_making_80_share" or question.base == "orders"
        parts = [form.whole(part) if is_count else _money(form, part) for part in (share.numerator, share.denominator)]
        made[metric(name).key] = made[name] = MadeFrom(figures.customers, *parts)
    return made


def of_moves(form: Formats, matrix: pd.DataFrame, movement: Movement, bridge: Bridge) -> dict[str, MadeFrom]:
    """Migration, movement rates and the revenue bridge."""
    population = int(matrix["customers"].sum())
    active = form.whole(movement.active_before)
    rates = {name: MadeFrom(population, form.whole(count), active) for name, count in movement.counts.items()}
    return {
        **rates,
        "migration": MadeFrom(population),
        "revenue_bridge": MadeFrom(
            population, exactly=_money(form, bridge.after - bridge.before), before=_money(form, bridge.before)
        ),
    }


def of_months(form: Formats, layers: pd.DataFrame) -> dict[str, MadeFrom]:
    """The layers over months: customers and revenue of the last month end."""
    last = layers[layers["month_no"] == layers["month_no"].max()]
    customers, revenue = (sum(int(value) for value in last[name]) for name in ("customers", "revenue"))
    return {"layer": MadeFrom(customers), "revenue": MadeFrom(customers, exactly=_money(form, revenue))}


def of_list(form: Formats, page: CustomerPage) -> Mapping[str, MadeFrom]:
    """A list of customers: its sums."""
    rows, sums = page.total, page.sums
    return {
        "layer": MadeFrom(rows),
        "revenue": MadeFrom(rows, exactly=_money(form, sums.revenue)),
        "gross_profit": MadeFrom(rows, exactly=None if sums.profit is None else _money(form, sums.profit)),
        "orders": MadeFrom(rows, exactly=form.whole(sums.orders)),
        "to_next_layer": MadeFrom(rows),
    }
