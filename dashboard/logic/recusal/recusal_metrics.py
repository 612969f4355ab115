"""Registry entries of recusal (M35)."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

RECUSAL_METRICS: tuple[Metric, ...] = (
    Metric(
        "M35",
        "recusal_compliance",
        N_("Recusal compliance"),
        "share",
        1,
        30,
        N_(
            "Cases received in the period that nobody handled who should have stood aside, or only with an override "
            "that a supervisor entered with a reason. Somebody is in conflict who (a) performed or approved the "
            "disputed order, (b) owns the account, is complained about, sits above or below that person or in the "
            "department complained about, (c) handled the case that this one appeals against, or (d) declared an "
            "interest before. "
            "Handling is assessing, diagnosing, analysing, approving, agreeing, replying, instructing and closing; the "
            "analysis is written by the unit itself, so (b) does not count for it. Cases that nobody is named for are "
            "counted beside."
        ),
        N_("cases without an undisclosed conflict / cases with somebody named on a handling step"),
        N_("cases, steps of cases, orders (operator, approver), customers (account manager), employees"),
    ),
    Metric(
        "M35",
        "appeals_changed",
        N_("Appeals that changed the result"),
        "share",
        0,
        30,
        N_(
            "Appeals received in the period and closed, in which the result was changed, wholly or in part. Withdrawn "
            "and open appeals, and those whose outcome nobody wrote down, are counted beside."
        ),
        N_("appeals changed / (appeals changed + appeals upheld)"),
        N_("cases (outcome, else whether the appeal was justified)"),
    ),
)
