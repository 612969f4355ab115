"""Registry entries of the rates of complaints (M29, M31, M31b, M33, M34, M37, M38)."""

from dashboard.logic.cases.rates import THIN
from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

_CASES = N_("complaints and feedback, steps of complaints")

COMPLAINT_METRICS: tuple[Metric, ...] = (
    Metric(
        "M29",
        "complaint_rate",
        N_("Complaints per 100 orders"),
        "per_hundred",
        -1,
        THIN,
        N_(
            "Cases received in the window for each 100 orders of the same window (or for each 100 customers with "
            "revenue). Complaints, appeals and quality objections each have a rate of their own."
        ),
        N_("100 x cases received / orders (or active customers) of the same days"),
        N_("complaints and feedback, orders"),
    ),
    Metric(
        "M31b",
        "accepted_in_time",
        N_("Accepted in time"),
        "share",
        1,
        THIN,
        N_(
            "Of the cases received in the window whose time to be accepted has run out: those that were accepted by "
            "then. A case that nobody accepted counts as a failure."
        ),
        N_("cases accepted within the limit / cases received and due to be accepted"),
        _CASES,
    ),
    Metric(
        "M31b",
        "closed",
        N_("Share closed"),
        "share",
        1,
        THIN,
        N_("Of the cases received in the window: those that are closed at its end. A reopened case is open."),
        N_("cases closed / cases received in the window"),
        _CASES,
    ),
    Metric(
        "M31b",
        "closed_in_time",
        N_("Closed in time"),
        "share",
        1,
        THIN,
        N_(
            "Of the cases whose due time fell in the window: those closed by then. What is open and past due counts as "
            "a failure; what is not yet due does not count, closed or not. A pause moves the due time only with a "
            "reason."
        ),
        N_("in time / (in time + late + open and past due)"),
        _CASES,
    ),
    Metric(
        "M31b",
        "called_back",
        N_("Share called back"),
        "share",
        1,
        THIN,
        N_("Of the cases closed in the window: those with a call-back."),
        N_("cases called back / cases closed in the window"),
        _CASES,
    ),
    Metric(
        "M38",
        "satisfied",
        N_("Satisfied with the handling"),
        "share",
        1,
        THIN,
        N_(
            "Of the call-backs in the window that were answered: very satisfied, satisfied and fairly satisfied. Who "
            "was not reached is counted beside and is in no denominator."
        ),
        N_("(very satisfied + satisfied + fairly satisfied) / answered"),
        _CASES,
    ),
    Metric(
        "M31",
        "on_time_parts",
        N_("On time, in four parts"),
        "cases",
        0,
        0,
        N_(
            "In time, late, open and past due: the parts of the rate, of cases whose due time fell in the window. "
            "Not yet due: beside, never counted as success. The four together are all cases with a due time since the "
            "window began."
        ),
        N_("in time + late + open and past due + not yet due = all cases with a due time"),
        _CASES,
    ),
    Metric(
        "M33",
        "repeat",
        N_("Share repeated"),
        "share",
        -1,
        THIN,
        N_(
            "Of the cases received in the window whose customer and cause are known: those for which the same customer "
            "had a case of the same cause within the 90 days before."
        ),
        N_("repeated cases / cases received with customer and cause"),
        _CASES,
    ),
    Metric(
        "M33",
        "reopened",
        N_("Share reopened"),
        "share",
        -1,
        THIN,
        N_(
            "Cases opened again in the window, and cases received in it as the follow-up of another, against the cases "
            "closed in the window. A ratio, not a part: what is reopened now may have been closed earlier."
        ),
        N_("cases reopened / cases closed in the window"),
        _CASES,
    ),
    Metric(
        "M34",
        "first_contact",
        N_("Solved at first contact"),
        "share",
        1,
        THIN,
        N_(
            "Of the cases received in the window: those closed at the place that received them, without being handed "
            "on. Only cases that can tell are counted: with a log of steps, or with both departments given."
        ),
        N_("cases closed without a hand-off / cases received that can tell"),
        _CASES,
    ),
    Metric(
        "M37",
        "justified",
        N_("Share justified"),
        "share",
        -1,
        THIN,
        N_("Of the cases received in the window that were judged: those found justified, wholly or in part."),
        N_("(justified + partly justified) / judged"),
        _CASES,
    ),
    Metric(
        "M37",
        "case_compensation",
        N_("Compensation"),
        "money",
        -1,
        0,
        N_(
            "What was paid for the cases received in the window, and on average for a case whose amount is known. A "
            "case without an amount is unknown, not zero."
        ),
        N_("sum of compensation; sum / cases with an amount"),
        _CASES,
    ),
)
