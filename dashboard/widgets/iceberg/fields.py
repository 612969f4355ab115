"""What of the page Unheard customers travels in the link, as codes."""

from dashboard.logic.iceberg.iceberg import (
    ASSUMED_BASE,
    ASSUMED_DISSATISFIED,
    ASSUMED_PERCENT,
    LEAST_PERCENT,
    MOST_PERCENT,
)
from dashboard.logic.iceberg.silent import LOOK_BACKS, SilentRule
from dashboard.widgets.cases.fields import case_field
from dashboard.widgets.link import Field
from dashboard.widgets.opened import Opened

PARTS = ("iceberg", "silent", "effect")
PART = Field("part", PARTS, (PARTS[0],))
SPEAK_FROM = Field("speak_from", ("survey", "assumption"), ("survey",))
"""Where the share who speak up comes from, where a survey measured it."""
SPEAK = Field("speak", tuple(map(str, range(LEAST_PERCENT, MOST_PERCENT + 1))), (str(ASSUMED_PERCENT),))
_PERCENTS = tuple(map(str, range(0, 61)))
LOSS = Field("loss", _PERCENTS, (str(ASSUMED_DISSATISFIED),))
BASE_LOSS = Field("base_loss", _PERCENTS, (str(ASSUMED_BASE),))
_USUAL = SilentRule()


def _days(name: str, usual: int) -> Field:
    return Field(name, tuple(map(str, LOOK_BACKS[name])), (str(usual),))


BAD_DAYS = _days("bad_days", _USUAL.bad_days)
CASE_DAYS = _days("case_days", _USUAL.case_days)
VISIT_DAYS = _days("visit_days", _USUAL.visit_days)


def iceberg_fields(opened: Opened) -> list[Field]:
    return [PART, SPEAK_FROM, SPEAK, LOSS, BASE_LOSS, BAD_DAYS, CASE_DAYS, VISIT_DAYS, case_field(opened)]


def chosen_rule() -> SilentRule:
    return SilentRule(*(int(field.chosen()[0]) for field in (BAD_DAYS, CASE_DAYS, VISIT_DAYS)))
