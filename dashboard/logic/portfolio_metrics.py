"""Registry entries of My customers: who they are, where each went, what it brings more or less (M5, M10, M11, M15)."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

_ORDERS = N_("orders, order lines")
_ORDERS_AND_CUSTOMERS = N_("orders, order lines, customers")

PORTFOLIO_METRICS = (
    Metric(
        "M5",
        "portfolio_customers",
        N_("Customers"),
        "customers",
        0,
        0,
        N_(
            "Everybody in the layers, from the highest to those who stopped or never ordered: on file up to the as-of "
            "date, or with an order up to then."
        ),
        N_("count of customers in any layer"),
        _ORDERS_AND_CUSTOMERS,
    ),
    Metric(
        "M10",
        "direction",
        N_("Direction"),
        "customers",
        0,
        0,
        N_(
            "Where the customer's layer went since the end of the period compared with. Up, down or the same: active "
            "at both dates. Stopped: active then, not now. New: first order since then. Won back: ordered before, but "
            "not in the period compared with. Active again: ordered in it without a value above zero. Not active: at "
            "neither date."
        ),
        N_("layer at the end of the period compared with → layer at the as-of date"),
        _ORDERS_AND_CUSTOMERS,
    ),
    Metric(
        "M11",
        "revenue_change",
        N_("Change of revenue"),
        "money",
        1,
        0,
        N_(
            "What the customer brings more or less than in the period compared with. In percent only where there was "
            "revenue above zero then: from nothing there is no percentage."
        ),
        N_("net revenue − net revenue before; in percent: divided by net revenue before"),
        _ORDERS,
    ),
    Metric(
        "M15",
        "days_since_order",
        N_("Days since the last order"),
        "days",
        -1,
        0,
        N_("How long ago the last order was, returns included: at the as-of date, or where the data ends before it."),
        N_("as-of date (or data through, where that is earlier) − date of the last order"),
        _ORDERS,
    ),
)
