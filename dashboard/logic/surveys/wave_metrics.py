"""Registry entries of whole waves and their questions (M44 to M48)."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.surveys.item_figures import THIN_BELOW
from dashboard.logic.words import N_

_ANSWERS = N_("survey answers, survey questions, surveys")

WAVE_METRICS: tuple[Metric, ...] = (
    Metric(
        "M44",
        "item_score",
        N_("Score of a question"),
        "score",
        1,
        THIN_BELOW,
        N_(
            "Mean of the ratings of one question, on its own scale. Who does not know, did not answer or wrote a "
            "number outside the scale is in no mean; each is counted beside. Overall satisfaction is the question of "
            "that kind; where a survey has none, its only question about satisfaction."
        ),
        N_("sum of ratings / ratings"),
        _ANSWERS,
    ),
    Metric(
        "M44",
        "top2",
        N_("Share satisfied (two highest marks)"),
        "share",
        1,
        THIN_BELOW,
        N_(
            "Of those who rated overall satisfaction: who chose one of the two highest places of the scale. In "
            "call-backs these are very satisfied and satisfied (basically satisfied). Who was not reached or does not "
            "know is in no denominator."
        ),
        N_("ratings in the two highest places / ratings; dissatisfied: the two lowest"),
        _ANSWERS,
    ),
    Metric(
        "M44",
        "csi",
        N_("Satisfaction index (CSI)"),
        "points",
        1,
        THIN_BELOW,
        N_(
            "Scores of all questions about satisfaction in one figure from 0 to 100. The weights are equal, stated in "
            "the file of questions, or derived from what goes with overall satisfaction: always said beside it. A "
            "change is judged over the questions of both waves with the same scale, with the weights of the later one."
        ),
        N_("CSI = Σ weight x 100 x (score − lowest) / (highest − lowest), weights adding up to 1"),
        _ANSWERS,
    ),
    Metric(
        "M45",
        "nps",
        N_("Net promoter score (NPS)"),
        "points",
        1,
        THIN_BELOW,
        N_(
            "Would they recommend us, 0 to 10: the share of promoters (9 and 10) less the share of detractors (0 to "
            "6), in points from -100 to 100. Only questions of the kind NPS."
        ),
        N_("100 x (promoters − detractors) / ratings; interval: adjusted Wald, 3/4 + 3/4 of 3 answers added"),
        _ANSWERS,
    ),
    Metric(
        "M46",
        "ces",
        N_("Ease of dealing with us (CES)"),
        "score",
        1,
        THIN_BELOW,
        N_(
            "Mean of the question about effort on its own scale (made it easy: more is better). On the scale 1 to 7 "
            "the share who agree, 5 to 7, stands beside it."
        ),
        N_("sum of ratings / ratings; ratings 5 to 7 / ratings"),
        _ANSWERS,
    ),
    Metric(
        "M47",
        "survey_interval",
        N_("95% interval of survey figures"),
        "score",
        0,
        0,
        N_(
            "What chance in who answered could have made of it. Several answers of one customer, survey weights and a "
            "small population are counted in. Fewer than 30 ratings: marked as thin; fewer than 10: not compared and "
            "not in trends."
        ),
        N_("shares: Wilson; means: Student's t; finite population: √((N − n) / (N − 1))"),
        _ANSWERS,
    ),
    Metric(
        "M48",
        "change_verdict",
        N_("Change since the wave before"),
        "score",
        0,
        0,
        N_(
            "Up or down is said only where chance is an unlikely cause, else there is no evidence, which is no proof "
            "that nothing changed. Compared is the wave before of the same series and kind. All questions of a pair of "
            "waves are corrected together, the other headline figures with them, so that at most 5% of the verdicts "
            "up and down are expected to be false. A changed scale is not compared; a changed wording is, and is "
            "marked."
        ),
        N_(
            "means and index: Welch's t; share satisfied: two proportions; NPS: difference by its standard errors; "
            "p values of all questions of the pair corrected by Benjamini and Hochberg at 5%; share satisfied, index "
            "and NPS corrected with them and moving none of them"
        ),
        _ANSWERS,
    ),
)
