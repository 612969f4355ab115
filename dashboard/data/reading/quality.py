"""What is missing in the data of the customers in scope, and how complete their files are.

Arrays of the whole company are kept once per build; rows out of scope are gone before the first sum. Gaps are weighed
over the twelve months that end at the default as-of, whatever the pages are set to: the build sums orders up for these.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.data.building.order_gaps import MONTHS
from dashboard.data.reading.company_customers import company_customers
from dashboard.data.reading.company_facts import company_facts
from dashboard.data.reading.marts import Marts
from dashboard.data.reading.queries import check_marts, days, money_units, query_columns, read_only, whole_numbers
from dashboard.data.reading.visible_rows import rows_in_scope
from dashboard.logic.customer_file import CustomerFiles
from dashboard.logic.data_needs import COST_COLUMNS, CUSTOMER_COLUMNS, ORDER_COLUMNS
from dashboard.logic.data_quality import Gap, emptiness_of_customers, emptiness_of_orders, ranked_gaps
from dashboard.logic.decided_tiers import TIER_ROWS, decided_tier
from dashboard.logic.money import exact_total
from dashboard.logic.periods import MonthSpan
from dashboard.logic.viewer import Scope


@dataclass(frozen=True)
class DataGaps:
    """What is empty of the customers in scope.

    gaps      of columns that the company fills at least somewhere, what to fix first on top
    unfilled  of columns that nobody filled for anybody: they were never imported
    revenue   absolute net amounts of the orders in scope, in money units: what the gaps are shares of
    """

    gaps: tuple[Gap, ...]
    unfilled: tuple[Gap, ...]
    revenue: int
    customers: int
    orders: int
    span: MonthSpan


@dataclass(frozen=True, eq=False)
class _OrderGaps:
    customer_no: np.ndarray
    gaps: np.ndarray
    orders: np.ndarray
    amounts: np.ndarray
    uncosted: np.ndarray


def quality_span(marts: Marts) -> MonthSpan:
    """The months that gaps are weighed over."""
    as_of = marts.build.default_as_of
    return MonthSpan(as_of - MONTHS + 1, as_of)


def data_gaps(marts: Marts, scope: Scope) -> DataGaps:
    """Of the customers in scope, ranked."""
    rows = rows_in_scope(marts, scope)
    files, orders = company_files(marts).of(rows), _order_gaps(marts)
    inside = rows[orders.customer_no]
    gaps, count, amounts, uncosted = (
        array[inside] for array in (orders.gaps, orders.orders, orders.amounts, orders.uncosted)
    )
    found = emptiness_of_orders(gaps, count, amounts, dict.fromkeys(COST_COLUMNS, uncosted))
    found |= emptiness_of_customers(files.filled, files.weight)
    revenue = exact_total(amounts)
    imported = [name for name, table in marts.build.tables.items() if table.batches]
    every, never = ranked_gaps(found, revenue, imported), _never_filled(marts)
    gaps, unfilled = (
        tuple(gap for gap in every if (f"{gap.table}.{gap.column}" in never) is wanted) for wanted in (False, True)
    )
    return DataGaps(gaps, unfilled, revenue, len(files), exact_total(count), quality_span(marts))


def _never_filled(marts: Marts) -> frozenset[str]:
    """Columns, as "table.column", without a filled cell in the whole company."""
    files, orders = company_files(marts), _order_gaps(marts)
    held = int(np.bitwise_or.reduce(files.filled, initial=0))
    lacking = int(np.bitwise_and.reduce(orders.gaps, initial=-1))
    return frozenset(
        [name for place, name in enumerate(CUSTOMER_COLUMNS) if not held >> place & 1]
        + [name for place, name in enumerate(ORDER_COLUMNS) if lacking >> place & 1]
    )


def visible_files(marts: Marts, scope: Scope) -> tuple[np.ndarray, CustomerFiles]:
    """(customer_no, their files) of the customers in scope."""
    rows = rows_in_scope(marts, scope)
    return np.flatnonzero(rows).astype(np.int32), company_files(marts).of(rows)


def company_files(marts: Marts) -> CustomerFiles:
    """The files of everybody, in customer_no order, from memory after the first call: scope is the caller's."""
    check_marts(marts, "customer_file", "order_gap")
    return marts.remember(("company_files",), lambda: _load_files(marts))


def _load_files(marts: Marts) -> CustomerFiles:
    columns = query_columns(marts, "customer_files", needs=("customer_file",))
    tiers = company_customers(marts).dimensions["service_tier"]
    places = np.array([TIER_ROWS.index(decided_tier(value)) for value in tiers.values], np.int8)
    arrays: Mapping[str, np.ndarray] = {
        "filled": whole_numbers(columns["filled"], np.int64),
        "valid": whole_numbers(columns["valid"], np.int64),
        "tier": places[tiers.codes] if len(places) else np.zeros(len(tiers.codes), np.int8),
        "is_person": columns["is_person"].to_numpy(zero_copy_only=False),
        "is_at_risk": columns["is_at_risk"].to_numpy(zero_copy_only=False),
        "confirmed_on": days(columns["kyc_confirmed_on"]),
        "weight": company_facts(marts, quality_span(marts)).net_abs,
    }
    return CustomerFiles(**{name: read_only(array) for name, array in arrays.items()})


def _order_gaps(marts: Marts) -> _OrderGaps:
    def load() -> _OrderGaps:
        columns = query_columns(marts, "order_gaps", needs=("order_gap",))
        return _OrderGaps(
            read_only(whole_numbers(columns["customer_no"], np.int32)),
            read_only(whole_numbers(columns["gaps"], np.int32)),
            read_only(whole_numbers(columns["orders"], np.int64)),
            read_only(money_units(columns["net_abs"])),
            read_only(money_units(columns["uncosted_abs"])),
        )

    return marts.remember(("order_gaps",), load)
