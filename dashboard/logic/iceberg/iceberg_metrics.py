"""Registry entries of customers who did not complain (M39, X8) and the effect of a complaint (M42)."""

from dashboard.logic.iceberg.effect import LEAST_CUSTOMERS
from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

_ICEBERG = N_(
    "complaints and feedback, orders; the share who speak up: survey answers where two questions ask it, else assumed"
)

ICEBERG_METRICS: tuple[Metric, ...] = (
    Metric(
        "M39",
        "dissatisfied",
        N_("Dissatisfied customers, estimated"),
        "customers",
        -1,
        0,
        N_(
            "How many customers stand behind those who complained, if only a part of the dissatisfied tell us. The "
            "share who do is measured by a survey that asks who had a problem and who told us (at least 10 with a "
            "problem; Wilson interval); else it is an assumption: published claims reach from 4 % to 75 %. None of "
            "them is a norm."
        ),
        N_("distinct customers with a complaint in the window / share of the dissatisfied who tell us"),
        _ICEBERG,
    ),
    Metric(
        "M39",
        "silent_customers",
        N_("Silent customers, estimated"),
        "customers",
        -1,
        0,
        N_(
            "The dissatisfied customers who did not complain. The range is that of the survey's interval, or "
            "of the published claims."
        ),
        N_("dissatisfied customers, estimated - customers who complained"),
        _ICEBERG,
    ),
    Metric(
        "M39",
        "contribution_at_risk",
        N_("Contribution at risk"),
        "money",
        -1,
        0,
        N_(
            "What would be gone in a period if the silent customers stopped as often as dissatisfied ones do. Gross "
            "profit where the cost of every active customer is known, else net revenue. The two loss rates come from "
            "own data where 30 customers of each group allow it, else they are assumptions."
        ),
        N_(
            "silent customers x average per active customer x (loss rate of the dissatisfied - loss rate of the others)"
        ),
        _ICEBERG,
    ),
    Metric(
        "M39",
        "silent_sufferers",
        N_("Silent sufferers"),
        "customers",
        -1,
        0,
        N_(
            "Customers with bad service on record, no complaint, appeal or objection and no visit in the days chosen. "
            "Bad service: an order later than first promised, a ticket over its limit or of a fault that came again, "
            "goods that arrived damaged or short. Nothing after the last day of the data counts."
        ),
        N_("count of customers; ordered by gross profit of the period where all of it is known, else by net revenue"),
        N_("orders, deliveries, service tickets, complaints and feedback, visits"),
    ),
    Metric(
        "M42",
        "complaint_effect",
        N_("Effect of a complaint"),
        "share",
        1,
        LEAST_CUSTOMERS,
        N_(
            "How much less or more customers bring in during the six months after their complaint than customers "
            "without a complaint would let expect: those of the same tenth of value, the same industry and the same "
            "trend. Months are the unit; the month of the complaint counts on neither side. The interval is a "
            "bootstrap by customer (500 draws, fixed seed). It tells what happened, not why."
        ),
        N_("sum after / sum of (before x change of the matched customers) - 1"),
        N_("complaints and feedback, orders, order lines"),
    ),
)
