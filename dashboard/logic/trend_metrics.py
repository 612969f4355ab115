"""Registry entries of figures that only the months one by one have."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

TREND_METRICS = (
    Metric(
        "M5",
        "month_customers",
        N_("Active customers of a month"),
        "customers",
        1,
        0,
        N_(
            "Customers with any order in the month, returns included. Who orders in two months counts in both, so "
            "several months give an average per month and no sum."
        ),
        N_("count of distinct customers with an order, per month; over several months: sum / number of months"),
        N_("orders, order lines"),
    ),
)
