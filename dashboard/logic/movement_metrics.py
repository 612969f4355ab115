"""Registry entries of migration, movement and the revenue between two dates: M9 to M11."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

_ORDERS = N_("orders, order lines")
_ORDERS_AND_CUSTOMERS = N_("orders, order lines, customers")

MOVEMENT_METRICS = (
    Metric(
        "M9",
        "migration",
        N_("Migration"),
        "customers",
        0,
        0,
        N_(
            "Where the customers of each layer at the earlier date are at the later one. "
            "The row New holds those not yet known at the earlier date."
        ),
        N_("count of customers by layer at the earlier and layer at the later date"),
        _ORDERS_AND_CUSTOMERS,
    ),
    Metric(
        "M10",
        "moved_up",
        N_("Moved up"),
        "customers",
        1,
        30,
        N_("Customers active at both dates who are in a higher layer at the later one."),
        N_("customers moved up / customers active at the earlier date"),
        _ORDERS,
    ),
    Metric(
        "M10",
        "moved_down",
        N_("Moved down"),
        "customers",
        -1,
        30,
        N_("Customers active at both dates who are in a lower layer at the later one."),
        N_("customers moved down / customers active at the earlier date"),
        _ORDERS,
    ),
    Metric(
        "M10",
        "stayed",
        N_("Stayed"),
        "customers",
        0,
        30,
        N_("Customers active at both dates and in the same layer."),
        N_("customers who stayed / customers active at the earlier date"),
        _ORDERS,
    ),
    Metric(
        "M10",
        "stopped",
        N_("Stopped"),
        "customers",
        -1,
        30,
        N_("Customers active at the earlier date and not at the later one."),
        N_("customers who stopped / customers active at the earlier date"),
        _ORDERS,
    ),
    Metric(
        "M10",
        "new",
        N_("New and active"),
        "customers",
        1,
        30,
        N_("Customers with their first order between the two dates, active at the later one."),
        N_("new customers / customers active at the earlier date"),
        _ORDERS,
    ),
    Metric(
        "M10",
        "won_back",
        N_("Won back"),
        "customers",
        1,
        30,
        N_("Customers active at the later date who had no order in the period before, but earlier ones."),
        N_("customers won back / customers active at the earlier date"),
        _ORDERS,
    ),
    Metric(
        "M10",
        "resumed",
        N_("Active again"),
        "customers",
        1,
        30,
        N_("Customers active at the later date who had orders in the period before, but no positive value from them."),
        N_("customers active again / customers active at the earlier date"),
        _ORDERS,
    ),
    Metric(
        "M10",
        "unclear",
        N_("Profit not known"),
        "customers",
        0,
        0,
        N_("By gross profit: customers active at the earlier date none of whose lines has a cost at the later one."),
        N_("such customers / customers active at the earlier date"),
        _ORDERS,
    ),
    Metric(
        "M11",
        "revenue_bridge",
        N_("Revenue bridge"),
        "money",
        1,
        0,
        N_(
            "What the change of net revenue between the two dates is made of: new customers, customers won back, "
            "customers who bought more, who bought less, and who stopped."
        ),
        N_("revenue after - revenue before = new + won back + expansion + contraction + stopped, exactly"),
        _ORDERS,
    ),
)
