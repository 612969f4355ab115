"""Registry entries of what a plan takes and costs: losses, visits, cuts wished for and targets (M5, M8, M28, M62)."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

_ORDERS = N_("orders, order lines")
_ORDERS_AND_CUSTOMERS = N_("orders, order lines, customers")

PLANNING_METRICS = (
    Metric(
        "M8",
        "loss",
        N_("Loss of chosen customers"),
        "money",
        -1,
        0,
        N_(
            "What is lost in revenue and gross profit without the chosen customers. The layers of all others are "
            "decided again for the whole company without them, so some of the others may change their layer."
        ),
        N_("sum of the chosen customers; its share divides by the same sum of all customers shown"),
        _ORDERS_AND_CUSTOMERS,
    ),
    Metric(
        "M8",
        "largest_losses",
        N_("Largest single losses"),
        "money",
        -1,
        0,
        N_(
            "The customers shown whose loss alone would cost most: by gross profit; after them those whose profit is "
            "not known, by revenue; then those whose revenue brings no profit."
        ),
        N_("net revenue and gross profit of one customer / those of all customers shown"),
        _ORDERS,
    ),
    Metric(
        "M6",
        "customers_per_manager",
        N_("Customers per account manager"),
        "customers",
        0,
        0,
        N_("How many customers of each layer an account manager looks after, before and after a change of the cuts."),
        N_("count of customers by account manager and layer"),
        _ORDERS_AND_CUSTOMERS,
    ),
    Metric(
        "M62",
        "visits_due",
        N_("Visits due per year"),
        "visits",
        0,
        0,
        N_("How many visits a year the layers ask for. How often a layer is visited is a setting."),
        N_("sum over the layers of customers × visits per year of the layer"),
        _ORDERS_AND_CUSTOMERS,
    ),
    Metric(
        "M5",
        "to_each_layer",
        N_("To each higher layer"),
        "money",
        0,
        0,
        N_("How much more value in the period would have put the customer into each of the higher layers."),
        N_("cut value of the layer − value of the customer"),
        _ORDERS,
    ),
    Metric(
        "M5",
        "cut_for_customers",
        N_("Cut for a number of customers"),
        "money",
        0,
        0,
        N_(
            "The cut value that gives a layer so many customers. Equal values always share a layer, so it can give "
            "more than asked for."
        ),
        N_("value of the n-th customer, counted from the cut of the layer above"),
        _ORDERS,
    ),
    Metric(
        "M5",
        "cut_for_share",
        N_("Cut for a share of the value"),
        "money",
        0,
        0,
        N_(
            "The cut value with which a layer and those above it bring at least so much of the active customers' value."
        ),
        N_("value of the first customer from the top with whom the running total reaches the share"),
        _ORDERS,
    ),
    Metric(
        "M28",
        "target_attainment",
        N_("Target attainment"),
        "share",
        1,
        0,
        N_(
            "How much of the target to date is reached. Only complete months that have a target count, and only "
            "targets that cover exactly the customers shown. The run-rates carry the result on to the end of the "
            "period: evenly by month, or as the same months of the year before were distributed."
        ),
        N_(
            "actual / target to date; gap = actual − target; even: actual × months of the period / complete months; "
            "seasonal: actual × whole period last year / same months last year"
        ),
        N_("orders, order lines, targets"),
    ),
)
