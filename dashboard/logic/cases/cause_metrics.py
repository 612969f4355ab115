"""Registry entries of causes and what they cost (M41, M57, M77)."""

from dashboard.logic.cases.rates import THIN
from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

_CASES = N_("complaints and feedback")

CAUSE_METRICS: tuple[Metric, ...] = (
    Metric(
        "M41",
        "cause_pareto",
        N_("Causes, the heaviest first"),
        "share",
        0,
        THIN,
        N_(
            "Cases of one kind received in the window by cause and sub-cause: how many they are, what they cost, or "
            "what the customers they hit brought in twelve months. A customer counts once in each cause. Cases without "
            "a cause are counted beside and are in no share."
        ),
        N_("cases (cost, value) of the cause / cases (cost, value) of all causes"),
        _CASES,
    ),
    Metric(
        "M77",
        "quality_cost",
        N_("Quality cost"),
        "money",
        -1,
        0,
        N_(
            "What the complaints, appeals and quality objections received in the window cost. Return freight and "
            "credit notes for quality are not in the files and not in the sum."
        ),
        N_("compensation + rework"),
        _CASES,
    ),
    Metric(
        "M77",
        "quality_cost_share",
        N_("Quality cost, of revenue"),
        "share",
        -1,
        0,
        N_("Quality cost for each yuan of net revenue in the same months."),
        N_("(compensation + rework) / net revenue"),
        N_("complaints and feedback, orders"),
    ),
    Metric(
        "M57",
        "objection_rate",
        N_("Quality objections per 100 orders"),
        "per_hundred",
        -1,
        THIN,
        N_("Quality objections received in the window for each 100 orders of the same months."),
        N_("100 x quality objections / orders"),
        N_("complaints and feedback, orders"),
    ),
)
