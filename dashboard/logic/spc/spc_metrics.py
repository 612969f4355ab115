"""Registry entries of control charts (M40)."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

SPC_METRICS: tuple[Metric, ...] = (
    Metric(
        "M40",
        "spc",
        N_("Control chart by month"),
        "per_hundred",
        0,
        0,
        N_(
            "Whether a month is unlike those of the baseline. Three rules: a month beyond a limit; eight in a row on "
            "one side of the usual level; six in a row rising or falling. The baseline is frozen: the first 24 "
            "complete months, or those that somebody chose (at least 12). Where nothing changes, at most 3.5% of the "
            "months are called unusual, and in 24 months at most 42% of the series have such a month (simulated; with "
            "fewer than 3 cases a month or a baseline below 24 months: 7% and 60%). Fewer than one case a month: days "
            "between cases. A new level is told where chance makes one in fewer than 1% of series."
        ),
        N_(
            "usual level u = sum c / sum n of the baseline; limits u ± 3 √(u / n) σz, not below 0 (shares: "
            "√(p (1 − p) / n)); σz = mean |z − z before| / 1.128 with z = (u of the month − u) / √(u / n) (Laney)"
        ),
        N_("complaints and feedback, steps of complaints, orders, events"),
    ),
    Metric(
        "M40",
        "spc_verdict",
        N_("Better, worse or no evidence"),
        "per_hundred",
        0,
        0,
        N_(
            "The complete months of the period against the same months a year earlier. Better or worse is said only "
            "where the 95% interval of the change leaves out no change; else there is no evidence, which is no proof "
            "that nothing changed. Months that differ more than by chance widen the interval."
        ),
        N_(
            "rates: interval of the ratio from the binomial share of the later count (Clopper and Pearson), counts "
            "divided by σz² if above 1; shares: interval of the difference (Newcombe), counts divided likewise"
        ),
        N_("complaints and feedback, steps of complaints, orders"),
    ),
)
