"""Registry entries of time and backlog of cases (M30, M32, M36)."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

CASE_METRICS: tuple[Metric, ...] = (
    Metric(
        "M30",
        "stage_time",
        N_("Stage time"),
        "seconds",
        -1,
        30,
        N_(
            "Time from receipt to a step of the case, on the calendar of the settings (working time: office hours of "
            "working days, make-up workdays included), pauses with a reason taken out. Cases that still wait are in: "
            "they count as longer than they have waited so far. Closed without a time for the step: left out and "
            "counted beside."
        ),
        N_("median and P90: smallest t with S(t) <= 50 %, 10 % (S: Kaplan-Meier); n/a if not reached yet"),
        N_("complaints, steps of complaints, settings"),
    ),
    Metric(
        "M32",
        "open_cases",
        N_("Open cases (backlog)"),
        "cases",
        -1,
        0,
        N_(
            "Cases received and not closed at the end of a day: the last of closing and reopening decides. Age is the "
            "time since receipt, pauses with a reason taken out."
        ),
        N_("cases received - closed + reopened, up to the end of the day"),
        N_("complaints, steps of complaints"),
    ),
    Metric(
        "M32",
        "overdue_cases",
        N_("Overdue open cases"),
        "cases",
        -1,
        0,
        N_(
            "Open cases whose due time has passed when the data end. Due time: that of the case, else receipt + the "
            "limit of the settings; moved on by pauses with a reason. Cases without a due time cannot be overdue."
        ),
        N_("count of open cases with due time <= data through"),
        N_("complaints, steps of complaints, settings"),
    ),
    Metric(
        "M32",
        "cases_due_soon",
        N_("Due within five working days"),
        "cases",
        -1,
        0,
        N_(
            "Open cases that will be overdue by the end of each of the next five working days if nobody closes them. "
            "Make-up workdays are working days; what falls due on a day off counts to the next working day. Cases that "
            "are paused with a reason stand beside: their due time moves on as long as the pause lasts."
        ),
        N_("count of open cases with data through < due time <= end of the working day"),
        N_("complaints, steps of complaints, settings"),
    ),
    Metric(
        "M36",
        "record_completeness",
        N_("Complete records"),
        "share",
        1,
        30,
        N_(
            "Cases received in the period whose record holds every field that the stages they have come to ask for "
            "(receipt, telling the customer, assessment, cause, measure, approval, agreement, reply, call-back, "
            "closure). A field that the company fills in for no case is asked of none."
        ),
        N_("cases with all required fields for their stage / cases"),
        N_("complaints, steps of complaints"),
    ),
)
