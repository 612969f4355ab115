"""Figures month by month: from the monthly marts where these know the question, else computed from the facts."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.month_windows import CustomerDates, MonthRows, window_facts, worked_ahead
from dashboard.data.reading.queries import query_batches, query_rows
from dashboard.data.reading.visible_layers import facts_of_rows
from dashboard.data.reading.visible_rows import visible_rows, wanted_table, whole_managers
from dashboard.logic.facts import PeriodFacts
from dashboard.logic.layers import INACTIVE_MONTHS, decide_layers, layers_of
from dashboard.logic.money import counts_by_code, to_units, totals_by_code
from dashboard.logic.periods import MonthSpan, Period
from dashboard.logic.question import Question
from dashboard.logic.schemes import SHIPPED, Scheme
from dashboard.logic.trend import trend_table
from dashboard.logic.value_bases import REVENUE, ValueBase
from dashboard.logic.viewer import Scope, Viewer

MONTHS_COMPUTED = 24
"""How many month ends are worked out where no mart has them."""
THREADS = 2


def trend(marts: Marts, viewer: Viewer, question: Question, months: MonthSpan) -> pd.DataFrame:
    """One row per month of ``months``, as ``dashboard.logic.trend`` gives them."""
    visible = visible_rows(marts, viewer, question.filters)  # refuses unknown filter values
    lists = lists_of(marts, viewer.scope, question)
    asked = {"first_month": months.first, "last_month": months.last}
    if lists is not None:
        rows = query_rows(marts, "months", **asked, **lists)
    else:
        wanted = ordering_customers(marts, np.flatnonzero(visible))
        rows = [row[1:] for row in query_rows(marts, "months_of_customers", wanted=wanted, **asked)]
    frame = pd.DataFrame([(*row[:4], *map(_units, row[4:])) for row in rows], columns=list(_TREND_PARTS))
    whole = frame.astype({name: "int64" for name in _TREND_PARTS if name != "profit"})
    return trend_table(whole, first_month=months.first, last_month=months.last, data_through=marts.build.data_through)


_TREND_PARTS = (
    "month_no",
    "active_customers",
    "new_customers",
    "orders",
    "revenue",
    "profit",
    "costed_abs",
    "net_abs",
)


def _units(amount: Decimal | None) -> int | None:
    return None if amount is None else to_units(amount)


def layer_months(marts: Marts, viewer: Viewer, question: Question, scheme: Scheme, base: ValueBase) -> pd.DataFrame:
    """One row per month end up to as-of and layer, empty ones too: month_no, layer, customers, revenue (money units).

    From the mart (every month of the data) for the shipped schemes by revenue over 12 months, and for scopes that the
    mart can tell apart; else the last MONTHS_COMPUTED month ends are computed.
    """
    names = ["month_no", "layer", "customers", "revenue"]
    lists = lists_of(marts, viewer.scope, question)
    if lists is not None and _mart_knows(question, scheme, base):
        visible_rows(marts, viewer, question.filters)
        wanted = {name: lists[name] for name in ("account_managers", "managers")}
        rows = query_rows(marts, "layer_months", scheme=scheme.name, last_month=question.as_of, **wanted)
        found = {(month, layer): (customers, to_units(revenue)) for month, layer, customers, revenue in rows}
        months = sorted({month for month, _ in found})
        every = [(month, layer) for month in months for layer in layers_of(scheme, base)]
        return pd.DataFrame([(*key, *found.get(key, (0, 0))) for key in every], columns=names)
    return pd.DataFrame(list(_computed_layers(marts, viewer, question, scheme, base)), columns=names)


def _mart_knows(question: Question, scheme: Scheme, base: ValueBase) -> bool:
    return (
        SHIPPED.get(scheme.name) == scheme
        and base == REVENUE
        and question.cuts == "company"
        and question.period == Period("months", 12)
        and {column for column, _ in question.filters} <= {"account_manager_id"}
    )


def _computed_layers(
    marts: Marts, viewer: Viewer, question: Question, scheme: Scheme, base: ValueBase
) -> Iterator[tuple[int, str, int, int]]:
    rows = visible_rows(marts, viewer, question.filters)

    def counted(facts: PeriodFacts) -> list[tuple[int, str, int, int]]:
        if question.cuts == "selection":
            facts = facts_of_rows(facts, rows)
        layering = decide_layers(facts, scheme, base)
        codes = layering.codes if question.cuts == "selection" else np.where(rows, layering.codes, np.int8(-1))
        counts = counts_by_code(codes, len(layering.layers))
        totals = totals_by_code(codes, facts.revenue, len(layering.layers))
        return [(facts.as_of, *cell) for cell in zip(layering.layers, counts, totals, strict=True)]

    for cells in worked_ahead(counted, _facts_by_month(marts, question, base), threads=THREADS):
        yield from cells


def _facts_by_month(marts: Marts, question: Question, base: ValueBase) -> Iterator[PeriodFacts]:
    """The facts at the last MONTHS_COMPUTED month ends, from one question to customer_month."""
    build, company = marts.build, company_customers(marts)
    as_ofs = range(max(build.first_month, question.as_of - MONTHS_COMPUTED + 1), question.as_of + 1)
    spans = [question.period.span(as_of) for as_of in as_ofs]
    # Which of the orders before these months was the last makes no difference to a layer.
    first = max(build.first_month, min(spans[0].first, as_ofs[0] - INACTIVE_MONTHS + 1))
    batches = query_batches(marts, f"month_{base.name}", first_month=first, last_month=question.as_of)
    months = MonthRows.gathered(batches, first, question.as_of)
    dates = CustomerDates(company.first_order_on, company.first_contact_on, company.is_on_file, company.in_touch)
    return window_facts(dates, months, spans)


def lists_of(marts: Marts, scope: Scope, question: Question) -> dict[str, Any] | None:
    """Scope and filters as parameters of the monthly questions: a list, or None where it does not matter. No lists at
    all where the scope cuts through an account manager's customers: the monthly marts cannot tell these apart."""
    managers = None if scope.all else whole_managers(marts, scope)
    if managers is None and not scope.all:
        return None
    chosen = {column: list(values) for column, values in question.filters}
    return {
        "account_managers": managers,
        "managers": chosen.get("account_manager_id"),
        "regions": chosen.get("region"),
        "industries": chosen.get("industry"),
    }


def ordering_customers(marts: Marts, numbers: np.ndarray, places: np.ndarray | None = None) -> pa.Table:
    """The relation ``wanted`` of the monthly questions that are put to customers one by one."""
    first = company_customers(marts).first_order_on[numbers].astype("datetime64[M]").astype(np.int64)
    places = np.zeros(len(numbers), np.int32) if places is None else places.astype(np.int32)
    return wanted_table(numbers, place=places, first_month=first + 1970 * 12)
