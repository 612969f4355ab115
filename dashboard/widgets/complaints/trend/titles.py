"""Titles of columns and lists, by figure."""

from dashboard.widgets.complaints.trend.choice import measure_title
from dashboard.widgets.language import _


def column_titles(measure: str, kind: str) -> dict[str, str]:
    """count, exposure and rate, as the table names them."""
    count, exposure = {
        "per_100_orders": (_("Cases received"), _("Orders")),
        "per_100_customers": (_("Cases received"), _("Active customers")),
        "on_time": (_("Cases closed in time"), _("Cases due")),
        "justified": (_("Cases justified"), _("Cases assessed")),
        "satisfied": (_("Customers satisfied"), _("Customers who answered")),
    }[measure]
    return {"count": count, "exposure": exposure, "rate": measure_title(measure, kind)}


def list_title(measure: str, month: str) -> str:
    """Which cases are listed: those that the month's point counts, of a share those that it is a share of."""
    return {
        "on_time": _("Cases due in {month}", month=month),
        "justified": _("Cases received in {month} and assessed", month=month),
        "satisfied": _("Cases whose customer answered in {month}", month=month),
    }.get(measure, _("Cases received in {month}", month=month))
