"""Registry entries of a what-if: layers by a proposal, with a buffer, and who moves (M5, M5b)."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

_ORDERS = N_("orders, order lines")
_ORDERS_AND_CUSTOMERS = N_("orders, order lines, customers")

WHAT_IF_METRICS = (
    Metric(
        "M5",
        "proposed_layer",
        N_("Layer by the proposal"),
        "customers",
        0,
        0,
        N_(
            "The value layer with the cuts, the value base and the period that are tried, at the same as-of month. "
            "Cuts are read off the whole company; customers, revenue and gross profit are those of the customers shown."
        ),
        N_("first band whose proposed cut value the customer reaches"),
        _ORDERS_AND_CUSTOMERS,
    ),
    Metric(
        "M5b",
        "buffered_layer",
        N_("Layer with a buffer"),
        "customers",
        0,
        0,
        N_(
            "Near a cut the layer of the last review is kept, so that nobody changes back and forth for a small "
            "difference. Who had no value layer then is placed by the cut alone. A buffer of 0 is the plain rule."
        ),
        N_(
            "K = customers who reach the cut, b = K × buffer, rounded up; above the cut if rank ≤ K − b, "
            "below if rank > K + b, else the side of the layer at the last review"
        ),
        _ORDERS,
    ),
    Metric(
        "M5",
        "what_if_up",
        N_("Up by the proposal"),
        "customers",
        0,
        0,
        N_(
            "Customers who are in a higher layer by the proposal than by the rule in force. Whose gross profit is not "
            "known on either side moves neither up nor down."
        ),
        N_("count of customers whose layer after stands above their layer before"),
        _ORDERS_AND_CUSTOMERS,
    ),
    Metric(
        "M5",
        "what_if_down",
        N_("Down by the proposal"),
        "customers",
        0,
        0,
        N_(
            "Customers who are in a lower layer by the proposal than by the rule in force. Whose gross profit is not "
            "known on either side moves neither up nor down."
        ),
        N_("count of customers whose layer after stands below their layer before"),
        _ORDERS_AND_CUSTOMERS,
    ),
)
