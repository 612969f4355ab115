"""Registry entries of findings and fixes (M53, M54) and of low scores."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

LOOP_METRICS: tuple[Metric, ...] = (
    Metric(
        "M53",
        "loop_days",
        N_("Days per step"),
        "days",
        -1,
        0,
        N_(
            "Median of the calendar days from publishing a finding to assigning its fix, from there to the day the "
            "measure takes effect and to the reply, and from the reply to the evaluation. Only steps that were taken."
        ),
        N_("median (day of the step - day of the step before)"),
        N_("findings and fixes, as people entered them"),
    ),
    Metric(
        "M53",
        "replied_in_time",
        N_("Replied in time"),
        "share",
        1,
        10,
        N_("Replies about fixes that came by their last day, of those that were given or are overdue."),
        N_("replies in time / (replies + overdue)"),
        N_("findings and fixes, as people entered them"),
    ),
    Metric(
        "M54",
        "fixes_worked",
        N_("Fixes that worked"),
        "share",
        1,
        10,
        N_(
            "Fixes whose measure has taken effect and that the data call effective. A question: the last wave that "
            "ended before the measure against the first that began after it; effective where it went up, corrected "
            "over all questions of the two waves; not effective where it went down or where the interval leaves out "
            "the smallest change that matters. A monthly figure: effective where a shift to the better begins with the "
            "measure; not effective where it is worse or the interval leaves out an improvement that matters. Else "
            "undecided. Nobody types the verdict; it is decided for the whole company."
        ),
        N_("effective / fixes whose measure has taken effect"),
        N_("answers of surveys, complaints, findings and fixes"),
    ),
    Metric(
        "M53",
        "low_scores_in_time",
        N_("Low scores closed in time"),
        "share",
        1,
        10,
        N_(
            "Answers of named surveys with the overall question in the two lowest places of its scale, or a "
            "recommendation of 0 to 6, that somebody closed within the limit, of those closed or past it."
        ),
        N_("closed in time / (closed + past their last day)"),
        N_("answers of named surveys, and what people entered about them"),
    ),
)
