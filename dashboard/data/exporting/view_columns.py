"""The columns of each view (contracts.md: stable names and order) and how a frame of the logic becomes exact values."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from dashboard.data.exporting.view_column import Kind, ViewColumn
from dashboard.data.exporting.view_column import columns as _columns
from dashboard.logic.money import decimal_column

VIEW_COLUMNS: dict[str, tuple[ViewColumn, ...]] = {
    "pyramid": _columns(
        "layer:text customers:count customer_share:share revenue:money revenue_share:share average_revenue:money "
        "profit:money profit_share:share profit_known_share:share cut_value:money complaints:count orders:count "
        "complaints_per_100_orders:number csi:number csi_n:count nps:number nps_n:count survey_id:text"
    ),
    "customers": _columns(
        "customer_id:text customer_name:text layer:text revenue:money profit:money orders:count first_order_on:date "
        "last_order_on:date service_tier:text account_manager_id:text region:text industry:text rank:count"
    ),
    "portfolio": _columns(
        "customer_id:text customer_name:text layer:text layer_before:text direction:text service_tier:text "
        "revenue:money revenue_before:money revenue_change:money revenue_change_share:share profit:money orders:count "
        "to_next:money last_order_on:date days_since_order:count region:text industry:text account_manager_id:text "
        "account_manager_name:text"
    ),
    "what-if": _columns(
        "layer:text customers_before:count customers_after:count revenue_before:money revenue_after:money "
        "profit_before:money profit_after:money cut_before:money cut_after:money"
    ),
    "movers": _columns(
        "customer_id:text customer_name:text account_manager_id:text service_tier:text layer_before:text "
        "layer_after:text direction:text value_before:money value_after:money to_next:money"
    ),
    "concentration": _columns("metric:text value:number"),
    "migration": _columns("from_layer:text to_layer:text customers:count revenue_before:money revenue_after:money"),
    "trend": _columns(
        "month:text active_customers:count new_customers:count orders:count revenue:money profit:money complete:flag"
    ),
    "layer-months": _columns("month:text layer:text customers:count revenue:money"),
    "contacts": _columns(
        "customer_id:text contact_id:text contact_name:text position:text level:text phone:text mobile:text email:text "
        "wechat:text birthday_mmdd:text is_primary:flag"
    ),
    "quality": _columns(
        "table:text column:text rows:count empty:count empty_share:share revenue:money revenue_share:share "
        "figures:count metrics:text"
    ),
}


VIEW_FIGURES: Mapping[str, tuple[str, ...]] = {
    "pyramid": (
        "layer",
        "active_customers",
        "customer_share",
        "revenue",
        "revenue_share",
        "average_revenue",
        "gross_profit",
        "profit_share",
        "profit_known_share",
        "complaint_rate",
        "csi",
        "nps",
    ),
    "customers": ("layer", "revenue", "gross_profit", "orders"),
    "portfolio": (
        "layer",
        "direction",
        "revenue",
        "revenue_change",
        "gross_profit",
        "orders",
        "to_next_layer",
        "days_since_order",
    ),
    "concentration": (
        "top20_share",
        "top_10pct_share",
        "top_1pct_share",
        "largest_customer_share",
        "customers_making_80_share",
        "gini",
        "hhi",
    ),
    "what-if": ("layer", "proposed_layer", "buffered_layer", "active_customers", "revenue", "gross_profit"),
    "movers": ("proposed_layer", "buffered_layer", "what_if_up", "what_if_down", "to_each_layer"),
    "migration": ("migration", "layer", "revenue"),
    "layer-months": ("layer", "revenue"),
    "trend": ("month_customers", "new_customers", "orders", "revenue", "gross_profit"),
    "contacts": (),
    "quality": ("data_quality",),
}
"""Ids of the figures in each view, for the sheet of definitions (logic/metrics.py)."""


def exact_frame(frame: pd.DataFrame, columns: tuple[ViewColumn, ...]) -> pd.DataFrame:
    """Exactly these columns, as objects: what is written to files and shown as text."""
    return pd.DataFrame(
        {column.name: pd.Series(_values(frame[column.name], column.kind), dtype=object) for column in columns},
        columns=[column.name for column in columns],
    )


def _values(series: pd.Series, kind: Kind) -> list[Any]:
    if kind == "money":
        return decimal_column(series).tolist()
    present = series.notna().tolist()
    return [_value(value, kind) if known else None for value, known in zip(series.tolist(), present, strict=True)]


def _value(value: Any, kind: Kind) -> Any:
    if kind == "count":
        return int(value)
    if kind in ("share", "number"):
        return float(value)
    if kind == "date":
        return value.date()
    if kind == "moment":
        return value.to_pydatetime()
    return bool(value) if kind == "flag" else str(value)


def plain_text(value: Any, kind: Kind) -> str:
    """As in a CSV cell: exact decimals, shares with ten places, ISO dates, nothing for unknown."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if kind in ("share", "number") and isinstance(value, float):
        return f"{value:.10f}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value if isinstance(value, str) else str(value)


def records(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows as tuples of Python values."""
    return zip(*(frame[name].tolist() for name in frame.columns), strict=True)
