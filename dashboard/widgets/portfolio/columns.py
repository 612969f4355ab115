"""The columns of My customers, how each is written and what it is sorted by."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard.logic.question import Question
from dashboard.widgets.answers import choices
from dashboard.widgets.formats import Scale
from dashboard.widgets.labels import layer_label, tier_text
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.portfolio.words import direction_text, signed_amount, signed_share
from dashboard.widgets.tables import Column, Kind, table_scale

BY_ANOTHER = {"account_manager_name": "account_manager_id"}
"""Columns whose header sorts by another one."""
NONE_SHOWN = "–"
_KINDS: dict[str, Kind] = {
    "customer_name": "text",
    "layer": "text",
    "direction": "text",
    "revenue": "money",
    "revenue_change_share": "share",
    "to_next": "money",
    "days_since_order": "count",
    "last_order_on": "day",
    "revenue_change": "money",
    "revenue_before": "money",
    "profit": "money",
    "orders": "count",
    "service_tier": "text",
    "region": "text",
    "industry": "text",
    "account_manager_name": "text",
    "customer_id": "text",
}
"""In the order of the table: what is looked at first is in sight without moving it sideways."""


def column_titles() -> dict[str, str]:
    """By what the rows are sorted by, in the order in which it is offered."""
    return {
        "revenue": _("Net revenue"),
        "revenue_change_share": _("Change in %"),
        "revenue_change": _("Change of revenue"),
        "revenue_before": _("Net revenue before"),
        "to_next": _("To the next layer"),
        "days_since_order": _("Days since order"),
        "last_order_on": _("Last order"),
        "layer": _("Value layer"),
        "direction": _("Direction"),
        "profit": _("Gross profit"),
        "orders": _("Orders"),
        "service_tier": _("Decided tier"),
        "customer_name": _("Customer"),
        "region": _("Region"),
        "industry": _("Industry"),
        "account_manager_id": _("Account manager"),
        "customer_id": _("Customer number"),
    }


def portfolio_columns(
    opened: Opened, question: Question, frame: pd.DataFrame, sort: str, descending: bool
) -> list[Column]:
    """Nothing blank; the header of the column that the rows are sorted by says so."""
    titles = column_titles()
    titles[sort] += " ↓" if descending else " ↑"
    kinds: dict[str, Kind] = {**_KINDS, "to_next": "count" if question.base == "orders" else "money"}
    shown = {name for name in kinds if frame[name].notna().any()} - _one_for_all(opened, question)
    plain = [Column(name, titles[BY_ANOTHER.get(name, name)], kind) for name, kind in kinds.items() if name in shown]
    ways = _ways(opened, question, table_scale(opened.formats, frame, plain))
    return [Column(one.name, one.title, one.kind, ways.get(one.name), one.name == "customer_name") for one in plain]


def _one_for_all(opened: Opened, question: Question) -> set[str]:
    """The account manager where there is one only."""
    chosen = dict(question.filters).get("account_manager_id", ())
    is_one = len(chosen) == 1 or len(choices(opened, "account_manager_id")) < 2
    return {"account_manager_name"} if is_one else set()


def _ways(opened: Opened, question: Question, scale: Scale) -> dict[str, Callable[[Any], str]]:
    form, scheme = opened.formats, opened.schemes[question.scheme]

    def to_next(value: int) -> str:
        return form.whole(value) if question.base == "orders" else form.amount(value, scale)

    return {
        "layer": lambda layer: layer_label(layer, scheme) if layer else "",
        "direction": lambda text: text or "",
        "revenue_change_share": lambda share: signed_share(share, form),
        "to_next": _or_dash(to_next),
        "days_since_order": _or_dash(form.whole),
        "last_order_on": lambda day: form.iso_day(day) if day else _("never"),
        "revenue_change": lambda units: signed_amount(units, scale, form),
        "service_tier": tier_text,
    }


def _or_dash(way: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: NONE_SHOWN if value is None else way(value)


def written_frame(opened: Opened, question: Question, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the direction as it is read: with the layer that was left."""
    scheme = opened.schemes[question.scheme]
    pairs = zip(frame["direction"], frame["layer_before"], strict=True)
    return frame.assign(direction=[direction_text(direction, layer, scheme) for direction, layer in pairs])
