"""The columns of My customers, how each is written and what it is sorted by."""

import pandas as pd

from dashboard.data.reading.portfolio import PORTFOLIO_SORTS
from dashboard.logic.question import Question
from dashboard.widgets.labels import layer_label, tier_text
from dashboard.widgets.language import _
from dashboard.widgets.opened import Opened
from dashboard.widgets.portfolio.words import direction_text, signed_amount, signed_share
from dashboard.widgets.tables import Column, table_scale

SORTED_BY = {
    **{column: column for column in PORTFOLIO_SORTS},
    "account_manager_name": "account_manager_id",
    "last_order_on": "last_order_on",
}
"""Column of the table -> what a click on its header sorts by."""
NONE_SHOWN = "–"
_MONEY = ("revenue", "revenue_change", "to_next", "profit")


def sort_titles() -> dict[str, str]:
    """Every column of the table, in its order."""
    return {
        "revenue": _("Net revenue"),
        "revenue_change": _("Change"),
        "revenue_change_share": _("Change in %"),
        "to_next": _("To the next layer"),
        "last_order_on": _("Last order"),
        "days_since_order": _("Days since"),
        "layer": _("Value layer"),
        "direction": _("Direction"),
        "profit": _("Gross profit"),
        "orders": _("Orders"),
        "revenue_before": _("Net revenue before"),
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
    form, scheme, titles = opened.formats, opened.schemes[question.scheme], sort_titles()
    in_orders = question.base == "orders"
    titles[sort] += " ▾" if descending else " ▴"
    kinds = {name: Column(name, titles[name], "money") for name in _MONEY if not (in_orders and name == "to_next")}
    scale = table_scale(form, frame, list(kinds.values()))

    def to_next(value: int | None) -> str:
        if value is None:
            return NONE_SHOWN
        return form.whole(value) if in_orders else form.amount(value, scale)

    def days(number: int | None) -> str:
        return NONE_SHOWN if number is None else form.whole(number)

    columns = [
        Column("customer_name", titles["customer_name"], is_pinned=True),
        Column("layer", titles["layer"], shown=lambda layer: layer_label(layer, scheme) if layer else ""),
        Column("direction", titles["direction"], shown=lambda text: text or ""),
        Column("revenue", titles["revenue"], "money"),
        Column("revenue_change", titles["revenue_change"], "money", lambda value: signed_amount(value, scale, form)),
        Column(
            "revenue_change_share", titles["revenue_change_share"], "share", lambda share: signed_share(share, form)
        ),
        Column("to_next", titles["to_next"], "count" if in_orders else "money", to_next),
        Column("last_order_on", titles["last_order_on"], "day", lambda day: form.iso_day(day) if day else _("never")),
        Column(
            "days_since_order",
            titles["days_since_order"],
            "count",
            lambda n: NONE_SHOWN if n is None else form.whole(n),
        ),
        Column("profit", titles["profit"], "money"),
        Column("service_tier", titles["service_tier"], shown=tier_text),
        Column("region", titles["region"]),
        Column("industry", titles["industry"]),
        Column("account_manager_name", titles["account_manager_id"]),
        Column("customer_id", titles["customer_id"]),
    ]
    told = {name for name in frame.columns if frame[name].notna().any()}
    one_manager = frame["account_manager_id"].nunique(dropna=False) < 2 and not opened.viewer.scope.all
    return [one for one in columns if one.name in told and not (one.name == "account_manager_name" and one_manager)]


def written_frame(opened: Opened, question: Question, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the direction as it is read: with the layer that was left."""
    scheme = opened.schemes[question.scheme]
    pairs = zip(frame["direction"], frame["layer_before"], strict=True)
    return frame.assign(direction=[direction_text(direction, layer, scheme) for direction, layer in pairs])
