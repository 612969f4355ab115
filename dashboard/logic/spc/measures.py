"""What can be looked at month by month: a rate per exposure or a share, from the columns of ``case_months``."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """code     as in the link
    count, exposure   columns of ``case_months`` (numerator and denominator)
    cases       the column whose cases stand behind a month
    is_share    a share of cases (p-chart), else a rate (u-chart), which is told per 100
    direction   +1 more is better, -1 less is better, 0 neither
    metric      key of the registry
    """

    code: str
    count: str
    exposure: str
    cases: str
    is_share: bool
    direction: int
    metric: str


MEASURES: Mapping[str, Measure] = {
    one.code: one
    for one in (
        Measure("per_100_orders", "received", "orders", "received", False, -1, "complaint_rate"),
        Measure("per_100_customers", "received", "customers", "received", False, -1, "complaint_rate"),
        Measure("on_time", "in_time", "due", "due", True, 1, "closed_in_time"),
        Measure("justified", "justified", "assessed", "assessed", True, 0, "justified"),
        Measure("satisfied", "satisfied", "answered", "answered", True, 1, "satisfied"),
    )
}
PER = 100
"""Rates are told per so many."""
CUTS = ("respondent_department", "product_line")
"""Columns that the cases can be cut by."""


@dataclass(frozen=True)
class SpcAsked:
    """kind       complaint, appeal or objection
    measure       a code of MEASURES
    by, value     a column of CUTS and its value; None = no cut
    baseline_end  number of the last month of the baseline; None = by default
    """

    kind: str = "complaint"
    measure: str = "per_100_orders"
    by: str | None = None
    value: str | None = None
    baseline_end: int | None = None
