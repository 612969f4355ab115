"""Registry entries of data quality (M69) and of the files of customers (M23, M24)."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

QUALITY_METRICS = (
    Metric(
        "M69",
        "data_quality",
        N_("Revenue concerned by a gap"),
        "money",
        -1,
        0,
        N_(
            "What figures lose where a cell is empty: the orders of the twelve months whose cell is empty, or all "
            "orders of the customers whose cell is empty. Returns count as amounts too, so that filling a cell never "
            "makes a gap larger; of costs only what has none counts. Gaps are ordered by this amount times the number "
            "of figures that need the column."
        ),
        N_("sum of |net amount| of the orders concerned; order of fixing: amount × figures lost"),
        N_("all imported tables"),
    ),
    Metric(
        "M23",
        "file_completeness",
        N_("Completeness of customer files"),
        "share",
        1,
        0,
        N_(
            "Which fields a file must have depends on the decided tier, on whether the customer is a person, and on "
            "risk flags. Who has no tier counts as general. A credit code must pass its check, one way to reach a "
            "contact must look like one."
        ),
        N_("required fields that are filled and valid / required fields"),
        N_("customers, contacts, risk flags"),
    ),
    Metric(
        "M24",
        "file_freshness",
        N_("Freshness of customer files"),
        "share",
        1,
        0,
        N_(
            "Required fields of files that were confirmed in the twelve months before the data end, of strategic "
            "customers in the six months before. An empty field cannot be confirmed."
        ),
        N_("required fields that are filled, valid and confirmed in time / required fields"),
        N_("customers, contacts, risk flags"),
    ),
)
