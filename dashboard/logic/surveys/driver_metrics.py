"""Registry entries of what matters most (M49 to M52)."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.surveys.driver_ground import LEAST_RESPONSES
from dashboard.logic.words import N_

_ANSWERS = N_("survey answers, survey questions")

DRIVER_METRICS: tuple[Metric, ...] = (
    Metric(
        "M49",
        "derived_importance",
        N_("Derived importance"),
        "share",
        0,
        LEAST_RESPONSES,
        N_(
            "How much a question has to do with overall satisfaction: its share of the differences in overall "
            "satisfaction that all questions together explain (Johnson's relative weights). Correlations are taken "
            "over those who rated both questions. The interval comes from 500 draws of the customers (of the "
            "responses where customers are not known). It shows what goes together, not what causes what."
        ),
        N_("relative weight of the question / R squared of all questions on overall satisfaction"),
        _ANSWERS,
    ),
    Metric(
        "M50",
        "importance_performance",
        N_("Importance against performance"),
        "score",
        1,
        LEAST_RESPONSES,
        N_(
            "Four quarters, parted at the mean of all questions in importance and in rating: important and rated below "
            "the mean (concentrate here), important and rated well (keep up), neither (low priority), rated well but "
            "not important (possible overkill). A question is undecided if one of its two intervals holds a line."
        ),
        N_("mean rating of the question; lines at the mean of these means and at 1 / number of questions"),
        _ANSWERS,
    ),
    Metric(
        "M51",
        "servqual_gap",
        N_("Gap between found and expected"),
        "score",
        1,
        10,
        N_(
            "What people found minus what they expected, for each person first, then on average, by dimension of "
            "service (SERVQUAL). Only who answered both counts, only on the same scale."
        ),
        N_("mean of (perception - expectation) over people"),
        _ANSWERS,
    ),
    Metric(
        "M52",
        "penalty_reward",
        N_("Penalty and reward"),
        "score",
        0,
        10,
        N_(
            "How much lower overall satisfaction is among those who gave a question one of the two lowest marks, and "
            "how much higher among those who gave one of the two highest, against those between. A basic factor costs "
            "more than it brings, an excitement factor brings more than it costs, a performance factor does both; "
            "undecided where the intervals do not tell. Other questions are not held equal."
        ),
        N_("mean overall of the low (of the high) - mean overall of the middle"),
        _ANSWERS,
    ),
)
