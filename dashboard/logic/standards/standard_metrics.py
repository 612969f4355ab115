"""Registry entries of service standards, delivery on time and logistics (M55, M56, M58)."""

from dashboard.logic.metric_entry import Metric
from dashboard.logic.words import N_

THIN = 30
_TICKETS = N_("service tickets, service standards, working days")
_PROMISES = N_("orders, order lines, deliveries, complaints and feedback")

STANDARD_METRICS: tuple[Metric, ...] = (
    Metric(
        "M55",
        "standard_kept",
        N_("Standard kept"),
        "share",
        1,
        THIN,
        N_(
            "Of the tickets reported in the window whose limit has passed: those finished within it. An open ticket "
            "past its limit is a failure; one that is not yet due is shown beside and not counted, finished or not. An "
            "average is met if it holds for the finished tickets and also with the open ones past their limit at their "
            "age; a maximum if no ticket is longer, open ones in; a same-day rule asks for the day of the report if it "
            "came before the cut-off time on a day that counts, else for the next day that counts; an appointment is "
            "kept if work began by the time agreed on, and changes with notice are counted apart."
        ),
        N_("within / (within + over + open and past the limit)"),
        _TICKETS,
    ),
    Metric(
        "M55",
        "standard_headroom",
        N_("Headroom to the standard"),
        "share",
        1,
        THIN,
        N_("How far the actual is on the good side of what was promised. Below 0 the standard is broken by so much."),
        N_("of a time: (limit - actual) / limit; of a share: (actual - target) / target"),
        _TICKETS,
    ),
    Metric(
        "M56",
        "on_time",
        N_("On time by the first promise"),
        "share",
        1,
        THIN,
        N_(
            "Lines delivered on or before the first promised day, of the lines whose first promised day fell in the "
            "window. What is due and not delivered is late. A later promise moves nothing; the rate by the last "
            "promise is shown beside it."
        ),
        N_("lines delivered by the first promise / lines due"),
        _PROMISES,
    ),
    Metric(
        "M56",
        "otif",
        N_("On time and in full"),
        "share",
        1,
        THIN,
        N_(
            "Lines on time by the first promise, with the quantity ordered (or the share of it that was chosen) and "
            "without a quality objection within 30 days, of the lines due. A line whose quantity is not known is not "
            "counted as full; where none is known there is no figure."
        ),
        N_("lines on time, in full and without objection / lines due"),
        _PROMISES,
    ),
    Metric(
        "M58",
        "damage_rate",
        N_("Damage and shortage"),
        "share",
        -1,
        THIN,
        N_(
            "Value damaged and short on the way, of the net value of the orders shipped in the window. Where no value "
            "is recorded only shipments with damage or shortage are counted."
        ),
        N_("(damaged value + short value) / net value of the orders shipped"),
        N_("deliveries, orders"),
    ),
)
