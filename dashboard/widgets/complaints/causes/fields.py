"""What of this view travels in the link."""

from dashboard.logic.cases.cause_pareto import MEASURES
from dashboard.widgets.link import Field, Written
from dashboard.widgets.opened import Opened

NOT_GIVEN = "~"
"""Stands for a cause, or a sub-cause, that no case names."""
_TEXT = Written(r"[^\x00-\x1f]{0,120}")
MEASURE = Field("cause_by", MEASURES, (MEASURES[0],))
WHOSE = Field("cause_of", ("all", "ours"), ("all",))
CAUSE = Field("cause", _TEXT, ("",))
SUB = Field("sub_cause", _TEXT, ("",))


def causes_fields(_opened: Opened) -> list[Field]:
    return [MEASURE, WHOSE, CAUSE, SUB]
